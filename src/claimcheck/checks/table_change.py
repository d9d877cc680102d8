"""A change column of a table that does not follow from the columns beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from claimcheck.checks.rule import Corpus, Rule, finding
from claimcheck.checks.tables import figure, grids, roles, worked_out
from claimcheck.model import Finding, Severity
from claimcheck.relations.tables.changes import BrokenChange, broken_changes
from claimcheck.relations.tables.grid import Grid
from claimcheck.wording import to_step

NAME = "table-change"
_WORDS = {"difference": "the difference", "percent": "the change", "ratio": "the ratio"}


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every cell that breaks the relation which the rest of its column obeys."""
    for _, grid in grids(corpus):
        for broken in broken_changes(grid):
            yield from _finding(grid, broken)


def _finding(grid: Grid, broken: BrokenChange) -> Iterator[Finding]:
    row = broken.row
    claims = roles(grid, (row.index, broken.column), [(row.index, broken.new), (row.index, broken.old)])
    if not claims:
        return
    sign = "%" if broken.kind == "percent" else "x" if broken.kind == "ratio" else ""
    percent = broken.stated.percent and broken.kind == "difference"
    stated = figure(broken.stated.value, percent=percent) + sign
    worked = f"{_rounded(broken.low, broken)}{sign} to {_rounded(broken.high, broken)}{sign}"
    if _rounded(broken.low, broken) == _rounded(broken.high, broken):
        worked = f"{_rounded(broken.low, broken)}{sign}"
    a, b = row.cells[broken.new], row.cells[broken.old]
    new, old = figure(a.value, percent=a.percent), figure(b.value, percent=b.percent)
    joint = {"difference": "−", "percent": "against", "ratio": "÷"}[broken.kind]
    header = grid.headers[broken.column] or "change"
    more = "s" if broken.holds > 1 else ""
    yield finding(
        NAME,
        _confidence(broken),
        f"{row.label or 'this row'} ({header}): {stated} stated, {worked} worked out",
        f"{_WORDS[broken.kind]}, {new} {joint} {old}, is {worked}, not {stated}; in {broken.holds} other row{more} the column agrees",
        claims,
        computed=worked_out(claims, broken.stated.value, broken.low, broken.high),
    )


def _rounded(value: Decimal, broken: BrokenChange) -> str:
    step = broken.stated.step if broken.kind != "percent" else min(broken.stated.step, Decimal("0.1"))
    return figure(to_step(value, min(step, Decimal(1))))


def _confidence(broken: BrokenChange) -> float:
    if broken.holds >= 2 and broken.named:
        return 0.96
    return 0.9 if broken.holds >= 2 else 0.85


RULE = Rule(
    NAME,
    "A column of changes does not follow from the columns that it compares.",
    Severity.ERROR,
    "Which columns a change column compares, and whether it gives a difference, a percentage or a ratio, is found by trying: "
    "the reading that the other rows obey is meant. Every number may be off by half a unit of its last digit. Changes at constant "
    "currency, organic and adjusted ones, “n.m.”, and rows that go from a loss to a profit are left alone.",
    "The change is what most readers take from a table, and it is worked out by hand more often than the rest.",
    "| Line | 2024 | 2025 | Change |\n|---|---:|---:|---:|\n| Trams | 410 | 451 | 10.0% |\n| Buses | 800 | 760 | -5.0% |\n| Ferries | 120 | 150 | 35.0% |\n",
    "| Line | 2024 | 2025 | Change |\n|---|---:|---:|---:|\n| Trams | 410 | 451 | 10.0% |\n| Buses | 800 | 760 | -5.0% |\n| Ferries | 120 | 150 | 25.0% |\n",
    check,
)
