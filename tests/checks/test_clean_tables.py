"""Tables of many genres in which nothing is wrong: none may be alarmed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import claimcheck

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "tables_clean.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_nothing_is_found(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    path.write_text(case["text"], encoding="utf-8")
    found = claimcheck.check([path]).findings
    assert [(finding.rule, finding.message) for finding in found] == []
