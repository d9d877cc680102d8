"""Pairs of matched claims whose values exclude each other; shared by the rules that name the kind of conflict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import cast

from claimcheck.checks.lone_slips import lone_slips
from claimcheck.checks.rule import WARNING_CONFIDENCE, Corpus
from claimcheck.claims.concepts import unit_class
from claimcheck.claims.words import canonical
from claimcheck.facts import (
    CLOSE_DAYS,
    Comparison,
    Kinship,
    Slip,
    agree,
    candidate_pairs,
    compare,
    days_apart,
    interval_in,
    is_lasting,
    same_period,
    slip_between,
)
from claimcheck.facts.slips import digits_of
from claimcheck.model import Claim, ClaimKind, Feature, Modality

LEAST_CONFIDENCE = 0.5
"""Below this a conflict is not even info."""
_TELLING_BITS = 3.0
"""Digits so alike that a word which narrows one side only does not explain the difference."""
_PLAIN = 0.85
"""Confidence in one subject, measure and time from which unrelated texts are as good as ones of one story."""
_OTHERS_FIGURE_BITS = 4.0
"""How much likelier the very figure of another name is by a mix-up than by chance."""
_LARGEST_BLOCK = 24


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two claims that cannot both be true."""

    left: Claim
    """The later one in the order of the documents."""
    right: Claim
    confidence: float
    features: tuple[Feature, ...]
    slip: Slip | None
    """How the digits of the two are alike, where they are."""
    rightful: Claim | None = None
    """The claim of the right side's document that gives the left side's very figure to another name."""


def conflicts(corpus: Corpus) -> tuple[Conflict, ...]:
    """All conflicting pairs, one for each pair of distinct statements; worked out once for all rules."""
    if "conflicts" not in corpus.shared:
        corpus.shared["conflicts"] = tuple(_conflicts(corpus))
    return cast(tuple[Conflict, ...], corpus.shared["conflicts"])


def kinship_of(corpus: Corpus) -> Kinship:
    """Which documents of a corpus tell one story; worked out once for all rules."""
    if "kinship" not in corpus.shared:
        corpus.shared["kinship"] = Kinship.of(corpus.claims)
    return cast(Kinship, corpus.shared["kinship"])


def _conflicts(corpus: Corpus) -> Iterator[Conflict]:
    reported: set[frozenset[tuple[object, ...]]] = set()
    kinship = kinship_of(corpus)
    series = _series(corpus.claims)
    for pairs in (candidate_pairs(corpus.claims), _pairs_in_other_units(corpus.claims)):
        for right, left in pairs:
            kin = kinship.tell_one_story(left.path, right.path)
            conflict = _misattributed(left, right, series, kin=kin) or conflict_between(left, right, kin=kin)
            if conflict is None:
                continue
            key = frozenset((_statement(left), _statement(right)))
            if key not in reported:
                reported.add(key)
                yield conflict
    for left, right, slip in lone_slips(corpus.claims, kinship):
        key = frozenset((_statement(left), _statement(right)))
        if key not in reported:
            reported.add(key)
            note = "each figure stands in one of two texts that tell one story, in clauses that share their words"
            features = (Feature("wording", 1.0, note), Feature("digits", slip.bits, slip.words))
            yield Conflict(left, right, WARNING_CONFIDENCE, features, slip)


