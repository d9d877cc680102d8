"""Paragraphs whose arithmetic holds are silent; with one number exchanged they speak."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import claimcheck

_CASES = yaml.safe_load((Path(__file__).parent / "data" / "arithmetic.yaml").read_text(encoding="utf-8"))
_TWINS = [(case["text"], *map(str, pair)) for case in _CASES for pair in case["wrong"]]


def _findings(text: str, folder: Path) -> list[tuple[str, str]]:
    (folder / "text.md").write_text(text + "\n", encoding="utf-8")
    return [(finding.rule, finding.message) for finding in claimcheck.check([folder]).findings]


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["text"][:60])
def test_what_holds_is_silent(case: dict[str, Any], tmp_path: Path) -> None:
    assert _findings(case["text"], tmp_path) == []


@pytest.mark.parametrize(("text", "right", "wrong"), _TWINS)
def test_what_fails_speaks(text: str, right: str, wrong: str, tmp_path: Path) -> None:
    assert text.count(right) == 1
    assert _findings(text.replace(right, wrong), tmp_path)


@pytest.mark.parametrize("text", [case["broken"] for case in _CASES if "broken" in case])
def test_broken_twins_speak(text: str, tmp_path: Path) -> None:
    assert _findings(text, tmp_path)


def test_every_silent_case_has_a_twin_or_a_reason() -> None:
    """A rule that says nothing of anything would pass all silent cases."""
    alone = [case["text"] for case in _CASES if not (case["wrong"] or "broken" in case or "unread" in case)]
    assert alone == []
