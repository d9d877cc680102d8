"""Geometry of the plots of values over time: horizontally in per cent of the width, vertically in pixels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from claimcheck.model import Interval
from claimcheck.report.number_line import ticks_between
from claimcheck.wording import short_amount

HEIGHT = 168
_TOP, _BOTTOM = 14, 136
_LEFT, _RIGHT = 14.0, 94.0
_NEAREST_LABELS = 17.0
"""Per cent of the width that a label below the plot needs."""
_SHORTEST_BAR = 3.0
_Across = Callable[[date], float]
_Down = Callable[[Decimal], float]


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a time."""

    day: date
    label: str
    """Of the time, to stand below."""
    value: Decimal | None
    interval: Interval
    tone: str = "plain"
    """ "plain", "old" for what was replaced, "odd" for what a finding is about."""
    step: bool = False
    """Whether it takes the place of the value before it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A point as drawn: a bar for what it allows, a dot for its figure."""

    x: str
    top: str
    height: str
    y: str | None
    open_low: bool
    open_high: bool
    tone: str


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of the line that joins values, or of the grid."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True, slots=True)
class Label:
    """A word at an axis."""

    x: str
    y: str
    text: str


@dataclass(frozen=True, slots=True)
class TimePlot:
    """A plot of values over time."""

    marks: tuple[Mark, ...]
    steps: tuple[Line, ...]
    grid: tuple[Line, ...]
    values: tuple[Label, ...]
    times: tuple[Label, ...]
    height: int = HEIGHT


def plot(points: Sequence[Point], unit: str) -> TimePlot | None:
    """The plot of some values in one unit; None where there are fewer than two times or nothing to draw."""
    drawable = sorted(
        (p for p in points if p.interval.low is not None or p.interval.high is not None),
        key=lambda point: point.day,
    )
    if len({point.day for point in drawable}) < 2:
        return None
    ends = [end for p in drawable for end in (p.interval.low, p.interval.high) if end is not None]
    low, high = min(ends), max(ends)
    if low == high:
        room = abs(low) / 10 or Decimal(1)
        low, high = low - room, high + room
    first, last = drawable[0].day.toordinal(), drawable[-1].day.toordinal()

    def x(day: date) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (day.toordinal() - first) / (last - first)

    def y(value: Decimal) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * float((value - low) / (high - low))

    marks = tuple(_mark(point, x(point.day), y) for point in drawable)
    grid, values = [], []
    for value in ticks_between(low, high):
        at = f"{y(value):.1f}"
        grid.append(Line(f"{_LEFT - 2:.1f}%", at, "100%", at))
        values.append(Label(f"{_LEFT - 3:.1f}%", f"{y(value) + 4:.1f}", short_amount(value, unit)))
    return TimePlot(
        marks, tuple(_steps(drawable, x, y)), tuple(grid), tuple(values), tuple(_times(drawable, x))
    )


def _mark(point: Point, x: float, y: _Down) -> Mark:
    low, high = point.interval.low, point.interval.high
    bottom = _BOTTOM + 4.0 if low is None else y(low)
    top = _TOP - 6.0 if high is None else y(high)
    if bottom - top < _SHORTEST_BAR:
        middle = (bottom + top) / 2
        top, bottom = middle - _SHORTEST_BAR / 2, middle + _SHORTEST_BAR / 2
    dot = None if point.value is None or not point.interval.contains(point.value) else f"{y(point.value):.1f}"
    return Mark(f"{x:.2f}%", f"{top:.1f}", f"{bottom - top:.1f}", dot, low is None, high is None, point.tone)


def _steps(points: Sequence[Point], x: _Across, y: _Down) -> list[Line]:
    """From each value that was replaced along to the day of its successor, and up or down to that."""
    lines: list[Line] = []
    before: Point | None = None
    for point in points:
        if point.value is None or point.tone == "old":
            continue
        if before is not None and before.value is not None and point.step and before.day != point.day:
            left, right = f"{x(before.day):.2f}%", f"{x(point.day):.2f}%"
            old, new = f"{y(before.value):.1f}", f"{y(point.value):.1f}"
            lines += [Line(left, old, right, old), Line(right, old, right, new)]
        before = point
    return lines


def _times(points: Sequence[Point], x: _Across) -> list[Label]:
    """The times below the plot, the last one for certain and no two on top of each other."""
    distinct = {point.day: point.label for point in points}
    days = sorted(distinct)
    kept = [days[-1]]
    for day in days[:-1]:
        if all(abs(x(day) - x(other)) >= _NEAREST_LABELS for other in kept):
            kept.append(day)
    return [Label(f"{x(day):.2f}%", f"{HEIGHT - 6}", distinct[day]) for day in sorted(kept)]
