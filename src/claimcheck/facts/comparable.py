"""Whether two numbers can be compared, and whether they can both be true: units, intervals, limits, directions.

Nothing here asks whether two numbers speak of one thing; that is decided from words alone.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from claimcheck.claims.concepts import unit_class
from claimcheck.data import bounded_lexicon_cache, lexicon_cache, rows
from claimcheck.facts.figures import digits_of
from claimcheck.model import Claim, ClaimKind, Interval
from claimcheck.quantities import conversion_factor, convert, intervals
from claimcheck.quantities.money import exchange_spread

_ONE = Decimal(1)
_FAR = Decimal(4)
"""A bound and a figure that differ by more than a quarter of the larger do not confirm each other."""
_ROUGH = Decimal("0.4")
"""A figure of one digit may stand for what differs from it by so much of the larger ("1 million" for 1.4), and for nothing farther off."""
_NEAR = Decimal(20)
"""Limits that differ by less than a twentieth may be one limit, rounded."""


def factor_between(left: Claim, right: Claim) -> Decimal | None:
    """How many of the right claim's units one of the left claim's is; None where they cannot be compared.

    Counted nouns are compared whatever they are called ("people", "employees"), and with bare numbers: which things are counted
    is for the words to say. A bare number may be in any unit where that may be said elsewhere.
    """
    ours, theirs = left.quantity.unit, right.quantity.unit
    if ours == theirs:
        return _ONE
    return _factor(ours, theirs, _leaves_unit_unsaid(left), _leaves_unit_unsaid(right))


_LARGE = 1000


def _leaves_unit_unsaid(claim: Claim) -> bool:
    """Whether a bare number may have a unit that is said elsewhere: in a table's header, or before it in a text ("and loans at 35.2 billion").

    Small bare numbers of a text are mostly of another sort: numbers of pages, of versions, of things left unnamed.
    """
    value = claim.quantity.value
    return claim.cell is not None or (value is not None and abs(value) >= _LARGE)


@bounded_lexicon_cache(4096)
def _factor(ours: str, theirs: str, unsaid: bool, other_unsaid: bool) -> Decimal | None:
    kinds = {unit_class(ours), unit_class(theirs)}
    if "rank" in kinds:
        return None
    if kinds == {"clock"}:
        return _ONE  # half past two may be at night or in the afternoon
    (thing, _, per), (other_thing, _, other_per) = ours.partition("/"), theirs.partition("/")
    if bool(per) != bool(other_per):  # one leaves unsaid for how long, or for what
        alike = kinds in ({"money"}, {"measure"}) or kinds <= {"count", "bare"}
        alike = alike and not {ours, theirs} & _SPEEDS
        return _factor_of(thing, other_thing, kinds, unsaid, other_unsaid) if alike else None
    if per and per != other_per and kinds <= {"count", "bare"}:
        spans = conversion_factor(per, other_per)  # "50 a second", "50 requests a minute"
        return None if spans is None else 1 / spans
    return _factor_of(ours, theirs, kinds, unsaid, other_unsaid)


_SPEEDS = frozenset({"kilometer/hour", "mile/hour", "meter/second", "foot/second"})
"""Rates that nobody means by a length."""
DEGREES = frozenset({"degree_Celsius", "degree_Fahrenheit"})


def _factor_of(ours: str, theirs: str, kinds: set[str], unsaid: bool, other_unsaid: bool) -> Decimal | None:
    if ours == theirs:
        return _ONE
    if kinds <= {"count", "bare"} and ours.partition("/")[2] == theirs.partition("/")[2]:
        return _ONE
    if "bare" in kinds and kinds <= {"bare", "percent", "ratio", "measure", "money", "time"}:
        return _ONE if (unsaid if unit_class(ours) == "bare" else other_unsaid) else None
    if "degree" in (ours, theirs) and (ours in DEGREES or theirs in DEGREES):
        return _ONE  # "20 degrees" leaves the scale unsaid
    return conversion_factor(ours, theirs)


def interval_in(claim: Claim, other: Claim) -> Interval | None:
    """A claim's interval in the unit of another, widened by what an exchange rate may be off; None if none converts."""
    if _on_other_scale(claim, other):
        return convert(claim.quantity.interval, claim.quantity.unit, other.quantity.unit)
    factor = factor_between(claim, other)
    if factor is None:
        return None
    if factor == 1 and claim.quantity.unit == other.quantity.unit:
        return claim.quantity.interval
    if unit_class(claim.quantity.unit) == "clock":
        return _on_dial(claim, other)
    own = claim.quantity.interval
    converted = own if factor == 1 else intervals.multiply(own, intervals.point(factor))
    spread = exchange_spread(claim.quantity.unit, other.quantity.unit)
    return intervals.widened(converted, spread) if spread else converted


