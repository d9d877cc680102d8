"""Rates times durations, and powers of growth: "25,000 a month, 300,000 a year", "250 MW for four hours", CAGR."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from claimcheck.claims.concepts import unit_class
from claimcheck.model import Claim, ClaimKind, Interval
from claimcheck.quantities import conversion_factor, intervals
from claimcheck.relations.assertions import Assertion, Reading, gap, in_unit, is_actual, paragraphs

_TIMES = ("hour", "day", "week", "month", "quarter", "year")
_FOLLOWS = re.compile(
    r"\b(?:so|which (?:is|makes|gives|adds up to|comes? to)|that (?:is|came to|comes to|makes|adds up to|gives)|giving|making|makes|gave|gives|"
    r"equivalent to|equal to|in all|in total|altogether|for a total|amounts? to|amounting to|works out at)\b|\bor (?:about |some |nearly |roughly |almost )?(?=[\d$€£])|=",
    re.IGNORECASE,
)
_IS_ONE = re.compile(r"\b(?:that is|which is|equals?|equivalent|works out|makes|i\.e\.)\b|=", re.IGNORECASE)
_USES = re.compile(r"^ (?:\w+ ){0,2}(?:uses?|used|consumes?|consumed|will use|will consume) $")
_EVERY = re.compile(
    r"\b(?:in every month|every month|each month|in each month|throughout|all year|every week)\b",
    re.IGNORECASE,
)
_WHOLE_YEAR = re.compile(
    r"\b(?:calendar year|full year|whole year|over the year|in the year|for the year|a year|per year|annually)\b",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"\b(?:capacity|peak|nameplate|up to|maximum|could|would|if|average|when full)\b", re.IGNORECASE
)
_PERIODS_A_YEAR = {"month": (Decimal(12), Decimal(12)), "week": (Decimal(52), Decimal("52.3")), "day": (Decimal(365), Decimal(366)), "quarter": (Decimal(4), Decimal(4))}  # fmt: skip


def yearly_totals(claims: Iterable[Claim]) -> Iterator[Assertion]:
    """A year's total beside the rate a month, week or day that it is made of."""
    for sentences in paragraphs(claims):
        for index, sentence in enumerate(sentences):
            reach = [*(sentences[index - 1] if index else []), *sentence]
            for stated in sentence:
                yield from _yearly(stated, reach)


def _yearly(stated: Claim, reach: Sequence[Claim]) -> Iterator[Assertion]:
    head, _, per = stated.quantity.unit.partition("/")
    if (
        not is_actual(stated)
        or stated.kind is ClaimKind.CHANGE
        or per not in ("", "year")
        or _AT_MOST.search(stated.clause)
    ):
        return
    if not per and not (_WHOLE_YEAR.search(stated.clause) or _WHOLE_YEAR.search(stated.sentence)):
        return
    for rate in reach:
        unit, _, period = rate.quantity.unit.partition("/")
        if period not in _PERIODS_A_YEAR or not is_actual(rate) or rate.id == stated.id:
            continue
        if conversion_factor(unit, head) is None or _AT_MOST.search(rate.clause):
            continue
        together = (rate.segment, rate.sentence_number) == (stated.segment, stated.sentence_number)
        told = (
            _FOLLOWS.search(stated.sentence)
            if together
            else re.search(
                r"\b[Tt]hat (?:came|comes) to\b|\b[Tt]hat (?:is|was|makes|adds)\b", stated.sentence
            )
        )
        if unit_class(head) == "money" and not _IS_ONE.search(gap(rate, stated)):
            continue  # "$12 a month, or $120 a year": two prices
        if not told or not (per or _EVERY.search(rate.sentence) or together):
            continue
        if not together and not _EVERY.search(rate.sentence):
            continue
        own = in_unit(rate, f"{head}/{period}")
        if own is None:
            continue
        low, high = _PERIODS_A_YEAR[period]
        result = intervals.multiply(own, Interval(low, high))
        yield Assertion(
            stated,
            (Reading((rate,), result, f"{rate.text} × {low}"),),
            sure=together or bool(_EVERY.search(rate.sentence)),
        )


