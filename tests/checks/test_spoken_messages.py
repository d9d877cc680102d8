"""What findings say, as a reader who is no programmer would have it said: whole messages of small texts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimcheck import extract_text
from claimcheck.checks.rule import said_of
from claimcheck.engine import check

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "spoken_messages.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_message(case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in case["texts"].items():
        Path(name).write_text(text, encoding="utf-8")
    report = check(sorted(case["texts"]), draft=case.get("draft"))
    said = [finding.message for finding in report.findings if finding.rule == case["rule"]]
    assert said == [case["said"]]


@pytest.mark.parametrize(
    ("owner", "said"), [("tarrow ferries", "revenue of Tarrow Ferries"), (None, "revenue")]
)
def test_of_two_names_that_of_whom_both_documents_are_about(owner: str | None, said: str) -> None:
    (claim,) = extract_text("Revenue was €421.6 million.\n")
    left = replace(claim, subject="Holt", subject_key="holt", owner_key="tarrow ferries")
    right = replace(claim, subject="Tarrow Ferries", subject_key="tarrow ferries", owner_key=owner)
    assert said_of(left, right) == said_of(right, left) == said
