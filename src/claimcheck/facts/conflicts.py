"""Contradictions: of the pairs that exclude each other those that are decided to speak of one quantity.

Counterparts compete: in each other document a number contradicts at most the one that fits it best.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from claimcheck.facts.comparable import are_opposed, interval_in
from claimcheck.facts.elsewhere import OF_ANOTHER_TIME, stand_beside
from claimcheck.facts.levels import BACKED, DRAFT
from claimcheck.facts.slips import Slip
from claimcheck.facts.values import VALUE
from claimcheck.facts.weighed import Decisions, Weighed
from claimcheck.model import Claim, ClaimKind, Feature, Modality

CONTRADICTION = 0.58
"""From this probability on two numbers are reported to contradict each other (training/report.md says how many do); below it another reading is the
likelier one for most pairs, and false alarms cost more than misses."""
CONTRADICTION_IN_A_SHORT_DRAFT = 0.28
"""The same for a draft of a few numbers: each of them is expected to stand in its source, so what best fits a number that agrees with none there is
right more often than the pair alone would be."""
WORTH_A_LOOK = 0.0005
"""From this probability on they are a candidate, for a person or a model to judge."""
MOST_CANDIDATES = 5
"""Candidates of one number."""
_RIVAL = 1.5
"""Bits that a candidate loses for every likelier one of its two numbers: who looks at five wants five questions, not one in five ways."""


class ConflictKind(StrEnum):
    """In which way two numbers contradict each other; each is told by a rule of its own."""

    VALUE = "value"
    SCALE = "scale"
    UNIT = "unit"
    DIRECTION = "direction"
    STALE = "stale"
    ATTRIBUTION = "attribution"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two claims that cannot both be true."""

    left: Claim
    """The one that the finding is about: the later in the order of the documents, the stale or the mixed up one."""
    right: Claim
    confidence: float
    features: tuple[Feature, ...]
    slip: Slip | None
    kind: ConflictKind
    rightful: Claim | None = None
    """The claim of the right side's document that has the left side's very figure: for another name or time, or as one replaced."""


def conflicting_pairs(decisions: Decisions) -> list[Weighed]:
    """The pairs taken to contradict each other, the surest first; each number once for each other document."""
    return [pair for pair in _competing(_ranked(decisions)) if is_contradiction(pair)]


def is_contradiction(pair: Weighed) -> bool:
    """Whether it is probable enough that a pair contradicts itself to be reported."""
    short = pair.outer.get("draft") == DRAFT[-1] and pair.outer.get("backed") == BACKED[-1]
    return pair.contradiction >= (CONTRADICTION_IN_A_SHORT_DRAFT if short else CONTRADICTION)


def candidate_pairs(decisions: Decisions) -> list[Weighed]:
    """The pairs that are worth a look, the most probable first; none that are taken to contradict each other."""
    likely = _ranked(decisions)
    reported = {id(pair) for pair in _competing(likely) if is_contradiction(pair)}
    ranked: list[tuple[float, Weighed]] = []
    rivals: dict[tuple[str, str], int] = {}
    for pair in likely:
        before = sum(rivals.get(key, 0) for key in _keys(pair))
        for key in _keys(pair):
            rivals[key] = rivals.get(key, 0) + 1
        if pair.settled is None and pair.contradiction >= WORTH_A_LOOK and id(pair) not in reported:
            ranked.append((pair.outer_bits - _RIVAL * before, pair))
    ranked.sort(key=lambda item: (-item[0], item[1].place))
    found: list[Weighed] = []
    often: dict[str, int] = {}
    for _, pair in ranked:
        if any(often.get(claim.id, 0) >= MOST_CANDIDATES for claim in (pair.left, pair.right)):
            continue
        for claim in (pair.left, pair.right):
            often[claim.id] = often.get(claim.id, 0) + 1
        found.append(pair)
    return found


def _competing(ranked: Iterable[Weighed]) -> Iterator[Weighed]:
    """The pairs of which each number is in none before for the other's document, or which a judge has settled."""
    taken: set[tuple[str, str]] = set()
    for pair in ranked:
        keys = set(_keys(pair))
        if keys & taken and not pair.settled:
            continue
        taken |= keys
        yield pair


