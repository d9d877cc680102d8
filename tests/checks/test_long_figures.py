"""Figures with more digits than decimals are worked with: no rule may fail on them."""

from __future__ import annotations

from pathlib import Path

import pytest

import claimcheck

CHANGE = "| Line | 2024 | 2025 | Change |\n|---|---:|---:|---:|\n| Trams | 410 | 451 | 10.0% |\n| Buses | 800 | 760 | -5.0% |\n| Ferries | 120 | {} | 25.0% |\n"
TOTAL = "| Town | 2024 | 2025 |\n|---|---|---|\n| A | {0}0 | 5 |\n| B | 10 | 6 |\n| Total | {0}7 | 12 |\n"
MEAN = "The mean was {}.5 (n = 20, SD 1.2), and {} of {} (37.5%) came.\n"
SHARE = "| Town | Flats | Share |\n|---|---|---|\n| A | {0} | 50.0% |\n| B | {0} | 25.0% |\n| C | {0} | 25.0% |\n| Total | {0}0 | 100.0% |\n"


@pytest.mark.parametrize("text", [CHANGE, TOTAL, MEAN, SHARE])
@pytest.mark.parametrize("digits", [24, 28, 29, 31, 60])
def test_no_rule_fails(text: str, digits: int, tmp_path: Path) -> None:
    for long in ("1234567890" * 6)[:digits], ("9" * 60)[:digits] + ".25":
        (tmp_path / "a.md").write_text(text.replace("{}", long).replace("{0}", long))
        assert [failure.message for failure in claimcheck.check([tmp_path]).failures] == []


def test_a_change_to_a_long_figure_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(CHANGE.format("6414295385237837249418633568.25"))
    assert [finding.rule for finding in claimcheck.check([tmp_path]).findings] == ["table-change"]
