"""Tables of plain text whose columns are made with blanks, as printers and old filings have them.

The place of a word on its line is its place on a page with letters of one width, so the tables are found as those of pages are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.documents import page_layout
from claimcheck.documents.cleaned import EMPTY, Cleaned, TextBuilder
from claimcheck.documents.layout import header_count
from claimcheck.documents.lines import Line
from claimcheck.documents.page_layout import PageTable
from claimcheck.documents.pdf_text import Word
from claimcheck.documents.unruled import unruled_tables

_LETTER = 5.0
"""Width of a letter in points: two blanks are wider than what parts words, one is not."""
_SIZE = 12.0
_LEADING = 14.0
_LONGEST = 240
"""Characters of a line that can be a row."""
_AROUND = 8
"""Lines above a row that may head its columns."""
_ROW = re.compile(r"\S(?: {2,}|[ .]{4,})(?:[$€£(\[] {0,8})?[-–(]?[$€£]?\(?\d[\d,.]*[)%\]]{0,2}(?:\s|$)")
"""A figure behind wide white."""
_LEADERS = re.compile(r"(?:\. ?){4,}")
_RULE = re.compile(r"[-=_*]{3,}")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class FixedTable:
    """A table between two lines of a text, counted from 0, ends included."""

    first: int
    last: int
    rows: tuple[tuple[Cleaned, ...], ...]
    header_rows: int


def fixed_tables(text: str, lines: Sequence[Line]) -> Iterator[FixedTable]:
    """The tables of fixed width among some lines, in their order."""
    for start, end in _regions(text, lines):
        page = [
            page_layout.Line(words, 0, words[0].x0, words[-1].x1, words[0].top, words[0].bottom, _SIZE, False)
            for number in range(start, end)
            if (words := _words(text, lines[number], number))
        ]
        _, found = unruled_tables(page)
        for table in sorted(found, key=lambda one: one.top):
            if len(table.rows) > 1:
                yield _fixed(text, lines, table)


def _regions(text: str, lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Stretches of lines in which rows stand close to each other."""
    start = end = -1
    for number, line in enumerate(lines):
        if line.blank or line.end - line.begin > _LONGEST or not _ROW.search(text, line.start, line.end):
            continue
        if end >= 0 and number - end <= _AROUND:
            end = number
            continue
        if end > start >= 0:
            yield max(start - _AROUND, 0), end + 1
        start = end = number
    if end > start >= 0:
        yield max(start - _AROUND, 0), end + 1


def _words(text: str, line: Line, number: int) -> tuple[Word, ...]:
    if line.blank or line.end - line.begin > _LONGEST:
        return ()
    written = text[line.begin : line.end]
    plain = _LEADERS.sub(lambda match: " " * len(match[0]), written)
    columns = written.expandtabs(8) == written
    top = number * _LEADING
    return tuple(
        Word(
            match[0],
            match.start() * _LETTER,
            match.end() * _LETTER,
            top,
            top + _SIZE,
            _SIZE,
            False,
        )
        for match in _WORD.finditer(plain)
        if columns and not _RULE.fullmatch(match[0])
    )


def _fixed(text: str, lines: Sequence[Line], table: PageTable) -> FixedTable:
    first = round(table.top / _LEADING)
    last = int(table.bottom // _LEADING)
    rows = tuple(tuple(_cell(text, lines, cell) for cell in row) for row in table.words)
    return FixedTable(first, last, rows, header_count([list(row) for row in table.rows[:12]]))


def _cell(text: str, lines: Sequence[Line], words: Sequence[Word]) -> Cleaned:
    """The text of a cell with its places, white space folded."""
    if not words:
        return EMPTY
    into = TextBuilder()
    behind = 0
    for word in words:
        begin = lines[round(word.top / _LEADING)].begin
        start, end = begin + round(word.x0 / _LETTER), begin + round(word.x1 / _LETTER)
        if into.last:
            into.put(" ", behind, start)
        for number, match in enumerate(_WORD.finditer(text, start, end)):
            if number:
                into.put(" ", match.start() - 1, match.start())
            into.copy(text, match.start(), match.end())
            behind = match.end()
    return into.build()
