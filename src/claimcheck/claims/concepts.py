"""Metric concepts: what numbers measure, by any of the words for it."""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.claims.words import Token, normal
from claimcheck.data import bounded_lexicon_cache, lexicon_cache, rows
from claimcheck.language import lists
from claimcheck.quantities.events import DATE_OF, YEAR_OF
from claimcheck.quantities.money import is_currency
from claimcheck.quantities.ruled import CLOCK, CLOCK_12H
from claimcheck.quantities.units import is_measure

_LONGEST = 6  # words in the longest name of a concept
_TIME = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade"})


@dataclass(frozen=True, slots=True)
class Concept:
    """An entry of the lexicon."""

    name: str
    measures: frozenset[str]
    """money, percent, count, time, any."""


@dataclass(frozen=True, slots=True)
class ConceptMention:
    """A concept at its place among the tokens of a sentence."""

    concept: Concept
    first: int
    """Index of its first token."""
    last: int
    """Index of its last token."""


@lexicon_cache
def _lexicon() -> tuple[dict[tuple[str, ...], Concept], frozenset[str]]:
    table: dict[tuple[str, ...], Concept] = {}
    for name, synonyms, measures in rows("metric_concepts"):
        concept = Concept(name, frozenset(measures.split()))
        for form in [name, *synonyms.split(",")]:
            words = tuple(normal(word) for word in form.replace(",", " ").split())
            if words:
                table.setdefault(words, concept)
    return table, frozenset(words[0] for words in table)


def find_concepts(tokens: list[Token]) -> list[ConceptMention]:
    """The concepts that a sentence names, longest names first taken, in order."""
    table, firsts = _lexicon()
    words = [normal(token.text) for token in tokens]
    found: list[ConceptMention] = []
    index = 0
    while index < len(words):
        if words[index] in firsts:
            for length in range(min(_LONGEST, len(words) - index), 0, -1):
                concept = table.get(tuple(words[index : index + length]))
                if concept is not None and not (
                    length == 1 and (_is_portion(tokens, index) or _is_phrase(tokens, index))
                ):
                    found.append(ConceptMention(concept, index, index + length - 1))
                    index += length - 1
                    break
        index += 1
    return found


def _is_portion(tokens: list[Token], index: int) -> bool:
    """Whether "share" or "shares" means a part of something and not what is traded."""
    low = tokens[index].low
    behind = tokens[index + 1].low if index + 1 < len(tokens) else ""
    return low == "share" or (low == "shares" and behind == "of")


def _is_phrase(tokens: list[Token], index: int) -> bool:
    """Whether a word with those before it is a set phrase in which it names no measure ("in order of size")."""
    phrases = lists("not_measures")["phrases"]
    words = [token.low for token in tokens[max(0, index - 2) : index + 1]]
    return " ".join(words[-2:]) in phrases or " ".join(words) in phrases


def concept_of(words: str) -> Concept | None:
    """The concept that a phrase names as a whole ("employees" → headcount)."""
    return _lexicon()[0].get(tuple(normal(word) for word in words.split()))


def measures_of(name: str) -> frozenset[str]:
    """In what a concept is measured, by its name: "money", "percent" …; nothing where there is none of the name."""
    concept = concept_of(name)
    return concept.measures if concept is not None else frozenset()


@bounded_lexicon_cache(1 << 12)
def unit_class(unit: str) -> str:
    """money, percent, ratio, rank, time, clock, year, date, measure, count or bare: what sort of unit it is."""
    head = unit.split("/")[0]
    if head in (CLOCK, CLOCK_12H):
        return "clock"
    if head.startswith((YEAR_OF, DATE_OF)):
        return "year" if head.startswith(YEAR_OF) else "date"
    if is_currency(head):
        return "money"
    if head in ("percent", "percentage_point", "basis_point"):
        return "percent"
    if head in ("ratio", "rank", "dimensionless"):
        return {"dimensionless": "bare"}.get(head, head)
    if head in _TIME:
        return "time"
    return "measure" if is_measure(head) else "count"


def can_measure(concept: Concept, unit: str) -> bool:
    """Whether a number in `unit` can be said of the concept."""
    kind = unit_class(unit)
    if kind in ("ratio", "bare") or "any" in concept.measures:
        return kind != "rank"
    return kind in concept.measures


@lexicon_cache
def qualifier_groups() -> dict[str, str]:
    """Every qualifier word with its group."""
    return {word.strip(): group for group, forms in rows("qualifiers") for word in forms.split(",")}
