"""How a number of a conclusion is to be taken: with the sign that it was written with, and to its last digit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from claimcheck.facts.comparable import written_step
from claimcheck.model import Claim, Interval
from claimcheck.quantities import intervals
from claimcheck.relations.assertions import written_bare


def as_written(claim: Claim) -> Claim:
    """A number that was given the sign of the percentage behind it ("412, or 40%") as a bare one."""
    if not written_bare(claim):
        return claim
    return replace(claim, quantity=replace(claim.quantity, unit="dimensionless"))


def ratio_to(result: Interval, stated: Claim) -> Decimal | None:
    """How many times the stated number, signs aside, what was worked is; None where that cannot be said."""
    value, worked = stated.quantity.value, intervals.middle(result)
    return abs(worked / value) if value and worked is not None else None


def is_of_one_size(ratio: Decimal) -> bool:
    """Whether of two numbers neither is twice the other."""
    return Decimal("0.5") < ratio < 2


def to_the_digit(claim: Claim) -> Claim:
    """A plain figure with no more room than half of its last written digit."""
    step, value = written_step(claim), claim.quantity.value
    if step is None or value is None:
        return claim
    interval = Interval(value - step / 2, value + step / 2)
    return replace(claim, quantity=replace(claim.quantity, interval=interval))


_ROOM = Decimal("0.005")
"""How far a round figure beside one that is told to its last digits may be from what it stands for."""


def as_fine(left: Claim, right: Claim) -> tuple[Claim, Claim]:
    """Two figures that are held against each other: beside "13,670" nobody writes "13,000" for 12,600.

    A round figure has the room of the other one, or half a hundredth of itself; both must be plain figures, written to one digit.
    """
    step = written_step(left)
    if step is None or step != written_step(right):
        return left, right
    return _as_fine_as(left, right), _as_fine_as(right, left)


def as_fine_all(claims: Sequence[Claim]) -> list[Claim]:
    """The same for figures that are added up: none has more room than the finest of them, or half a hundredth of itself."""
    steps = {written_step(claim) for claim in claims}
    widths = [(width, index) for index, claim in enumerate(claims) if (width := _width(claim)) is not None]
    if len(steps) != 1 or None in steps or len(widths) < len(claims):
        return list(claims)
    finest = claims[min(widths)[1]]
    return [_as_fine_as(claim, finest) for claim in claims]


def _as_fine_as(claim: Claim, other: Claim) -> Claim:
    value, own, theirs = claim.quantity.value, _width(claim), _width(other)
    if value is None or own is None or theirs is None or theirs >= own:
        return claim
    room = min(max(theirs, abs(value) * _ROOM), own)
    return replace(claim, quantity=replace(claim.quantity, interval=Interval(value - room, value + room)))


def _width(claim: Claim) -> Decimal | None:
    """Half of what a figure leaves room for; None where its ends are open."""
    low, high = claim.quantity.interval.low, claim.quantity.interval.high
    return (high - low) / 2 if low is not None and high is not None else None
