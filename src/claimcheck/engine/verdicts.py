"""A draft against its sources: a verdict for each of its claims."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from claimcheck.claims.concepts import unit_class
from claimcheck.engine.contrasts import disputed_by, is_contrasted, said_of_another
from claimcheck.facts import Decisions, Weighed, factor_between
from claimcheck.facts.conflicts import is_contradiction
from claimcheck.model import Claim, Document, Finding, Link, Verdict, VerdictName

SUPPORTED = 0.75
"""From this probability on a number that agrees supports one of the draft: "supported" for a wrong number is worse than silence."""
MOST_NEAREST = 3
"""Figures of the sources that are shown for a number that none of them has."""

_LIKELY = 0.02
"""From this probability of a contradiction on, a figure counts as near whatever its size."""
_TELLING = 2.0
"""Bits from which on a slip of the pen makes a figure near, whatever the words say: one digit of two fits by chance."""
_SHARED = ("same measure", "a common word")
"""What the words must have in common otherwise."""
_FARTHEST = Decimal(20)
"""How many times larger or smaller a figure may be that is shown as near."""


def path_of(draft: str | Path, documents: Sequence[Document]) -> str | None:
    """The path of the draft as its document has it; None where it could not be read."""
    return next((document.path for document in documents if _same_file(document.path, draft)), None)


def about(finding: Finding, draft: str | None) -> str:
    """Whether a finding is about the draft, or about its sources alone."""
    return "draft" if any(location.path == draft for location in finding.locations) else "sources"


def verdicts(
    draft: str | None, claims: Sequence[Claim], decided: Sequence[Decisions], links: Sequence[Link] = ()
) -> tuple[Verdict, ...]:
    """For each claim of the draft what the other documents say of it.

    `links`: the arithmetic of the draft. What a sentence works out rightly from numbers that the sources bear out is borne out.

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
    by_id = {claim.id: claim for claim in claims}
    given = {verdict.claim: verdict for verdict in found}
    worked = _worked_out(given, links, by_id)
    return tuple(worked.get(verdict.claim, verdict) for verdict in found)


def _worked_out(
    given: Mapping[str, Verdict], links: Sequence[Link], claims: Mapping[str, Claim]
) -> Mapping[str, Verdict]:
    """Verdicts on numbers that no source has, but that follow within their sentence from numbers that sources have."""
    found: dict[str, Verdict] = {}
    for link in links:
        verdict = given.get(link.stated)
        if not link.holds or verdict is None or verdict.verdict is not VerdictName.NOT_ENOUGH:
            continue
        beside = [given.get(operand) for operand in link.operands]
        if not all(one is not None and one.verdict is VerdictName.SUPPORTED for one in beside):
            continue
        here = claims[link.stated]
        if any(_sentence(claims[operand]) != _sentence(here) for operand in link.operands):
            continue  # across sentences many numbers fit by chance
        evidence = sorted({mark for one in beside if one is not None for mark in one.evidence})
        found[link.stated] = Verdict(link.stated, VerdictName.SUPPORTED, tuple(evidence))
    return found


def _sentence(claim: Claim) -> tuple[str, int, int]:
    return claim.path, claim.segment, claim.sentence_number


def _verdict(claim: Claim, pairs: list[Weighed]) -> Verdict:
    alike = [pair for pair in pairs if pair.joined >= SUPPORTED]
    agreeing = [] if said_of_another(claim, alike, pairs) else alike
    excluding = [pair for pair in pairs if is_contradiction(pair)]
    if agreeing and not excluding:
        excluding = disputed_by(claim, agreeing, [pair for pair in pairs if pair.excluded])
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
        nearest = nearest_of(claim, pairs, alike)
    return Verdict(claim.id, name, tuple(evidence), nearest)


def nearest_of(claim: Claim, pairs: list[Weighed], alike: list[Weighed]) -> tuple[str, ...]:
    """The figures that come nearest: what it most probably contradicts first, then what speaks of the most similar thing.

    Where the sources have the very figure, but of another time or of somebody else, that stands among them.
    """
    comparable = [pair for pair in pairs if (pair.agreeing or pair.excluded) and _is_near(claim, pair)]
    ranked = sorted(
        comparable,
        key=lambda pair: (
            is_contrasted(claim, pair.other(claim)),
            -round(pair.contradiction, 2),
            pair.slip is None,  # of two that are as likely, one that a slip of the pen leads to
            -pair.bits,
            pair.other(claim).path,
            pair.other(claim).span.start,
        ),
    )
    elsewhere = sorted(alike, key=lambda pair: -pair.outer_bits)[:1]
    own = [pair for pair in ranked if pair not in elsewhere][: MOST_NEAREST - len(elsewhere)]
    return tuple(pair.other(claim).id for pair in (*own, *elsewhere))


def _is_near(claim: Claim, pair: Weighed) -> bool:
    """Whether a figure may be meant, or is of the same measure, of the same kind and of a like size: what is near by chance helps nobody."""
    other = pair.other(claim)
    factor = factor_between(other, claim)
    if factor is None:
        return False
    if pair.contradiction >= _LIKELY or (pair.slip is not None and pair.slip.bits >= _TELLING):
        return True
    kinds = {unit_class(claim.quantity.unit), unit_class(other.quantity.unit)}
    if "bare" in kinds and not kinds <= {"bare", "count"}:
        return False  # a number of a table that says no unit may be of anything
    if pair.levels.get("measure") not in _SHARED:
        return False
    ours, theirs = claim.quantity.value, other.quantity.value
    return not ours or not theirs or 1 / _FARTHEST <= abs(theirs * factor / ours) <= _FARTHEST


def _same_file(path: str, draft: str | Path) -> bool:
    return os.path.realpath(path) == os.path.realpath(str(draft))
