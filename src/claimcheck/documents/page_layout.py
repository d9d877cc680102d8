"""The layout of a page from the places of its words: lines, columns, and tables without rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimcheck.documents.pdf_text import Word

_GUTTER = 9.0
"""Points of white between two columns of text at least."""
_CELL_GAP = 1.6
"""White between two cells of a table without rules, in heights of its letters."""
_FIGURE = re.compile(
    r"[(\[]?[-–−+]?[$€£¥]?\s?\(?\d[\d,. ]*\)?\s?(?:%|pp|bn|m|k|x)?[)\]]?[*†‡]?|[-–—]|n/?a|n\.m\.",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:FY ?)?(?:19|20)\d\d[EFAP]?")
_FEWEST_ROWS = 3


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
        figures = sum(bool(_FIGURE.fullmatch(word.text)) for part in parts for word in part)
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


_Cells = list[tuple[float, float, str]]
"""The cells of a line: left end, right end, text."""


def unruled_tables(lines: Sequence[Line]) -> tuple[list[Line], list[PageTable]]:
    """The lines that are text, and the tables of the others: lines next to each other whose cells stand under each other."""
    kept: list[Line] = []
    tables: list[PageTable] = []
    cells = [_cells(line) for line in lines]
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and _goes_on(lines[end - 1], lines[end], cells[end - 1], cells[end]):
            end += 1
        table = _unruled(lines[at:end], cells[at:end]) if end - at >= _FEWEST_ROWS - 1 else None
        if table is None:
            remnant = _remnant(lines[at], cells[at])
            if remnant is None:
                kept.append(lines[at])
            else:
                tables.append(remnant)
            at += 1
            continue
        if kept and (headed := _with_header(kept[-1], table)) is not None:
            kept.pop()
            table = headed
            if kept and (headed := _with_header(kept[-1], table)) is not None and not _is_prose(kept[-1]):
                kept.pop()
                table = headed
        tables.append(table)
        at = end
    return kept, tables


def _remnant(line: Line, cells: _Cells) -> PageTable | None:
    """A line with figures side by side, as no sentence has them: a row whose table could not be told."""
    figures = 0
    for _, _, text in reversed(cells):
        if not _FIGURE.fullmatch(text) or _YEAR.fullmatch(text):
            break
        figures += 1
    if figures < 2:
        return None
    row = tuple(text for _, _, text in cells)
    return PageTable(line.x0, line.top, line.x1, line.bottom, (row,), tuple((x0, x1) for x0, x1, _ in cells))


def _cells(line: Line) -> _Cells:
    """The cells of a line: groups that wide white sets apart, and each of the figures at its end for itself."""
    words = line.words
    first = len(words)
    while first > 1 and _FIGURE.fullmatch(words[first - 1].text):
        first -= 1
    cells: _Cells = []
    for word in words[:first]:
        if cells and word.x0 - cells[-1][1] <= _CELL_GAP * max(word.size, 1.0):
            start, _, text = cells.pop()
            cells.append((start, word.x1, f"{text} {word.text}"))
        else:
            cells.append((word.x0, word.x1, word.text))
    for word in words[first:]:
        if cells[-1][2] in ("$", "€", "£", "(") and word.x0 - cells[-1][1] < line.size:
            start, _, sign = cells.pop()
            cells.append((start, word.x1, f"{sign}{word.text}"))
        else:
            cells.append((word.x0, word.x1, word.text))
    return cells


def _goes_on(line: Line, below: Line, cells: _Cells, others: _Cells) -> bool:
    """Whether a line continues a table: the same column of the page, close below, and a figure in line with one above."""
    if len(cells) < 2 or len(others) < 2 or below.column != line.column:
        return False
    if not 0 < below.top - line.top < 3.2 * max(line.height, below.height):
        return False
    return any(_in_line(a, b) for a in cells[1:] for b in others[1:])


def _in_line(cell: tuple[float, float, str], other: tuple[float, float, str]) -> bool:
    """Whether two cells end, begin or are centred under each other."""
    return (
        abs(cell[1] - other[1]) < 2.5
        or abs(cell[0] - other[0]) < 2.5
        or abs(cell[0] + cell[1] - other[0] - other[1]) < 4
    )


def _unruled(run: Sequence[Line], rows: Sequence[_Cells]) -> PageTable | None:
    """A table of lines, where most have figures that stand under each other."""
    with_figures = [row for row in rows if any(_FIGURE.fullmatch(text) for _, _, text in row[1:])]
    if len(with_figures) < 2 or len(with_figures) < 0.5 * len(rows):
        return None
    if len(rows) < _FEWEST_ROWS and min(map(len, rows)) < 3:
        return None
    columns = _columns(with_figures)
    if len(columns) < 2:
        return None
    return PageTable(
        min(line.x0 for line in run),
        run[0].top,
        max(line.x1 for line in run),
        max(line.bottom for line in run),
        tuple(_placed(row, columns) for row in rows),
        tuple(columns),
    )


def _placed(row: _Cells, columns: Sequence[tuple[float, float]]) -> tuple[str, ...]:
    cells = [""] * len(columns)
    for x0, x1, text in row:
        index = min(range(len(columns)), key=lambda i: _distance(columns[i], x0, x1))
        cells[index] = f"{cells[index]} {text}".strip()
    return tuple(cells)


def _is_prose(line: Line) -> bool:
    return line.text.rstrip().endswith((".", ":", ";")) or len(line.words) > 14


def _with_header(line: Line, table: PageTable) -> PageTable | None:
    """The table with the line above it as its header, where its words stand over the columns of figures."""
    if _is_prose(line) or not 0 < table.top - line.top < 3.5 * line.height or len(table.columns) < 2:
        return None
    label_end = table.columns[0][1]
    over: _Cells = []
    for word in line.words:
        if over and word.x0 - over[-1][1] < 0.45 * word.size and not _YEAR.fullmatch(word.text):
            start, _, text = over.pop()
            over.append((start, word.x1, f"{text} {word.text}"))
        else:
            over.append((word.x0, word.x1, word.text))
    heads = [cell for cell in over if cell[1] > label_end]
    met = {
        i
        for cell in heads
        for i, column in enumerate(table.columns[1:], 1)
        if _distance(column, cell[0], cell[1]) < 4
    }
    if (
        not heads
        or len(met) < max(1, (len(table.columns) - 1) // 2)
        or any(
            min(_distance(column, cell[0], cell[1]) for column in table.columns[1:]) > 12 for cell in heads
        )
    ):
        return None
    row = _placed(over, table.columns)
    if sum(map(bool, row)) < 2:
        return None
    return PageTable(
        min(table.x0, line.x0),
        line.top,
        max(table.x1, line.x1),
        table.bottom,
        (row, *table.rows),
        table.columns,
    )


def _columns(rows: Sequence[Sequence[tuple[float, float, str]]]) -> list[tuple[float, float]]:
    """Where the columns stand: cells that overlap, or whose right ends are in line, are of one column."""
    columns: list[tuple[float, float]] = []
    for row in rows:
        for x0, x1, _ in row:
            for index, (start, end) in enumerate(columns):
                if min(end, x1) - max(start, x0) > 0.3 * min(end - start, x1 - x0) or abs(end - x1) < 3:
                    columns[index] = (min(start, x0), max(end, x1))
                    break
            else:
                columns.append((x0, x1))
    columns.sort()
    merged: list[tuple[float, float]] = []
    for start, end in columns:
        if merged and start < merged[-1][1] - 0.5 * (end - start):
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _distance(column: tuple[float, float], x0: float, x1: float) -> float:
    """How far a cell stands from a column; below zero where they overlap."""
    return max(column[0], x0) - min(column[1], x1)
