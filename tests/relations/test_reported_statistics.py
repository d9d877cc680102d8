"""Estimates with intervals, percentages with counts and means of whole numbers: published examples, all values, and real wordings."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import claimcheck
from claimcheck.language.statistics import statistic_rules
from claimcheck.relations.reported_statistics import reported_figures

_RULES = {"percentage": "share"}
_EXAMPLES = [
    (rule.name, _RULES.get(rule.kind, "reported-figure"), example)
    for rule in statistic_rules()
    for example in rule.examples
]
_COUNTER = [(rule.name, example) for rule in statistic_rules() for example in rule.counter_examples]


def _told(text: str, folder: Path) -> list[str]:
    document = folder / "paper.md"
    document.write_text(f"# Results\n\n{text}\n", encoding="utf-8")
    return [finding.rule for finding in claimcheck.check([document]).findings]


@pytest.mark.parametrize(("name", "told", "example"), _EXAMPLES)
def test_wordings_hold_and_fail(name: str, told: str, example: str, tmp_path: Path) -> None:
    text, _, wrong = example.partition(" → ")
    before, _, rest = text.partition("«")
    number, _, behind = rest.partition("»")
    assert list(reported_figures(before + number + behind)), name
    assert _told(before + number + behind, tmp_path) == []
    assert _told(before + wrong + behind, tmp_path) == [told]


@pytest.mark.parametrize(("name", "text"), _COUNTER)
def test_other_wordings_work_nothing(name: str, text: str, tmp_path: Path) -> None:
    assert not [figure for figure in reported_figures(text) if not figure.allowed], name
    assert _told(text, tmp_path) == []


# Means that Brown and Heathers (2017) and the reports on the pizza papers give as impossible, and possible ones beside them.
_PUBLISHED = [("5.19", 28, False), ("5.18", 28, True), ("5.21", 28, True), ("3.45", 20, True), ("2.63", 18, False), ("2.61", 18, True)]  # fmt: skip


@pytest.mark.parametrize(("mean", "n", "allowed"), _PUBLISHED)
def test_means_of_whole_numbers(mean: str, n: int, allowed: bool) -> None:
    (found,) = reported_figures(f"The mean number of mistakes was {mean}, SD = 1.2, n = {n}.")
    assert found.allowed is allowed


@pytest.mark.parametrize("n", [7, 12, 28, 93])
def test_every_mean_is_allowed_that_whole_numbers_give(n: int) -> None:
    given = {f"{float(Fraction(total, n)):.2f}" for total in range(3 * n, 4 * n)}
    for hundredths in range(300, 400):
        mean = f"{hundredths / 100:.2f}"
        (found,) = reported_figures(f"The mean number of mistakes was {mean}, SD = 1.2, n = {n}.")
        assert found.allowed or mean not in given


def test_intervals_that_statistics_give_hold_their_estimate() -> None:
    stats = pytest.importorskip("scipy.stats")
    for count, whole in ((3, 17), (12, 40), (88, 91)):
        low, high = stats.binomtest(count, whole).proportion_ci(0.95, "wilson")
        share = f"{100 * count / whole:.1f}"
        text = f"The prevalence was {share}% (95% CI {100 * low:.1f} to {100 * high:.1f})."
        assert [figure.allowed for figure in reported_figures(text)] == [True], text
        text = f"The prevalence was {share}% (95% CI {100 * high + 1:.1f} to {100 * high + 9:.1f})."
        assert [figure.allowed for figure in reported_figures(text)] == [False], text


def test_cells_of_tables(tmp_path: Path) -> None:
    table = "| Group | OR (95% CI) |\n|---|---|\n| Men | {} (1.10–1.92) |\n| Women | 1.20 (1.02, 1.40) |"
    assert _told(table.format("1.45"), tmp_path) == []
    assert _told(table.format("2.45"), tmp_path) == ["reported-figure"]
