"""What is told again and again is one fact, at a cost that grows with the text alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck import check
from claimcheck.facts.propose import MOST_COPIES
from claimcheck.model import FactStatus, Report
from growing import assert_linear

COPIES = 3 * MOST_COPIES
TOLD = "Norvale's revenue was $8.47 billion in 2025.\n\n"


def checked(folder: Path, **texts: str) -> Report:
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return check([folder])


def test_all_copies_are_one_fact(tmp_path: Path) -> None:
    report = checked(tmp_path, a=TOLD * COPIES)
    (fact,) = report.facts
    assert len(fact.claims) == COPIES
    assert fact.status is FactStatus.CORROBORATED
    assert not report.findings


@pytest.mark.parametrize("other", ["b", "Z"])
def test_copies_agree_with_another_document(tmp_path: Path, other: str) -> None:
    report = checked(tmp_path, a=TOLD * COPIES, **{other: TOLD})
    assert [len(fact.claims) for fact in report.facts] == [COPIES + 1]


def test_another_figure_among_copies_is_found(tmp_path: Path) -> None:
    wrong = TOLD.replace("8.47", "8.74")
    report = checked(tmp_path, a=TOLD * COPIES, b=wrong)
    places = {location.path for finding in report.findings for location in finding.locations}
    assert places == {"a.md", "b.md"} or {Path(place).name for place in places} == {"a.md", "b.md"}


@pytest.mark.parametrize("told", ["The town has 5,120 flats.\n\n", "The town has 5,120 flats. "])
def test_the_cost_of_copies_is_linear(tmp_path: Path, told: str) -> None:
    assert_linear(lambda text: checked(tmp_path, a=text), told * 800)
