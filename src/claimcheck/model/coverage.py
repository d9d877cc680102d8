"""Who answers for a number of a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Ownership(StrEnum):
    """How a number came to its owner."""

    BOUND = "bound"
    """A comment ties it to a claim of the registry."""
    MATCHED = "matched"
    """Its words speak of a claim of the registry, or an entry quotes it."""
    SOURCED = "found in a source"
    """A source says the same, or the quotation that it stands in is from one."""
    DERIVED = "derived"
    """It follows from numbers that have an owner, or repeats one."""
    NOBODY = "nobody"
    EXEMPT = "needs none"
    """A comment says that it needs no owner, or it is a small count in words."""


OWNED = (Ownership.BOUND, Ownership.MATCHED, Ownership.SOURCED, Ownership.DERIVED)


@dataclass(frozen=True, slots=True)
class OwnedNumber:
    """A number of a document, and who answers for it."""

    claim: str
    """Id of the number."""
    path: str
    line: int
    column: int
    text: str
    """As a person reads it."""
    sentence: str
    ownership: Ownership
    owner: str = ""
    """The entry of the registry, the place in the source, the numbers that it follows from, or why it needs none."""


def share(numbers: Sequence[OwnedNumber]) -> Decimal:
    """How much of the numbers that need an owner have one, in percent, rounded down to a tenth; 100 where none needs one."""
    needing = sum(number.ownership is not Ownership.EXEMPT for number in numbers)
    owned = sum(number.ownership in OWNED for number in numbers)
    return Decimal(1000 * owned // needing) / 10 if needing else Decimal(100)
