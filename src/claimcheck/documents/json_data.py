"""Reader for figures in JSON: numbers under keys become rows of a table, and lists of records become tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimcheck.documents.builder import DocumentBuilder
from claimcheck.documents.cleaned import EMPTY, Cleaned, TextBuilder, joined, verbatim
from claimcheck.documents.dates import parse_date
from claimcheck.documents.front_matter import DATE_KEYS, TITLE_KEYS
from claimcheck.model.documents import Document

MACHINE_KEYS = frozenset(
    {
        "$schema",
        "$id",
        "dependencies",
        "devdependencies",
        "scripts",
        "compileroptions",
        "lockfileversion",
        "nbformat",
        "openapi",
        "swagger",
        "jsonrpc",
        "features",
        "coordinates",
        "claims",
        "findings",
    }
)
"""Keys, in lower case, of files that programs write for programs: settings, lock files, notebooks, maps, our own reports."""
UNMEASURED_KEYS = frozenset({"id", "version", "index", "lat", "lon", "latitude", "longitude", "timestamp"})
"""Keys, in lower case, whose numbers measure nothing that a text tells."""
LABEL_KEYS = ("name", "title", "label", "site", "region", "area")
"""Keys, in lower case, that name a record, the most telling first; else its first text does."""
FEWEST_NUMBERS = 2
MOST_NUMBERS = 5_000
_DEEPEST = 8
_SPACE = re.compile(r"[ \t\r\n]*")
_ATOM = re.compile(r"[^\s,\]}]+")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d|2100")
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")
_UNPRINTABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class _Leaf:
    text: Cleaned
    number: bool


@dataclass(frozen=True, slots=True)
class _Object:
    members: tuple[tuple[Cleaned, _Node], ...]


@dataclass(frozen=True, slots=True)
class _List:
    items: tuple[_Node, ...]


_Node = _Leaf | _Object | _List | None


def read_figures(path: str, text: str, name: str) -> Document | None:
    """The figures of a valid JSON text, labelled by the keys above them; None where it holds none or is no file for readers.

    Numbers under keys are rows of two cells, the path of keys and the number; a list of records is a table with a row for each.
    """
    try:
        root, _ = _value(text, _blank(text, 0), 0)
    except RecursionError:
        return None
    top = root.members if isinstance(root, _Object) else ()
    keys = {key.text.lower() for key, _ in top}
    if keys & MACHINE_KEYS:
        return None
    rows = list(_rows(root, ()))
    tables = list(_tables(root, ()))
    count = len(rows) + sum(_numbers(table) for _, table in tables)
    if not FEWEST_NUMBERS <= count <= MOST_NUMBERS:
        return None
    builder = DocumentBuilder()
    plain = {key.text.lower(): node.text for key, node in reversed(top) if isinstance(node, _Leaf)}
    title = next((plain[key] for key in TITLE_KEYS if key in plain and plain[key].text), None)
    if title is not None:
        builder.title(title)
    builder.table([[joined(keys_), value] for keys_, value in rows], 0, None)
    for above, table in tables:
        builder.table(table, 1, " ".join(key.text for key in above) or None)
    published = next(
        (day for key in (*DATE_KEYS, "as_of") if key in plain and (day := parse_date(plain[key].text))), None
    )
    return builder.build(path, name, text, published=published)


def _value(text: str, at: int, depth: int) -> tuple[_Node, int]:
    """The value that starts at `at`, and where it ends. What is nested too deeply to be told of is read and dropped."""
    first = text[at]
    if first == '"':
        leaf, end = _string(text, at)
        return _Leaf(leaf, False), end
    if first not in "{[":
        found = _ATOM.match(text, at)
        assert found is not None
        number = _NUMBER.fullmatch(found.group())
        return (_Leaf(verbatim(text, at, found.end()), True) if number else None), found.end()
    members: list[tuple[Cleaned, _Node]] = []
    items: list[_Node] = []
    at = _blank(text, at + 1)
    while text[at] not in "]}":
        key = EMPTY
        if first == "{":
            key, at = _string(text, at)
            at = _blank(text, _blank(text, at) + 1)
        node, at = _value(text, at, depth + 1)
        if depth < _DEEPEST:
            members.append((key, node))
            items.append(node)
        at = _blank(text, at)
        if text[at] == ",":
            at = _blank(text, at + 1)
    return (_Object(tuple(members)) if first == "{" else _List(tuple(items))), at + 1


def _blank(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    assert found is not None
    return found.end()


def _string(text: str, at: int) -> tuple[Cleaned, int]:
    found = _STRING.match(text, at)
    assert found is not None
    end = found.end()
    if "\\" not in found.group():
        return verbatim(text, at + 1, end - 1), end
    from json import loads

    builder = TextBuilder()
    place = at + 1
    for escape in _ESCAPE.finditer(text, at + 1, end - 1):
        builder.copy(text, place, escape.start())
        plain: str = loads(f'"{escape.group()}"')
        builder.put(_UNPRINTABLE.sub("�", plain), escape.start(), escape.end())
        place = escape.end()
    builder.copy(text, place, end - 1)
    return builder.build().stripped(), end


def _measured(key: Cleaned) -> bool:
    return bool(key.text) and key.text.lower() not in UNMEASURED_KEYS


def _rows(node: _Node, above: tuple[Cleaned, ...]) -> Iterator[tuple[tuple[Cleaned, ...], Cleaned]]:
    """The numbers that stand under keys, outside of lists. A whole number that may be a year is no measure."""
    if not isinstance(node, _Object):
        return
    for key, inner in node.members:
        if not _measured(key):
            continue
        if isinstance(inner, _Leaf) and inner.number and not _YEAR.fullmatch(inner.text.text):
            yield (*above, key), inner.text
        else:
            yield from _rows(inner, (*above, key))


def _tables(
    node: _Node, above: tuple[Cleaned, ...]
) -> Iterator[tuple[tuple[Cleaned, ...], list[list[Cleaned]]]]:
    """The lists of records, each as a table whose first row holds the keys."""
    if isinstance(node, _Object):
        for key, inner in node.members:
            yield from _tables(inner, (*above, key))
    elif isinstance(node, _List):
        records = [dict(_cells(item, ())) for item in node.items if isinstance(item, _Object)]
        if records and any(leaf.number for record in records for leaf in record.values()):
            yield above, _grid(node, records)


def _cells(node: _Node, above: tuple[Cleaned, ...]) -> Iterator[tuple[str, _Leaf]]:
    if isinstance(node, _Object):
        for key, inner in node.members:
            if not _measured(key):
                continue
            if isinstance(inner, _Leaf):
                yield " ".join(part.text for part in (*above, key)), inner
            else:
                yield from _cells(inner, (*above, key))


def _grid(records_of: _List, records: list[dict[str, _Leaf]]) -> list[list[Cleaned]]:
    columns = list(dict.fromkeys(key for record in records for key in record))
    texts = [key for key in columns if not any(key in record and record[key].number for record in records)]
    lowered = {key.lower(): key for key in reversed(texts)}
    first = next((lowered[key] for key in LABEL_KEYS if key in lowered), texts[0] if texts else columns[0])
    columns.remove(first)
    columns.insert(0, first)
    heads = _heads(records_of)
    return [
        [heads[key] for key in columns],
        *([record[key].text if key in record else EMPTY for key in columns] for record in records),
    ]


def _heads(records: _List) -> dict[str, Cleaned]:
    """The keys where they stand for the first time, as the labels of columns."""
    found: dict[str, Cleaned] = {}

    def walk(node: _Node, above: tuple[Cleaned, ...]) -> None:
        if isinstance(node, _Object):
            for key, inner in node.members:
                label = joined([*above, key]) if key.text else EMPTY
                found.setdefault(label.text, label)
                walk(inner, (*above, key) if key.text else above)

    for item in records.items:
        walk(item, ())
    return found


def _numbers(table: list[list[Cleaned]]) -> int:
    return sum(1 for row in table[1:] for cell in row if _NUMBER.fullmatch(cell.text))
