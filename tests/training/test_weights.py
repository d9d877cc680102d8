"""The weights are what the labelled pairs give, and nobody's own."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from claimcheck.facts.weighed import weights

ROOT = Path(__file__).parents[2]
CLOSE = 0.1
"""Bits by which two versions of the optimiser may differ."""


@pytest.fixture(scope="module")
def estimate() -> ModuleType:
    pytest.importorskip("scipy")
    sys.path.insert(0, str(ROOT / "training"))
    try:
        return import_module("estimate")
    finally:
        sys.path.remove(str(ROOT / "training"))


def test_weights_are_those_of_the_pairs(estimate: ModuleType) -> None:
    written = weights()
    for question, rows in estimate.load().items():
        prior, levels = estimate.estimate(rows, *estimate.QUESTIONS[question][::2]).table
        assert prior == pytest.approx(written[question].prior, abs=CLOSE)
        for name, table in levels.items():
            assert table == pytest.approx(written[question].levels[name], abs=CLOSE), (question, name)


def test_every_level_has_a_weight(estimate: ModuleType) -> None:
    written = weights()
    for question, (features, _, _) in estimate.QUESTIONS.items():
        assert {name: set(levels) for name, (levels, _) in features.items()} == {
            name: set(levels) for name, levels in written[question].levels.items()
        }


def test_rising_features_never_fall(estimate: ModuleType) -> None:
    written = weights()
    for question, (features, _, _) in estimate.QUESTIONS.items():
        for name, (levels, rising) in features.items():
            found = [written[question].levels[name][level] for level in levels]
            assert not rising or found == sorted(found), (question, name)
