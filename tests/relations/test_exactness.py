"""Interval arithmetic against exact fractions: what some true values satisfy is never called wrong."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from claimcheck.model import Interval
from claimcheck.quantities import intervals
from claimcheck.relations import equation

_TRUE = st.fractions(min_value=Fraction(1, 10), max_value=1_000_000)
_PLACES = st.integers(0, 3)


def _rounded(value: Fraction, places: int) -> tuple[Decimal, Interval]:
    """A true value as a text would give it, and what those digits allow."""
    step = Decimal(1).scaleb(-places)
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    written = exact.quantize(step, ROUND_HALF_UP)
    return written, Interval(written - step / 2, written + step / 2)


def _holds(result: Interval, true: Fraction) -> bool:
    """Whether an interval contains a value, with the room of the last of 28 digits."""
    value = Decimal(true.numerator) / Decimal(true.denominator)
    room = max(abs(value), Decimal(1)) * Decimal("1e-20")
    low = result.low is None or result.low - room <= value
    return low and (result.high is None or value <= result.high + room)


@given(_TRUE, _TRUE, _PLACES, _PLACES)
def test_percent_change(new: Fraction, old: Fraction, a: int, b: int) -> None:
    (_, ours), (written, theirs) = _rounded(new, a), _rounded(old, b)
    assume(written > 0)
    result = equation("percent-change").evaluate({"new": ours, "old": theirs})
    assert result is None or _holds(result, (new / old - 1) * 100)


@given(_TRUE, _TRUE, _PLACES, _PLACES)
def test_difference_and_multiple(new: Fraction, old: Fraction, a: int, b: int) -> None:
    (_, ours), (_, theirs) = _rounded(new, a), _rounded(old, b)
    difference = equation("difference").evaluate({"new": ours, "old": theirs})
    assert difference is not None
    assert _holds(difference, new - old)
    multiple = equation("multiple").evaluate({"new": ours, "old": theirs})
    assert multiple is None or _holds(multiple, new / old)


@given(st.lists(st.tuples(_TRUE, _PLACES), min_size=2, max_size=12))
def test_sum_and_mean(values: list[tuple[Fraction, int]]) -> None:
    total = intervals.point(Decimal(0))
    for value, places in values:
        total = intervals.add(total, _rounded(value, places)[1])
    assert _holds(total, sum((value for value, _ in values), Fraction(0)))
    mean = intervals.divide(total, intervals.point(Decimal(len(values))))
    assert mean is not None
    assert _holds(mean, sum((value for value, _ in values), Fraction(0)) / len(values))


@given(_TRUE, _TRUE, st.integers(1, 12), _PLACES)
def test_compound_growth(rate: Fraction, old: Fraction, years: int, places: int) -> None:
    growth = 1 + rate / 10_000_000
    new = old * growth**years
    (_, ours), (written, theirs) = _rounded(new, places), _rounded(old, places)
    assume(theirs.low is not None and theirs.low > 0 and written > 0)
    ratio = intervals.divide(ours, theirs)
    assert ratio is not None
    root = intervals.root(ratio, years) if ratio.low is not None and ratio.low > 0 else None
    assert root is None or _holds(root, growth)
