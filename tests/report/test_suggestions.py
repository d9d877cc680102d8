from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from claimcheck import check
from claimcheck.report.suggestion import Suggestions

CASES = yaml.safe_load((Path(__file__).parent / "data" / "suggestions.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_suggestion(case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in case["texts"].items():
        Path(name).write_text(text, encoding="utf-8")
    report = check(sorted(case["texts"]))
    findings = [finding for finding in report.findings if finding.rule == case["rule"]]
    assert findings, [finding.rule for finding in report.findings]
    assert Suggestions(report).of(findings[0]) == case["said"]
