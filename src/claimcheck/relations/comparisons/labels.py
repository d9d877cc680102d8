"""The labels of a table as a sentence names them: rows and columns by their words, by an abbreviation, or by a word that no other has."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimcheck.quantities.cells import Number, header_rows, number_of
from claimcheck.relations.tables.grid import Grid

_WORD = re.compile(r"[^\W_]+")
_BRACKETED = re.compile(r"\([^()]{0,60}\)|\[[^\[\]]{0,60}\]")
_SPREAD = re.compile(r"\s*[(\[]?\s*(?:±|\+/-).*$")
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})*|\d{1,7}")
_CAPITALS = re.compile(r"[A-Z]")
_MOST_LINES = 200
_MOST_WORDS = 8
"""Of a label that a sentence may name."""
_LEAST_ALIAS = 4
"""Letters of a word that stands for a label alone."""
_MOST_BOARDS = 24
"""Tables that have labels of a sentence."""
_MOST_APART = 3
"""Characters between two words of a label in a sentence."""

ROWS, COLUMNS = "rows", "columns"


@dataclass(frozen=True, slots=True)
class Entry:
    """Lines of a table under one label."""

    axis: str
    """Whether they are rows or columns."""
    level: int
    """Which column of labels has it: rows may have several."""
    lines: frozenset[int]
    """Rows, or columns, of the table."""
    label: str
    grouped: bool = False
    """Whether the label heads a group of rows, so that each of them is meant."""


@dataclass(frozen=True, slots=True)
class Named:
    """A label in a sentence."""

    start: int
    end: int
    entry: Entry
    exact: bool
    """Whether it stands there in the very letters of the table."""


@dataclass(frozen=True, slots=True)
class Board:
    """A table as comparisons look at it: a number for each row and column, and the words that name them."""

    grid: Grid
    cells: Mapping[tuple[int, int], Number]
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    labels: Mapping[tuple[str, int], str]
    """The label of a row, all its parts together, and of a column."""
    names: Mapping[tuple[str, ...], tuple[Entry, ...]]
    """What the words of labels may name, the words in lower case and singular."""
    settings: Mapping[tuple[str, int], frozenset[tuple[int, str]]]
    """What a line stands under: the labels of each level, and the group of a row."""

    def value(self, axis: str, line: int, cross: int) -> Number | None:
        """The number of a line of an axis where it meets one of the other."""
        return self.cells.get((line, cross) if axis == ROWS else (cross, line))

    def label(self, axis: str, line: int) -> str:
        """The label of a line; empty where it has none."""
        return self.labels.get((axis, line), "")

    def label_at(self, place: tuple[int, int], axis: str) -> str:
        """The label of the row, or column, of a cell."""
        return self.label(axis, place[0] if axis == ROWS else place[1])

    def lines(self, axis: str) -> tuple[int, ...]:
        """All lines of an axis that have numbers."""
        return self.rows if axis == ROWS else self.columns


def words_in(text: str) -> tuple[str, ...]:
    """The words of a label, in lower case and singular."""
    return tuple(_plain(match.group()) for match in _WORD.finditer(text))


def _plain(word: str) -> str:
    low = word.lower()
    return low[:-1] if len(low) > 3 and low.endswith("s") and not low.endswith("ss") else low


def board_of(grid: Grid, generic: frozenset[str]) -> Board | None:
    """A table for comparisons; None where it has too few numbers or too many lines. `generic`: words that stand for no label alone."""
    table = grid.table
    body = [row for row in grid.rows if row.index < len(table.rows)]
    if len(body) > _MOST_LINES or not table.rows:
        return None
    width = len(table.rows[0])
    numbers = {
        (row.index, column): number
        for row in body
        for column in range(1, width)
        if column < len(table.rows[row.index])
        and (number := number_of(_SPREAD.sub("", table.rows[row.index][column].text.strip()))) is not None
        and not number.nil
    }
    levels = [0]
    for column in range(1, width):
        filled = sum((row.index, column) in numbers for row in body)
        if filled or levels[-1] != column - 1:
            break
        levels.append(column)
    cells = {place: number for place, number in numbers.items() if place[1] not in levels}
    rows = tuple(row.index for row in body if any((row.index, column) in cells for column in range(1, width)))
    columns = tuple(column for column in range(1, width) if any((row, column) in cells for row in rows))
    if len(rows) * len(columns) < 2:
        return None
    entries = list(_entries(grid, levels, rows, columns))
    labels: dict[tuple[str, int], str] = {}
    for entry in entries:
        if not entry.grouped:
            for line in entry.lines:
                key = entry.axis, line
                before = labels.get(key, "")
                labels[key] = entry.label if entry.label.startswith(before) else f"{before} {entry.label}"
    settings: dict[tuple[str, int], set[tuple[int, str]]] = defaultdict(set)
    for entry in entries:
        for line in entry.lines:
            settings[entry.axis, line].add((entry.level, entry.label))
    under = {line: frozenset(some) for line, some in settings.items()}
    return Board(grid, cells, rows, columns, labels, _names(entries, generic), under)


def _entries(
    grid: Grid, levels: list[int], rows: tuple[int, ...], columns: tuple[int, ...]
) -> Iterator[Entry]:
    table = grid.table
    for level in levels:
        by_label: dict[str, set[int]] = defaultdict(set)
        before = ""
        for row in rows:
            text = _label(table.rows[row][level].text) or (before if level < levels[-1] else "")
            before = text
            if text:
                by_label[text].add(row)
        counted = _label(grid.headers[level]) if level < len(grid.headers) else ""
        for label, lines in by_label.items():
            yield Entry(ROWS, level, frozenset(lines), label)
            if counted and _DIGITS.fullmatch(label):
                yield Entry(ROWS, level, frozenset(lines), f"{label} {counted}")  # "at 415 tools"
    group: list[int] = []
    heading = ""
    for line in grid.rows:
        if line.index in rows:
            group.append(line.index)
        elif line.label and not line.cells:
            if heading and group:
                yield Entry(ROWS, -1, frozenset(group), heading, grouped=True)
            heading, group = line.label, []
    if heading and group:
        yield Entry(ROWS, -1, frozenset(group), heading, grouped=True)
    headers: dict[str, set[int]] = defaultdict(set)
    above = table.rows[: header_rows(table)]
    for column in columns:
        parts = (_label(row[column].text) for row in above if column < len(row))
        header = " ".join(dict.fromkeys(part for part in parts if part))
        if header:
            headers[header].add(column)
    for label, lines in headers.items():
        yield Entry(COLUMNS, 0, frozenset(lines), label)


def _label(text: str) -> str:
    """The text of a cell without its marks."""
    return " ".join(text.split()).strip("*_` ")


def _names(entries: list[Entry], generic: frozenset[str]) -> dict[tuple[str, ...], tuple[Entry, ...]]:
    found: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    single: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        forms = {words_in(entry.label), words_in(_BRACKETED.sub(" ", entry.label))}
        for form in forms:
            if 0 < len(form) <= _MOST_WORDS:
                found[form].append(entry)
        for word in set(words_in(entry.label)):
            single[word].append(entry)
    for word, some in single.items():
        alone = len({(entry.axis, entry.lines) for entry in some}) == 1
        if (
            alone
            and len(word) >= _LEAST_ALIAS
            and not word.isdigit()
            and word not in generic
            and (word,) not in found
        ):
            found[word,].append(some[0])
    heads: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        head = _WORD.search(entry.label)
        if head is not None and len(_CAPITALS.findall(head.group())) > 1:
            heads[_plain(head.group())].append(entry)
    for word, some in heads.items():
        if (word,) not in found and len({(entry.axis, entry.lines) for entry in some}) == 1:
            found[word,].append(some[0])  # "KCP" for "KCP Kenyon-Dean et al. (2018)"
    return {form: tuple(some) for form, some in found.items()}


def named_in(sentence: str, board: Board) -> list[Named]:
    """The labels of a table that a sentence names, the longest first to take its words; what may be a row or a column is both."""
    words = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(sentence)]
    plain = [_plain(word) for _, _, word in words]
    longest = max((len(form) for form in board.names), default=0)
    found: list[Named] = []
    at = 0
    while at < len(words):
        taken = 0
        for length in range(min(max(longest, 2), len(words) - at), 0, -1):
            entries = board.names.get(tuple(plain[at : at + length]))
            if entries is None and length == 2:  # "base lines"
                entries = board.names.get((_plain("".join(word for _, _, word in words[at : at + 2])),))
            if entries is None or not _is_close(words[at : at + length]):
                continue
            start, end = words[at][0], words[at + length - 1][1]
            written = sentence[start:end]
            exact = any(written in entry.label for entry in entries)
            if len(written) < 3 and (not exact or not written[0].isupper() or written in ("A", "I")):
                continue
            found.extend(Named(start, end, entry, exact) for entry in _merged(entries))
            taken = length
            break
        at += max(taken, 1)
    return found


def _is_close(words: list[tuple[int, int, str]]) -> bool:
    return all(after[0] - before[1] <= _MOST_APART for before, after in pairwise(words))


def _merged(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    """Entries of one name, those of one axis and level as one: labels that differ in a mark only ("TGen", "TGen+")."""
    kinds: dict[tuple[str, int, bool], list[Entry]] = defaultdict(list)
    for entry in entries:
        kinds[entry.axis, entry.level, entry.grouped].append(entry)
    for (axis, level, grouped), some in kinds.items():
        lines = frozenset(line for entry in some for line in entry.lines)
        yield Entry(axis, level, lines, some[0].label, grouped)


class Shelf:
    """Tables by the words of their labels, so that a sentence is held only against those of which it has some."""

    def __init__(self, boards: Sequence[Board]) -> None:
        self._boards = boards
        self._by_word: dict[str, set[int]] = defaultdict(set)
        for number, board in enumerate(boards):
            for form in board.names:
                self._by_word[form[0]].add(number)

    def near(self, sentence: str) -> list[Board]:
        """The tables of which a sentence has the first words of a label; none where they are too many to tell which is meant."""
        words = {_plain(match.group()) for match in _WORD.finditer(sentence)}
        joined = {
            _plain("".join(pair)) for pair in pairwise(match.group() for match in _WORD.finditer(sentence))
        }
        numbers = sorted({number for word in words | joined for number in self._by_word.get(word, ())})
        return [self._boards[number] for number in numbers] if len(numbers) <= _MOST_BOARDS else []
