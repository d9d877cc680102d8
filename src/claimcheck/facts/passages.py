"""What stands around a number: its passage, as bags of word stems, and its place among the numbers of its line.

A line is a sentence or a table row; in its *shape* all numbers are one sign, so that a line and its copy with other numbers have
one shape. Passages are made once for each claim and are all that comparing looks at beside the claims themselves.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from claimcheck.claims.concepts import unit_class
from claimcheck.claims.words import light_words, normal
from claimcheck.data import lexicon_cache, rows
from claimcheck.facts.figures import digits_of
from claimcheck.language.en import total_row
from claimcheck.language.lexical import is_lexical, lexical
from claimcheck.model import Claim, Document, Segment, Table
from claimcheck.quantities.lexical import stem as stem_in

if TYPE_CHECKING:
    from snowballstemmer.english_stemmer import EnglishStemmer

NEAR_WORDS = 7
"""How many words on each side of a number stand near it."""
_LONGEST_LINE, _LONGEST_LABEL = 4000, 80
_WORD = re.compile(r"\d[\d.,:/'’]*|[^\W\d_]+(?:[-'’][^\W\d_]+)*|[%$€£¥]")
NUMBER = "#"
"""What stands for every number in a shape."""
_CELL = "|"
TIMES = frozenset({"year", "clock", "date"})
"""Classes of units that say when something is."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or a table row with its numbers masked."""

    place: tuple[str, int, int]
    """Path, index of segment or table, number of the sentence or row."""
    shape: tuple[str, ...]
    """Its words in lower case, numbers as one sign."""
    words: tuple[str, ...] = ()
    """The same words as they are written."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A claim with the words around it, as stems without function words."""

    claim: Claim
    line: Line
    at: int
    """Index of the number's first digit sign in the line's shape; -1 where it has none."""
    near: frozenset[str]
    """Stems beside the number; for a cell those of its row's and its column's labels."""
    around: frozenset[str]
    """Stems of the rest of the line."""
    wide: frozenset[str]
    """Stems of the paragraph, the headings, the caption and the title."""
    names: frozenset[str]
    """Words of names and other words in capitals in the line, as stems."""
    total: bool
    """Whether the number stands in a row that adds up all others of its table."""
    kind: str
    """Class of the unit: money, percent, ratio, rank, time, clock, year, date, measure, count or bare."""


@dataclass(slots=True)
class Page:
    """The passages of a document, and what it says in how many lines."""

    passages: list[Passage] = field(default_factory=list)
    by_id: dict[str, Passage] = field(default_factory=dict)
    """By id of the claim."""
    counts: Counter[str] = field(default_factory=Counter)
    """In how many lines with numbers a stem stands."""
    lines: list[Line] = field(default_factory=list)
    """Its lines with numbers, in order."""
    shapes: dict[tuple[str, ...], list[int]] = field(default_factory=dict)
    """By shape: which of these lines have it."""
    kinds: Counter[str] = field(default_factory=Counter)
    """How many numbers there are of each class of unit."""
    names: set[str] = field(default_factory=set)
    """Stems of words in capitals in its lines."""
    figures: set[tuple[str, str]] = field(default_factory=set)
    """Digits and class of unit of its figures of two and more digits."""
    in_line: dict[tuple[str, int, int], list[Passage]] = field(default_factory=dict)
    """By the place of a line: the passages of its numbers."""


MOST_HELD = 4096
"""Documents whose passages are held; they take many times the memory of what they are made from, and are made again."""


class Pages:
    """The passages of a corpus, document by document as they are asked for."""

    def __init__(
        self, claims: Iterable[Claim], documents: Sequence[Document] = (), *, most_held: int = MOST_HELD
    ) -> None:
        """`documents`: those that the claims stand in; a claim whose document is not among them has only its sentence."""
        self.claims: dict[str, list[Claim]] = {}
        """By path, in the order of the corpus."""
        for claim in claims:
            self.claims.setdefault(claim.path, []).append(claim)
        self._documents = {document.path: document for document in documents}
        self._shared: _Shared = {}
        self.page = lru_cache(maxsize=most_held)(self._page)
        """The page of a path; an empty one for a document without numbers."""

    def passage(self, claim: Claim) -> Passage:
        """The passage of a claim."""
        return self.page(claim.path).by_id[claim.id]

    def on_one_line(self, one: Claim, other: Claim) -> bool:
        """Whether two claims stand in one line."""
        return self.passage(one).line.place == self.passage(other).line.place

    def in_line(self, line: Line) -> list[Passage]:
        """The passages of the numbers of a line."""
        return self.page(line.place[0]).in_line[line.place]

    def _page(self, path: str) -> Page:
        page = Page()
        source: _Source | None = None
        for claim in self.claims.get(path, ()):
            if source is None:
                document = self._documents.get(path)
                source = _Source(document, self._shared, claim.language) if document is not None else None
            passage = source.passage(claim) if source is not None else None
            if passage is None:
                passage = _alone(claim)
            page.passages.append(passage)
            page.by_id[claim.id] = passage
            beside = page.in_line.setdefault(passage.line.place, [])
            page.kinds[passage.kind] += 1
            if not beside:
                page.shapes.setdefault(passage.line.shape, []).append(len(page.lines))
                page.lines.append(passage.line)
                page.counts.update(passage.near | passage.around)
            beside.append(passage)
            page.names |= passage.names
            value = claim.quantity.value
            told_apart = passage.kind not in TIMES  # the same year or hour says little
            if told_apart and value is not None and len(digits := digits_of(value)) > 1:
                page.figures.add((digits, passage.kind))
        return page


