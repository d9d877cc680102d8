"""Sizes said by their unit or by an adjective: "5 m tall", "the 86 MW park"."""

from __future__ import annotations

from claimcheck.claims.concepts import concept_of, unit_class
from claimcheck.claims.metric import Metric
from claimcheck.claims.sentence_view import SentenceView
from claimcheck.claims.words import normal
from claimcheck.data import lexicon_cache, rows
from claimcheck.model import Mention, Span
from claimcheck.quantities.nouns import stop_words

_WORDS_OF_A_THING = 3
_LENGTHS = ("meter", "mile", "foot", "inch", "yard")
_MASSES = ("gram", "ton", "pound", "ounce")


@lexicon_cache
def _dimensions() -> dict[str, tuple[str, str]]:
    return {word: (concept, of) for word, concept, of in rows("dimension_adjectives")}


def dimension_words() -> frozenset[str]:
    """Adjectives that tell a dimension ("long", "tall")."""
    return frozenset(_dimensions())


def dimension_metric(view: SentenceView, mention: Mention) -> Metric | None:
    """What the adjective behind a measure says: "4.8 km long", "54 m tall"."""
    behind = view.token_after(mention.span.end)
    entry = _dimensions().get(view.tokens[behind].low) if behind < len(view.tokens) else None
    if entry is None or view.tokens[behind].start - mention.span.end > 1:
        return None
    concept, of = entry
    unit = mention.quantity.unit
    base = {"length": "meter", "mass": "kilogram"}.get(of)
    fits = (
        unit_class(unit) == "time" if base is None else unit_class(unit) == "measure" and _is_of(unit, base)
    )
    found = concept_of(concept) if fits else None
    return Metric(found.name, found.name, frozenset(), frozenset()) if found is not None else None


@lexicon_cache
def _sized_things() -> tuple[tuple[str, str, frozenset[str]], ...]:
    return tuple(
        (concept, unit, frozenset(thing.strip() for thing in things.split(",")))
        for concept, unit, things in rows("sized_things")
    )


def size_before(view: SentenceView, mention: Mention) -> Metric | None:
    """What a measure right before a thing is of it: "the 86 MW solar park", "a 138-kilometre line"."""
    unit = mention.quantity.unit
    fitting = [(concept, things) for concept, ending, things in _sized_things() if unit.endswith(ending)]
    if not fitting or "/" in unit:
        return None
    at, end = view.token_after(mention.span.end), mention.span.end
    for token in view.tokens[at : at + _WORDS_OF_A_THING]:
        if token.start - end != 1 or view.text[end : token.start] not in " -" or token.low in stop_words():
            return None
        found = next((concept for concept, things in fitting if normal(token.low) in things), None)
        if found is not None:
            concept = concept_of(found)
            return Metric(concept.name, concept.name, frozenset(), frozenset()) if concept else None
        end = token.end
    return None


def _is_of(unit: str, base: str) -> bool:
    """Whether a unit is of length or mass, told by its name."""
    return "/" not in unit and unit.endswith(_LENGTHS if base == "meter" else _MASSES)


def touches(view: SentenceView, mention: Mention, span: Span) -> bool:
    """Whether a phrase stands within two words of a number."""
    if span.end <= mention.span.start:
        return view.token_before(mention.span.start) - view.token_before(span.end) <= 2
    return view.token_after(span.start) - view.token_after(mention.span.end) <= 2
