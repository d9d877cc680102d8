"""Finding a quote in its source: white space, typography and Markdown may differ, digits never."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from claimcheck.documents.block_spans import readable_parts
from claimcheck.model import Cell, Document, Segment, Span

_ALIKE = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "′": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "″": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "\u00a0": " ", "\u2009": " ", "\u202f": " ",
        "\u200b": None, "\u00ad": None, "\ufeff": None, "…": "...", "ﬁ": "fi", "ﬂ": "fl",
    }
)  # fmt: skip
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,500}(?: \"[^\"]{0,200}\")?\)")
_MARKS = re.compile(r"[*`~_]|\\(?=[^\w\s])|\.{3}")
_SPACES = re.compile(r"\s+")
_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
_HASH = "\0"
_LONGEST_SOURCE_TO_SEARCH = 200_000
"""A quote that is not there is looked for by likeness in so many characters."""
_LIKE = 80


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quote, or what has become of it, stands."""

    span: Span
    """In the text of the document."""
    text: str
    """What stands there, white space folded."""


@dataclass(slots=True)
class SourceText:
    """A document prepared for finding quotes in it; each is one search for a string."""

    parts: list[Segment | Cell]
    folded: str = ""
    _starts: list[int] = field(default_factory=list)
    _masked: tuple[str, list[int]] | None = None

    @classmethod
    def of(cls, document: Document) -> SourceText:
        """Folds the whole document once."""
        prepared = cls(readable_parts(document))
        texts, at = [], 0
        for part in prepared.parts:
            folded = fold(part.text)
            prepared._starts.append(at)
            texts.append(folded)
            at += len(folded) + 1
        prepared.folded = " ".join(texts)
        return prepared

    def find(self, quote: str) -> Found | None:
        """Where the quote stands; None where it does not."""
        wanted = fold(quote)
        at = self.folded.find(wanted) if wanted else -1
        while at > 0 and _cuts_number(self.folded, at, at + len(wanted)):
            at = self.folded.find(wanted, at + 1)
        if at < 0 or _cuts_number(self.folded, at, at + len(wanted)):
            return None
        return self._found(at, at + len(wanted))

    def find_changed(self, quote: str) -> Found | None:
        """Where the same words stand with other numbers, else the likest passage; None where nothing is like it."""
        wanted = _NUMBER.sub(_HASH, fold(quote))
        if self._masked is None:
            self._masked = _masked(self.folded)
        masked, places = self._masked
        at = masked.find(wanted) if wanted else -1
        if at >= 0:
            return self._found(places[at], places[at + len(wanted) - 1] + 1, whole_number=True)
        from rapidfuzz import fuzz

        folded = fold(quote)
        likest = fuzz.partial_ratio_alignment(
            folded, self.folded[:_LONGEST_SOURCE_TO_SEARCH], score_cutoff=_LIKE
        )
        if likest is None or likest.dest_end <= likest.dest_start:
            return None
        return self._found(likest.dest_start, likest.dest_end)

    def _found(self, start: int, end: int, *, whole_number: bool = False) -> Found:
        if whole_number:
            end += len(re.match(r"[\d.,]*\d|", self.folded[end:]).group())  # type: ignore[union-attr]
        first, last = self._place(start)[0], self._place(end - 1)[1]
        return Found(Span(first, max(last, first)), self.folded[start:end])

    def _place(self, at: int) -> tuple[int, int]:
        """The source span of one character of the folded text."""
        index = max(bisect_right(self._starts, at) - 1, 0)
        part = self.parts[index]
        inside = _place_in(part.text, at - self._starts[index])
        span = part.offsets.source_span(inside, inside + 1)
        return span.start, span.end


def fold(text: str) -> str:
    """A text with nothing left of its typography, its Markdown and its line breaks."""
    text = text.translate(_ALIKE)
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    text = _MARKS.sub(lambda match: "..." if match.group() == "..." else "", text)
    return _SPACES.sub(" ", text).strip()


def _place_in(text: str, at: int) -> int:
    """Which character of a text became the character `at` of its folded form: the shortest beginning that folds to more."""
    low, high = 0, len(text) - 1
    while low < high:
        middle = (low + high) // 2
        if len(fold(text[: middle + 1])) > at:
            high = middle
        else:
            low = middle + 1
    return low


def _cuts_number(text: str, start: int, end: int) -> bool:
    """Whether a passage begins or ends within a number: "5 billion" in "8.5 billion"."""
    before = re.search(r"\d[.,]?$", text[max(0, start - 2) : start])
    behind = re.match(r"[.,]?\d", text[end : end + 2])
    return bool(before and text[start : start + 1].isdigit()) or bool(
        behind and text[end - 1 : end].isdigit()
    )


def _masked(text: str) -> tuple[str, list[int]]:
    """The text with a mark for each number, and where each of its characters stood."""
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for match in _NUMBER.finditer(text):
        pieces += [text[at : match.start()], _HASH]
        places.extend(range(at, match.start() + 1))
        at = match.end()
    pieces.append(text[at:])
    places.extend(range(at, len(text)))
    return "".join(pieces), places
