from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import claimcheck

CASES = yaml.safe_load((Path(__file__).parent / "data" / "figures" / "json.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_claims_of_figures(case: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    file.write_text(case["text"], encoding="utf-8")
    report = claimcheck.check([str(file)])
    if case["claims"] == "none":
        assert not report.claims
        assert "JSON without an article" in report.failures[0].message
        return
    claims = report.claims
    assert [claim.text for claim in claims] == [wanted["text"] for wanted in case["claims"]]
    for claim, wanted in zip(claims, case["claims"], strict=True):
        assert case["text"][claim.span.start : claim.span.end] == wanted["text"]
        shown = {
            "text": claim.text,
            "value": claim.quantity.value,
            "unit": claim.quantity.unit,
            "metric": claim.metric,
            "subject": claim.subject,
        }
        assert {key: shown[key] for key in wanted} == wanted


def test_what_is_nested_too_deeply_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    deep = '{"a": ' * 60 + '{"locks": 42}' + "}" * 60
    file.write_text('{"boats": 12, "bridges": 7, "deep": ' + deep + "}", encoding="utf-8")
    assert [claim.text for claim in claimcheck.check([str(file)]).claims] == ["12", "7"]


def test_nesting_without_end_is_no_crash(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    file.write_text('{"a": ' * 940 + "1" + "}" * 940, encoding="utf-8")
    assert not claimcheck.check([str(file)]).claims
