"""Whom a number is said of: names, pronouns, lists, headings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from claimcheck.claims.entities import PART, NameMention
from claimcheck.claims.entity_words import begins_with_pronoun, is_adjunct, is_anyone, is_pronoun, ties
from claimcheck.claims.pairing import gapped_subject
from claimcheck.claims.sentence_view import SentenceView
from claimcheck.claims.words import tokenize
from claimcheck.data import lexicon_cache
from claimcheck.data import words as lexicon_words
from claimcheck.model import Mention, Span
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
    clause = view.clause_of(mention.span.start)
    own = view.clauses[clause]
    before = _names_before(view, own, mention)
    own_name = gapped_subject(view, mention) or _second_subject(view, before) or _tied_behind(view, mention)
    if own_name is not None:
        return own_name, True
    if _follows_list(view, mention):
        return focus, False
    own_phrase = _heads_phrase(view, mention)
    owner = _last_possessor(before)
    if own_phrase and owner is not None:
        return owner, True
    if clause == 0 and (pronoun := _pronoun_behind_adjunct(view, own, before)) is not None:
        return (None if is_anyone(pronoun) else focus), False
    lead = lead_name(view, clause)
    if lead is not None and any(name.key == lead for name in before):
        return _coordinated(view, before, lead), True
    words = view.clause_text(clause)
    if starts_with_anaphor(words) and (focus is not None or clause > 0):
        carried = _carried(view, clause) if clause > 0 else None
        return (carried, True) if carried else (focus, False)
    if clause == 0 and begins_with_pronoun(words):
        return focus, False
    if owner is not None:
        return owner, True
    if before:
        return before[-1].key, True
    return _from_elsewhere(view, mention, clause, focus, own_phrase=own_phrase)


def _names_before(view: SentenceView, clause: Span, mention: Mention) -> list[NameMention]:
    """The names of a clause in front of a number, save those of who is quoted."""
    return [
        name
        for name in view.names
        if clause.start <= name.span.start
        and name.span.end <= mention.span.start
        and not is_source(view, name)
    ]


def _last_possessor(names: Sequence[NameMention]) -> str | None:
    return next((name.key for name in reversed(names) if name.possessive), None)


def _from_elsewhere(
    view: SentenceView, mention: Mention, clause: int, focus: str | None, *, own_phrase: bool
) -> tuple[str | None, bool]:
    """The subject of a number whose clause has no name before it: of the clauses before, of the names behind, or the focus."""
    if clause > 0:
        earlier = [name for name in view.names if name.span.end <= view.clauses[clause].start]
        owner = _last_possessor(earlier) if own_phrase else None
        found = owner or _carried(view, clause) or (earlier[-1].key if earlier else None)
        if found is not None:
            return found, True
    if _opens_with_adjunct(view):
        later = [name for name in view.names if name.span.start >= mention.span.end]
        if later:
            acting = next((name for name in later if _verb_follows(view, name.span.end)), later[0])
            return acting.key, True
    agent = _agent_behind(view, mention)
    return (agent, False) if agent is not None else (focus, False)


def _pronoun_behind_adjunct(view: SentenceView, clause: Span, names: Sequence[NameMention]) -> str | None:
    """The pronoun behind an adjunct that opens a clause and ends with its only name: "With a stop at Les Abeilles you walk 20 km"."""
    if len(names) != 1:
        return None
    first = next(
        (token for token in view.tokens_in(clause.start, names[0].span.start) if token.is_word), None
    )
    if first is None or not is_adjunct(first.low):
        return None
    behind = [token.low for token in view.tokens_in(names[0].span.end, clause.end)[:2] if token.is_word]
    return behind[0] if behind and is_pronoun(behind[0]) else None


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


_TIED = 8
"""Characters of a preposition and its blanks between a number and the name behind it."""


def _tied_behind(view: SentenceView, mention: Mention) -> str | None:
    """The name behind a number of a list each of which has its own: "9.8 million with Orla, 3.9 million with Solent Link"."""
    name = _name_behind(view, mention)
    if name is None:
        return None
    like = [
        other for other in view.mentions if other is not mention and _name_behind(view, other) is not None
    ]
    return name if like else None


def _name_behind(view: SentenceView, mention: Mention) -> str | None:
    for name in view.names:
        if mention.span.end <= name.span.start <= mention.span.end + _TIED:
            between = view.text[mention.span.end : name.span.start].strip()
            return name.key if between in ties() else None
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


def _is_one_of_its(view: SentenceView, name: NameMention) -> bool:
    """Whether a name only owns the many that one is taken from: "one of Europe's sharpest eyes"."""
    before = view.tokens_in(view.span.start, name.span.start)
    return name.possessive and bool(before) and before[-1].low == "of"


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
    early = [
        name
        for name in names
        if not _is_one_of_its(view, name) and len(view.tokens_in(view.span.start, name.span.start)) <= _EARLY
    ]
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
