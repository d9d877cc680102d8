"""In which language a text is: by its small words, or by its script."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from claimcheck.data import added, lexicon_cache, rows
from claimcheck.model import Document

_WORD = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 3_000
_FEWEST_WORDS = 25
_LEAST_SHARE = 0.08
"""Small words make up a third of running text; where fewer are of any one language, none is told."""
_CLEARLY = 1.6
_FEWEST_OF_A_NOTE = 5
_LEAST_OF_A_NOTE = 0.2
SETTING = "language"
"""The lexicon, empty unless a project sets it, that says which language all its texts are in."""
_SCRIPTS = (
    ("ru", "a language in Cyrillic script", "\u0400", "\u052f"),
    ("el", "Greek", "\u0370", "\u03ff"),
    ("he", "Hebrew", "\u0590", "\u05ff"),
    ("ar", "a language in Arabic script", "\u0600", "\u06ff"),
    ("hi", "a language in Devanagari script", "\u0900", "\u097f"),
    ("th", "Thai", "\u0e00", "\u0e7f"),
    ("ja", "Japanese", "\u3040", "\u30ff"),
    ("ko", "Korean", "\uac00", "\ud7af"),
    ("zh", "Chinese", "\u4e00", "\u9fff"),
)


@lexicon_cache
def _languages() -> dict[str, tuple[str, frozenset[str]]]:
    return {code: (name, frozenset(words.split())) for code, name, words in rows("languages")}


def language_of(document: Document) -> str | None:
    """The ISO 639-1 code of a document's language: the one that the project sets, else the one that its small words tell.

    None where too little of it is running text to tell.
    """
    for row in added(SETTING):
        return row[0]
    words = list(islice(_words(document), _MOST_WORDS))
    if len(words) < _FEWEST_WORDS:
        return _of_a_note(words)
    script = _script(words)
    if script is not None:
        return script
    found = Counter(words)
    counts = {code: sum(found[word] for word in small) for code, (_, small) in _languages().items()}
    best, second = sorted(counts, key=lambda code: -counts[code])[:2]
    if counts[best] < _LEAST_SHARE * len(words):
        return None
    if best != "en" and counts[best] < _CLEARLY * counts["en"]:
        return None
    return best if counts[best] > counts[second] or best == "en" else None


def _of_a_note(words: list[str]) -> str | None:
    """The language of a few words: another than English only if several of its small words, and none that are English alone, stand among them."""
    if len(words) < _FEWEST_OF_A_NOTE:
        return None
    languages = _languages()
    counts = {code: sum(word in small for word in words) for code, (_, small) in languages.items()}
    best = max(counts, key=lambda code: counts[code])
    foreign = counts["en"] - sum(word in languages["en"][1] and word in languages[best][1] for word in words)
    told = best != "en" and counts[best] >= max(2, _LEAST_OF_A_NOTE * len(words)) and not foreign
    return best if told else None


def name_of(code: str) -> str:
    """The name of a language by its code."""
    known = _languages().get(code)
    return known[0] if known is not None else next((name for c, name, _, _ in _SCRIPTS if c == code), code)


def _words(document: Document) -> islice[str] | map[str]:
    return map(
        str.lower,
        (match.group() for segment in document.segments for match in _WORD.finditer(segment.text)),
    )


def _script(words: list[str]) -> str | None:
    """The language of a script in which at least a third of the words begin."""
    firsts = Counter(word[0] for word in words)
    for code, _, low, high in _SCRIPTS:
        if sum(count for char, count in firsts.items() if low <= char <= high) > len(words) / 3:
            return code
    return None
