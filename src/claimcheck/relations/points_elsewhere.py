"""Comparisons in percent whose very figure another document gives in percentage points: "5.9 per cent less likely" beside "5.9 points".

Figures of two digits and more only, said in sentences that share a rare word; a document that has the figure in percent too makes it right.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from claimcheck.claims.words import canonical, content, tokenize
from claimcheck.facts.figures import digits_of
from claimcheck.language.en import comparison
from claimcheck.model import Claim, ClaimKind
from claimcheck.relations.places import places_of

_LEAST_DIGITS = 2
_RARE = 6
"""In how many sentences a rare word stands at most."""
_LEAST_LETTERS = 5
_MOST = 20
"""Numbers of one figure beyond which it says nothing."""


def told_in_points(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Each comparison in percent with the percentage points of another document that it seems to be."""
    points: dict[Decimal, list[Claim]] = defaultdict(list)
    percents: dict[Decimal, list[Claim]] = defaultdict(list)
    for claim in claims:
        value = claim.quantity.value
        if value is None or claim.cell is not None or len(digits_of(value)) < _LEAST_DIGITS:
            continue
        if claim.quantity.unit == "percentage_point":
            points[abs(value)].append(claim)
        elif claim.quantity.unit == "percent":
            percents[abs(value)].append(claim)
    if not points.keys() & percents.keys():
        return
    common = Counter(word for words in _sentences(claims).values() for word in words)
    for value, stated in percents.items():
        paths = {claim.path for claim in stated}
        theirs = [claim for claim in points.get(value, ()) if claim.path not in paths]
        if len(paths) != 1 or len(theirs) + len(stated) > _MOST or {c.path for c in points[value]} & paths:
            continue
        for claim in stated:
            if not _is_comparison(claim):
                continue
            other = next((one for one in theirs if _share_a_rare_word(claim, one, common)), None)
            if other is not None:
                yield claim, other


def _sentences(claims: Sequence[Claim]) -> dict[tuple[str, int, int], frozenset[str]]:
    return {
        (claim.path, claim.segment, claim.sentence_number): _words(claim)
        for claim in claims
        if claim.cell is None
    }


def _words(claim: Claim) -> frozenset[str]:
    words = canonical(content(token.text for token in tokenize(claim.sentence)))
    return frozenset(word for word in words if len(word) >= _LEAST_LETTERS)


def _share_a_rare_word(one: Claim, other: Claim, common: Counter[str]) -> bool:
    return any(common[word] <= _RARE for word in _words(one) & _words(other))


def _is_comparison(claim: Claim) -> bool:
    if claim.kind is ClaimKind.CHANGE and claim.direction:
        return True
    place = places_of((claim,)).get(claim.id)
    return place is not None and comparison().search(claim.sentence[place.end :]) is not None
