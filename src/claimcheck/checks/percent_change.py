"""A stated percentage that does not follow from the two levels beside it."""

from __future__ import annotations

from collections.abc import Iterable

from claimcheck.checks.concluded import with_conclusions
from claimcheck.checks.rule import Corpus, Rule
from claimcheck.checks.stated_arithmetic import is_percent, stated_changes
from claimcheck.model import Finding, Severity

NAME = "percent-change"


def check(corpus: Corpus) -> Iterable[Finding]:
    """Stated percent changes that no plausible pair of levels in their sentence bears out."""
    return with_conclusions(corpus, NAME, stated_changes(corpus, NAME, is_percent), "change")


RULE = Rule(
    NAME,
    "A stated percent change does not follow from the old and the new value beside it.",
    Severity.ERROR,
    'Where a sentence gives a percent change with both levels ("up 31% from $980 million to $1,284 million"), the change is '
    "worked out from the levels by interval arithmetic, so that rounding of either level never raises an alarm. Changes at "
    "constant exchange rates, organic, adjusted or averaged over years rest on other figures and are left alone. Where "
    "several pairs of levels could be meant, all of them must fail.",
    "A percentage is often worked out in haste, from the wrong base or before a late correction of a level.",
    "Telecom sales fell 12% to $301 million from $318 million.\n",
    "Telecom sales fell 5% to $301 million from $318 million.\n",
    check,
)
