"""Facts: claims of one and the same thing, found by blocking, comparing inside blocks, and clustering."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import blake2b
from itertools import combinations, pairwise

from claimcheck.claims.words import canonical
from claimcheck.facts.kinship import Kinship
from claimcheck.facts.similarity import Comparison, block_unit, compare, factor_between, interval_in
from claimcheck.model import Claim, ClaimKind, Fact, FactStatus, Feature, Match, Modality

MATCH_CONFIDENCE = 0.75
"""From here on two claims count as the same fact."""
_AGREEMENT_BITS = 3.0
"""How much likelier equal values are among claims of one fact; it joins facts but never makes a conflict."""
_LARGEST_BLOCK = 48
"""Larger blocks are cut by subject and period, so that cost stays linear in the number of claims."""


def build_facts(claims: Sequence[Claim]) -> tuple[Fact, ...]:
    """All facts of some claims; claims that nothing else speaks of make facts of their own."""
    by_id = {claim.id: claim for claim in claims}
    parent = {claim.id: claim.id for claim in claims}

    def find(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    matches: list[Match] = []
    kinship = Kinship.of(claims)
    for left, right in candidate_pairs(claims):
        comparison = compare(left, right, kin=kinship.tell_one_story(left.path, right.path))
        if comparison.veto is not None:
            continue
        match = match_of(left, right, comparison)
        if match.confidence >= MATCH_CONFIDENCE and _belong_together(left, right, comparison):
            matches.append(match)
            parent[find(left.id)] = find(right.id)
    members: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        members[find(claim.id)].append(claim.id)
    evidence: dict[str, list[Match]] = defaultdict(list)
    for match in matches:
        evidence[find(match.left)].append(match)
    return tuple(
        fact
        for root, ids in members.items()
        for fact in _facts([by_id[i] for i in ids], evidence.get(root, []))
    )


def _facts(claims: list[Claim], matches: list[Match]) -> Iterator[Fact]:
    """The facts of one cluster: what its current claims say, and the revision that led there, if there was one."""
    current = _newest([claim for claim in claims if claim.modality is not Modality.SUPERSEDED])
    if current:
        ids = {claim.id for claim in current}
        kept = tuple(match for match in matches if match.left in ids and match.right in ids)
        yield Fact(_fact_id(ids), tuple(claim.id for claim in current), _status(current), kept)
    if len(claims) == 1 and not current:
        yield Fact(_fact_id([claims[0].id]), (claims[0].id,), FactStatus.SINGLE)
    elif len(current) < len(claims):
        ids = {claim.id for claim in claims}
        superseded = {claim.id for claim in claims} - {claim.id for claim in current}
        kept = tuple(match for match in matches if match.left in superseded or match.right in superseded)
        yield Fact(_fact_id(ids | {"revised"}), tuple(claim.id for claim in claims), FactStatus.REVISED, kept)


def _belong_together(left: Claim, right: Claim, comparison: Comparison) -> bool:
    """Whether two claims may share a fact: they agree, one revises the other, or neither is narrower than the other.

    Numbers that differ within one paragraph or table are set apart by its own wording.
    """
    if (left.path, left.segment, left.sentence_number, left.cell) == (
        right.path,
        right.segment,
        right.sentence_number,
        right.cell,
    ):
        return left.restates or right.restates  # a sentence gives two numbers for two things
    if agree(left, right) or Modality.SUPERSEDED in (left.modality, right.modality):
        return True
    if left.modality.is_forward != right.modality.is_forward:
        return False
    if comparison.one_sided or left.compared or right.compared:
        return False
    return left.path != right.path or left.segment != right.segment


def match_of(left: Claim, right: Claim, comparison: Comparison) -> Match:
    """The comparison as a match; equal values count as evidence, different ones against."""
    features = comparison.features
    if agree(left, right):
        features = (*features, Feature("value", _AGREEMENT_BITS, "the values agree"))
    odds: float = 2.0 ** min(Comparison(features, None).bits, 40.0)
    return Match(left.id, right.id, round(odds / (1.0 + odds), 3), features)


def candidate_pairs(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """The pairs that are worth comparing: those that share unit and metric, in large blocks also subject and period."""
    blocks: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        for key in _keys(claim):
            blocks[key].append(claim)
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        for part in _parts(block):
            for left, right in combinations(part, 2):
                key = (left.id, right.id)
                if key not in seen:
                    seen.add(key)
                    yield left, right


def _keys(claim: Claim) -> Iterator[tuple[object, ...]]:
    unit = block_unit(claim)
    changing = claim.kind is ClaimKind.CHANGE
    if claim.kind is ClaimKind.RANK:
        return
    if claim.concept is not None:
        yield unit, changing, claim.concept
    else:
        for term in canonical(claim.terms):
            yield unit, changing, "term", term


def _parts(block: list[Claim]) -> Iterator[list[Claim]]:
    if len(block) <= _LARGEST_BLOCK:
        yield block
        return
    finer: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in block:
        if claim.subject_key is not None:
            period = (claim.period.start, claim.period.end) if claim.period else None
            finer[claim.subject_key, period].append(claim)
    for part in finer.values():
        # Beyond this many claims of one subject, metric and period, neighbours in the text stand for all.
        for start in range(0, len(part), _LARGEST_BLOCK):
            yield part[start : start + _LARGEST_BLOCK]


def agree(left: Claim, right: Claim) -> bool:
    """Whether the intervals of two claims share a value, in comparable units; a far-off bound agrees with nothing."""
    factor, ours = factor_between(left, right), interval_in(left, right)
    if factor is None or ours is None:
        return False
    if ours.disjoint(right.quantity.interval) or left.direction * right.direction < 0:
        return False
    a, b = left.quantity.value, right.quantity.value
    if (left.quantity.is_bound or right.quantity.is_bound) and a is not None and b is not None:
        a = a * factor
        return abs(a - b) <= max(abs(a), abs(b)) / 4
    return True


def _newest(claims: list[Claim]) -> list[Claim]:
    """Of plans that differ the ones that agree with the latest; all claims otherwise."""
    plans = all(claim.modality.is_forward and claim.published is not None for claim in claims)
    if not plans or len({claim.published for claim in claims}) < 2:
        return claims
    latest = max(claims, key=lambda claim: claim.published or date.min)
    return [claim for claim in claims if agree(claim, latest)]


def _status(claims: list[Claim]) -> FactStatus:
    if len(claims) == 1:
        return FactStatus.SINGLE
    if all(agree(a, b) for a, b in _neighbours(claims)):
        return FactStatus.CORROBORATED
    return FactStatus.CONFLICTING


def _neighbours(claims: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs that show a disagreement if there is one: each with the next by value."""
    ordered = sorted(claims, key=lambda claim: (claim.quantity.value is None, claim.quantity.value or 0))
    yield from pairwise(ordered)


def _fact_id(ids: Iterable[str]) -> str:
    return blake2b("\0".join(sorted(ids)).encode(), digest_size=6).hexdigest()
