"""So much of one thing for so much of another, and what that makes a unit: speeds, densities, yields, prices apiece, per head."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from claimcheck.claims.concepts import unit_class
from claimcheck.model import Claim, ClaimKind, Interval
from claimcheck.quantities import conversion_factor, intervals
from claimcheck.quantities.nouns import singular
from claimcheck.relations.assertions import Assertion, Reading, gap, is_actual, paragraphs, quotient

_CUE = re.compile(
    r"(?:,| –| —| \(|;)? ?(?:or|i\.e\.,?|that is,?|(?:which|that) (?:is|was|makes|made|gives|gave|comes to|came to|works out at)|giving|making|"
    r"(?:for|at|giving|with|and so|or) (?:an? )?(?:average|mean|overall)|an? (?:average|mean|overall)|(?:or|for|giving|with)? ?an? (?:density|yield|ratio|productivity|average)|"
    r"equal to|equivalent to|works? out at|worked out at|=) ?"
    r"(?:\w+ )?(?:(?:speed|rate|pace|density|yield|price|cost|pay|wage|salary|fare|size|ratio|consumption|fee|throughput|spend|spending) )?(?:of |only |just |about |some |around |roughly |nearly |almost |over |under )*",
    re.IGNORECASE,
)
_BEHIND = re.compile(r" ?(?:a|an|per|for each|for every|each) ([a-z]+)\b")
_OPEN = re.compile(
    r"\b(?:up to|at least|capacity|could|would|might|if|peak|maximum|top speed|excluding|another|more than one|not counting|before|after)\b",
    re.IGNORECASE,
)
_EVERYBODY = ("person", "capita", "head")
_PARTS = 2


def per_unit_values(claims: Iterable[Claim]) -> Iterator[Assertion]:
    """A stated rate beside the two figures of its sentence that it is made of: "300 km in 3 hours, or 100 km/h"."""
    for sentences in paragraphs(claims):
        for sentence in sentences:
            if len(sentence) > _PARTS and not _OPEN.search(sentence[0].sentence):
                for stated in sentence[1:]:
                    yield from _stated(stated, sentence)


def _stated(stated: Claim, sentence: Sequence[Claim]) -> Iterator[Assertion]:
    at = sentence.index(stated)
    if not is_actual(stated) or stated.kind is ClaimKind.CHANGE or stated.compared:
        return
    if not _CUE.fullmatch(gap(sentence[at - 1], stated)):
        return
    top, per = _parts_of_rate(stated)
    if per is None:
        return
    others = [claim for claim in sentence if claim is not stated]
    uppers = [claim for claim in others if conversion_factor(claim.quantity.unit, top) is not None]
    lowers = [claim for claim in others if claim not in uppers and _times(claim, per) is not None]
    if len(uppers) != 1 or len(lowers) != 1 or len(others) != _PARTS:
        return
    upper, lower = uppers[0], lowers[0]
    if upper.compared or not all(_is_amount(claim) for claim in (upper, lower)):
        return
    own, periods = conversion_factor(upper.quantity.unit, top), _times(lower, per)
    if own is None or periods is None:
        return
    result = intervals.divide(
        intervals.multiply(upper.quantity.interval, intervals.point(own)),
        intervals.multiply(_written(lower), intervals.point(periods)),
    )
    if result is not None:
        yield Assertion(
            stated,
            (
                Reading(
                    (upper, lower),
                    result,
                    f"{upper.text} / {lower.text}",
                    quotient(upper, lower, own / periods),
                ),
            ),
            sure=False,
        )


def _written(claim: Claim) -> Interval:
    """The interval of an operand; "over 500 km" of a journey is its length, and no bound."""
    value = claim.quantity.value
    if claim.quantity.hedge == "over" and value is not None:
        return intervals.point(value)
    return claim.quantity.interval


def _parts_of_rate(claim: Claim) -> tuple[str, str | None]:
    """What a rate is of and what it is per: ("kilometer", "hour"); the words behind tell where the unit does not."""
    top, slash, per = claim.quantity.unit.partition("/")
    if slash:
        return top, None if "/" in per else per
    _, found, behind = claim.sentence.partition(" ".join(claim.text.split()))
    match = _BEHIND.match(behind) if found else None
    return top, singular(match.group(1)) if match else None


def _times(claim: Claim, per: str) -> Decimal | None:
    """How many of the units that a rate is per one unit of a claim is; None where it is of something else."""
    unit = claim.quantity.unit
    many, _, rest = per.partition("_")
    if many.isdigit():
        factor = conversion_factor(unit, rest)
        return factor / Decimal(many) if factor is not None else None
    if unit == per or (per in _EVERYBODY and unit_class(unit) == "count"):
        return Decimal(1)
    return conversion_factor(unit, per) if unit_class(unit) in ("time", "measure") else None


def _is_amount(claim: Claim) -> bool:
    bound = claim.quantity.is_bound and claim.quantity.hedge != "over"
    return is_actual(claim) and claim.kind is not ClaimKind.CHANGE and not bound


_COUNTS = 2


def proportions(claims: Iterable[Claim]) -> Iterator[Assertion]:
    """A ratio beside the two counts that it is of: "400 students and 20 teachers, a ratio of 20 to 1"."""
    for sentences in paragraphs(claims):
        for sentence in sentences:
            *counts, stated = sentence
            if len(counts) != _COUNTS or stated.quantity.unit != "ratio" or not is_actual(stated):
                continue
            if _OPEN.search(stated.sentence) or not re.search(
                r"\bratio\b", gap(counts[1], stated), re.IGNORECASE
            ):
                continue
            if not all(_is_amount(c) and unit_class(c.quantity.unit) == "count" for c in counts):
                continue
            first, second = counts
            readings = []
            for top, bottom in ((first, second), (second, first)):
                result = intervals.divide(top.quantity.interval, bottom.quantity.interval)
                if result is not None:
                    working = f"{top.text} / {bottom.text}"
                    readings.append(Reading((top, bottom), result, working, quotient(top, bottom)))
            value = stated.quantity.value
            if len(readings) == _COUNTS and value is not None:
                readings.sort(key=lambda reading: (reading.result.low or 0) > 1, reverse=value > 1)
                yield Assertion(stated, tuple(readings), sure=False)


_FOR_EVERY = re.compile(r"\b(?:one|1) (?:\w+ ){0,2}(?:for|per|to) (?:every |each )?$", re.IGNORECASE)


def one_for_every(claims: Iterable[Claim]) -> Iterator[Assertion]:
    """ "400 students and 20 teachers, one teacher for every 25 students": the greater count over the smaller."""
    for sentences in paragraphs(claims):
        for sentence in sentences:
            *counts, stated = sentence
            if len(counts) != _COUNTS or not is_actual(stated) or unit_class(stated.quantity.unit) != "count":
                continue
            if not _FOR_EVERY.search(gap(counts[1], stated)) or _OPEN.search(stated.sentence):
                continue
            top = [claim for claim in counts if claim.quantity.unit == stated.quantity.unit]
            bottom = [claim for claim in counts if claim not in top]
            if len(top) != 1 or not all(_is_amount(claim) for claim in counts):
                continue
            if unit_class(bottom[0].quantity.unit) not in ("count", "bare"):
                continue
            result = intervals.divide(top[0].quantity.interval, bottom[0].quantity.interval)
            if result is not None:
                around = Interval(
                    result.low - Decimal("0.5") if result.low is not None else None,
                    result.high + Decimal("0.5") if result.high is not None else None,
                )
                working = f"{top[0].text} / {bottom[0].text}"
                reading = Reading((top[0], bottom[0]), around, working, quotient(top[0], bottom[0]))
                yield Assertion(stated, (reading,), sure=False)
