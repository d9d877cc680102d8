"""The weights are what the labelled pairs give, and nobody's own."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from claimcheck.facts.weighed import joint, weights

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
        prior, levels = estimate.estimate_of(question, rows).table
        assert prior == pytest.approx(written[question].prior, abs=CLOSE)
        for name, table in levels.items():
            known = written[question].levels.get(name, {})
            every = dict.fromkeys({**table, **known}, 0.0)  # levels together that weigh nothing have no line
            assert {**every, **table} == pytest.approx({**every, **known}, abs=CLOSE), (question, name)


def test_every_level_has_a_weight(estimate: ModuleType) -> None:
    written = weights()
    for question, asked in estimate.QUESTIONS.items():
        together = {name for one, other, _ in written[question].together for name in [joint(one, other)]}
        assert len(together) == asked.together
        assert {name: set(levels) for name, (levels, _) in asked.features.items()} == {
            name: set(levels) for name, levels in written[question].levels.items() if name not in together
        }


def test_rising_features_never_fall(estimate: ModuleType) -> None:
    written = weights()
    for question, asked in estimate.QUESTIONS.items():
        for name, (levels, rising) in asked.features.items():
            found = [written[question].levels[name][level] for level in levels]
            assert not rising or found == sorted(found), (question, name)
