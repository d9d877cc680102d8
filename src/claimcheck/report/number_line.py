"""Geometry of the small charts: intervals on one number line, in per cent of the chart's width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from claimcheck.model import Interval
from claimcheck.wording import amount, rounded, short_amount, visible

_LEFT, _RIGHT = 6.0, 94.0
"""Where the outermost finite ends stand; the rest is for the arrows of open ends."""
_NARROWEST = 0.8
"""Width of an exact number's bar, so that it can be seen."""
_TICKS = 4
_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True)
class Side:
    """One interval to be drawn."""

    label: str
    detail: str
    interval: Interval
    stated: bool
    """Whether it is the number that the finding is about."""


@dataclass(frozen=True, slots=True)
class Bar:
    """An interval as drawn."""

    label: str
    detail: str
    left: str
    width: str
    right: str
    open_low: bool
    open_high: bool
    stated: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis with its number."""

    at: str
    label: str


@dataclass(frozen=True, slots=True)
class Gap:
    """What lies between two intervals that share no value."""

    left: str
    right: str
    width: str
    """In words: "€10.5 million"."""


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A chart: one bar per side above a common axis."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    gap: Gap | None = None
    """Between the bars, where there are two that do not touch."""


def draw(sides: Sequence[Side], unit: str) -> NumberLine | None:
    """The chart of some intervals in one unit; None where there is nothing to compare."""
    drawable = [side for side in sides if side.interval.low is not None or side.interval.high is not None]
    ends = [end for side in drawable for end in (side.interval.low, side.interval.high) if end is not None]
    if len(drawable) < 2:
        return None
    low, high = min(ends), max(ends)
    if low == high:
        room = abs(low) / 10 or Decimal(1)
        low, high = low - room, high + room
    scale = _Scale(low, high)
    bars = tuple(_bar(side, scale) for side in drawable)
    ticks = tuple(
        Tick(_percent(scale.at(value)), short_amount(value, unit)) for value in ticks_between(low, high)
    )
    return NumberLine(bars, ticks, _gap(drawable, scale, unit))


def _gap(sides: Sequence[Side], scale: _Scale, unit: str) -> Gap | None:
    if len(sides) != 2 or not sides[0].interval.disjoint(sides[1].interval):
        return None
    ends = [
        (high, low)
        for high, low in (
            (sides[0].interval.high, sides[1].interval.low),
            (sides[1].interval.high, sides[0].interval.low),
        )
        if high is not None and low is not None and high < low
    ]
    ((high, low),) = ends
    # Between two percentages lie percentage points.
    width = visible(amount(rounded(low - high, 3), "percentage_point" if unit == "percent" else unit))
    return Gap(_percent(scale.at(high)), _percent(scale.at(low)), width)


def ticks_between(low: Decimal, high: Decimal) -> list[Decimal]:
    """Round numbers from `low` to `high`, about four of them."""
    rough = (high - low) / _TICKS
    power = Decimal(10) ** rough.adjusted()
    place = next(index for index, size in enumerate(_STEPS) if size * power >= rough)
    found = _multiples(low, high, _STEPS[place] * power)
    # A wide step may leave a single round number between the ends.
    return found if len(found) > 1 or place == 0 else _multiples(low, high, _STEPS[place - 1] * power)


def _multiples(low: Decimal, high: Decimal, step: Decimal) -> list[Decimal]:
    tick = (low / step).to_integral_value(ROUND_CEILING) * step
    ticks = []
    while tick <= high:
        ticks.append(tick)
        tick += step
    return ticks


class _Scale:
    """From values to per cent of the width."""

    def __init__(self, low: Decimal, high: Decimal) -> None:
        self._low, self._span = low, high - low

    def at(self, value: Decimal) -> float:
        return _LEFT + (_RIGHT - _LEFT) * float((value - self._low) / self._span)


def _bar(side: Side, scale: _Scale) -> Bar:
    low, high = side.interval.low, side.interval.high
    left = 1.5 if low is None else scale.at(low)
    right = 98.5 if high is None else scale.at(high)
    if right - left < _NARROWEST:
        middle = (left + right) / 2
        left, right = middle - _NARROWEST / 2, middle + _NARROWEST / 2
    return Bar(
        side.label,
        side.detail,
        _percent(left),
        _percent(right - left),
        _percent(right),
        low is None,
        high is None,
        side.stated,
    )


def _percent(value: float) -> str:
    return f"{value:.2f}%"
