"""Counted nouns: which word of a phrase is counted, and its singular."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimcheck.data import lexicon_cache, rows, words
from claimcheck.model import Span

_WORD = re.compile(r"[ \t\n\u00a0\u2009\u202f]{1,3}([A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9+&]*(?:[-'’][A-Za-z0-9]+)*)")
_MAX_WORDS = 6
_SINGULAR_ENDINGS = ("ss", "us", "is", "ous", "news", "'s", "’s")


@lexicon_cache
def _irregular() -> dict[str, str]:
    return dict(rows("irregular_nouns"))


@lexicon_cache
def stop_words() -> frozenset[str]:
    """Words that end a noun phrase: prepositions, conjunctions, auxiliaries, pronouns and the like."""
    return words("function_words")


@lexicon_cache
def _not_nouns() -> frozenset[str]:
    return words("not_counted")


def singular(noun: str) -> str:
    """The singular of an English noun in lower case ("wafers" → "wafer", "people" → "person")."""
    low = noun.lower()
    known = _irregular().get(low)
    if known:
        return known
    if len(low) < 4 or low.endswith(_SINGULAR_ENDINGS) or not low.endswith("s"):
        return low
    if low.endswith("ies"):
        return low[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return low[:-2]
    return low[:-1]


def is_plural(word: str) -> bool:
    """Whether a word looks like the plural of a countable noun."""
    low = word.lower()
    if low in _irregular():
        return True
    return len(low) > 3 and low.endswith("s") and not low.endswith(_SINGULAR_ENDINGS)


@dataclass(frozen=True, slots=True)
class CountedNoun:
    """A counted noun phrase behind a number: "new plants" in "six new plants"."""

    head: str
    """Singular, lower case."""
    span: Span
    """From the first modifier to the head."""


def counted_noun(text: str, start: int) -> CountedNoun | None:
    """The noun phrase that a number ending at `start` counts, if the words there are one.

    Without a tagger the head is the first plural of the phrase, unless another plural follows at once
    ("sales offices"); the phrase ends at punctuation and at a function word.
    """
    stops, rejected = stop_words(), _not_nouns()
    first: int | None = None
    at = start
    head: re.Match[str] | None = None
    for _ in range(_MAX_WORDS):
        match = _WORD.match(text, at)
        if match is None:
            break
        word = match.group(1)
        low = word.lower()
        if low in stops:
            break
        if head is not None and low in words("verbs"):
            break
        if first is None:
            first = match.start(1)
        at = match.end()
        if (
            is_plural(word)
            and low not in rejected
            and (word.islower() or (word[0].isupper() and len(word) > 4))
        ):
            head = match
            continue
        if head is not None:
            break
    if head is None or first is None:
        return None
    return CountedNoun(singular(head.group(1)), Span(first, head.end()))
