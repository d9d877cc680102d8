"""Multiples in words: "doubled", "twice the size", "tenfold"."""

from __future__ import annotations

import re
from decimal import Decimal

from claimcheck.data import lexicon_cache, rows
from claimcheck.model import Interval, Mention, Quantity, Span
from claimcheck.quantities import hedges, rounding

_MULTIPLE_BEFORE = re.compile(
    r"\b(?:to|at least|more than|less than|nearly|almost|about|roughly|around|over|will|would|could|may|might|should|can|than|or|is|are|was|were|be|been|for|at|by|some|and|just|only|not)[ \n]$",
    re.IGNORECASE,
)
_MULTIPLE_AFTER = re.compile(
    r"[ \n](?:the|its|their|his|her|our|your|last|that|what|this|from|in|by|over|within|since|again|as|year|this|those|these|between|every|each)\b|[,.;)]"
)


@lexicon_cache
def multiple_words() -> dict[str, tuple[Decimal, str]]:
    """Words for multiples, each with its value and its form."""
    return {word: (Decimal(value), form) for word, value, form in rows("multiples")}


def read_multiple(text: str, at: int, end: int, word: str, floor: int) -> Mention | None:
    """The multiple that a word between two offsets stands for; None where it is none there."""
    value, form = multiple_words()[word]
    if text[end : end + 1] == "-":
        return None
    if form == "noun" and not _multiple_in_use(text, at, end, word):
        return None
    step = Decimal("0.1") if value < 1 else Decimal("0.5")
    return multiple_mention(text, Span(at, end), value, step, floor)


def _multiple_in_use(text: str, at: int, end: int, word: str) -> bool:
    after = _MULTIPLE_AFTER.match(text, end)
    if word in ("twice", "thrice"):
        return after is not None and after.group().strip() not in (
            ".",
            ",",
            ";",
            ")",
            "in",
            "every",
            "each",
            "by",
            "over",
            "within",
            "since",
            "this",
            "last",
            "year",
            "again",
            "from",
        )
    before = _MULTIPLE_BEFORE.search(text[max(0, at - 14) : at])
    return before is not None and (after is not None or end == len(text))


def multiple_mention(text: str, span: Span, value: Decimal, step: Decimal, floor: int) -> Mention:
    """A ratio at a place of the text, with the hedge before it; `step` is how far apart two readings of it are."""
    hedge = hedges.hedge_before(text, span.start, floor)
    base = Interval(value - step / 2, value + step / 2)
    low, high, interval = rounding.hedged(base, value, hedge.effect if hedge else None)
    begin = hedge.start if hedge else span.start
    quantity = Quantity(value, low, high, "ratio", interval, hedge.words if hedge else None)
    return Mention(Span(begin, span.end), span, quantity, "multiple")
