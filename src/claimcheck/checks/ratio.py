"""A margin or rate that is not the quotient of the figures it is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from claimcheck.checks.asserted import failures
from claimcheck.checks.concluded import with_conclusions
from claimcheck.checks.rule import Corpus, Rule, finding
from claimcheck.checks.tables import figure, grids, roles, worked_out
from claimcheck.model import Finding, Severity
from claimcheck.relations.per_unit import one_for_every, per_unit_values, proportions
from claimcheck.relations.quotients import quotients
from claimcheck.relations.tables.grid import Grid
from claimcheck.relations.tables.quotients import BrokenQuotient, broken_quotients
from claimcheck.wording import to_step

NAME = "ratio"


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every margin, rate or ratio that the document's own figures do not give."""
    claims = corpus.claims
    found = chain(quotients(claims), per_unit_values(claims), proportions(claims), one_for_every(claims))
    yield from with_conclusions(
        corpus,
        NAME,
        failures(NAME, found, "one figure divided by the other"),
        "per unit",
        "per so many",
        "quotient",
    )
    for _, grid in grids(corpus):
        for broken in broken_quotients(grid):
            yield from _in_table(grid, broken)


def _in_table(grid: Grid, broken: BrokenQuotient) -> Iterator[Finding]:
    row = broken.row
    places = [(row.index, broken.over), (row.index, broken.under)]
    claims = roles(grid, (row.index, broken.column), places)
    if not claims:
        return
    sign = "%" if broken.stated.percent else ""
    stated = figure(broken.stated.value) + sign
    worked = figure(to_step((broken.low + broken.high) / 2, broken.stated.step)) + sign
    over, under = figure(row.cells[broken.over].value), figure(row.cells[broken.under].value)
    yield finding(
        NAME,
        0.93,
        f"{row.label or 'this row'} ({grid.headers[broken.column] or 'quotient'}): {stated} stated, about {worked} worked out",
        f"{over} / {under} is about {worked}, not {stated}; in {broken.holds} other rows the column is that quotient",
        claims,
        computed=worked_out(claims, broken.stated.value, broken.low, broken.high),
    )


RULE = Rule(
    NAME,
    "A margin, a rate or a ratio is not the quotient of the figures that it is made of.",
    Severity.ERROR,
    "Gross, operating, net and EBITDA margin and the effective tax rate are worked out from the figures that the same document "
    "gives for the same subject and period, in the text or in one column of a table. Figures of segments, adjusted ones, and "
    "margins whose period is not told while several are given and one of them fits, are left alone. So are speeds, densities, yields, "
    "prices apiece and sums per head or per share with the two figures of their sentence (“300 km in 3 hours, or 100 km/h”), and ratios with "
    "their two counts (“400 students and 20 teachers, a ratio of 20 to 1”). In a table, a column that is the quotient of two others in at "
    "least three rows must be so in the remaining one (a share of a population, a price beside quantity and amount).",
    "A margin is typed from a slide; the figures come from the books.",
    "| | 2024 | 2025 |\n|---|---:|---:|\n| Revenue | 2,611.5 | 2,846.3 |\n| Gross profit | 861.8 | 967.7 |\n\nThe gross margin was 36.4% in 2025.\n",
    "| | 2024 | 2025 |\n|---|---:|---:|\n| Revenue | 2,611.5 | 2,846.3 |\n| Gross profit | 861.8 | 967.7 |\n\nThe gross margin was 34.0% in 2025.\n",
    check,
)