def _on_other_scale(left: Claim, right: Claim) -> bool:
    """Whether one is in degrees Celsius and the other in degrees Fahrenheit: no factor converts these."""
    return {left.quantity.unit, right.quantity.unit} == DEGREES


_HALF_DAY = 720
"""Minutes of half a day, after which a dial of twelve hours begins anew."""


def _on_dial(claim: Claim, other: Claim) -> Interval:
    """A time of day moved by half a day where that brings it nearer to the other, one of them leaving open which half it is in."""
    value, there = claim.quantity.value, other.quantity.value
    if value is None or there is None:
        return claim.quantity.interval
    move = min((0, _HALF_DAY, -_HALF_DAY), key=lambda minutes: abs(value + minutes - there))
    return intervals.add(claim.quantity.interval, intervals.point(Decimal(move)))


def agree(left: Claim, right: Claim, *, draft: str | None = None) -> bool:
    """Whether the intervals of two claims share a value, in comparable units; a far-off bound agrees with nothing.

    `draft`: path of the document that is made from the others, if there is one (see `strays_from_source`).
    """
    factor, ours = factor_between(left, right), interval_in(left, right)
    if ours is not None and _on_other_scale(left, right):
        return not ours.disjoint(right.quantity.interval)
    if factor is None or ours is None:
        return False
    if are_opposed(left, right):
        return False
    if ours.disjoint(right.quantity.interval) and not _mirrored(ours, right):
        return leaves_scale_unsaid(left, right, likely=True)
    if only_touch(left, right) or strays_from_source(left, right, draft) or bounds_differ(left, right):
        return False
    if bound_lies_apart(left, right) or limit_is_no_end(left, right):
        return False
    a, b = left.quantity.value, right.quantity.value
    if (left.quantity.is_bound or right.quantity.is_bound) and a is not None and b is not None:
        a = a * factor
        return abs(a - b) <= max(abs(a), abs(b)) / _FAR
    return not _stray(left, right) and not limits_differ(left, right) and not ranges_differ(left, right)


def _stray(left: Claim, right: Claim) -> bool:
    """Whether two figures are too far apart for one to be told for the other, however roughly: "1 GiB" and "512 MiB"."""
    a, b, factor = left.quantity.value, right.quantity.value, factor_between(left, right)
    if a is None or b is None or factor is None or _is_one_sided(left) or _is_one_sided(right):
        return False
    if (
        left.quantity.hedge is not None
        or right.quantity.hedge is not None
        or leaves_scale_unsaid(left, right)
    ):
        return False
    if unit_class(left.quantity.unit) in ("clock", "year", "date"):
        return False
    low, high = sorted((abs(a * factor), abs(b)))
    return high - low > high * _ROUGH


def _mirrored(ours: Interval, right: Claim) -> bool:
    """Whether only the sign differs, as in "down 7.5%" and "-7.5%"."""
    theirs = right.quantity.interval
    flipped = Interval(
        None if theirs.high is None else -theirs.high, None if theirs.low is None else -theirs.low
    )
    negative = (ours.high is not None and ours.high < 0) != (theirs.high is not None and theirs.high < 0)
    return negative and not ours.disjoint(flipped)


_SCALES = (Decimal(1000), Decimal(10) ** 6, Decimal(10) ** 9)


def leaves_scale_unsaid(left: Claim, right: Claim, *, likely: bool = False) -> bool:
    """Whether one is a bare number of a table and the same figure as the other in thousands, millions or billions.

    Tables often leave their scale to the reader, or say it where it is not read. `likely`: only as tables do it, which give
    thousands where a text gives the whole; the figure of the text is the smaller one only where a measure has a prefix (9.12 kW).
    """
    for cell, other in ((left, right), (right, left)):
        if (
            cell.cell is None
            or unit_class(cell.quantity.unit) not in ("bare", "count")
            or _is_one_sided(other)
            or (other.cell is not None and unit_class(other.quantity.unit) in ("bare", "count"))
        ):
            continue
        larger = not likely or unit_class(other.quantity.unit) == "measure"
        for scale in _SCALES:
            for factor in (scale, 1 / scale) if larger else (scale,):
                scaled = intervals.multiply(cell.quantity.interval, intervals.point(factor))
                if not scaled.disjoint(other.quantity.interval) and other.quantity.value is not None:
                    return True
    return False


def are_opposed(left: Claim, right: Claim) -> bool:
    """Whether one is given as a rise and the other as a fall."""
    return left.direction * right.direction < 0


