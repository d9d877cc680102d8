"""The report as JUnit XML, for CI servers that show test results: a document is a suite, a finding a failed case."""

from __future__ import annotations

import re
from collections import defaultdict
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from claimcheck.model import Finding, Report, Severity
from claimcheck.report.commands import without_commands_in_xml
from claimcheck.report.summary import documents, is_about_sources
from claimcheck.wording import place

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""


def render(report: Report) -> str:
    """The report as XML, ending in a line break. Findings of severity info are left out.

    What the project accepts, and what is about the sources of a draft alone, are skipped cases: they are seen, and fail nothing.
    """
    found: dict[str, list[Finding]] = defaultdict(list)
    passed_over: dict[str, list[tuple[Finding, str]]] = defaultdict(list)
    for finding in report.findings:
        if finding.severity is Severity.INFO:
            continue
        if is_about_sources(finding):
            passed_over[finding.locations[0].path].append((finding, "about the sources, not the draft"))
        else:
            found[finding.locations[0].path].append(finding)
    for item in report.suppressed:
        passed_over[item.finding.locations[0].path].append((item.finding, item.reason or "accepted"))
    rows = {row.path: row.error for row in documents(report)}
    root = Element("testsuites")
    for path in dict.fromkeys((*rows, *found, *passed_over)):
        error = rows.get(path)
        failed, skipped = found[path], passed_over[path]
        suite = SubElement(
            root,
            "testsuite",
            name=_clean(path),
            tests=str(len(failed) + len(skipped) + (error is not None or not (failed or skipped))),
            failures=str(len(failed)),
            errors=str(int(error is not None)),
            skipped=str(len(skipped)),
        )
        if error is not None:
            case = SubElement(suite, "testcase", name="can be read", classname=_clean(path))
            SubElement(case, "error", message=_clean(error), type="unreadable").text = _clean(error)
        elif not failed and not skipped:
            SubElement(suite, "testcase", name="numbers agree", classname=_clean(path))
        for finding in failed:
            case = _case(suite, finding)
            SubElement(
                case, "failure", message=_clean(finding.message), type=finding.severity.value
            ).text = _details(finding)
        for finding, reason in skipped:
            SubElement(_case(suite, finding), "skipped", message=_clean(reason))
    root.set("tests", str(sum(int(suite.get("tests", "0")) for suite in root)))
    root.set("failures", str(sum(int(suite.get("failures", "0")) for suite in root)))
    root.set("errors", str(sum(int(suite.get("errors", "0")) for suite in root)))
    indent(root)
    text = without_commands_in_xml(tostring(root, encoding="unicode"))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _case(suite: Element, finding: Finding) -> Element:
    first = finding.locations[0]
    name = f"{finding.rule} at line {first.line}: {first.readable}"
    return SubElement(suite, "testcase", name=_clean(" ".join(name.split())), classname=_clean(first.path))


def _details(finding: Finding) -> str:
    lines = [
        f"{place(at.path, at.line, at.column, at.where)}: {at.role.value}: {at.sentence}"
        for at in finding.locations
    ]
    return _clean("\n".join((*lines, finding.derivation)))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("�", text)
