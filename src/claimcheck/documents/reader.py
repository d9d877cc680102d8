"""What a reader is: one format, how to recognise it, how to read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from claimcheck.model.documents import Document


@dataclass(frozen=True, slots=True)
class Reader:
    """One readable format. To add one, write a module with a `READER` and name it in `registry.py`."""

    name: str
    """Stands in `Document.format`."""
    suffixes: tuple[str, ...]
    """Suffixes that files of this format usually have, with the dot, in lower case."""
    sniff: Callable[[str, str], bool]
    """From the decoded text and the suffix (only a hint, may be empty) to whether this reader takes it."""
    read: Callable[[str, str], Document]
    """From the display path and the decoded text to the document; raises `UnreadableDocument`."""
