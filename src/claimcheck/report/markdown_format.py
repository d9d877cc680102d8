"""The report as Markdown: for a comment on a pull request, or the summary of a job."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.model import Finding, RegistryRecord, Report, Severity, VerdictName
from claimcheck.report.commands import without_commands
from claimcheck.report.summary import (
    draft_first,
    failures,
    is_about_sources,
    outcome,
    summarise,
    verdict_line,
)
from claimcheck.wording import count, visible

_LONGEST = 60_000
"""Characters; GitHub takes comments of up to 65,536."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~<>&$@-])")
_BARE_ADDRESS = re.compile(r":(?=//)|\bwww(?=\.)", re.IGNORECASE)
"""What makes GitHub link an address that nobody marked as a link."""
_BLANKS = re.compile(r"\s+")
_SIGNS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.INFO: "ℹ️"}
_VERDICTS = {
    VerdictName.SUPPORTED: "✅",
    VerdictName.REFUTED: "❌",
    VerdictName.CONFLICTING: "❌",
    VerdictName.NOT_ENOUGH: "❔",
}


def render(report: Report) -> str:
    """A heading with the outcome, then each finding with its evidence; cut to what a comment can hold."""
    summary = summarise(report)
    parts = [f"### claimcheck: {outcome(summary)}\n"]
    told = f"{count(summary.documents, 'document')}, {count(summary.claims, 'claim')}"
    if report.suppressed:
        told += f", {count(len(report.suppressed), 'accepted finding')} not shown"
    verdicts = verdict_line(report)
    parts.append(f"{told}.{f' {verdicts}.' if verdicts and not report.registry else ''}\n")
    for failure in failures(report):
        parts.append(f"- 🚫 {code(failure.path)}: {escape(failure.message)}\n")
    blocks = list(_findings(report))
    if report.registry:
        blocks.append("\n".join(_records(report.registry)) + "\n")
    size = sum(map(len, parts))
    for number, block in enumerate(blocks):
        if size + len(block) > _LONGEST:
            parts.append(f"… and {len(blocks) - number} more.\n")
            break
        parts.append(block)
        size += len(block)
    return without_commands("\n".join(parts))


def _findings(report: Report) -> Iterator[str]:
    """Errors and warnings, those about the sources of a draft behind the others, below a heading of their own."""
    headed = False
    for finding in draft_first(report.findings):
        if finding.severity is Severity.INFO:
            continue
        heading = "#### Among the sources\n\n" if is_about_sources(finding) and not headed else ""
        headed = headed or bool(heading)
        yield heading + _finding(finding)


def _finding(finding: Finding) -> str:
    lines = [f"{_SIGNS[finding.severity]} **{finding.rule}**: {escape(finding.message)}", ""]
    for at in finding.locations:
        place = f"{at.path}:{at.line}" + (f" ({at.where})" if at.where else "")
        sentence = " ".join(at.sentence.split())
        text = " ".join(at.readable.split())
        before, found, behind = sentence.partition(text)
        shown = f"{escape(before)}**{escape(text)}**{escape(behind)}" if found else escape(sentence)
        lines.append(f"- {code(place)} {at.role.value}: {shown}")
    if finding.derivation:
        lines += ["", f"  {escape(finding.derivation)}"]
    return "\n".join(lines) + "\n"


def _records(records: tuple[RegistryRecord, ...]) -> Iterator[str]:
    yield "| | Claim | Verdict | Evidence |"
    yield "|---|---|---|---|"
    for record in records:
        places = sorted({f"{item.path}{f':{item.line}' if item.line else ''}" for item in record.evidence})
        yield (
            f"| {_VERDICTS[record.verdict]} | {code(record.id)} {escape(record.claim)} | {record.verdict.value} | "
            f"{', '.join(map(code, places[:4])) or 'none'} |"
        )


def escape(text: str) -> str:
    """A text that Markdown shows as it is, on one line: no markup, no mention, no link, no table cell ends in it."""
    return (
        _BARE_ADDRESS.sub("\\g<0>\u200b", _SPECIAL.sub(r"\\\1", _BLANKS.sub(" ", visible(text))))
        .replace("\\@", "@\u200b")
        .replace("\\-", "-")
    )


def code(text: str) -> str:
    """A text as inline code, whatever it holds."""
    plain = " ".join(visible(text).split()).replace("|", "\\|")
    ticks = "`" * (max((len(run) for run in re.findall(r"`+", plain)), default=0) + 1)
    pad = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{ticks}{pad}{plain}{pad}{ticks}"
