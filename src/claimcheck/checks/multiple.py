"""A stated multiple ("doubled", "three-fold") that the two levels beside it do not bear out."""

from __future__ import annotations

from collections.abc import Iterable

from claimcheck.checks.concluded import with_conclusions
from claimcheck.checks.rule import Corpus, Rule
from claimcheck.checks.stated_arithmetic import is_multiple, stated_changes
from claimcheck.model import Finding, Severity

NAME = "multiple"


def check(corpus: Corpus) -> Iterable[Finding]:
    """Stated multiples that no plausible pair of levels in their sentence bears out."""
    return with_conclusions(corpus, NAME, stated_changes(corpus, NAME, is_multiple), "multiple")


RULE = Rule(
    NAME,
    "A stated multiple (doubled, tripled, N-fold) does not follow from the old and the new value beside it.",
    Severity.ERROR,
    "Where a sentence says that something doubled, tripled, halved or grew N-fold and gives both levels, their ratio is worked "
    'out. "More than doubled" needs a ratio of at least two; a plain "doubled" is read as about two.',
    '"More than doubled" makes a headline; readers divide.',
    "The number of projects more than doubled from 412 to 736.\n",
    "The number of projects nearly doubled from 412 to 800.\n",
    check,
)
