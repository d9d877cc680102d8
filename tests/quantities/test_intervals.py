"""Interval arithmetic against exact fractions: what comes of two points lies in what comes of their intervals."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from claimcheck.model import Interval
from claimcheck.quantities import intervals

EXACT = Fraction(0)
"""Sums and products: the figures drawn have at most 13 digits, so that Decimal's 28 hold every result."""
ROUNDED = Fraction(1, 10**24)
"""Quotients and roots round at Decimal's 28th digit, once or twice: they may miss by this share of the result."""

FIGURES = st.builds(
    lambda digits, exponent: Decimal(digits).scaleb(exponent),
    st.integers(min_value=-(10**7), max_value=10**7),
    st.integers(min_value=-3, max_value=3),
)
Case = tuple[Interval, Fraction]


@st.composite
def _cases(draw: st.DrawFn, *, positive: bool = False) -> Case:
    """An interval, perhaps open, perhaps a point, and a value in it."""
    drawn = [draw(FIGURES) for _ in range(3)]
    low, inside, high = sorted(abs(figure) + Decimal("0.001") if positive else figure for figure in drawn)
    if draw(st.booleans()):
        inside = draw(st.sampled_from([low, high]))
    made = Interval(
        None if not positive and draw(st.integers(0, 4)) == 0 else low,
        None if draw(st.integers(0, 4)) == 0 else high,
    )
    return made, Fraction(inside)


def _holds(interval: Interval, value: Fraction, slack: Fraction = EXACT) -> bool:
    reach = abs(value) * slack
    return (interval.low is None or Fraction(interval.low) <= value + reach) and (
        interval.high is None or value - reach <= Fraction(interval.high)
    )


@settings(deadline=None)
@given(_cases(), _cases())
def test_sum(a: Case, b: Case) -> None:
    assert _holds(intervals.add(a[0], b[0]), a[1] + b[1])


@settings(deadline=None)
@given(_cases(), _cases())
def test_difference(a: Case, b: Case) -> None:
    assert _holds(intervals.subtract(a[0], b[0]), a[1] - b[1])


@settings(deadline=None)
@given(_cases(), _cases())
def test_product(a: Case, b: Case) -> None:
    assert _holds(intervals.multiply(a[0], b[0]), a[1] * b[1])


@settings(deadline=None)
@given(_cases())
def test_negative(a: Case) -> None:
    assert _holds(intervals.negate(a[0]), -a[1])
    assert intervals.negate(intervals.negate(a[0])) == a[0]


@settings(deadline=None)
@given(_cases(), _cases())
def test_quotient(a: Case, b: Case) -> None:
    quotient = intervals.divide(a[0], b[0])
    if b[0].contains(Decimal(0)):
        assert quotient is None
        return
    assert quotient is not None
    assert _holds(quotient, a[1] / b[1], ROUNDED)


@settings(deadline=None)
@given(_cases(positive=True), st.integers(1, 12))
def test_root(a: Case, degree: int) -> None:
    root = intervals.root(a[0], degree)
    assert root is not None
    if root.low is not None:
        assert Fraction(root.low) ** degree <= a[1] * (1 + degree * ROUNDED)
    if root.high is not None:
        assert Fraction(root.high) ** degree >= a[1] * (1 - degree * ROUNDED)


@settings(deadline=None)
@given(_cases(), st.integers(1, 12))
def test_no_root_of_what_may_be_negative(a: Case, degree: int) -> None:
    assume(a[0].low is None or a[0].low < 0)
    assert intervals.root(a[0], degree) is None


