"""A number of years that does not lie between the two years beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from claimcheck.checks.concluded import with_conclusions
from claimcheck.checks.rule import Corpus, Rule, finding
from claimcheck.model import Claim, ClaimKind, Finding, Role, Severity

NAME = "duration"
_BETWEEN = re.compile(
    r"\b(?:from|between) (?:\w+ ){0,2}((?:1[5-9]|20)\d{2}) (?:to|and|until|till|through) (?:\w+ ){0,2}((?:1[5-9]|20)\d{2})\b"
)
_BESIDE = 30
"""Characters between the years and the number of years at most."""
_ROOM = 1
"""Both years may be counted, or neither the first nor the last month be full."""


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every number of years, or days, that the years or days beside it exclude."""
    return with_conclusions(corpus, NAME, _between_years(corpus), "days", "years")


def _between_years(corpus: Corpus) -> Iterator[Finding]:
    for claim in corpus.claims:
        if claim.cell is None and claim.kind is ClaimKind.DURATION and claim.quantity.unit == "year":
            yield from _claim(claim)


def _claim(claim: Claim) -> Iterator[Finding]:
    spans = list(_BETWEEN.finditer(claim.sentence))
    at = claim.sentence.find(" ".join(claim.text.split()))
    interval = claim.quantity.interval
    if len(spans) != 1 or at < 0 or interval.low is None or interval.high is None:
        return
    span = spans[0]
    gap = (
        claim.sentence[span.end() : at]
        if at >= span.end()
        else claim.sentence[at + len(claim.text) : span.start()]
    )
    if len(gap) > _BESIDE or re.search(
        r"[.;:]|\b(?:after|before|later|earlier|ago|than|old|every|of age)\b|\d", gap
    ):
        return
    if re.search(
        r"\b(?:prison|sentence|warranty|contract|loan|bond|aged?|later|earlier|ago)\b", claim.sentence
    ):
        return
    years = int(span.group(2)) - int(span.group(1))
    if interval.low <= years + _ROOM and interval.high >= years - _ROOM:
        return
    yield finding(
        NAME,
        0.85,
        f"{claim.text} stated, but {span.group(1)} to {span.group(2)} are {years} years",
        f"{span.group(2)} − {span.group(1)} = {years}, or {years + 1} where both years count; stated is {claim.text}",
        [(claim, Role.STATED)],
    )


RULE = Rule(
    NAME,
    "A number of years is not the one between the two years beside it.",
    Severity.WARNING,
    "“From 2010 to 2018, nine years”: the difference of the years and one more or less are allowed, since both years may be "
    "counted and neither need be full. Ages, sentences, terms of contracts and “later” are left alone.",
    "Years are changed when a text is brought up to date; the sum of them is not.",
    "She led the museum from 2008 to 2019, fifteen years in all.\n",
    "She led the museum from 2008 to 2019, eleven years in all.\n",
    check,
)
