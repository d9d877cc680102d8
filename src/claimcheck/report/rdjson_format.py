"""The report for reviewdog: a DiagnosticResult in its JSON (rdjson), with the new line where a finding has one.

claimcheck check docs --format rdjson | reviewdog -f=rdjson -reporter=github-pr-review
"""

from __future__ import annotations

from claimcheck.model import Finding, Location, Replacement, Report, Severity
from claimcheck.report.json_format import Json, encode
from claimcheck.report.summary import severity_for_ci

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(report: Report) -> str:
    """The report as JSON. Lines and columns are told where a finding begins; a suggestion stands for its whole line."""
    result: dict[str, Json] = {
        "source": {"name": "claimcheck"},
        "diagnostics": [_diagnostic(finding) for finding in report.findings],
    }
    return encode(result) + "\n"


def _diagnostic(finding: Finding) -> dict[str, Json]:
    first, *others = finding.locations
    told: dict[str, Json] = {
        "message": f"{finding.message}: {finding.derivation}",
        "location": _location(first),
        "severity": _SEVERITIES[severity_for_ci(finding)],
        "code": {"value": finding.rule},
    }
    if others:
        told["related_locations"] = [{"message": at.role.value, "location": _location(at)} for at in others]
    if finding.replacement is not None:
        told["suggestions"] = [_suggestion(finding.replacement)]
    return told


def _location(at: Location) -> dict[str, Json]:
    return {"path": at.path, "range": {"start": {"line": at.line, "column": at.column}}}


def _suggestion(replacement: Replacement) -> dict[str, Json]:
    line: dict[str, Json] = {"line": replacement.line}
    return {"range": {"start": line, "end": line}, "text": replacement.line_after}
