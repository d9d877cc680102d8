"""Small sets that are made from a seed keep their accuracy; and the measure itself tells what was found from what was not."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEAST_FOUND, MOST_WRONG = 0.95, 0.05


@pytest.fixture(scope="module")
def accuracy() -> dict[str, Any]:
    before = list(sys.path)
    try:
        return runpy.run_path(str(ROOT / "benchmarks" / "accuracy.py"))
    finally:
        sys.path[:] = before


@pytest.mark.parametrize("seed", [1, 2])
def test_made_texts_keep_their_accuracy(accuracy: dict[str, Any], seed: int) -> None:
    score = accuracy["score_generated"](20, seed)
    assert score.faults == score.clean == 20
    assert score.found >= LEAST_FOUND * score.faults, score
    assert score.wrong <= MOST_WRONG * (score.right + score.wrong), score
    assert not score.clean_alarmed, score


def test_a_seed_makes_the_same_texts(accuracy: dict[str, Any]) -> None:
    made = accuracy["made"]
    assert list(made(8, 3)) == list(made(8, 3)) != list(made(8, 4))


def test_changed_digits_are_found(accuracy: dict[str, Any]) -> None:
    texts = accuracy["texts_of"](
        [ROOT / "sources" / "norvale-2025-results.md", ROOT / "sources" / "profile-norvale.md"]
    )
    score = accuracy["score_digits"](texts, each=2)
    assert (score.faults, score.found, score.wrong, score.clean_alarmed) == (4, 4, 0, 0)


def test_a_fault_that_nothing_touches_is_not_found(accuracy: dict[str, Any], tmp_path: Path) -> None:
    """One case whose fault is found, one whose places lie elsewhere, one that is clean."""
    text = "# Orders\\n\\nOrders rose 31% to €984.2 million in 2025, from €820.1 million in 2024. The hall is 40 metres long.\\n"
    for name, expected in (
        ("a", "[{kind: arithmetic, anchors: [{doc: a.md, text: '31%'}]}]"),
        ("b", "[{kind: arithmetic, anchors: [{doc: a.md, text: 40 metres}]}]"),
    ):
        (tmp_path / f"{name}.yaml").write_text(
            f'id: {name}\ndocuments: [{{name: a.md, text: "{text}"}}]\nexpect: {expected}\n', encoding="utf-8"
        )
    score = accuracy["score_cases"]([tmp_path])
    assert (score.faults, score.found, score.right, score.wrong) == (2, 1, 1, 1)
