"""A draft against its sources: a verdict for each of its claims."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from claimcheck.checks.conflicts import conflict_between
from claimcheck.facts import agree
from claimcheck.model import Claim, Document, Fact, Finding, Verdict, VerdictName


def touches(finding: Finding, draft: str | Path) -> bool:
    """Whether a finding has a location in the draft."""
    return any(_same_file(location.path, draft) for location in finding.locations)


def verdicts(
    draft: str | Path | None, documents: Sequence[Document], claims: Sequence[Claim], facts: Sequence[Fact]
) -> tuple[Verdict, ...]:
    """For each claim of the draft what the other documents say of it; nothing without a draft.

    The verdicts are those of AVeriTeC (Schlichtkrull et al. 2023): supported where all evidence agrees, refuted where all
    of it disagrees, conflicting evidence where there is both, not enough evidence where no other document speaks of it.
    """
    if draft is None:
        return ()
    by_id = {claim.id: claim for claim in claims}
    evidence: dict[str, set[str]] = {}
    for fact in facts:
        for match in fact.matches:
            evidence.setdefault(match.left, set()).add(match.right)
            evidence.setdefault(match.right, set()).add(match.left)
    drafted = [claim for claim in claims if _same_file(claim.path, draft)]
    return tuple(
        _verdict(claim, [by_id[i] for i in sorted(evidence.get(claim.id, ())) if by_id[i].path != claim.path])
        for claim in drafted
    )


def _verdict(claim: Claim, evidence: list[Claim]) -> Verdict:
    agreeing = [other for other in evidence if agree(claim, other)]
    evidence = [
        other for other in evidence if other in agreeing or conflict_between(claim, other) is not None
    ]
    if not evidence:
        name = VerdictName.NOT_ENOUGH
    elif len(agreeing) == len(evidence):
        name = VerdictName.SUPPORTED
    elif agreeing:
        name = VerdictName.CONFLICTING
    else:
        name = VerdictName.REFUTED
    return Verdict(claim.id, name, tuple(other.id for other in evidence))


def _same_file(path: str, draft: str | Path) -> bool:
    return os.path.realpath(path) == os.path.realpath(str(draft))
