"""Words of a sentence: tokens, stems and small word classes shared by the claim stage."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from claimcheck.data import bounded_lexicon_cache, lexicon_cache, rows
from claimcheck.data import words as lexicon_words
from claimcheck.quantities.nouns import singular, stop_words

_TOKEN = re.compile(r"[A-Za-zÀ-ɏ0-9](?:[A-Za-zÀ-ɏ0-9&+]|[-'’./](?=[A-Za-z0-9À-ɏ]))*|[^\sA-Za-z0-9À-ɏ]")
_POSSESSIVE = re.compile(r"['’]s?$")
_VERB_ENDINGS = ("ing", "ied", "ies", "ed", "es", "s")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a punctuation mark."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """In lower case, without a possessive ending."""
        return _low(self.text)

    @property
    def possessive(self) -> bool:
        """Whether it ends in 's or s'."""
        return self.text.endswith(("'s", "’s", "'", "’"))

    @property
    def is_word(self) -> bool:
        """Whether it has a letter."""
        return self.text.isalpha() or any(map(str.isalpha, self.text))


@lru_cache(maxsize=20000)
def _low(text: str) -> str:
    return _POSSESSIVE.sub("", text).lower()


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`, with offsets in `text`."""
    return [
        Token(m.group(), m.start(), m.end())
        for m in _TOKEN.finditer(text, start, len(text) if end is None else end)
    ]


@lru_cache(maxsize=20000)
def normal(word: str) -> str:
    """A word as it is compared: lower case, singular, without possessive, light spelling variants joined."""
    low = _POSSESSIVE.sub("", word).lower()
    low = (
        low.replace("isation", "ization").replace("ise", "ize")
        if low.endswith(("isation", "ise", "ised"))
        else low
    )
    low = low.replace("centre", "center").replace("metre", "meter").replace("litre", "liter")
    return singular(low)


@lru_cache(maxsize=20000)
def verb_stem(word: str) -> str:
    """A verb without its ending ("handles", "handled", "handling" → "handl")."""
    low = word.lower()
    for ending in _VERB_ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= 3:
            low = low[: -len(ending)]
            break
    if len(low) > 3 and low[-1] == low[-2] and low[-1] not in "lsz":
        low = low[:-1]
    return low.rstrip("e")


@lexicon_cache
def light_words() -> frozenset[str]:
    """Words that say nothing of what is measured."""
    return stop_words() | lexicon_words("light_words")


@lexicon_cache
def _synonyms() -> dict[str, str]:
    return {word: row[0].split()[0] for row in rows("synonyms") for word in row[0].split()}


@bounded_lexicon_cache(1 << 16)
def canonical(words: frozenset[str]) -> frozenset[str]:
    """Normalised words, each put as the first of its group of synonyms: for comparing, never for showing."""
    table = _synonyms()
    return frozenset(table.get(word, word) for word in words)


def content(words: Iterable[str]) -> frozenset[str]:
    """The normalised words that carry meaning: function words, numbers and single letters left out."""
    light = light_words()
    return frozenset(
        normal(word)
        for word in words
        if len(word) > 1 and word[0].isalpha() and word.lower() not in light and normal(word) not in light
    )
