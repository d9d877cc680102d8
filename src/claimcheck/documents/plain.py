"""Reader for plain text."""

from __future__ import annotations

from claimcheck.documents.builder import DocumentBuilder
from claimcheck.documents.prose import read_prose
from claimcheck.documents.reader import Reader
from claimcheck.model.documents import Document


def _takes(text: str, suffix: str) -> bool:
    return True


def read(path: str, text: str) -> Document:
    """A plain text: blocks by blank lines and by looks, no markup."""
    builder = DocumentBuilder()
    read_prose(builder, text, 0, len(text), markdown=False)
    return builder.build(path, READER.name, text)


READER = Reader("text", (".txt", ".text"), _takes, read)
