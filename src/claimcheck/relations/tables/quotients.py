"""Columns that state the quotient of two others: a share of a population, a price for each, a rate.

Which two columns are meant is found by trying, as for changes: what the other rows obey is meant. A product is the same
relation seen from one of its factors ("quantity, price, amount").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from claimcheck.quantities.cells import Number
from claimcheck.relations.tables.grid import Grid, Row
from claimcheck.relations.tables.sums import NO_SUM, TOTAL

_RATE = re.compile(
    r"share|rate|ratio|%|percent|\bper\b|/|each|apiece|price|average|margin|yield|density|cost", re.IGNORECASE
)
_PERCENT = re.compile(r"%|per ?cent|pct", re.IGNORECASE)
_MOST_COLUMNS = 10
_LEAST_ROWS = 3
"""Rows that must obey before another can break the relation."""
_WIDEST = Decimal("0.05")
"""Room for rounding, as a part of the value, beyond which obeying proves nothing."""
_HUNDRED = Decimal(100)
_SCALES = tuple(Decimal(10) ** power for power in (0, 3, -3, 6, -6))
"""Between the units of columns: amounts in thousands beside single things."""


@dataclass(frozen=True, slots=True)
class BrokenQuotient:
    """A cell that is not the quotient of two others of its row, as it is in the other rows."""

    row: Row
    column: int
    over: int
    under: int
    stated: Number
    low: Decimal
    high: Decimal
    """What rounding allows the quotient to be."""
    holds: int
    """How many other rows obey."""


@dataclass(frozen=True, slots=True)
class HeldQuotient:
    """A cell that is the quotient of two others of its row."""

    row: Row
    column: int
    over: int
    under: int
    low: Decimal
    high: Decimal
    """What rounding allows the quotient to be."""


@dataclass(frozen=True, slots=True)
class _Relation:
    column: int
    over: int
    under: int
    scale: Decimal
    holds: list[Row]
    fails: list[Row]


def _relations(grid: Grid) -> Iterator[_Relation]:
    """The columns that are the quotient of two others, rates first; of three columns one."""
    rows = [row for row in grid.rows if not row.is_heading]
    columns = grid.columns[:_MOST_COLUMNS]
    if len(rows) < _LEAST_ROWS or len(columns) < 3:
        return
    seen: set[frozenset[int]] = set()
    for column in sorted(columns, key=lambda index: (not _is_rate(grid, rows, index), index)):
        found = _relation(rows, column, columns, percent=_is_percent(grid, rows, column))
        if found is None:
            continue
        over, under, scale, holds, fails = found
        triad = frozenset((column, over, under))
        if triad not in seen:
            seen.add(triad)
            yield _Relation(column, over, under, scale, holds, fails)


def held_quotients(grid: Grid) -> Iterator[HeldQuotient]:
    """The cells of columns that are quotients."""
    for found in _relations(grid):
        for row in found.holds:
            bounds = _bounds(row, found.column, found.over, found.under, found.scale)
            assert bounds is not None
            yield HeldQuotient(row, found.column, found.over, found.under, *bounds)


def broken_quotients(grid: Grid) -> Iterator[BrokenQuotient]:
    """The one row of a table that breaks a quotient which at least three others obey."""
    for found in _relations(grid):
        if len(found.fails) != 1:
            continue
        row = found.fails[0]
        if TOTAL.search(row.label) or NO_SUM.search(row.label):
            continue
        bounds = _bounds(row, found.column, found.over, found.under, found.scale)
        assert bounds is not None
        stated = row.cells[found.column]
        yield BrokenQuotient(row, found.column, found.over, found.under, stated, *bounds, len(found.holds))


def _is_rate(grid: Grid, rows: Sequence[Row], column: int) -> bool:
    """Whether a column looks like the quotient of the three, by its header or its signs of percent."""
    header = grid.headers[column] if column < len(grid.headers) else ""
    return bool(_RATE.search(header)) or any(row.cells[column].percent for row in rows if column in row.cells)


def _is_percent(grid: Grid, rows: Sequence[Row], column: int) -> bool:
    """Whether a column is in percent, by its header or its cells."""
    header = grid.headers[column] if column < len(grid.headers) else ""
    return bool(_PERCENT.search(header)) or any(
        row.cells[column].percent for row in rows if column in row.cells
    )


def _relation(
    rows: Sequence[Row], column: int, columns: Sequence[int], *, percent: bool
) -> tuple[int, int, Decimal, list[Row], list[Row]] | None:
    """The two columns whose quotient most rows give in a column, with the rows that do and that do not."""
    for over, under in permutations([other for other in columns if other != column], 2):
        for scale in (_HUNDRED,) if percent else _SCALES:
            holds: list[Row] = []
            fails: list[Row] = []
            for row in rows:
                bounds = _bounds(row, column, over, under, scale)
                if bounds is None:
                    continue
                low, high = bounds
                if not low <= row.cells[column].value <= high:
                    fails.append(row)
                elif high - low <= _WIDEST * abs(row.cells[column].value):
                    holds.append(row)
                if len(fails) > 1:
                    break
            distinct = {row.cells[column].value for row in holds}
            if len(holds) >= _LEAST_ROWS and len(fails) <= 1 and len(distinct) >= _LEAST_ROWS:
                return over, under, scale, holds, fails
    return None


def _bounds(row: Row, column: int, over: int, under: int, scale: Decimal) -> tuple[Decimal, Decimal] | None:
    """Between what rounding allows the quotient of a row to lie; None where it cannot be worked out."""
    stated, a, b = row.cells.get(column), row.cells.get(over), row.cells.get(under)
    if stated is None or a is None or b is None or stated.nil or a.nil or b.nil:
        return None
    if a.percent or b.percent or stated.value <= 0 or a.value <= 0 or b.value <= b.step / 2:
        return None
    half_a, half_b = a.step / 2, b.step / 2
    ends = [(a.value + x) / (b.value + y) * scale for x in (-half_a, half_a) for y in (-half_b, half_b)]
    room = stated.step / 2 + stated.step / 10
    return min(ends) - room, max(ends) + room
