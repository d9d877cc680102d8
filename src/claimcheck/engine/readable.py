"""The words of numbers as a person reads them, while the stages work with them, and as they are written in the report.

The text of a claim is a stretch of its file, which in a web page may hold tags and entities: "$<b>5</b>&nbsp;million". What
compares words, and what is said to people, is about "$5 million".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from claimcheck.model import Claim, Finding, Report


def as_read(claims: Iterable[Claim]) -> list[Claim]:
    """The claims with what a person reads as their text, and what is written in its place."""
    return [_turned(claim) for claim in claims]


def as_written(report: Report) -> Report:
    """The report with the texts of claims and locations as they are written, and what a person reads beside them."""
    written = {claim.id: _turned(claim) for claim in report.claims if claim.shown}
    if not written:
        return report
    return replace(
        report,
        claims=tuple(written.get(claim.id, claim) for claim in report.claims),
        findings=tuple(_located(finding, written) for finding in report.findings),
        suppressed=tuple(
            replace(item, finding=_located(item.finding, written)) for item in report.suppressed
        ),
    )


def _turned(claim: Claim) -> Claim:
    return replace(claim, text=claim.shown, shown=claim.text) if claim.shown else claim


def _located(finding: Finding, written: dict[str, Claim]) -> Finding:
    if not any(location.claim in written for location in finding.locations):
        return finding
    locations = tuple(
        replace(location, text=claim.text, shown=claim.shown)
        if (claim := written.get(location.claim or "")) is not None
        else location
        for location in finding.locations
    )
    return replace(finding, locations=locations)
