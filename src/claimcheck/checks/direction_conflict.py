"""One change said to be a rise here and a fall there."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.checks.conflicts import conflicts, told
from claimcheck.checks.rule import Corpus, Rule, figure_of, place_of, said_of
from claimcheck.facts import ConflictKind
from claimcheck.model import Claim, Finding, Role, Severity

NAME = "direction-conflict"


def check(corpus: Corpus) -> Iterator[Finding]:
    """A finding for every contradicting pair of changes in opposite directions."""
    for conflict in conflicts(corpus, ConflictKind.DIRECTION):
        left, right = conflict.left, conflict.right
        rise, fall = (left, right) if left.direction > 0 else (right, left)
        yield told(
            NAME,
            conflict,
            f"{said_of(left, right)}: a {_way(left)} of {figure_of(left)} here, a {_way(right)} of {figure_of(right)} in {place_of(right, left)}",
            f"“{rise.text}” is given as a rise, “{fall.text}” as a fall, of one measure in one time",
            [(left, Role.STATED), (right, Role.OTHER_SIDE)],
        )


def _way(claim: Claim) -> str:
    return "rise" if claim.direction > 0 else "fall"


RULE = Rule(
    NAME,
    "One change is a rise in one place and a fall in another.",
    Severity.ERROR,
    "Two matched changes of one measure, subject and period go in opposite directions: up 8% here, down 8% there. Changes "
    "against different bases (on the year, on the quarter), of parts and of the whole, and forecasts beside outcomes are left "
    "alone.",
    "A wrong sign turns the story around, and no digit shows it.",
    "Burglaries in Northmere fell by 8% in 2025, to 5,520 cases.\n\nWith 5,520 cases, burglaries in Northmere rose by 8% in 2025.\n",
    "Burglaries in Northmere fell by 8% in 2025, to 5,520 cases.\n\nWith 5,520 cases, burglaries in Northmere fell by 8% in 2025.\n",
    check,
    advice="One of the two signs is wrong; the levels before and after, where they are given, tell which.",
)
