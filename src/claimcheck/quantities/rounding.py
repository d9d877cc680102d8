"""What a written number allows: the interval behind rounding and hedges."""

from __future__ import annotations

from decimal import Decimal

from claimcheck.data import lexicon_cache, rows
from claimcheck.model import Interval


@lexicon_cache
def tolerances() -> dict[str, Decimal]:
    """How much room words and rounding leave, by name; see `data/tolerances.txt`."""
    return {row[0]: Decimal(row[1]) for row in rows("tolerances")}


def written_interval(value: Decimal, step: Decimal, coarse_step: Decimal, *, exact: bool = False) -> Interval:
    """The values that the written digits can stand for.

    The last written digit carries half a unit either way. Trailing zeros may be rounding: then half a unit of
    the last digit that is not zero, but never more than a tenth of the value.
    """
    if exact:
        return Interval(value, value)
    half = step / 2
    if coarse_step > step:
        half = max(half, min(coarse_step / 2, abs(value) * tolerances()["zeros"]))
    return Interval(value - half, value + half)


def fraction_interval(value: Decimal) -> Interval:
    """The values that a fraction in words can stand for."""
    reach = tolerances()["fraction"]
    return Interval(value * (1 - reach), value * (1 + reach))


def is_small_count(value: Decimal) -> bool:
    """Whether a count is so small that it is taken to be exact."""
    return value == int(value) and 0 <= value < tolerances()["exact-count-below"]


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
        return value, None, Interval(value, max(value + size * tolerances()["nearly"], high))
    if effect == "below":
        return None, value, Interval(None, value)
    if effect == "under":
        return None, value, Interval(min(value - size * tolerances()["nearly"], low), value)
    if effect == "upto":
        bottom = Decimal(0) if value >= 0 else None
        return bottom, value, Interval(bottom, value)
    if effect == "around":
        reach = max(size * tolerances()["about"], (high - low))
        return None, None, Interval(value - reach, value + reach)
    if effect == "exact":
        return None, None, Interval(value, value)
    return None, None, interval
