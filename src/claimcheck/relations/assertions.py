"""What an equation asserts of a stated number: one or more readings, of which one must hold.

A binding finds, for a stated number, the operands that its wording ties to it. Where several choices of operands are
plausible, each is a reading; a rule reports only if all of them fail.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from claimcheck.claims.concepts import unit_class
from claimcheck.language.statistics import spread_before
from claimcheck.model import Claim, Interval, Modality
from claimcheck.quantities import conversion_factor, intervals

_SPREAD_REACH = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """One choice of operands, and what follows from them in the unit of the stated number."""

    operands: tuple[Claim, ...]
    result: Interval
    working: str
    """The arithmetic with the figures as written: "12,500 × 12"."""
    point: Decimal | None = None
    """What the figures give as they are written, without rounding; to be shown, not to be judged by."""


@dataclass(frozen=True, slots=True)
class Assertion:
    """A stated number with the readings that its wording allows."""

    stated: Claim
    readings: tuple[Reading, ...]
    """The best first."""
    sure: bool = True
    """Whether the wording leaves no doubt that the relation is meant."""

    @property
    def fails(self) -> bool:
        """Whether no reading allows the stated number."""
        return bool(self.readings) and all(
            reading.result.disjoint(self.stated.quantity.interval) for reading in self.readings
        )


def quotient(top: Claim, bottom: Claim, factor: Decimal = Decimal(1)) -> Decimal | None:
    """The quotient of two figures as they are written, times a factor; None where one has no value or the divisor is zero."""
    if top.quantity.value is None or not bottom.quantity.value:
        return None
    return top.quantity.value / bottom.quantity.value * factor


def paragraphs(claims: Iterable[Claim]) -> Iterator[list[list[Claim]]]:
    """The sentences with numbers of each paragraph of running text, as lists of claims."""
    prose = (claim for claim in claims if claim.cell is None)
    for _, group in groupby(prose, key=lambda claim: (claim.path, claim.segment)):
        yield [list(sentence) for _, sentence in groupby(group, key=lambda claim: claim.sentence_number)]


def in_unit(claim: Claim, unit: str) -> Interval | None:
    """The interval of a claim in another unit; None where the units do not convert."""
    factor = conversion_factor(claim.quantity.unit, unit)
    return (
        intervals.multiply(claim.quantity.interval, intervals.point(factor)) if factor is not None else None
    )


def is_actual(claim: Claim) -> bool:
    """Whether a number is an amount meant as it stands: neither hypothetical nor superseded, and a figure, no range."""
    return (
        claim.kind.is_amount
        and claim.modality not in (Modality.HYPOTHETICAL, Modality.SUPERSEDED)
        and claim.quantity.value is not None
    )


def is_spread(claim: Claim) -> bool:
    """Whether a number is the interval or the deviation of another: "7.3 kg (95% CI −5.8 to −8.8)"."""
    return spread_before().search(claim.sentence.partition(claim.text)[0][-_SPREAD_REACH:]) is not None


def written_bare(claim: Claim) -> bool:
    """Whether a number has its percentage sign only from the one behind it ("412, or 40%"), and may be meant without."""
    digits = claim.text.replace(",", "").replace(".", "").strip()
    return claim.quantity.unit.partition("/")[0] == "percent" and digits.isdigit()


def gap(left: Claim, right: Claim) -> str:
    """The words between two numbers of one sentence; "" where they cannot be told."""
    _, found, behind = left.sentence.partition(" ".join(left.text.split()))
    between, met, _ = behind.partition(" ".join(right.text.split()))
    return between if found and met else ""


def runs(sentence: Sequence[Claim]) -> Iterator[list[Claim]]:
    """The enumerations of a sentence: numbers of one unit with only commas and "and" between them."""
    run: list[Claim] = []
    for claim in sentence:
        if (
            run
            and claim.quantity.unit == run[-1].quantity.unit
            and gap(run[-1], claim).strip() in _LIST_JOINTS
        ):
            run.append(claim)
            continue
        if len(run) > 1:
            yield run
        run = [claim] if is_actual(claim) else []
    if len(run) > 1:
        yield run


_LIST_JOINTS = frozenset({",", "and", ", and", ";", "or", "%,", "% and", "+", "plus"})


def same_kind(left: Claim, right: Claim) -> bool:
    """Whether two numbers can be added: units of one sort that convert."""
    return unit_class(left.quantity.unit) == unit_class(right.quantity.unit) and (
        conversion_factor(left.quantity.unit, right.quantity.unit) is not None
    )


def total(claims: Sequence[Claim], unit: str) -> Interval | None:
    """The sum of some numbers in a unit; None where one of them does not convert."""
    parts = [in_unit(claim, unit) for claim in claims]
    result = intervals.point(intervals.ZERO)
    for part in parts:
        if part is None:
            return None
        result = intervals.add(result, part)
    return result
