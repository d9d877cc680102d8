"""Cleaned text: readable characters together with the map back to where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from claimcheck.model.spans import OffsetMap, Run


class Cleaned(NamedTuple):
    """A readable text and its map to the text it was taken from."""

    text: str
    offsets: OffsetMap

    def stripped(self) -> Cleaned:
        """The same without white space at both ends."""
        text = self.text.strip()
        if len(text) == len(self.text):
            return self
        start = len(self.text) - len(self.text.lstrip()) if text else 0
        return self.cut(start, start + len(text))

    def cut(self, start: int, end: int) -> Cleaned:
        """The part `text[start:end]`, its map cut to fit."""
        if start >= end:
            return EMPTY
        runs: list[Run] = []
        source = self.offsets.runs
        for index, run in enumerate(source):
            run_end = source[index + 1].start if index + 1 < len(source) else self.offsets.length
            first, last = max(run.start, start), min(run_end, end)
            if first >= last:
                continue
            if run.source_end - run.source_start == run_end - run.start:
                at = run.source_start + first - run.start
                runs.append(Run(first - start, at, at + last - first))
            else:
                runs.append(Run(first - start, run.source_start, run.source_end))
        return Cleaned(self.text[start:end], OffsetMap(tuple(runs), end - start))


EMPTY = Cleaned("", OffsetMap((), 0))


def verbatim(source: str, start: int, end: int) -> Cleaned:
    """The stretch `source[start:end]` as it stands, white space at both ends left out."""
    text = source[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    return Cleaned(text, OffsetMap.identity(start, len(text))) if text else EMPTY


def joined(parts: Sequence[Cleaned], gap: str = " ") -> Cleaned:
    """Several texts in one; a space between them stands for all that is in between in the source."""
    runs: list[Run] = []
    at = 0
    for number, part in enumerate(parts):
        if number and gap:
            runs.append(Run(at, runs[-1].source_end, part.offsets.runs[0].source_start))
            at += len(gap)
        runs += (run._replace(start=run.start + at) for run in part.offsets.runs)
        at += len(part.text)
    return Cleaned(gap.join(part.text for part in parts), OffsetMap(tuple(runs), at))


class TextBuilder:
    """Collects the pieces of a cleaned text in order, joining neighbours into one run where it can."""

    __slots__ = ("_direct", "_length", "_parts", "_runs")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._runs: list[Run] = []
        self._length = 0
        self._direct = False  # the last run corresponds character by character

    def copy(self, source: str, start: int, end: int) -> None:
        """Take over `source[start:end]` as it stands."""
        if start < end:
            self.put(source[start:end], start, end)

    def put(self, text: str, start: int, end: int) -> None:
        """Append `text`, which stands for the source from `start` to `end`."""
        if not text:
            return
        direct = len(text) == end - start
        if direct and self._direct and self._runs[-1].source_end == start:
            last = self._runs[-1]
            self._runs[-1] = Run(last.start, last.source_start, end)
        else:
            self._runs.append(Run(self._length, start, end))
        self._direct = direct
        self._parts.append(text)
        self._length += len(text)

    @property
    def last(self) -> str:
        """The last character so far, or an empty string."""
        return self._parts[-1][-1] if self._parts else ""

    def tail(self, length: int) -> str:
        """The last few characters so far, at most `length`."""
        found, size = [], 0
        for part in reversed(self._parts):
            found.append(part)
            size += len(part)
            if size >= length:
                break
        return "".join(reversed(found))[-length:]

    def build(self) -> Cleaned:
        """What was collected, white space at both ends left out."""
        if not self._runs:
            return EMPTY
        return Cleaned("".join(self._parts), OffsetMap(tuple(self._runs), self._length)).stripped()
