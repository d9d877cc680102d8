"""When a number holds: which of the periods that a sentence names belongs to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimcheck.claims.metric import Metric
from claimcheck.claims.pairing import introduces, is_bracketed_apart, pairs_of
from claimcheck.claims.periods import PeriodMention
from claimcheck.claims.sentence_view import SentenceView
from claimcheck.data import lexicon_cache
from claimcheck.data import words as lexicon_words
from claimcheck.language.rules import load
from claimcheck.model import Mention, Period
from claimcheck.quantities.nouns import stop_words

_FINE = ("month", "week", "day")
_NOW = frozenset({"now", "currently", "today", "at present", "presently", "right now", "to date"})
"""Words for the day of writing: what they date, others date otherwise, so they tell nothing apart."""
_PHRASE = 5
"""Words from "from" to "of" at most."""
_FARTHEST_BEFORE = 30.0
_FARTHEST_BEHIND = 14.0


@dataclass(frozen=True, slots=True)
class Timing:
    """The period of a claim and, for a change, the one that it is measured against."""

    period: Period | None
    base: Period | None = None
    basis: str | None = None
    """year, quarter, month: year-on-year and the like."""
    relative_base: bool = False
    """Whether the base was named relative to the publication date ("from last year")."""


@lexicon_cache
def _announcement_verbs() -> frozenset[str]:
    return lexicon_words("announcement_verbs")


def is_compared(view: SentenceView, mention: Mention) -> bool:
    """Whether the words before a number make it what another is compared with ("up from $7 billion")."""
    index = view.token_before(mention.span.start)
    if index >= 0 and (
        _opens_comparison(view, index)
        or _is_of_compared(view, index)
        or _follows_its_like(view, mention, index)
    ):
        return True
    steps = 0
    while index >= 0 and steps < 4:
        word = view.tokens[index].low
        if word in ("from", "than", "against", "versus", "vs") or (word in ("above", "below") and steps):
            return True
        if word not in (
            "the",
            "a",
            "an",
            "some",
            "about",
            "its",
            "with",
            "to",
            "earlier",
            "previous",
        ) or word in ("to",):
            return False
        if word == "with" and index and view.tokens[index - 1].low == "compared":
            return True
        index, steps = index - 1, steps + 1
    return False


def _opens_comparison(view: SentenceView, index: int) -> bool:
    """Whether a word is "from", "than", "against" or the end of "compared with"."""
    word = view.tokens[index].low
    if word in ("from", "than", "against", "versus", "vs"):
        return True
    if word in ("above", "below") and any(
        0 <= view.tokens[index].start - m.span.end <= 1 for m in view.mentions
    ):
        return True  # "€48,000 above the budget of €380,000"
    return word in ("to", "with") and index > 0 and view.tokens[index - 1].low in ("compared", "relative")


def _follows_its_like(view: SentenceView, mention: Mention, index: int) -> bool:
    """Whether "after" sets a number behind another of its unit: "the load factor was 86.2%, after 84.9%"."""
    if (
        view.tokens[index].low != "after"
        or view.text[view.tokens[index].start - 2 : view.tokens[index].start] != ", "
    ):
        return False
    before = [m for m in view.mentions if m.span.end <= view.tokens[index].start]
    return bool(before) and before[-1].quantity.unit == mention.quantity.unit


def _is_of_compared(view: SentenceView, index: int) -> bool:
    """Whether "of" ties a number to what another is compared with: "from net sales of $1.5 billion"."""
    if view.tokens[index].low != "of":
        return False
    start = index - 1
    while start >= 0 and index - start <= _PHRASE and not _opens_comparison(view, start):
        token = view.tokens[start]
        if not token.is_word or (token.low in stop_words() and token.low not in ("the", "a", "an")):
            return False
        start -= 1
    return start >= 0 and index - start <= _PHRASE


def timing_of(view: SentenceView, mention: Mention, metric: Metric | None, *, change: bool) -> Timing:
    """Period and base of a number, from the words of its sentence."""
    paired = pairs_of(view).periods.get(mention.span.start)
    if paired is not None and not change:
        return Timing(paired.period)
    compared = is_compared(view, mention)
    coarse = any(p.granularity not in _FINE for p in view.periods if p.period is not None)
    best: tuple[float, PeriodMention] | None = None
    base: Period | None = None
    basis: str | None = None
    relative = False
    for period in view.periods:
        if period.basis is not None and not compared:
            if change and view.clause_of(period.span.start) == view.clause_of(mention.span.start):
                basis = period.basis
                base, relative = base or period.period, period.relative
            continue
        if period.period is None or is_aside(view, period) or is_bracketed_apart(view, period, mention):
            continue
        if change and _is_base(view, period):
            if _gap(view, mention, period) <= 8:
                base, relative = base or period.period, period.relative
            continue
        announced = coarse and period.granularity in _FINE and _dates_announcement(view, period)
        if announced or _is_of_another(view, mention, period, compared=compared, change=change):
            continue
        cost = _cost_of(view, mention, metric, period, compared=compared)
        if cost is not None and (best is None or cost < best[0]):
            best = (cost, period)
    return Timing(best[1].period if best else None, base, basis, relative)


def _is_base(view: SentenceView, period: PeriodMention) -> bool:
    return period.role in ("against", "from", "since") or _follows_base_word(view, period)


def _is_of_another(
    view: SentenceView, mention: Mention, period: PeriodMention, *, compared: bool, change: bool
) -> bool:
    """Whether a period is that of what a number is compared with, or says since when rather than when."""
    if period.role == "against" and not compared:
        return True
    if not compared and not change and _is_of_what_is_compared(view, mention, period):
        return True
    return period.role == "since" and not change


def _cost_of(
    view: SentenceView, mention: Mention, metric: Metric | None, period: PeriodMention, *, compared: bool
) -> float | None:
    """How far a period stands from a number; None where that is too far."""
    cost = 0.0 if introduces(view, period, mention) else _cost(view, mention, metric, period)
    if compared and _stands_behind(view, mention, period):
        cost = min(cost, 0.8)  # "from $13,477 during the same period in 2018"
    farthest = _FARTHEST_BEHIND if period.span.start >= mention.span.end else _FARTHEST_BEFORE
    return cost if cost <= farthest else None


_DAYS = ("day", "week")
_SAYING = frozenset({"said", "says", "told", "announced", "published", "released", "reported", "unveiled", "disclosed", "issued", "wrote", "confirmed", "presented", "posted"})  # fmt: skip
_BEGINNINGS = frozenset({"founded", "established", "incorporated", "opened", "built", "born", "launched", "created", "acquired", "bought", "joined", "started", "became", "begun", "formed", "commissioned", "inaugurated"})  # fmt: skip


def is_aside(view: SentenceView, period: PeriodMention) -> bool:
    """Whether a period dates something else: the day of writing, or when the subject was founded or opened."""
    if view.text[period.span.start : period.span.end].lower() in _NOW:
        return True
    index = view.token_before(period.span.start)
    while index >= 0 and view.tokens[index].low in ("in", "since", "on", "from", "back", "early", "late"):
        index -= 1
    if index >= 0 and period.granularity in _DAYS and view.tokens[index].low in _SAYING:
        return True  # "the utility said on Thursday"
    return (
        index >= 0
        and view.tokens[index].low in _BEGINNINGS
        and not view.mentions_between(view.tokens[index].end, period.span.start)
    )


def _stands_behind(view: SentenceView, mention: Mention, period: PeriodMention) -> bool:
    """Whether a period follows a number at once, with nothing but small words between."""
    between = (
        view.tokens_in(mention.span.end, period.span.start) if period.span.start >= mention.span.end else None
    )
    return between is not None and all(token.low in stop_words() for token in between)


def _is_of_what_is_compared(view: SentenceView, mention: Mention, period: PeriodMention) -> bool:
    """Whether a period behind a number is that of the one it is compared with: "rose to 1.49 million, from 1.43 million in 2024".

    Without a comma, "rose to 1.49 million from 1.43 million in 2024" may be said of either.
    """
    if period.span.start < mention.span.end:
        return False
    between = [
        m for m in view.mentions if mention.span.end <= m.span.start and m.span.end <= period.span.start
    ]
    if not between or not is_compared(view, between[-1]) or not _stands_behind(view, between[-1], period):
        return False
    return "," in view.text[mention.span.end : between[0].span.start]


def _gap(view: SentenceView, mention: Mention, period: PeriodMention) -> int:
    if period.span.start >= mention.span.end:
        return view.token_after(period.span.start) - view.token_after(mention.span.end)
    return view.token_before(mention.span.start) - view.token_before(period.span.end)


def _cost(view: SentenceView, mention: Mention, metric: Metric | None, period: PeriodMention) -> float:
    """How far a period stands from a number, in words; commas, clauses and other numbers between make it farther."""
    if metric is not None and metric.span is not None and metric.span.overlaps(period.span):
        return 0.5
    if mention.span.overlaps(period.span):
        return 0.0
    behind = period.span.start >= mention.span.end
    start, end = (mention.span.end, period.span.start) if behind else (period.span.end, mention.span.start)
    cost = float(_gap(view, mention, period)) + (0.0 if behind else 1.0)
    cost += 7.0 * view.mentions_between(start, end)
    between = view.text[start:end]
    cost += 2.0 * between.count(",")
    if behind and _relative_clause().search(between):
        cost += _FARTHEST_BEHIND
    if view.clause_of(period.span.start) != view.clause_of(mention.span.start):
        cost += 5.0 if view.clause_of(period.span.start) < view.clause_of(mention.span.start) else 9.0
    if metric is not None and metric.span is not None and not behind and period.span.end <= metric.span.start:
        words = view.token_before(metric.span.start) - view.token_before(period.span.end)
        nearer = any(
            p.span.start >= metric.span.end and p.span.end <= mention.span.start for p in view.periods
        )
        if words <= 1 and not nearer:
            return min(cost, 1.0)
    return cost


@lexicon_cache
def _relative_clause() -> re.Pattern[str]:
    return re.compile(load("clauses")["relative"])


def _follows_base_word(view: SentenceView, period: PeriodMention) -> bool:
    index = view.token_before(period.span.start)
    while index >= 0 and view.tokens[index].low in ("the", "its", "in", "of", "a"):
        index -= 1
    return (
        index >= 0
        and view.tokens[index].low in ("from", "than", "over", "against", "versus", "vs", "on", "with")
        and (period.span.start - view.tokens[index].end < 12)
    )


def _dates_announcement(view: SentenceView, period: PeriodMention) -> bool:
    """Whether a day or month behind a verb of saying dates the saying ("raised its target … in April")."""
    verbs = _announcement_verbs()
    for token in view.tokens:
        if token.start >= period.span.start:
            return False
        if token.low in verbs:
            return True
    return False
