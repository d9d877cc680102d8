"""Places by size that the text gives and a table refutes, for the rule on ranks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from claimcheck.checks.comparison import place_of_words
from claimcheck.checks.rule import Corpus, finding, location
from claimcheck.claims.sentences import split_sentences
from claimcheck.language.comparisons import comparison_words
from claimcheck.model import Document, Finding, LineIndex, Role, Segment, SegmentKind, Span
from claimcheck.relations.comparisons.labels import COLUMNS, ROWS, Board, board_of
from claimcheck.relations.comparisons.places import WrongPlace, may_give_a_place, places_told
from claimcheck.relations.tables.grid import Grid

_CONFIDENCE = 0.85
_MOST_BOARDS = 40
"""Tables of other documents that a sentence of a text without tables is held against."""
_MOST_CHARACTERS = 500


def misplaced(
    name: str, corpus: Corpus, tables: dict[str, list[Grid]], told: Collection[tuple[str, str]]
) -> Iterator[Finding]:
    """A finding of the rule `name` for every place by size that all tables refute which hold what is ranked.

    `tables`: by path of their document. `told`: path and words of sentences of which the rule has told already.
    """
    if not any(
        may_give_a_place(segment.text, whole=False)
        for document in corpus.documents
        for segment in document.segments
    ):
        return
    generic = comparison_words().generic
    boards = {
        path: [board for grid in grids if (board := board_of(grid, generic)) is not None]
        for path, grids in tables.items()
    }
    every = [board for some in boards.values() for board in some]
    for document in corpus.documents:
        beside = boards.get(document.path) or (every if len(every) <= _MOST_BOARDS else [])
        for found in _in_document(name, document, beside) if beside else ():
            if (document.path, found.locations[0].sentence) not in told:
                yield found


def _in_document(name: str, document: Document, boards: Sequence[Board]) -> Iterator[Finding]:
    lines = LineIndex(document.text)
    for segment in document.segments:
        if segment.kind not in (SegmentKind.PARAGRAPH, SegmentKind.LIST_ITEM):
            continue
        if not may_give_a_place(segment.text, whole=False):
            continue
        for part in split_sentences(segment.text):
            sentence = segment.text[part.start : part.end]
            if len(sentence) <= _MOST_CHARACTERS and may_give_a_place(sentence):
                for wrong in _wrong_places(sentence, boards):
                    yield from _misplaced(name, document, lines, segment, part, wrong)


def _wrong_places(sentence: str, boards: Sequence[Board]) -> Iterator[WrongPlace]:
    """The places of a sentence that every table refutes which tells them."""
    told: dict[tuple[int, int], list[WrongPlace | None]] = defaultdict(list)
    for board in boards:
        for span, wrong in places_told(sentence, board):
            told[span].append(wrong)
    for some in told.values():
        if some[0] is not None and all(one is not None for one in some):
            yield some[0]


def _misplaced(
    name: str, document: Document, lines: LineIndex, segment: Segment, part: Span, wrong: WrongPlace
) -> Iterator[Finding]:
    grid, board = wrong.board.grid, wrong.board
    own, rightful = (grid.claims.get((row, wrong.column)) for row in (wrong.row, wrong.rightful))
    if own is None or rightful is None:
        return
    place = place_of_words(document, lines, segment, part, wrong.start, wrong.end)
    labels = [board.labels.get((ROWS, row), "").strip("*_` ") for row in (wrong.row, wrong.rightful)]
    header = board.labels.get((COLUMNS, wrong.column), "").strip("*_` ")
    by = f" by “{header}”" if header else ""
    made = finding(
        name,
        _CONFIDENCE,
        f"“{place.text}”: in the table {labels[0]} ({own.text}) is number {wrong.found} of {wrong.of}{by}, number {wrong.told} is "
        f"{labels[1]} ({rightful.text})",
        f"{labels[0]} {own.text} is number {wrong.found} of {wrong.of}, not {wrong.told}",
        [(own, Role.OPERAND), (rightful, Role.OTHER_SIDE)],
    )
    yield replace(made, locations=(place, location(own, Role.OPERAND), location(rightful, Role.OTHER_SIDE)))
