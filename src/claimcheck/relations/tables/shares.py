"""Columns that state what part of the column's total each row is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from claimcheck.language.lexical import table_pattern
from claimcheck.quantities.cells import Number
from claimcheck.relations.tables.grid import Grid, Row
from claimcheck.relations.tables.sums import TOTAL

_SHARE = re.compile(
    r"% of|percent of|percentage of|\bshare\b|proportion|\bmix\b|of total"
    rf"|\b(?:{table_pattern('share')})\b",
    re.IGNORECASE,
)
_OTHER = re.compile(r"market share|change|growth|per share|share price|margin", re.IGNORECASE)
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class BrokenShare:
    """A cell that is not its row's part of the total."""

    row: Row
    total: Row
    column: int
    amounts: int
    """The column that the share is of."""
    stated: Number
    low: Decimal
    high: Decimal
    holds: int


@dataclass(frozen=True, slots=True)
class HeldShare:
    """A cell that is its row's part of the total."""

    row: Row
    total: Row
    column: int
    amounts: int
    low: Decimal
    high: Decimal
    """What rounding allows the share to be."""


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of shares with the column that they are of."""

    total: Row
    column: int
    amounts: int
    parts: list[Row]
    tried: list[tuple[Row, tuple[Decimal, Decimal]]]
    """Rows with what rounding allows their shares to be."""
    holds: list[Row]
    far: list[tuple[Row, tuple[Decimal, Decimal]]]
    near: list[tuple[Row, tuple[Decimal, Decimal]]]
    """Rows that fail, by one unit of the last digit and by more."""


def _columns(grid: Grid) -> Iterator[_Column]:
    rows = [row for row in grid.rows if not row.is_heading]
    totals = [row for row in rows if TOTAL.search(row.label)]
    if len(totals) != 1:
        return
    total = totals[0]
    parts = [row for row in rows if row.index != total.index]
    for column in grid.columns:
        header = grid.headers[column] if column < len(grid.headers) else ""
        if not _SHARE.search(header) or _OTHER.search(header):
            continue
        for amounts in sorted((c for c in grid.columns if c != column), key=lambda c: abs(c - column)):
            tried = [
                (row, bounds) for row in parts if (bounds := _bounds(row, total, column, amounts)) is not None
            ]
            holds = [row for row, (low, high) in tried if low <= row.cells[column].value <= high]
            fails = [(row, bounds) for row, bounds in tried if row not in holds]
            near = [entry for entry in fails if _is_one_off(entry[0].cells[column], entry[1])]
            far = [entry for entry in fails if entry not in near]
            if len(holds) >= 2 and len(far) * 3 <= len(holds) + len(far):
                yield _Column(total, column, amounts, parts, tried, holds, far, near)
                break


def broken_shares(grid: Grid) -> Iterator[BrokenShare]:
    """The shares that fail in columns whose other shares hold."""
    for found in _columns(grid):
        far, column = found.far, found.column
        if not far and not _is_made_whole(found.parts, column) and len(found.near) * 3 <= len(found.tried):
            far = found.near
        for row, (low, high) in far:
            yield BrokenShare(
                row, found.total, column, found.amounts, row.cells[column], low, high, len(found.holds)
            )


def held_shares(grid: Grid) -> Iterator[HeldShare]:
    """The shares of a table that are their rows' parts of the total."""
    for found in _columns(grid):
        for row, (low, high) in found.tried:
            if row in found.holds:
                yield HeldShare(row, found.total, found.column, found.amounts, low, high)


def _is_made_whole(parts: list[Row], column: int) -> bool:
    """Whether the shares of a column make exactly 100: then one may be rounded the other way for it."""
    numbers = [row.cells[column] for row in parts if column in row.cells]
    return sum((number.value for number in numbers), Decimal(0)) == _HUNDRED


def _is_one_off(stated: Number, bounds: tuple[Decimal, Decimal]) -> bool:
    return bounds[0] - stated.step <= stated.value <= bounds[1] + stated.step


def _bounds(row: Row, total: Row, column: int, amounts: int) -> tuple[Decimal, Decimal] | None:
    stated, part, whole = row.cells.get(column), row.cells.get(amounts), total.cells.get(amounts)
    if (
        stated is None
        or part is None
        or whole is None
        or stated.nil
        or part.nil
        or part.percent
        or whole.value <= 0
    ):
        return None
    half_part, half_whole, half = part.step / 2, whole.step / 2, stated.step / 2
    ends = [
        (part.value + x) / (whole.value + y) * _HUNDRED
        for x in (-half_part, half_part)
        for y in (-half_whole, half_whole)
    ]
    room = half + stated.step / 10
    return min(ends) - room, max(ends) + room
