"""The same figure a thousand or a million times apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimcheck.checks.conflicts import Conflict, conflicts
from claimcheck.checks.rule import Corpus, Rule, finding, place_of, said_of
from claimcheck.model import Finding, Role, Severity

NAME = "scale-slip"


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every conflicting pair that only a power of ten separates."""
    return _findings(conflicts(corpus))


def _findings(found: Iterable[Conflict]) -> Iterator[Finding]:
    for conflict in found:
        slip = conflict.slip
        if slip is None or slip.scale is None:
            continue
        left, right = conflict.left, conflict.right
        yield finding(
            NAME,
            conflict.confidence,
            f"{said_of(left, right)}: {left.text} here, {right.text} in {place_of(right, left)}, {slip.scale:,f} times apart",
            f"{left.text} and {right.text} have the same digits; one is {slip.scale:,f} times the other",
            [(left, Role.STATED), (right, Role.OTHER_SIDE)],
            conflict.features,
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