@lexicon_cache
def _number_words() -> frozenset[str]:
    return frozenset(row[0] for row in rows("number_words") if row[2] != "scale")


@lexicon_cache
def _stemmer() -> EnglishStemmer:
    from snowballstemmer.english_stemmer import EnglishStemmer

    return EnglishStemmer()


@lexicon_cache
def _synonym_table() -> dict[str, str]:
    return {word: row[0].split()[0] for row in rows("synonyms") for word in row[0].split()}


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str = "en") -> str:
    """What a word is compared by: its first synonym's stem, in lower case; empty for function words and numbers."""
    low = word.lower()
    if not low[0].isalpha() or len(low) < 2:
        return ""
    if language != "en":
        if not is_lexical(language) or low in lexical(language).light:
            return ""  # of a language that is not read, words say nothing
        return stem_in(low, language)
    plain = normal(low)
    if low in light_words() or plain in light_words() or low in _number_words():
        return ""
    plain = _synonym_table().get(plain, plain)
    return str(_stemmer().stemWord(plain))


def stems(words: Iterable[str], language: str = "en") -> frozenset[str]:
    """The stems of some words, function words and numbers left out."""
    if language == "en":
        return frozenset(filter(None, map(stem, words)))
    return frozenset(filter(None, (stem(word, language) for word in words)))


def _is_number(word: str) -> bool:
    return word[0].isdigit() or word.lower() in _number_words()


def words_of(text: str) -> list[str]:
    """Words, numbers and signs of a text; compounds with a hyphen fall apart."""
    found: list[str] = []
    for match in _WORD.finditer(text):
        word = match.group()
        if "-" in word and word[0].isalpha():
            found.extend(part for part in word.split("-") if part)
        else:
            found.append(word)
    return found


def shape_of(words: Iterable[str]) -> tuple[str, ...]:
    """Words in lower case with every number as one sign."""
    return tuple(NUMBER if _is_number(word) else word.lower() for word in words)


def _names(words: Sequence[str], language: str = "en") -> frozenset[str]:
    """Stems of the words in capitals but the first, which any sentence begins with."""
    capitals = (word for index, word in enumerate(words) if word[:1].isupper() and (index or word.isupper()))
    return stems(capitals, language)


_Shared = dict[frozenset[str], frozenset[str]]


