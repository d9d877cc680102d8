"""A total in the text that is not the sum of the parts beside it."""

from __future__ import annotations

from collections.abc import Iterable

from claimcheck.checks.asserted import failures
from claimcheck.checks.concluded import with_conclusions
from claimcheck.checks.rule import Corpus, Rule
from claimcheck.model import Finding, Severity
from claimcheck.relations.wholes import totals

NAME = "total"


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every total that its parts do not make."""
    return with_conclusions(corpus, NAME, failures(NAME, totals(corpus.claims), "the total"), "total")


RULE = Rule(
    NAME,
    "A total in a sentence is not the sum of the parts that it gives.",
    Severity.ERROR,
    "Sentences that give a whole and all of its parts: “$12.6 billion, made up of $8.8 billion of debt and $3.8 billion of "
    "equity”, “10, 12 and 15 plants, 37 in all”, “of the 1,760 people 1,110 work in the clean room, 420 in maintenance and the remaining 230 in offices”. Parts that are only some of the whole (“including”, “mainly”) are left alone.",
    "The parts are updated and the total is not, or the other way round.",
    "The cost of $12.6 billion is made up of $8.8 billion of debt and $4.8 billion of equity.\n",
    "The cost of $12.6 billion is made up of $8.8 billion of debt and $3.8 billion of equity.\n",
    check,
)
