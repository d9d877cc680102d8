"""Which pairs are worth asking a person or a model about, the most valuable first.

An answer is worth the more the less sure the weights are of what they would report: a pair that just misses being a finding as much
as one that just is one. What an answer would not change is never asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heapify, heappop, heappush

from claimcheck.facts.conflicts import WORTH_A_LOOK
from claimcheck.facts.weighed import Decisions, Weighed

MOST_PER_NUMBER = 3
"""Questions on one number and another document; a number of a draft is asked about once in all."""
_AGAIN = 0.25
"""What a further question on a number is worth of a first one, for each of its two numbers: an answer often settles the next."""


def pairs_to_ask(decisions: Decisions, *, draft: str | None = None) -> list[tuple[Weighed, float]]:
    """The pairs with what an answer to each is worth, from 0 to 1, the most valuable first.

    `draft`: path of the draft; then pairs that touch it, one for each of its numbers.
    """
    ranked = sorted(_valued(decisions, draft), key=lambda item: item[0].place)
    waiting = [(-value, order) for order, (_, value) in enumerate(ranked)]
    heapify(waiting)
    most = 1 if draft is not None else MOST_PER_NUMBER
    often: dict[tuple[str, str], int] = {}
    kept = []
    while waiting:
        worth, order = heappop(waiting)
        pair, value = ranked[order]
        uses = [often.get(key, 0) for key in _keys(pair, draft)]
        if max(uses) >= most:
            continue
        now = value * _AGAIN ** sum(uses)
        if now < -worth:  # worth less by now: others come first
            heappush(waiting, (-now, order))
            continue
        for key in _keys(pair, draft):
            often[key] = often.get(key, 0) + 1
        kept.append((pair, now))
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
