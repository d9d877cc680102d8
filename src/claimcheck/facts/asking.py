"""Which pairs are worth asking a person or a model about, the most valuable first.

An answer is worth the more the less sure the weights are of what they would report: a pair that just misses being a finding as much
as one that just is one. What an answer would not change is never asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.facts.conflicts import WORTH_A_LOOK
from claimcheck.facts.decide import Decisions, Weighed

MOST_PER_NUMBER = 2
"""Questions on one number and another document; a number of a draft is asked about once in all."""


def pairs_to_ask(decisions: Decisions, *, draft: str | None = None) -> list[tuple[Weighed, float]]:
    """The pairs with what an answer to each is worth, from 0 to 1, the most valuable first.

    `draft`: path of the draft; then pairs that touch it, one for each of its numbers.
    """
    ranked = sorted(_valued(decisions, draft), key=lambda item: (-item[1], _place(item[0])))
    often: dict[tuple[str, str], int] = {}
    kept = []
    for pair, value in ranked:
        keys = _keys(pair, draft)
        most = 1 if draft is not None else MOST_PER_NUMBER
        if any(often.get(key, 0) >= most for key in keys):
            continue
        for key in keys:
            often[key] = often.get(key, 0) + 1
        kept.append((pair, value))
    return kept


def _keys(pair: Weighed, draft: str | None) -> list[tuple[str, str]]:
    if draft is not None:
        return [(claim.id, "") for claim in (pair.left, pair.right) if claim.path == draft]
    return [(pair.left.id, pair.right.path), (pair.right.id, pair.left.path)]


def _valued(decisions: Decisions, draft: str | None) -> Iterator[tuple[Weighed, float]]:
    for pair in decisions.pairs:
        if pair.settled is not None or (draft is not None and draft not in (pair.left.path, pair.right.path)):
            continue
        if pair.excluded:
            p = pair.contradiction
            if p >= WORTH_A_LOOK:
                yield pair, min(p, 1 - p)


def _place(pair: Weighed) -> tuple[str, int, str, int]:
    return pair.left.path, pair.left.span.start, pair.right.path, pair.right.span.start
