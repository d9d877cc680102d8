"""Sets of words, written as one text."""

from __future__ import annotations


def words(text: str, separator: str | None = None) -> frozenset[str]:
    """The words of `text`, parted by white space or by `separator`."""
    return frozenset(text.split(separator))
