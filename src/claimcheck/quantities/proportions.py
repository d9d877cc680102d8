"""Proportions and anniversaries: "a ratio of 3:1", "20 to 1", "the 100th anniversary"."""

from __future__ import annotations

import re
from decimal import Decimal

from claimcheck.model import Interval, Mention, Quantity, Span

_PROPORTION = re.compile(
    r"(\d{1,6}(?:\.\d{1,4})?)(?: ?: ?|[ -]to[ -])(\d{1,6}(?:\.\d{1,4})?)(?![\d:]|\.\d|%|[ -]?(?:per cent|percent|million|billion)\b)"
)
_RATIO_BEFORE = re.compile(r"\bratio\b[^.;:!?\d]{0,40}$", re.IGNORECASE)
_LOOK_BACK = 60
_ANNIVERSARY = re.compile(r"(\d{1,4})(?:st|nd|rd|th)[ \n-](?:anniversary|birthday)\b", re.IGNORECASE)


def proportion(text: str, at: int) -> Mention | None:
    """The ratio written as two numbers at `at`, where the word "ratio" stands before it; its value is their quotient.

    The greater of the two is as exact as it is written, the smaller is exact: "20 to 1" is 19.5 to 20.5.
    """
    match = _PROPORTION.match(text, at)
    if match is None or not _RATIO_BEFORE.search(text[max(0, at - _LOOK_BACK) : at]):
        return None
    top, bottom = Decimal(match.group(1)), Decimal(match.group(2))
    if not top or not bottom:
        return None
    greater = max(top, bottom)
    step = Decimal(1).scaleb(int(greater.as_tuple().exponent)) / 2
    low, high = greater - step, greater + step
    interval = Interval(low / bottom, high / bottom) if top >= bottom else Interval(top / high, top / low)
    span = Span(match.start(), match.end())
    return Mention(span, span, Quantity(top / bottom, None, None, "ratio", interval), form="fraction")


def anniversary(text: str, at: int) -> Mention | None:
    """The years that an anniversary or birthday at `at` counts; they are exact."""
    match = _ANNIVERSARY.match(text, at)
    if match is None or not int(match.group(1)):
        return None
    years = Decimal(match.group(1))
    quantity = Quantity(years, None, None, "year", Interval(years, years))
    return Mention(
        Span(match.start(), match.end()), Span(match.start(1), match.end(1)), quantity, form="number"
    )
