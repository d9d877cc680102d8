from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import claimcheck

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).with_name("data") / "ignores.yaml").read_text(encoding="utf-8")
)
FAULTY = "Revenue rose 30% to $11.2 million from $10.4 million."


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_comments(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(case["text"].replace("F ", f"{FAULTY} ").replace("F\n", f"{FAULTY}\n"), encoding="utf-8")
    report = claimcheck.check([path])
    found = sorted(f"{finding.rule} {finding.locations[0].line}" for finding in report.findings)
    assert found == sorted(case["found"])
    assert len(report.suppressed) == case["accepted"]


def test_a_draft_sees_too_little_to_call_a_comment_unused(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("<!-- claimcheck: ignore value-conflict -->\n\nThe weather was fine.\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("The weather was grey.\n", encoding="utf-8")
    assert not claimcheck.check([tmp_path / "b.md"], draft=path).findings
    assert not claimcheck.check([tmp_path], scope="document").findings
    assert [finding.rule for finding in claimcheck.check([tmp_path]).findings] == ["unused-ignore"]


def test_either_side_of_a_conflict_can_be_accepted(tmp_path: Path) -> None:
    texts = {
        "a.md": "In 2025, Norvale Packaging had revenue of $2.64 billion.\n",
        "b.md": "<!-- claimcheck: ignore value-conflict -- restated -->\n\nNorvale Packaging had revenue of $2.94 billion in 2025.\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    report = claimcheck.check([tmp_path])
    assert not report.findings
    assert [(item.finding.rule, item.reason, item.line) for item in report.suppressed] == [
        ("value-conflict", "restated", 1)
    ]
