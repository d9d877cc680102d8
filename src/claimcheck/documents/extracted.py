"""The text that a reader takes out of a file that is no text itself; all offsets count in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from claimcheck.documents.builder import DocumentBuilder
from claimcheck.documents.cleaned import EMPTY, Cleaned
from claimcheck.documents.errors import UnreadableDocument
from claimcheck.model.documents import Document
from claimcheck.model.spans import OffsetMap

MOST_CHARACTERS = 20_000_000
"""More text than this is no document that people work on."""
_NOT_TEXT = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127))
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "�")


def is_caption(text: str) -> bool:
    """Whether a line right above a table is its caption: short, and no sentence."""
    return len(text) <= 160 and not text.endswith((".", ":", ";", "?", "!"))


def _on_one_line(text: str) -> str:
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(text.translate(_NOT_TEXT).translate(_SURROGATES).split())


class Extraction:
    """Collects pieces of text and, beside them, the blocks of the document; each piece stands on a line of its own.

    The cells of a table row share a line.
    """

    def __init__(self, *, most: int = MOST_CHARACTERS) -> None:
        self.builder = DocumentBuilder()
        self._pieces: list[str] = []
        self._length = 0
        self._most = most

    def text(self, text: str) -> Cleaned:
        """Takes a block of text over."""
        plain = text.translate(_NOT_TEXT).translate(_SURROGATES).strip()
        piece = self._piece(plain)
        self._put(plain + "\n\n" if plain else "")
        return piece

    def row(self, cells: list[str]) -> list[Cleaned]:
        """Takes the cells of a table row over."""
        pieces = []
        at = self._length
        texts = [_on_one_line(cell) for cell in cells]
        for text in texts:
            pieces.append(Cleaned(text, OffsetMap.identity(at, len(text))) if text else EMPTY)
            at += len(text) + 1
        self._put("\t".join(texts) + "\n")
        return pieces

    def end_table(self) -> None:
        """Sets what follows apart from a table."""
        self._put("\n")

    def build(
        self, path: str, format: str, *, title: str | None = None, published: date | None = None
    ) -> Document:
        """The document of what was collected; a date that its text gives wins over `published`."""
        document = self.builder.build(path, format, "".join(self._pieces), title=title)
        return document if document.published is not None else replace(document, published=published)

    def _piece(self, plain: str) -> Cleaned:
        return Cleaned(plain, OffsetMap.identity(self._length, len(plain))) if plain else EMPTY

    def _put(self, text: str) -> None:
        self._length += len(text)
        if self._length > self._most:
            raise UnreadableDocument(f"more than {self._most:,} characters of text")
        self._pieces.append(text)
