"""Where a piece of text stands: spans, and the map from cleaned text back to the file."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

_RUN_START = attrgetter("start")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters, `text[start:end]`."""

    start: int
    """Offset of the first character, from 0."""
    end: int
    """Offset behind the last character."""

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share a character."""
        return self.start < other.end and self.end > other.start

    def contains(self, other: Span) -> bool:
        """Whether the other range lies within this one."""
        return self.start <= other.start and other.end <= self.end


class Run(NamedTuple):
    """A stretch of cleaned text and the stretch of the source that it was made from.

    Where both are equally long they correspond character by character; otherwise (an entity such as
    `&nbsp;`, a dropped soft hyphen) the cleaned characters stand for the whole source stretch.
    """

    start: int
    """Offset in the cleaned text; the run ends where the next one starts."""
    source_start: int
    """Offset in the source of the run's first character."""
    source_end: int
    """Offset in the source behind the run's last character."""


class OffsetMap(NamedTuple):
    """Maps offsets in a cleaned text to offsets in the text that it was cleaned from."""

    runs: tuple[Run, ...]
    """In the order of the text, the first starting at 0."""
    length: int
    """Length of the cleaned text."""

    @classmethod
    def identity(cls, source_start: int, length: int) -> OffsetMap:
        """The map of a text that stands in the source as it is, from `source_start` on."""
        return cls((Run(0, source_start, source_start + length),), length)

    def source_span(self, start: int, end: int) -> Span:
        """The source span of `cleaned[start:end]`; `end` must be greater than `start`."""
        return Span(self._place(start)[0], self._place(end - 1)[1])

    def _place(self, offset: int) -> tuple[int, int]:
        index = max(bisect_right(self.runs, offset, key=_RUN_START) - 1, 0)
        run = self.runs[index]
        run_end = self.runs[index + 1].start if index + 1 < len(self.runs) else self.length
        if run.source_end - run.source_start == run_end - run.start:
            at = run.source_start + offset - run.start
            return at, at + 1
        return run.source_start, run.source_end


class LineIndex:
    """Line and column of every offset of a text (both counted from 1)."""

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        starts = [0]
        at = text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = text.find("\n", at + 1)
        self._starts = starts

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of the character at `offset`."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
