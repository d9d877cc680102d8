"""Which words act as verbs before a number."""

from __future__ import annotations

from claimcheck.claims.sentence_view import SentenceView
from claimcheck.data import lexicon_cache, rows
from claimcheck.data import words as lexicon_words
from claimcheck.language import lists


def is_past_verb(view: SentenceView, index: int) -> bool:
    """Whether a word in -ed follows a name, as its verb does ("Orrin Foods booked restructuring charges")."""
    token = view.tokens[index]
    if not (token.text.islower() and token.text.endswith("ed")):
        return False
    return any(
        name.span.end <= token.start <= name.span.end + 2 and not name.possessive for name in view.names
    )


@lexicon_cache
def verb_concepts() -> dict[str, list[tuple[str, str]]]:
    """What verbs measure: by verb, concepts with the units that they are meant for."""
    table: dict[str, list[tuple[str, str]]] = {}
    for verbs, concept, units in rows("verb_concepts"):
        for verb in verbs.split():
            table.setdefault(verb.replace("_", " "), []).extend((concept, unit) for unit in units.split())
    return table


@lexicon_cache
def _verbs() -> frozenset[str]:
    changing = {row[0] for row in rows("change_words") if row[2] == "verb"}
    return lexicon_words("verbs") | changing | {verb for verb in verb_concepts() if " " not in verb}


@lexicon_cache
def _gerund_nouns() -> frozenset[str]:
    return lexicon_words("gerund_nouns")


def is_verb(word: str) -> bool:
    """Whether a word is read as a verb before a number; words in -ing that name things are none."""
    low = word.lower()
    return low in _verbs() or (word[0].islower() and low.endswith("ing") and low not in _gerund_nouns())


@lexicon_cache
def calendar_words() -> frozenset[str]:
    """Names of months and weekdays, in lower case."""
    return frozenset(lists("events")["months"]) | frozenset(lists("calendar")["weekdays"])


def is_verb_form(low: str) -> bool:
    """Whether a word is a known verb or ends as past participles do."""
    return low in _verbs() or low.endswith("ed")
