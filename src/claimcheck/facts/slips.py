"""Slips of the pen: two figures that differ as mistyped, transposed or mislabelled ones do.

Where the digits of two claims are so alike, chance is a poor explanation: the likeness is itself evidence that one
figure was meant. Its weight is the surprise of the likeness in bits, less what typing errors are rarer than other ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import log2

from claimcheck.claims.concepts import unit_class
from claimcheck.facts.comparable import DEGREES, factor_between
from claimcheck.facts.figures import digits_of
from claimcheck.model import Claim

_RARITY = 1.7
"""Of figures that contradict each other about one in three is a slip; the others differ in any way."""
_MOST_BITS = 8.0
_LONGEST = 12
_SCALES = (3, 6, 9)


@dataclass(frozen=True, slots=True)
class Slip:
    """How two different figures are alike."""

    kind: str
    """scale, unit, transposition or digit."""
    bits: float
    """How much likelier the likeness is by a slip than by chance."""
    words: str
    """For people."""
    surprise: float = 0.0
    """The surprise of the likeness by chance alone, in bits."""
    scale: Decimal | None = None
    """How many times the one is the other, for a slip of scale."""


def slip_between(left: Claim, right: Claim) -> Slip | None:
    """The slip that would explain how two claims differ; None where their digits are not alike."""
    a, b = left.quantity.value, right.quantity.value
    if a is None or b is None or a == 0 or b == 0 or abs(a) == abs(b) == 1:
        return None
    factor = factor_between(left, right)
    ours, theirs = digits_of(a), digits_of(b)
    if factor is None or (ours == theirs and _is_relabelled(left, right, a, b)):
        return _slip_of_unit(left, right, ours, theirs)
    if not _is_power_of_ten(factor) or not (_is_typed(left) and _is_typed(right)):
        return None  # what was not typed as digits, or in other units, was not mistyped
    return _slip_of_scale(a * factor, b) or slip_of_digits(a * factor, b)


def _is_power_of_ten(factor: Decimal) -> bool:
    return digits_of(factor) == "1"


def _is_typed(claim: Claim) -> bool:
    """Whether a number is written in digits."""
    return any(character.isdigit() for character in claim.text)


def _is_relabelled(left: Claim, right: Claim, a: Decimal, b: Decimal) -> bool:
    return left.quantity.unit != right.quantity.unit and a == b


def _slip_of_unit(left: Claim, right: Claim, ours: str, theirs: str) -> Slip | None:
    kinds = {unit_class(left.quantity.unit), unit_class(right.quantity.unit)}
    if ours != theirs or left.quantity.value != right.quantity.value or left.text == right.text:
        return None
    per = {left.quantity.unit.partition("/")[2], right.quantity.unit.partition("/")[2]}
    if len(per) == 2 and "" not in per and (len(kinds) == 1 or kinds <= {"count", "bare"}):
        return _slip("unit", _same_digits(ours), "the same figure for another span or thing")
    if len(kinds) != 1 or not kinds <= {"money", "measure", "percent"}:
        return None
    things = {claim.quantity.unit.partition("/")[0] for claim in (left, right)}
    if len(things) == 1:
        return None  # a rate and a total, or one unit
    factor = factor_between(left, right)
    if kinds == {"measure"} and factor is None and things != DEGREES:
        return None  # watts and litres: not one thing at all
    if factor is not None and _power_of_thousand(factor) is not None:
        return _slip("scale", _same_digits(ours), "the same digits", max(factor, 1 / factor))
    return _slip("unit", _same_digits(ours), "the same figure in another unit")


def _power_of_thousand(ratio: Decimal) -> Decimal | None:
    size = max(ratio, 1 / ratio)
    return next((Decimal(10) ** power for power in _SCALES if size == Decimal(10) ** power), None)


def _slip_of_scale(a: Decimal, b: Decimal) -> Slip | None:
    ratio = abs(a / b)
    size = max(ratio, 1 / ratio)
    for power in _SCALES:
        scale = Decimal(10) ** power
        if abs(size / scale - 1) <= Decimal("0.02"):
            shorter = min(digits_of(a), digits_of(b), key=len)
            return _slip("scale", _same_digits(shorter), "the same digits", scale)
    return None


def _same_digits(digits: str) -> float:
    return log2(9.0) + log2(10.0) * (len(digits) - 1) if digits else 0.0


def slip_of_digits(a: Decimal, b: Decimal) -> Slip | None:
    """The slip between two numbers in one unit: one digit that differs, or two neighbours that changed places, in numbers of one magnitude."""
    return _slip_of_shown(_rounded_alike(a, b)) or _slip_of_shown(_in_full(a, b))


def _slip_of_shown(shown: tuple[str, str] | None) -> Slip | None:
    if shown is None:
        return None
    ours, theirs = shown
    differing = [index for index in range(len(ours)) if ours[index] != theirs[index]]
    count = len(ours)
    if len(differing) == 2 and differing[1] == differing[0] + 1:
        first, second = differing
        if ours[first] == theirs[second] and ours[second] == theirs[first]:
            chance = (count - 1) / (9 * 10 ** (count - 1))
            return _slip("transposition", -log2(chance), "two digits have changed places")
    if len(differing) == 1 and count > 1:
        chance = 9 * count / (9 * 10 ** (count - 1))
        return _slip("digit", -log2(chance), "they differ in one digit")
    return None


def _in_full(a: Decimal, b: Decimal) -> tuple[str, str] | None:
    """The digits of two numbers of one magnitude down to the finer one's last, where a zero at the other's end may be written: 208 and 280."""
    if a.adjusted() != b.adjusted() or a * b < 0:
        return None
    ours, theirs = digits_of(a), digits_of(b)
    count = max(len(ours), len(theirs))
    if abs(len(ours) - len(theirs)) != 1 or not 3 <= count <= _LONGEST:
        return None
    return ours.ljust(count, "0"), theirs.ljust(count, "0")


def _rounded_alike(a: Decimal, b: Decimal) -> tuple[str, str] | None:
    """The digits of two numbers of one magnitude, the finer one rounded to the other's last digit."""
    if a.adjusted() != b.adjusted() or a * b < 0:
        return None
    count = max(min(len(digits_of(a)), len(digits_of(b))), 2)
    if count > _LONGEST or max(len(digits_of(a)), len(digits_of(b))) < 2:
        return None
    step = Decimal(1).scaleb(a.adjusted() - count + 1)
    ours, theirs = (str(int((abs(value) / step).to_integral_value())).ljust(count, "0") for value in (a, b))
    return (ours, theirs) if len(ours) == len(theirs) == count else None


def _slip(kind: str, surprise: float, words: str, scale: Decimal | None = None) -> Slip:
    return Slip(kind, _weight(surprise), words, surprise, scale)


def _weight(bits: float) -> float:
    return round(min(max(bits - _RARITY, 0.0), _MOST_BITS), 2)
