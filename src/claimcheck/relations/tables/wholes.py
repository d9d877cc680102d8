"""Counts of a whole, "275 rules in all" or plainly "It has 275 rules", against the total of a table that lists the parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from claimcheck.claims.concepts import unit_class
from claimcheck.claims.words import canonical, content
from claimcheck.facts.figures import digits_of
from claimcheck.facts.slips import slip_of_digits
from claimcheck.language.en import number_words_of_headers, said_whole, told_plainly, total_row
from claimcheck.model import Claim, ClaimKind, Feature, Modality
from claimcheck.relations.places import places_of
from claimcheck.relations.tables.grid import Grid, Row
from claimcheck.relations.tables.prose import Mismatch, differs_in_sense, differs_in_time, words_of

_LONGEST_LABEL = 60
_FEWEST_PARTS = 2
_FEWEST_ROWS = 3
"""Of a table whose rows are added up though it does not do so itself."""
_NUMERAL = re.compile(r"^\W*\d[\d.,\s\u00a0]*")
_FEWEST_DIGITS = 3
"""Of a count that no word calls a whole: smaller ones count many things."""
_NEAR = Decimal("0.05")
"""A count that differs by more, and not by a slip of the pen, is one of something else."""


def restated_wholes(grids: Sequence[Grid], claims: Sequence[Claim]) -> Iterator[Mismatch]:
    """The counts of a text, said to be wholes, that differ from the one total of their nouns in the tables of their document.

    The parts must make the total, and nothing in the table may have the count. Where no word calls the count a whole, it must
    be told plainly, of all that the header counts, and be no total less one part.
    """
    totals = [found for grid in grids for found in _totals(grid)]
    if not totals:
        return
    for claim in claims:
        if not _may_be_whole(claim):
            continue
        nouns = canonical(content(claim.quantity.unit.replace("_", " ").split()))
        meant = [(grid, row, column) for grid, row, column, header in totals if nouns and nouns <= header]
        if len(meant) != 1:
            continue
        called = said_whole().search(claim.clause) is not None
        if called or _is_told_plainly(claim, *meant[0]):
            found = _against(claim, *meant[0])
            if found is not None:
                yield found


def _totals(grid: Grid) -> Iterator[tuple[Grid, Row, int, frozenset[str]]]:
    """The totals of a table that its other rows add up to, with the words of their headers."""
    body = [row for row in grid.rows if not row.is_heading]
    for row in body:
        if not total_row().fullmatch(row.label[:_LONGEST_LABEL]):
            continue
        for column, number in row.cells.items():
            parts = [other.cells.get(column) for other in body if other is not row]
            shown = [part.value for part in parts if part is not None]
            if len(shown) != len(parts) or len(shown) < _FEWEST_PARTS or number.percent:
                continue
            header = words_of(grid.headers[column]) if column < len(grid.headers) else frozenset[str]()
            if sum(shown) == number.value and header and (row.index, column) in grid.claims:
                yield grid, row, column, header


def _may_be_whole(claim: Claim) -> bool:
    value = claim.quantity.value
    return (
        claim.cell is None
        and value is not None
        and value == value.to_integral_value()
        and value >= 10
        and claim.quantity.hedge is None
        and claim.kind in (ClaimKind.COUNT, ClaimKind.LEVEL)
        and claim.modality is Modality.REPORTED
        and unit_class(claim.quantity.unit) == "count"
        and not differs_in_sense(claim)
    )


def _is_told_plainly(claim: Claim, grid: Grid, row: Row, column: int) -> bool:
    """Whether a sentence tells a count as the one of all that a column counts, with no word that narrows it."""
    if not _is_plain(claim) or _counted(claim) != _header(grid, column):
        return False
    total = row.cells[column].value
    parts = [other.cells[column].value for other in grid.rows if other is not row and column in other.cells]
    return all(not claim.quantity.interval.contains(total - part) for part in parts)


def _is_plain(claim: Claim) -> bool:
    own = places_of((claim,)).get(claim.id)
    if own is None or len(digits_of(claim.quantity.value or Decimal(0))) < _FEWEST_DIGITS:
        return False
    before, behind = told_plainly()
    return bool(before.search(claim.sentence[: own.start]) and behind.search(claim.sentence[own.end :]))


def _counted(claim: Claim) -> frozenset[str]:
    """The words of what a claim counts."""
    return words_of(_NUMERAL.sub("", claim.readable))


def _header(grid: Grid, column: int) -> frozenset[str]:
    """The words of what a column counts."""
    header = grid.headers[column] if column < len(grid.headers) else ""
    return words_of(header) - number_words_of_headers()


@dataclass(frozen=True, slots=True)
class BrokenCount:
    """A count of all, and the rows of a table that make another one."""

    stated: Claim
    grid: Grid
    column: int
    computed: Decimal
    support: Claim
    """The count that agrees with the table: the sum itself, or how many rows there are."""


def broken_counts(grids: Sequence[Grid], claims: Sequence[Claim]) -> Iterator[BrokenCount]:
    """The counts told plainly that the rows of a table without a total do not make.

    The table is meant where the text has the sum as well, or says in the same sentence in how many groups, and they are as many as the rows.
    """
    sums = [found for grid in grids for found in _sums(grid)]
    if not sums:
        return
    counts = [claim for claim in claims if claim.cell is None and unit_class(claim.quantity.unit) == "count"]
    plain = [claim for claim in counts if _may_be_whole(claim) and _is_plain(claim)]
    for claim in plain:
        meant = [
            (grid, column, total) for grid, column, total in sums if _header(grid, column) == _counted(claim)
        ]
        if len(meant) != 1:
            continue
        grid, column, total = meant[0]
        near = slip_of_digits(claim.quantity.value or total, total) is not None or (
            abs((claim.quantity.value or total) - total) <= _NEAR * total
        )
        if claim.quantity.interval.contains(total) or not near:
            continue
        if any(number.value == claim.quantity.value for row in grid.rows for number in row.cells.values()):
            continue
        said = [
            other for other in plain if other.quantity.value == total and _counted(other) == _counted(claim)
        ]
        groups = [other for other in counts if _counts_rows(other, claim, grid)]
        for support in (*said, *groups)[:1]:
            yield BrokenCount(claim, grid, column, total, support)


def _sums(grid: Grid) -> Iterator[tuple[Grid, int, Decimal]]:
    """The columns of counts in a table without a total, with their sums."""
    body = [row for row in grid.rows if not row.is_heading]
    if len(body) < _FEWEST_ROWS or any(total_row().fullmatch(row.label[:_LONGEST_LABEL]) for row in body):
        return
    for column in grid.columns:
        numbers = [row.cells.get(column) for row in body]
        shown = [
            number for number in numbers if number is not None and not number.percent and number.step == 1
        ]
        if len(shown) == len(body) and all(number.value >= 0 for number in shown):
            yield grid, column, sum((number.value for number in shown), Decimal(0))


def _counts_rows(other: Claim, claim: Claim, grid: Grid) -> bool:
    """Whether a number of a claim's sentence says into how many groups its things are sorted, and the table has as many rows."""
    rows = sum(not row.is_heading for row in grid.rows)
    return (
        (other.segment, other.sentence_number) == (claim.segment, claim.sentence_number)
        and other.quantity.value == rows
        and bool(_counted(other))
        and _counted(other) == words_of(grid.headers[0] if grid.headers else "")
    )


def _against(claim: Claim, grid: Grid, row: Row, column: int) -> Mismatch | None:
    cell = grid.claims[row.index, column]
    stated, total = claim.quantity.value, row.cells[column].value
    assert stated is not None
    if differs_in_time(claim, cell) or claim.quantity.interval.contains(total):
        return None
    if any(number.value == stated for other in grid.rows for number in other.cells.values()):
        return None
    slip = slip_of_digits(stated, total)
    if slip is None and abs(stated - total) > _NEAR * total:
        return None
    features = [
        Feature("row", 3.5, "the sentence speaks of all of them"),
        Feature("column", 3.5, f"the column “{grid.headers[column]}” counts them"),
    ]
    if slip is not None and slip.bits > 0:
        features.append(Feature("digits", slip.bits, slip.words))
    return Mismatch(claim, cell, row, tuple(features), slip)
