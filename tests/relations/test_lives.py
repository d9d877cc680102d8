"""Births, ages and years up to the document's date: every rule holds what its examples promise."""

from __future__ import annotations

from pathlib import Path

import pytest

import claimcheck
from claimcheck.language.en.lives import Dated, OfName, ages, births, date_of, dated


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1938", (1938, 0, 0)),
        ("May 1938", (1938, 5, 0)),
        ("4 March 1938", (1938, 3, 4)),
        ("May 4, 1938", (1938, 5, 4)),
    ],
)
def test_dates(words: str, expected: tuple[int, int, int]) -> None:
    assert date_of(words) == expected


@pytest.mark.parametrize("rule", births(), ids=lambda rule: rule.name)
def test_births_are_read(rule: OfName) -> None:
    assert rule.examples
    for example in rule.examples:
        match = rule.pattern.search(example)
        assert match is not None, example
        assert match["name"].endswith("Ada Moe")


def _messages(example: str, number: str | None, folder: Path) -> list[str]:
    day, _, text = example.partition("] ")
    head, _, rest = text.partition("«")
    right, _, tail = rest.partition("»")
    shown = head + (number or right) + tail
    (folder / "text.md").write_text(f"---\ndate: {day[1:]}\n---\n\n{shown}\n", encoding="utf-8")
    return [finding.message for finding in claimcheck.check([folder]).findings]


@pytest.mark.parametrize("rule", [*ages(), *dated()], ids=lambda rule: rule.name)
def test_ages_hold_and_fail(rule: OfName | Dated, tmp_path: Path) -> None:
    for example in rule.examples:
        text, _, wrong = example.partition(" → ")
        assert _messages(text, None, tmp_path) == []
        assert _messages(text, wrong, tmp_path), example


@pytest.mark.parametrize(
    "text",
    [
        # Two people of one name, and one whose birth nobody tells.
        "Ada Moe (born 1948) sang. Ada Moe (born 1971) danced. Ada Moe, 60, lives in Lund.",
        "Ada Moe (born 1948) sang. Moe Lund, 60, lives here. Eva Moe, 31, too.",
        # Somebody else's age, and a number that is none.
        "Ada Moe (born 1948) sang. Ada Moe, 12 songs behind her, left.",
        # Not today's age.
        "Ada Moe (born 1948) sang. In 1975 Ada Moe, 27, left.",
        "Ada Moe (born 1948) sang. The prize went to Ada Moe, 31, then a teacher.",
        # Not to this day.
        "The band led the parade since 1931, a run of 60 years that ended in 1991.",
        "Sales would, since 1931, or 60 years, have doubled.",
    ],
)
def test_others_are_left_alone(text: str, tmp_path: Path) -> None:
    (tmp_path / "text.md").write_text(f"---\ndate: 2026-05-02\n---\n\n{text}\n", encoding="utf-8")
    assert [finding.rule for finding in claimcheck.check([tmp_path]).findings if finding.rule == "age"] == []
