"""Quoting a number in its sentence: found, marked and cut to size."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimcheck.model import Claim, Location, Report
from claimcheck.wording import visible

_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence in three parts, the number in the middle; safe to print on one line."""

    before: str
    number: str
    after: str
    found: bool = True
    """Whether the number was found in the sentence; otherwise the sentence stands in `after`."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence, either a number to be marked or what stands between."""

    text: str
    marked: bool = False


class Quoter:
    """Quotes numbers in their sentences.

    A sentence may hold the same words twice ("from $7 billion to $7 billion"), and neither a claim nor a
    location says where in its sentence it stands. Their order in the document settles which one is meant.
    """

    def __init__(self, report: Report) -> None:
        starts: dict[tuple[str, str, str], set[int]] = defaultdict(set)
        for claim in report.claims:
            starts[claim.path, claim.sentence, claim.readable].add(claim.span.start)
        for finding in report.findings:
            for location in finding.locations:
                starts[location.path, location.sentence, location.readable].add(location.span.start)
        self._starts = {key: sorted(values) for key, values in starts.items() if len(values) > 1}

    def passage(self, items: Sequence[Claim | Location]) -> tuple[Part, ...] | None:
        """The sentence that several numbers share, all of them marked; None if one is not to be found."""
        sentence = " ".join(items[0].sentence.split())
        spans = []
        for item in items:
            text = " ".join(item.readable.split())
            places = occurrences(sentence, text)
            nth = self._nth(item)
            if nth >= len(places):
                return None
            spans.append((places[nth], places[nth] + len(text)))
        spans.sort()
        if any(first[1] > second[0] for first, second in pairwise(spans)):
            return None
        parts, at = [], 0
        for start, end in spans:
            parts += [Part(visible(sentence[at:start])), Part(visible(sentence[start:end]), marked=True)]
            at = end
        return (*parts, Part(visible(sentence[at:])))

    def quote(self, item: Claim | Location, limit: int | None = None) -> Quote:
        """The sentence of a claim or location, at most about `limit` characters of it."""
        return quote(item.sentence, item.readable, nth=self._nth(item), limit=limit)

    def _nth(self, item: Claim | Location) -> int:
        known = self._starts.get((item.path, item.sentence, item.readable), ())
        return bisect_left(known, item.span.start)


def quote(sentence: str, text: str, *, nth: int = 0, limit: int | None = None) -> Quote:
    """Mark the `nth` (from 0) occurrence of `text` in `sentence`, and cut what is far from it."""
    sentence = " ".join(sentence.split())
    text = " ".join(text.split())
    places = occurrences(sentence, text)
    if not places:
        return Quote("", visible(text), visible(_cut_end(sentence, limit)), found=False)
    start = places[min(nth, len(places) - 1)]
    end = start + len(text)
    before, after = sentence[:start], sentence[end:]
    if limit is not None and len(sentence) > limit:
        room = max(limit - len(text), 16)
        # What one side does not need the other may use.
        left = max(room // 2, room - len(after))
        before = _cut_start(before, left)
        after = _cut_end(after, room - min(left, len(before)))
    return Quote(visible(before), visible(text), visible(after))


def occurrences(sentence: str, text: str) -> Sequence[int]:
    """Where `text` stands in `sentence` as a number of its own: "27%" does not stand in "127%"."""
    found: list[int] = []
    if not text:
        return found
    at = sentence.find(text)
    while at >= 0:
        if not _continues(sentence, at, text):
            found.append(at)
        at = sentence.find(text, at + 1)
    return found


def _continues(sentence: str, at: int, text: str) -> bool:
    end = at + len(text)
    before, after = sentence[:at][-2:], sentence[end : end + 2]
    if (
        text[0].isalnum()
        and before
        and (before[-1].isalnum() or (before[-1] in ".," and before[:-1].isdigit()))
    ):
        return True
    return text[-1].isalnum() and bool(after) and _extends(after)


def _extends(after: str) -> bool:
    return after[0].isalnum() or (after[0] in ".," and after[1:].isdigit())


def _cut_start(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    kept = text[len(text) - limit + 1 :]
    space = kept.find(" ")
    return _ELLIPSIS + (kept[space + 1 :] if 0 <= space < len(kept) // 2 else kept)


def _cut_end(text: str, limit: int | None) -> str:
    if limit is None or len(text) <= limit:
        return text
    kept = text[: limit - 1]
    space = kept.rfind(" ")
    return (kept[:space] if space > len(kept) // 2 else kept) + _ELLIPSIS
