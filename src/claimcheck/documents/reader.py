"""What a reader is: one format, how to recognise it, how to read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from claimcheck.model.documents import Document


@dataclass(frozen=True, slots=True)
class Reader:
    """One readable format of text. To add one, write a module with a `READER` and name it in `formats.py`."""

    name: str
    """Stands in `Document.format`."""
    suffixes: tuple[str, ...]
    """Suffixes that files of this format usually have, with the dot, in lower case."""
    sniff: Callable[[str, str], bool]
    """From the decoded text and the suffix (only a hint, may be empty) to whether this reader takes it."""
    read: Callable[[str, str], Document]
    """From the display path and the decoded text to the document; raises `UnreadableDocument`."""


@dataclass(frozen=True, slots=True)
class FileReader:
    """One readable format that is no plain text, or whose encoding has to be found out."""

    name: str
    """Stands in `Document.format`."""
    suffixes: tuple[str, ...]
    """As for `Reader`."""
    module: str
    """Where its function `read(path, data) -> Document` is; imported only when a file needs it."""
    needs: tuple[str, ...] = ()
    """Modules of other projects that it imports."""
    extra: str | None = None
    """The extra of this package that installs them."""
    isolated: bool = True
    """Whether it is run in a process of its own, under bounds of time and memory."""
