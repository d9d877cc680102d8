"""Counts that a sentence calls a whole, "275 rules in all", against the total of a table that lists the parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from claimcheck.claims.concepts import unit_class
from claimcheck.claims.words import canonical, content
from claimcheck.facts.slips import slip_of_digits
from claimcheck.language.en import said_whole, total_row
from claimcheck.model import Claim, ClaimKind, Feature, Modality
from claimcheck.relations.tables.grid import Grid, Row
from claimcheck.relations.tables.prose import Mismatch, differs_in_sense, differs_in_time, words_of

_LONGEST_LABEL = 60
_FEWEST_PARTS = 2
_NEAR = Decimal("0.05")
"""A count that differs by more, and not by a slip of the pen, is one of something else."""


def restated_wholes(grids: Sequence[Grid], claims: Sequence[Claim]) -> Iterator[Mismatch]:
    """The counts of a text, said to be wholes, that differ from the one total of their nouns in the tables of their document.

    The parts must make the total, and nothing in the table may have the count.
    """
    totals = [found for grid in grids for found in _totals(grid)]
    if not totals:
        return
    for claim in claims:
        if not _is_whole(claim):
            continue
        nouns = canonical(content(claim.quantity.unit.replace("_", " ").split()))
        meant = [(grid, row, column) for grid, row, column, header in totals if nouns and nouns <= header]
        if len(meant) == 1:
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


def _is_whole(claim: Claim) -> bool:
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
        and said_whole().search(claim.clause) is not None
        and not differs_in_sense(claim)
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
