"""How the numbers of a draft stand, and where those could come from that no source has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from claimcheck import engine
from claimcheck.model import Report
from claimcheck.report.origins import Origins
from claimcheck.report.standing import draft_numbers, draft_path, progress_line, said_otherwise

CASES = yaml.safe_load((Path(__file__).parent / "data" / "origins.yaml").read_text(encoding="utf-8"))
DRAFT = (
    "Orla Lines carried 7.3 million guests in 2025.\n\n"
    "The plant at Arnlo recorded 27 accidents in 2025, 42% more than the 19 of the year before.\n\n"
    "The hall has 220 seats.\n\nProfit of Tarn Foods rose 30% to $11.2 million from $10.4 million.\n"
)
SOURCE = (
    "In 2025 Orla Lines carried 7.3 million guests.\n\nThe plant at Arnlo recorded 27 accidents in 2025, after 19 in 2024.\n"
)  # fmt: skip


def checked(folder: Path, draft: str, source: str) -> Report:
    (folder / "sources").mkdir()
    (folder / "sources" / "a.md").write_text(source, encoding="utf-8")
    (folder / "draft.md").write_text(draft, encoding="utf-8")
    return engine.check([folder / "sources"], draft=folder / "draft.md")


def test_every_number_of_a_draft_has_a_standing(tmp_path: Path) -> None:
    report = checked(tmp_path, DRAFT, SOURCE)
    numbers = draft_numbers(report)
    assert {number.claim.text: str(number.standing) for number in numbers} == {
        "7.3 million guests": "found in the sources",
        "27 accidents": "found in the sources",
        "42%": "worked out",
        "19": "found in the sources",
        "220 seats": "not in the sources",
        "30%": "contradicted",
        "$11.2 million": "not in the sources",
        "$10.4 million": "not in the sources",
    }
    assert progress_line(numbers) == (
        "3 of 8 numbers found in the sources, 1 worked out and right, 1 contradicted, 3 not found"
    )
    assert draft_path(report) == str(tmp_path / "draft.md")


def test_without_a_draft_there_is_no_standing(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(DRAFT, encoding="utf-8")
    report = engine.check([tmp_path])
    assert (draft_numbers(report), draft_path(report)) == ((), None)


def test_the_same_figure_of_another_year_is_named(tmp_path: Path) -> None:
    source = "Orla Lines carried 7.3 million guests in 2025, after 6.8 million in 2024.\n"
    report = checked(tmp_path, "In 2024 Orla Lines carried 7.3 million guests.\n", source)
    claim = draft_numbers(report)[0].claim
    same, other = (other for other in report.claims if other.path != claim.path)
    assert said_otherwise(claim, same) == "the same figure, of 2025"
    assert said_otherwise(claim, other) == ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["draft"])
def test_where_a_number_could_come_from(case: dict[str, Any], tmp_path: Path) -> None:
    report = checked(tmp_path, case["draft"], case["source"])
    number = next(n for n in draft_numbers(report) if n.claim.text == case["number"])
    origin = Origins(report.claims, number.claim.path).of(number.claim, number.nearest)
    assert (origin and origin.working) == case["origin"]
