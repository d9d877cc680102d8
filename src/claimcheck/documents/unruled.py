"""Tables without rules, from the places of words on a page: lines next to each other whose cells stand under each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from claimcheck.documents.page_layout import FIGURE, Line, PageTable
from claimcheck.documents.pdf_text import Word

_CELL_GAP = 1.6
"""White between two cells, in heights of their letters."""
_WORD_GAP = 0.45
"""White between two words of running text at most."""
_YEAR = re.compile(r"(?:FY ?)?(?:19|20)\d\d[EFAP]?")
_SIGN = re.compile(r"[$€£¥(\[]|[$€£¥][(\[]")
"""What may stand apart before a figure."""
_DASH = re.compile(r"[-–—]")
_END_SIGN = re.compile(r"[)\]]?%?[)\]]?|pp|bn")
"""What may stand apart behind one."""
_SIGN_GAP = 6.0
"""White between a sign and its figure at most: signs of currency are set at the left of their column."""
_FEWEST_ROWS = 3
_MOST_LABELS = 3
"""Lines with a label alone between two rows with figures."""
_MOST_HEADERS = 6
_MOST_CELLS = 40
"""Of a row."""
_MOST_ROWS = 2_000
_ROW_GAP = 3.2
_HEADER_GAP = 3.5
_TIGHT = 0.87
"""Lines of one label stand closer than rows do: by less than so much of their distance."""


@dataclass(frozen=True, slots=True)
class _Cell:
    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def is_figure(self) -> bool:
        return all(FIGURE.fullmatch(word.text) for word in self.words)


_Cells = list[_Cell]
_Placed = tuple[tuple[Word, ...], ...]
"""The words of a row's cells."""


@dataclass(frozen=True, slots=True)
class _Row:
    line: Line
    cells: _Cells


def unruled_tables(lines: Sequence[Line]) -> tuple[list[Line], list[PageTable]]:
    """The lines that are text, and the tables of the others."""
    kept: list[Line] = []
    tables: list[PageTable] = []
    rows = [_Row(line, _cells(line)) for line in lines]
    at = 0
    while at < len(lines):
        end = _end_of_run(rows, at)
        table = _unruled(rows[at:end]) if end - at >= _FEWEST_ROWS - 1 else None
        if table is None:
            remnant = _remnant(rows[at])
            if remnant is None:
                kept.append(lines[at])
            else:
                tables.append(remnant)
            at += 1
            continue
        tables.append(_headed(kept, table))
        at = end
    return kept, tables


def _end_of_run(rows: Sequence[_Row], start: int) -> int:
    """Where the lines end that continue a row: rows under each other, with labels alone among them."""
    last = start
    while True:
        following = last + 1
        while (
            following < len(rows)
            and following - last <= _MOST_LABELS
            and _is_label(rows[following], rows[last])
            and _is_near(rows[following - 1].line, rows[following].line)
        ):
            following += 1
        if (
            following >= len(rows)
            or following - start > _MOST_ROWS
            or not _goes_on(rows[last], rows[following], rows[following - 1].line)
        ):
            return last + 1
        last = following


def _is_label(row: _Row, above: _Row) -> bool:
    """Whether a line has words only where a row above it has its label."""
    return (
        len(row.cells) == 1
        and len(above.cells) > 1
        and row.cells[0].x1 < above.cells[1].x0
        and row.line.column == above.line.column
        and row.cells[0].x0 < above.cells[0].x1
        and not row.cells[0].is_figure
    )


def _is_near(line: Line, below: Line) -> bool:
    return 0 < below.top - line.top < _ROW_GAP * max(line.height, below.height)


def _goes_on(row: _Row, below: _Row, between: Line) -> bool:
    """Whether a line continues a table: the same column of the page, close below, and a figure in line with one above."""
    if len(row.cells) < 2 or not 1 < len(below.cells) <= _MOST_CELLS or below.line.column != row.line.column:
        return False
    if not _is_near(between, below.line):
        return False
    return any(_in_line(a, b) for a in row.cells[1:] for b in below.cells[1:])


