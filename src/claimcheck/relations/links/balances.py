"""What is left, or what there is in the end: one number, and all that came to it and went from it.

"Sales were 412, costs 289, research 61: a profit of 62" takes all others from the greatest one; "46 patients; 19 were admitted and 23 went
home: 42" starts with the first one and adds what the words say came. Where numbers may be parts of others the words do not tell,
so a number that any choice of signs bears out is borne out.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import product

from claimcheck.claims.concepts import unit_class
from claimcheck.language.wordings import moves
from claimcheck.model import Claim, Interval
from claimcheck.quantities import conversion_factor, intervals
from claimcheck.relations.assertions import Reading
from claimcheck.relations.links.numbers import as_fine_all
from claimcheck.relations.links.tokens import letter
from claimcheck.relations.places import places_of

BALANCES = frozenset({"balance", "rest of all"})
_FEWEST, _MOST = 3, 6
"""How many operands a balance has: two are a difference."""
_REACH = 40
"""Characters beside a number in which its verb stands."""


def balances(equation: str, stated: Claim, others: Sequence[Claim]) -> tuple[Reading, ...]:
    """What all numbers of the stated one's kind come to; where some choice of signs gives the stated number, that one."""
    used = as_fine_all([claim for claim in others if _within(claim, stated) is not None])
    terms = [(claim, own) for claim in used if (own := _within(claim, stated)) is not None]
    if not _FEWEST <= len(terms) <= _MOST:
        return ()
    alike = [claim for claim, _ in terms] if equation == "rest of all" else [terms[0][0]]
    if not all(_is_alike(claim, stated) for claim in alike):
        return ()
    for signs in product((0, 1, -1), repeat=len(terms)):
        reading = _summed(terms, signs)
        if sum(map(abs, signs)) > 1 and not reading.result.disjoint(stated.quantity.interval):
            return (reading,)
    told = _signs(equation, terms)
    return (_summed(terms, told),) if told is not None else ()


def _is_alike(claim: Claim, stated: Claim) -> bool:
    """Whether two numbers are of one thing, or one of them does not say of what."""
    ours, theirs = claim.quantity.unit, stated.quantity.unit
    return ours == theirs or "bare" in (unit_class(ours), unit_class(theirs)) or unit_class(ours) != "count"


def _within(claim: Claim, stated: Claim) -> Interval | None:
    """The interval of a number that may be added to what the stated one is of."""
    if letter(claim) != "A" or "/" in claim.quantity.unit or (claim.quantity.value or 0) <= 0:
        return None
    ours, theirs = claim.quantity.unit, stated.quantity.unit
    if {unit_class(ours), unit_class(theirs)} <= {"count", "bare"}:
        return claim.quantity.interval
    factor = conversion_factor(ours, theirs)
    return None if factor is None else intervals.multiply(claim.quantity.interval, intervals.point(factor))


def _summed(terms: Sequence[tuple[Claim, Interval]], signs: Sequence[int]) -> Reading:
    result = intervals.point(Decimal(0))
    shown = ""
    for (claim, own), sign in zip(terms, signs, strict=True):
        if sign:
            result = (intervals.add if sign > 0 else intervals.subtract)(result, own)
            shown += f" {'+' if sign > 0 else '−'} {claim.text}"
    used = tuple(claim for (claim, _), sign in zip(terms, signs, strict=True) if sign)
    return Reading(used, result, shown.removeprefix(" + ").strip())


def _signs(equation: str, terms: Sequence[tuple[Claim, Interval]]) -> tuple[int, ...] | None:
    """Which numbers are added and which taken away; None where the words do not tell."""
    if equation == "rest of all":
        values = [claim.quantity.value or 0 for claim, _ in terms]
        whole = values.index(max(values))
        if sum(values) >= 2 * values[whole]:
            return None  # more would be taken away than there is
        return tuple(1 if index == whole else -1 for index in range(len(terms)))
    found = [_move([claim for claim, _ in terms], index) for index in range(1, len(terms))]
    if None in found:
        return None
    return (1, *(move for move in found if move is not None))


def _move(claims: Sequence[Claim], index: int) -> int | None:
    """Whether a number came or went, by the words behind it, or else by those before it."""
    claim = claims[index]
    beside = [one for one in claims if one.sentence == claim.sentence]
    places = places_of(beside)
    at = places.get(claim.id)
    if at is None:
        return None
    text = claim.sentence
    next_start = min((p.start for p in places.values() if p.start > at.start), default=len(text))
    last_end = max((p.end for p in places.values() if p.start < at.start), default=0)
    directly_before, behind = moves(claim.language)
    match = directly_before.fullmatch(text[max(last_end, at.start - _REACH) : at.start]) or behind.match(
        text[at.end : min(next_start, at.end + _REACH)]
    )
    return None if match is None else 1 if match["came"] else -1
