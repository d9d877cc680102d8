"""Spans that a sentence gives for all rows of a table, "19 to 31% across all configurations", where rows lie outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from claimcheck.claims.concepts import unit_class
from claimcheck.claims.words import tokenize
from claimcheck.facts import same_period
from claimcheck.language.en import said_of_every, total_row
from claimcheck.model import Claim, Modality
from claimcheck.relations.binding import by_sentence
from claimcheck.relations.places import places_of
from claimcheck.relations.tables.grid import Grid, Row
from claimcheck.relations.tables.prose import differs_in_sense, words_of

_FEWEST_ROWS = 3
_NEAR = Decimal("0.3")
"""How far an end may be off, as a part of the cell's number: farther ones are of another measure."""


@dataclass(frozen=True, slots=True)
class Told:
    """A span as a sentence tells it."""

    claims: tuple[Claim, ...]
    """One, or one for each end."""
    low: Decimal
    high: Decimal
    least: Decimal
    most: Decimal
    """What the rounding of its ends allows."""

    @property
    def text(self) -> str:
        """As it is written, for people."""
        return " to ".join(claim.text for claim in self.claims)


@dataclass(frozen=True, slots=True)
class BrokenSpan:
    """A span said of all rows, and the least and the most of the column, at least one of which lies outside."""

    told: Told
    grid: Grid
    column: int
    least: Row
    most: Row


def broken_spans(grids: Sequence[Grid], claims: Sequence[Claim]) -> Iterator[BrokenSpan]:
    """The spans of a document's text that its tables leave, where the sentence says them of every row."""
    words = said_of_every()
    for sentence in by_sentence([claim for claim in claims if claim.cell is None]).values():
        named = words.named.search(sentence[0].sentence)
        noun = words_of(named["noun"]) if named is not None else frozenset[str]()
        if not noun:
            continue
        assert named is not None
        for told in _spans(sentence):
            end = max(named.end(), places_of(told.claims)[told.claims[-1].id].end)
            if words.ending.match(sentence[0].sentence[end:]) is None:
                continue  # "in every district in the evening"
            meant = [(grid, column) for grid in grids for column in _columns(grid, noun, told.claims[0])]
            if len(meant) == 1 and (found := _against(told, *meant[0])) is not None:
                yield found


def _spans(sentence: Sequence[Claim]) -> Iterator[Told]:
    words, places = said_of_every(), places_of(sentence)
    plain = [claim for claim in sentence if claim.id in places and claim.modality is Modality.REPORTED]
    plain = [claim for claim in plain if not differs_in_sense(claim) and claim.quantity.hedge is None]
    plain = [claim for claim in plain if not words.loosely.search(claim.sentence[: places[claim.id].start])]
    for claim in plain:
        quantity, interval = claim.quantity, claim.quantity.interval
        if (
            quantity.low is not None
            and quantity.high is not None
            and interval.low is not None
            and interval.high is not None
        ):
            yield Told((claim,), quantity.low, quantity.high, interval.low, interval.high)
    for first, second in pairwise(plain):
        low, high = first.quantity, second.quantity
        between = first.sentence[places[first.id].end : places[second.id].start]
        ends = low.interval.low, high.interval.high
        if (
            words.joint.fullmatch(between) is None
            or low.unit != high.unit
            or low.value is None
            or high.value is None
        ):
            continue
        if low.value < high.value and ends[0] is not None and ends[1] is not None:
            yield Told((first, second), low.value, high.value, ends[0], ends[1])


def _columns(grid: Grid, noun: frozenset[str], told: Claim) -> Iterator[int]:
    """The columns of a table with one row for each of what a sentence speaks of, that hold numbers of the kind of the span."""
    if not noun or not grid.headers or not noun <= words_of(grid.headers[0]):
        return
    rows = _rows(grid)
    said = words_of(told.sentence)
    percent = told.quantity.unit == "percent"
    found = []
    for column in grid.columns:
        numbers = [row.cells.get(column) for row in rows]
        shown = [number for number in numbers if number is not None and not number.nil]
        cells = [grid.claims.get((row.index, column)) for row in rows]
        alike = all(cell is not None and _alike(cell, told) for cell in cells)
        if len(shown) == len(rows) >= _FEWEST_ROWS and alike and all(n.percent == percent for n in shown):
            found.append(column)
    named = [column for column in found if words_of(grid.headers[column]) & said]
    yield from named or found


def _alike(cell: Claim, claim: Claim) -> bool:
    if claim.period is not None and (cell.period is None or not same_period(claim.period, cell.period)):
        return False
    return cell.quantity.unit == claim.quantity.unit or (
        unit_class(cell.quantity.unit) == "bare" and claim.quantity.unit != "percent"
    )


def _rows(grid: Grid) -> list[Row]:
    return [
        row
        for row in grid.rows
        if not row.is_heading and not total_row().fullmatch(row.label[:60]) and tokenize(row.label)
    ]


def _against(told: Told, grid: Grid, column: int) -> BrokenSpan | None:
    rows = sorted(_rows(grid), key=lambda row: row.cells[column].value)
    least, most = rows[0].cells[column].value, rows[-1].cells[column].value
    outside = least < told.least or most > told.most
    near = _is_near(told.low, least) and _is_near(told.high, most)
    return BrokenSpan(told, grid, column, rows[0], rows[-1]) if outside and near else None


def _is_near(stated: Decimal, value: Decimal) -> bool:
    return value != 0 and abs(stated - value) <= _NEAR * abs(value)
