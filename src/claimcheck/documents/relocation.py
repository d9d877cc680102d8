"""Finding what a library made of a text in the text itself, so that every number keeps its place."""

from __future__ import annotations

import re

from claimcheck.documents.cleaned import EMPTY, Cleaned, TextBuilder

_WORD = re.compile(r"\S+")
_FARTHEST = 20_000
"""Characters that a word may lie behind the one before it."""


class Relocator:
    """Hands the words of readable texts back to their places; texts must come in the order of the source."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0

    def locate(self, readable: str) -> Cleaned:
        """The readable text with its places; words that cannot be found stand where the one before ended."""
        text = " ".join(readable.split())
        if not text:
            return EMPTY
        builder = TextBuilder()
        behind = self.at
        for match in _WORD.finditer(text):
            word = match.group()
            start, end = self._find(word, behind)
            if builder.last:
                builder.put(" ", behind, max(start, behind))
            builder.put(word, start, end)
            behind = max(end, behind)
        self.at = behind
        return builder.build()

    def _find(self, word: str, at: int) -> tuple[int, int]:
        limit = at + _FARTHEST
        place = self.source.find(word, at, limit)
        if place >= 0:
            return place, place + len(word)
        core = re.search(r"[\w$€£¥][\w.,$€£¥%\\-]*", word)
        if core is not None and any(char.isalnum() for char in core.group()):
            # Markup may stand between the characters: "5\\%" for "5%".
            spread = r"\\?".join(re.escape(char) for char in core.group()[:80])
            found = re.compile(spread).search(self.source, at, limit)
            if found is not None:
                return found.start(), found.end()
        start = max(min(at, len(self.source) - 1) - 1, 0)  # beside the word before
        return start, min(start + (2 if len(word) == 1 else 1), len(self.source))
