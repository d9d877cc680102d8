"""A draft against its sources: what is borne out, what is not, and which figure comes nearest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from claimcheck import engine

CASES = yaml.safe_load((Path(__file__).parent / "data" / "verdicts.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["draft"][-60:].strip())
def test_verdicts(case: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    for name, text in case["sources"].items():
        (tmp_path / "sources" / f"{name}.md").write_text(text, encoding="utf-8")
    (tmp_path / "draft.md").write_text(case["draft"], encoding="utf-8")
    report = engine.check([tmp_path / "sources"], draft=tmp_path / "draft.md")
    texts = {claim.id: claim.text for claim in report.claims}
    given = {texts[v.claim]: str(v.verdict) for v in report.verdicts}
    assert {text: given.get(text) for text in case["verdicts"]} == case["verdicts"]
    first = {texts[v.claim]: texts[v.nearest[0]] for v in report.verdicts if v.nearest}
    assert {text: first.get(text) for text in case.get("nearest", {})} == case.get("nearest", {})
