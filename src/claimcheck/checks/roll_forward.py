"""A closing balance that is not the opening one with what came and went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimcheck.checks.rule import Corpus, Rule, finding
from claimcheck.checks.tables import figure, grids, roles, worked_out
from claimcheck.model import Finding, Severity
from claimcheck.relations.tables.grid import Grid
from claimcheck.relations.tables.lines import Lines, row_lines
from claimcheck.relations.tables.sums import CLOSING, BrokenSum, broken_sums

NAME = "roll-forward"


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every closing balance that the rows above do not lead to."""
    for _, grid in grids(corpus):
        rows = row_lines(grid)
        headers = dict(enumerate(grid.headers))
        for broken in broken_sums(rows, headers, labelled_only=True, label=CLOSING):
            if broken.holds:
                yield from _finding(grid, rows, broken)


def _finding(grid: Grid, rows: list[Lines], broken: BrokenSum) -> Iterator[Finding]:
    stated_at = (grid.rows[broken.total].index, broken.place)
    claims = roles(grid, stated_at, [(grid.rows[term.line].index, broken.place) for term in broken.terms])
    if not claims:
        return
    stated, computed = figure(broken.stated.value), figure(broken.computed)
    columns = f"in {broken.holds} other column{'s' if broken.holds > 1 else ''} it holds"
    yield finding(
        NAME,
        0.95,
        f"{rows[broken.total].label}: {stated} stated, but the rows above lead to {computed}",
        f"what there was at the start, with what came and less what went, is {computed}, not {stated}; {columns}",
        claims,
        computed=worked_out(claims, broken.stated.value, *broken.around),
    )


RULE = Rule(
    NAME,
    "A closing balance is not the opening one with what came and went.",
    Severity.ERROR,
    "Rows called a closing or ending balance, or what is outstanding at the end of a period, are held against the rows above: "
    "opening balance, additions and reductions. It must hold in another column of the table; prices and averages are left alone.",
    "Movements are corrected late, and the balance carried on.",
    "| Staff | North | South |\n|---|---:|---:|\n| Opening balance | 1,204 | 866 |\n| Joined | 211 | 140 |\n| Left | (96) | (71) |\n| Closing balance | 1,319 | 953 |\n",
    "| Staff | North | South |\n|---|---:|---:|\n| Opening balance | 1,204 | 866 |\n| Joined | 211 | 140 |\n| Left | (96) | (71) |\n| Closing balance | 1,319 | 935 |\n",
    check,
)
