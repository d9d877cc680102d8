"""What a report needs of the documents themselves: the text of the draft, and the texts and tables that findings point into."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from claimcheck.model import (
    Claim,
    Document,
    Finding,
    Segment,
    Severity,
    ShownBlock,
    ShownCell,
    ShownDocument,
    Table,
)

MOST_CHARACTERS = 2_000_000
"""Of all texts together; a report is to be read, and the files are there."""
MOST_CELLS = 20_000
"""Cells of all tables together."""


def shown_documents(
    documents: Sequence[Document],
    claims: Iterable[Claim],
    findings: Iterable[Finding],
    draft: str | None = None,
    *,
    every: bool = False,
) -> tuple[ShownDocument, ...]:
    """The draft and the documents that errors and warnings point into, or `every` one, with their claims marked, as many as a report can hold."""
    wanted = dict.fromkeys([draft] if draft is not None else [])
    wanted |= dict.fromkeys(
        at.path for finding in findings if finding.severity is not Severity.INFO for at in finding.locations
    )
    if every:
        wanted = dict.fromkeys(document.path for document in documents)
    if not wanted:
        return ()
    by_block: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.path in wanted:
            by_block[claim.path, claim.segment].append(claim)
    by_path = {document.path: document for document in documents if document.path in wanted}
    found: list[ShownDocument] = []
    characters, cells = MOST_CHARACTERS, MOST_CELLS
    for path in wanted:
        document = by_path.get(path)
        if document is None:
            continue
        characters -= sum(len(segment.text) for segment in document.segments)
        cells -= sum(len(row) for table in document.tables for row in table.rows)
        if characters < 0 or cells < 0:
            break
        found.append(_shown(document, by_block))
    return tuple(found)


def _shown(document: Document, by_block: Mapping[tuple[str, int], list[Claim]]) -> ShownDocument:
    blocks = [_text(s, by_block.get((document.path, s.index), [])) for s in document.segments]
    blocks += [_table(t, by_block.get((document.path, t.index), [])) for t in document.tables]
    return ShownDocument(document.path, tuple(sorted(blocks, key=lambda block: block.index)))


def _text(segment: Segment, claims: Sequence[Claim]) -> ShownBlock:
    spans = sorted((claim.mention_span.start, claim.mention_span.end, claim.id) for claim in claims)
    return ShownBlock(segment.index, segment.kind.value, segment.text, tuple(spans))


def _table(table: Table, claims: Sequence[Claim]) -> ShownBlock:
    placed: dict[tuple[int, int], list[str]] = defaultdict(list)
    for claim in claims:
        if claim.cell is not None:
            placed[claim.cell.row, claim.cell.column].append(claim.id)
    rows = tuple(
        tuple(ShownCell(cell.text, tuple(placed.get((cell.row, cell.column), ()))) for cell in row)
        for row in table.rows
    )
    return ShownBlock(table.index, "table", table.caption or "", (), rows, table.header_rows)
