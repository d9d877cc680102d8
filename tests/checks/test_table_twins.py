"""Tables as people make them: silent where they are right, and each with a twin in which one number is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import claimcheck

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "tables_twins.yaml").read_text(encoding="utf-8")
)


def _rules(path: Path, text: str) -> list[str]:
    path.write_text(text, encoding="utf-8")
    return [finding.rule for finding in claimcheck.check([path]).findings]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_twins(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / f"text.{case.get('format', 'md')}"
    old, new, rule = case["twin"]
    assert case["text"].count(old) == 1
    assert _rules(path, case["text"]) == []
    assert rule in _rules(path, case["text"].replace(old, new))
