"""Finding what a library made of a text in the text itself, so that every number keeps its place."""

from __future__ import annotations

import re

from claimcheck.documents.cleaned import EMPTY, Cleaned, TextBuilder

_WORD = re.compile(r"\S+")
_FARTHEST, _NEAR = 20_000, 600
"""Characters that a text may lie behind the one before it, and a word of it behind its last one."""
_OPENING, _ROOM = 5, 240
"""Words that a text is found by, and in how many characters they must stand together."""
_MOST_PLACES = 200
"""Places of a text's first words that are tried."""


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
        behind = self._opening(text.split()[:_OPENING])
        for match in _WORD.finditer(text):
            word = match.group()
            start, end = self._find(word, behind)
            if builder.last:
                builder.put(" ", behind, max(start, behind))
            builder.put(word, start, end)
            behind = max(end, behind)
        self.at = behind
        return builder.build()

    def _opening(self, words: list[str]) -> int:
        """Where the first words of a text stand together, behind the text before it; there if nowhere."""
        for index, word in enumerate(words[:-1] or words):
            place = self.at - 1
            for _ in range(_MOST_PLACES):
                place = self.source.find(word, place + 1, self.at + _FARTHEST)
                if place < 0:
                    break
                window = self.source[place : place + _ROOM]
                together = sum(other in window for other in words[index + 1 :])
                if 2 * together >= len(words) - index - 1:
                    return place
        return self.at

    def _find(self, word: str, at: int) -> tuple[int, int]:
        limit = at + _NEAR
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
