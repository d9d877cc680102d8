"""Facts as the page shows them: who agrees, who is the odd one, and what replaced what."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from claimcheck import check
from claimcheck.model import FactStatus
from claimcheck.report.html.model import Page
from claimcheck.report.html.page import page


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Page:
    texts = {
        "a.md": "---\ndate: 2026-02-03\n---\n\nNorvale Lines had revenue of $2.64 billion in 2025, $2.5 billion in 2024 and $2.3 billion in 2023.\n\n"
        "Norvale Lines plans capital expenditure of $70 million in 2026.\n",
        "b.md": "---\ndate: 2026-04-12\n---\n\nNorvale Lines had revenue of $2.94 billion in 2025.\n\n"
        "Norvale Lines raised its capital expenditure plan for 2026 to $85 million from $70 million.\n",
        "c.md": "---\ndate: 2026-05-12\n---\n\nIn 2025, Norvale Lines had revenue of $2.64 billion.\n\n"
        "Norvale Lines plans capital expenditure of $85 million in 2026.\n",
    }
    monkeypatch.chdir(tmp_path)
    for name, text in texts.items():
        Path(name).write_text(text, encoding="utf-8")
    return page(check(sorted(texts)))


def test_all_tellings_stand_side_by_side_and_the_odd_one_is_marked(shown: Page) -> None:
    (fact,) = shown.contradicted
    assert fact.heading == "Norvale Lines: revenue, 2025"
    assert fact.note == "2 of 3 claims agree, in 3 documents"
    assert [side.text for side in fact.sides] == ["$2.64 billion", "$2.94 billion", "$2.64 billion"]
    assert fact.plot is not None
    assert [mark.tone for mark in fact.plot.marks] == ["plain", "odd", "plain"]
    assert fact.plot.steps == ()


@pytest.mark.xfail(strict=True, reason="the second telling of the old plan is not joined with the first")
def test_a_revision_says_what_holds_now_and_steps_there(shown: Page) -> None:
    (fact,) = shown.revised
    assert fact.note == "2 of 3 documents say $85 million"
    assert fact.plot is not None
    assert [mark.tone for mark in fact.plot.marks].count("old") == 1
    assert fact.plot.steps != ()


def test_a_metric_over_three_periods_is_drawn(shown: Page) -> None:
    (series,) = shown.series
    assert (series.heading, series.note) == ("Norvale Lines: revenue", "3 periods in 3 documents")
    assert [row.period for row in series.rows] == ["2023", "2024", "2025"]
    assert [len(row.sides) for row in series.rows] == [1, 1, 3]
    assert [label.text for label in series.plot.times] == ["2023", "2024", "2025"]
    assert sum(mark.tone == "odd" for mark in series.plot.marks) == 1


def test_numbers_in_a_text_say_how_they_stand_and_what_stands_beside_them(shown: Page) -> None:
    pieces = {
        (text.path, piece.text): piece
        for text in shown.texts
        for block in text.blocks
        for piece in block.pieces
    }
    said_twice = pieces["c.md", "$85 million"]
    assert said_twice.anchor == ""
    assert "$85 million in b.md:7" in said_twice.tip
    odd = pieces["b.md", "$2.94 billion"]
    assert odd.tone == "error"
    assert odd.anchor in {finding.anchor for finding in shown.findings}


def test_of_very_many_tellings_some_are_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text("Norvale Lines had revenue of $2.64 billion.\n\n" * 50, encoding="utf-8")
    report = check(["a.md"])
    whole = replace(report.facts[0], claims=tuple(claim.id for claim in report.claims), status=FactStatus.CORROBORATED)  # fmt: skip
    (fact,) = page(replace(report, facts=(whole,))).agreeing
    assert len(fact.sides) == 40
    assert fact.more == 10
