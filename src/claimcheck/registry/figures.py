"""All figures of a file of results, each with where it stands: what a number of a text may rest on.

A file is read in the process for reading, as one value of it is. What cannot be asked for by a path that stays true when the file is
written anew (the twelfth of a long list) is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from claimcheck.documents.errors import UnreadableDocument
from claimcheck.registry.errors import ResultError
from claimcheck.registry.results import TEXT_FORMATS, decimal_of, tree_or_rows

SUFFIXES = (*TEXT_FORMATS, ".xlsx", ".xlsm", ".xml")
"""Files whose figures can be listed."""
MOST_BYTES = 4_000_000
_MOST_FIGURES = 20_000
_MOST_ROWS = 2_000
_MOST_COLUMNS = 100
_LONGEST_LIST = 24
_LONGEST_NAME = 120
_DEEPEST = 12
_OF_COVERAGE = re.compile(r"(?:line|branch)(?:s|es)?-(?:rate|valid|covered)")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a file, with the keys of `value_from` that lead to it."""

    path: Path
    value: Decimal
    keys: Mapping[str, str] = field(default_factory=dict)
    """`pointer`, or `cell`, or `column` and `table`."""
    where: Mapping[str, str] = field(default_factory=dict)
    unit: str | None = None
    """As it was recorded with it."""

    @property
    def label(self) -> str:
        """The words that lead to it: keys, the header of its column, the names of its row."""
        shown = (value for key, value in self.keys.items() if key != "cell")
        return " ".join([*shown, *self.where.values()])


def figures_in(path: Path) -> tuple[Figure, ...]:
    """The figures of a file, none where it cannot be read or holds none."""
    from claimcheck.documents.isolated import value_isolated

    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            return ()
        told = json.loads(value_isolated(__name__, path, {}, size))
    except (UnreadableDocument, OSError):
        return ()
    found = []
    for keys, where, written, unit in told:
        value = decimal_of(written)
        if value is not None:
            found.append(Figure(path, value, keys, where, unit))
    return tuple(found)


def value_of(path: str, _asked: Mapping[str, Any]) -> str:
    """The figures of a file as JSON, in the process for reading. Raises UnreadableDocument."""
    try:
        return json.dumps(list(islice(_figures(Path(path)), _MOST_FIGURES)))
    except ResultError as error:
        raise UnreadableDocument(str(error)) from None


_Found = tuple[dict[str, str], dict[str, str], str, str | None]


def _figures(path: Path) -> Iterator[_Found]:
    suffix = path.suffix.lower()
    kind = TEXT_FORMATS.get(suffix)
    if kind is None:
        yield from _of_report(path) if suffix == ".xml" else _of_workbook(path)
        return
    state = path.stat()
    read = tree_or_rows(path, kind, state.st_size, state.st_mtime_ns)
    if kind in ("csv", "tsv"):
        yield from _of_table(read, {})
    else:
        yield from _of_tree(read, "", 0)


def _of_tree(place: Any, pointer: str, depth: int) -> Iterator[_Found]:
    if depth > _DEEPEST:
        return
    if isinstance(place, dict):
        value = place.get("value")
        if _is_figure(value) and pointer:  # what `claimcheck record` writes
            yield {"pointer": pointer}, {}, str(value), str(place.get("unit") or "") or None
            return
        for key, item in place.items():
            if len(str(key)) <= _LONGEST_NAME:
                yield from _of_tree(item, f"{pointer}/{_escaped(str(key))}", depth + 1)
    elif isinstance(place, list):
        named = _name_of_items(place)
        if named is not None:
            for item in place:
                step = _escaped(f"{named}={item[named]}")
                rest = {key: value for key, value in item.items() if key != named}
                yield from _of_tree(rest, f"{pointer}/{step}", depth + 1)
        elif len(place) <= _LONGEST_LIST:
            for index, item in enumerate(place):
                yield from _of_tree(item, f"{pointer}/{index}", depth + 1)
    elif _is_figure(place):
        yield {"pointer": pointer}, {}, str(place), None


def _is_figure(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, str | Decimal | int):
        return False
    return decimal_of(str(value)) is not None


def _escaped(step: str) -> str:
    return step.replace("~", "~0").replace("/", "~1")


def _name_of_items(items: Sequence[Any]) -> str | None:
    """The field that names each object of a list; None where there is none."""
    if not items or not all(isinstance(item, dict) for item in items):
        return None
    for key in items[0]:
        names = [item.get(key) for item in items]
        if "=" in key or not all(
            isinstance(name, str) and 0 < len(name) <= _LONGEST_NAME and decimal_of(name) is None
            for name in names
        ):
            continue
        if len(set(names)) == len(names):
            return str(key)
    return None


def _of_table(rows: Sequence[Sequence[str]], more: dict[str, str]) -> Iterator[_Found]:
    """Columns by their headers, rows by the first column that names each; of a table without such names the cells."""
    header = [title.strip() for title in rows[0][:_MOST_COLUMNS]] if rows else []
    body = [row for row in rows[1 : _MOST_ROWS + 1] if any(cell.strip() for cell in row)]
    titled = bool(header) and all(header) and len(set(header)) == len(header)
    titled = titled and not any(decimal_of(title) is not None for title in header)
    named = _naming_column(header, body) if titled else None
    for number, row in enumerate(rows[: _MOST_ROWS + 1]):
        if titled and number == 0:
            continue
        for column, cell in enumerate(row[:_MOST_COLUMNS]):
            if not _is_figure(cell):
                continue
            if titled and column < len(header) and (named is not None or len(body) == 1):
                where = {header[named]: row[named].strip()} if named is not None else {}
                yield {"column": header[column], **more}, where, cell, None
            else:
                yield {"cell": f"{_letters(column)}{number + 1}", **more}, {}, cell, None


def _naming_column(header: Sequence[str], rows: Sequence[Sequence[str]]) -> int | None:
    for column in range(len(header)):
        names = [row[column].strip() if len(row) > column else "" for row in rows]
        if (
            len(names) > 1
            and all(0 < len(name) <= _LONGEST_NAME and decimal_of(name) is None for name in names)
            and len(set(names)) == len(names)
        ):
            return column
    return None


def _letters(column: int) -> str:
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _of_workbook(path: Path) -> Iterator[_Found]:
    from claimcheck.documents.office_zip import checked_zip
    from claimcheck.registry.result_files import library

    openpyxl = library("openpyxl")
    checked_zip(path.read_bytes()).close()
    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets:
            rows = [
                ["" if value is None else str(value) for value in row[:_MOST_COLUMNS]]
                for row in islice(sheet.iter_rows(values_only=True), _MOST_ROWS + 1)
            ]
            for keys, where, value, unit in _of_table(rows, {"table": sheet.title}):
                if "cell" in keys:
                    keys = {"cell": f"{sheet.title}!{keys['cell']}"}
                yield keys, where, value, unit
    finally:
        book.close()


def _of_report(path: Path) -> Iterator[_Found]:
    """The figures of a report of JUnit or coverage."""
    from claimcheck.registry.result_files import JUNIT, value_in, xml_root

    root = xml_root(path)
    if root.tag not in JUNIT:
        for key, value in root.attrib.items():
            if _is_figure(value) and _OF_COVERAGE.fullmatch(key):
                yield {"pointer": f"/{key}"}, {}, value, None
        return
    for figure in ("tests", "passed", "failures", "errors", "skipped", "time"):
        unit = "s" if figure == "time" else None
        yield {"pointer": f"/{figure}"}, {}, value_in(path, {"pointer": f"/{figure}"}), unit
