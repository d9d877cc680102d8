"""A draft against its sources: a verdict for each of its claims."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from claimcheck.facts import Decisions, Weighed
from claimcheck.facts.conflicts import is_contradiction
from claimcheck.model import Claim, Document, Finding, Verdict, VerdictName

SUPPORTED = 0.75
"""From this probability on a number that agrees supports one of the draft: "supported" for a wrong number is worse than silence."""
MOST_NEAREST = 3
"""Figures of the sources that are shown for a number that none of them has."""


def path_of(draft: str | Path, documents: Sequence[Document]) -> str | None:
    """The path of the draft as its document has it; None where it could not be read."""
    return next((document.path for document in documents if _same_file(document.path, draft)), None)


def about(finding: Finding, draft: str | None) -> str:
    """Whether a finding is about the draft, or about its sources alone."""
    return "draft" if any(location.path == draft for location in finding.locations) else "sources"


def verdicts(draft: str | None, claims: Sequence[Claim], decided: Sequence[Decisions]) -> tuple[Verdict, ...]:
    """For each claim of the draft what the other documents say of it.

    The verdicts are those of AVeriTeC (Schlichtkrull et al. 2023): supported where all evidence agrees, refuted where all
    of it disagrees, conflicting evidence where there is both, not enough evidence where no other document speaks of it.
    """
    found = []
    for claim in claims:
        if claim.path != draft:
            continue
        pairs = [
            pair
            for decisions in decided
            for pair in decisions.by_claim.get(claim.id, ())
            if pair.other(claim).path != draft
        ]
        found.append(_verdict(claim, pairs))
    return tuple(found)


def _verdict(claim: Claim, pairs: list[Weighed]) -> Verdict:
    agreeing = [pair for pair in pairs if pair.joined >= SUPPORTED]
    excluding = [pair for pair in pairs if is_contradiction(pair)]
    evidence = sorted({pair.other(claim).id for pair in (*agreeing, *excluding)})
    nearest: tuple[str, ...] = ()
    if agreeing and excluding:
        name = VerdictName.CONFLICTING
    elif agreeing:
        name = VerdictName.SUPPORTED
    elif excluding:
        name = VerdictName.REFUTED
    else:
        name = VerdictName.NOT_ENOUGH
        near = sorted(
            pairs, key=lambda pair: (-pair.bits, pair.other(claim).path, pair.other(claim).span.start)
        )
        comparable = [pair for pair in near if pair.agreeing or pair.excluded]
        nearest = tuple(pair.other(claim).id for pair in comparable[:MOST_NEAREST])
    return Verdict(claim.id, name, tuple(evidence), nearest)


def _same_file(path: str, draft: str | Path) -> bool:
    return os.path.realpath(path) == os.path.realpath(str(draft))
