"""Cells that hold an amount and in brackets its share of all, "20 (30%)", where the shares are not those of the amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from claimcheck.facts.figures import step_of
from claimcheck.language.en import total_row
from claimcheck.model import Table
from claimcheck.relations.tables.grid import Grid
from claimcheck.relations.tables.sums import TOTAL

_CELL = re.compile(
    r"[*_`]*(?P<amount>\d{1,3}(?:,\d{3})+|\d{1,9}(?:\.\d{1,3})?)\s*[(\[]\s*(?P<share>\d{1,3}(?:\.\d{1,3})?)\s*(?P<sign>%)?\s*[)\]][*_`]*"
)
_NUMBER = re.compile(r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d{1,7})(?![\w.,%]*\d|%)")
_HUNDRED = Decimal(100)
_FEWEST = 3
"""Parts that a whole must have."""


@dataclass(frozen=True, slots=True)
class Bracketed:
    """An amount with its share in one cell."""

    row: int
    amount: Decimal
    share: Decimal
    step: Decimal
    """One unit of the last digit of the share."""


@dataclass(frozen=True, slots=True)
class BrokenBracket:
    """A share in brackets that is not that of its amount."""

    cell: Bracketed
    column: int
    whole: Decimal
    worked: Decimal
    """The share that the amount has, in percent, not rounded."""
    holds: int


def broken_brackets(grid: Grid) -> Iterator[BrokenBracket]:
    """The shares in brackets that fail in columns where the amounts make the whole and at least two other shares hold.

    The whole is a row called the total, or a number that a header gives ("66 pairs"): the amounts must add up to it.
    """
    table = grid.table
    for column in range(1, len(table.rows[0]) if table.rows else 0):
        cells = _cells(grid, column)
        header = grid.headers[column] if column < len(grid.headers) else ""
        if len(cells) < _FEWEST or not (
            "%" in header or any("%" in _text(table, cell.row, column) for cell in cells)
        ):
            continue
        parts, whole = _whole(grid, column, cells)
        if whole is None:
            continue
        held = [part for part in parts if _fits(part, whole)]
        failing = [part for part in parts if part not in held]
        if len(held) < 2 or len(failing) * 2 > len(held):
            continue
        if sum((part.share for part in parts), Decimal(0)) == _HUNDRED and all(
            _is_one_off(part, whole) for part in failing
        ):
            continue  # one was rounded the other way, so that the shares make a hundred
        for part in failing:
            yield BrokenBracket(part, column, whole, part.amount / whole * _HUNDRED, len(held))


def _text(table: Table, row: int, column: int) -> str:
    cells = table.rows[row]
    return cells[column].text.strip() if column < len(cells) else ""


def _cells(grid: Grid, column: int) -> list[Bracketed]:
    found = []
    for row in grid.rows:
        match = _CELL.fullmatch(_text(grid.table, row.index, column))
        if match is not None:
            share = Decimal(match["share"])
            amount = Decimal(match["amount"].replace(",", ""))
            found.append(Bracketed(row.index, amount, share, step_of(share)))
    return found


def _whole(grid: Grid, column: int, cells: list[Bracketed]) -> tuple[list[Bracketed], Decimal | None]:
    """The parts of a column and the whole that they make; None where nothing says that they make one."""
    labels = {row.index: row.label for row in grid.rows}
    totals = [
        cell
        for cell in cells
        if TOTAL.search(labels[cell.row]) or total_row().fullmatch(labels[cell.row][:60])
    ]
    parts = [cell for cell in cells if cell not in totals]
    made = sum((part.amount for part in parts), Decimal(0))
    if len(parts) < _FEWEST or not made:
        return parts, None
    if totals:
        return parts, made if len(totals) == 1 and totals[0].amount == made else None
    given = [
        Decimal(number.replace(",", ""))
        for header in (grid.headers[0], grid.headers[column])
        for number in _NUMBER.findall(header)
    ]
    return parts, made if made in given else None


def _fits(cell: Bracketed, whole: Decimal) -> bool:
    return abs(cell.amount / whole * _HUNDRED - cell.share) <= cell.step * Decimal("0.6")


def _is_one_off(cell: Bracketed, whole: Decimal) -> bool:
    return abs(cell.amount / whole * _HUNDRED - cell.share) <= cell.step * Decimal("1.5")
