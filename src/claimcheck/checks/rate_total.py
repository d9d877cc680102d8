"""A total that is not the rate times the time."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from claimcheck.checks.asserted import failures
from claimcheck.checks.concluded import with_conclusions
from claimcheck.checks.rule import Corpus, Rule
from claimcheck.model import Finding, Severity
from claimcheck.relations.rates import products, unit_products, yearly_totals

NAME = "rate-total"


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every total that the rate beside it does not come to."""
    found = chain(yearly_totals(corpus.claims), products(corpus.claims), unit_products(corpus.claims))
    return with_conclusions(
        corpus, NAME, failures(NAME, found, "what the figures beside it come to"), "scaled", "product"
    )


RULE = Rule(
    NAME,
    "A total does not follow from the rate and the time, or the number of things, beside it.",
    Severity.ERROR,
    "A rate a month, week or day beside the year's total (“25,000 a month, or 300,000 a year”), a rate for a number of weeks, "
    "and a power for a number of hours, where the sentence says that the one comes to the other; and a number of things with what "
    "each of them is or costs beside the total (“288 racks of 132 kW each, a load of 38 MW”). Capacities, peaks, averages and "
    "what could be are left alone.",
    "Rates are converted in the head, and months have a way of being ten in a year.",
    "The mill makes 12,500 doors a month, or 125,000 doors a year.\n",
    "The mill makes 12,500 doors a month, or 150,000 doors a year.\n",
    check,
)
