"""Findings for the conclusions that sentences draw from their numbers, by the rule that their equation belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from claimcheck.checks.asserted import failures
from claimcheck.checks.rule import Corpus
from claimcheck.language.lexical import is_lexical
from claimcheck.model import Finding, Role, Span
from claimcheck.relations.links.closed import Closed
from claimcheck.relations.links.conclusions import Drawn
from claimcheck.relations.links.worked import bound_links, conclusions_of

_WHAT = {
    "difference": "the difference",
    "points": "the difference",
    "rest": "the difference",
    "change": "the change",
    "multiple": "how many times as much it is",
    "total": "the total",
    "share": "the share",
    "per unit": "the figure for each",
    "scaled": "the same rate",
    "per so many": "the rate",
    "growth": "the average growth a year",
    "compound": "the average growth a year",
    "product": "the total",
    "quotient": "one figure divided by the other",
    "exchange": "the same in another currency",
    "average": "the average",
    "taken of": "the share",
    "added to": "the sum",
    "taken off": "the rest",
    "apart": "the time between",
    "balance": "what is left",
    "days": "the days between",
    "years": "the years between",
    "age": "the years between",
}


def share(corpus: Corpus, found: tuple[Drawn | Closed, ...]) -> None:
    """Lets the rules have the conclusions of all sentences, where they are known."""
    corpus.shared["conclusions"] = found


def conclusions(corpus: Corpus) -> tuple[Drawn | Closed, ...]:
    """The conclusions of all sentences, worked out once for all rules."""
    if "conclusions" not in corpus.shared:
        share(corpus, conclusions_of(corpus.claims))
    return cast(tuple[Drawn | Closed, ...], corpus.shared["conclusions"])


def with_conclusions(
    corpus: Corpus, rule: str, found: Iterable[Finding], *equations: str
) -> Iterator[Finding]:
    """The findings of a rule, and one for every conclusion by some equations that no reading bears out.

    A number that one wording bears out is not told for another, and none is told twice.
    """
    told: set[_Place] = set()
    for finding in found:
        told |= {(at.path, at.span) for at in finding.locations if at.role is Role.STATED}
        yield finding
    drawn = conclusions(corpus)
    holding = {one.assertion.stated.id for one in drawn if not one.assertion.fails}
    told |= _told_elsewhere(corpus, [one for one in drawn if isinstance(one, Closed) and one.fails])
    for one in drawn:
        stated = one.assertion.stated
        place = stated.path, stated.span
        if one.equation in equations and one.fails and stated.id not in holding and place not in told:
            told.add(place)
            yield from failures(rule, [one.assertion], _WHAT[one.equation])


_Place = tuple[str, Span]
"""Path of a document, and where in it a number stands: the same span of another document is another number."""


def _told_elsewhere(corpus: Corpus, failing: list[Closed]) -> set[_Place]:
    """The places of failing closings whose numbers a nearer wording ties already: that rule decides."""
    if not failing:
        return set()
    if "bound" not in corpus.shared:
        # The nearer wordings are those of English: what they make of another language decides nothing.
        links = tuple(bound_links([claim for claim in corpus.claims if not is_lexical(claim.language)]))
        stated = frozenset(link.stated for link in links)
        corpus.shared["bound"] = stated, frozenset(frozenset((link.stated, *link.operands)) for link in links)
    stated, together = cast(tuple[frozenset[str], frozenset[frozenset[str]]], corpus.shared["bound"])
    return {
        (one.assertion.stated.path, one.assertion.stated.span)
        for one in failing
        if one.assertion.stated.id in stated
        or frozenset((one.assertion.stated.id, *(c.id for c in one.assertion.readings[0].operands)))
        in together
    }
