from __future__ import annotations

from pathlib import Path

import pytest

import claimcheck
from claimcheck.checks import Rule, rules
from claimcheck.checks.rule import severity_for
from claimcheck.model import Finding, Severity

RULES = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)


def _loud(rule: Rule, text: str, folder: Path) -> list[Finding]:
    """The errors and warnings of a text, beside the rule's second document if it has one."""
    path = folder / "text.md"
    path.write_text(text, encoding="utf-8")
    if rule.beside:
        (folder / "source.md").write_text(rule.beside, encoding="utf-8")
    report = claimcheck.check([folder], draft=path if rule.draft else None)
    return [
        found
        for found in report.findings
        if found.severity is not Severity.INFO or rule.severity is Severity.INFO
    ]


@RULES
def test_failing_example_fails_its_own_rule_alone(rule: Rule, tmp_path: Path) -> None:
    found = _loud(rule, rule.failing, tmp_path)
    assert found
    assert {finding.rule for finding in found} == {rule.name}


@RULES
def test_passing_example_passes(rule: Rule, tmp_path: Path) -> None:
    assert [finding.message for finding in _loud(rule, rule.passing, tmp_path)] == []


@RULES
def test_failing_example_reaches_the_severity_of_its_rule(rule: Rule, tmp_path: Path) -> None:
    assert _loud(rule, rule.failing, tmp_path)[0].severity is rule.severity


@RULES
def test_finding_explains_itself(rule: Rule, tmp_path: Path) -> None:
    for finding in _loud(rule, rule.failing, tmp_path):
        assert finding.message
        assert finding.derivation
        assert finding.locations
        assert 0 < finding.confidence <= 1
        for location in finding.locations:
            text = rule.failing if location.path.endswith("text.md") else rule.beside
            assert text[location.span.start : location.span.end] == location.text


def test_names_are_unique() -> None:
    names = [rule.name for rule in rules()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("confidence", "severity"),
    [
        (1.0, Severity.ERROR),
        (0.9, Severity.ERROR),
        (0.8999, Severity.WARNING),
        (0.75, Severity.WARNING),
        (0.7499, Severity.INFO),
        (0.0, Severity.INFO),
    ],
)
def test_severity_follows_confidence(confidence: float, severity: Severity) -> None:
    assert severity_for(confidence) is severity
