"""From files to documents: finding them, decoding them, and reading each by its own reader."""

from __future__ import annotations

import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from claimcheck.documents.decoding import decode, load
from claimcheck.documents.discovery import FoundFile, find_files
from claimcheck.documents.errors import NotADocument, UnreadableDocument
from claimcheck.model.documents import Document

__all__ = [
    "FoundFile",
    "NotADocument",
    "UnreadableDocument",
    "documents_of",
    "find_files",
    "load",
    "read_document",
    "read_documents",
    "read_string",
    "read_text",
]

_COLLECTION_SUFFIXES = (".json", ".jsonl", ".ndjson")
MOST_NUMBERS = 200_000
"""Numbers in the running text of a document. More are data, not a text: a book of a thousand pages has a tenth of it."""
_NUMBER = re.compile(r"\d[\d.,]{0,30}")


def read_document(path: Path, display: str) -> Document:
    """Read a file; `display` is how reports name it.

    Raises `UnreadableDocument` if it is missing, not a text, or not one that any reader understands.
    """
    return _read(load(path), display, path.suffix.lower())


def read_documents(path: Path, display: str) -> list[Document]:
    """Read a file that may hold several documents: a collection of articles in JSON or JSON Lines.

    Each document of a collection is named by the file and its place in it: "feed.jsonl#/3". Raises `UnreadableDocument`.
    """
    return documents_of(load(path), display, path.suffix.lower())


def documents_of(data: bytes, display: str, suffix: str) -> list[Document]:
    """As `read_documents`, of the bytes of a file; `suffix`: that of its name, in lower case."""
    if suffix in _COLLECTION_SUFFIXES:
        from claimcheck.documents.json_collection import read_collection

        found = read_collection(decode(data), display, suffix)
        if found is not None:
            return [_text_not_data(document) for document in found]
    return [_read(data, display, suffix)]


def read_text(data: bytes, display: str) -> Document:
    """Read the bytes of a file, such as standard input; the suffix of `display` is a hint at the format.

    Raises `UnreadableDocument` as `read_document` does.
    """
    return _read(data, display, Path(display).suffix.lower())


def _read(data: bytes, display: str, suffix: str) -> Document:
    from claimcheck.documents.formats import (
        file_reader_for,
    )  # all readers: loaded where there is something to read

    reader = file_reader_for(data, suffix)
    if reader is None:
        return read_string(decode(data), display, suffix)
    missing = [name for name in reader.needs if find_spec(name) is None]
    if missing:
        from claimcheck.distribution import install_hint
        from claimcheck.wording import abbreviation

        raise UnreadableDocument(
            f"{abbreviation(reader.name)} file; to read it: {install_hint(reader.extra or '')}"
        )
    if not reader.isolated:
        document: Document = import_module(reader.module).read(display, data)
        return document
    from claimcheck.documents.isolated import read_isolated

    return _text_not_data(read_isolated(reader.module, display, data))


def read_string(text: str, display: str, suffix: str | None = None) -> Document:
    """Read a text that is decoded already; an empty one gives a document without segments.

    Raises `UnreadableDocument` if its reader cannot make sense of it.
    """
    from claimcheck.documents.formats import reader_for

    if suffix is None:
        suffix = Path(display).suffix
    return _text_not_data(reader_for(text, suffix.lower()).read(display, text))


def _text_not_data(document: Document) -> Document:
    """The document. Raises `UnreadableDocument` where it is made of numbers, which would hold up all that follows."""
    if sum(len(segment.text) for segment in document.segments) < 2 * MOST_NUMBERS:
        return document
    numbers = sum(1 for segment in document.segments for _ in _NUMBER.finditer(segment.text))
    if numbers > MOST_NUMBERS:
        raise UnreadableDocument(
            f"{numbers:,} numbers in running text; the limit is {MOST_NUMBERS:,}: save data as a table (CSV), or split it"
        )
    return document
