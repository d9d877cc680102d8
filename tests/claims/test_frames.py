from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import claimcheck
from claimcheck.model import Claim

DATA = Path(__file__).parent / "data"


def _cases() -> list[Any]:
    """The cases of all files; those of frames_xfail.yaml say with `why` what is still read wrongly."""
    params = []
    for path in sorted(DATA.glob("frames_*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            marks = [pytest.mark.xfail(strict=True, reason=case["why"])] if "why" in case else []
            params.append(pytest.param(case, id=case["text"], marks=marks))
    return params


def _field(claim: Claim, key: str) -> Any:
    if key in ("value", "unit"):
        return getattr(claim.quantity, key)
    value = getattr(claim, key)
    if key in ("period", "base"):
        return value and value.label
    return str(value) if key in ("modality", "kind") else value


@pytest.mark.parametrize("case", _cases())
def test_frame(case: dict[str, Any]) -> None:
    claims = claimcheck.extract_text(case["text"], case.get("published"))
    expected: list[dict[str, Any]] = case["claims"]
    texts = [claim.text for claim in claims]
    assert len(texts) == len(expected), texts
    assert all(wanted["text"] in text for wanted, text in zip(expected, texts, strict=True)), texts
    found = [
        {key: _field(claim, key) for key in wanted if key != "text"}
        for claim, wanted in zip(claims, expected, strict=True)
    ]
    assert found == [{key: wanted[key] for key in wanted if key != "text"} for wanted in expected]
