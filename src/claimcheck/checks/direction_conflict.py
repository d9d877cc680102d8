"""One change said to be a rise here and a fall there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimcheck.checks.conflicts import kinship_of, may_share_subject, share_time
from claimcheck.checks.rule import WARNING_CONFIDENCE, Corpus, Rule, finding, place_of, said_of
from claimcheck.facts import candidate_pairs, compare
from claimcheck.model import Claim, ClaimKind, Feature, Finding, Modality, Role, Severity
from claimcheck.quantities import intervals

NAME = "direction-conflict"
_SAME_SIZE_BITS = 3.0
"""How much likelier a rise and a fall of the same size are by a slip than by chance."""
_NO_OUTCOME = (Modality.HYPOTHETICAL, Modality.SUPERSEDED)


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every pair of matched changes in opposite directions."""
    kinship = kinship_of(corpus)
    reported: set[frozenset[tuple[object, ...]]] = set()
    for right, left in candidate_pairs(corpus.claims):
        if left.direction * right.direction >= 0 or not _may_conflict(left, right):
            continue
        key = frozenset((side.path, side.text, side.direction, side.concept) for side in (left, right))
        kin = kinship.tell_one_story(left.path, right.path)
        found = _conflict(left, right, kin=kin)
        if found is not None and key not in reported:
            reported.add(key)
            yield from found


def _may_conflict(left: Claim, right: Claim) -> bool:
    if left.kind is not ClaimKind.CHANGE or right.kind is not ClaimKind.CHANGE:
        return False
    if left.path == right.path and left.segment == right.segment:
        return False
    if left.modality in _NO_OUTCOME or right.modality in _NO_OUTCOME or left.modality != right.modality:
        return False
    return (
        (left.cell is None or right.cell is None)
        and may_share_subject(left, right)
        and share_time(left, right)
    )


def _conflict(left: Claim, right: Claim, *, kin: bool) -> Iterator[Finding] | None:
    comparison = compare(left, right, kin=kin)
    if comparison.veto is not None or comparison.one_sided:
        return None
    same = not intervals.magnitude(left.quantity.interval).disjoint(
        intervals.magnitude(right.quantity.interval)
    )
    same = same and left.quantity.unit == right.quantity.unit
    features = comparison.features
    if same:
        features = (*features, Feature("size", _SAME_SIZE_BITS, "the changes are of one size"))
    odds = float(2.0 ** min(comparison.bits + (_SAME_SIZE_BITS if same else 0.0), 40.0))
    confidence = odds / (1.0 + odds)
    return _finding(left, right, confidence, features) if confidence >= WARNING_CONFIDENCE else None


def _finding(
    left: Claim, right: Claim, confidence: float, features: tuple[Feature, ...]
) -> Iterator[Finding]:
    rise, fall = (left, right) if left.direction > 0 else (right, left)
    yield finding(
        NAME,
        confidence,
        f"{said_of(left, right)}: a {_way(left)} of {left.text} here, a {_way(right)} of {right.text} in {place_of(right, left)}",
        f"“{rise.text}” is given as a rise, “{fall.text}” as a fall, of one measure in one time",
        [(left, Role.STATED), (right, Role.OTHER_SIDE)],
        features,
    )


def _way(claim: Claim) -> str:
    return "rise" if claim.direction > 0 else "fall"


RULE = Rule(
    NAME,
    "One change is a rise in one place and a fall in another.",
    Severity.ERROR,
    "Two matched changes of one measure, subject and period go in opposite directions: up 8% here, down 8% there. Changes "
    "against different bases (on the year, on the quarter), of parts and of the whole, and forecasts beside outcomes are left "
    "alone.",
    "A wrong sign turns the story around, and no digit shows it.",
    "Burglaries in Northmere fell by 8% in 2025.\n\nIn 2025, burglaries in Northmere rose by 8%.\n",
    "Burglaries in Northmere fell by 8% in 2025.\n\nIn 2024, burglaries in Northmere rose by 8%.\n",
    check,
    advice="One of the two signs is wrong; the levels before and after, where they are given, tell which.",
)
