"""Ranges: "500W-700W", "10 to 12 percent", "between $3 and $4 billion"."""

from __future__ import annotations

import re
from decimal import Decimal

from claimcheck.model import Interval, Mention, Quantity, Span
from claimcheck.quantities import hedges, intervals, money, numerals
from claimcheck.quantities.guards import change_verbs
from claimcheck.quantities.labels import PREVIOUS_WORD
from claimcheck.quantities.numerals import Numeral
from claimcheck.quantities.right import read_right
from claimcheck.quantities.written import Reading, interval_as_written

_CONNECTOR = re.compile(r"-?[ \n\u00a0-]to[ \n\u00a0-]|[ \u00a0]?[-–—−‒][ \u00a0]?|[ \n\u00a0]and[ \n\u00a0]")
_BETWEEN = re.compile(
    r"\b(?:between|range(?:s|d)?(?: from| of)?|ranging(?: from)?|from)[ \n](?:an? |some |about |around )?$",
    re.IGNORECASE,
)


def range_end(text: str, reading: Reading, currency: money.Money | None, start: int) -> Reading | None:
    """The second end of a range that begins with `reading`: "500W-700W", "10 to 12 percent", "between $3 and $4 bn"."""
    for at in dict.fromkeys((reading.numeral.end, reading.end)):
        connector = _CONNECTOR.match(text, at)
        if connector is None:
            continue
        word = connector.group().strip(" \n\u00a0-").lower() or "-"
        before = _BETWEEN.search(text[max(0, start - 24) : start])
        opener = before.group().split()[0].lower() if before else ""
        if word == "and" and opener != "between":
            continue
        if word == "to":
            previous = PREVIOUS_WORD.search(text[max(0, start - 24) : start])
            if opener == "from" or (previous and previous.group(1).lower() in (*change_verbs(), "by")):
                continue
        second = _second_end(text, connector.end(), currency)
        if second is None:
            continue
        joined = _join_range(text, reading, second, tight=word not in ("to", "and"), at=at)
        if joined is not None:
            return joined
    return None


def _second_end(
    text: str, at: int, currency: money.Money | None
) -> tuple[Reading, money.Money | None] | None:
    own: money.Money | None = None
    symbol = re.compile(r"[A-Za-z]{0,3}[$€£¥₹₩][ \u00a0]?|(?:USD|EUR|GBP|JPY|CNY|TWD|INR|Rs\.?|RMB) ?").match(
        text, at
    )
    if symbol is not None:
        own = money.currency_before(text, symbol.end())
        if own is None:
            return None
        at = symbol.end()
    if text[at : at + 1] in ("-", "−") and text[at + 1 : at + 2].isdigit():
        at += 1  # "-5 to -2 °C"
    numeral = numerals.read_digits(text, at) if text[at : at + 1].isdigit() else numerals.read_words(text, at)
    if numeral is None:
        return None
    reading = read_right(text, numeral, own or currency)
    return (reading, own) if reading is not None else None


def _join_range(
    text: str, first: Reading, second: tuple[Reading, money.Money | None], *, tight: bool, at: int
) -> Reading | None:
    other, own = second
    bare_first = first.numeral.end == at
    low, high = first.numeral, other.numeral
    if tight and bare_first and low.value >= high.value:
        return None
    if tight and bare_first and other.unit == "dimensionless" and not other.numeral.scaled:
        digits = text[low.start : low.end], text[high.start : high.end]
        if not all(part.replace(".", "").isdigit() and len(part) <= 4 for part in digits):
            return None
        if "." not in digits[0] + digits[1] and (len(digits[0]) == 4 or len(digits[0]) > len(digits[1])):
            return None  # 3071-2023, 555-0162
    if first.unit not in (other.unit, "dimensionless") and not (own is not None and first.unit == own.code):
        if bare_first and first.unit.split("/")[0] in ("meter", "degree"):
            pass
        elif other.unit.split("/")[0] != first.unit.split("/")[0]:
            return None
    return other


def range_mention(
    first: Reading,
    second: Reading,
    signs: tuple[int, int],
    hedge: hedges.Hedge | None,
    start: int,
    numeral: Numeral,
) -> Mention:
    """The range between two numbers, in the unit and magnitude that they share; `signs`: -1 where a number is negative."""
    low, high = first.numeral, second.numeral
    if high.scaled and not low.scaled and not low.words and low.value < high.value:
        factor = _shared_scale(low, high)
        low = low.scale(factor, low.end)
    spans = []
    for number, sign in ((low, signs[0]), (high, signs[1])):
        written = interval_as_written(number, second.unit, second.noun is not None)
        spans.append((-number.value, intervals.negate(written)) if sign < 0 else (number.value, written))
    spans.sort(key=lambda end: end[0])
    ends, bounds = (spans[0][0], spans[1][0]), (spans[0][1].low, spans[1][1].high)
    begin = start if hedge is None else hedge.start
    unit = second.unit if second.unit != "dimensionless" else first.unit
    quantity = Quantity(None, *ends, unit, Interval(*bounds), hedge.words if hedge else None)
    return Mention(
        Span(begin, second.end), Span(numeral.start, second.numeral.end), quantity, "range", second.noun
    )


def _shared_scale(low: Numeral, high: Numeral) -> Decimal:
    """The magnitude behind the second number of a range, which the first shares ("$3-4 billion")."""
    exponent = high.step.adjusted()
    for power in (12, 9, 6, 3):
        if exponent >= power - 2 and high.value >= Decimal(10) ** power:
            return Decimal(10) ** power
    return Decimal(1)