@settings(deadline=None)
@given(_cases(positive=True), _cases(positive=True))
def test_results_are_no_wider_than_their_ends(a: Case, b: Case) -> None:
    """For positive values the ends of the results are results of the ends."""
    assume(a[0].high is not None and b[0].high is not None)
    (low, high), (least, most) = (a[0].low, a[0].high), (b[0].low, b[0].high)
    assert low is not None
    assert high is not None
    assert least is not None
    assert most is not None
    assert intervals.add(a[0], b[0]) == Interval(low + least, high + most)
    assert intervals.subtract(a[0], b[0]) == Interval(low - most, high - least)
    assert intervals.multiply(a[0], b[0]) == Interval(low * least, high * most)
    quotient = intervals.divide(a[0], b[0])
    assert quotient is not None
    assert quotient.low is not None
    assert quotient.high is not None
    for end, exact in (
        (quotient.low, Fraction(low) / Fraction(most)),
        (quotient.high, Fraction(high) / Fraction(least)),
    ):
        assert abs(Fraction(end) - exact) <= exact * ROUNDED


@settings(deadline=None)
@given(_cases(), _cases())
def test_disjoint_and_intersection_agree(a: Case, b: Case) -> None:
    both = a[0].intersect(b[0])
    assert (both is None) == a[0].disjoint(b[0]) == b[0].disjoint(a[0])
    if both is not None:
        assert not both.disjoint(a[0])
        assert not both.disjoint(b[0])
        for value in (a[1], b[1]):
            assert _holds(both, value) == (_holds(a[0], value) and _holds(b[0], value))
    if _holds(b[0], a[1]):
        assert not a[0].disjoint(b[0])


def _interval(written: str) -> Interval:
    """ "2..5", "..5", "2.." or "2"."""
    low, dots, high = written.partition("..")
    return Interval(
        Decimal(low) if low else None, (Decimal(high) if high else None) if dots else Decimal(low)
    )


@pytest.mark.parametrize(
    ("a", "operation", "b", "result"),
    [
        ("2..3", "add", "5..7", "7..10"),
        ("2..", "add", "5..7", "7.."),
        ("..3", "add", "5..", ".."),
        ("2..3", "subtract", "5..7", "-5..-2"),
        ("2..", "subtract", "5..7", "-5.."),
        ("2..", "subtract", "..7", "-5.."),
        ("2..", "subtract", "5..", ".."),
        ("2..3", "multiply", "5..7", "10..21"),
        ("-2..3", "multiply", "5..7", "-14..21"),
        ("-2..3", "multiply", "-5..7", "-15..21"),
        ("2..", "multiply", "5..7", "10.."),
        ("2..", "multiply", "-7..-5", "..-10"),
        ("0", "multiply", "..", "0..0"),
        ("-1..", "multiply", "..", ".."),
        ("10..12", "divide", "2..4", "2.5..6"),
        ("10..12", "divide", "2..", "0..6"),
        ("10..", "divide", "2..4", "2.5.."),
        ("10..12", "divide", "-4..-2", "-6..-2.5"),
        ("-10..12", "divide", "2..4", "-5..6"),
        ("10..12", "divide", "..-2", "-6..0"),
        ("10..12", "divide", "-1..1", None),
        ("10..12", "divide", "0..1", None),
        ("10..12", "divide", "-1..0", None),
        ("10..12", "divide", "0", None),
        ("10..12", "divide", "..", None),
        ("10..12", "divide", "-1..", None),
    ],
)
def test_worked(a: str, operation: str, b: str, result: str | None) -> None:
    got = getattr(intervals, operation)(_interval(a), _interval(b))
    assert got == (None if result is None else _interval(result))


@pytest.mark.parametrize(
    ("a", "degree", "result"),
    [("4..9", 1, "4..9"), ("4..9", 2, "2..3"), ("0..8", 3, "0..2"), ("16..", 4, "2..")],
)
def test_worked_root(a: str, degree: int, result: str) -> None:
    got, wanted = intervals.root(_interval(a), degree), _interval(result)
    assert got is not None
    for end, exact in ((got.low, wanted.low), (got.high, wanted.high)):
        assert (end is None) == (exact is None)
        if end is not None and exact is not None:
            assert abs(end - exact) <= exact * Decimal("1e-24")


@pytest.mark.parametrize(
    ("a", "degree"), [("-1..4", 2), ("..4", 2), ("4..9", 0), ("4..9", -1), ("-8..-1", 3)]
)
def test_no_root(a: str, degree: int) -> None:
    assert intervals.root(_interval(a), degree) is None
