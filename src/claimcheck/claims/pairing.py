"""Which number goes with which period or name where the words set them side by side: "respectively", brackets, the year before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from claimcheck.claims.entities import NameMention
from claimcheck.claims.periods import PeriodMention
from claimcheck.claims.sentence_view import SentenceView
from claimcheck.language import rules
from claimcheck.model import Claim, Mention, Period, Span

_LIST = re.compile(r"\s*(?:,|;|&|/|[a-z]{2,3}|,\s*[a-z]{2,3})\s*\Z")
_BRACKET = re.compile(r"\([^()\n]{1,90}\)")
_LOOK_BACK = 48


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


_T = TypeVar("_T", bound=_Placed)


@dataclass(frozen=True, slots=True)
class Pairs:
    """The period and the name of each number that "respectively" pairs, by where the number begins."""

    periods: dict[int, PeriodMention] = field(default_factory=dict)
    names: dict[int, NameMention] = field(default_factory=dict)


def pairs_of(view: SentenceView) -> Pairs:
    """What "respectively" pairs in a sentence: lists of as many numbers as there are periods or names in a list."""
    return view.remembered("pairs", 0, lambda: _pairs(view))


def _pairs(view: SentenceView) -> Pairs:
    text = view.text
    rule = next(rule for rule in rules("pairing") if rule.production == "in_order")
    if rule.pattern.search(text, view.span.start, view.span.end) is None:
        return Pairs()
    periods: dict[int, PeriodMention] = {}
    names: dict[int, NameMention] = {}
    period_lists = _lists(text, [period for period in view.periods if period.period is not None])
    name_lists = _lists(text, view.names)
    for numbers in _lists(text, [mention for mention in view.mentions if mention.form == "number"]):
        for found, kept in ((period_lists, periods), (name_lists, names)):
            fitting = [some for some in found if len(some) == len(numbers)]
            if len(fitting) == 1:
                for number, other in zip(numbers, fitting[0], strict=True):
                    kept[number.span.start] = other  # type: ignore[assignment]
    return Pairs(periods, names)


def _lists(text: str, items: Sequence[_T]) -> list[list[_T]]:
    """Runs of two and more items with nothing but a comma or a conjunction between."""
    runs: list[list[_T]] = []
    for item in items:
        if runs and _LIST.match(text[runs[-1][-1].span.end : item.span.start]):
            runs[-1].append(item)
        else:
            runs.append([item])
    return [run for run in runs if len(run) > 1]


def gapped_subject(view: SentenceView, mention: Mention) -> str | None:
    """Key of the name that stands in front of a number whose verb stands with an earlier one: "Orla had 30 boats and Brent 12"."""
    joint = next(rule for rule in rules("pairing") if rule.production == "gapped")
    name = next((n for n in reversed(view.names) if n.span.end <= mention.span.start), None)
    if name is None or name.possessive or mention.form == "rank":
        return None
    if not joint.pattern.match(view.text[name.span.end : mention.span.start]):
        return None
    before = next(rule for rule in rules("pairing") if rule.production == "gap_before")
    start = max(view.span.start, name.span.start - _LOOK_BACK)
    if before.pattern.search(view.text[start : name.span.start]) is None:
        return None
    return name.key if view.mentions_between(view.span.start, name.span.start) else None


def brackets(view: SentenceView) -> list[Span]:
    """The brackets of a sentence that hold a number."""
    return view.remembered("brackets", 0, lambda: _brackets(view))


def _brackets(view: SentenceView) -> list[Span]:
    spans = [Span(m.start(), m.end()) for m in _BRACKET.finditer(view.text, view.span.start, view.span.end)]
    return [span for span in spans if any(_within(mention.span, span) for mention in view.mentions)]


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def is_bracketed_apart(view: SentenceView, period: PeriodMention, mention: Mention) -> bool:
    """Whether a period stands in brackets with a number of its own: "€402 million (2024: €388 million)"."""
    return any(
        _within(period.span, bracket) and not _within(mention.span, bracket) for bracket in brackets(view)
    )


def introduces(view: SentenceView, period: PeriodMention, mention: Mention) -> bool:
    """Whether a period in brackets heads the number: "(2024: €388 million)"."""
    return period.span.end <= mention.span.start and any(
        _within(period.span, bracket) and _within(mention.span, bracket) for bracket in brackets(view)
    )


def stands_in_brackets(view: SentenceView, period: PeriodMention) -> bool:
    """Whether a period stands in brackets with a number, and so is of that number only."""
    return any(_within(period.span, bracket) for bracket in brackets(view))


def years_back(view: SentenceView, mention: Mention) -> str | None:
    """year where the words around a number put it a year before what was spoken of: "a year earlier it sang 38"."""
    rule = next(rule for rule in rules("pairing") if rule.production == "a_period_back")
    clause = view.clauses[view.clause_of(mention.span.start)]
    for match in rule.pattern.finditer(view.text, clause.start, clause.end):
        if match.start() >= mention.span.end:
            near = not view.mentions_between(mention.span.end, match.start())
            if near and match.start() - mention.span.end <= _LOOK_BACK:
                return match.group("unit").lower()
        elif not view.mentions_between(match.end(), mention.span.start):
            return match.group("unit").lower()
    return None


def is_part_of(between: str) -> bool:
    """Whether the words between two numbers make the first a part of the second: "67 of his 76 years"."""
    rule = next(rule for rule in rules("pairing") if rule.production == "so_many_of")
    return rule.pattern.search(between) is not None


def unit_before(view: SentenceView, mention: Mention) -> str | None:
    """year, quarter or month where a number in brackets is that of the period before: "(previous year: 3.9 million)"."""
    rule = next(rule for rule in rules("pairing") if rule.production == "period_before")
    start = max(view.span.start, mention.span.start - _LOOK_BACK)
    match = rule.pattern.search(view.text[start : mention.span.start])
    return match.group("unit").lower() if match is not None else None


_OPENED = re.compile(r"(?:\s[a-z-]{1,20}){0,4}\s\Z")


def repeats_in_brackets(view: SentenceView, before: Claim, mention: Mention) -> bool:
    """Whether a number alone in brackets is the like of the one before, of another period: "SEK 2,518 million (2,308)"."""
    text = view.text
    start, end = mention.span.start - 1, mention.span.end
    if text[start : start + 1] != "(" or text[end : end + 1] != ")" or mention.span != mention.number:
        return False
    return before.quantity.unit == mention.quantity.unit and bool(
        _OPENED.fullmatch(text[before.mention_span.end : start])
    )


def period_before(period: Period, unit: str) -> Period | None:
    """The year, quarter or month before a whole one; None where it is none, or `unit` is no multiple of it."""
    start, end = period.start, period.end
    if (
        unit != "year"
        or start is None
        or end is None
        or start.year != end.year
        or str(start.year) not in period.label
    ):
        return None
    year = start.year - 1
    label = period.label.replace(str(start.year), str(year))
    return Period(label, _in_year(start, year), _in_year(end, year))


def _in_year(day: date, year: int) -> date:
    return (
        day.replace(year=year, day=min(day.day, 28))
        if (day.month, day.day) == (2, 29)
        else day.replace(year=year)
    )
