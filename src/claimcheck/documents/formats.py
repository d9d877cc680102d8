"""The readers, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from claimcheck.documents import asciidoc, html, json_article, markdown, plain
from claimcheck.documents.reader import FileReader, Reader

READERS: tuple[Reader, ...] = (
    asciidoc.READER,
    json_article.READER,
    html.READER,
    markdown.READER,
    plain.READER,
)
"""The first that recognises a text reads it; plain text takes what is left. A new reader of text goes in here."""

_HERE = "claimcheck.documents"
FILE_READERS: tuple[FileReader, ...] = (
    FileReader("pdf", (".pdf",), f"{_HERE}.pdf", ("pdfplumber",), "pdf"),
    FileReader("docx", (".docx", ".docm"), f"{_HERE}.docx", ("docx",), "office"),
    FileReader("pptx", (".pptx", ".pptm"), f"{_HERE}.pptx", ("pptx",), "office"),
    FileReader("xlsx", (".xlsx", ".xlsm"), f"{_HERE}.xlsx", ("openpyxl",), "office"),
    FileReader("odt", (".odt",), f"{_HERE}.odt", ("odfdo",), "office"),
    FileReader("mhtml", (".mhtml", ".mht"), f"{_HERE}.mhtml"),
    FileReader("rst", (".rst", ".rest"), f"{_HERE}.rst", ("docutils",), "markup"),
    FileReader("latex", (".tex", ".ltx"), f"{_HERE}.latex", ("pylatexenc",), "markup"),
    FileReader("csv", (".csv", ".tsv", ".tab"), f"{_HERE}.csv_table", isolated=False),
)
"""Readers of files that are no plain text. A new one goes in here, and its signs into `file_reader_for`."""

SUFFIXES = frozenset(
    [suffix for reader in READERS for suffix in reader.suffixes]
    + [suffix for reader in FILE_READERS for suffix in reader.suffixes]
    + [".jsonl", ".ndjson"]
)
"""Suffixes of the files that are taken from a folder."""

_MORE: list[Reader | FileReader] = []
"""Readers of plugins and of programs that use this one, while `more_readers` is in force."""


@contextmanager
def more_readers(readers: Sequence[Reader | FileReader]) -> Iterator[None]:
    """Asks further readers before those above for a while; of a `FileReader` the suffix decides."""
    before = list(_MORE)
    _MORE[:0] = readers
    try:
        yield
    finally:
        _MORE[:] = before


def suffixes() -> frozenset[str]:
    """Suffixes of the files that are taken from a folder, those of further readers among them."""
    return SUFFIXES.union(*(reader.suffixes for reader in _MORE))


_OFFICE_PARTS = (
    (b"word/", "docx"),
    (b"ppt/", "pptx"),
    (b"xl/", "xlsx"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
)
_BY_SUFFIX = ("csv", "mhtml", "rst", "latex")
_OLD_OFFICE = {".doc": "docx", ".xls": "xlsx", ".ppt": "pptx"}


def reader_for(text: str, suffix: str) -> Reader:
    """The reader for a decoded text; the suffix of its file is only a hint."""
    further = [reader for reader in _MORE if isinstance(reader, Reader)]
    for reader in (*further, *READERS[:-1]):
        if reader.sniff(text, suffix):
            return reader
    return READERS[-1]


def file_reader_for(data: bytes, suffix: str) -> FileReader | None:
    """The reader for a file that is no plain text, by its first bytes; tables in text by their suffix. None for texts."""
    for further in _MORE:
        if isinstance(further, FileReader) and suffix in further.suffixes:
            return further
    by_name = {reader.name: reader for reader in FILE_READERS}
    if data.startswith(b"%PDF") or (suffix == ".pdf" and b"%PDF-" in data[:1024]):
        return by_name["pdf"]
    if data.startswith(b"PK\x03\x04"):
        for mark, name in _OFFICE_PARTS:
            if mark in data:
                return by_name[name]
        return next((r for r in FILE_READERS if suffix in r.suffixes and r.extra == "office"), None)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        # A file with a password, or of the formats before 2007: the reader says which.
        return next(
            (r for r in FILE_READERS if suffix in r.suffixes), by_name.get(_OLD_OFFICE.get(suffix, "docx"))
        )
    return next((by_name[name] for name in _BY_SUFFIX if suffix in by_name[name].suffixes), None)
