"""A share of a table that is not the row's part of the total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from claimcheck.checks.rule import Corpus, Rule, finding
from claimcheck.checks.tables import figure, grids, roles, worked_out
from claimcheck.model import CellPlace, Document, Finding, Role, Severity
from claimcheck.relations.tables.bracketed import BrokenBracket, broken_brackets
from claimcheck.relations.tables.grid import Grid
from claimcheck.relations.tables.shares import BrokenShare, broken_shares
from claimcheck.wording import to_step

NAME = "table-share"


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every share that does not follow from its row and the total."""
    for document, grid in grids(corpus):
        for broken in broken_shares(grid):
            yield from _finding(grid, broken)
        for bracket in broken_brackets(grid):
            yield from _bracket(corpus, document, grid, bracket)


def _bracket(corpus: Corpus, document: Document, grid: Grid, broken: BrokenBracket) -> Iterator[Finding]:
    place = CellPlace(grid.table.index, broken.cell.row, broken.column)
    claims = [claim for claim in corpus.claims if claim.cell == place and claim.path == document.path]
    stated = [(claim, Role.STATED) for claim in claims if claim.quantity.value == broken.cell.share][-1:]
    amounts = [(claim, Role.OPERAND) for claim in claims if claim.quantity.value == broken.cell.amount][:1]
    if not stated:
        return
    label = next((row.label for row in grid.rows if row.index == broken.cell.row), "")
    worked = figure(to_step(broken.worked, broken.cell.step))
    share = figure(broken.cell.share)
    yield finding(
        NAME,
        0.95,
        f"{label or 'this row'} ({grid.headers[broken.column]}): {share}% stated, about {worked}% worked out",
        f"{figure(broken.cell.amount)} / {figure(broken.whole)} is about {worked}%, not {share}%; in {broken.holds} other rows the shares hold",
        [*stated, *amounts],
    )


def _finding(grid: Grid, broken: BrokenShare) -> Iterator[Finding]:
    row, total = broken.row, broken.total
    places = [(row.index, broken.amounts), (total.index, broken.amounts)]
    claims = roles(grid, (row.index, broken.column), places)
    if not claims:
        return
    middle = (broken.low + broken.high) / 2
    worked = figure(to_step(middle, min(broken.stated.step, Decimal(1))))
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
    "hold in two rows at least and fail in one of three at most. So is a share in brackets behind its amount (“20 (30%)”) where the amounts make the total. Market shares, margins and growth are left alone.",
    "One share is retyped, the others are left as they were.",
    "| Fuel | TWh | Share |\n|---|---:|---:|\n| Wind | 74 | 37% |\n| Water | 60 | 30% |\n| Sun | 46 | 33% |\n| Gas | 20 | 10% |\n| Total | 200 | |\n",
    "| Fuel | TWh | Share |\n|---|---:|---:|\n| Wind | 74 | 37% |\n| Water | 60 | 30% |\n| Sun | 46 | 23% |\n| Gas | 20 | 10% |\n| Total | 200 | |\n",
    check,
)
