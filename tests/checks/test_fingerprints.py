from __future__ import annotations

from pathlib import Path

import pytest

import claimcheck
from claimcheck.checks import Rule, rules

FAULTY = "Revenue rose 27% to $610 million from $540 million."


def _fingerprints(text: str, folder: Path, beside: str = "", *, draft: bool = False) -> list[str]:
    """The fingerprints of a text; they know the path, so that it always has the same."""
    path = folder / "text.md"
    path.write_text(text, encoding="utf-8")
    if beside:
        (folder / "source.md").write_text(beside, encoding="utf-8")
    report = claimcheck.check([folder], draft=path if draft else None)
    return [finding.fingerprint for finding in report.findings]


@pytest.mark.parametrize("rule", [rule for rule in rules() if not rule.project], ids=lambda rule: rule.name)
def test_lines_above_change_nothing(rule: Rule, tmp_path: Path) -> None:
    before = _fingerprints(rule.failing, tmp_path, rule.beside, draft=rule.draft)
    assert before
    page = rule.failing.startswith("<")
    above = "<p>A first paragraph.</p>\n" if page else "A first paragraph.\n\nAnd a second one.\n\n"
    assert _fingerprints(above + rule.failing, tmp_path, rule.beside, draft=rule.draft) == before


@pytest.mark.parametrize(
    "text",
    [
        f"{FAULTY} The weather was fine.",
        f"The weather was fine. {FAULTY}",
        f"{FAULTY}\n\nThe museum shows 5,400 glass negatives.",
        FAULTY.replace(" from ", "\nfrom "),
        FAULTY.replace("$610 million", "**$610 million**"),
    ],
)
def test_other_text_changes_nothing(text: str, tmp_path: Path) -> None:
    assert _fingerprints(text, tmp_path) == _fingerprints(FAULTY, tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        FAULTY.replace("27%", "28%"),
        FAULTY.replace("$540 million", "$530 million"),
        FAULTY.replace("Revenue", "Net profit"),
        FAULTY.replace("Revenue", "In 2025 revenue"),
    ],
)
def test_other_numbers_or_measures_change_it(text: str, tmp_path: Path) -> None:
    changed, original = _fingerprints(text, tmp_path), _fingerprints(FAULTY, tmp_path)
    assert len(changed) == len(original) == 1
    assert changed != original


def test_two_findings_of_one_text_differ(tmp_path: Path) -> None:
    other = "Net profit rose 80% to $21 million from $14 million."
    assert len(set(_fingerprints(f"{FAULTY}\n\n{other}", tmp_path))) == 2


def test_is_the_same_in_every_run(tmp_path: Path) -> None:
    assert _fingerprints(FAULTY, tmp_path) == _fingerprints(FAULTY, tmp_path)
