"""A total of a table that is not the sum of what it adds up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from claimcheck.checks.rule import Corpus, Rule, finding
from claimcheck.checks.tables import figure, grids, roles, worked_out
from claimcheck.model import Document, Finding, Severity
from claimcheck.relations.tables.grid import Grid
from claimcheck.relations.tables.lines import Lines, column_lines, row_lines
from claimcheck.relations.tables.named_sums import broken_named_sums
from claimcheck.relations.tables.sums import BrokenSum, broken_sums

NAME = "table-total"


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every sum of rows or columns that fails."""
    for document, grid in grids(corpus):
        rows = row_lines(grid)
        headers = dict(enumerate(grid.headers))
        told = {(broken.total, broken.place): broken for broken in broken_named_sums(rows, headers)}
        told |= {(broken.total, broken.place): broken for broken in broken_sums(rows, headers)}
        for broken in told.values():
            yield from _finding(document, grid, rows, broken, across=False)
        columns, numbers = column_lines(grid)
        labels = {index: row.label for index, row in enumerate(grid.rows)}
        for broken in broken_sums(columns, labels, labelled_only=True):
            if _is_capped(broken):
                continue
            yield from _finding(document, grid, columns, broken, across=True, numbers=numbers)


def _is_capped(broken: BrokenSum) -> bool:
    """Whether a total across columns is a round most that its parts exceed, as marks out of 100 are."""
    return (
        broken.stated.value in (Decimal(10), Decimal(100), Decimal(1000))
        and broken.computed > broken.stated.value
    )


def _finding(
    document: Document,
    grid: Grid,
    lines: list[Lines],
    broken: BrokenSum,
    *,
    across: bool,
    numbers: list[int] | None = None,
) -> Iterator[Finding]:
    def place(line: int) -> tuple[int, int]:
        if across:
            assert numbers is not None
            return grid.rows[broken.place].index, numbers[line]
        return grid.rows[line].index, broken.place

    claims = roles(grid, place(broken.total), [place(term.line) for term in broken.terms])
    if not claims:
        return
    label = lines[broken.total].label or "the total"
    of = grid.rows[broken.place].label if across else _header(grid, broken.place)
    where = f" ({of})" if of else ""
    stated = figure(broken.stated.value, percent=broken.stated.percent)
    computed = figure(broken.computed, percent=broken.stated.percent)
    yield finding(
        NAME,
        _confidence(broken),
        f"{label}{where}: {stated} stated, but the {'columns' if across else 'rows'} add up to {computed}",
        f"{_sum(lines, broken)} = {computed}, not {stated}{_support(broken, across=across)}",
        claims,
        computed=worked_out(claims, broken.stated.value, *broken.around),
    )


def _header(grid: Grid, column: int) -> str:
    return grid.headers[column] if column < len(grid.headers) else ""


def _sum(lines: list[Lines], broken: BrokenSum) -> str:
    shown = ""
    for term in broken.terms:
        number = lines[term.line].cells.get(broken.place)
        if number is None or number.nil:
            continue
        value = number.value * term.sign
        joint = " − " if value < 0 else " + "
        shown += (
            f"{joint if shown else ('−' if value < 0 else '')}{figure(abs(value), percent=number.percent)}"
        )
    return shown


def _support(broken: BrokenSum, *, across: bool) -> str:
    if not broken.holds:
        return "" if not broken.by_one_digit else "; one wrong digit would explain the difference"
    what = "row" if across else "column"
    return f"; in {broken.holds} other {what}{'s' if broken.holds > 1 else ''} the same sum holds"


def _confidence(broken: BrokenSum) -> float:
    if broken.holds:
        return 0.97 if broken.labelled or broken.holds > broken.fails else 0.9
    return 0.9 if len(broken.terms) > 2 else 0.85


RULE = Rule(
    NAME,
    "A total in a table is not the sum of its rows or columns.",
    Severity.ERROR,
    "Totals, subtotals and differences are found by their labels and by the columns in which they hold. A sum that holds in "
    "one column and fails in another is a fault; where no other column can prove the structure, only a row called a total "
    "counts, and only if a single wrong digit explains the difference (or two in a long figure), or one whose label names its two parts (“Income plus balance brought forward”). Every number may be off by half a unit of its last digit. "
    "Subtotals, “of which” rows, rows to be deducted, dashes and empty cells are understood; averages and rates are left alone.",
    "A column that does not add up makes a reader doubt every figure in the table.",
    "| Region | 2024 | 2025 |\n|---|---:|---:|\n| North | 1,204 | 1,377 |\n| South | 866 | 902 |\n| Total | 2,070 | 2,297 |\n".replace(
        "\\\n", "\n"
    ),
    "| Region | 2024 | 2025 |\n|---|---:|---:|\n| North | 1,204 | 1,377 |\n| South | 866 | 902 |\n| Total | 2,070 | 2,279 |\n".replace(
        "\\\n", "\n"
    ),
    check,
)
