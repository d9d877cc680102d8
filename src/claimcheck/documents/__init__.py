"""From files to documents: finding them, decoding them, and reading each by its own reader."""

from __future__ import annotations

from pathlib import Path

from claimcheck.documents.decoding import decode, load
from claimcheck.documents.discovery import FoundFile, find_files
from claimcheck.documents.errors import NotADocument, UnreadableDocument
from claimcheck.documents.formats import reader_for
from claimcheck.model.documents import Document

__all__ = [
    "FoundFile",
    "NotADocument",
    "UnreadableDocument",
    "find_files",
    "read_document",
    "read_string",
    "read_text",
]


def read_document(path: Path, display: str) -> Document:
    """Read a file; `display` is how reports name it.

    Raises `UnreadableDocument` if it is missing, not a text, or not one that any reader understands.
    """
    return read_string(decode(load(path)), display, path.suffix)


def read_text(data: bytes, display: str) -> Document:
    """Read the bytes of a file, such as standard input; the suffix of `display` is a hint at the format.

    Raises `UnreadableDocument` as `read_document` does.
    """
    return read_string(decode(data), display)


def read_string(text: str, display: str, suffix: str | None = None) -> Document:
    """Read a text that is decoded already; an empty one gives a document without segments.

    Raises `UnreadableDocument` if its reader cannot make sense of it.
    """
    if suffix is None:
        suffix = Path(display).suffix
    return reader_for(text, suffix.lower()).read(display, text)
