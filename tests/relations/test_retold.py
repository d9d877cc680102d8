"""Changes whose levels another document tells, the old one in brackets behind the new."""

from __future__ import annotations

from pathlib import Path

import pytest

import claimcheck

_SUMMARY = """# Ombudsman of Lund: 2025 in summary

- Redress: bodies were asked to pay €706,000 ({before}: €412,000). The largest award, €48,500, concerned nursing homes.
"""
_SCRIPT = (
    "Public bodies were ordered to pay redress of around seven hundred thousand euro, which is {multiple} "
    "the sum in 2024. One family got back forty-eight and a half thousand in nursing home fees.\n"
)


@pytest.mark.parametrize("before", ["2024", "previous year"])
@pytest.mark.parametrize(
    ("multiple", "rules"), [("more than double", ["multiple"]), ("more than one and a half times", [])]
)
def test_a_multiple_is_held_against_the_levels_of_another_text(
    multiple: str, rules: list[str], before: str, tmp_path: Path
) -> None:
    (tmp_path / "summary.md").write_text(_SUMMARY.format(before=before), encoding="utf-8")
    (tmp_path / "script.txt").write_text(_SCRIPT.format(multiple=multiple), encoding="utf-8")
    assert [finding.rule for finding in claimcheck.check([tmp_path]).findings] == rules


_PAPER = (
    "Relapse occurred in 116 of 642 patients (18.1%) with belvatine and 154 of 642 (24.0%) with placebo, an absolute "
    "difference of 5.9 percentage points.\n"
)


@pytest.mark.parametrize(
    ("release", "rules"),
    [
        ("Those who stay on belvatine are 5.9 per cent less likely to fall ill again.", ["percent-points"]),
        ("Those who stay on belvatine are 5.9 points less likely to fall ill again.", []),
        ("Those who stay on belvatine are 25 per cent less likely to fall ill again.", []),
        ("Prices of heating oil were 5.9 per cent lower than in May.", []),
    ],
)
def test_points_of_a_paper_are_no_percent_in_a_release(
    release: str, rules: list[str], tmp_path: Path
) -> None:
    (tmp_path / "paper.md").write_text(_PAPER, encoding="utf-8")
    (tmp_path / "release.txt").write_text(release + "\n", encoding="utf-8")
    assert [finding.rule for finding in claimcheck.check([tmp_path]).findings] == rules
