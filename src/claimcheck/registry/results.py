"""Measured results: one value out of JSON, YAML, TOML, CSV, TSV, SQLite, or a file of `result_files`. Nothing is executed.

A file of results is a stranger's, as any document is, and so is a query: the process for reading does this, under its bounds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import Any

from claimcheck.documents.errors import UnreadableDocument
from claimcheck.registry.errors import ResultError
from claimcheck.registry.model import ValueFrom
from claimcheck.registry.rows import known_column, value_of_query, value_where

_MOST_BYTES = 20_000_000
_MOST_DIGITS = 400
"""Digits that a result may have, and how far its exponent may reach: farther than any measurement, and than floating point."""
_MOST_STEPS = 8_000
"""SQLite asks leave to go on every so many instructions; a query gets about 80 million."""
_STEP = 10_000
_MOST_TEXT = 1_000_000
"""Bytes of any one value that a query makes."""
_UNIT = "\x1f"
"""Between a value and its unit, where one was recorded with it."""
_NAMED = re.compile(r"([^=]{1,100})=(.{1,300})")
_MOST_HEAP = 256 * 1024**2
TEXT_FORMATS = {
    ".json": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".toml": "toml",
    ".csv": "csv",
    ".tsv": "tsv",
}


__all__ = ["ResultError", "decimal_of", "read_measured", "read_result", "value_of"]


def read_result(path: Path, wanted: ValueFrom) -> str:
    """The value as it is written in the file. Raises ResultError."""
    return read_measured(path, wanted)[0]


def read_measured(path: Path, wanted: ValueFrom) -> tuple[str, str | None]:
    """The value as it is written in the file, and the unit that was recorded with it, if one was. Raises ResultError."""
    from claimcheck.documents.isolated import value_isolated

    try:
        size = path.stat().st_size
    except OSError as error:
        raise ResultError(error.strerror or str(error)) from None
    asked = {
        "pointer": wanted.pointer,
        "cell": wanted.cell,
        "column": wanted.column,
        "where": dict(wanted.where),
        "query": wanted.query,
        "table": wanted.table,
    }
    try:
        answer = value_isolated(
            __name__, path, asked, 0 if wanted.query is not None else size, fresh=_needs_room(path, wanted)
        )
        value, _, unit = answer.partition(_UNIT)
        return value, unit or None
    except UnreadableDocument as error:
        raise ResultError(error.message) from None


def _needs_room(path: Path, wanted: ValueFrom) -> bool:
    """Whether a file needs a library that has no room beside others in the process for reading."""
    from claimcheck.registry.result_files import ARROW, QUERIED

    suffix = path.suffix.lower()
    return suffix in ARROW or (wanted.query is not None and suffix in QUERIED)


def value_of(path: str, asked: Mapping[str, Any]) -> str:
    """The value that is asked for, in the process for reading. Raises UnreadableDocument."""
    try:
        return _found(Path(path), asked)
    except ResultError as error:
        raise UnreadableDocument(str(error)) from None


def _found(path: Path, asked: Mapping[str, Any]) -> str:
    from claimcheck.registry.result_files import QUERIED, READERS, duckdb_value, value_in

    suffix = path.suffix.lower()
    if asked["query"] is not None:
        return duckdb_value(path, asked["query"]) if suffix in QUERIED else _from_sqlite(path, asked["query"])
    if suffix in READERS:
        return value_in(path, asked)
    kind = TEXT_FORMATS.get(path.suffix.lower())
    if kind is None:
        raise ResultError(
            f"'{path.suffix}' is none of {', '.join((*TEXT_FORMATS, *READERS))}, and there is no query"
        )
    if kind not in ("csv", "tsv") and asked["pointer"] is None:
        raise ResultError(f"{kind.upper()} needs a pointer")
    try:
        state = path.stat()
        read = tree_or_rows(path, kind, state.st_size, state.st_mtime_ns)
    except OSError as error:
        raise ResultError(error.strerror or str(error)) from None
    if kind in ("csv", "tsv"):
        return _from_table(read, asked)
    return _at_pointer(read, asked["pointer"])


@lru_cache(maxsize=1)
def tree_or_rows(path: Path, kind: str, size: int, _changed: int) -> Any:
    """The tree or the rows of a file: often many claims in a row rest on one."""
    if size > _MOST_BYTES:
        raise ResultError(f"larger than {_MOST_BYTES:,} bytes")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ResultError("not UTF-8 text") from None
    return _rows(text, "\t" if kind == "tsv" else ",") if kind in ("csv", "tsv") else _tree(text, kind)


def decimal_of(text: str) -> Decimal | None:
    """The number that a value is, as it stands; None where it is not a plain number."""
    plain = text.strip().replace("_", "")
    if len(plain) > _MOST_DIGITS:
        return None
    if re.fullmatch(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain):
        plain = plain.replace(",", "")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    return value if value.is_finite() and (not value or abs(value.adjusted()) <= _MOST_DIGITS) else None


def _tree(text: str, kind: str) -> Any:
    try:
        if kind == "json":
            return json.loads(text, parse_float=Decimal, parse_int=Decimal)
        if kind == "toml":
            from claimcheck.toml import load_toml

            return load_toml(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise ResultError(f"not {kind.upper()}: {' '.join(str(error).split())[:120]}") from None
    from claimcheck.registry.yaml_file import MOST_BYTES, YamlError, documents

    if len(text) > MOST_BYTES:
        raise ResultError(f"YAML larger than {MOST_BYTES:,} bytes; save large results as JSON")
    try:
        first = next(documents(text), None)
    except YamlError as error:
        raise ResultError(f"not YAML: {error.message} (line {error.line})") from None
    return _plain(first)


def _plain(value: Any) -> Any:
    data = getattr(value, "data", None)
    if isinstance(data, dict):
        return {key: _plain(item) for key, item in data.items()}
    return [_plain(item) for item in data] if isinstance(data, list) else data


def _at_pointer(tree: Any, pointer: str) -> str:
    """The value at a JSON Pointer (RFC 6901)."""
    place = tree
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(place, dict) and key in place:
            place = place[key]
        elif isinstance(place, list) and re.fullmatch(r"0|[1-9]\d{0,8}", key) and int(key) < len(place):
            place = place[int(key)]
        elif isinstance(place, list) and (named := _NAMED.fullmatch(key)) is not None:
            place = _item(place, named[1], named[2])
        else:
            raise ResultError(f"nothing at pointer '{pointer}': there is no '{key}'")
    if isinstance(place, dict) and isinstance(place.get("value"), str | Decimal):
        return f"{place['value']}{_UNIT}{place.get('unit') or ''}"  # what `claimcheck record` writes
    if isinstance(place, bool) or place is None or isinstance(place, (dict, list)):
        kind = (
            "a list"
            if isinstance(place, list)
            else "an object"
            if isinstance(place, dict)
            else str(place).lower()
        )
        raise ResultError(f"'{pointer}' is {kind}, not a number")
    return str(place)


def _item(items: list[Any], field: str, wanted: str) -> Any:
    """The object of a list that has a field of some value: "name=test_read"."""
    found = [item for item in items if isinstance(item, dict) and str(item.get(field)) == wanted]
    if len(found) != 1:
        raise ResultError(f"{len(found) or 'no'} items where {field} = {wanted}; one is needed")
    return found[0]


def _rows(text: str, delimiter: str) -> list[list[str]]:
    import csv

    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise ResultError("not a table: its quotes do not fit, or a cell is too large") from None


def _from_table(rows: list[list[str]], asked: Mapping[str, Any]) -> str:
    cell, wanted, where = asked["cell"], asked["column"], asked["where"]
    if cell is not None:
        if "!" in cell:
            raise ResultError("a text table has no sheets")
        letters = re.match(r"[A-Za-z]+", cell)
        assert letters is not None
        column = 0
        for letter in letters.group().upper():
            column = column * 26 + ord(letter) - 64
        row = int(cell[letters.end() :])
        if row > len(rows) or column > len(rows[row - 1]):
            raise ResultError(f"there is no cell {cell.upper()}")
        return rows[row - 1][column - 1]
    header = [name.strip() for name in rows[0]] if rows else []
    wanted = known_column(wanted, where, header)
    places = {header.index(name): value for name, value in where.items()}
    at = header.index(wanted)
    held = (
        row[at]
        for row in rows[1:]
        if len(row) > at
        and all(len(row) > i and row[i].strip() == value.strip() for i, value in places.items())
    )
    return str(value_where(held, where))


def _from_sqlite(path: Path, query: str) -> str:
    """The single value of a query on a database that is opened for reading only: no other file is read or written, either."""
    import sqlite3

    reading = (
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_READ,
        sqlite3.SQLITE_FUNCTION,
        sqlite3.SQLITE_RECURSIVE,
    )
    steps = 0

    def tire() -> int:
        nonlocal steps
        steps += 1
        return int(steps > _MOST_STEPS)

    def allow(action: int, *rest: str | None) -> int:
        loads = action == sqlite3.SQLITE_FUNCTION and "load_extension" in rest
        return sqlite3.SQLITE_OK if action in reading and not loads else sqlite3.SQLITE_DENY

    connection = None
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_TEXT)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute(f"PRAGMA hard_heap_limit = {_MOST_HEAP}")
        connection.set_authorizer(allow)
        connection.set_progress_handler(tire, _STEP)
        rows = connection.execute(query).fetchmany(2)
    except sqlite3.OperationalError as error:
        tired = steps > _MOST_STEPS
        raise ResultError("the query takes too long" if tired else f"the query failed: {error}") from None
    except (sqlite3.Error, MemoryError) as error:
        raise ResultError(f"the query failed: {error or 'out of memory'}") from None
    finally:
        if connection is not None:
            connection.close()
    value = value_of_query(rows)
    if value is None or isinstance(value, bytes):
        raise ResultError("the query gives no number")
    return str(value)
