"""A percentage that is not the part of the whole beside it."""

from __future__ import annotations

from collections.abc import Iterable

from claimcheck.checks.asserted import failures
from claimcheck.checks.concluded import with_conclusions
from claimcheck.checks.reported_figures import figures_of, told_of
from claimcheck.checks.rule import Corpus, Rule
from claimcheck.model import Finding, Severity
from claimcheck.relations.wholes import shares

NAME = "share"


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every percentage that restates a part of a whole wrongly."""
    told: set[str | None] = set()
    for found in with_conclusions(
        corpus, NAME, failures(NAME, shares(corpus.claims), "the share"), "share", "taken of"
    ):
        told.add(found.locations[0].claim)
        yield found
    for reported, stated in figures_of(corpus, "percentage"):
        if stated.id not in told:
            yield told_of(NAME, reported, stated)


RULE = Rule(
    NAME,
    "A percentage is not the part of the whole that it restates.",
    Severity.ERROR,
    "Where a sentence gives a part, its whole and the share (“412 of 1,000 pupils, or 41%”), or a sentence that begins “Of "
    "this” gives a part of the number before it with its share, the share is worked out with the room that rounding leaves.",
    "A share is worked out once and survives every later correction of its numbers.",
    "In the survey 412 of 1,000 pupils, or 31%, walked to school.\n",
    "In the survey 412 of 1,000 pupils, or 41%, walked to school.\n",
    check,
)
