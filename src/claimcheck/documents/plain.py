"""Reader for plain text."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.documents.builder import DocumentBuilder
from claimcheck.documents.cuts import Cuts, plain_cuts
from claimcheck.documents.fixed_width import fixed_tables
from claimcheck.documents.layout import is_caption
from claimcheck.documents.lines import Line, split_lines
from claimcheck.documents.loose_blocks import LooseBlocks
from claimcheck.documents.prose import compose
from claimcheck.documents.reader import Reader
from claimcheck.model.documents import Document


def _takes(text: str, suffix: str) -> bool:
    return True


def read(path: str, text: str) -> Document:
    """A plain text: blocks by blank lines and by looks, no markup."""
    builder = DocumentBuilder()
    read_plain(builder, text, 0, len(text))
    return builder.build(path, READER.name, text)


def read_plain(builder: DocumentBuilder, text: str, start: int, end: int) -> None:
    """Add the blocks of the plain text `text[start:end]` to a document."""
    cuts = Cuts(plain_cuts(text, start, end))
    lines = split_lines(text, start, end)
    at = 0
    for table in fixed_tables(text, lines):
        _prose(builder, text, lines[at : table.first], cuts)
        caption = builder.caption_above(lambda above: is_caption(above, emphasised=False))
        builder.table(table.rows, table.header_rows, caption)
        at = table.last + 1
    _prose(builder, text, lines[at:], cuts)


def _prose(builder: DocumentBuilder, text: str, lines: Sequence[Line], cuts: Cuts) -> None:
    loose = LooseBlocks(text, markdown=False)
    loose.add(lines)
    compose(builder, text, loose.blocks, cuts, markdown=False)


READER = Reader("text", (".txt", ".text"), _takes, read)
