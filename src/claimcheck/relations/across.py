"""Changes whose old level stands in another document: "up 118% to $3.5 billion" here, "$1.6 billion in 2025" there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from claimcheck.claims.concepts import unit_class
from claimcheck.model import Claim, ClaimKind, Modality, Period
from claimcheck.relations.binding import OTHER_BASES, ChangeBinding, by_sentence

_MOST_OLD = 6


def bind_across(claims: Sequence[Claim]) -> Iterator[ChangeBinding]:
    """Every change on the year before whose sentence gives the new level, with the old levels that other documents give.

    Old levels are of the same subject, measure and unit, for the year before, as reported; none may be narrowed by a word of
    its own.
    """
    levels: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        year = _year(claim.period)
        if year is not None and _is_level(claim):
            levels[_key(claim, year)].append(claim)
    for sentence in by_sentence(claims).values():
        yield from _changes(sentence, levels)


def _changes(
    sentence: Sequence[Claim], levels: dict[tuple[object, ...], list[Claim]]
) -> Iterator[ChangeBinding]:
    changes = [
        claim for claim in sentence if claim.kind is ClaimKind.CHANGE and claim.quantity.unit == "percent"
    ]
    news = [claim for claim in sentence if _is_level(claim)]
    if len(changes) != 1 or len(news) != 1 or any(claim.compared for claim in sentence):
        return
    change, new = changes[0], news[0]
    year = _year(new.period)
    if year is None or not change.direction or OTHER_BASES.search(change.sentence) or change.qualifiers:
        return
    if change.concept != new.concept or change.terms != new.terms or change.basis not in (None, "year"):
        return
    olds = [old for old in levels.get(_key(new, year - 1), ()) if old.path != new.path]
    if olds and len(olds) <= _MOST_OLD:
        yield ChangeBinding(change, tuple((new, old) for old in olds))


def _is_level(claim: Claim) -> bool:
    return (
        claim.kind in (ClaimKind.LEVEL, ClaimKind.COUNT)
        and claim.subject_key is not None
        and claim.concept is not None
        and claim.quantity.value is not None
        and not claim.qualifiers
        and not claim.scope
        and claim.part_key is None
        and not claim.modality.is_forward
        and claim.modality not in (Modality.HYPOTHETICAL, Modality.SUPERSEDED)
        and unit_class(claim.quantity.unit) in ("money", "measure", "count")
    )


def _key(claim: Claim, year: int) -> tuple[object, ...]:
    return claim.subject_key, claim.concept, claim.terms, claim.quantity.unit, year


def _year(period: Period | None) -> int | None:
    """The calendar year that a period is; None for any other."""
    if period is None or period.start is None or period.end is None:
        return None
    whole = (period.start.month, period.start.day, period.end.month, period.end.day) == (1, 1, 12, 31)
    return period.start.year if whole and period.start.year == period.end.year else None
