"""Numbers that are concluded from all the others of their kind: what the equation of a closing gives for every choice of operands.

A sentence that says "that is a fall of 19 per cent" with two levels before it has used all its numbers up: no choice is
left that a reader might have meant instead. So each function gives a reading for every choice that the units allow, and a
failure is told only where all of them fail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, permutations

from claimcheck.claims.concepts import unit_class
from claimcheck.language.en import units_of_anything
from claimcheck.language.wordings import apportioned, falling, one_of
from claimcheck.model import Claim, Interval
from claimcheck.quantities import conversion_factor, intervals
from claimcheck.relations.assertions import Reading
from claimcheck.relations.links.numbers import as_fine
from claimcheck.relations.links.tokens import letter

_ONE, _HUNDRED = intervals.point(Decimal(1)), intervals.point(Decimal(100))
_SPANS = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "year"})


def choices(equation: str, stated: Claim, others: Sequence[Claim]) -> tuple[Reading, ...]:
    """What an equation gives for every choice among some numbers, in the unit of the stated one; none where no units fit."""
    return tuple(_EQUATIONS[equation](stated, others))


def _amounts(others: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in others if letter(claim) == "A" and (claim.quantity.value or 0) > 0]


def _unit(claim: Claim) -> str:
    return claim.quantity.unit


def _kind(claim: Claim) -> str:
    return unit_class(_unit(claim).partition("/")[0])


def _counts(*claims: Claim) -> bool:
    return all(_kind(claim) in ("count", "bare") for claim in claims)


def _within(claim: Claim, other: Claim) -> Interval | None:
    """The interval of a number in the unit of another that it may be compared with; a bare one is in that unit."""
    ours, theirs = _unit(claim), _unit(other)
    if ours == theirs or (_counts(claim, other) and "bare" in (_kind(claim), _kind(other))):
        return claim.quantity.interval
    if "bare" in (_kind(claim), _kind(other)) and "time" not in (_kind(claim), _kind(other)):
        if any(_kind(one) == "bare" and one.quantity.is_range for one in (claim, other)):
            return None  # "for men of 17–45": a range with no unit of its own is of something else
        return claim.quantity.interval
    if ours.partition("/")[0] == theirs.partition("/")[0] and "/" not in min(ours, theirs, key=len):
        return claim.quantity.interval  # "£640 a month until March. It is now £704"
    factor = conversion_factor(ours, theirs)
    return None if factor is None else intervals.multiply(claim.quantity.interval, intervals.point(factor))


def _ordered(pair: tuple[Claim, Claim]) -> tuple[Claim, Claim, Interval, Interval] | None:
    """The less and the greater of two numbers that may be compared, with their intervals in one unit."""
    first, second = as_fine(*pair)
    return _by_size(pair, _within(first, second), second.quantity.interval)


def _by_size(
    pair: tuple[Claim, Claim], a: Interval | None, b: Interval
) -> tuple[Claim, Claim, Interval, Interval] | None:
    """Two numbers, the less one first, each with its interval; None where one of these is open."""
    first, second = pair
    one, other = intervals.middle(a) if a is not None else None, intervals.middle(b)
    if a is None or one is None or other is None:
        return None
    return (first, second, a, b) if one <= other else (second, first, b, a)


def _pairs(
    others: Sequence[Claim],
) -> Iterator[tuple[tuple[Claim, Claim], tuple[Claim, Claim, Interval, Interval]]]:
    """The amounts that may be compared, two by two as they stand, and by size."""
    for pair in combinations(_amounts(others), 2):
        ordered = _ordered(pair)
        if ordered is not None and not _is_told_twice(pair, *ordered[2:]):
            yield pair, ordered


def _is_told_twice(pair: tuple[Claim, Claim], low: Interval, high: Interval) -> bool:
    """Whether two numbers are one quantity in two units: "14 feet (4.2 metres)"."""
    return _unit(pair[0]) != _unit(pair[1]) and not low.disjoint(high)


def _change(stated: Claim, others: Sequence[Claim]) -> Iterator[Reading]:
    hundred, direction = _HUNDRED, stated.direction
    if letter(stated) == "F":
        hundred, direction = _ONE, -1 if falling(stated.language).search(stated.sentence) else 1
    for pair, (small, large, low, high) in _pairs(others):
        grown, shrunk = intervals.divide(high, low), intervals.divide(low, high)
        if direction >= 0 and grown is not None:
            change = intervals.multiply(intervals.subtract(grown, _ONE), hundred)
            yield Reading(pair, intervals.magnitude(change), f"{large.text} / {small.text} − 1")
        if direction <= 0 and shrunk is not None:
            change = intervals.multiply(intervals.subtract(_ONE, shrunk), hundred)
            yield Reading(pair, intervals.magnitude(change), f"1 − {small.text} / {large.text}")
            lost = intervals.multiply(shrunk, hundred)  # "1,200 were planted. 168 died."
            yield Reading(pair, lost, f"{small.text} / {large.text}")


def _share(stated: Claim, others: Sequence[Claim]) -> Iterator[Reading]:
    for pair in combinations(_amounts(others), 2):
        ordered = _ordered(pair) or (_of_one_count(pair) if _counts(*pair) else None)
        if ordered is None:
            continue
        small, large, low, high = ordered
        ratio = intervals.divide(low, high)
        if ratio is not None:
            if _unit(stated) == "percent":
                ratio = intervals.multiply(ratio, _HUNDRED)
            yield Reading(pair, ratio, f"{small.text} / {large.text}")


def _of_one_count(pair: tuple[Claim, Claim]) -> tuple[Claim, Claim, Interval, Interval] | None:
    """Two numbers of things by different names: "24 women" of "60 members"."""
    first, second = pair
    if "/" in _unit(first) + _unit(second):
        return None
    return _by_size(pair, first.quantity.interval, second.quantity.interval)


def _multiple(_: Claim, others: Sequence[Claim]) -> Iterator[Reading]:
    for pair, (small, large, low, high) in _pairs(others):
        ratio = intervals.divide(high, low)
        if ratio is not None:
            yield Reading(pair, ratio, f"{large.text} / {small.text}")


def _multiple_more(stated: Claim, others: Sequence[Claim]) -> Iterator[Reading]:
    """As many times as much, or as many times more."""
    for reading in _multiple(stated, others):
        yield reading
        yield Reading(reading.operands, intervals.subtract(reading.result, _ONE), f"{reading.working} − 1")


def _difference(stated: Claim, others: Sequence[Claim]) -> Iterator[Reading]:
    for pair, (small, large, low, high) in _pairs(others):
        if any(_within(claim, stated) is None for claim in pair):
            continue
        apart = intervals.subtract(high, low)
        factor = conversion_factor(_unit(pair[1]), _unit(stated)) or Decimal(1)
        yield Reading(
            pair, intervals.multiply(apart, intervals.point(factor)), f"{large.text} − {small.text}"
        )


def _points(_: Claim, others: Sequence[Claim]) -> Iterator[Reading]:
    for pair in combinations([claim for claim in others if letter(claim) == "P"], 2):
        apart = intervals.magnitude(intervals.subtract(pair[1].quantity.interval, pair[0].quantity.interval))
        yield Reading(pair, apart, f"{pair[1].text} − {pair[0].text}")


def _addends(stated: Claim, others: Sequence[Claim]) -> list[tuple[Claim, Interval]]:
    """The numbers that can be added to make the stated one."""
    found: list[tuple[Claim, Interval]] = []
    for claim in others:
        if (letter(claim) != letter(stated) and not claim.quantity.is_range) or (
            _unit(claim) != _unit(stated) and "/" in _unit(claim)
        ):
            continue
        own = claim.quantity.interval if _counts(claim, stated) else _within(claim, stated)
        if own is not None:
            found.append((claim, own))
    return found


def _total(stated: Claim, others: Sequence[Claim]) -> Iterator[Reading]:
    """All of them together; or without one, which may be a part of another."""
    parts = _addends(stated, others)
    if len(parts) < 2:
        return
    for left_out in (None, *(range(len(parts)) if len(parts) > 2 else ())):
        taken = [part for index, part in enumerate(parts) if index != left_out]
        result = intervals.point(Decimal(0))
        for _, own in taken:
            result = intervals.add(result, own)
        yield Reading(
            tuple(claim for claim, _ in taken), result, " + ".join(claim.text for claim, _ in taken)
        )


def _listed(stated: Claim, others: Sequence[Claim]) -> Iterator[list[Claim]]:
    """The values that the stated one may be the middle of; without the first where that is of another unit."""
    parts = [
        part
        for part in others
        if _unit(part).partition("/")[0] == _unit(stated).partition("/")[0] or _counts(part, stated)
    ]
    if len(parts) < 2:
        return
    for left_out in (None, 0) if len(parts) > 2 and _unit(parts[0]) != _unit(parts[1]) else (None,):
        taken = [part for index, part in enumerate(parts) if index != left_out]
        lows, highs = _ends(taken)
        value = stated.quantity.value
        if value is not None and lows[0] <= value <= highs[-1]:
            yield taken


def _ends(parts: Sequence[Claim]) -> tuple[list[Decimal], list[Decimal]]:
    """The lower and the upper ends of some values, each by size."""
    lows = sorted(part.quantity.interval.low or Decimal(0) for part in parts)
    return lows, sorted(part.quantity.interval.high or Decimal(0) for part in parts)


def _average(stated: Claim, others: Sequence[Claim]) -> Iterator[Reading]:
    for taken in _listed(stated, others):
        lows, highs = _ends(taken)
        count = Decimal(len(taken))
        shown = f"mean of {', '.join(part.text for part in taken)}"
        yield Reading(tuple(taken), Interval(sum(lows) / count, sum(highs) / count), shown)


def _median(stated: Claim, others: Sequence[Claim]) -> Iterator[Reading]:
    """The middle one by size, or between the two middle ones; a mean that is called so is let pass."""
    for taken in _listed(stated, others):
        half = len(taken) // 2
        low, high = (
            ends[half] if len(taken) % 2 else (ends[half - 1] + ends[half]) / 2 for ends in _ends(taken)
        )
        shown = f"median of {', '.join(part.text for part in taken)}"
        yield Reading(tuple(taken), Interval(low, high), shown)
    yield from _average(stated, others)


def _of_each(unit: str, count: Claim) -> bool:
    """Whether what a rate is for ("GBP/person") may be what is counted."""
    if not unit or unit in units_of_anything() or unit == _unit(count):
        return True
    return unit_class(unit) in ("count", "bare") and _kind(count) == "bare"


def _product(stated: Claim, others: Sequence[Claim]) -> Iterator[Reading]:
    target, _, span = _unit(stated).partition("/")
    if span and span not in _SPANS:
        return
    for rate, count in permutations(_amounts(others), 2):
        found = _times(target, span, rate, count)
        if found is None:
            continue
        factor, own = found
        result = intervals.multiply(intervals.multiply(rate.quantity.interval, own), intervals.point(factor))
        yield Reading((rate, count), result, f"{rate.text} × {count.text}")


def _times(target: str, span: str, rate: Claim, count: Claim) -> tuple[Decimal, Interval] | None:
    """What a rate and a count are multiplied by to be in a unit, for a stretch of time or in all, and the count; None where units do not fit."""
    head, _, per = _unit(rate).partition("/")
    counted, _, counted_span = _unit(count).partition("/")
    if span:  # "450 loaves a day at £3.20 each" make so much a day; "3 hours a week" of each of so many are so many hours a week
        if counted_span == span:
            counted_span = ""
        elif per == span and not counted_span and _counts(count):
            per = ""
        else:
            return None
    scale = conversion_factor(head, target)
    if scale is None and unit_class(target) in ("count", "bare") and unit_class(head) in ("count", "bare"):
        scale = Decimal(1)
    if scale is None or counted_span:
        return None
    if counted in _SPANS and per in _SPANS:
        factor = conversion_factor(counted, per)
        return None if factor is None else (scale * factor, _span(count))
    if counted in _SPANS:
        return None
    if per and unit_class(per) == "measure":
        factor = conversion_factor(counted, per)  # "2.40 francs a cubic metre", 350 cubic metres
        return None if factor is None else (scale * factor, count.quantity.interval)
    if not _counts(count) or not (_of_each(per, count) or per in _SPANS):
        return None  # "each of the 25 buses makes 12 trips a day"
    if not per and not (apportioned(rate.language).search(rate.sentence) or _of_one(rate, counted)):
        return None
    if unit_class(head) == "count" and not per and not (span or _of_one(rate, counted)):
        return None
    return scale, count.quantity.interval


def _of_one(rate: Claim, thing: str) -> bool:
    """Whether a number is said of one thing of which others are counted: "A box holds 24 bottles", 35 boxes."""
    head = rate.sentence.partition(rate.text)[0]
    return bool(thing) and one_of(rate.language, thing).search(head) is not None


def _how_long(stated: Claim, others: Sequence[Claim]) -> Iterator[Reading]:
    """How long so much takes at so much in a stretch of time."""
    for rate, amount in permutations(_amounts(others), 2):
        head, _, per = _unit(rate).partition("/")
        own = _unit(amount)
        if per not in _SPANS or "/" in own:
            continue
        scale = conversion_factor(own, head)
        if scale is None and {unit_class(own), unit_class(head)} <= {"count", "bare"}:
            scale = Decimal(1)
        factor, ratio = (
            conversion_factor(per, _unit(stated)),
            intervals.divide(amount.quantity.interval, rate.quantity.interval),
        )
        if scale is not None and factor is not None and ratio is not None:
            result = intervals.multiply(ratio, intervals.point(scale * factor))
            yield Reading((amount, rate), result, f"{amount.text} / {rate.text}")


def _span(claim: Claim) -> Interval:
    """A number of days or years; "over three years" is no bound but says for how long."""
    quantity = claim.quantity
    if (quantity.hedge or "").lower() == "over" and quantity.value is not None and _unit(claim) in _SPANS:
        return intervals.point(quantity.value)
    return quantity.interval


def _quotient(stated: Claim, others: Sequence[Claim]) -> Iterator[Reading]:
    head, _, per = _unit(stated).partition("/")
    for top, bottom in permutations(_amounts(others), 2):
        own, _, below = _unit(top).partition("/")
        if below and below != _unit(bottom).partition("/")[2]:
            if unit_class(below) == "time" or below == per:
                below = ""  # "€1,200 a month" for 80 square metres: still a month's
            else:
                continue
        if per and not _of_each(per, bottom) and conversion_factor(_unit(bottom), per) is None:
            continue
        if not per and not (_counts(bottom) and "/" not in _unit(bottom)):
            continue
        scale = conversion_factor(own, head)
        if scale is None and {unit_class(own), unit_class(head)} <= {"count", "bare"}:
            scale = Decimal(1)
        if scale is None:
            continue
        under = _into(bottom, per)
        ratio = intervals.divide(top.quantity.interval, under)
        if ratio is not None:
            yield Reading(
                (top, bottom),
                intervals.multiply(ratio, intervals.point(scale)),
                f"{top.text} / {bottom.text}",
            )


def _rate(stated: Claim, others: Sequence[Claim]) -> Iterator[Reading]:
    """A quotient that says for each of what it is."""
    if "/" in _unit(stated):
        yield from _quotient(stated, others)


def _into(claim: Claim, unit: str) -> Interval:
    factor = conversion_factor(_unit(claim), unit) if unit else None
    return intervals.multiply(claim.quantity.interval, intervals.point(factor or Decimal(1)))


def _paid_back(stated: Claim, others: Sequence[Claim]) -> Iterator[Reading]:
    """What was laid out, divided by what it saves in a stretch of time."""
    for cost, saving in permutations(_amounts(others), 2):
        head, _, per = _unit(saving).partition("/")
        if per not in _SPANS or _unit(cost) != head:
            continue
        factor = conversion_factor(per, _unit(stated))
        ratio = intervals.divide(cost.quantity.interval, saving.quantity.interval)
        if factor is not None and ratio is not None:
            yield Reading(
                (cost, saving),
                intervals.multiply(ratio, intervals.point(factor)),
                f"{cost.text} / {saving.text}",
            )


def _with_percent(stated: Claim, others: Sequence[Claim], sign: int) -> Iterator[Reading]:
    """A percentage of an amount; added to it, or taken off it; or the amount of which it was."""
    for rate in others:
        if letter(rate) not in "PF":
            continue
        share = rate.quantity.interval
        if letter(rate) == "P":
            share = intervals.divide(share, _HUNDRED) or share
        for base in _amounts(others):
            own = _within(base, stated)
            if own is None or "/" in _unit(base):
                continue
            if not sign:
                yield Reading((base, rate), intervals.multiply(own, share), f"{rate.text} of {base.text}")
                continue
            factor = intervals.add(_ONE, share) if sign > 0 else intervals.subtract(_ONE, share)
            shown = f"{base.text} {'+' if sign > 0 else '−'} {rate.text}"
            yield Reading((base, rate), intervals.multiply(own, factor), shown)
            before = intervals.divide(own, factor)
            if before is not None:
                yield Reading(
                    (base, rate), before, f"{base.text} / (1 {'+' if sign > 0 else '−'} {rate.text})"
                )


def _percent_added(stated: Claim, others: Sequence[Claim]) -> Iterator[Reading]:
    yield from _with_percent(stated, others, 1)


def _percent_off(stated: Claim, others: Sequence[Claim]) -> Iterator[Reading]:
    yield from _with_percent(stated, others, -1)


def _percent_of(stated: Claim, others: Sequence[Claim]) -> Iterator[Reading]:
    yield from _with_percent(stated, others, 0)


def _percent_of_percent(stated: Claim, others: Sequence[Claim]) -> Iterator[Reading]:
    shares = [claim for claim in others if letter(claim) in "PF"]
    for pair in combinations(shares, 2):
        result = _HUNDRED
        for claim in pair:
            own = claim.quantity.interval
            if letter(claim) == "P":
                own = intervals.divide(own, _HUNDRED) or own
            result = intervals.multiply(result, own)
        yield Reading(pair, result, f"{pair[1].text} of {pair[0].text}")


def _exchange(stated: Claim, others: Sequence[Claim]) -> Iterator[Reading]:
    """An amount in another currency: times a rate in the stated one, or divided by a rate in its own."""
    own = _unit(stated)
    money = [claim for claim in _amounts(others) if _kind(claim) == "money" and claim.quantity.value != 1]
    for base, rate in permutations(money, 2):
        if (
            _unit(base) == own
            or "/" in _unit(base)
            or (rate.quantity.value or 0) >= (base.quantity.value or 0)
        ):
            continue
        head = _unit(rate).partition("/")[0]
        if head == own:
            result = intervals.multiply(base.quantity.interval, rate.quantity.interval)
            yield Reading((base, rate), result, f"{base.text} × {rate.text}")
        elif head == _unit(base):
            divided = intervals.divide(base.quantity.interval, rate.quantity.interval)
            if divided is not None:
                yield Reading((base, rate), divided, f"{base.text} / {rate.text}")


_PERIODS = {
    ("year", "month"): (12, 12), ("year", "week"): (52, 53), ("year", "day"): (365, 366), ("year", "quarter"): (4, 4), ("month", "week"): (4, 5), ("month", "day"): (28, 31),
    ("week", "day"): (5, 7), ("day", "hour"): (24, 24), ("hour", "minute"): (60, 60), ("minute", "second"): (60, 60), ("hour", "second"): (3600, 3600),
}  # fmt: skip


def _rescaled(stated: Claim, others: Sequence[Claim]) -> Iterator[Reading]:
    """A rate for one stretch of time as a rate for another."""
    head, _, per = _unit(stated).partition("/")
    for rate in _amounts(others):
        own, _, period = _unit(rate).partition("/")
        scale = conversion_factor(own, head)
        if scale is None and {unit_class(own), unit_class(head)} <= {"count", "bare"}:
            scale = Decimal(1)
        if scale is None:
            continue
        low, high = _PERIODS.get((per, period), (None, None))
        least, most = _PERIODS.get((period, per), (None, None))
        if low is not None and high is not None:
            times = Interval(Decimal(low), Decimal(high))
        elif least is not None and most is not None:
            times = Interval(1 / Decimal(most), 1 / Decimal(least))
        else:
            continue
        result = intervals.multiply(rate.quantity.interval, times)
        yield Reading(
            (rate,),
            intervals.multiply(result, intervals.point(scale)),
            f"{rate.text} for one {per} in place of one {period}",
        )


_EQUATIONS: dict[str, Callable[[Claim, Sequence[Claim]], Iterator[Reading]]] = {
    "change": _change,
    "share": _share,
    "multiple": _multiple,
    "multiple more": _multiple_more,
    "difference": _difference,
    "points": _points,
    "total": _total,
    "average": _average,
    "median": _median,
    "product": _product,
    "quotient": _quotient,
    "rate": _rate,
    "how long": _how_long,
    "paid back": _paid_back,
    "percent added": _percent_added,
    "percent off": _percent_off,
    "percent of": _percent_of,
    "percent of percent": _percent_of_percent,
    "scaled": _rescaled,
    "exchange": _exchange,
}