@lexicon_cache
def _limiting() -> frozenset[str]:
    return frozenset(row[0] for row in rows("limits"))


def is_limit(claim: Claim) -> bool:
    """Whether the words give the most, or least, that something may be."""
    hedge = claim.quantity.hedge
    return hedge is not None and hedge.lower() in _limiting() and claim.quantity.value is not None


def _is_one_sided(claim: Claim) -> bool:
    """Whether the words give a figure that something is above, or below: "over 80", "up to 84 W"."""
    return claim.quantity.is_bound or is_limit(claim)


def _relabelled(left: Claim, right: Claim, factor: Decimal) -> bool:
    """Whether two numbers have one figure in two units of one kind: "20 micrometres", "20 millimetres"."""
    return factor != 1 and left.quantity.value == right.quantity.value != 0


def limits_differ(left: Claim, right: Claim) -> bool:
    """Whether both are upper, or lower, limits ("up to 84 W", "at most 48 W") with figures that cannot be one."""
    if not (is_limit(left) and is_limit(right)):
        return False
    if (left.quantity.high is None) != (right.quantity.high is None):
        return False  # the least and the most
    factor = factor_between(left, right)
    a, b = left.quantity.value, right.quantity.value
    assert a is not None
    assert b is not None
    return factor is not None and abs(a * factor - b) > max(abs(a * factor), abs(b)) / _NEAR


def ranges_differ(left: Claim, right: Claim) -> bool:
    """Whether both are ranges with one end in common and another that cannot be one ("18 to 36 eggs", "18 to 26")."""
    if left.quantity.value is not None or right.quantity.value is not None:
        return False
    factor = factor_between(left, right)
    ours = (left.quantity.low, left.quantity.high)
    theirs = (right.quantity.low, right.quantity.high)
    if factor is None or None in ours or None in theirs:
        return False
    ends = [
        abs(a * factor - b) <= max(abs(a * factor), abs(b)) / _NEAR
        for a, b in zip(ours, theirs, strict=True)
        if a is not None and b is not None
    ]
    return ends[0] != ends[1]


def limit_is_no_end(left: Claim, right: Claim) -> bool:
    """Whether one is an upper limit and the other a range that ends elsewhere: "up to 125 °C", "−40 to 150 °C"."""
    for limit, reach in ((left, right), (right, left)):
        most, low, high = limit.quantity.value, reach.quantity.low, reach.quantity.high
        factor = factor_between(reach, limit)
        if reach.quantity.value is not None or low is None or high is None or factor is None or most is None:
            continue
        if not is_limit(limit) or limit.quantity.high is None or high <= 0:
            continue
        end = high * factor
        return max(end, most) / _NEAR < abs(end - most) and max(end, most) <= _FAR * min(end, most)
    return False


def written_step(claim: Claim) -> Decimal | None:
    """One unit of the last written digit of a plain figure, in the claim's unit; None where it is hedged or not one figure in digits."""
    quantity = claim.quantity
    figures = _FIGURE.findall(claim.text)
    if quantity.value is None or not quantity.value or quantity.hedge is not None or len(figures) != 1:
        return None
    digits = "".join(filter(str.isdigit, figures[0])).lstrip("0")
    return Decimal(1).scaleb(quantity.value.adjusted() - len(digits) + 1) if digits else None


_FIGURE = re.compile(r"\d[\d.,'’\u00a0\u202f]*")


def only_touch(left: Claim, right: Claim) -> bool:
    """Whether two figures of one precision differ by one in their last digit: "5.52" and "5.53", "38%" and "39%".

    Their intervals have but an end in common; only half a unit, rounded up here and down there, would be both.
    """
    if factor_between(left, right) != 1:
        return False
    ours, theirs = interval_in(left, right), right.quantity.interval
    if ours is None or ours.low == ours.high or not (ours.high == theirs.low or ours.low == theirs.high):
        return False
    step = written_step(left)
    return step is not None and step == written_step(right)


def strays_from_source(left: Claim, right: Claim, draft: str | None) -> bool:
    """Whether a figure of a draft is no rounding of that of its source, though round numbers may be meant roughly: "$95", "$100".

    What is written from a source may be rounder than it, or as exact, but not another figure.
    """
    if draft is None or left.path == right.path or draft not in (left.path, right.path):
        return False
    told, source = (left, right) if left.path == draft else (right, left)
    factor = factor_between(source, told)
    steps = written_step(told), written_step(source)
    a, b = told.quantity.value, source.quantity.value
    if factor is None or steps[0] is None or steps[1] is None or a is None or b is None:
        return False
    if _mirrored(told.quantity.interval, source) or leaves_scale_unsaid(told, source):
        return False
    b, half = b * factor, steps[1] * factor / 2
    return not told.quantity.interval.contains(b) and not b - half <= a <= b + half


