"""Pairs of matched claims whose values exclude each other; shared by the rules that name the kind of conflict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from claimcheck.checks.rule import Corpus
from claimcheck.claims.concepts import unit_class
from claimcheck.facts import agree, candidate_pairs, compare, factor_between, same_period
from claimcheck.model import Claim, ClaimKind, Feature, Modality
from claimcheck.quantities import intervals

_SCALES = (Decimal(10) ** 3, Decimal(10) ** 6)
_SLIP_BITS = 4.0
"""How much likelier the very same digits a thousandfold apart are by a slip than by chance."""
LEAST_CONFIDENCE = 0.5
"""Below this a conflict is not even info."""
_CLOSE_DAYS = 45
"""Texts without a period that were published so close together speak of the same time."""
_FORWARD = (Modality.PLANNED, Modality.PROJECTED)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two claims that cannot both be true."""

    left: Claim
    """The later one in the order of the documents."""
    right: Claim
    confidence: float
    features: tuple[Feature, ...]
    scale: Decimal | None
    """The power of ten between the two, where that is all that separates them."""


def conflicts(corpus: Corpus) -> tuple[Conflict, ...]:
    """All conflicting pairs, one for each pair of distinct statements; worked out once for all rules."""
    if "conflicts" not in corpus.shared:
        corpus.shared["conflicts"] = tuple(_conflicts(corpus))
    return cast(tuple[Conflict, ...], corpus.shared["conflicts"])


def _conflicts(corpus: Corpus) -> Iterator[Conflict]:
    reported: set[frozenset[tuple[object, ...]]] = set()
    for right, left in candidate_pairs(corpus.claims):
        conflict = conflict_between(left, right)
        if conflict is None:
            continue
        key = frozenset((_statement(left), _statement(right)))
        if key not in reported:
            reported.add(key)
            yield conflict


def conflict_between(left: Claim, right: Claim) -> Conflict | None:
    """The conflict of two claims; None where they may both be true or need not speak of the same thing."""
    if not _can_conflict(left, right) or agree(left, right) or not _excludes(left, right):
        return None
    comparison = compare(left, right)
    if comparison.veto is not None or comparison.one_sided:
        return None
    scale = scale_between(left, right)
    if scale is not None and (left.cell is None) != (right.cell is None):
        return None  # tables often leave their scale to the reader
    if scale is None and not _same_time(left, right):
        return None
    bits = comparison.bits + (_SLIP_BITS if scale is not None else 0.0)
    features = comparison.features
    if scale is not None:
        features = (*features, Feature("digits", _SLIP_BITS, f"the same digits, {scale:,f} times apart"))
    odds = float(2.0 ** min(bits, 40.0))
    confidence = odds / (1.0 + odds)
    return Conflict(left, right, confidence, features, scale) if confidence >= LEAST_CONFIDENCE else None


def _is_sure_of_subject(claim: Claim) -> bool:
    """Whether the clause names the subject, or the document is about it; a name carried on from farther up may be stale."""
    return claim.subject_named or claim.subject_key == claim.owner_key or claim.cell is not None


def _of_one_owner(left: Claim, right: Claim) -> bool:
    """Whether rows of tables in two documents are of one firm: "United States" may be a row in anybody's table."""
    if left.owner_key is not None and left.owner_key == right.owner_key:
        return True
    return left.subject_key in (left.owner_key, right.owner_key)


def _same_time(left: Claim, right: Claim) -> bool:
    """Whether both numbers are of one time: a period on one side only may be another than the reader supposes."""
    if left.period is not None and right.period is not None:
        return same_period(left.period, right.period)
    if left.period is not None or right.period is not None:
        return False
    if (left.setting is None) != (right.setting is None):
        return False
    if (
        left.setting is not None
        and right.setting is not None
        and not same_period(left.setting, right.setting)
    ):
        return False
    if left.path == right.path:
        return True
    return (
        left.published is not None
        and right.published is not None
        and abs((left.published - right.published).days) <= _CLOSE_DAYS
    )


def _statement(claim: Claim) -> tuple[object, ...]:
    return (
        claim.path,
        claim.quantity.value,
        claim.quantity.low,
        claim.quantity.high,
        claim.quantity.unit,
        claim.concept,
        claim.terms,
    )


def _can_conflict(left: Claim, right: Claim) -> bool:
    """Whether a disagreement of two claims could be one, before their wording is weighed."""
    if Modality.SUPERSEDED in (left.modality, right.modality) or left.compared or right.compared:
        return False
    if left.path == right.path and (
        left.segment == right.segment or (left.list_id is not None and left.list_id == right.list_id)
    ):
        return False  # one paragraph, list or table sets its numbers apart by its own wording
    if left.quantity.unit == "rank" or right.quantity.unit == "rank":
        return False
    if left.kind is ClaimKind.CHANGE and left.direction * right.direction < 0:
        return False
    if left.subject_key is None or right.subject_key is None:
        return False
    if not (_is_sure_of_subject(left) or _is_sure_of_subject(right)):
        return False
    if (
        left.path != right.path
        and left.cell is not None
        and right.cell is not None
        and not _of_one_owner(left, right)
    ):
        return False
    if (left.modality in _FORWARD) != (right.modality in _FORWARD):
        return False  # a plan and an outcome
    if left.path != right.path and left.modality in _FORWARD and right.modality in _FORWARD:
        # A newer plan replaces an older one; only plans of one day contradict each other.
        return left.published is not None and left.published == right.published
    if unit_class(left.quantity.unit) == "bare":
        return False
    return left.id != right.id


def _excludes(left: Claim, right: Claim) -> bool:
    """Whether the intervals exclude each other in one unit; a bound and a figure far beyond it do not."""
    factor = factor_between(left, right)
    if factor is None:
        return False
    ours = intervals.multiply(left.quantity.interval, intervals.point(factor))
    return ours.disjoint(right.quantity.interval)


def scale_between(left: Claim, right: Claim) -> Decimal | None:
    """The power of ten (10³ or 10⁶) that alone separates two values; None where there is none."""
    factor = factor_between(left, right)
    a, b = left.quantity.value, right.quantity.value
    if factor is None or a is None or b is None or a == 0 or b == 0:
        return None
    for scale in _SCALES:
        for times in (scale, 1 / scale):
            shifted = intervals.multiply(left.quantity.interval, intervals.point(factor * times))
            if not shifted.disjoint(right.quantity.interval) and _close(a * factor * times, b):
                return scale
    return None


def _close(a: Decimal, b: Decimal) -> bool:
    return abs(a - b) <= max(abs(a), abs(b)) / 50
