"""Columns that state the change between two others: a difference, a percentage, a ratio.

Which two columns a column compares is found by trying: the pair that most rows obey is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations
from math import log2

from claimcheck.language.lexical import table_pattern
from claimcheck.quantities.cells import Number
from claimcheck.relations.tables.grid import POINTS, Grid, Row
from claimcheck.relations.tables.sums import NO_SUM, TOTAL

_CHANGE = re.compile(
    r"change|variance|difference|growth|increase|decrease|\binc\b|\bdec\b(?!\.? ?\d)|yoy|y/y|\bvs\.?|delta|[Δ±]|\+/-|%"
    rf"|\b(?:{table_pattern('change')})",
    re.IGNORECASE,
)
_RATIO = re.compile(r"\bratio\b|speed-?up|multiple|\btimes\b|\bx\b|factor", re.IGNORECASE)
_SHARE = re.compile(
    r"% of|share|proportion|percent of|margin|\bmix\b|as a percentage" rf"|\b(?:{table_pattern('share')})\b",
    re.IGNORECASE,
)
_ADJUSTED = re.compile(
    r"normali[sz]ed|underlying|pro forma|constant|organic|like-for-like|comparable|adjusted|\bcc\b|currency|real\b|annual|per year|cagr"
    rf"|\b(?:{table_pattern('adjusted')})\b",
    re.IGNORECASE,
)
_MOST_COLUMNS = 14
_LEAST_SIZE = 50
"""Smaller numbers in a column that no header calls a change obey by chance."""
_SAMPLE = 80
"""Rows by which the compared columns are found; the relation is then held against all."""
_POINTS = Decimal("0.1")
_LEAST_SURPRISE = 6.0
"""Bits for each row that fails by which rows must obey more often than chance has it, where percentages are compared."""
_LEAST_CHANCE = 0.01
_WIDEST = Decimal("0.1")
"""Room for rounding, as a part of the value, beyond which obeying proves nothing in a column that is not called a change."""


@dataclass(frozen=True, slots=True)
class BrokenChange:
    """A cell that is not the change between two others of its row."""

    row: Row
    column: int
    new: int
    old: int
    kind: str
    """difference, percent or ratio."""
    stated: Number
    low: Decimal
    high: Decimal
    """What rounding allows the change to be."""
    holds: int
    """How many other rows obey."""
    fails: int
    named: bool
    """Whether the header calls the column a change."""


@dataclass(frozen=True, slots=True)
class HeldChange:
    """A cell that is the change between two others of its row."""

    row: Row
    column: int
    new: int
    old: int
    kind: str
    low: Decimal
    high: Decimal
    """What rounding allows the change to be."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A column and the two whose change it is for most rows."""

    column: int
    new: int
    old: int
    kind: str
    """difference, percent or ratio."""
    named: bool
    """Whether the header calls the column a change."""
    holds: list[Row]
    fails: list[Row]


def compared_columns(grid: Grid) -> Iterator[Compared]:
    """The columns of a table that may be changes, each with the two others that most rows obey."""
    rows = [row for row in grid.rows if not row.is_heading]
    columns = grid.columns[:_MOST_COLUMNS]
    for column in columns:
        header = grid.headers[column] if column < len(grid.headers) else ""
        if _SHARE.search(header) or _ADJUSTED.search(header):
            continue
        named = bool(_CHANGE.search(header) or _RATIO.search(header))
        others = [other for other in columns if other != column]
        best: tuple[tuple[int, int, int], int, int, str] | None = None
        for new, old in permutations(others, 2):
            for kind in _kinds(header, rows, column):
                holds, fails = _tried(rows[:_SAMPLE], column, new, old, kind)
                signed = sum(_keeps_sign(row, column, new, old, kind) for row in holds)
                score = (len(holds), -len(fails), signed)
                if holds and (best is None or score > best[0]):
                    best = (score, new, old, kind)
        if best is not None:
            _, new, old, kind = best
            holds, fails = _tried(rows, column, new, old, kind)
            if not named:
                fails = [row for row in fails if not NO_SUM.search(row.label)]
                holds = [
                    row
                    for row in holds
                    if abs(row.cells[column].value) >= _LEAST_SIZE * row.cells[column].step
                    and _is_narrow(row, column, new, old, kind)
                ]
            yield Compared(column, new, old, kind, named, holds, fails)


def held_changes(grid: Grid) -> Iterator[HeldChange]:
    """The cells of a table that are the change which their column states."""
    for compared in compared_columns(grid):
        column, new, old, kind = compared.column, compared.new, compared.old, compared.kind
        if not _is_meant(len(compared.holds), min(len(compared.fails), 1), named=compared.named):
            continue
        if compared.named and len(compared.holds) <= len(compared.fails):
            continue
        for row in compared.holds:
            bounds = _bounds(row, column, new, old, kind)
            assert bounds is not None
            yield HeldChange(row, column, new, old, kind, *bounds)


