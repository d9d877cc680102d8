"""A margin or rate that is not the quotient of the figures it is made of."""

from __future__ import annotations

from collections.abc import Iterable

from claimcheck.checks.asserted import failures
from claimcheck.checks.rule import Corpus, Rule
from claimcheck.model import Finding, Severity
from claimcheck.relations.quotients import quotients

NAME = "ratio"


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every margin that the document's own figures do not give."""
    return failures(NAME, quotients(corpus.claims), "the quotient")


RULE = Rule(
    NAME,
    "A margin or rate is not the quotient of the figures that it is made of.",
    Severity.ERROR,
    "Gross, operating, net and EBITDA margin and the effective tax rate are worked out from the figures that the same document "
    "gives for the same subject and period, in the text or in one column of a table. Figures of segments, adjusted ones, and "
    "margins whose period is not told while several are given and one of them fits, are left alone.",
    "A margin is typed from a slide; the figures come from the books.",
    "| | 2024 | 2025 |\n|---|---:|---:|\n| Revenue | 2,611.5 | 2,846.3 |\n| Gross profit | 861.8 | 967.7 |\n\nThe gross margin was 36.4% in 2025.\n",
    "| | 2024 | 2025 |\n|---|---:|---:|\n| Revenue | 2,611.5 | 2,846.3 |\n| Gross profit | 861.8 | 967.7 |\n\nThe gross margin was 34.0% in 2025.\n",
    check,
)