class _Source:
    """A document while its passages are made; what several claims share is worked out once."""

    def __init__(self, document: Document, shared: _Shared, language: str) -> None:
        self.path = document.path
        self._language = language
        self._shared = shared
        self._segments: Mapping[int, Segment] = {s.index: s for s in document.segments}
        self._tables: Mapping[int, Table] = {t.index: t for t in document.tables}
        self._title = self._stems(words_of(document.title or ""))
        self._wide: dict[int, frozenset[str]] = {}
        self._lines: dict[tuple[str, int, int], tuple[Line, list[str], frozenset[str]]] = {}
        self._columns: dict[tuple[int, int], frozenset[str]] = {}

    def passage(self, claim: Claim) -> Passage | None:
        """The passage of a claim of this document; None where its place is not among the document's parts."""
        if claim.cell is not None:
            table = self._tables.get(claim.cell.table)
            return self._cell(claim, table) if table is not None else None
        segment = self._segments.get(claim.segment)
        return self._prose(claim, segment) if segment is not None else None

    def _prose(self, claim: Claim, segment: Segment) -> Passage:
        place = (self.path, claim.segment, claim.sentence_number)
        if place not in self._lines:
            words = words_of(claim.sentence[:_LONGEST_LINE])
            self._lines[place] = (Line(place, shape_of(words), tuple(words)), words, self._stems(words))
        line, words, all_stems = self._lines[place]
        start, end = claim.mention_span.start, claim.mention_span.end
        text = segment.text
        before = words_of(text[max(0, start - 12 * NEAR_WORDS) : start])[-NEAR_WORDS:]
        behind = words_of(text[end : end + 12 * NEAR_WORDS])[:NEAR_WORDS]
        own = words_of(text[start:end])
        near = self._stems((*before, *behind, *own)) & all_stems
        wide = self._wide_of(segment)
        at = _ordinal_place(line.shape, words, claim, text)
        return Passage(
            claim,
            line,
            at,
            self._same(near),
            self._same(all_stems - near),
            self._same(wide - all_stems),
            self._same(_names(words, self._language)),
            False,
            unit_class(claim.quantity.unit),
        )

    def _stems(self, words: Iterable[str]) -> frozenset[str]:
        return stems(words, self._language)

    def _same(self, stems: frozenset[str]) -> frozenset[str]:
        """A set, or the equal one that another passage has: of many documents most are much alike."""
        return self._shared.setdefault(stems, stems)

    def _wide_of(self, segment: Segment) -> frozenset[str]:
        if segment.index not in self._wide:
            lead = self._segments.get(segment.lead) if segment.lead is not None else None
            texts = (
                segment.text[:_LONGEST_LINE],
                *segment.headings,
                lead.text[:_LONGEST_LINE] if lead else "",
            )
            self._wide[segment.index] = self._title.union(*(self._stems(words_of(text)) for text in texts))
        return self._wide[segment.index]

    def _cell(self, claim: Claim, table: Table) -> Passage:
        assert claim.cell is not None
        row, column = claim.cell.row, claim.cell.column
        place = (self.path, table.index, row)
        if place not in self._lines:
            cells = [words_of(cell.text) for cell in table.rows[row]] if row < len(table.rows) else []
            words = [word for cell in cells for word in (*cell, _CELL)]
            label = next(
                (cell for cell in cells if cell and not all(_is_number(w) or len(w) == 1 for w in cell)), []
            )
            self._lines[place] = (Line(place, shape_of(words)), label, self._stems(words))
        line, label, all_stems = self._lines[place]
        heads = self._heads(table, column)
        near = self._stems(label) | heads
        if table.index not in self._wide:
            texts = (table.caption or "", *table.headings)
            self._wide[table.index] = self._title.union(*(self._stems(words_of(text)) for text in texts))
        return Passage(
            claim,
            line,
            column,
            self._same(near),
            self._same(all_stems - near),
            self._same(self._wide[table.index] - near),
            self._same(_names(["", *label], self._language)),
            total_row().fullmatch(" ".join(label)[:_LONGEST_LABEL]) is not None,
            unit_class(claim.quantity.unit),
        )

    def _heads(self, table: Table, column: int) -> frozenset[str]:
        key = (table.index, column)
        if key not in self._columns:
            heads = [r[column].text for r in table.rows[: table.header_rows] if column < len(r)]
            self._columns[key] = self._stems(word for head in heads for word in words_of(head))
        return self._columns[key]


def _ordinal_place(shape: tuple[str, ...], words: Sequence[str], claim: Claim, text: str) -> int:
    """Index in the line's shape of the first number that the claim's text holds."""
    # The sentence is the segment's text with its white space folded: as many numbers stand before the claim in both.
    before = text[: claim.mention_span.start]
    opening = claim.sentence[:24]
    folded = " ".join(before.split())
    start = folded.rfind(opening) if opening else -1
    tail = folded[start:] if start >= 0 else ""
    own = words_of(claim.text)
    offset = next((index for index, word in enumerate(own) if _is_number(word)), None)
    if offset is None:
        return -1
    at = len(words_of(tail)) + offset
    while at < len(shape) and shape[at] != NUMBER:
        at += 1
    return at if at < len(shape) else -1


def _alone(claim: Claim) -> Passage:
    """A passage of nothing but the claim's sentence."""
    words = words_of(claim.sentence[:_LONGEST_LINE])
    clause = stems(words_of(claim.clause or claim.sentence), claim.language)
    line = Line((claim.path, claim.segment, claim.sentence_number), shape_of(words), tuple(words))
    every = stems(words, claim.language)
    at = next((i for i, sign in enumerate(line.shape) if sign == NUMBER), -1)
    return Passage(
        claim,
        line,
        at,
        clause & every,
        every - clause,
        frozenset(),
        _names(words, claim.language),
        False,
        unit_class(claim.quantity.unit),
    )
