"""Arithmetic that a text asserts: a stated number and the numbers that it is worked out from."""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.model.quantities import Interval


@dataclass(frozen=True, slots=True)
class Link:
    """A stated number bound by an equation to its operands."""

    equation: str
    """share, change, difference, multiple, total, average, product, per unit, conversion …: see `equations`."""
    stated: str
    """Id of the claim that is said to follow."""
    operands: tuple[str, ...]
    """Ids of the claims that it follows from, in the order of the equation."""
    holds: bool | None
    """Whether the stated number is among the values that the operands allow; None where that cannot be told."""
    interval: Interval
    """What the operands allow, in the unit of the stated number."""
    connective: str = ""
    """Name of the words that tie them ("or N percent"); empty where a table or a rule of its own does."""
