"""Deciding on the pairs of documents, taken out of the cache where they were decided before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from claimcheck.codec import Codec
from claimcheck.engine.memo import Item, Memo, key_of
from claimcheck.facts.between import Between
from claimcheck.facts.decide import Each

_SIZE = 4_000
"""Bytes that two documents come to, more or less."""
_CODEC: Codec[Between] = Codec(Between)


def deciding_by(memo: Memo, draft: str | None) -> Each:
    """How pairs of documents are decided by the means of a run. `draft`: path of the draft."""
    origins = memo.means.origins if memo.means.cache is not None else {}

    def each(units: Sequence[tuple[str, str]], work: Callable[[int], Between]) -> list[Between]:
        items = [
            Item(
                _SIZE,
                key_of(origins[left], origins[right], [left == draft, right == draft])
                if left in origins and right in origins
                else None,
            )
            for left, right in units
        ]
        return memo.each("pairs", items, work, _CODEC)

    return each
