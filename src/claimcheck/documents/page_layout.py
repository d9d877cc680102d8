"""The layout of a page from the places of its words: lines and columns of text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimcheck.documents.pdf_text import Word

_GUTTER = 9.0
"""Points of white between two columns of text at least."""
FIGURE = re.compile(
    r"[(\[]?[-–−+]?[$€£¥]?\s?\(?\d[\d,. ]*\)?\s?(?:%|pp|bn|m|k|x)?[)\]]?[*†‡]?|[-–—]|n/?a|n\.m\.",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one line of one column."""

    words: tuple[Word, ...]
    column: int
    column_start: float
    column_end: float
    top: float
    """From the top of the page, as `bottom`."""
    bottom: float
    size: float
    """Of most of its letters."""
    bold: bool
    """Whether all of it is."""

    @property
    def text(self) -> str:
        """The words with single blanks."""
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        """Left end."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right end."""
        return self.words[-1].x1

    @property
    def height(self) -> float:
        """Of its letters."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table of a page."""

    x0: float
    top: float
    x1: float
    bottom: float
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[tuple[float, float], ...] = ()
    """Left and right end of each column, where they were found by the places of words."""
    words: tuple[tuple[tuple[Word, ...], ...], ...] = ()
    """The words of each cell, where they were found so."""
    pages: tuple[int, ...] = ()
    """The page of each row, where the table goes over several."""

    def holds(self, word: Word) -> bool:
        """Whether the middle of a word lies within."""
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        return bool(self.x0 - 1 <= x <= self.x1 + 1 and self.top - 1 <= y <= self.bottom + 1)


def page_lines(words: Sequence[Word], width: float) -> list[Line]:
    """The lines of a page in reading order: down one column, then down the next; what spans the columns keeps its place."""
    rows = _rows(list(words))
    gutter = _gutter(rows, width)
    if gutter is None:
        return _lines(rows, 0)
    spanning = [not _is_cut(row, gutter) for row in rows]
    found: list[Line] = []
    left: list[list[Word]] = []
    right: list[list[Word]] = []

    def end_of_band() -> None:
        found.extend(_lines(left, 1))
        found.extend(_lines(right, 2))
        left.clear()
        right.clear()

    for row, spans in zip(rows, spanning, strict=True):
        if spans:
            end_of_band()
            found.extend(_lines([row], 0))
            continue
        ours = [word for word in row if word.x1 <= gutter]
        theirs = [word for word in row if word.x0 >= gutter]
        if ours:
            left.append(ours)
        if theirs:
            right.append(theirs)
    end_of_band()
    return found


def _rows(words: list[Word]) -> list[list[Word]]:
    """The words of one height each, from left to right; small marks above the line belong to it."""
    words.sort(key=lambda word: (word.bottom + word.top) / 2)
    rows: list[list[Word]] = []
    middle = 0.0
    for word in words:
        own = (word.bottom + word.top) / 2
        if rows and own - middle <= 0.5 * min(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
            middle = own
    for row in rows:
        row.sort(key=lambda word: word.x0)
    return rows


def _gutter(rows: Sequence[Sequence[Word]], width: float) -> float | None:
    """Where the white between two columns lies: most lines keep clear of it, and on both sides there is running text."""
    if len(rows) < 8:
        return None
    step = 3.0
    first, last = int(0.3 * width / step), int(0.7 * width / step)
    crossing = [0] * (last + 2)
    for row in rows:
        covered: set[int] = set()
        for word in row:
            covered.update(range(max(int(word.x0 / step), first), min(int(word.x1 / step), last) + 1))
        for index in covered:
            crossing[index] += 1
    limit = 0.2 * len(rows)
    best: tuple[int, int] | None = None
    start: int | None = None
    for index in range(first, last + 2):
        if index <= last and crossing[index] <= limit:
            start = index if start is None else start
        elif start is not None:
            if best is None or index - start > best[1] - best[0]:
                best = (start, index)
            start = None
    if best is None or (best[1] - best[0]) * step < _GUTTER:
        return None
    at = (best[0] + best[1]) * step / 2
    clear = [row for row in rows if _is_cut(row, at)]
    if len(clear) < 0.7 * len(rows):
        return None
    # Columns of a table hold figures or few words; columns of text hold many.
    for is_left in (True, False):
        parts = [part for row in clear if (part := [word for word in row if (word.x0 < at) is is_left])]
        words = sum(map(len, parts))
        figures = sum(bool(FIGURE.fullmatch(word.text)) for part in parts for word in part)
        if len(parts) < 0.35 * len(clear) or figures > 0.35 * words or words < 2.5 * len(parts):
            return None
    return at


def _is_cut(row: Sequence[Word], at: float) -> bool:
    """Whether a line leaves the gutter white."""
    return not any(word.x0 < at < word.x1 for word in row) and all(
        not (left.x1 <= at <= right.x0) or right.x0 - left.x1 >= _GUTTER * 0.8
        for left, right in pairwise(row)
    )


def _lines(rows: Sequence[Sequence[Word]], column: int) -> list[Line]:
    """The lines of a column, with its left and right end."""
    if not rows:
        return []
    start, end = min(row[0].x0 for row in rows), max(row[-1].x1 for row in rows)
    return [
        Line(
            tuple(row),
            column,
            start,
            end,
            min(word.top for word in row),
            max(word.bottom for word in row),
            max(row, key=lambda word: len(word.text)).size,
            all(word.bold for word in row),
        )
        for row in rows
    ]