def _pairs_in_other_units(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs with one measure and the very same figure, but in units that do not convert, as dollars and euros."""
    blocks: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        value = claim.quantity.value
        if claim.concept is None or value is None or unit_class(claim.quantity.unit) != "money":
            continue
        if len(digits := digits_of(value)) > 1:
            blocks[digits, claim.concept].append(claim)
    for block in blocks.values():
        for left, right in combinations(block[:_LARGEST_BLOCK], 2):
            if left.quantity.unit != right.quantity.unit:
                yield left, right


def _series(claims: Sequence[Claim]) -> dict[tuple[object, ...], Claim]:
    """Every claim with a name, by its document, measure, period and figure."""
    found: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        if claim.subject_key is not None and claim.quantity.value is not None:
            found.setdefault(_place_in_series(claim, claim.path, claim.quantity.value), claim)
    return found


def _place_in_series(claim: Claim, path: str, value: Decimal) -> tuple[object, ...]:
    period = (claim.period.start, claim.period.end) if claim.period else None
    return path, claim.concept, claim.terms, claim.quantity.unit, period, value


def _misattributed(
    left: Claim, right: Claim, series: Mapping[tuple[object, ...], Claim], *, kin: bool
) -> Conflict | None:
    """The conflict of a figure with the one that another text gives to the same name, while it gives the very figure to another."""
    for stated, source in ((left, right), (right, left)):
        value = stated.quantity.value
        if value is None or stated.path == source.path or stated.quantity.unit != source.quantity.unit:
            continue
        if (
            source.subject_key is None
            or stated.subject_key != source.subject_key
            or len(digits_of(value)) < 2
        ):
            continue
        other = series.get(_place_in_series(source, source.path, value))
        if other is None or other.subject_key in (stated.subject_key, *stated.names):
            continue
        if not _can_conflict(stated, source, kin=kin, shifted=False) or agree(stated, source):
            continue
        comparison = compare(stated, source, kin=kin)
        if comparison.veto is not None or not _excludes(stated, source) or not share_time(stated, source):
            continue
        note = f"the very figure is that of {other.subject} there"
        features = (*comparison.features, Feature("value", _OTHERS_FIGURE_BITS, note))
        confidence = Comparison(features, None).confidence
        if confidence >= LEAST_CONFIDENCE:
            return Conflict(stated, source, confidence, features, None, other)
    return None


def conflict_between(left: Claim, right: Claim, *, kin: bool = False) -> Conflict | None:
    """The conflict of two claims; None where they may both be true or need not speak of the same thing.

    `kin`: whether their documents tell one story.
    """
    slip = slip_between(left, right)
    shifted = slip is not None and slip.kind in ("scale", "unit")
    if not _can_conflict(left, right, kin=kin, shifted=shifted) or agree(left, right):
        return None
    if not (slip is not None and slip.kind == "unit") and not _excludes(left, right):
        return None
    comparison = compare(left, right, kin=kin)
    if comparison.veto is not None:
        return None
    telling = (
        slip is not None
        and slip.bits >= _TELLING_BITS
        and left.path != right.path
        and not any(feature.name == "names" and feature.weight < 0 for feature in comparison.features)
        and (kin or (comparison.confidence >= _PLAIN and comparison.least_narrowing >= -1.0))
    )
    if (comparison.one_sided or _lacks_subject(left, right)) and not (telling and _share_words(left, right)):
        return None
    if shifted and (left.cell is None) != (right.cell is None):
        return None  # tables often leave their scale to the reader
    if not shifted and not is_lasting(left) and not share_time(left, right):
        return None
    features = comparison.features
    if slip is not None and slip.bits:
        features = (*features, Feature("digits", slip.bits, slip.words))
    odds = float(2.0 ** min(comparison.bits + (slip.bits if slip else 0.0), 40.0))
    confidence = odds / (1.0 + odds)
    return Conflict(left, right, confidence, features, slip) if confidence >= LEAST_CONFIDENCE else None


def _lacks_subject(left: Claim, right: Claim) -> bool:
    return left.subject_key is None or right.subject_key is None


def _share_words(left: Claim, right: Claim) -> bool:
    """Whether the clauses of two claims have words in common besides the measure."""
    return bool(canonical(left.context | left.terms) & canonical(right.context | right.terms))


def _is_sure_of_subject(claim: Claim) -> bool:
    """Whether the clause names the subject, or the document is about it; a name carried on from farther up may be stale."""
    return claim.subject_named or claim.subject_key == claim.owner_key or claim.cell is not None


def _of_one_owner(left: Claim, right: Claim) -> bool:
    """Whether rows of tables in two documents are of one firm: "United States" may be a row in anybody's table."""
    if left.owner_key is not None and left.owner_key == right.owner_key:
        return True
    return left.subject_key in (left.owner_key, right.owner_key)


def may_share_subject(left: Claim, right: Claim) -> bool:
    """Whether both claims have a subject and at least one of them is sure of it."""
    return not _lacks_subject(left, right) and (_is_sure_of_subject(left) or _is_sure_of_subject(right))


def share_time(left: Claim, right: Claim) -> bool:
    """Whether both numbers are of one time: a period on one side only may be another than the reader supposes."""
    ours = left.period or left.setting or left.era
    theirs = right.period or right.setting or right.era
    if ours is not None and theirs is not None:
        return same_period(ours, theirs)
    if (left.period or left.setting or right.period or right.setting) is not None:
        return False
    if left.path == right.path:
        return True
    if left.published is None and right.published is None:
        return True
    days = days_apart(left, right)
    return days is not None and days <= CLOSE_DAYS


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


def _can_conflict(left: Claim, right: Claim, *, kin: bool, shifted: bool) -> bool:
    """Whether a disagreement of two claims could be one, before their wording is weighed.

    `shifted`: whether they have the same digits in another unit or scale, which no revision explains.
    """
    if Modality.SUPERSEDED in (left.modality, right.modality) or left.compared or right.compared:
        return False
    if left.path == right.path and (
        left.segment == right.segment or (left.list_id is not None and left.list_id == right.list_id)
    ):
        return False  # one paragraph, list or table sets its numbers apart by its own wording
    if left.quantity.unit == "rank" or right.quantity.unit == "rank":
        return False
    if (
        left.path == right.path
        and left.cell is None
        and right.cell is None
        and not _are_alike_in_one_text(left, right)
    ):
        return False
    if left.kind is ClaimKind.CHANGE and left.direction * right.direction < 0:
        return False
    if _lacks_subject(left, right):
        if not kin or left.path == right.path:
            return False
    elif not (_is_sure_of_subject(left) or _is_sure_of_subject(right)):
        return False
    if (
        left.path != right.path
        and left.cell is not None
        and right.cell is not None
        and not _of_one_owner(left, right)
    ):
        return False
    if left.modality.is_forward != right.modality.is_forward and not is_lasting(left):
        return False  # a plan and an outcome
    if left.path != right.path and left.modality.is_forward and right.modality.is_forward and not shifted:
        # A newer plan replaces an older one; only plans of one day contradict each other.
        return left.published is not None and left.published == right.published
    if unit_class(left.quantity.unit) == unit_class(right.quantity.unit) == "bare":
        return False
    return left.id != right.id


def gap_between(left: Claim, right: Claim) -> Decimal:
    """How far two intervals that share no value lie apart, as a share of the larger end; 0 where they touch."""
    ours, theirs = interval_in(left, right), right.quantity.interval
    if ours is None:
        return Decimal(1)
    gaps = [
        (low - high, max(abs(low), abs(high)))
        for low, high in ((theirs.low, ours.high), (ours.low, theirs.high))
        if low is not None and high is not None and low > high
    ]
    return min((gap / size for gap, size in gaps if size), default=Decimal(0))


def _are_alike_in_one_text(left: Claim, right: Claim) -> bool:
    """Whether two places of one text plainly speak of one thing: its sections set free phrases apart ("Default: 5 minutes")."""
    if left.concept is not None:
        return left.section == right.section or left.subject_named or right.subject_named
    named = left.subject_named or right.subject_named
    enough = left.kind is ClaimKind.COUNT or len(left.terms & right.terms) > 1
    return named and enough


def _excludes(left: Claim, right: Claim) -> bool:
    """Whether the intervals exclude each other in one unit; a bound and a figure far beyond it do not."""
    ours = interval_in(left, right)
    return ours is not None and ours.disjoint(right.quantity.interval)
