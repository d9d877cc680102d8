"""Whom a number is said of: names, pronouns, lists, headings."""

from __future__ import annotations

from itertools import pairwise

from claimcheck.claims.entities import PART, NameMention
from claimcheck.claims.pairing import gapped_subject
from claimcheck.claims.sentence_view import SentenceView
from claimcheck.claims.words import tokenize
from claimcheck.data import lexicon_cache
from claimcheck.data import words as lexicon_words
from claimcheck.model import Mention
from claimcheck.quantities.nouns import stop_words
from claimcheck.quantities.ruled import LISTED

_LEAD_WORDS = 3  # words that may stand before a clause's subject ("But in 2025 …")
_EARLY = 6  # words within which a name belongs to the sentence's first phrase
_AUXILIARIES = frozenset(
    [
        "is",
        "was",
        "are",
        "were",
        "has",
        "have",
        "had",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "should",
        "does",
        "did",
        "says",
        "said",
    ]
)


_ADJUNCTS = frozenset({"in", "at", "on", "by", "with", "without", "unlike", "like", "after", "before", "for", "from", "to", "under", "over", "during", "since", "according", "as", "despite", "of", "across", "when", "while", "compared"})  # fmt: skip
"""Words that open an adjunct in front of the subject."""


@lexicon_cache
def _anaphors() -> frozenset[str]:
    return lexicon_words("anaphors")


def starts_with_anaphor(text: str) -> bool:
    """Whether a clause begins with a pronoun, an elided subject or "the company"."""
    tokens = [token for token in tokenize(text[:80]) if token.is_word][:3]
    if not tokens:
        return False
    first = tokens[0].low
    if first in (
        "it",
        "its",
        "they",
        "their",
        "this",
        "that",
        "these",
        "those",
        "he",
        "she",
        "his",
        "her",
        "also",
        "we",
        "our",
    ):
        return True
    if first in ("and", "but", "so", "yet", "now", "then", "still") and len(tokens) > 1:
        first, tokens = tokens[1].low, tokens[1:]
        if first in ("it", "its", "they", "their", "this", "that"):
            return True
    if first in ("the", "this", "that", "these", "those") and len(tokens) > 1:
        if tokens[1].text[0].isupper() and len(tokens) > 2 and tokens[2].low in _anaphors():
            return True  # "the Irish company"
        return tokens[1].low in _anaphors() or tokens[1].low in (
            "earlier",
            "previous",
            "new",
            "latest",
            "former",
        )
    return False


@lexicon_cache
def _roles() -> frozenset[str]:
    return lexicon_words("role_words")


def is_source(view: SentenceView, name: NameMention) -> bool:
    """Whether a name only says who is quoted ("according to a TechInsights report", "finance chief Amara Diallo")."""
    words = [word.lower().strip(".,") for word in name.text.split()]
    if len(words) > 1 and any(word in _roles() for word in words):
        return True
    ahead = view.text[max(view.span.start, name.span.start - 24) : name.span.start].lower().split()
    if ahead and ahead[-1].strip(".,") in _roles():
        return True
    behind = [token.low for token in view.tokens_in(name.span.end, min(view.span.end, name.span.end + 40))][
        :5
    ]
    if behind[:1] == [","] and any(word in _roles() for word in behind[1:5]):
        return True
    before = view.text[max(view.span.start, name.span.start - 40) : name.span.start].lower()
    at = before.rfind("according to")
    return at >= 0 and len(before[at:].split()) <= 6


def lead_name(view: SentenceView, clause: int) -> str | None:
    """Key of the name that a clause begins with; None where it begins with something else."""
    return view.remembered("lead", clause, lambda: _lead_name(view, clause))


