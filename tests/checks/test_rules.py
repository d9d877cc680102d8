from __future__ import annotations

import re
from contextlib import chdir
from datetime import date
from pathlib import Path

import pytest

import claimcheck
from claimcheck import engine
from claimcheck.checks import Rule, rules
from claimcheck.checks.rule import severity_for
from claimcheck.engine.verify import verify
from claimcheck.model import Finding, Severity
from claimcheck.suppressions.baseline import find_baseline

CONTRADICTIONS = {
    "value-conflict",
    "scale-slip",
    "unit-slip",
    "direction-conflict",
    "stale-figure",
    "attribution-conflict",
}
RULES = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)


FILE = re.compile(r"^==> (.+) <==\n", re.MULTILINE)


def _project(rule: Rule, text: str, folder: Path) -> list[Finding]:
    """The findings of `check` and `verify` in a small project whose files the text holds."""
    _, *parts = FILE.split(text)
    for name, content in zip(parts[::2], parts[1::2], strict=True):
        place = folder / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(content, encoding="utf-8")
    baseline = find_baseline(None, folder)
    sources = [folder / "sources"] if (folder / "sources").exists() else []
    with chdir(folder):
        sources = [source.relative_to(folder) for source in sources]
        found = [*engine.check(sources, baseline=baseline).findings] if sources else []
        if (folder / "claims").exists():
            report = verify(["claims"], sources, baseline=baseline, today=date(2026, 11, 21))
            assert not report.failures
            found += report.findings
    return found


def _loud(rule: Rule, text: str, folder: Path) -> list[Finding]:
    """The errors and warnings of a text, beside the rule's second document if it has one."""
    if rule.project:
        return _project(rule, text, folder)
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
    # What is decided from words alone is a warning unless it is all but certain.
    decided = rule.name in CONTRADICTIONS and rule.severity is Severity.ERROR
    wanted = {rule.severity, Severity.WARNING} if decided else {rule.severity}
    assert _loud(rule, rule.failing, tmp_path)[0].severity in wanted


@RULES
def test_finding_explains_itself(rule: Rule, tmp_path: Path) -> None:
    for finding in _loud(rule, rule.failing, tmp_path):
        assert finding.message
        assert finding.derivation
        assert finding.locations
        assert 0 < finding.confidence <= 1
        for location in finding.locations:
            if rule.project:
                text = (tmp_path / location.path).read_text(encoding="utf-8")
                assert text[location.span.start : location.span.end] == location.text
                continue
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
