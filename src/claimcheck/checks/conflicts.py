"""The contradictions of a corpus, worked out once for the rules that name the kinds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from claimcheck.checks.rule import Corpus, finding
from claimcheck.facts import Conflict, ConflictKind, conflicts_of
from claimcheck.model import Claim, Finding, Role, Severity


def conflicts(corpus: Corpus, *kinds: ConflictKind) -> Iterator[Conflict]:
    """All contradictions of some kinds, one for each pair of distinct statements."""
    if "conflicts" not in corpus.shared:
        found = tuple(conflicts_of(corpus.conflicting, corpus.decisions)) if corpus.decisions else ()
        corpus.shared["conflicts"] = found
    for conflict in cast(tuple[Conflict, ...], corpus.shared["conflicts"]):
        if conflict.kind in kinds:
            yield conflict


def told(
    rule: str, conflict: Conflict, message: str, derivation: str, claims: Sequence[tuple[Claim, Role]]
) -> Finding:
    """The finding of a contradiction: a warning, or an error where it is all but certain."""
    made = finding(rule, conflict.confidence, message, derivation, claims, conflict.features)
    return replace(made, severity=Severity.WARNING) if made.severity is Severity.INFO else made
