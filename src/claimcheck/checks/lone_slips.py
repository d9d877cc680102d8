"""Figures of one text that another text of the same story gives with two digits exchanged, though it words them otherwise.

Two texts that share names and several figures retell each other. A figure that only one of them has, beside one that only the
other has, in the same unit and about words that both clauses share, whose digits differ by an exchange of two neighbours, is
hardly chance. Matching by measure and subject misses such pairs where the wording differs ("grew to", "a total of").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from claimcheck.claims.concepts import unit_class
from claimcheck.claims.words import canonical, normal
from claimcheck.data import words as lexicon_words
from claimcheck.facts import CLOSE_DAYS, Kinship, Slip, agree, days_apart, is_lasting, slip_between
from claimcheck.facts.slips import digits_of
from claimcheck.model import Claim, ClaimKind, Modality, Period

_LEAST_SHARED = {2: 3, 3: 2, 4: 1}
"""Words besides names and the unit that both clauses must share, by the digits of the figure; four and more count as four."""
_LARGEST_BLOCK = 16
_UNITS = ("money", "measure", "count")


def lone_slips(claims: Sequence[Claim], kinship: Kinship) -> Iterator[tuple[Claim, Claim, Slip]]:
    """Pairs of such figures, the later document's first, with the slip that explains them."""
    given: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    blocks: dict[tuple[str, int, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        value = claim.quantity.value
        if value is None or not value:
            continue
        given[claim.path, claim.quantity.unit].append(claim)
        if not _may_be_retold(claim):
            continue
        digits = digits_of(value)
        for written in (digits, f"{digits}0"):
            blocks[claim.quantity.unit, value.adjusted(), "".join(sorted(written))].append(claim)
    seen: set[frozenset[str]] = set()
    for block in blocks.values():
        for right, left in combinations(block[:_LARGEST_BLOCK], 2):
            pair = frozenset((left.id, right.id))
            if left.path == right.path or pair in seen or not kinship.retells(left.path, right.path):
                continue
            seen.add(pair)
            slip = slip_between(left, right)
            if slip is None or slip.kind != "transposition" or not _fit(left, right):
                continue
            if _is_given(left, given[right.path, left.quantity.unit]) or _is_given(
                right, given[left.path, right.quantity.unit]
            ):
                continue
            yield left, right, slip


def _may_be_retold(claim: Claim) -> bool:
    """Whether a claim states a figure of its own, in a unit in which figures are told apart."""
    return (
        unit_class(claim.quantity.unit) in _UNITS
        and claim.cell is None
        and not claim.compared
        and not claim.quantity.is_bound
        and claim.kind is not ClaimKind.CHANGE
        and claim.modality not in (Modality.SUPERSEDED, Modality.HYPOTHETICAL, Modality.ESTIMATED)
    )


def _is_given(claim: Claim, others: Sequence[Claim]) -> bool:
    return any(agree(claim, other) for other in others)


def _fit(left: Claim, right: Claim) -> bool:
    """Whether nothing that the two clauses say sets them apart, and enough ties them together."""
    if left.concept is not None and right.concept is not None and left.concept != right.concept:
        return False
    if left.modality.is_forward != right.modality.is_forward and not is_lasting(left):
        return False
    ours, theirs = (claim.period or claim.setting or claim.era for claim in (left, right))
    if ours is not None and theirs is not None and _are_apart(ours, theirs):
        return False
    if (ours is None or theirs is None) and (days_apart(left, right) or 0) > CLOSE_DAYS:
        return False  # texts far apart speak of different times
    if left.qualifiers != right.qualifiers:
        return False
    if not _may_name_one(left, right):
        return False
    if _names_another(left, right) or _names_another(right, left) or _sides(left) != _sides(right):
        return False
    # The words of the number itself, its unit among them, are no evidence: all figures of one unit share them.
    own = canonical(frozenset(normal(word) for claim in (left, right) for word in claim.text.split()))
    shared = (_said(left) & _said(right)) - _words_of_names(left) - _words_of_names(right) - own
    assert left.quantity.value is not None
    return len(shared) >= _LEAST_SHARED[min(max(len(digits_of(left.quantity.value)), 2), 4)]


def _said(claim: Claim) -> frozenset[str]:
    concept = frozenset(normal(word) for word in claim.concept.split()) if claim.concept else frozenset()
    return canonical(claim.context | claim.terms | concept)


def _words_of_names(claim: Claim) -> set[str]:
    return {word for name in (*claim.names, claim.subject_key or "") for word in name.split()}


def _may_name_one(left: Claim, right: Claim) -> bool:
    """Whether one of the two clauses names nobody, or both the same, one of them perhaps in short ("Band D", "D")."""
    ours, theirs = ({*claim.names, claim.subject_key} - {None} for claim in (left, right))
    if not ours or not theirs:
        return True
    pairs = ((set(str(a).split()), set(str(b).split())) for a in ours for b in theirs)
    return any(a <= b or b <= a for a, b in pairs)


def _names_another(claim: Claim, other: Claim) -> bool:
    """Whether the clause of a claim names something that the other text does not know: "in Region West"."""
    known = other.cast | other.names | {other.subject_key}
    return any(name not in known and name != claim.subject_key for name in claim.names)


def _sides(claim: Claim) -> frozenset[str]:
    """Words of the clause that tell one of two sides from the other: "Region West", "men", "the upper lake"."""
    return lexicon_words("side_words") & frozenset(re.findall(r"[a-z]+", claim.clause.lower()))


def _are_apart(a: Period, b: Period) -> bool:
    """Whether two periods have no day in common."""
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return False
    return a.end < b.start or b.end < a.start
