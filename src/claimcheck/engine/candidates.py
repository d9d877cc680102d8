"""Pairs that are worth a look, as questions for a person or a model."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

from claimcheck.facts import Decisions, candidate_pairs
from claimcheck.model import Candidate, Claim

MOST_PER_DOCUMENTS = 25
"""Candidates between two documents, or within one."""
QUESTION = "Do the two marked numbers speak of the very same quantity?"


def candidates_of(decisions: Decisions, *, draft: str | None = None) -> Iterator[Candidate]:
    """The candidates of a corpus, the most probable first; with a draft those that touch it."""
    often: dict[frozenset[str], int] = {}
    for pair in candidate_pairs(decisions):
        paths = frozenset((pair.left.path, pair.right.path))
        if (draft is not None and draft not in paths) or often.get(paths, 0) >= MOST_PER_DOCUMENTS:
            continue
        often[paths] = often.get(paths, 0) + 1
        yield Candidate(
            candidate_id(pair.left, pair.right),
            pair.left.id,
            pair.right.id,
            round(pair.contradiction, 3),
            QUESTION,
            pair.features(),
        )


def candidate_id(left: Claim, right: Claim) -> str:
    """An identity that two numbers keep while their passages stay the same, in either order."""
    sides = sorted("\0".join((claim.sentence, claim.text)) for claim in (left, right))
    return blake2b("\1".join(sides).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
