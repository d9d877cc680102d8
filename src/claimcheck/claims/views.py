"""A text as sentences, each with the numbers, names and periods that were found in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from claimcheck.claims.entities import NameMention
from claimcheck.claims.periods import PeriodMention, find_periods, mask_spans
from claimcheck.claims.progress import Progress
from claimcheck.claims.sentence_view import SentenceView
from claimcheck.claims.sentences import split_clauses, split_sentences
from claimcheck.model import Span
from claimcheck.quantities import find_quantities
from claimcheck.quantities.ruled import LISTED

_LONGEST_SENTENCE = 1500
_MOST_NUMBERS = 40  # in a sentence
_BULLET = re.compile(r"(?:(?<![ \u00a0])[ \u00a0]+)?[•·▪‣][ \u00a0]*")
_PLACE_IN_CAPITALS = r"[A-Z][A-Z.' -]{2,30}(?:, [A-Z][A-Za-z.]{1,20}){0,2}"
_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \(?\d{4}\)?)?"
_DATELINE = re.compile(
    rf"{_PLACE_IN_CAPITALS}(?:(?:, {_DAY})?(?: \([^()\n]{{2,40}}\))? [-–—]{{1,2}} (?=[A-Z])|, {_DAY}[.:] )"
    r"|[A-Z][A-Z.'’ -]{1,30}: (?=[A-Z][a-z'’]* [a-z])"
)
"""The place and day that a report begins with, or the name of who speaks: neither is whom the numbers are said of."""


def sentence_views(text: str, reader: Progress, *, titled: bool) -> Iterator[SentenceView]:
    """The sentences of a text with what was found in them."""
    mentions = find_quantities(text, mask_spans(text), decimal_comma=reader.decimal_comma)
    names: list[NameMention] = []
    periods: list[PeriodMention] = []
    if mentions:
        periods = find_periods(text, reader.document.published)
    dateline = _DATELINE.match(text)
    floor = dateline.end() if dateline else 0
    names = [name for name in reader.entities.find(text, titled=titled) if name.span.start >= floor]
    listed = [mention.span.start for mention in mentions if mention.form == LISTED]
    if listed:
        names = reader.entities.with_listed(text, names, listed)
    numbers = [mention.span.start for mention in mentions]
    parts = [
        bounded
        for sentence in split_sentences(text)
        for part in _split_bullets(text, sentence)
        for bounded in _bounded(text, part, numbers)
    ]
    mention_parts, name_parts, period_parts = (
        _dealt(parts, mentions),
        _dealt(parts, names),
        _dealt(parts, periods),
    )
    for number, part in enumerate(parts):
        inside = mention_parts.get(number, [])
        clauses = split_clauses(text, part) if inside else [part]
        view = SentenceView(
            text, part, number, clauses, name_parts.get(number, []), period_parts.get(number, []), inside
        )
        if inside:
            view.prepare()
        yield view


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


_T = TypeVar("_T", bound=_Placed)


def _dealt(parts: list[Span], placed: Sequence[_T]) -> dict[int, list[_T]]:
    """What stands in which part, by the part's number; both in the order of the text."""
    starts = [part.start for part in parts]
    dealt: dict[int, list[_T]] = {}
    for item in placed:
        number = bisect_right(starts, item.span.start) - 1
        if number >= 0 and item.span.start < parts[number].end:
            dealt.setdefault(number, []).append(item)
    return dealt


def _bounded(text: str, part: Span, numbers: list[int]) -> Iterator[Span]:
    """A sentence in pieces of bounded length and count of numbers, which start at `numbers`.

    The frame of a number looks at all of its sentence; a "sentence" without end (a dump of figures) must not make
    that quadratic.
    """
    start = part.start
    while True:
        end = min(part.end, start + _LONGEST_SENTENCE)
        last = bisect_left(numbers, start) + _MOST_NUMBERS
        if last < len(numbers):
            end = min(end, numbers[last])
        if end < part.end:
            blank = text.rfind(" ", start + 1, end)
            end = blank if blank > start else end
        yield Span(start, end)
        if end >= part.end:
            return
        start = end


def _split_bullets(text: str, sentence: Span) -> list[Span]:
    """Parts of a line of links or items that bullets set apart."""
    parts: list[Span] = []
    start = sentence.start
    for bullet in _BULLET.finditer(text, sentence.start, sentence.end):
        if bullet.start() > start:
            parts.append(Span(start, bullet.start()))
        start = bullet.end()
    if start < sentence.end:
        parts.append(Span(start, sentence.end))
    return parts