def products(claims: Iterable[Claim]) -> Iterator[Assertion]:
    """A rate or a power for a time, and what it comes to, in one sentence."""
    for sentences in paragraphs(claims):
        for sentence in sentences:
            actual = [claim for claim in sentence if is_actual(claim) and claim.kind is not ClaimKind.CHANGE]
            times = [
                claim
                for claim in actual
                if unit_class(claim.quantity.unit) == "time" and claim.quantity.unit in _TIMES
            ]
            if len(times) != 1:
                continue
            follows = _FOLLOWS.search(sentence[0].sentence)
            for stated in actual[1:]:
                used = stated.quantity.unit.endswith("watt_hour") and _USES.search(gap(times[0], stated))
                if follows or used:
                    yield from _product(stated, times[0], actual)


def _product(stated: Claim, time: Claim, sentence: Sequence[Claim]) -> Iterator[Assertion]:
    readings: list[Reading] = []
    for rate in sentence:
        if rate.id in (stated.id, time.id) or sentence.index(rate) > sentence.index(stated):
            continue
        result = _times(rate, time, stated.quantity.unit)
        if result is not None:
            readings.append(Reading((rate, time), result, f"{rate.text} × {time.text}"))
    same = [claim for claim in sentence if claim.quantity.unit == stated.quantity.unit]
    if len(readings) == 1 and len(same) == 1 and sentence.index(time) < sentence.index(stated):
        yield Assertion(stated, tuple(readings))


def _times(rate: Claim, time: Claim, unit: str) -> Interval | None:
    """Rate times time in a unit; None where the units do not make it."""
    head, slash, per = rate.quantity.unit.partition("/")
    if slash:
        factor, periods = conversion_factor(head, unit), in_unit(time, per)
        if factor is None or periods is None or "/" in unit:
            return None
        return intervals.multiply(
            intervals.multiply(rate.quantity.interval, periods), intervals.point(factor)
        )
    if unit_class(rate.quantity.unit) != "measure" or unit_class(unit) != "measure" or "/" in unit:
        return None
    if not rate.quantity.unit.endswith("watt") or not unit.endswith("watt_hour"):
        return None
    hours = in_unit(time, "hour")
    energy = conversion_factor(f"{rate.quantity.unit}_hour", unit)
    if hours is None or energy is None:
        return None
    return intervals.multiply(intervals.multiply(rate.quantity.interval, hours), intervals.point(energy))


_SET_APART = re.compile(
    r"\b(?:of which|out of which|of that|of it|half|instead|against|compared|rather than|after|before)\b",
    re.IGNORECASE,
)
"""What stands so behind a count and a price is no total of them: "earnings of £2 each, of which we pay out half, £1"."""
_ANOTHER_PRICE = re.compile(r" (?:with|without|including|for|if|when|on)\b")
"""What stands so behind an amount is another price: "£8 each, £20 with lunch"."""
_EACH = re.compile(r"^\s*(?:each|apiece|a piece|per (?:unit|piece|head|person))\b")
_PIECES = ("piece", "unit", "head", "person")


def unit_products(claims: Iterable[Claim]) -> Iterator[Assertion]:
    """A number of things, what each of them is or costs, and the total of one sentence."""
    for sentences in paragraphs(claims):
        for sentence in sentences:
            if len(sentence) != 3 or not all(
                is_actual(claim) and claim.kind is not ClaimKind.CHANGE for claim in sentence
            ):
                continue
            if _AT_MOST.search(sentence[0].sentence):
                continue
            each = [claim for claim in sentence if _is_each(claim)]
            counts = [
                c for c in sentence if c not in each and unit_class(c.quantity.unit) in ("count", "bare")
            ]
            totals = [c for c in sentence if c not in each and c not in counts]
            apart = any(re.search(r"\b(?:and|but|while)\b", gap(a, b)) for a, b in pairwise(sentence))
            if len(each) == len(counts) == len(totals) == 1 and not apart:
                if _SET_APART.search(gap(sentence[1], sentence[2])) or _ANOTHER_PRICE.match(
                    _behind(totals[0])
                ):
                    continue
                yield from _unit_product(counts[0], each[0], totals[0])


