"""What a thousand places say alike is one finding with a count; comments, the baseline and a few alike findings are as before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from claimcheck.checks import folding
from claimcheck.checks.folding import MOST_ALIKE, MOST_PLACES, folded
from claimcheck.engine import check
from claimcheck.model import Finding, Location, Report, Role, Severity, Span
from claimcheck.suppressions import read_baseline

FAULTY = "Revenue of {} rose 30% to ${}.2 million from ${}.4 million in 2025.\n\n"
NAMES = ("Norvale", "Belltower", "Glenarran")


def text(faults: int, name: str = "Norvale") -> str:
    return "".join(FAULTY.format(name, 11 + n, 10 + n) for n in range(faults))


def checked(folder: Path, content: str, baseline: Path | None = None) -> Report:
    (folder / "a.md").write_text(content, encoding="utf-8")
    entries = read_baseline(baseline) if baseline is not None else None
    return check([folder / "a.md"], baseline=entries, today=date(2026, 1, 1), scope="document")


def changes(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.rule == "percent-change"]


def test_a_few_alike_stand_alone(tmp_path: Path) -> None:
    found = changes(checked(tmp_path, text(MOST_ALIKE)))
    assert len(found) == MOST_ALIKE
    assert not any("more like it" in finding.message for finding in found)


def test_many_alike_are_one(tmp_path: Path) -> None:
    (found,) = changes(checked(tmp_path, text(60)))
    assert "(and 59 more like it; 22 places are not listed)" in found.message
    assert len(found.locations) == MOST_PLACES
    assert len({at.line for at in found.locations}) == 38


def test_other_words_are_another_kind(tmp_path: Path) -> None:
    found = changes(checked(tmp_path, "".join(text(15, name) for name in NAMES)))
    assert len(found) == 45


def test_ignored_ones_are_not_among_them(tmp_path: Path) -> None:
    ignored = text(10).replace(".\n", ". <!-- claimcheck: ignore percent-change -->\n")
    report = checked(tmp_path, ignored + text(60)[len(text(10)) :])
    (found,) = changes(report)
    assert "(and 49 more like it" in found.message
    assert len(report.suppressed) == 10


def entry(finding: Finding) -> str:
    return f"- {{fingerprint: {finding.fingerprint}, rule: {finding.rule}, path: a.md, reason: as printed}}\n"


def test_an_entry_accepts_all_of_them_until_one_comes_in(tmp_path: Path) -> None:
    baseline = tmp_path / "claimcheck-baseline.yaml"
    baseline.write_text("".join(entry(f) for f in changes(checked(tmp_path, text(60)))), encoding="utf-8")
    report = checked(tmp_path, text(60), baseline)
    assert not changes(report)
    assert len(report.suppressed) == 1
    assert changes(checked(tmp_path, text(61), baseline))


def made(number: int, rule: str = "total") -> Finding:
    at = Location(
        "a.md", number, 1, Span(number, number + 1), "5", f"Town {'x' * number} has 5.", Role.STATED
    )
    return Finding(rule, Severity.ERROR, 0.9, f"{number} is wrong", "1 + 1 = 2", f"f{number}", (at,))


def test_a_run_tells_so_many_and_counts_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "MOST_FINDINGS", 50)
    found = folded([made(n) for n in range(100)] + [made(n, "share") for n in range(100, 103)])
    assert len(found) == 52
    assert found[50].message == "50 is wrong (and 49 more like it; 10 places are not listed)"
    assert found[51].message == "100 is wrong (and 2 more like it)"
    assert len({finding.fingerprint for finding in found}) == 52
