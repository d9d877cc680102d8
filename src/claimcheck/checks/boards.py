"""Tables whose rows and columns sentences of running text name; shared by the rules that hold such sentences against them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from claimcheck.checks.rule import Corpus
from claimcheck.checks.tables import grids
from claimcheck.claims.sentences import split_sentences
from claimcheck.language.comparisons import comparison_words
from claimcheck.model import Document, LineIndex, Location, Role, Segment, SegmentKind, Span
from claimcheck.relations.comparisons.labels import Board, board_of

_MOST_BOARDS = 40
"""Tables of other documents that a text without tables is held against."""
_MOST_CHARACTERS = 500
"""Of a sentence that is held against tables."""
_SHARED = "boards"
_Refutation = TypeVar("_Refutation")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of running text."""

    document: Document
    lines: LineIndex
    segment: Segment
    start: int
    """Where it begins in its segment."""
    text: str

    def location(self, start: int, end: int) -> Location:
        """The place of some of its words."""
        words = self.text[start:end].rstrip(" ,;")
        span = Span(self.start + start, self.start + start + len(words))
        return stated_at(self.document.path, self.lines, self.segment, span, words, self.text)


def stated_at(
    path: str, lines: LineIndex, segment: Segment, span: Span, words: str, sentence: str
) -> Location:
    """The place of words that state something and are no claim. `span`: in the segment's text."""
    source = segment.offsets.source_span(span.start, span.end)
    line, column = lines.place(source.start)
    shown, around = (" ".join(text.split()) for text in (words, sentence))
    return Location(path, line, column, source, shown, around, Role.STATED, segment.where, None)


def boards_beside(corpus: Corpus) -> Iterator[tuple[Document, Sequence[Board], bool]]:
    """Each document with the tables that its sentences are held against, and whether they are its own: of one without any those of all."""
    boards = _boards(corpus)
    every = [board for some in boards.values() for board in some]
    for document in corpus.documents:
        own = boards.get(document.path, ())
        beside = own or (every if len(every) <= _MOST_BOARDS else ())
        if beside:
            yield document, beside, bool(own)


def _boards(corpus: Corpus) -> Mapping[str, Sequence[Board]]:
    """The tables by path of their document; worked out once for all rules."""
    if _SHARED not in corpus.shared:
        generic = comparison_words().generic
        found: dict[str, list[Board]] = defaultdict(list)
        for document, grid in grids(corpus):
            board = board_of(grid, generic)
            if board is not None:
                found[document.path].append(board)
        corpus.shared[_SHARED] = dict(found)
    return cast(Mapping[str, Sequence[Board]], corpus.shared[_SHARED])


def sentences_with(document: Document, needed: Sequence[str]) -> Iterator[Said]:
    """The sentences of a document's paragraphs and lists that may be held against tables.

    `needed`: pieces of words in lower case; only paragraphs that have one are looked into.
    """
    lines: LineIndex | None = None
    for segment in document.segments:
        if segment.kind not in (SegmentKind.PARAGRAPH, SegmentKind.LIST_ITEM):
            continue
        low = segment.text.lower()
        if not any(piece in low for piece in needed):
            continue
        lines = lines or LineIndex(document.text)
        for part in split_sentences(segment.text):
            sentence = segment.text[part.start : part.end]
            if len(sentence) <= _MOST_CHARACTERS:
                yield Said(document, lines, segment, part.start, sentence)


def refuted_by_all(told: Iterable[tuple[tuple[int, int], _Refutation | None]]) -> Iterator[_Refutation]:
    """Of what tables have to say to words of a sentence, given by their place, the first refutation of those that none allows."""
    by_place: dict[tuple[int, int], list[_Refutation | None]] = defaultdict(list)
    for place, refutation in told:
        by_place[place].append(refutation)
    for some in by_place.values():
        if some[0] is not None and all(one is not None for one in some):
            yield some[0]
