"""A number with what stands to its right, and the mention that is made of it: interval of its digits, sign, hedge."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from claimcheck.data import lexicon_cache, rows
from claimcheck.model import Interval, Mention, Quantity, Span
from claimcheck.quantities import hedges, money, rounding
from claimcheck.quantities.numerals import Numeral


@lexicon_cache
def magnitudes() -> dict[str, tuple[int, str]]:
    """Words and letters for powers of ten: the power, and when they stand for it."""
    return {form: (int(power), when) for form, power, when in rows("magnitudes")}


@dataclass(frozen=True, slots=True)
class Reading:
    """A number with what stands to its right."""

    numeral: Numeral
    unit: str
    end: int
    noun: Span | None = None
    hedge: hedges.Hedge | None = None
    shared_unit: bool = True
    """Whether the unit stands behind this very number."""


def interval_as_written(numeral: Numeral, unit: str, counted: bool) -> Interval:
    """What the digits of a number allow; small counts of things are exact."""
    if numeral.fraction and numeral.step == 0:
        return rounding.fraction_interval(numeral.value)
    if numeral.vague:
        return Interval(numeral.value * Decimal("0.75"), numeral.value * 2)
    exact = (
        counted
        and not numeral.scaled
        and numeral.value < rounding.tolerances()["exact-count-below"]
        and numeral.value == int(numeral.value)
    )
    return rounding.written_interval(numeral.value, numeral.step, numeral.coarse_step, exact=exact)


def single_mention(
    text: str,
    reading: Reading,
    currency: money.Money | None,
    hedge: hedges.Hedge | None,
    start: int,
    sign: int,
) -> Mention:
    """A number that is no range: with its sign, its hedge, and what brackets make of it."""
    numeral = reading.numeral
    negative = sign < 0 or _accounting(text, start, reading.end)
    interval = interval_as_written(numeral, reading.unit, reading.noun is not None)
    value = numeral.value
    if negative:
        value = -value
        assert interval.low is not None
        assert interval.high is not None
        interval = Interval(-interval.high, -interval.low)
    applied = hedge or reading.hedge
    low, high, interval = rounding.hedged(interval, value, applied.effect if applied else None)
    if hedge is not None and reading.hedge is not None and reading.hedge.effect == "above":
        interval = Interval(interval.low, None)
    begin = hedge.start if hedge else start
    quantity = Quantity(value, low, high, reading.unit, interval, applied.words if applied else None)
    form = "fraction" if numeral.fraction and reading.unit == "ratio" else "number"
    return Mention(Span(begin, reading.end), Span(numeral.start, numeral.end), quantity, form, reading.noun)


def _accounting(text: str, start: int, end: int) -> bool:
    """Whether the number stands alone in parentheses with money or a separator, as accountants write negatives."""
    return (
        text[start - 1 : start] == "("
        and text[end : end + 1] == ")"
        and start - 1 == 0
        and end + 1 >= len(text) - 1
    )


def written_scale(written: str) -> Decimal:
    """The magnitude that stands at the end of a number as written; 1 where there is none."""
    match = re.search(r"[A-Za-z]+$", written)
    entry = (magnitudes().get(match.group()) or magnitudes().get(match.group().lower())) if match else None
    return Decimal(10) ** entry[0] if entry else Decimal(1)
