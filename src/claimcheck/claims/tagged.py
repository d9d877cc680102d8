"""Claims whose number markup tags: its dates, and the scale of its table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from claimcheck.claims.period_words import MONTH_NAMES
from claimcheck.model import Claim, Document, Period, TaggedNumber

_SCALES = tuple(Decimal(10) ** power for power in (-9, -6, -3, 3, 6, 9))
_NEAR = timedelta(days=10)


def tag_of(claim: Claim, tags: Sequence[TaggedNumber], starts: Sequence[int]) -> TaggedNumber | None:
    """The tag around the digits of a claim, if any. `starts` are where the tags start, in order."""
    index = bisect_right(starts, claim.span.end - 1) - 1
    if index < 0 or tags[index].span.end <= claim.span.start:
        return None
    return tags[index]


def with_tags(claims: Iterable[Claim], document: Document) -> Iterator[Claim]:
    """Claims with what the tags of their document say of them."""
    if not document.tagged:
        yield from claims
        return
    starts = [tag.span.start for tag in document.tagged]
    for claim in claims:
        tag = tag_of(claim, document.tagged, starts)
        yield claim if tag is None else _with_tag(claim, tag)


def _with_tag(claim: Claim, tag: TaggedNumber) -> Claim:
    quantity = claim.quantity
    if quantity.value and tag.value and claim.cell is not None:
        # In what its figures are is said far from a table, or the words before it speak of other figures.
        factor = abs(tag.value / quantity.value)
        if factor in _SCALES:
            quantity = quantity.rescaled(factor, quantity.unit)
    period = claim.period if _goes_with(claim.period, tag) else _period(tag)
    if quantity is claim.quantity and period is claim.period:
        return claim
    return replace(claim, quantity=quantity, period=period)


def _goes_with(period: Period | None, tag: TaggedNumber) -> bool:
    """Whether the words give the dates of the tag, up to the days by which a fiscal year is not one of the calendar.

    "Balance at the beginning" stands under the dates of a year and is the level of the day before.
    """
    if tag.end is None:
        return True
    if period is None or period.end is None or abs(period.end - tag.end) > _NEAR:
        return False
    if period.start is None or tag.start is None:
        return True
    return abs(period.start - tag.start) <= 2 * _NEAR


def _period(tag: TaggedNumber) -> Period | None:
    if tag.end is None:
        return None
    if tag.start is None or tag.start == tag.end:
        return Period(_words(tag.end), tag.end, tag.end)
    return Period(f"{_words(tag.start)} – {_words(tag.end)}", tag.start, tag.end)


def _words(day: date) -> str:
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"
