"""The arithmetic of a table that holds: its sums, changes, shares and quotients, told cell by cell.

The structures are those by which faults are found; here they count where they hold. A sum that no label calls a total must hold so
often, and in numbers so long, that chance is no explanation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log2

from claimcheck.relations.tables.changes import held_changes
from claimcheck.relations.tables.grid import Grid
from claimcheck.relations.tables.lines import Lines, column_lines, row_lines
from claimcheck.relations.tables.quotients import held_quotients
from claimcheck.relations.tables.shares import held_shares
from claimcheck.relations.tables.sums import (
    NO_SUM,
    TOTAL,
    Term,
    proven,
    structures,
    where_it_holds,
)

Place = tuple[int, int]
"""Row of the table and column."""
_EQUATION = {"difference": "difference", "percent": "change", "ratio": "multiple"}
_LEAST_BITS = 12.0
"""What an unlabelled sum must be less likely than by chance, the search for it taken off."""
_MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class Held:
    """A cell and the cells that it follows from."""

    equation: str
    stated: Place
    operands: tuple[Place, ...]
    low: Decimal
    high: Decimal
    """What the operands allow, as the table writes its numbers."""


def held_in(grid: Grid) -> Iterator[Held]:
    """All arithmetic of a table that holds, in the order of its equations; a cell may be told more than once."""
    yield from _sums(grid)
    for change in held_changes(grid):
        row = change.row.index
        operands = ((row, change.new), (row, change.old))
        yield Held(_EQUATION[change.kind], (row, change.column), operands, change.low, change.high)
    for share in held_shares(grid):
        operands = ((share.row.index, share.amounts), (share.total.index, share.amounts))
        yield Held("share", (share.row.index, share.column), operands, share.low, share.high)
    for quotient in held_quotients(grid):
        row = quotient.row.index
        operands = ((row, quotient.over), (row, quotient.under))
        yield Held("quotient", (row, quotient.column), operands, quotient.low, quotient.high)


def _sums(grid: Grid) -> Iterator[Held]:
    rows = row_lines(grid)
    for total, terms, places in _held_sums(rows, dict(enumerate(grid.headers)), labelled_only=False):
        for place in places:
            yield _sum(
                rows,
                total,
                terms,
                place,
                [(grid.rows[line].index, place) for line in (total, *(term.line for term in terms))],
            )
    columns, numbers = column_lines(grid)
    labels = {index: row.label for index, row in enumerate(grid.rows)}
    for total, terms, places in _held_sums(columns, labels, labelled_only=True):
        for place in places:
            index = grid.rows[place].index
            yield _sum(
                columns,
                total,
                terms,
                place,
                [(index, numbers[line]) for line in (total, *(term.line for term in terms))],
            )


def _sum(
    lines: Sequence[Lines], total: int, terms: Sequence[Term], place: int, places: Sequence[Place]
) -> Held:
    shown = [
        (number, term.sign, where)
        for term, where in zip(terms, places[1:], strict=True)
        if (number := lines[term.line].cells.get(place)) is not None
    ]
    computed = sum((number.value * sign for number, sign, _ in shown), Decimal(0))
    room = sum((number.step / 2 for number, _, _ in shown), Decimal(0))
    taken_off = any(sign < 0 for _, sign, _ in shown)
    operands = tuple(where for number, _, where in shown if not number.nil)
    return Held("difference" if taken_off else "total", places[0], operands, computed - room, computed + room)


def _held_sums(
    lines: Sequence[Lines], places: Mapping[int, str], *, labelled_only: bool
) -> Iterator[tuple[int, tuple[Term, ...], list[int]]]:
    """The lines that are the sum of others, with these, and where they are."""
    known: dict[int, frozenset[int]] = {}
    for total in range(1, min(len(lines), _MOST_LINES)):
        line = lines[total]
        labelled = bool(TOTAL.search(line.label))
        if line.heading or not line.cells or NO_SUM.search(line.label) or (labelled_only and not labelled):
            continue
        best: tuple[int, tuple[Term, ...], list[int]] | None = None
        for number, terms in enumerate(structures(lines, total, known, labelled), 1):
            holds, fails, _ = where_it_holds(lines, total, terms, places)
            if len(fails) > len(holds) or not holds:
                continue
            if not labelled and _bits(lines, total, holds) - log2(number) < _LEAST_BITS * (1 + len(fails)):
                continue
            if best is None or len(holds) - len(fails) > best[0]:
                best = len(holds) - len(fails), terms, holds
            if not fails:
                break
        if best is not None:
            known[total] = proven(lines, best[1], best[2])
            yield total, best[1], best[2]


def _bits(lines: Sequence[Lines], total: int, holds: Sequence[int]) -> float:
    """How surprising it is that a sum holds in some places: each has as many values as its number has units."""
    sizes = {}
    for place in holds:
        stated = lines[total].cells[place]
        sizes[stated.value] = log2(max(float(abs(stated.value) / stated.step), 1.0))
    return sum(sizes.values())
