"""Metadata that a stranger writes: whatever stands there, the text below it is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import claimcheck
from claimcheck.documents import read_string

DATA = Path(__file__).parent / "attacks" / "front_matter.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
SENTENCE = "Revenue rose 30% to $11.2 million from $10.4 million.\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_the_text_below_is_read(case: dict[str, Any], tmp_path: Path) -> None:
    text = case["text"].replace("NINES", "9" * 5000) + SENTENCE
    document = read_string(text, "a.md")
    if "title" in case:
        assert document.title == case["title"]
    assert document.published == case.get("published")
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    report = claimcheck.check([tmp_path])
    assert report.failures == ()
    assert [finding.rule for finding in report.findings] == ["percent-change"]


@pytest.mark.parametrize("date", ["9" * 5000, "1e400", "NaN", "-1e308", "true", "[]", '"9999999999999"'])
def test_the_date_of_an_article(date: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(
        f'{{"title": "T", "date": {date}, "body": "{SENTENCE.strip()}"}}', encoding="utf-8"
    )
    report = claimcheck.check([tmp_path])
    assert all("claimcheck's own" not in failure.message for failure in report.failures)
    assert [finding.rule for finding in report.findings] == ([] if len(date) > 4300 else ["percent-change"])
