"""A stated rise or fall that is not the difference of the two levels beside it."""

from __future__ import annotations

from collections.abc import Iterable

from claimcheck.checks.concluded import with_conclusions
from claimcheck.checks.rule import Corpus, Rule
from claimcheck.checks.stated_arithmetic import is_amount, stated_changes
from claimcheck.model import Finding, Severity

NAME = "difference"


def check(corpus: Corpus) -> Iterable[Finding]:
    """Stated amounts of change that no plausible pair of levels in their sentence bears out."""
    return with_conclusions(
        corpus,
        NAME,
        stated_changes(corpus, NAME, is_amount),
        *("difference", "points", "rest", "added to", "taken off", "apart", "balance"),
    )


RULE = Rule(
    NAME,
    "A stated increase or decrease is not the difference of the old and the new value beside it.",
    Severity.ERROR,
    'Where a sentence gives an amount of change with both levels ("$263 million, an increase of $65 million from $198 '
    'million"), the difference is worked out by interval arithmetic in a common unit. Percentages differ by percentage points.',
    "A difference is the easiest sum to get wrong and the easiest for a reader to check.",
    "Operating income was $263 million, an increase of $81 million from $198 million.\n",
    "Operating income was $263 million, an increase of $65 million from $198 million.\n",
    check,
)
