"""A p-value that the test it is given for does not have."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from claimcheck.checks.rule import Corpus, Rule, finding
from claimcheck.model import Claim, Finding, Role, Severity
from claimcheck.relations.binding import by_sentence, in_same_order
from claimcheck.relations.tests_of_significance import Reported, reported_tests

NAME = "p-value"
_HALF = Decimal("0.5")
_LEVEL = Decimal("0.05")


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every p-value that neither the test of two sides nor that of one side gives."""
    for claims in by_sentence(corpus.claims).values():
        sentence = claims[0].sentence
        for test in reported_tests(sentence):
            stated = _stated(test, sentence, claims)
            if stated is not None and not test.allows() and not (test.two_sided and test.allows(_HALF)):
                yield _finding(test, stated)


def _stated(test: Reported, sentence: str, claims: Iterable[Claim]) -> Claim | None:
    """The claim that is the p-value: of several alike, the one of the same order."""
    alike = [claim for claim in claims if claim.text.strip().endswith(test.shown)]
    return in_same_order(alike, sentence, test.start, test.shown) if alike else None


def _finding(test: Reported, stated: Claim) -> Finding:
    low, high = test.worked.low, test.worked.high
    assert low is not None
    assert high is not None
    level = Decimal(test.shown)
    decided = (level <= _LEVEL and test.sign != ">") != (low <= _LEVEL)
    worked = (
        f"{float(low):.3g}" if f"{low:.3g}" == f"{high:.3g}" else f"{float(low):.3g} to {float(high):.3g}"
    )
    return finding(
        NAME,
        0.95 if decided else 0.85,
        f"p {test.sign} {test.shown} stated; the test gives p = {worked}",
        f"{test.text}: with the statistic as it is rounded, p is {worked}{' of two sides, and half of it of one side' if test.two_sided else ''}",
        [(stated, Role.STATED)],
    )


RULE = Rule(
    NAME,
    "A p-value is not the one of the test that it is given for.",
    Severity.ERROR,
    "A test that a sentence reports whole — t, F, χ², r or z with its degrees of freedom, its value and p — is worked again, as statcheck "
    "does, with all the room that the rounding of the statistic leaves. A p-value of one side (half of that of two) is allowed. "
    "Where the test and the p-value differ on which side of .05 they are, it is an error, else a warning.",
    "Half of the papers in psychology hold a p-value that does not follow from its test; one in eight on the wrong side of .05.",
    "The groups differed, t(28) = 1.20, p = .036.\n",
    "The groups differed, t(28) = 2.20, p = .036.\n",
    check,
    advice="Work the test again, and see which of the statistic, its degrees of freedom and the p-value was mistyped.",
)
