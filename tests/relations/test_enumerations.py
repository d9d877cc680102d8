"""Counts of lists in running text hold what their examples promise."""

from __future__ import annotations

from pathlib import Path

import pytest

import claimcheck
from claimcheck.language.en import enumerations


def _told(text: str, folder: Path) -> list[str]:
    document = folder / "note.md"
    document.write_text(f"# Note\n\n{text}\n", encoding="utf-8")
    return [finding.rule for finding in claimcheck.check([document]).findings]


@pytest.mark.parametrize("example", enumerations().examples)
def test_counts_hold_and_fail(example: str, tmp_path: Path) -> None:
    text, _, wrong = example.partition(" → ")
    before, _, rest = text.partition("«")
    number, _, behind = rest.partition("»")
    assert _told(before + number + behind, tmp_path) == []
    assert _told(before + wrong + behind, tmp_path) == ["item-count"]


@pytest.mark.parametrize("text", enumerations().counter_examples)
def test_open_lists_count_nothing(text: str, tmp_path: Path) -> None:
    assert _told(text, tmp_path) == []