def _in_line(cell: _Cell, other: _Cell) -> bool:
    """Whether two cells end, begin or are centred under each other."""
    return (
        abs(cell.x1 - other.x1) < 2.5
        or abs(cell.x0 - other.x0) < 2.5
        or abs(cell.x0 + cell.x1 - other.x0 - other.x1) < 4
    )


def _remnant(row: _Row) -> PageTable | None:
    """A line with figures side by side, as no sentence has them: a row whose table could not be told."""
    figures = 0
    for cell in reversed(row.cells):
        if not _is_amount(cell):
            break
        figures += 1
    if figures < 2:
        return None
    line = row.line
    return PageTable(
        line.x0,
        line.top,
        line.x1,
        line.bottom,
        (tuple(cell.text for cell in row.cells),),
        tuple((cell.x0, cell.x1) for cell in row.cells),
        (tuple(cell.words for cell in row.cells),),
    )


def _with_signs(words: Sequence[Word]) -> list[Word]:
    """Figures with the signs that stand apart from them: "$ 1,204", "(96 )", "12 %"."""
    joined: list[Word] = []
    for word in words:
        if joined:
            last = joined[-1]
            gap = word.x0 - last.x1
            before = bool(_SIGN.fullmatch(last.text)) and bool(
                re.match(r"[-–−(\[]?\d|[-–—]$|[(\[]\d", word.text)
            )
            behind = bool(re.search(r"\d$", last.text)) and bool(_END_SIGN.fullmatch(word.text))
            if (before and gap < _SIGN_GAP * word.size) or (behind and gap < word.size):
                blank = " " if before and gap > 0.1 * word.size and last.text in "$€£¥" else ""
                joined[-1] = Word(
                    f"{last.text}{blank}{word.text}",
                    last.x0,
                    word.x1,
                    min(last.top, word.top),
                    max(last.bottom, word.bottom),
                    last.size,
                    last.bold,
                )
                continue
        joined.append(word)
    return joined


def _cells(line: Line) -> _Cells:
    """The cells of a line: groups that wide white sets apart, and each of the figures at its end for itself."""
    words = _with_signs(line.words)
    first = len(words)
    while first > 1 and FIGURE.fullmatch(words[first - 1].text):
        first -= 1
    # A number that follows a word as words do, "(Scope 1)", is said in the label.
    while (
        first < len(words)
        and not (first == 1 and FIGURE.fullmatch(words[0].text))
        and words[first].x0 - words[first - 1].x1 <= _WORD_GAP * words[first].size
    ):
        first += 1
    cells = _grouped(words[:first], _CELL_GAP)
    for word in words[first:]:
        last = cells[-1].words[-1]
        is_range = _DASH.fullmatch(word.text) or _DASH.fullmatch(last.text)
        if is_range and len(cells) > 1 and word.x0 - last.x1 <= _WORD_GAP * word.size:
            cells[-1] = _Cell((*cells[-1].words, word))
        else:
            cells.append(_Cell((word,)))
    return cells


def _grouped(words: Sequence[Word], gap: float) -> _Cells:
    """Words that no wider white parts than so many heights of their letters."""
    groups: list[list[Word]] = []
    for word in words:
        if groups and word.x0 - groups[-1][-1].x1 <= gap * max(word.size, 1.0):
            groups[-1].append(word)
        else:
            groups.append([word])
    return [_Cell(tuple(group)) for group in groups]


def _unruled(run: Sequence[_Row]) -> PageTable | None:
    """A table of lines, where most have figures that stand under each other."""
    rows = [row for row in run if len(row.cells) > 1]
    with_figures = [row for row in rows if any(cell.is_figure for cell in row.cells[1:])]
    if len(with_figures) < 2 or len(with_figures) < 0.5 * len(rows):
        return None
    if len(rows) < _FEWEST_ROWS and min(len(row.cells) for row in rows) < 3:
        return None
    columns = _columns([row.cells for row in with_figures])
    if len(columns) < 2:
        return None
    placed = tuple(_placed(row.cells, columns) for row in _whole_labels(run))
    return PageTable(
        min(row.line.x0 for row in run),
        run[0].line.top,
        max(row.line.x1 for row in run),
        max(row.line.bottom for row in run),
        tuple(map(_texts, placed)),
        tuple(columns),
        placed,
    )