def _ranked(decisions: Decisions) -> list[Weighed]:
    """The pairs that exclude each other, the most probable first."""
    return sorted(
        (pair for pair in decisions.pairs if pair.excluded),
        key=lambda pair: (-pair.outer_bits, pair.place),
    )


def _keys(pair: Weighed) -> tuple[tuple[str, str], tuple[str, str]]:
    """Each number with the document of the other."""
    return (pair.left.id, pair.right.path), (pair.right.id, pair.left.path)


def conflicts_of(pairs: Iterable[Weighed], decisions: Decisions) -> Iterator[Conflict]:
    """What kind of contradiction each pair is; the same statements but once."""
    reported: set[frozenset[tuple[object, ...]]] = set()
    for pair in pairs:
        key = frozenset((_statement(pair.left), _statement(pair.right)))
        if key not in reported:
            reported.add(key)
            yield conflict_of(pair, decisions)


def conflict_of(pair: Weighed, decisions: Decisions) -> Conflict:
    """The contradiction of a pair, with its kind."""
    right, left = sorted((pair.left, pair.right), key=_told_when(pair, decisions.draft))
    kind, rightful = ConflictKind.VALUE, None
    if (
        pair.left.kind is ClaimKind.CHANGE
        and pair.right.kind is ClaimKind.CHANGE
        and are_opposed(left, right)
    ):
        kind = ConflictKind.DIRECTION
    elif pair.slip is not None and pair.slip.kind == "unit":
        kind = ConflictKind.UNIT
    elif pair.slip is not None and pair.slip.scale is not None:
        kind = ConflictKind.SCALE
    elif pair.levels["place"] not in (
        "twin among agreeing figures",
        "twin in a copy",
    ):  # in a copy a figure that was changed is wrong in itself
        for stated, other in ((left, right), (right, left)):
            found = _owner(stated, other, pair, decisions)
            if found is not None:
                rightful, kind = found
                left, right = stated, other
                break
    return Conflict(left, right, pair.contradiction, pair.features(), pair.slip, kind, rightful)


def _told_when(pair: Weighed, draft: str | None) -> Callable[[Claim], tuple[object, ...]]:
    """By what two numbers are put in order, whatever the order of their files: the later one is what a finding is about.

    What is about to be published is the last word, whatever its date.
    """
    dated = pair.left.published is not None and pair.right.published is not None

    def key(claim: Claim) -> tuple[object, ...]:
        day = (claim.published if dated else None) or date.min
        return claim.path == draft, day, claim.path, claim.span.start

    return key


def _owner(
    stated: Claim, other: Claim, conflicting: Weighed, decisions: Decisions
) -> tuple[Claim, ConflictKind] | None:
    """The claim beside `other` that has the very figure of `stated`: as one replaced, or of another name or time."""
    for pair in decisions.by_claim[stated.id]:
        counterpart = pair.other(stated)
        if not pair.agreeing or counterpart.path != other.path or counterpart.quantity.value is None:
            continue
        if (
            conflicting.outer["elsewhere"] == OF_ANOTHER_TIME
            and pair.levels["when"] == "different times"
            and stand_beside(counterpart, other, decisions)
        ):
            return counterpart, ConflictKind.ATTRIBUTION
        if counterpart.modality is Modality.SUPERSEDED and decisions.pages.on_one_line(counterpart, other):
            return counterpart, ConflictKind.STALE
        named = (
            pair.levels["who"] in ("two names", "different names")
            or pair.levels["capitals"] == "each its own"
        )
        alike = counterpart.concept == other.concept and counterpart.quantity.unit == other.quantity.unit
        alike = (
            alike and pair.outer.get("value") not in VALUE[:4]
        )  # a rounding, or a small number, may be anybody's
        if named and alike and counterpart.subject_key not in (None, other.subject_key):
            return counterpart, ConflictKind.ATTRIBUTION
    return None


def _statement(claim: Claim) -> tuple[object, ...]:
    quantity = claim.quantity
    return claim.path, quantity.value, quantity.low, quantity.high, quantity.unit, claim.concept, claim.terms


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
