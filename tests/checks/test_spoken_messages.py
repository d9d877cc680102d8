"""What findings say, as a reader who is no programmer would have it said: whole messages of small texts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

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