def _whole_labels(run: Sequence[_Row]) -> list[_Row]:
    """The rows with labels that take several lines made whole; what remains alone heads the rows below it."""
    steps = [
        below.line.top - row.line.top
        for row, below in pairwise(run)
        if len(row.cells) > 1 and len(below.cells) > 1
    ]
    usual = median(steps) if steps else 0.0
    made: list[_Row] = []
    for row in run:
        if made:
            last = made[-1]
            step = row.line.top - last.line.top
            tight = step < _TIGHT * usual if usual else step < 1.35 * row.line.size
            goes_on = row.cells[0].text[:1].islower()
            if (
                len(last.cells) == 1
                and row.line.x0 < last.line.x1
                and (tight or goes_on)
                and not last.cells[0].text.endswith(":")
            ):
                # The figures stand beside the last line of the label.
                made[-1] = _Row(row.line, [_both(last.cells[0], row.cells[0]), *row.cells[1:]])
                continue
            if len(row.cells) == 1 and len(last.cells) > 1 and (goes_on or _follows(run, row, step)):
                # They stand beside its first.
                made[-1] = replace(last, cells=[_both(last.cells[0], row.cells[0]), *last.cells[1:]])
                continue
            if len(last.cells) == 1 and row.line.x0 >= last.line.x1 and tight:
                # The label stands a little higher than its figures.
                made[-1] = _Row(row.line, [last.cells[0], *row.cells])
                continue
        made.append(row)
    return made


def _follows(run: Sequence[_Row], row: _Row, step: float) -> bool:
    """Whether a label stands closer to the row above it than to what is below."""
    index = next(i for i, other in enumerate(run) if other is row)
    return index + 1 < len(run) and step < _TIGHT * (run[index + 1].line.top - row.line.top)


def _both(first: _Cell, second: _Cell) -> _Cell:
    return _Cell((*first.words, *second.words))


def _placed(row: _Cells, columns: Sequence[tuple[float, float]]) -> _Placed:
    cells: list[tuple[Word, ...]] = [()] * len(columns)
    for cell in row:
        over = [column for column in columns if _distance(column, cell) < 0]
        # Words that stand close may head two columns; those of a heading that spans columns stand in their middle.
        parts = [_Cell((word,)) for word in cell.words] if _is_split(cell, over) else [cell]
        for part in parts:
            index = min(range(len(columns)), key=lambda i: _distance(columns[i], part))
            cells[index] = (*cells[index], *part.words)
    return tuple(cells)


def _texts(row: _Placed) -> tuple[str, ...]:
    return tuple(" ".join(word.text for word in cell) for cell in row)


