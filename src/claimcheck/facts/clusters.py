"""Facts: claims of one and the same thing, out of the decided pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import blake2b
from itertools import pairwise

from claimcheck.facts.comparable import agree
from claimcheck.facts.weighed import Decisions, Weighed
from claimcheck.model import Claim, Fact, FactStatus, Match, Modality

JOINED = 0.6
"""From this probability on two numbers that agree are one fact."""


def build_facts(
    claims: Sequence[Claim], decisions: Decisions, conflicting: Iterable[Weighed]
) -> tuple[Fact, ...]:
    """All facts of some claims; claims that nothing else speaks of make facts of their own.

    `conflicting`: the pairs that are taken to speak of one quantity with values that exclude each other.
    """
    by_id = {claim.id: claim for claim in claims}
    parent = {claim.id: claim.id for claim in claims}

    def find(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    matches: list[Match] = []
    agreeing = sorted(
        (pair for pair in decisions.pairs if pair.joined >= JOINED or (pair.settled and not pair.excluded)),
        key=lambda pair: (not pair.one_line, -pair.bits if pair.settled else -pair.outer_bits),
    )
    apart = _apart(decisions)
    members: dict[str, set[tuple[object, ...]]] = {claim.id: {_line(claim)} for claim in claims}
    for pair in [*agreeing, *conflicting]:
        left, right = find(pair.left.id), find(pair.right.id)
        if left == right:
            matches.append(_match(pair))
            continue
        together = members[left] & members[right]
        if together and not (pair.left.restates or pair.right.restates or pair.settled):
            continue  # a sentence gives two numbers for two things
        if right in {find(other) for other in apart.get(left, ())} and not pair.settled:
            continue  # a judge said that two of them are different
        matches.append(_match(pair))
        if len(members[left]) > len(members[right]):
            left, right = right, left  # the larger would be copied for each that joins it
        parent[left] = right
        members[right] |= members.pop(left)
        if left in apart:
            apart.setdefault(right, set()).update(apart.pop(left))
    grouped: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        grouped[find(claim.id)].append(claim.id)
    evidence: dict[str, list[Match]] = defaultdict(list)
    for match in matches:
        evidence[find(match.left)].append(match)
    return tuple(
        fact
        for root, ids in grouped.items()
        for fact in _facts([by_id[i] for i in ids], evidence.get(root, []))
    )


def _apart(decisions: Decisions) -> dict[str, set[str]]:
    """The numbers that a judge called different from each."""
    apart: dict[str, set[str]] = defaultdict(set)
    for pair in decisions.pairs:
        if pair.settled is False:
            apart[pair.left.id].add(pair.right.id)
            apart[pair.right.id].add(pair.left.id)
    return dict(apart)


def _line(claim: Claim) -> tuple[object, ...]:
    return claim.path, claim.segment, claim.sentence_number, claim.cell.row if claim.cell else None


def _match(pair: Weighed) -> Match:
    sure = pair.joined if pair.agreeing else pair.contradiction if pair.excluded else pair.probability
    return Match(pair.left.id, pair.right.id, round(sure, 3), pair.features())


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
    return blake2b("\0".join(sorted(ids)).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
