"""What narrows a number: the words of its clause that are neither verbs nor names nor times nor the measure itself."""

from __future__ import annotations

import re

from claimcheck.claims.metric import Metric
from claimcheck.claims.sentence_view import SentenceView
from claimcheck.claims.sizes import dimension_words
from claimcheck.claims.subjects import is_source
from claimcheck.claims.verbs import is_verb
from claimcheck.claims.words import content
from claimcheck.data import lexicon_cache
from claimcheck.data import words as lexicon_words
from claimcheck.model import Mention, Span

_LEGAL_FORMS = frozenset(
    {"plc", "inc", "ltd", "llc", "llp", "corp", "gmbh", "ag", "sa", "nv", "spa", "limited"}
)
_STOP = re.compile(
    r"[,;(:–—]|\b(?:due to|because|primarily|mainly|driven by|reflecting|as a result|thanks to|owing to|helped by|led by|despite|after)\b"
)
"""What follows the number behind such a mark adds to the statement and does not narrow it."""


@lexicon_cache
def _generic() -> frozenset[str]:
    return lexicon_words("generic_headings")


@lexicon_cache
def _reporting() -> frozenset[str]:
    return lexicon_words("announcement_verbs") | lexicon_words("anaphors") | lexicon_words("agentive_verbs")


def scope_of(
    view: SentenceView, mention: Mention, subject: str | None, metric: Metric | None
) -> frozenset[str]:
    """The words that may narrow a number; two claims of one thing must not differ in them."""
    clause = view.clauses[view.clause_of(mention.span.start)]
    left_out: list[Span] = [period.span for period in view.periods]
    left_out += [other.span for other in view.mentions]
    left_out += [
        name.span for name in view.names if name.key in (subject or "").split(" + ") or is_source(view, name)
    ]
    if metric is not None and metric.span is not None and metric.concept is not None:
        left_out.append(metric.span)
    stop = _STOP.search(view.text, mention.span.end, clause.end)
    words = [
        token.text
        for token in view.tokens_in(clause.start, stop.start() if stop else clause.end)
        if token.is_word
        and not is_verb(token.text)
        and not token.low.endswith(("ly", "ed"))
        and token.low not in _reporting()
        and token.low not in dimension_words()
        and token.low.rstrip(".") not in _LEGAL_FORMS
        and not any(span.start <= token.start < span.end for span in left_out)
    ]
    return content(words)


def heading_scope(headings: tuple[str, ...]) -> frozenset[str]:
    """What the headings above a text narrow it to ("Trams"); nothing for headings such as "Results"."""
    words = [
        word.strip(".,:;()").lower()
        for heading in headings
        if len(heading.split()) <= 3
        for word in heading.split()
    ]
    return content(word for word in words if word.isalpha() and word not in _generic())
