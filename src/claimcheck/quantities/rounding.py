"""What a written number allows: the interval behind rounding and hedges."""

from __future__ import annotations

from decimal import Decimal

from claimcheck.model import Interval

_MOST_ZERO_ROUNDING = Decimal("0.1")
"""Trailing zeros never stand for more than this share of the value."""
_AROUND = Decimal("0.05")
"""How far "about" reaches, as a share of the value, where rounding does not reach further."""
_UNDER = Decimal("0.1")
"""How far below the figure "nearly" reaches, and above it "just over"."""
_FRACTION = Decimal("0.03")
"""How far a share in words ("a third") reaches without a hedge."""
EXACT_COUNT_BELOW = 100
"""Counts of things below this are exact: nobody rounds six plants."""


def written_interval(value: Decimal, step: Decimal, coarse_step: Decimal, *, exact: bool = False) -> Interval:
    """The values that the written digits can stand for.

    The last written digit carries half a unit either way. Trailing zeros may be rounding: then half a unit of
    the last digit that is not zero, but never more than a tenth of the value.
    """
    if exact:
        return Interval(value, value)
    half = step / 2
    if coarse_step > step:
        half = max(half, min(coarse_step / 2, abs(value) * _MOST_ZERO_ROUNDING))
    return Interval(value - half, value + half)


def fraction_interval(value: Decimal) -> Interval:
    """The values that a fraction in words can stand for."""
    return Interval(value * (1 - _FRACTION), value * (1 + _FRACTION))


def hedged(
    interval: Interval, value: Decimal, effect: str | None
) -> tuple[Decimal | None, Decimal | None, Interval]:
    """Applies a hedge to what the digits allow.

    Returns the bound as written (low, high; both None where the hedge states none) and the interval.
    """
    size = abs(value)
    low, high = interval.low, interval.high
    assert low is not None
    assert high is not None
    if effect == "above":
        return value, None, Interval(min(value, high), None)
    if effect == "beyond":
        return value, None, Interval(value, max(value + size * _UNDER, high))
    if effect == "below":
        return None, value, Interval(None, value)
    if effect == "under":
        return None, value, Interval(min(value - size * _UNDER, low), value)
    if effect == "upto":
        bottom = Decimal(0) if value >= 0 else None
        return bottom, value, Interval(bottom, value)
    if effect == "around":
        reach = max(size * _AROUND, (high - low))
        return None, None, Interval(value - reach, value + reach)
    if effect == "exact":
        return None, None, Interval(value, value)
    return None, None, interval
