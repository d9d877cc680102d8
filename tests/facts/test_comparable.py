"""Whether two numbers can both be true, whatever is said of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import claimcheck
from claimcheck.facts.comparable import agree, exclude
from claimcheck.model import Claim

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "comparable.yaml").read_text(encoding="utf-8")
)


def _number(folder: Path, name: str, text: str) -> Claim:
    path = folder / f"{name}.md"
    path.write_text(text + "\n", encoding="utf-8")
    claims = claimcheck.extract([path])
    assert len(claims) == 1, [claim.text for claim in claims]
    return claims[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['left']} / {case['right']}")
def test_two_numbers(case: dict[str, Any], tmp_path: Path) -> None:
    left, right = (_number(tmp_path, side, case[side]) for side in ("left", "right"))
    draft = left.path if case.get("draft") else None
    for one, other in ((left, right), (right, left)):
        assert agree(one, other, draft=draft) is (case["are"] == "one")
        assert exclude(one, other, draft=draft) is (case["are"] == "apart")


@pytest.mark.parametrize(
    ("cell", "text", "one"),
    [
        ("9,120", "Wexcombe led at the break after two tries, in nine minutes of play.", False),
        ("9,120", "They sold 9.12 million tickets.", True),
        ("9,120", "The pump needs 9.12 kW.", True),
        ("9.12", "They sold 9,120 tickets.", True),
    ],
)
def test_a_table_may_leave_out_thousands_but_no_text_does(
    cell: str, text: str, one: bool, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text(f"| Team | Value |\n|---|---|\n| Wexcombe | {cell} |\n", encoding="utf-8")
    (tmp_path / "b.md").write_text(f"{text}\n", encoding="utf-8")
    left = claimcheck.extract([tmp_path / "a.md"])[0]
    right = claimcheck.extract([tmp_path / "b.md"])[-1]
    assert agree(left, right) is agree(right, left) is one
    assert not exclude(left, right)  # who knows what the table counts
