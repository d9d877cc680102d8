"""Why a pair is worth a look, in words."""

from __future__ import annotations

from claimcheck.facts.weighed import parted, weights
from claimcheck.model import Feature
from claimcheck.report.reasons import SUMS, WORDS, reasons

from .samples import WHY


def test_what_both_questions_ask_is_told_once_and_slight_evidence_not_at_all() -> None:
    assert reasons(WHY) == ("two telling words beside both", "same measure")
    assert reasons(WHY, against=True) == ("texts of other stories",)


def test_evidence_without_words_of_ours_is_told_as_it_is() -> None:
    features = (Feature("metric", 2.0, "both speak of revenue"), Feature("new", 1.0, ""))
    assert reasons(features) == ("metric: both speak of revenue", "new")


def test_no_evidence_no_reason() -> None:
    assert reasons(()) == ()


def test_every_level_that_a_pair_can_be_told_by_has_words() -> None:
    for question in ("same", "contradicting"):
        for name, levels in weights()[question].levels.items():
            for level in levels:
                for one, its_level in parted(name, level):
                    assert one in SUMS or its_level in WORDS[one], (name, level)
