from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from claimcheck import check
from claimcheck.report.suggestion import Suggestions
from claimcheck.report.witnesses import Witnesses

CASES = yaml.safe_load((Path(__file__).parent / "data" / "suggestions.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_suggestion(case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in case["texts"].items():
        Path(name).write_text(text, encoding="utf-8")
    report = check(sorted(case["texts"]), draft=case.get("draft"))
    findings = [finding for finding in report.findings if finding.rule == case["rule"]]
    assert findings, [finding.rule for finding in report.findings]
    assert Suggestions(report).of(findings[0]) == case["said"]


STORY = (
    "Norvale Packaging, which has its seat {} Arnlo, had revenue of $2.64 billion in 2025.\n\n"
    "The group employs 11,400 people, and 940 of them work at its mill in Brill.\n"
)


def test_a_text_and_its_retellings_are_one_witness(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    texts = {
        "a.md": STORY.format("in"),
        "b.md": f"# Norvale: annual report\n\n{STORY.format('at')}",
        "c.md": "Norvale Packaging had revenue of $2.64 billion in 2025.\n",
        "draft.md": STORY.format("in"),
    }
    for name, text in texts.items():
        Path(name).write_text(text, encoding="utf-8")
    witnesses = Witnesses(check(["a.md", "b.md", "c.md"], draft="draft.md"))
    assert witnesses.independent(texts) == ["b.md", "c.md"]  # the original of the two that are alike
    assert witnesses.draft == "draft.md"
