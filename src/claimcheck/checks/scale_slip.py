"""The same figure a thousand or a million times apart."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.checks.conflicts import conflicts, told
from claimcheck.checks.rule import Corpus, Rule, figure_of, place_of, said_of
from claimcheck.facts import ConflictKind
from claimcheck.model import Finding, Role, Severity

NAME = "scale-slip"


def check(corpus: Corpus) -> Iterator[Finding]:
    """A finding for every contradicting pair with the same digits in another scale."""
    for conflict in conflicts(corpus, ConflictKind.SCALE):
        left, right, slip = conflict.left, conflict.right, conflict.slip
        assert slip is not None
        assert slip.scale is not None
        yield told(
            NAME,
            conflict,
            f"{said_of(left, right)}: {figure_of(left)} here, {figure_of(right)} in {place_of(right, left)}, {slip.scale:,f} times apart",
            f"{left.text} and {right.text} have the same digits; one is {slip.scale:,f} times the other",
            [(left, Role.STATED), (right, Role.OTHER_SIDE)],
        )


RULE = Rule(
    NAME,
    "The same figure stands in two places a thousand or a million times apart.",
    Severity.ERROR,
    "Two matched claims have the same digits but differ by a factor of 10³, 10⁶ or 10⁹: million for billion, kW for MW. The same "
    "digits are themselves evidence that one figure was meant.",
    "Slips of scale survive proof-reading, because every digit looks right.",
    "The Storvik hall draws 46 MW of power from the grid at full load.\n\nAt full load, the Storvik hall draws 46 kW of power from the grid.\n",
    "The Storvik hall draws 46 MW of power from the grid at full load.\n\nAt full load, the Storvik hall draws 46,000 kW of power from the grid.\n",
    check,
)
