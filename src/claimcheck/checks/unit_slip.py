"""The right figure in the wrong unit: miles for kilometres, dollars for euros."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.checks.conflicts import conflicts, told
from claimcheck.checks.rule import Corpus, Rule, figure_of, place_of, said_of
from claimcheck.claims.concepts import unit_class
from claimcheck.facts import ConflictKind
from claimcheck.model import Finding, Role, Severity

NAME = "unit-slip"


def check(corpus: Corpus) -> Iterator[Finding]:
    """A finding for every contradicting pair with the same figure in another unit."""
    for conflict in conflicts(corpus, ConflictKind.UNIT):
        left, right = conflict.left, conflict.right
        units = {unit_class(claim.quantity.unit) for claim in (left, right)}
        what = "currency" if units == {"money"} else "unit"
        yield told(
            NAME,
            conflict,
            f"{said_of(left, right)}: {figure_of(left)} here, {figure_of(right)} in {place_of(right, left)}: the same figure in another {what}",
            f"“{left.text}” and “{right.text}” have the same figure, but not the same {what}",
            [(left, Role.STATED), (right, Role.OTHER_SIDE)],
        )


RULE = Rule(
    NAME,
    "The same figure stands in two places in different units.",
    Severity.ERROR,
    "Two matched claims have the very same figure in units that differ: miles and kilometres, tonnes and pounds, dollars and "
    "euros. One of the units is wrong. Figures that are given in both units and convert into each other are left alone, and so "
    "are amounts whose subjects, periods or scopes differ. Units a thousandfold apart (kW, MW) are `scale-slip`.",
    "A right figure with a wrong unit looks familiar, so nobody stops at it.",
    "The Norvale pipeline has a length of 138 miles.\n\nThe Norvale pipeline has a length of 138 kilometres in all.\n",
    "The Norvale pipeline has a length of 138 miles.\n\nThe Norvale pipeline has a length of 222 kilometres in all.\n",
    check,
)
