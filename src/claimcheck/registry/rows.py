"""Exactly one value out of rows, whatever they were read from: none and several are errors that say which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from claimcheck.registry.errors import ResultError


def value_of_query(rows: Sequence[Sequence[Any]]) -> Any:
    """The single value that a query gave; two rows are enough to tell that there are too many. Raises ResultError."""
    if len(rows) == 1 and len(rows[0]) == 1:
        return rows[0][0]
    shape = "no row" if not rows else "more than one row" if len(rows) > 1 else f"{len(rows[0])} columns"
    raise ResultError(f"the query gives {shape}; one value is needed")


def value_where(values: Iterable[Any], where: Mapping[str, str]) -> Any:
    """The single value of a column in the rows that `where` chooses. Raises ResultError."""
    found = list(values)
    if len(found) == 1:
        return found[0]
    chosen = ", ".join(f"{name} = {value}" for name, value in where.items()) or "no condition"
    rows = f"{len(found) or 'no'} row{'' if len(found) == 1 else 's'}"
    raise ResultError(f"{rows} where {chosen}; one is needed")


def known_column(wanted: str | None, where: Mapping[str, str], names: Sequence[str]) -> str:
    """The column that is asked for, if it and all columns of `where` are there. Raises ResultError."""
    if wanted is None:
        raise ResultError("a table needs a cell or a column")
    for name in (wanted, *where):
        if name not in names:
            raise ResultError(
                f"there is no column '{name}'; there are {', '.join(map(str, names[:12])) or 'none'}"
            )
    return wanted
