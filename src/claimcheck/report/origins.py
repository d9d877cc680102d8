"""Where a number that no source has could come from: two figures of the sources whose difference, sum or ratio it is.

Among many figures some pair always fits, so a fit counts only where the number is told so exactly, and so few pairs were
tried, that chance is a poor explanation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from claimcheck.claims.concepts import unit_class
from claimcheck.facts import agree
from claimcheck.facts.comparable import factor_between
from claimcheck.model import Claim, ClaimKind, Interval, Modality
from claimcheck.quantities import intervals
from claimcheck.wording import amount, rounded

MOST_CHANCE = 0.15
"""How probable it may be that one of the pairs that were tried fits by chance."""
_MOST_FIGURES = 40
"""Figures of one measure that are tried with each other."""
_HUNDRED = Interval(Decimal(100), Decimal(100))


@dataclass(frozen=True, slots=True)
class Origin:
    """A number as the outcome of two figures."""

    working: str
    """ "€412.6 million − €371.6 million = €41 million"."""
    operands: tuple[Claim, Claim]


class Origins:
    """The figures of the sources by what they measure, ready to be tried."""

    def __init__(self, claims: Iterable[Claim], draft: str) -> None:
        self._by_measure: Mapping[tuple[str, str], list[Claim]] = defaultdict(list)
        for claim in claims:
            usable = claim.quantity.value is not None and claim.quantity.unit not in ("rank", "percent")
            if claim.path != draft and usable and claim.modality is not Modality.SUPERSEDED:
                self._by_measure[_measure(claim)].append(claim)

    def of(self, claim: Claim, nearest: Sequence[Claim]) -> Origin | None:
        """The most telling pair; None where none fits, or fits could be chance. `nearest`: figures that come nearest to it."""
        families = dict.fromkeys([_measure(claim), *map(_measure, nearest)])
        tried, found = 0, None
        for family in families:
            figures = _distinct(self._by_measure.get(family, ()))[:_MOST_FIGURES]
            own = _in_unit_of(claim, figures[0]) if figures else claim
            for one, other in combinations(figures, 2):
                if agree(claim, one) or agree(claim, other):
                    continue  # with something small added or taken away, it is the figure itself
                for working, interval in _worked(own, one, other):
                    tried += 1
                    if found is None and _fits(own, interval):
                        found = Origin(working, (one, other))
            if (
                len(figures) == 2
                and family[0] == _measure(claim)[0]
                and _is_their_change(claim, own, *figures)
            ):
                return found  # there is no other pair that it could be the change of
        return found if found is not None and tried * _chance(claim) <= MOST_CHANCE else None


def _measure(claim: Claim) -> tuple[str, str]:
    return claim.concept or " ".join(sorted(claim.terms)) or (claim.metric or ""), claim.quantity.unit


def _in_unit_of(claim: Claim, figure: Claim) -> Claim:
    """A number of cents in the currency of a figure: "two cents" beside €0.32; any other as it is."""
    quantity, unit = claim.quantity, figure.quantity.unit
    factor = factor_between(claim, figure)
    if quantity.unit == unit or factor is None or quantity.value is None or unit_class(unit) != "money":
        return claim
    interval = intervals.multiply(quantity.interval, intervals.point(factor))
    return replace(
        claim, quantity=replace(quantity, value=quantity.value * factor, unit=unit, interval=interval)
    )


def _is_their_change(claim: Claim, own: Claim, one: Claim, other: Claim) -> bool:
    """Whether a change is, to the digit, how far two figures are apart. `own`: it in their unit.

    Cents beside amounts in a currency are a change, whatever the words were taken to say.
    """
    values = own.quantity.value, one.quantity.value, other.quantity.value
    if own.quantity.unit != one.quantity.unit or None in values:
        return False
    if claim.kind is not ClaimKind.CHANGE and claim.quantity.unit == own.quantity.unit:
        return False
    return abs(values[0] or 0) == abs((values[1] or 0) - (values[2] or 0))


def _distinct(claims: Iterable[Claim]) -> list[Claim]:
    """The figures, each once, however many sources have it."""
    kept: list[Claim] = []
    for claim in claims:
        if not any(agree(claim, other) for other in kept):
            kept.append(claim)
        if len(kept) == _MOST_FIGURES:
            break
    return kept


def _size(claim: Claim) -> Decimal:
    return abs(claim.quantity.value or Decimal(0))


def _worked(claim: Claim, one: Claim, other: Claim) -> Iterator[tuple[str, Interval]]:
    """What two figures give that could be such a number, as words and interval."""
    large, small = sorted((one, other), key=_size, reverse=True)
    unit, (a, b) = claim.quantity.unit, (large.quantity.interval, small.quantity.interval)
    big, little = large.quantity.value, small.quantity.value
    if big is None or not little:
        return
    names = f"{large.readable} {{}} {small.readable}"
    if unit == large.quantity.unit:
        yield _said(f"{names.format('−')}", big - little, unit), intervals.subtract(a, b)
        if claim.kind is not ClaimKind.CHANGE:
            yield _said(f"{names.format('+')}", big + little, unit), intervals.add(a, b)
    elif unit == "percent":
        ratio = intervals.divide(b, a)
        if ratio is not None and claim.kind is not ClaimKind.CHANGE:
            words = f"{small.readable} / {large.readable}"
            yield _said(words, 100 * little / big, unit), intervals.multiply(ratio, _HUNDRED)
        for new, old in ((large, small), (small, large)):
            change = _change(new, old, claim)
            if change is not None:
                yield change


def _change(new: Claim, old: Claim, claim: Claim) -> tuple[str, Interval] | None:
    if claim.kind is not ClaimKind.CHANGE or not old.quantity.value or new.quantity.value is None:
        return None
    ratio = intervals.divide(new.quantity.interval, old.quantity.interval)
    if ratio is None:
        return None
    grown = intervals.subtract(intervals.multiply(ratio, _HUNDRED), _HUNDRED)
    value = 100 * new.quantity.value / old.quantity.value - 100
    if (value < 0) != (claim.direction < 0):
        return None
    words = _said(f"{new.readable} / {old.readable} − 1", value, "percent")
    return words, intervals.negate(grown) if value < 0 else grown


def _said(words: str, value: Decimal, unit: str) -> str:
    return f"{words} = {amount(rounded(value), unit)}"


def _fits(claim: Claim, interval: Interval) -> bool:
    own = claim.quantity.interval
    ends = own.low, own.high, interval.low, interval.high
    low, high, worked_low, worked_high = ends
    if low is None or high is None or worked_low is None or worked_high is None:
        return False
    return worked_low <= high and low <= worked_high


def _chance(claim: Claim) -> float:
    """How probable it is that any figure of its size falls into what the number allows."""
    own, value = claim.quantity.interval, claim.quantity.value
    if value is None or not value or own.low is None or own.high is None:
        return 1.0
    exact = abs(value) * Decimal("0.001")
    return float(max(own.high - own.low, exact) / abs(value))
