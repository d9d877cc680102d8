"""How each number of a draft stands: found in the sources, worked out, contradicted, disputed or not found. All that leaves the desk is made from it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from claimcheck.facts import agree
from claimcheck.model import Claim, Finding, Link, Report, Role, Severity, Verdict, VerdictName
from claimcheck.report.summary import is_about_sources
from claimcheck.wording import listing


class Standing(StrEnum):
    """What is known of a number of a draft, in words for people; the gravest first."""

    CONTRADICTED = "contradicted"
    DISPUTED = "disputed"
    MISSING = "not in the sources"
    WORKED = "worked out"
    FOUND = "found in the sources"


@dataclass(frozen=True, slots=True)
class DraftNumber:
    """A number of a draft with all that is known of it."""

    claim: Claim
    standing: Standing
    findings: tuple[Finding, ...]
    """Errors and warnings that are about it; not those in which it is only worked with."""
    evidence: tuple[Claim, ...]
    """Figures of the sources that speak for or against it."""
    nearest: tuple[Claim, ...]
    """Figures of the sources that come nearest to it, where none speaks of it."""
    working: tuple[tuple[Link, tuple[Claim, ...]], ...]
    """Arithmetic that bears it out, with the numbers that it is worked from."""


def draft_numbers(report: Report) -> tuple[DraftNumber, ...]:
    """Every number of the draft, in reading order; nothing where there is no draft."""
    if report.registry or not report.verdicts:
        return ()
    claims = {claim.id: claim for claim in report.claims}
    told: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        if finding.severity is Severity.INFO or finding.rule == "unsupported" or is_about_sources(finding):
            continue
        for at in finding.locations:
            if at.claim is not None and at.role is not Role.OPERAND:
                told[at.claim].append(finding)
    working: dict[str, list[Link]] = defaultdict(list)
    for link in report.links:
        if link.holds and all(mark in claims for mark in link.operands):
            working[link.stated].append(link)
    return tuple(
        _number(verdict, claims, told.get(verdict.claim, ()), working.get(verdict.claim, ()))
        for verdict in report.verdicts
        if verdict.claim in claims
    )


def draft_path(report: Report) -> str | None:
    """The path of the draft; None where there is none, or it has no numbers."""
    paths = {claim.id: claim.path for claim in report.claims}
    if report.registry:
        return None
    return next((paths[verdict.claim] for verdict in report.verdicts if verdict.claim in paths), None)


def _number(
    verdict: Verdict, claims: Mapping[str, Claim], told: Sequence[Finding], links: Sequence[Link]
) -> DraftNumber:
    claim = claims[verdict.claim]
    evidence = tuple(claims[mark] for mark in verdict.evidence if mark in claims)
    near = tuple(claims[mark] for mark in verdict.nearest if mark in claims)
    here = [
        (link, tuple(claims[mark] for mark in link.operands))
        for link in links
        if all(_sentence(claims[mark]) == _sentence(claim) for mark in link.operands)
    ]
    distinct = {(link.equation, link.operands): (link, operands) for link, operands in here}
    direct = any(agree(claim, other) for other in evidence)
    standing = _standing(verdict.verdict, told, direct=direct, worked=bool(distinct))
    working = tuple(distinct.values()) if standing is Standing.WORKED else ()
    return DraftNumber(claim, standing, tuple(told), evidence, near, working[:1])


def _sentence(claim: Claim) -> tuple[str, int, int]:
    """Its sentence: across sentences many numbers fit each other by chance."""
    return claim.path, claim.segment, claim.sentence_number


def _standing(verdict: VerdictName, told: Sequence[Finding], *, direct: bool, worked: bool) -> Standing:
    if verdict is VerdictName.REFUTED or any(finding.severity is Severity.ERROR for finding in told):
        return Standing.CONTRADICTED
    if told:
        return Standing.CONTRADICTED if verdict is not VerdictName.SUPPORTED else Standing.DISPUTED
    if verdict is VerdictName.CONFLICTING:
        return Standing.DISPUTED
    if verdict is VerdictName.SUPPORTED and (direct or not worked):
        return Standing.FOUND
    return Standing.WORKED if worked else Standing.MISSING


def tally(numbers: Sequence[DraftNumber]) -> tuple[tuple[Standing, int], ...]:
    """How many numbers stand how, the best first; what none does is left out."""
    counts = Counter(number.standing for number in numbers)
    return tuple((standing, counts[standing]) for standing in reversed(Standing) if counts[standing])


def progress_line(numbers: Sequence[DraftNumber]) -> str:
    """ "41 of 52 numbers found in the sources, 3 contradicted, 8 not found"."""
    counts = Counter(number.standing for number in numbers)
    total = len(numbers)
    parts = [
        f"{counts[Standing.FOUND]} of {total} {'number' if total == 1 else 'numbers'} found in the sources"
    ]
    parts += [
        f"{counts[standing]} {words}"
        for standing, words in (
            (Standing.WORKED, "worked out and right"),
            (Standing.CONTRADICTED, "contradicted"),
            (Standing.DISPUTED, "on which the sources differ"),
            (Standing.MISSING, "not found"),
        )
        if counts[standing]
    ]
    return ", ".join(parts)


def said_otherwise(claim: Claim, near: Claim) -> str:
    """Why a figure of the sources that agrees does not bear a number out: "the same figure, of 2025"; empty where it differs."""
    if not agree(claim, near):
        return ""
    parts = []
    if near.period is not None and (claim.period is None or not claim.period.overlaps(near.period)):
        parts.append(f"of {near.period.label}")
    if near.subject and near.subject_key != claim.subject_key:
        parts.append(f"of {near.subject}")
    return f"the same figure, {listing(parts)}" if parts else "the same figure, perhaps of something else"
