"""Superlatives in the text beside a table: "Ardel has the lowest coverage", where another row of the column is lower."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.claims.sentences import split_sentences
from claimcheck.claims.words import canonical, content, tokenize
from claimcheck.model import Document, Segment, SegmentKind, Span
from claimcheck.quantities.cells import Number
from claimcheck.relations.tables.grid import Grid, Row, holds_label
from claimcheck.relations.tables.sums import TOTAL

_MOST = frozenset({"highest", "largest", "biggest", "greatest", "longest"})
_LEAST = frozenset({"lowest", "smallest", "fewest", "shortest"})
_SUPERLATIVE = re.compile(rf"\bthe ({'|'.join(sorted(_MOST | _LEAST))})\b", re.IGNORECASE)
_NOT_PLAIN = re.compile(
    r"\b(?:one of|among|second|third|fourth|next|not|n't|neither|nearly|almost|except|after|behind|apart from|since|ever|record|"
    r"history|decade|years|months|weeks|if|would|could|may|might|per|average|share|rise|fall|growth|increase|drop|gain|change)\b",
    re.IGNORECASE,
)
_FEWEST_ROWS = 3
_MOST_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class BrokenSuperlative:
    """A row that a sentence calls the first of a column, and the row that is."""

    segment: Segment
    span: Span
    """The superlative, in the segment's text."""
    sentence: str
    word: str
    grid: Grid
    row: Row
    column: int
    rightful: Row


def broken_superlatives(document: Document, grids: Sequence[Grid]) -> Iterator[BrokenSuperlative]:
    """The superlatives of a document's text that the tables beside it contradict."""
    for segment in document.segments:
        if segment.kind not in (SegmentKind.PARAGRAPH, SegmentKind.LIST_ITEM):
            continue
        if not _SUPERLATIVE.search(segment.text):
            continue
        for part in split_sentences(segment.text):
            sentence = segment.text[part.start : part.end]
            found = list(_SUPERLATIVE.finditer(sentence))
            if len(found) == 1 and len(sentence) <= _MOST_CHARACTERS and not _NOT_PLAIN.search(sentence):
                span = Span(part.start + found[0].start(1), part.start + found[0].end(1))
                yield from _against(segment, span, sentence, found[0].group(1).lower(), grids)


def _against(
    segment: Segment, span: Span, sentence: str, word: str, grids: Sequence[Grid]
) -> Iterator[BrokenSuperlative]:
    words = canonical(content(token.text for token in tokenize(sentence)))
    for grid in grids:
        rows = [row for row in grid.rows if row.cells and not row.is_heading and not TOTAL.search(row.label)]
        named = [row for row in rows if holds_label(sentence, row.label)]
        columns = [column for column in grid.columns if _is_named(grid, column, words)]
        if len(rows) < _FEWEST_ROWS or len(named) != 1 or len(columns) != 1:
            continue
        column = columns[0]
        numbers = {row.index: row.cells[column] for row in rows if column in row.cells}
        if len(numbers) != len(rows) or any(number.nil for number in numbers.values()):
            continue
        if len({(number.percent, number.unit) for number in numbers.values()}) != 1:
            continue
        first = (max if word in _MOST else min)(rows, key=lambda row: numbers[row.index].value)
        if _is_apart(numbers[first.index], numbers[named[0].index]):
            yield BrokenSuperlative(segment, span, sentence, word, grid, named[0], column, first)


def _is_named(grid: Grid, column: int, words: frozenset[str]) -> bool:
    header = grid.headers[column] if column < len(grid.headers) else ""
    own = canonical(content(token.text for token in tokenize(re.sub(r"\([^)]*\)", " ", header))))
    return bool(own) and own <= words


def _is_apart(first: Number, other: Number) -> bool:
    """Whether two numbers differ by more than rounding leaves open."""
    return abs(first.value - other.value) > (first.step + other.step) / 2
