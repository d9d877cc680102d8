"""What a judge is shown of a number: the words around it, and what is known of its document."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import PurePath

from claimcheck.model import Claim, Document, Segment, Side, Table

BEFORE, BEHIND = 300, 200
"""Characters around the number that a judge is shown."""
_AS_WRITTEN = frozenset({"markdown", "text", "csv"})
"""Formats whose source people read as it is; of others the readable blocks are shown."""
_MOST_NAMED = 120
"""Characters of a heading that is shown above a passage."""
_QUOTES = str.maketrans({"«": "‹", "»": "›"})
"""« and » mark the number; those of the text must not."""


class _Blocks:
    """The blocks of a document in reading order, as a person reads them."""

    def __init__(self, document: Document) -> None:
        made = {segment.index: (segment.text, _NO_CELLS) for segment in document.segments}
        made.update((table.index, _as_lines(table)) for table in document.tables)
        self.texts = dict(sorted(made.items()))
        self.order = list(self.texts)
        self.place = {index: place for place, index in enumerate(self.order)}


_NO_CELLS: list[list[int]] = []


class Passages:
    """The passages of the numbers of some documents, and what each is known by."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = {document.path: document for document in documents}
        self._parts: dict[str, dict[int, Segment | Table]] = {}
        self._blocks: dict[str, _Blocks] = {}
        self._marks: dict[str, str] = {}
        self._sides: dict[str, Side] = {}

    def side(self, claim: Claim) -> Side:
        """The number in its passage, as a judge sees it."""
        known = self._sides.get(claim.id)
        if known is None:
            known = self._sides[claim.id] = self._side(claim)
        return known

    def _side(self, claim: Claim) -> Side:
        document = self._documents[claim.path]
        before, number, behind = self._window(document, claim)
        passage = f"{before.translate(_QUOTES)}«{number.translate(_QUOTES)}»{behind.translate(_QUOTES)}"
        above = self._above(document, claim, before)
        shown = f"{above.translate(_QUOTES)} …\n{passage}" if above else passage
        return Side(claim.path, document.title, document.published, shown.strip())

    def mark(self, claim: Claim) -> str:
        """What the number is known by: the same as long as its passage, title and date are, wherever the file stands."""
        known = self._marks.get(claim.id)
        if known is None:
            known = self._marks[claim.id] = mark_of(self.side(claim))
        return known

    def _window(self, document: Document, claim: Claim) -> tuple[str, str, str]:
        if document.format in _AS_WRITTEN:
            return _cut(document.text, claim.span.start, claim.span.end)
        if document.path not in self._blocks:
            self._blocks[document.path] = _Blocks(document)
        blocks = self._blocks[document.path]
        text, cells = blocks.texts[claim.segment]
        start = claim.mention_span.start
        if claim.cell is not None:
            start += cells[claim.cell.row][claim.cell.column]
        end = start + claim.mention_span.end - claim.mention_span.start
        before, number, behind = _cut(text, start, end)
        at = blocks.place[claim.segment]
        for place in reversed(blocks.order[max(at - _MOST_BLOCKS, 0) : at]):
            if len(before) + 1 >= BEFORE:
                break
            before = _last(blocks.texts[place][0], BEFORE - len(before) - 1) + "\n" + before
        for place in blocks.order[at + 1 : at + 1 + _MOST_BLOCKS]:
            if len(behind) + 1 >= BEHIND:
                break
            behind += "\n" + _first(blocks.texts[place][0], BEHIND - len(behind) - 1)
        return before, number, behind

    def _above(self, document: Document, claim: Claim, before: str) -> str:
        """What stands too far above a number to be in its passage, and says what it is of: heading and column."""
        if document.path not in self._parts:
            parts: list[Segment | Table] = [*document.segments, *document.tables]
            self._parts[document.path] = {part.index: part for part in parts}
        part = self._parts[document.path].get(claim.segment)
        named = list(part.headings[-1:]) if part is not None else []
        if isinstance(part, Table) and claim.cell is not None:
            for row in part.rows[: part.header_rows]:
                if claim.cell.column < len(row):
                    named.append(row[claim.cell.column].text)
        words = (" ".join(name.split())[:_MOST_NAMED] for name in named)
        return " | ".join(name for name in dict.fromkeys(words) if name and name not in before)


_MOST_BLOCKS = 20
"""Blocks before and behind that are looked through for a passage."""


def mark_of(side: Side) -> str:
    """What a number in its passage is known by: a hash of the normalised words, with title (or file name) and date."""
    parts = (side.title or PurePath(side.document).name, str(side.published or ""), side.passage)
    return _hash("\0".join(" ".join(unicodedata.normalize("NFC", part).split()) for part in parts))


def question_id(kind: str, marks: Sequence[str]) -> str:
    """Identity of a question on some numbers, in whichever order they stand."""
    return _hash("\1".join((kind, *sorted(marks))))


def link_id(equation: str, marks: Sequence[str]) -> str:
    """Identity of a question on a link: the stated number first, its operands in any order."""
    return _hash("\1".join(("link", equation, *marks[:1], *sorted(marks[1:]))))


def _hash(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _cut(text: str, start: int, end: int) -> tuple[str, str, str]:
    return (
        _last(text[max(start - BEFORE - 1, 0) : start], BEFORE),
        text[start:end],
        _first(text[end : end + BEHIND + 1], BEHIND),
    )


def _last(text: str, most: int) -> str:
    """The end of a text, from the beginning of a word on."""
    if len(text) <= most:
        return text
    kept = text[-most:]
    at = 0 if text[-most - 1].isspace() else next((i for i, c in enumerate(kept) if c.isspace()), 0)
    return kept[at:].lstrip()


def _first(text: str, most: int) -> str:
    """The beginning of a text, up to the end of a word."""
    if len(text) <= most:
        return text
    kept = text[:most]
    at = next((i for i in range(most, 0, -1) if text[i].isspace()), most)
    return kept[:at].rstrip()


def _as_lines(table: Table) -> tuple[str, list[list[int]]]:
    """A table as lines of text, with where in it each cell begins."""
    places: list[list[int]] = []
    lines: list[str] = []
    at = 0
    for row in table.rows:
        starts = []
        for cell in row:
            starts.append(at)
            at += len(cell.text) + len(_BETWEEN)
        lines.append(_BETWEEN.join(cell.text for cell in row))
        at = at - len(_BETWEEN) + 1 if row else at + 1
        places.append(starts)
    return "\n".join(lines), places


_BETWEEN = " | "
