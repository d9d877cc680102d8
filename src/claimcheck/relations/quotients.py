"""Margins and rates that are by definition the quotient of two figures of the same document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from claimcheck.claims.concepts import unit_class
from claimcheck.data import lexicon_cache, rows
from claimcheck.model import Claim, ClaimKind
from claimcheck.quantities import intervals
from claimcheck.relations.assertions import Assertion, Reading, in_unit, is_actual
from claimcheck.relations.places import places_of

_MOST_READINGS = 12
_HUNDRED = intervals.point(Decimal(100))


@lexicon_cache
def _ratios() -> dict[str, tuple[str, str]]:
    return {name: (top, bottom) for name, top, bottom in rows("ratios")}


def quotients(claims: Iterable[Claim]) -> Iterator[Assertion]:
    """Every stated margin whose two figures the document gives for the same subject and period."""
    by_document: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    stated: list[Claim] = []
    for claim in claims:
        if claim.concept in _ratios() and claim.quantity.unit == "percent":
            stated.append(claim)
        elif claim.concept is not None and _is_plain(claim):
            by_document[claim.path][claim.concept].append(claim)
    for claim in stated:
        if claim.kind not in (ClaimKind.LEVEL, ClaimKind.SHARE) or not _is_plain(claim) or claim.compared:
            continue
        assert claim.concept is not None
        top, bottom = _ratios()[claim.concept]
        figures = by_document[claim.path]
        found = _readings(claim, figures.get(top, ()), figures.get(bottom, ()))
        readings = tuple(sorted(found, key=lambda reading: _far(claim, reading)))
        if readings and len(readings) <= _MOST_READINGS:
            yield Assertion(claim, readings)


def _is_plain(claim: Claim) -> bool:
    """Whether a figure is of the whole and as reported: no segment, no adjustment."""
    own = frozenset((claim.concept or "").split())  # the "net" of net income
    return is_actual(claim) and not claim.qualifiers - own and not claim.terms and claim.part_key is None


def _readings(stated: Claim, tops: Sequence[Claim], bottoms: Sequence[Claim]) -> Iterator[Reading]:
    for top in tops:
        for bottom in bottoms:
            if not _belong_together(top, bottom) or not _is_of(stated, top):
                continue
            if len({_is_in_brackets(claim) for claim in (stated, top, bottom) if _beside(stated, claim)}) > 1:
                continue  # "sales of 90 (2019: 80) and a profit of 9 (2019: 6), a margin of 10% (2019: 7.5%)"
            # Accountants set the currency beside the first figure of a column only.
            bare = top.cell is not None and "bare" in (unit_class(c.quantity.unit) for c in (top, bottom))
            own = top.quantity.interval if bare else in_unit(top, bottom.quantity.unit)
            ratio = intervals.divide(own, bottom.quantity.interval) if own is not None else None
            if ratio is not None:
                yield Reading(
                    (top, bottom), intervals.multiply(ratio, _HUNDRED), f"{top.text} / {bottom.text}"
                )


def _beside(stated: Claim, figure: Claim) -> bool:
    """Whether two numbers stand in one sentence of prose, or in one and its repetition."""
    return stated.cell is None and figure.cell is None and stated.sentence == figure.sentence


def _is_in_brackets(claim: Claim) -> bool:
    place = places_of((claim,)).get(claim.id)
    return place is not None and place.bracket is not None


def _far(stated: Claim, reading: Reading) -> int:
    return sum(abs(claim.segment - stated.segment) for claim in reading.operands)


def _belong_together(top: Claim, bottom: Claim) -> bool:
    """Whether two figures stand in one column of a table, or are of one subject and period that the text names."""
    if (
        top.kind is not ClaimKind.LEVEL
        or bottom.kind is not ClaimKind.LEVEL
        or top.modality != bottom.modality
    ):
        return False
    if top.cell is not None and bottom.cell is not None:
        return (top.cell.table, top.cell.column) == (bottom.cell.table, bottom.cell.column)
    if top.cell is not None or bottom.cell is not None:
        return False
    named = top.period is not None and bottom.period is not None and top.subject_key == bottom.subject_key
    return named and _same(top, bottom)


def _is_of(stated: Claim, figure: Claim) -> bool:
    """Whether a margin may be of a figure's subject and period; one that names no period may be of any."""
    if stated.cell is not None:
        cell = figure.cell
        return cell is not None and (cell.table, cell.column) == (stated.cell.table, stated.cell.column)
    if None not in (stated.subject_key, figure.subject_key) and stated.subject_key != figure.subject_key:
        return False
    return stated.period is None or figure.period is None or _same(stated, figure)


def _same(left: Claim, right: Claim) -> bool:
    a, b = left.period, right.period
    return a is not None and b is not None and (a.start, a.end) == (b.start, b.end)