def may_share_a_value(left: Claim, right: Claim) -> bool:
    """Whether more than an end of the two intervals is common: then the figures exclude each other by more than their rounding."""
    ours = interval_in(left, right)
    if ours is None or only_touch(left, right) or left.direction * right.direction < 0:
        return False
    return factor_between(left, right) == 1 and not ours.disjoint(right.quantity.interval)


def bounds_differ(left: Claim, right: Claim) -> bool:
    """Whether both say more than, or less than, a figure, and these are no roundings of each other: "over 80", "over 100"."""
    a, b = left.quantity, right.quantity
    factor = factor_between(left, right)
    if not (a.is_bound and b.is_bound) or (a.interval.low is None) != (b.interval.low is None):
        return False
    if a.value is None or b.value is None or factor is None:
        return False
    ours, theirs = a.value * factor, b.value
    low, high = sorted((abs(ours), abs(theirs)))
    # "Over 7 million" and "over 105 million" may both be said, for one reason or another.
    far = high >= low * _FAR and not _relabelled(left, right, factor)
    return high - low > high / _NEAR and not far and not _is_rounding(ours, theirs)


def bound_lies_apart(left: Claim, right: Claim) -> bool:
    """Whether one says more than, or less than, a figure from which the other's lies far off: "no more than 84 W", "48 W".

    Both may be true; but who tells the one does not mean the other, where both are of one thing.
    """
    a, b = left.quantity, right.quantity
    factor = factor_between(left, right)
    ours = interval_in(left, right)
    one_sided = _is_one_sided(left), _is_one_sided(right)
    if one_sided[0] == one_sided[1] or a.value is None or b.value is None or factor is None or ours is None:
        return False
    if ours.disjoint(b.interval):
        return False
    low, high = sorted((abs(a.value * factor), abs(b.value)))
    if _relabelled(left, right, factor):
        return True
    share = _NEAR if is_limit(left) or is_limit(right) else _FAR
    return high - low > high / share and high <= low * _FAR and not _is_rounding(a.value * factor, b.value)


def _is_rounding(a: Decimal, b: Decimal) -> bool:
    """Whether one of two figures is the other, rounded, cut or raised at its own last digit that is not zero."""
    for fine, coarse in ((a, b), (b, a)):
        unit = Decimal(1).scaleb(coarse.adjusted() - len(digits_of(coarse)) + 1)
        if abs(fine - coarse) < unit and len(digits_of(coarse)) < len(digits_of(fine)):
            return True
    return False


def exclude(left: Claim, right: Claim, *, draft: str | None = None) -> bool:
    """Whether no value lies in both claims, in comparable units. `draft`: see `agree`."""
    if left.kind is ClaimKind.CHANGE and right.kind is ClaimKind.CHANGE and are_opposed(left, right):
        return factor_between(left, right) is not None
    ours = interval_in(left, right)
    if ours is not None and _on_other_scale(left, right):
        return ours.disjoint(right.quantity.interval)
    if ours is None or _mirrored(ours, right):
        return False
    if limits_differ(left, right) or ranges_differ(left, right) or bounds_differ(left, right):
        return True
    if only_touch(left, right) or strays_from_source(left, right, draft):
        return True
    if bound_lies_apart(left, right) or limit_is_no_end(left, right) or _stray(left, right):
        return True
    return ours.disjoint(right.quantity.interval) and not leaves_scale_unsaid(left, right)


_UNSAID_POWERS = (0, *range(2, 13))
"""Powers of ten that may lie between two figures for what the words around one leave to the reader: cents, thousands, lakh, millions."""


def differ_in_unsaid(left: Claim, right: Claim) -> bool:
    """Whether two numbers have the same digits and differ in what one of them does not say beside itself: its scale or its unit.

    Who knows that both speak of one quantity knows, too, that the heading or the sentence before meant the same.
    """
    for bare, other in ((left, right), (right, left)):
        if any(c.isalpha() or c in "%\u2030" or unicodedata.category(c) == "Sc" for c in bare.text):
            continue
        ours, theirs = _size(bare.quantity.interval), _size(other.quantity.interval)
        for power in _UNSAID_POWERS:
            for factor in {Decimal(10) ** power, Decimal(10) ** -power}:
                if not intervals.multiply(ours, intervals.point(factor)).disjoint(theirs):
                    return bare.quantity.unit != other.quantity.unit if not power else True
    return False


def _size(interval: Interval) -> Interval:
    """An interval without its sign, where it has one."""
    return intervals.negate(interval) if interval.high is not None and interval.high < 0 else interval