def _lead_name(view: SentenceView, clause: int) -> str | None:
    span = view.clauses[clause]
    for name in view.names:
        if name.span.start < span.start or is_source(view, name):
            continue
        if name.span.start >= span.end:
            return None
        before = view.tokens_in(span.start, name.span.start)
        words = [token for token in before if token.is_word]
        if words and words[0].low in _ADJUNCTS and "," not in {token.text for token in before}:
            behind = view.text[name.span.end : name.span.end + 24]
            if "," in behind.split(" ")[0] or behind[:1] == ",":
                continue  # "In Norway, Kestrel …", "Unlike Norbahn, Brava …"
        comma = next((index for index in range(len(before) - 1, -1, -1) if before[index].text == ","), None)
        if comma is not None and words and (words[0].low in _ADJUNCTS or words[0].low.endswith("ed")):
            words = [token for token in before[comma + 1 :] if token.is_word]
        if len(words) <= _LEAD_WORDS and all(
            token.low in stop_words() or token.low in ("also", "for") for token in words
        ):
            return name.key
        return None
    return None


def subject_of(view: SentenceView, mention: Mention, focus: str | None) -> tuple[str | None, bool]:
    """Key of the subject of a number, and whether the clause itself names it.

    `focus`: whom the text spoke of before.
    """
    at = mention.span.start
    clause = view.clause_of(at)
    own = view.clauses[clause]
    lead = lead_name(view, clause)
    here = [
        name for name in view.names if own.start <= name.span.start < own.end and not is_source(view, name)
    ]
    before = [name for name in here if name.span.end <= at]
    coordinated = gapped_subject(view, mention) or _second_subject(view, before)
    if coordinated is not None:
        return coordinated, True
    if _follows_list(view, mention):
        return focus, False
    own_phrase = _heads_phrase(view, mention)
    if own_phrase and (possessor := next((n for n in reversed(before) if n.possessive), None)):
        return possessor.key, True
    if lead is not None and any(name.key == lead for name in before):
        return _coordinated(view, before, lead), True
    words = view.clause_text(clause)
    if starts_with_anaphor(words) and (focus is not None or clause > 0):
        if clause > 0:
            carried = _carried(view, clause)
            return (carried, True) if carried else (focus, False)
        return focus, False
    if not own_phrase and (possessor := next((n for n in reversed(before) if n.possessive), None)):
        return possessor.key, True
    if before:
        return before[-1].key, True
    if clause > 0:
        earlier = [name for name in view.names if name.span.end <= own.start]
        if own_phrase and (possessor := next((n for n in reversed(earlier) if n.possessive), None)):
            return possessor.key, True
        carried = _carried(view, clause)
        if carried is not None:
            return carried, True
        if earlier:
            return earlier[-1].key, True
    if _opens_with_adjunct(view):
        later = [name for name in view.names if name.span.start >= mention.span.end]
        if later:
            return later[0].key, True
    agent = _agent_behind(view, mention)
    if agent is not None:
        return agent, False
    return focus, False


def part_of(view: SentenceView, mention: Mention, subject: str | None) -> str | None:
    """Key of the name that directly follows the subject's possessive: "Calder Bay's Batu Kawan plant"."""
    for name, following in pairwise(view.names):
        if name.key != subject or not name.possessive or following.span.start > mention.span.start:
            continue
        if 0 < following.span.start - name.span.end <= 3 and following.key != subject:
            return following.key
    return None


def _second_subject(view: SentenceView, names: list[NameMention]) -> str | None:
    """The subject of a second statement in one clause: "Orrin employs 1,150 people and Lowmoor employs 420"."""
    for name in reversed(names):
        index = view.token_before(name.span.start)
        if index <= 3 or view.tokens[index].low not in ("and", "while", "but"):
            continue
        conjunction = view.tokens[index].start
        first_statement = (
            view.mentions_between(view.span.start, conjunction) and names[0].span.end < conjunction
        )
        if first_statement and _verb_follows(view, name.span.end):
            return name.key
    return None


def _follows_list(view: SentenceView, mention: Mention) -> bool:
    """Whether a number stands behind a list of names with their figures, none of which it is said of: "…, Hull 12, so 83 in all"."""
    earlier = [other for other in view.mentions if other.span.end <= mention.span.start]
    if mention.form == LISTED or not earlier or earlier[-1].form != LISTED:
        return False
    return not any(earlier[-1].span.end <= name.span.start < mention.span.start for name in view.names)