def broken_changes(grid: Grid) -> Iterator[BrokenChange]:
    """The cells of a table that break the relation which the rest of their column obeys."""
    rows = [row for row in grid.rows if not row.is_heading]
    columns = grid.columns[:_MOST_COLUMNS]
    for compared in compared_columns(grid):
        column, new, old, kind = compared.column, compared.new, compared.old, compared.kind
        named, holds, fails = compared.named, compared.holds, compared.fails
        header = grid.headers[column] if column < len(grid.headers) else ""
        empty = _empty_in(holds, columns)
        fails = [
            row
            for row in fails
            if not _explained(row, column, new, old, kind)
            and not _is_told_beside(row, column, new, old, kind, columns)
            # What came in between may have a column of its own.
            and not any(place in row.cells and _is_something(row.cells[place]) for place in empty)
        ]
        if not named and any(_is_patchy(row, (column, new, old)) for row in rows):
            # A total of columns that are not filled alike is bound by nothing.
            fails = [
                row
                for row in fails
                if row.label and not TOTAL.search(row.label) and not _is_patchy(row, (column, new, old))
            ]
        if not named and any(TOTAL.search(grid.headers[c]) for c in (column, new, old)):
            continue  # told as a total of columns
        tries = (len(columns) - 1) * (len(columns) - 2) * 2
        if any(row.cells[new].percent for row in holds) and (
            _surprise(rows, holds, column, new, old, kind) - log2(tries)
            < _LEAST_SURPRISE * max(len(fails), 1)
        ):
            continue
        lone = (
            len(holds) == 1 and kind == "percent" and not holds[0].cells[column].percent and "%" not in header
        )
        if not lone and _is_meant(len(holds), len(fails), named=named):
            for row in fails:
                yield _broken(row, column, new, old, kind, len(holds), len(fails), named=named)


def _is_narrow(row: Row, column: int, new: int, old: int, kind: str) -> bool:
    """Whether rounding leaves so little room that a row obeys by chance hardly ever: 1 − 0.48 may be anything below 1."""
    bounds = _bounds(row, column, new, old, kind)
    return bounds is not None and bounds[1] - bounds[0] <= _WIDEST * abs(row.cells[column].value)


def _surprise(rows: list[Row], holds: list[Row], column: int, new: int, old: int, kind: str) -> float:
    """How unlikely it is in bits that rows obey by chance: small percentages often are the difference of two others."""
    values = [row.cells[column].value for row in rows if column in row.cells]
    spread = 2 * max(abs(value) for value in values)
    bits = 0.0
    for row in holds:
        bounds = _bounds(row, column, new, old, kind)
        if bounds is None or not spread:
            continue
        fitting = sum(bounds[0] <= value <= bounds[1] or _as_magnitude(value, bounds) for value in values) - 1
        chance = max(float((bounds[1] - bounds[0]) / spread), fitting / len(values))
        bits -= log2(min(max(chance, _LEAST_CHANCE), 1.0))
    return bits


def _is_told_beside(row: Row, column: int, new: int, old: int, kind: str, columns: tuple[int, ...]) -> bool:
    """Whether another column of the row has the very change: then this one is adjusted for something."""
    unit = row.cells[column].unit
    return any(
        other in row.cells
        and row.cells[other].unit == unit
        and bounds[0] <= row.cells[other].value <= bounds[1]
        for other in columns
        if other not in (column, new, old)
        if (bounds := _bounds(row, other, new, old, kind)) is not None
    )


def _empty_in(rows: list[Row], columns: tuple[int, ...]) -> list[int]:
    """The columns in which none of some rows has anything, or no more than rounding hides."""
    return [c for c in columns if not any(c in row.cells and _is_something(row.cells[c]) for row in rows)]


def _is_something(number: Number) -> bool:
    return abs(number.value) > 2 * number.step


def _is_patchy(row: Row, columns: tuple[int, ...]) -> bool:
    """Whether a row has numbers in some of the columns, and nothing, a dash or 0 in others."""
    filled = [column in row.cells and bool(row.cells[column].value) for column in columns]
    return any(filled) and not all(filled)


def _is_meant(holds: int, fails: int, *, named: bool) -> bool:
    """Whether so many rows obey that the others must be faults."""
    if named:
        return holds > fails or (holds == 1 and fails == 1)
    return holds >= 4 and fails == 1


