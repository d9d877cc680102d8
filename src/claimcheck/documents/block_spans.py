"""Where the blocks of a document stand in its text: paragraphs, list items, tables."""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.model import Cell, Document, Segment, Span, Table


@dataclass(frozen=True, slots=True)
class Block:
    """A segment or a table with its place."""

    index: int
    span: Span
    list_id: int | None = None
    """The list that a list item belongs to."""


def blocks(document: Document) -> list[Block]:
    """The blocks of a document in the order of their places."""
    found = [
        Block(segment.index, segment.offsets.source_span(0, len(segment.text)), segment.list_id)
        for segment in document.segments
        if segment.text
    ]
    for table in document.tables:
        spans = [
            cell.offsets.source_span(0, len(cell.text)) for row in table.rows for cell in row if cell.text
        ]
        if spans:
            span = Span(min(s.start for s in spans), max(s.end for s in spans))
            found.append(Block(table.index, span))
    return sorted(found, key=lambda block: block.span)


def readable_parts(document: Document) -> list[Segment | Cell]:
    """Everything that can be read, in order: segments, and the cells of tables row by row."""
    parts: list[tuple[int, list[Segment | Cell]]] = [(s.index, [s]) for s in document.segments]
    parts += [(t.index, _cells(t)) for t in document.tables]
    return [part for _, group in sorted(parts, key=lambda item: item[0]) for part in group if part.text]


def _cells(table: Table) -> list[Segment | Cell]:
    return [cell for row in table.rows for cell in row]
