"""A rule: what it says of itself, and the function that turns what was read into findings."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.checks.rule import Corpus, Rule, finding
from claimcheck.model import Finding, Role, Severity

NAME = "over-hundred"


def check(corpus: Corpus) -> Iterator[Finding]:
    """A finding for every share above 100 percent."""
    for claim in corpus.claims:
        low = claim.quantity.interval.low
        if claim.kind == "share" and claim.quantity.unit == "percent" and low is not None and low > 100:
            yield finding(
                NAME,
                0.95,
                f"a share of {claim.text}",
                "a part is at most the whole, 100%",
                [(claim, Role.STATED)],
            )


RULE = Rule(
    NAME,
    "A share is above 100 percent.",
    Severity.ERROR,
    "Shares of a whole, not changes, that are above 100 even when rounding is allowed for.",
    "A digit was typed twice.",
    "Of all members, 130% of members voted by post.\n",
    "Of all members, 13% of members voted by post.\n",
    check,
)