def _behind(claim: Claim) -> str:
    return claim.sentence.partition(" ".join(claim.text.split()))[2]


def _is_each(claim: Claim) -> bool:
    """Whether a number is of each of some things: "132 kW each", "£4,800 apiece"."""
    if claim.quantity.unit.partition("/")[2] in _PIECES:
        return True
    _, found, behind = claim.sentence.partition(" ".join(claim.text.split()))
    return bool(found) and bool(_EACH.match(behind)) and "/" not in claim.quantity.unit


def _unit_product(count: Claim, each: Claim, total: Claim) -> Iterator[Assertion]:
    if unit_class(each.quantity.unit) not in ("money", "measure") or total.compared or count.compared:
        return
    factor = conversion_factor(each.quantity.unit.partition("/")[0], total.quantity.unit)
    if factor is None:
        return
    result = intervals.multiply(count.quantity.interval, each.quantity.interval)
    result = intervals.multiply(result, intervals.point(factor))
    yield Assertion(total, (Reading((count, each), result, f"{count.text} × {each.text}"),), sure=False)


_COMPOUND = re.compile(r"\b(?:compound(?:ed)?|CAGR|annuali[sz]ed)\b")
_SIMPLE = re.compile(
    r"\b(?:on average|average|a year|per year|annually|each year|every year)\b", re.IGNORECASE
)


def growth_rates(claims: Iterable[Claim]) -> Iterator[Assertion]:
    """A growth rate per year beside the levels and years that it leads from and to."""
    for sentences in paragraphs(claims):
        before: Sequence[Claim] = ()
        for sentence in sentences:
            for stated in sentence:
                if (
                    stated.quantity.unit.partition("/")[0] == "percent"
                    and _COMPOUND.search(stated.sentence)
                    and is_actual(stated)
                ):
                    levels = _levels(sentence) or _levels(before)
                    if levels is not None:
                        yield from _growth(stated, *levels)
            before = sentence


def _levels(sentence: Sequence[Claim]) -> tuple[Claim, Claim, int] | None:
    """The two levels of a sentence, older first, and the years between them."""
    levels = [
        claim
        for claim in sentence
        if unit_class(claim.quantity.unit) in ("money", "count", "measure")
        and claim.kind is not ClaimKind.CHANGE
        and is_actual(claim)
        and claim.period is not None
        and claim.period.start is not None
    ]
    if len(levels) != 2:
        return None
    old, new = sorted(
        levels, key=lambda claim: claim.period.start if claim.period and claim.period.start else date.min
    )
    if conversion_factor(old.quantity.unit, new.quantity.unit) is None or not old.period or not new.period:
        return None
    if old.period.start is None or new.period.start is None:
        return None
    years = new.period.start.year - old.period.start.year
    return (old, new, years) if years > 1 else None


def _growth(stated: Claim, old: Claim, new: Claim, years: int) -> Iterator[Assertion]:
    base = in_unit(old, new.quantity.unit)
    ratio = intervals.divide(new.quantity.interval, base) if base is not None else None
    factor = intervals.root(ratio, years) if ratio is not None else None
    if factor is None:
        return
    percent = intervals.subtract(
        intervals.multiply(factor, intervals.point(Decimal(100))), intervals.point(Decimal(100))
    )
    if stated.direction < 0 or (percent.high is not None and percent.high < 0):
        percent = intervals.magnitude(percent)
    yield Assertion(stated, (Reading((old, new), percent, f"({new.text} / {old.text})^(1/{years}) − 1"),))
