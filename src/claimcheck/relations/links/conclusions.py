"""Conclusions that a sentence draws from its own numbers: patterns over the sentence in which numbers are typed tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from claimcheck.claims.concepts import unit_class
from claimcheck.facts.slips import slip_of_digits
from claimcheck.language.base import Conclusion
from claimcheck.language.wordings import conclusions
from claimcheck.model import Claim, Interval, Modality
from claimcheck.quantities import conversion_factor, intervals
from claimcheck.relations.assertions import Assertion, Reading, paragraphs
from claimcheck.relations.binding import OTHER_BASES
from claimcheck.relations.links.numbers import as_fine, as_written, is_of_one_size, ratio_to, to_the_digit
from claimcheck.relations.links.sites import can_add
from claimcheck.relations.links.tokens import tokenised
from claimcheck.relations.links.workings import WORKED, worked
from claimcheck.relations.magnitudes import with_magnitude_of

_LITERAL = "literal_"
"""How the groups of a pattern begin that hold figures of the text itself: years and days that are no claims."""
_ONE, _HUNDRED = intervals.point(Decimal(1)), intervals.point(Decimal(100))


@dataclass(frozen=True, slots=True)
class Drawn:
    """An assertion with the conclusion that ties it."""

    conclusion: Conclusion
    assertion: Assertion

    @property
    def name(self) -> str:
        """The wording."""
        return self.conclusion.name

    @property
    def equation(self) -> str:
        """What it was worked by."""
        return self.conclusion.equation

    @property
    def fails(self) -> bool:
        """Whether no reading bears the stated number out, and nothing is wrong with the binding itself."""
        return (
            self.assertion.fails
            and (not self.conclusion.slip or _is_a_slip(self.assertion))
            and (not self.conclusion.near or _is_near(self.assertion))
        )


def _is_a_slip(assertion: Assertion) -> bool:
    """Whether one wrong digit, two that changed places, or "more" for "less" explain a failure."""
    stated, result = assertion.stated.quantity, assertion.readings[0].result
    worked = intervals.middle(result)
    if stated.value is None or result.low is None or worked is None:
        return False
    if not intervals.negate(result).disjoint(stated.interval):
        return True
    return result.low > 0 and slip_of_digits(stated.value, worked) is not None


def _is_near(assertion: Assertion) -> bool:
    """Whether a worked number is less than twice the stated one, and more than half of it."""
    ratio = ratio_to(assertion.readings[0].result, assertion.stated)
    return ratio is not None and is_of_one_size(ratio)


def drawn_conclusions(claims: Iterable[Claim]) -> Iterator[Drawn]:
    """What the sentences of running text conclude from their numbers, whether it holds or not."""
    for sentences in paragraphs(as_written(claim) for claim in claims):
        before: Sequence[Claim] = ()
        for sentence in sentences:
            yield from _drawn(before, sentence)
            before = sentence


def _drawn(before: Sequence[Claim], sentence: Sequence[Claim]) -> Iterator[Drawn]:
    own = _tokens(sentence, 0)
    if own is None:
        return
    earlier = _tokens(before, len(sentence)) if before else ""
    near = bool(before) and before[0].sentence_number + 1 == sentence[0].sentence_number
    text = f"{earlier}| {own}" if earlier and near else own
    numbers = [*sentence, *before]
    for conclusion in conclusions(sentence[0].language):
        for match in conclusion.pattern.finditer(text):
            groups = _groups(conclusion, match)
            years = {
                name.removeprefix(_LITERAL): Decimal(value)
                for name, values in groups.items()
                for value in values
                if name.startswith(_LITERAL) and value is not None
            }
            roles = {
                name: [numbers[int(value)] for value in values if value is not None]
                for name, values in groups.items()
                if not name.startswith(_LITERAL)
            }
            assertion = _assertion(conclusion, roles, years)
            if assertion is not None:
                yield Drawn(conclusion, assertion)


def _tokens(sentence: Sequence[Claim], first: int) -> str | None:
    """A sentence with each number as a token of its sort and its index; None where a number cannot be found again."""
    tokens = tokenised(sentence, first)
    return tokens[0] if tokens is not None else None


def _groups(conclusion: Conclusion, match: re.Match[str]) -> dict[str, list[str | None]]:
    found: dict[str, list[str | None]] = {}
    for name, value in match.groupdict().items():
        found.setdefault(name.rstrip("0123456789"), []).append(value)
    return found


def _assertion(
    conclusion: Conclusion, roles: dict[str, list[Claim]], years: dict[str, Decimal]
) -> Assertion | None:
    if conclusion.exact:
        roles = {name: [to_the_digit(claim) for claim in claims] for name, claims in roles.items()}
    stated = roles.pop("stated")[0]
    if unit_class(_unit(stated).partition("/")[0]) in conclusion.but_not:
        return None
    operands = [claim for claims in roles.values() for claim in claims]
    if any(c.modality in (Modality.SUPERSEDED, Modality.HYPOTHETICAL) for c in (stated, *operands)):
        return None
    if OTHER_BASES.search(stated.sentence) and conclusion.equation in ("change", "difference", "points"):
        return None
    if len({claim.id for claim in (stated, *operands)}) < len(operands) + 1:
        return None
    if conclusion.equation in WORKED:
        readings = list(worked(conclusion.equation, stated, roles, years))
    else:
        readings = list(_readings(conclusion, stated, roles))
    return Assertion(stated, tuple(readings)) if readings else None


def _readings(conclusion: Conclusion, stated: Claim, roles: dict[str, list[Claim]]) -> Iterator[Reading]:
    equation = conclusion.equation
    if equation in ("difference", "points", "change", "multiple"):
        new, old = roles["new"][0], roles["old"][0]
        yield from _compared(conclusion, stated, new, old)
        scaled = with_magnitude_of(old, new)
        if scaled is not None:
            yield from _compared(conclusion, stated, new, scaled)
    elif equation == "rest":
        one, two = roles["one"][0], roles["two"][0]
        bare = unit_class(_unit(one)) != "count" and _is_bare(two) and _is_bare(stated)
        if bare or _unit(one) == _unit(two) == _unit(stated):
            a, b = one.quantity.interval, two.quantity.interval
            apart = intervals.magnitude(intervals.subtract(a, b))
            yield Reading((one, two), apart, f"{one.text} − {two.text}")
            yield Reading((one, two), intervals.add(a, b), f"{one.text} + {two.text}")
    elif equation == "total":
        yield from _total(stated, roles["part"])
    elif equation == "share":
        part, whole = roles["part"][0], roles["whole"][0]
        ratio = _ratio(part, whole)
        if ratio is not None:
            if stated.quantity.unit == "percent":
                ratio = intervals.multiply(ratio, _HUNDRED)
            yield Reading((part, whole), ratio, f"{part.text} / {whole.text}")
    elif equation == "per unit":
        yield from _per_unit(stated, roles["top"][0], roles["bottom"][0])
    elif equation == "scaled":
        yield from _scaled(stated, roles["old"][0])
    elif equation == "per so many":
        yield from _per_so_many(roles["top"][0], roles["bottom"][0], roles["per"][0])
    elif equation == "growth":
        yield from _growth(roles["whole"][0], roles["years"][0])


def _compared(conclusion: Conclusion, stated: Claim, new: Claim, old: Claim) -> Iterator[Reading]:
    new, old = as_fine(new, old)
    ours, theirs = new.quantity.interval, _in(old, new)
    if theirs is None or not (can_add(new, old) or _is_bare(new) or _is_bare(old) or _is_rate_of(new, old)):
        return
    if conclusion.equation in ("difference", "points"):
        if conclusion.equation == "difference" and _unit(stated) != _unit(new):
            factor = conversion_factor(_unit(new), _unit(stated))
            if factor is None:
                return
            ours, theirs = (intervals.multiply(side, intervals.point(factor)) for side in (ours, theirs))
        result = intervals.subtract(ours, theirs)
        shown = f"{new.text} − {old.text}"
        if conclusion.sign < 0:
            result, shown = intervals.negate(result), f"{old.text} − {new.text}"
        elif not conclusion.sign:
            result = intervals.magnitude(result)
        yield Reading((new, old), result, shown)
        return
    ratio = intervals.divide(ours, theirs)
    if ratio is None:
        return
    if conclusion.equation == "multiple":
        yield Reading((new, old), ratio, f"{new.text} / {old.text}")
        return
    change = intervals.multiply(intervals.subtract(ratio, _ONE), _HUNDRED)
    yield Reading((new, old), intervals.magnitude(change), f"{new.text} / {old.text} − 1")


def _total(stated: Claim, parts: Sequence[Claim]) -> Iterator[Reading]:
    head = _unit(stated).partition("/")[0]
    result = intervals.point(Decimal(0))
    for part in parts:
        own = part.quantity.interval
        factor = conversion_factor(_unit(part), head)
        if factor is None and not {unit_class(_unit(part)), unit_class(head)} <= {"count", "bare"}:
            return
        result = intervals.add(result, intervals.multiply(own, intervals.point(factor or Decimal(1))))
    yield Reading(tuple(parts), result, " + ".join(part.text for part in parts))


def _per_unit(stated: Claim, top: Claim, bottom: Claim) -> Iterator[Reading]:
    kinds = {unit_class(_unit(claim)) for claim in (stated, top, bottom)}
    if not kinds <= {"count", "bare"}:
        return
    below = bottom.quantity
    under = intervals.point(below.value) if below.hedge == "over" and below.value else below.interval
    ratio = intervals.divide(top.quantity.interval, under)  # "spread over 15 classes" is no bound
    if ratio is not None:
        yield Reading((top, bottom), ratio, f"{top.text} / {bottom.text}")


def _scaled(stated: Claim, rate: Claim) -> Iterator[Reading]:
    head, _, per = _unit(stated).partition("/")
    own, _, period = _unit(rate).partition("/")
    factor, times = conversion_factor(own, head), _periods(period, per)
    if factor is None or times is None:
        return
    result = intervals.multiply(intervals.multiply(rate.quantity.interval, intervals.point(factor)), times)
    yield Reading((rate,), result, f"{rate.text} for one {per} in place of one {period}")


_PERIODS = {
    ("year", "month"): (12, 12), ("year", "week"): (52, 53), ("year", "day"): (365, 366), ("year", "quarter"): (4, 4),
    ("hour", "minute"): (60, 60), ("minute", "second"): (60, 60), ("hour", "second"): (3600, 3600), ("month", "week"): (4, 5), ("month", "day"): (28, 31), ("week", "day"): (7, 7), ("day", "hour"): (24, 24),
}  # fmt: skip
"""How many of the shorter stretch of time the longer one has, the least and the most."""


def _periods(period: str, per: str) -> Interval | None:
    """What a rate for one stretch of time is multiplied by to be one for another."""
    if (per, period) in _PERIODS:
        low, high = _PERIODS[per, period]
        return Interval(Decimal(low), Decimal(high))
    if (period, per) in _PERIODS:
        low, high = _PERIODS[period, per]
        return Interval(1 / Decimal(high), 1 / Decimal(low))
    return None


def _per_so_many(top: Claim, bottom: Claim, per: Claim) -> Iterator[Reading]:
    ratio = intervals.divide(top.quantity.interval, bottom.quantity.interval)
    if ratio is not None and per.quantity.value is not None:
        result = intervals.multiply(ratio, intervals.point(per.quantity.value))
        yield Reading((top, bottom), result, f"{top.text} / {bottom.text} × {per.text}")


def _growth(whole: Claim, years: Claim) -> Iterator[Reading]:
    count = years.quantity.value
    if _unit(years) != "year" or count is None or count != count.to_integral_value() or not 1 < count < 60:
        return
    grown = intervals.add(intervals.divide(whole.quantity.interval, _HUNDRED) or _ONE, _ONE)
    factor = intervals.root(grown, int(count))
    if factor is not None:
        compound = intervals.multiply(intervals.subtract(factor, _ONE), _HUNDRED)
        yield Reading((whole, years), compound, f"(1 + {whole.text})^(1/{count}) − 1")
    simple = intervals.divide(whole.quantity.interval, intervals.point(count))
    if simple is not None:
        yield Reading((whole, years), simple, f"{whole.text} / {count}")


def _unit(claim: Claim) -> str:
    return claim.quantity.unit


def _in(claim: Claim, other: Claim) -> Interval | None:
    """The interval of a number in the unit of another; where one of the two names no unit, it is the other's."""
    if "bare" in (unit_class(_unit(claim)), unit_class(_unit(other))):
        return claim.quantity.interval
    factor = conversion_factor(_unit(claim), _unit(other))
    if factor is None and _is_rate_of(other, claim):
        return claim.quantity.interval
    if factor is None:
        same = {unit_class(_unit(claim)), unit_class(_unit(other))} <= {"count"}
        return claim.quantity.interval if same else None
    return intervals.multiply(claim.quantity.interval, intervals.point(factor))


def _is_bare(claim: Claim) -> bool:
    return unit_class(_unit(claim)) == "bare"


def _is_rate_of(rate: Claim, total: Claim) -> bool:
    """Whether one is so much a time, and the other names the unit alone: "330 litres an hour", "the 2,310 litres of the old one"."""
    return "/" in _unit(rate) and _unit(rate).partition("/")[0] == _unit(total)


def _ratio(part: Claim, whole: Claim) -> Interval | None:
    own = _in(part, whole)
    return intervals.divide(own, whole.quantity.interval) if own is not None else None