def _kinds(header: str, rows: list[Row], column: int) -> tuple[str, ...]:
    percent = any(row.cells[column].percent for row in rows if column in row.cells) or "%" in header
    if _RATIO.search(header) or any(
        row.cells[column].unit in ("x", "×") for row in rows if column in row.cells
    ):
        return ("ratio",)
    return ("percent", "difference") if percent else ("difference", "percent")


def _tried(rows: list[Row], column: int, new: int, old: int, kind: str) -> tuple[list[Row], list[Row]]:
    """The rows that obey a relation, and those that do not; rows with gaps count as neither."""
    holds: list[Row] = []
    fails: list[Row] = []
    for row in rows:
        bounds = _bounds(row, column, new, old, kind)
        if bounds is None:
            continue
        stated = row.cells[column].value
        if bounds[0] <= stated <= bounds[1] or _as_magnitude(stated, bounds):
            if not row.cells[new].value or not row.cells[old].value:
                continue  # a column that repeats another where a third is empty: no change
            if stated != 0 and abs(stated) >= 2 * row.cells[column].step:
                holds.append(row)
        else:
            fails.append(row)
    return holds, fails


def _keeps_sign(row: Row, column: int, new: int, old: int, kind: str) -> bool:
    bounds = _bounds(row, column, new, old, kind)
    return bounds is not None and bounds[0] <= row.cells[column].value <= bounds[1]


def _as_magnitude(stated: Decimal, bounds: tuple[Decimal, Decimal]) -> bool:
    """Whether a change is given without or with the other sign, as tables of costs do."""
    return bounds[0] <= -stated <= bounds[1]


def _bounds(
    row: Row, column: int, new: int, old: int, kind: str, *, loose: bool = False
) -> tuple[Decimal, Decimal] | None:
    """Between what rounding allows the change of a row to lie; None where it cannot be worked out.

    `loose`: whether amounts may be rounded the other way, as those are which must add up, while percentages are worked out before.
    """
    stated, a, b = row.cells.get(column), row.cells.get(new), row.cells.get(old)
    if stated is None or a is None or b is None or stated.nil or (a.nil and b.nil):
        return None
    if a.percent != b.percent or a.unit != b.unit:
        return None
    half_a, half_b, half = (Decimal(0) if n.nil else n.step / 2 for n in (a, b, stated))
    if loose:
        half_a, half_b = half_a * 2, half_b * 2
    if kind == "difference":
        if stated.percent != a.percent and stated.unit not in POINTS:
            return None
        times = Decimal(100) if stated.unit in ("bp", "bps") else Decimal(1)
        middle, slack = (a.value - b.value) * times, (half_a + half_b) * times + half
        return middle - slack, middle + slack
    if a.percent or b.nil or a.nil:
        return None
    base = abs(b.value)
    if base <= half_b:
        return None
    if kind == "ratio":
        if b.value <= 0 or a.value <= 0:
            return None
        ends = [(a.value + x) / (b.value + y) for x in (-half_a, half_a) for y in (-half_b, half_b)]
    else:
        ends = [
            (a.value + x - b.value - y) / abs(b.value + y) * 100
            for x in (-half_a, half_a)
            for y in (-half_b, half_b)
        ]
    return min(ends) - half - _POINTS * stated.step, max(ends) + half + _POINTS * stated.step


def _explained(row: Row, column: int, new: int, old: int, kind: str) -> bool:
    """Whether another fair reading makes the cell true: points for percents, a base that changes sign, rounding up or down."""
    stated, a, b = row.cells[column], row.cells[new], row.cells[old]
    if b.value <= 0 <= a.value and kind != "difference":
        return True  # from a loss to a profit: percentages mean little
    for other in ("difference", "percent"):
        bounds = _bounds(row, column, new, old, other)
        if bounds is not None and (
            bounds[0] <= stated.value <= bounds[1] or _as_magnitude(stated.value, bounds)
        ):
            return True
    if kind != "percent" or a.percent:
        return False
    points = a.value - b.value  # the change of a ratio, in points beside percentages
    if abs(abs(points) - abs(stated.value)) <= (a.step + b.step + stated.step) / 2:
        return True
    bounds = _bounds(row, column, new, old, "percent", loose=True)
    if bounds is None:
        return False
    slack = stated.step / 2 if stated.step >= 1 else Decimal(0)  # cut off instead of rounded
    return bounds[0] - slack <= stated.value <= bounds[1] + slack


def _broken(
    row: Row, column: int, new: int, old: int, kind: str, holds: int, fails: int, *, named: bool
) -> BrokenChange:
    bounds = _bounds(row, column, new, old, kind)
    assert bounds is not None
    return BrokenChange(row, column, new, old, kind, row.cells[column], *bounds, holds, fails, named)
