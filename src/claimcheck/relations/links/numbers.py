"""How a number of a conclusion is to be taken: with the sign that it was written with, and to its last digit."""

from __future__ import annotations

from dataclasses import replace

from claimcheck.facts.comparable import written_step
from claimcheck.model import Claim, Interval
from claimcheck.relations.assertions import written_bare


def as_written(claim: Claim) -> Claim:
    """A number that was given the sign of the percentage behind it ("412, or 40%") as a bare one."""
    if not written_bare(claim):
        return claim
    return replace(claim, quantity=replace(claim.quantity, unit="dimensionless"))


def to_the_digit(claim: Claim) -> Claim:
    """A plain figure with no more room than half of its last written digit."""
    step, value = written_step(claim), claim.quantity.value
    if step is None or value is None:
        return claim
    interval = Interval(value - step / 2, value + step / 2)
    return replace(claim, quantity=replace(claim.quantity, interval=interval))