def _heads_phrase(view: SentenceView, mention: Mention) -> bool:
    """Whether a number opens a coordinated phrase of its own ("… and the $30 billion price tag shows")."""
    index = view.token_before(mention.span.start)
    while index >= 0 and view.tokens[index].low in ("the", "a", "an", "this", "that"):
        index -= 1
    return 0 <= index < view.token_before(mention.span.start) and view.tokens[index].low in (
        "and",
        "but",
        "while",
        "as",
    )


def _carried(view: SentenceView, clause: int) -> str | None:
    """The subject of the clauses before, the nearest first."""
    for earlier in range(clause - 1, -1, -1):
        lead = lead_name(view, earlier)
        if lead is not None:
            return lead
    return None


def _agent_behind(view: SentenceView, mention: Mention) -> str | None:
    """A name behind the number that "by", "from", "at" or "for" ties to it in the same clause."""
    own = view.clauses[view.clause_of(mention.span.start)]
    for name in view.names:
        if mention.span.end <= name.span.start < own.end:
            before = view.tokens_in(mention.span.end, name.span.start)
            if before and before[-1].low in ("by", "at", "of", "for", "from") and len(before) <= 6:
                return name.key
            return None
    return None


def _opens_with_adjunct(view: SentenceView) -> bool:
    """Whether the sentence begins with a preposition ("By scaling up to $8.5 billion, ASE …")."""
    first = next(
        (
            token
            for token in view.tokens_in(view.span.start, min(view.span.end, view.span.start + 40))
            if token.is_word
        ),
        None,
    )
    return first is not None and first.low in (
        "by",
        "with",
        "at",
        "after",
        "as",
        "in",
        "to",
        "for",
        "from",
        "on",
    )


def next_focus(view: SentenceView, focus: str | None) -> str | None:
    """Whom the sentence behind this one may call "it": the name that leads a clause with a verb, else the one spoken of."""
    if view.clauses and starts_with_anaphor(view.clause_text(0)) and focus is not None:
        return focus
    leads = [lead for index in range(len(view.clauses)) if (lead := lead_name(view, index)) is not None]
    # Products ("HX2") are spoken of, but "it" and "the company" go on to mean their maker.
    names = [n for n in view.names if not is_source(view, n) and (focus is None or not _is_code(n.key))]
    for name in names:
        if name.key in leads and (part := _part_spoken_of(view, name)) is not None:
            return f"{name.key}{PART}{part}"
        if name.key in leads and _verb_follows(view, name.span.end):
            return name.key
    if leads and any(name.key == leads[0] for name in names):
        return leads[0]
    early = [name for name in names if len(view.tokens_in(view.span.start, name.span.start)) <= _EARLY]
    return early[0].key if early else (focus or (names[0].key if names else None))


def _coordinated(view: SentenceView, names: list[NameMention], lead: str) -> str:
    """The subject with those that stand beside it: "Norvale and Calder Bay had …" is neither of the two."""
    for name, following in pairwise(names):
        if name.key == lead and view.text[name.span.end : following.span.start].strip() in (
            "and",
            "&",
            "plus",
        ):
            return f"{lead} + {following.key}"
    return lead


def _part_spoken_of(view: SentenceView, name: NameMention) -> str | None:
    """The unit that a possessive leads to ("Orvane's [medical business] had …"): what "it" means from there on."""
    if not name.possessive:
        return None
    words: list[str] = []
    for token in view.tokens_in(name.span.end + 2, min(view.span.end, name.span.end + 60)):
        if not token.is_word or token.low in stop_words() or len(words) == 4:
            break
        words.append(token.low)
        if token.low in _anaphors():
            return " ".join(words)
    return None


def _is_code(key: str) -> bool:
    return " " not in key and any(char.isdigit() for char in key)


def _verb_follows(view: SentenceView, at: int) -> bool:
    following = view.tokens_in(at, min(at + 24, view.span.end))
    words = [token for token in following if token.text not in ("'", "’", "s")][:1]
    if not words or not words[0].is_word or words[0].text[0].isupper():
        return False
    return words[0].low not in stop_words() or words[0].low in _AUXILIARIES
