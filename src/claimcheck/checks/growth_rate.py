"""A compound growth rate that does not lead from the old level to the new one."""

from __future__ import annotations

from collections.abc import Iterable

from claimcheck.checks.asserted import failures
from claimcheck.checks.concluded import with_conclusions
from claimcheck.checks.rule import Corpus, Rule
from claimcheck.model import Finding, Severity
from claimcheck.relations.rates import growth_rates

NAME = "growth-rate"


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every compound rate that the levels beside it do not give."""
    return with_conclusions(
        corpus,
        NAME,
        failures(NAME, growth_rates(corpus.claims), "the average growth a year"),
        "growth",
        "compound",
    )


RULE = Rule(
    NAME,
    "A compound growth rate does not lead from the old level to the new one.",
    Severity.ERROR,
    "Where a text gives two levels with their years and a compound growth rate (CAGR) in the same sentence or the next, the rate "
    "is worked out as the root of the quotient, one root for each year between the two.",
    "The total rise divided by the years is not the growth rate, though it is often given as such.",
    "Spending per head went from $1,240 in 2015 to $1,980 in 2025. The compound growth rate was 6.0% a year.\n",
    "Spending per head went from $1,240 in 2015 to $1,980 in 2025. The compound growth rate was 4.8% a year.\n",
    check,
)
