"""From a stretch of lines to readable text: what is no text cut out, every character's place kept."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from claimcheck.documents.cleaned import Cleaned, TextBuilder
from claimcheck.documents.lines import Line

_NO_TEXT = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"]+|[\0\xad\u200b\ufeff]+")
_NO_TEXT_IN_MARKDOWN = re.compile(_NO_TEXT.pattern.replace("<>", "<>\\[\\]`*"))


class Cut(NamedTuple):
    """A stretch of the source that is left out, or replaced by `text`."""

    start: int
    end: int
    text: str = ""


class Cuts:
    """All cuts of a document, in order and without overlap."""

    def __init__(self, cuts: Sequence[Cut]) -> None:
        self._cuts = cuts
        self._starts = [cut.start for cut in cuts]

    def within(self, start: int, end: int) -> Iterator[Cut]:
        """The cuts that take something of the source from `start` to `end`."""
        for index in range(max(bisect_right(self._starts, start) - 1, 0), len(self._cuts)):
            cut = self._cuts[index]
            if cut.start >= end:
                return
            if cut.end > start:
                yield cut


def plain_cuts(text: str, start: int, end: int, *, markdown: bool = False) -> list[Cut]:
    """What is no text even without markup: bare addresses and characters that cannot be seen."""
    pattern = _NO_TEXT_IN_MARKDOWN if markdown else _NO_TEXT
    return [
        Cut(match.start(), match.start() + _address_length(match[0]))
        for match in pattern.finditer(text, start, end)
    ]


def _address_length(address: str) -> int:
    """Length of a bare address without the punctuation of the sentence around it."""
    bare = address.rstrip(".,;:!?'”’")
    if bare.endswith(")") and "(" not in bare:
        bare = bare.rstrip(").,;:")
    return len(bare)


def merged(cuts: Iterable[Cut], more: Iterable[Cut]) -> list[Cut]:
    """Two lists of cuts as one; those of `more` that start within another are dropped."""
    result: list[Cut] = []
    for cut, extra in sorted([*((cut, False) for cut in cuts), *((cut, True) for cut in more)]):
        at = result[-1].end if result else 0
        if cut.end > at and not (extra and cut.start < at):
            result.append(cut if cut.start >= at else Cut(at, cut.end))
    return result


def clean_lines(source: str, lines: Sequence[Line], cuts: Cuts) -> Cleaned:
    """The readable text of some lines of `source`, with a line break between two of them."""
    into = TextBuilder()
    done = -1  # where the last cut ends
    for index, line in enumerate(lines):
        if index and done <= lines[index - 1].newline[0]:
            into.put("\n", *lines[index - 1].newline)
        at = line.start
        for cut in cuts.within(line.start, line.end):
            into.copy(source, at, cut.start)
            at = min(cut.end, line.end)
            # A replacement by a space parts words, no more.
            if cut.end != done and (cut.text != " " or not into.last.isspace()):
                into.put(cut.text, cut.start, cut.end)
            done = cut.end
        into.copy(source, at, line.end)
    return into.build()
