"""The contradictions of a corpus, worked out once for the rules that name the kinds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from claimcheck.checks.rule import Corpus
from claimcheck.facts import Conflict, ConflictKind, conflicts_of


def conflicts(corpus: Corpus, *kinds: ConflictKind) -> Iterator[Conflict]:
    """All contradictions of some kinds, one for each pair of distinct statements."""
    if "conflicts" not in corpus.shared:
        found = tuple(conflicts_of(corpus.conflicting, corpus.decisions)) if corpus.decisions else ()
        corpus.shared["conflicts"] = found
    for conflict in cast(tuple[Conflict, ...], corpus.shared["conflicts"]):
        if conflict.kind in kinds:
            yield conflict
