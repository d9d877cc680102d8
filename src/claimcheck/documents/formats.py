"""The readers, in the order in which they are asked."""

from __future__ import annotations

from claimcheck.documents import html, json_article, markdown, plain
from claimcheck.documents.reader import Reader

READERS: tuple[Reader, ...] = (json_article.READER, html.READER, markdown.READER, plain.READER)
"""The first that recognises a text reads it; plain text takes what is left. A new reader goes in here."""

SUFFIXES = frozenset(suffix for reader in READERS for suffix in reader.suffixes)
"""Suffixes of the files that are taken from a folder."""


def reader_for(text: str, suffix: str) -> Reader:
    """The reader for a decoded text; the suffix of its file is only a hint."""
    for reader in READERS[:-1]:
        if reader.sniff(text, suffix):
            return reader
    return READERS[-1]