def _is_split(cell: _Cell, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether the words of a cell stand over one of several columns each."""
    if len(columns) < 2 or len(cell.words) < 2:
        return False
    at = [
        [i for i, column in enumerate(columns) if _distance(column, _Cell((word,))) < 0]
        for word in cell.words
    ]
    return all(len(found) == 1 for found in at) and {found[0] for found in at} == set(range(len(columns)))


def _is_prose(line: Line) -> bool:
    return line.text.rstrip().endswith((".", ":", ";")) or len(line.words) > 14


def _headed(kept: list[Line], table: PageTable) -> PageTable:
    """The table with the lines above it that head its columns, which are taken off the text.

    A label between header and rows is of the table where there is a header above it.
    """
    taken = 0
    waiting: list[Line] = []
    while taken + len(waiting) < min(_MOST_HEADERS, len(kept)):
        line = kept[-1 - taken - len(waiting)]
        top = waiting[-1].top if waiting else table.top
        if not 0 < top - line.top < _HEADER_GAP * line.height:
            break
        labelled = table
        for label in waiting:
            labelled = _below_label(label, labelled)
        headed = _with_header(line, labelled, first=taken == 0)
        if headed is not None:
            table = headed
            taken += 1 + len(waiting)
            waiting = []
        elif not waiting and line.x1 < table.columns[1][0] and not line.text.endswith("."):
            waiting.append(line)
        else:
            break
    if taken:
        del kept[-taken:]
    return table


def _below_label(line: Line, table: PageTable) -> PageTable:
    """The table with a line that is the label of its first row."""
    row: _Placed = (line.words, *[()] * (len(table.columns) - 1))
    return replace(table, rows=(_texts(row), *table.rows), words=(row, *table.words))


def _with_header(line: Line, table: PageTable, *, first: bool) -> PageTable | None:
    """The table with the line above it as its header, where its words stand over the columns of figures."""
    if len(table.columns) < 2:
        return None
    label_end = table.columns[0][1]
    over: _Cells = []
    for cell in _grouped(line.words, _WORD_GAP):
        years = any(_YEAR.fullmatch(word.text) for word in cell.words)
        over.extend([_Cell((word,)) for word in cell.words] if years else [cell])
    heads = [cell for cell in over if cell.x1 > label_end]
    if not heads:
        return None
    figures = table.columns[1:]
    if any(min(_distance(column, cell) for column in figures) > 12 for cell in heads):
        return None
    if len(heads) == 1 and len(over) == 1:
        # One group of words over several columns; a sentence or a heading begins at the left.
        start, end = figures[0][0], figures[-1][1]
        if heads[0].x0 < label_end - 3 or heads[0].x0 < start - 40 or heads[0].x1 > end + 40:
            return None
        if line.text.endswith("."):
            return None
    else:
        if _is_prose(line):
            return None
        met = {i for cell in heads for i, column in enumerate(figures) if _distance(column, cell) < 4}
        if first and len(met) < max(1, len(figures) // 2):
            return None
    placed = _placed(over, table.columns)
    return replace(
        table,
        x0=min(table.x0, line.x0),
        top=line.top,
        x1=max(table.x1, line.x1),
        rows=(_texts(placed), *table.rows),
        words=(placed, *table.words),
    )


def _columns(rows: Sequence[_Cells]) -> list[tuple[float, float]]:
    """Where the columns stand: figures that overlap, or whose right ends are in line, are of one column.

    Words are placed by them: a header of two columns that stand close must not make one of them.
    """
    plain = [row for row in rows if any(_is_amount(cell) for cell in row[1:])]
    columns: list[tuple[float, float]] = []
    for row in plain or rows:
        for cell in row[1:]:
            if cell.is_figure:
                _put(columns, cell)
    texts: list[tuple[float, float]] = []
    for row in plain or rows:
        for index, cell in enumerate(row):
            if (index == 0 or not cell.is_figure) and not any(
                _distance(column, cell) < 0 for column in columns
            ):
                _put(texts, cell)
    for row in rows:
        for cell in row[1:]:
            if cell.is_figure and all(_distance(column, cell) > 12 for column in (*columns, *texts)):
                _put(columns, cell)
    columns = sorted((*columns, *texts))
    merged: list[tuple[float, float]] = []
    for start, end in columns:
        if merged and start < merged[-1][1] - 0.5 * (end - start):
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _is_amount(cell: _Cell) -> bool:
    return cell.is_figure and not _YEAR.fullmatch(cell.text)


def _put(columns: list[tuple[float, float]], cell: _Cell) -> None:
    """Widens the column that a cell belongs to; a new one where there is none."""
    for index, (start, end) in enumerate(columns):
        overlap = min(end, cell.x1) - max(start, cell.x0)
        if overlap > 0.3 * min(end - start, cell.x1 - cell.x0) or abs(end - cell.x1) < 3:
            columns[index] = (min(start, cell.x0), max(end, cell.x1))
            return
    columns.append((cell.x0, cell.x1))


def _distance(column: tuple[float, float], cell: _Cell) -> float:
    """How far a cell stands from a column; below zero where they overlap."""
    return max(column[0], cell.x0) - min(column[1], cell.x1)
