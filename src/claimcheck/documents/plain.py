"""Reader for plain text."""

from __future__ import annotations

from claimcheck.documents.builder import DocumentBuilder
from claimcheck.documents.cuts import Cuts, plain_cuts
from claimcheck.documents.lines import split_lines
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
    loose = LooseBlocks(text, markdown=False)
    loose.add(split_lines(text, start, end))
    compose(builder, text, loose.blocks, Cuts(plain_cuts(text, start, end)), markdown=False)


READER = Reader("text", (".txt", ".text"), _takes, read)
