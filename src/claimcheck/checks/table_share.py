"""A share of a table that is not the row's part of the total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from claimcheck.checks.rule import Corpus, Rule, finding
from claimcheck.checks.tables import figure, grids, roles, worked_out
from claimcheck.model import Finding, Severity
from claimcheck.relations.tables.grid import Grid
from claimcheck.relations.tables.shares import BrokenShare, broken_shares

NAME = "table-share"


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every share that does not follow from its row and the total."""
    for _, grid in grids(corpus):
        for broken in broken_shares(grid):
            yield from _finding(grid, broken)


def _finding(grid: Grid, broken: BrokenShare) -> Iterator[Finding]:
    row, total = broken.row, broken.total
    places = [(row.index, broken.amounts), (total.index, broken.amounts)]
    claims = roles(grid, (row.index, broken.column), places)
    if not claims:
        return
    middle = (broken.low + broken.high) / 2
    worked = figure(middle.quantize(min(broken.stated.step, Decimal(1))))
    stated = figure(broken.stated.value)
    part, whole = figure(row.cells[broken.amounts].value), figure(total.cells[broken.amounts].value)
    yield finding(
        NAME,
        0.95,
        f"{row.label or 'this row'} ({grid.headers[broken.column]}): {stated}% stated, about {worked}% worked out",
        f"{part} / {whole} is about {worked}%, not {stated}%; in {broken.holds} other rows the shares hold",
        claims,
        computed=worked_out(claims, broken.stated.value, broken.low, broken.high),
    )


RULE = Rule(
    NAME,
    "A share in a table is not the row's part of the total.",
    Severity.ERROR,
    "A column headed as a share or percentage of the total is held against the amounts beside it and their total row. It must "
    "hold in two rows at least and fail in one of three at most. Market shares, margins and growth are left alone.",
    "One share is retyped, the others are left as they were.",
    "| Fuel | TWh | Share |\n|---|---:|---:|\n| Wind | 74 | 37% |\n| Water | 60 | 30% |\n| Sun | 46 | 33% |\n| Gas | 20 | 10% |\n| Total | 200 | |\n",
    "| Fuel | TWh | Share |\n|---|---:|---:|\n| Wind | 74 | 37% |\n| Water | 60 | 30% |\n| Sun | 46 | 23% |\n| Gas | 20 | 10% |\n| Total | 200 | |\n",
    check,
)
