"""The report as GitLab's code quality report: a list of issues in the manner of Code Climate."""

from __future__ import annotations

from collections import Counter

from claimcheck.model import Report, Severity
from claimcheck.report.json_format import Json, encode
from claimcheck.report.review_format import suggestion_block
from claimcheck.report.summary import severity_for_ci

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report) -> str:
    """The report as JSON, one issue a line. Fingerprints are unique, as GitLab wants them."""
    seen: Counter[str] = Counter()
    issues: list[str] = []
    for finding in report.findings:
        first = finding.locations[0]
        seen[finding.fingerprint] += 1
        repeated = seen[finding.fingerprint]
        issue: dict[str, Json] = {
            "type": "issue",
            "check_name": finding.rule,
            "description": f"{finding.message}: {finding.derivation}",
            "categories": ["Bug Risk"],
            "severity": _SEVERITIES[severity_for_ci(finding)],
            "fingerprint": finding.fingerprint if repeated == 1 else f"{finding.fingerprint}-{repeated}",
            "location": {"path": first.path, "lines": {"begin": first.line}},
            "other_locations": [
                {"path": at.path, "lines": {"begin": at.line}} for at in finding.locations[1:]
            ],
        }
        if finding.replacement is not None:
            issue["content"] = {"body": suggestion_block(finding.replacement, "suggestion:-0+0")}
        issues.append(encode(issue))
    return "[\n" + ",\n".join(issues) + "\n]\n" if issues else "[]\n"
