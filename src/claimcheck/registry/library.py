"""The sources of a registry: where a path of it leads, and each read once."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from claimcheck.documents import UnreadableDocument
from claimcheck.model import Claim, Document
from claimcheck.registry.quotes import SourceText

Load = Callable[[Path, str], tuple[Document, Sequence[Claim]]]
"""Reads a document and its claims, from where it is and the name to show it by; raises UnreadableDocument."""


def inside(root: Path, path: str) -> Path | None:
    """A path of the registry below the root; None where it leads out of it, by `..`, as absolute, or by a link."""
    if "\0" in path or Path(path).is_absolute():
        return None
    place = Path(os.path.realpath(root / path))
    return root / path if place.is_relative_to(os.path.realpath(root)) else None


class Library:
    """The sources of the registry, each read once; documents that are at hand already are not read again."""

    def __init__(self, root: Path, load: Load, documents: Sequence[tuple[Document, Sequence[Claim]]]) -> None:
        self.root, self.load = root, load
        self.known: dict[str, tuple[Document, Sequence[Claim]] | str] = {
            os.path.realpath(document.path): (document, claims) for document, claims in documents
        }
        self.prepared: dict[str, SourceText] = {}

    def get(self, path: str) -> tuple[Document, Sequence[Claim]] | str:
        """A source and its claims, or why it cannot be had."""
        place = inside(self.root, path)
        if place is None:
            return "lies outside of the project"
        real = os.path.realpath(place)
        if real not in self.known:
            try:
                if not place.is_file():
                    self.known[real] = "no such file"
                else:
                    self.known[real] = self.load(place, shown(place))
            except UnreadableDocument as error:
                self.known[real] = error.message
        return self.known[real]

    def text(self, document: Document) -> SourceText:
        """A source prepared for finding quotes."""
        if document.path not in self.prepared:
            self.prepared[document.path] = SourceText.of(document)
        return self.prepared[document.path]


def shown(path: Path) -> str:
    """A path as reports name it: from the current folder where it lies below that, with slashes."""
    real, here = Path(os.path.realpath(path)), Path(os.path.realpath(Path.cwd()))
    return real.relative_to(here).as_posix() if real.is_relative_to(here) else path.as_posix()
