"""The report as SARIF 2.1.0, for code scanning.

Accepted findings stay in the file as suppressed results: a service that saw a result before and misses it takes it for fixed,
and opens it anew when it comes back.
"""

from __future__ import annotations

from collections.abc import Mapping

from claimcheck import checks
from claimcheck._version import __version__
from claimcheck.checks import Rule
from claimcheck.distribution import rule_page
from claimcheck.model import Finding, Location, ReadFailure, Replacement, Report, Severity, Suppressed
from claimcheck.report.json_format import Json, encode
from claimcheck.report.places import region, uri
from claimcheck.report.summary import failures, severity_for_ci

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_FINGERPRINT = "claimcheck/v1"


def render(report: Report) -> str:
    """The report as a SARIF log with one run, ending in a line break."""
    rules = checks.rules()
    index = {rule.name: number for number, rule in enumerate(rules)}
    with_baseline = any(not item.by_comment for item in report.suppressed)
    results: list[Json] = [
        _result(finding, index, {"baselineState": "new"} if with_baseline else {})
        for finding in report.findings
    ]
    results += [_result(item.finding, index, _accepted(item, with_baseline)) for item in report.suppressed]
    notifications: list[Json] = [_notification(failure) for failure in failures(report)]
    run: dict[str, Json] = {
        "tool": {
            "driver": {
                "name": "claimcheck",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {"executionSuccessful": not notifications, "toolExecutionNotifications": notifications}
        ],
        "results": results,
    }
    log: dict[str, Json] = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return encode(log) + "\n"


def _rule(rule: Rule) -> dict[str, Json]:
    markdown = "\n\n".join(
        (
            rule.explanation,
            f"**Why it matters.** {rule.why}",
            f"This fails:\n\n```text\n{rule.failing.strip()}\n```",
            f"This passes:\n\n```text\n{rule.passing.strip()}\n```",
        )
    )
    page = rule_page(rule.name) if rule in checks.built_in() else None
    return {
        "id": rule.name,
        **({"helpUri": page} if page is not None else {}),
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": f"{rule.summary} {rule.why}"},
        "help": {"text": f"{rule.explanation}\n\n{rule.why}", "markdown": markdown},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": ["numbers"], "problem.severity": _problem(rule.severity), "precision": "high"},
    }


def _problem(severity: Severity) -> str:
    return "recommendation" if severity is Severity.INFO else severity.value


def _result(finding: Finding, index: Mapping[str, int], more: Mapping[str, Json]) -> dict[str, Json]:
    first, *others = finding.locations
    result: dict[str, Json] = {
        "ruleId": finding.rule,
        **({"ruleIndex": index[finding.rule]} if finding.rule in index else {}),
        "level": _LEVELS[severity_for_ci(finding)],
        "rank": round(finding.confidence * 100, 1),
        "message": {"text": f"{finding.message}.\n{finding.derivation}"},
        "locations": [{"physicalLocation": _physical(first)}],
        "partialFingerprints": {_FINGERPRINT: finding.fingerprint},
        **more,
    }
    if finding.replacement is not None:
        result["fixes"] = [_fix(finding.replacement)]
    if others:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _physical(at),
                "message": {"text": f"{at.role.value}: {at.readable}"},
            }
            for number, at in enumerate(others, 1)
        ]
    return result


def _fix(replacement: Replacement) -> dict[str, Json]:
    end = replacement.column + len(replacement.old)
    deleted: dict[str, Json] = {
        "startLine": replacement.line,
        "startColumn": replacement.column,
        "endLine": replacement.line,
        "endColumn": end,
    }
    change: dict[str, Json] = {
        "artifactLocation": {"uri": uri(replacement.path)},
        "replacements": [{"deletedRegion": deleted, "insertedContent": {"text": replacement.new}}],
    }
    return {
        "description": {"text": f"write {replacement.new} for {replacement.old}"},
        "artifactChanges": [change],
    }


def _accepted(item: Suppressed, with_baseline: bool) -> dict[str, Json]:
    suppression: dict[str, Json] = {
        "kind": "inSource" if item.by_comment else "external",
        "status": "accepted",
        "location": {
            "physicalLocation": {
                "artifactLocation": {"uri": uri(item.path)},
                "region": {"startLine": item.line},
            }
        },
    }
    told = "; ".join(
        part
        for part in (
            item.reason,
            f"by {item.by}" if item.by else None,
            f"until {item.expires}" if item.expires else None,
        )
        if part
    )
    if told:
        suppression["justification"] = told
    state: dict[str, Json] = {"baselineState": "unchanged"} if with_baseline else {}
    return {"suppressions": [suppression], **state}


def _physical(location: Location) -> dict[str, Json]:
    place = region(location)
    return {
        "artifactLocation": {"uri": uri(location.path)},
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
            "snippet": {"text": location.text},
        },
    }


def _notification(failure: ReadFailure) -> dict[str, Json]:
    return {"level": "error", "message": {"text": f"{failure.path}: {failure.message}"}}
