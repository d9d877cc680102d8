"""The equations of data/equations.txt: worked by hand, and true for every true set of figures."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from claimcheck.data import rows
from claimcheck.model import Interval
from claimcheck.quantities import find_quantities, intervals
from claimcheck.relations import equation

# By hand: what the operands read as, and what follows, to as many places as are written.
WORKED: list[tuple[str, dict[str, str], str]] = [
    # from 7.0 to 8.5: 8.45 / 7.05 = 1.19858, 8.55 / 6.95 = 1.23022
    ("percent-change", {"new": "8.45 8.55", "old": "6.95 7.05"}, "19.858 23.022"),
    ("percent-change", {"new": "90 90", "old": "120 120"}, "-25 -25"),
    ("percent-change", {"new": "90 -", "old": "60 60"}, "50 -"),
    ("difference", {"new": "8.45 8.55", "old": "6.95 7.05"}, "1.4 1.6"),
    ("difference", {"new": "- 9", "old": "6 7"}, "- 3"),
    ("multiple", {"new": "29.5 30.5", "old": "9.5 10.5"}, "2.8095 3.2105"),
    ("multiple", {"new": "30 -", "old": "10 12"}, "2.5 -"),
    # 3.5 after a rise of 118%: 3.45 / 2.185 = 1.5789, 3.55 / 2.175 = 1.6322
    ("implied-base", {"new": "3.45 3.55", "change": "117.5 118.5"}, "1.5789 1.6322"),
    ("implied-base", {"new": "40 40", "change": "-20 -20"}, "50 50"),
    ("implied-base-multiple", {"new": "88 92", "change": "2.75 3.25"}, "27.077 33.455"),
    ("share-of", {"share": "59.5 60.5", "whole": "990000 1010000"}, "589050 611050"),
    ("share-of", {"share": "- 60", "whole": "500 500"}, "- 300"),
]


def _interval(written: str) -> Interval:
    low, high = (None if end == "-" else Decimal(end) for end in written.split())
    return Interval(low, high)


@pytest.mark.parametrize(("name", "operands", "result"), WORKED)
def test_worked(name: str, operands: dict[str, str], result: str) -> None:
    got = equation(name).evaluate({operand: _interval(ends) for operand, ends in operands.items()})
    assert got is not None
    for end, written in zip((got.low, got.high), result.split(), strict=True):
        assert (end is None) == (written == "-")
        if end is not None:
            assert end.quantize(Decimal(written), ROUND_HALF_EVEN) == Decimal(written)


def test_every_equation_is_worked() -> None:
    assert {row[0] for row in rows("equations")} == {name for name, _, _ in WORKED}


def test_unknown_equation() -> None:
    with pytest.raises(KeyError):
        equation("no-such-equation")


@pytest.mark.parametrize(
    ("name", "operands"),
    [
        ("percent-change", {"new": "8 9", "old": "-1 1"}),
        ("multiple", {"new": "8 9", "old": "0 1"}),
        ("implied-base", {"new": "8 9", "change": "-101 -99"}),
        ("implied-base-multiple", {"new": "8 9", "change": "0 2"}),
    ],
)
def test_nothing_follows_from_a_base_that_may_be_zero(name: str, operands: dict[str, str]) -> None:
    assert equation(name).evaluate({operand: _interval(ends) for operand, ends in operands.items()}) is None


FORMULAS: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "percent-change": lambda new, old: new / old * 100 - 100,
    "difference": lambda new, old: new - old,
    "multiple": lambda new, old: new / old,
    "implied-base": lambda new, change: new / (1 + change / 100),
    "implied-base-multiple": lambda new, change: new / change,
    "share-of": lambda share, whole: share * whole / 100,
}
"""The same once more by hand, over fractions; operands in the order of the lexicon."""
SLACK = Decimal("1e-20")
"""Decimal rounds at the 28th digit: what is stated is widened by this share, so that touching ends still touch."""

FIGURES = st.builds(
    lambda digits, shift: Decimal(digits).scaleb(-shift),
    st.integers(1, 10**7),
    st.integers(min_value=0, max_value=4),
)


@st.composite
def _readings(draw: st.DrawFn) -> tuple[Interval, Fraction]:
    """A reading of a positive number, perhaps open, and the true value in it."""
    low, inside, high = sorted(draw(FIGURES) for _ in range(3))
    opened = draw(st.integers(0, 9))
    return Interval(None if opened == 0 else low, None if opened == 1 else high), Fraction(inside)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _stated(value: Fraction, places: int) -> Interval:
    """What a text says that rounds the true value to so many places."""
    step = Decimal(1).scaleb(-places)
    figure = _decimal(value).quantize(step)
    reach = step / 2 + abs(figure) * SLACK
    return Interval(figure - reach, figure + reach)


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(sorted(FORMULAS)), _readings(), _readings(), st.integers(-2, 3))
def test_what_is_true_never_conflicts(
    name: str, first: tuple[Interval, Fraction], second: tuple[Interval, Fraction], places: int
) -> None:
    rule = equation(name)
    truth = FORMULAS[name](first[1], second[1])
    computed = rule.evaluate(dict(zip(rule.operands, (first[0], second[0]), strict=True)))
    if computed is not None:
        assert not computed.disjoint(_stated(truth, places))


def test_every_equation_is_proved() -> None:
    assert {row[0] for row in rows("equations")} == set(FORMULAS)


def _written(value: Fraction, places: int, template: str) -> Interval:
    """A true value rounded into a text and read back, a little widened for the rounding of Decimal.

    Not less than two units of the last place: a single digit before a magnitude ("$1 million") is read more
    strictly than half a unit either way.
    """
    step = Decimal(1).scaleb(-places)
    figure = _decimal(value).quantize(step)
    assume(figure >= 2 * step)
    (mention,) = find_quantities(template.replace("N", f"{figure:f}"))
    return intervals.multiply(mention.quantity.interval, Interval(1 - SLACK, 1 + SLACK))


TRUTHS = st.fractions(min_value=Fraction(1, 2), max_value=5000, max_denominator=10**6)
STATED: dict[str, str] = {
    "percent-change": "It rose N%.",
    "difference": "It rose by $N million.",
    "multiple": "It is N times as large.",
}


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(sorted(STATED)), TRUTHS, TRUTHS, st.tuples(*[st.integers(0, 3)] * 3))
def test_rounded_figures_of_a_text_never_conflict(
    name: str, new: Fraction, old: Fraction, places: tuple[int, int, int]
) -> None:
    """Whoever writes true figures, each rounded as they please, is never told that they do not add up."""
    truth = FORMULAS[name](new, old)
    assume(truth > 0)
    computed = equation(name).evaluate(
        {
            "new": _written(new, places[0], "It sold for $N million."),
            "old": _written(old, places[1], "It sold for $N million."),
        }
    )
    assert computed is not None
    assert not computed.disjoint(_written(truth, places[2], STATED[name]))
