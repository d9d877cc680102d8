"""What a report comes to: counts, what could not be read, and the sentence that says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claimcheck.model import DocumentSummary, FactStatus, Finding, ReadFailure, Report, Severity, VerdictName
from claimcheck.wording import count, listing


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts that every format shows. With a draft, the findings counted by severity are those about it."""

    errors: int
    warnings: int
    infos: int
    documents: int
    """Documents that were read."""
    claims: int
    corroborated: int
    """Facts that more than one document states alike."""
    unreadable: int
    sums: int = 0
    """Arithmetic of the texts that was worked, whether it holds or not."""
    among_sources: int = 0
    """Errors and warnings about the sources of a draft among themselves."""


def summarise(report: Report) -> Summary:
    """Count what a report holds."""
    severities = [finding.severity for finding in report.findings if not is_about_sources(finding)]
    beside = [finding for finding in report.findings if is_about_sources(finding)]
    rows = documents(report)
    unreadable = sum(row.error is not None for row in rows)
    return Summary(
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
        infos=severities.count(Severity.INFO),
        documents=len(rows) - unreadable,
        claims=len(report.claims),
        corroborated=_corroborated(report),
        unreadable=unreadable,
        sums=sum(link.holds is not None for link in report.links),
        among_sources=sum(finding.severity is not Severity.INFO for finding in beside),
    )


def is_about_sources(finding: Finding) -> bool:
    """Whether a finding is about the sources of a draft alone: the draft is not to blame for it."""
    return finding.about == "sources"


def draft_first(findings: Iterable[Finding]) -> list[Finding]:
    """The findings about the sources behind all others, each in their order."""
    return sorted(findings, key=is_about_sources)


def severity_for_ci(finding: Finding) -> Severity:
    """The severity for formats that fail a check by it: what is about the sources alone is a note there."""
    return Severity.INFO if is_about_sources(finding) else finding.severity


def documents(report: Report) -> tuple[DocumentSummary, ...]:
    """The documents of a report, each failure among them once, wherever the engine noted it."""
    known = {row.path for row in report.documents}
    missing = tuple(
        DocumentSummary(failure.path, None, None, 0, failure.message)
        for failure in report.failures
        if failure.path not in known
    )
    noted = {failure.path: failure.message for failure in report.failures}
    rows = tuple(
        row
        if row.error is not None or row.path not in noted
        else DocumentSummary(row.path, row.title, row.published, row.claims, noted[row.path], row.format)
        for row in report.documents
    )
    return rows + missing


def failures(report: Report) -> tuple[ReadFailure, ...]:
    """Every file that could not be read, once."""
    return tuple(ReadFailure(row.path, row.error) for row in documents(report) if row.error is not None)


def outcome(summary: Summary) -> str:
    """ "2 errors, 1 warning", or that there is neither; what is among the sources of a draft apart."""
    parts = []
    if summary.errors:
        parts.append(count(summary.errors, "error"))
    if summary.warnings:
        parts.append(count(summary.warnings, "warning"))
    return (", ".join(parts) or "no errors, no warnings") + beside_draft(summary)


def beside_draft(summary: Summary) -> str:
    """ " in the draft, 2 findings among its sources", to follow what was found; nothing where there are none."""
    if not summary.among_sources:
        return ""
    return f" in the draft, {count(summary.among_sources, 'finding')} among its sources"


def verdict_counts(report: Report) -> list[tuple[VerdictName, int]]:
    """How many claims of the draft got which verdict; verdicts that none got are left out."""
    given = [verdict.verdict for verdict in report.verdicts]
    return [(name, given.count(name)) for name in VerdictName if name in given]


def verdict_line(report: Report) -> str | None:
    """ "5 of 8 claims of the draft supported; 1 refuted and 2 not enough evidence", or None where there is no draft."""
    counts = verdict_counts(report)
    if not counts:
        return None
    total = count(sum(number for _, number in counts), "claim")
    rest = [f"{number} {name.value}" for name, number in counts if name is not VerdictName.SUPPORTED]
    covered = dict(counts).get(VerdictName.SUPPORTED, 0)
    return f"{covered} of {total} of the draft supported" + (f"; {listing(rest)}" if rest else "")


def _corroborated(report: Report) -> int:
    """Facts on which more than one document agrees; a text that repeats itself corroborates nothing."""
    path_of = {claim.id: claim.path for claim in report.claims}
    return sum(
        fact.status is FactStatus.CORROBORATED
        and len({path_of[claim] for claim in fact.claims if claim in path_of}) > 1
        for fact in report.facts
    )
