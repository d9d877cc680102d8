"""The same measure of the same thing and time, with values that cannot both be true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from claimcheck.checks.conflicts import conflicts, told
from claimcheck.checks.rule import Corpus, Rule, figure_of, place_of, said_of
from claimcheck.facts import ConflictKind, Slip, gap_between
from claimcheck.model import Claim, Finding, Role, Severity
from claimcheck.wording import interval_words

NAME = "value-conflict"
_HINT_BITS = 1.0
_NEAR = Decimal("0.005")
"""Intervals that miss each other by less than this share are a warning: somebody may have rounded twice."""


def check(corpus: Corpus) -> Iterator[Finding]:
    """A finding for every contradicting pair of which nothing more special can be said."""
    for conflict in conflicts(corpus, ConflictKind.VALUE):
        left, right, slip = conflict.left, conflict.right, conflict.slip
        made = told(
            NAME,
            conflict,
            f"{said_of(left, right)}: {figure_of(left)} here, {figure_of(right)} in {place_of(right, left)}",
            f"{_allows(left)}; {_allows(right)}; no value lies in both{_hint(slip)}",
            [(left, Role.STATED), (right, Role.OTHER_SIDE)],
        )
        near = made.severity is Severity.ERROR and gap_between(left, right) < _NEAR
        yield replace(made, severity=Severity.WARNING) if near else made


def _hint(slip: Slip | None) -> str:
    return f" ({slip.words}: a slip of the pen?)" if slip is not None and slip.bits >= _HINT_BITS else ""


def _allows(claim: Claim) -> str:
    return f"“{claim.text}” allows {interval_words(claim.quantity.interval, claim.quantity.unit)}"


RULE = Rule(
    NAME,
    "Two texts give values for the same thing and time that cannot both be true.",
    Severity.ERROR,
    "Claims are matched by metric, subject, period, unit and wording. Their values conflict when no number lies in both "
    "intervals, rounding and hedges taken into account. Different scopes (a segment beside the group, net beside gross), "
    "periods, currencies, planned beside actual figures, and revisions that a text announces are left alone. Where the digits are those of a slip of the pen (transposed, or one of them "
    "different), that counts as evidence that one figure was meant, and is said. Texts that share several figures retell each other: where each "
    "has a figure that the other lacks, the two differing by an exchange of two digits in clauses that share their words, that is a warning even if "
    "the measure is worded otherwise. Values that miss each other by less than half "
    "a percent are a warning.",
    "Readers notice when two pages of one publication disagree, and rightly trust neither.",
    "Norvale Packaging had revenue of $4.1 billion in 2025.\n\nIn 2025, Norvale Packaging had revenue of $4.6 billion.\n",
    "Norvale Packaging had revenue of $4.1 billion in 2025.\n\nIn 2025, Norvale Packaging had revenue of $4.12 billion.\n",
    check,
)
