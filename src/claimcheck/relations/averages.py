"""Averages of numbers that the text lists, or that a column of its table holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from claimcheck.claims.concepts import unit_class
from claimcheck.language.averages import averages
from claimcheck.model import Claim, ClaimKind
from claimcheck.quantities import intervals
from claimcheck.quantities.numerals import number_words
from claimcheck.relations.assertions import Assertion, Reading, in_unit, is_actual, paragraphs, runs
from claimcheck.relations.tables.grid import Grid

_FEWEST = 3


def listed_averages(claims: Iterable[Claim]) -> Iterator[Assertion]:
    """Stated averages of numbers that the same paragraph lists before."""
    for sentences in paragraphs(claims):
        lists: list[list[Claim]] = []
        for sentence in sentences:
            stated = [claim for claim in sentence if _is_average(claim)]
            lists += [run for run in runs(sentence) if len(run) >= _FEWEST and not set(run) & set(stated)]
            if len(stated) == 1 and len(lists) == 1:
                reading = _reading(stated[0], lists[0])
                if reading is not None:
                    yield Assertion(stated[0], (reading,), sure=len(lists[0]) > _FEWEST)


def column_averages(claims: Sequence[Claim], grids: Sequence[Grid]) -> Iterator[Assertion]:
    """Stated averages of "the five" whose table beside the text has five rows."""
    for sentences in paragraphs(claims):
        for sentence in sentences:
            for claim in sentence:
                count = _counted(claim)
                if count is None or not _is_average(claim):
                    continue
                readings = [
                    reading
                    for grid in grids
                    for column in grid.columns
                    if (cells := _column(grid, column)) is not None
                    and len(cells) == count
                    and all(unit_class(cell.quantity.unit) != "bare" for cell in cells)
                    and (reading := _reading(claim, cells)) is not None
                ]
                if readings:
                    yield Assertion(claim, tuple(sorted(readings, key=lambda r: _off(claim, r))), sure=False)


def _is_average(claim: Claim) -> bool:
    words = averages()
    return (
        is_actual(claim)
        and claim.kind in (ClaimKind.LEVEL, ClaimKind.COUNT, ClaimKind.SHARE, ClaimKind.DURATION)
        and bool(words.average.search(claim.clause))
        and not words.otherwise.search(claim.clause)
        and not words.window.search(claim.sentence.partition(claim.text)[0])
        and not claim.quantity.is_bound
    )


def _counted(claim: Claim) -> int | None:
    """How many the sentence says it averages over: "the five averaged 283 km"."""
    found = averages().counted.search(claim.sentence)
    return int(number_words()[found["count"].lower()][0]) if found is not None else None


def _column(grid: Grid, column: int) -> list[Claim] | None:
    rows = [row for row in grid.rows if not row.is_heading]
    cells = [grid.claims.get((row.index, column)) for row in rows]
    found = [cell for cell in cells if cell is not None and is_actual(cell)]
    return found if len(found) == len(rows) and len(found) >= _FEWEST else None


def _reading(stated: Claim, parts: Sequence[Claim]) -> Reading | None:
    """The mean of some numbers in the unit of the stated one; bare numbers take its unit."""
    unit = stated.quantity.unit
    total = intervals.point(Decimal(0))
    for part in parts:
        bare = unit_class(part.quantity.unit) == "bare"
        own = part.quantity.interval if bare else in_unit(part, unit)
        if own is None:
            return None
        total = intervals.add(total, own)
    count = Decimal(len(parts))
    mean = intervals.divide(total, intervals.point(count))
    if mean is None or not _is_plausible(stated, parts):
        return None
    shown = " + ".join(part.text for part in parts)
    return Reading(tuple(parts), mean, f"({shown}) / {len(parts)}")


def _is_plausible(stated: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the stated number lies among those it should be the mean of; else it is of something else."""
    value = stated.quantity.value
    values = [part.quantity.value for part in parts if part.quantity.value is not None]
    return value is not None and bool(values) and min(values) <= value <= max(values)


def _off(claim: Claim, reading: Reading) -> Decimal:
    value = claim.quantity.value
    assert value is not None
    middle = intervals.middle(reading.result)
    assert middle is not None
    return abs(value - middle)
