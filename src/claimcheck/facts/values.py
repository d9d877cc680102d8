"""What the two figures of a pair tell: how telling it is that they agree, or how they differ."""

from __future__ import annotations

from decimal import Decimal

from claimcheck.claims.concepts import unit_class
from claimcheck.facts.comparable import (
    are_opposed,
    bound_lies_apart,
    bounds_differ,
    factor_between,
    may_share_a_value,
)
from claimcheck.facts.figures import digits_of
from claimcheck.facts.passages import TIMES
from claimcheck.facts.weighed import Weighed
from claimcheck.model import Claim

SIZE = ("perhaps a year", "one digit", "small", "round", "telling")
VALUE = ("a bound", "a rounding", "perhaps a year", "one digit", "small", "round", "telling", "very telling")
FIGURES = (
    "two bounds", "a bound and a figure", "no rounding of the source", "far apart", "of one size", "close", "the last digit differs", "a scale apart", "one figure in other units",
    "one figure in percent and in points",
    "one digit differs", "digits exchanged", "one change in two directions",
)  # fmt: skip
_LAST_DIGIT = Decimal("1.03")
"""Figures that differ by less than this, and in one digit, differ in one of their last."""


def value_level(pair: Weighed) -> str:
    """How telling it is that two numbers agree."""
    if pair.left.quantity.is_bound or pair.right.quantity.is_bound:
        return VALUE[0]
    a, b = pair.left.quantity.value, pair.right.quantity.value
    factor = factor_between(pair.left, pair.right)
    if a is None or b is None or factor is None or a * factor != b:
        return VALUE[1]
    size = SIZE.index(size_of(pair))
    if size == 4 and len(digits_of(a)) >= 4:
        return VALUE[7]
    return VALUE[size + 2]


def figures_level(pair: Weighed) -> str:
    """How the two figures differ."""
    slip = pair.slip
    if bounds_differ(pair.left, pair.right):
        return "two bounds"
    if bound_lies_apart(pair.left, pair.right):
        return "a bound and a figure"
    if may_share_a_value(pair.left, pair.right):
        return "no rounding of the source"
    if slip is not None and slip.kind == "unit" and pair.levels["unit"] == "percent and points":
        return "one figure in percent and in points"
    if slip is not None and slip.kind in _SLIPS:
        return _SLIPS[slip.kind]
    a, b = pair.left.quantity.value, pair.right.quantity.value
    factor = factor_between(pair.left, pair.right)
    if a is None or b is None or factor is None or not a or not b:
        return "of one size"
    if are_opposed(pair.left, pair.right) and abs(a * factor) == abs(b):
        return "one change in two directions"
    ratio = abs(a * factor / b)
    ratio = max(ratio, 1 / ratio)
    if slip is not None and slip.bits >= 1.0:
        return "one digit differs" if ratio > _LAST_DIGIT else "the last digit differs"
    return "close" if ratio <= Decimal("1.35") else "of one size" if ratio <= 4 else "far apart"


_SLIPS = {
    "scale": "a scale apart",
    "unit": "one figure in other units",
    "transposition": "digits exchanged",
}


def size_of(pair: Weighed) -> str:
    """How telling the less telling of the two figures is."""
    return SIZE[min(_grade(pair.left), _grade(pair.right))]


def _grade(claim: Claim) -> int:
    value = claim.quantity.value
    if value is None:
        return 3
    digits = len(digits_of(value))
    kind = unit_class(claim.quantity.unit)
    whole = value == value.to_integral_value() and claim.text.strip().isdigit()
    if kind in TIMES:
        return 0
    if kind == "bare" and whole and _FIRST_YEAR <= value <= _LAST_YEAR:
        return 0
    if kind in ("count", "bare") and abs(value) < 20:
        return 1 if abs(value) < 10 else 2
    return 4 if digits >= 3 else 3 if digits == 2 else 2


_FIRST_YEAR, _LAST_YEAR = 1500, 2099
