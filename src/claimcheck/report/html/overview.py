"""The head of the HTML page, its tables of documents, rules and claims, and what was accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from claimcheck.model import (
    Claim,
    DocumentSummary,
    RegistryRecord,
    Report,
    Severity,
    Suppressed,
    VerdictName,
)
from claimcheck.model.coverage import share
from claimcheck.report.html.lookup import QUOTE_LIMIT, tone
from claimcheck.report.html.model import (
    AcceptedView,
    DocumentView,
    EvidenceLine,
    RecordView,
    RuleCount,
    VerdictShare,
)
from claimcheck.report.summary import Summary, verdict_counts
from claimcheck.wording import (
    count,
    listing,
    place,
    visible,
)

MAX_CLAIMS = 3_000
"""Rows of the table of claims; a browser turns sluggish far beyond. The JSON output has them all."""
MAX_CLAIMS_OF_LARGE = 500
"""The same beside thousands of findings, whose cards quote the claims that matter."""


def headline(summary: Summary, *, draft: bool = False) -> str:
    """The result in one line: "2 errors and 1 warning in 9 documents"; "in the draft", where there is one."""
    if not summary.documents:
        return "No document was read"
    parts = []
    if summary.errors:
        parts.append(count(summary.errors, "error"))
    if summary.warnings:
        parts.append(count(summary.warnings, "warning"))
    where = "the draft" if draft or summary.among_sources else count(summary.documents, "document")
    return f"{listing(parts)} in {where}" if parts else f"Nothing contradicts in {where}"


def compared(summary: Summary, scope: str | None, draft: str | None) -> str:
    """What was held against what, as a sentence without its full stop."""
    read = count(summary.documents, "document")
    if draft is not None:
        return f"The draft {visible(draft)} was checked against {read}, itself included"
    if scope == "document":
        return f"{read} {'was' if summary.documents == 1 else 'were'} checked, each for itself"
    if summary.documents == 1:
        return "1 document was checked against itself"
    return f"{read} were checked, within and against each other"


def counted(summary: Summary) -> str:
    """How much was read, and how much of it is told alike in several documents, as a sentence without its full stop."""
    told = f"{count(summary.claims, 'number')} {'was' if summary.claims == 1 else 'were'} read"
    if not summary.corroborated:
        return told
    more = "fact is" if summary.corroborated == 1 else "facts are"
    return f"{told}; {summary.corroborated:,} {more} told alike in several documents"


def calm(report: Report, summary: Summary) -> str:
    """What is said where nothing is found."""
    if report.coverage:
        return "Every number of the documents and who answers for it is below. Whether what is owned is right is for verify to tell."
    if report.registry:
        return "No source, no result and no document contradicts the claims. What was held against what is below."
    if not summary.claims:
        return "There were no numbers to compare."
    if summary.among_sources:
        return "Nothing in the draft contradicts itself or its sources."
    worked = (
        f"{count(summary.sums, 'sum')} that the texts assert were worked"
        if summary.sums
        else "what the texts assert was worked"
    )
    return (
        f"No two numbers contradict each other, and all arithmetic that could be checked holds within the rounding of the figures: {worked}. "
        "What was read, and how, is below."
    )


def registry_headline(report: Report) -> str:
    """ "5 of 6 claims supported"."""
    supported = sum(record.verdict is VerdictName.SUPPORTED for record in report.registry)
    return f"{supported} of {count(len(report.registry), 'claim')} supported"


def registry_compared(report: Report, summary: Summary) -> str:
    """What the registry was held against, as a sentence without its full stop."""
    claims = count(len(report.registry), "claim")
    were = "was" if len(report.registry) == 1 else "were"
    documents_too = f", and {count(summary.documents, 'document')} against them" if summary.documents else ""
    return f"{claims} of the registry {were} held against sources and results{documents_too}"


def coverage_headline(report: Report) -> str:
    """ "94.3% of the numbers have an owner"."""
    return f"{share(report.coverage)}% of the numbers have an owner"


def coverage_compared(report: Report) -> str:
    """What was counted, as a sentence without its full stop."""
    from claimcheck.report.coverage_text import closing_line

    return closing_line(report)


def rule_counts(report: Report) -> Iterator[RuleCount]:
    """The rules that found something, the one with the most errors first."""
    from claimcheck.checks import rules

    summaries = {rule.name: rule.summary for rule in rules()}
    found = Counter(finding.rule for finding in report.findings)
    by = Counter((finding.rule, finding.severity) for finding in report.findings)
    order = sorted(
        found, key=lambda name: (-by[name, Severity.ERROR], -by[name, Severity.WARNING], -found[name], name)
    )
    for name in order:
        yield RuleCount(
            visible(name),
            found[name],
            by[name, Severity.ERROR],
            by[name, Severity.WARNING],
            summaries.get(name, ""),
        )


def coverage(report: Report) -> tuple[VerdictShare, ...]:
    """How many claims of the draft got which verdict."""
    counts = verdict_counts(report)
    total = sum(number for _, number in counts) or 1
    return tuple(
        VerdictShare(name.value, tone(name), number, round(100 * number / total)) for name, number in counts
    )


def accepted_row(entry: Suppressed) -> AcceptedView:
    """A finding that the project has accepted, as a row."""
    first = entry.finding.locations[0]
    kind = "comment" if entry.by_comment else "baseline"
    until = f", until {entry.expires.isoformat()}" if entry.expires is not None else ""
    return AcceptedView(
        visible(entry.finding.rule),
        visible(entry.finding.message),
        place(first.path, first.line, first.column, first.where),
        visible(entry.reason or ""),
        visible(entry.by or ""),
        f"{kind}, {visible(entry.path)}:{entry.line}{until}",
    )


def record_row(record: RegistryRecord) -> RecordView:
    """A claim of the registry with its evidence, as a row."""
    notes = []
    if record.review_by is not None:
        notes.append(f"review by {record.review_by.isoformat()}")
    if record.owner is not None:
        notes.append(visible(record.owner))
    return RecordView(
        visible(record.id),
        visible(record.claim),
        place(record.path, record.line, 1).rpartition(":")[0],
        ", ".join(notes),
        record.verdict.value,
        tone(record.verdict),
        tuple(
            EvidenceLine(
                visible(" ".join(item.text.split()))[:QUOTE_LIMIT],
                visible(item.path) + (f":{item.line}" if item.line is not None else ""),
                item.agrees,
            )
            for item in record.evidence
        ),
        tuple(f"{visible(use.path)}:{use.line}" for use in record.uses),
    )


def shown_claims(report: Report, *, large: bool) -> Sequence[Claim]:
    """All claims in reading order; where there are too many, first those that the findings point at."""
    most = MAX_CLAIMS_OF_LARGE if large else MAX_CLAIMS
    if len(report.claims) <= most:
        return report.claims
    pointed = dict.fromkeys(at.claim for finding in report.findings for at in finding.locations)
    rank = {claim: index for index, claim in enumerate(pointed)}
    return sorted(report.claims, key=lambda claim: rank.get(claim.id, len(rank)))[:most]


def document_row(row: DocumentSummary, findings: int) -> DocumentView:
    """A document as a row; `findings`: how many errors and warnings have a place in it."""
    return DocumentView(
        visible(row.path),
        visible(row.title or ""),
        row.published,
        visible(row.format or ""),
        row.claims,
        None if row.error is None else visible(row.error),
        row.words,
        row.tables,
        row.language or "",
        visible(row.note or ""),
        findings,
    )
