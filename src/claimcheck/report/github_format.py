"""The report as workflow commands of GitHub Actions: each finding is an annotation at its line."""

from __future__ import annotations

from claimcheck.model import Finding, Report, Severity
from claimcheck.report.commands import without_marks
from claimcheck.report.places import region
from claimcheck.report.summary import draft_first, failures, outcome, severity_for_ci, summarise
from claimcheck.wording import count

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_IN_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = {**_IN_DATA, ":": "%3A", ",": "%2C"}


def render(report: Report) -> str:
    """One workflow command a line, and a closing line for the log.

    GitHub shows only the first annotations of each kind: those on a draft come before those on its sources.
    """
    lines = [_command(finding) for finding in draft_first(report.findings)]
    lines += [f"::error file={_property(f.path)}::{_data(f.message)}" for f in failures(report)]
    summary = summarise(report)
    lines.append(_data(f"{outcome(summary)} in {count(summary.documents, 'document')}"))
    return without_marks("\n".join(lines) + "\n")


def _command(finding: Finding) -> str:
    first = finding.locations[0]
    place = region(first)
    properties = {
        "file": first.path,
        "line": str(place.line),
        "endLine": str(place.end_line),
        "title": f"claimcheck: {finding.rule}",
    }
    if place.line == place.end_line:
        properties |= {"col": str(place.column), "endColumn": str(place.end_column)}
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    others = [f"{at.role.value}: {at.path}:{at.line}: {at.readable}" for at in finding.locations[1:]]
    settled = finding.replacement
    fix = (
        [f"write {settled.new} for {settled.old}: {settled.line_after.strip()}"]
        if settled is not None
        else []
    )
    message = "\n".join((finding.message, *others, finding.derivation, *fix))
    return f"::{_COMMANDS[severity_for_ci(finding)]} {told}::{_data(message)}"


def _data(text: str) -> str:
    return "".join(_IN_DATA.get(char, char) for char in text)


def _property(text: str) -> str:
    return "".join(_IN_PROPERTY.get(char, char) for char in text)
