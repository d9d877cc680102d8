"""A stated average that is not the mean of the numbers listed for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from claimcheck.checks.asserted import failures
from claimcheck.checks.concluded import with_conclusions
from claimcheck.checks.rule import Corpus, Rule
from claimcheck.checks.tables import grids
from claimcheck.model import Claim, Finding, Severity
from claimcheck.relations.assertions import Assertion
from claimcheck.relations.averages import column_averages, listed_averages
from claimcheck.relations.tables.grid import Grid

NAME = "average"


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every stated average that the listed numbers do not give."""
    return with_conclusions(corpus, NAME, failures(NAME, _assertions(corpus), "the average"), "average")


def _assertions(corpus: Corpus) -> Iterator[Assertion]:
    yield from listed_averages(corpus.claims)
    tables: dict[str, list[Grid]] = defaultdict(list)
    for document, grid in grids(corpus):
        tables[document.path].append(grid)
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in corpus.claims:
        if claim.path in tables:
            claims[claim.path].append(claim)
    for path, found in tables.items():
        yield from column_averages(claims[path], found)


RULE = Rule(
    NAME,
    "A stated average is not the mean of the numbers that are listed for it.",
    Severity.ERROR,
    "The numbers are those that the paragraph lists one after the other, or the column of a table with as many rows as the "
    "sentence says. Medians, weighted and long-term averages, averages per year, and figures that lie outside of the listed "
    "ones are left alone.",
    "An average is worked out once and seldom again when one of its numbers is corrected.",
    "The five provinces reported rates of 92%, 91%, 88%, 78% and 71%. Their plain mean is 81%.\n",
    "The five provinces reported rates of 92%, 91%, 88%, 78% and 71%. Their plain mean is 84%.\n",
    check,
)
