"""What is known of a text while somebody writes in it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.lsp.told import Told, change_between, moved, with_part

TEXT = "one 10 two 20 three 30"


def item(text: str, figure: str, path: str = "a.md", role: str = "stated") -> dict[str, Any]:
    start = text.index(figure)
    return {"path": path, "start": start, "end": start + len(figure), "text": figure, "role": role}


def known(text: str) -> Told:
    claims = tuple(item(text, figure) for figure in ("10", "20", "30"))
    first = {"rule": "total", "locations": [claims[0], claims[2]]}
    second = {"rule": "value-conflict", "locations": [claims[1], item("20", "20", "b.md")]}
    return Told("a.md", text, claims, (first, second))


def figures(told: Told) -> list[str]:
    return [told.text[claim["start"] : claim["end"]] for claim in told.claims]


def test_what_stands_around_a_change_moves_along() -> None:
    after = moved(known(TEXT), "one 10 and two 20 three 30")
    assert figures(after) == ["10", "20", "30"]
    assert [finding["rule"] for finding in after.findings] == ["total", "value-conflict"]
    assert after.findings[1]["locations"][1]["start"] == 0  # another document stands still


@pytest.mark.parametrize(
    ("text", "left", "rules"),
    [
        ("one 10 two 25 three 30", ["10", "30"], ["total"]),
        ("one 10 two 201 three 30", ["10", "30"], ["total"]),
        ("one 1 two 20 three 30", ["20", "30"], ["value-conflict"]),
        ("one 10 two 20 three ", ["10", "20"], ["value-conflict"]),
        ("", [], []),
    ],
)
def test_what_a_change_touches_is_known_no_more(text: str, left: list[str], rules: list[str]) -> None:
    after = moved(known(TEXT), text)
    assert figures(after) == left
    assert [finding["rule"] for finding in after.findings] == rules


def test_a_part_is_told_anew() -> None:
    text = "one 10 two 99 three 30"
    before = moved(known(TEXT), text)
    fresh = {"rule": "share", "locations": [item(text, "99")]}
    elsewhere = {"rule": "age", "locations": [item(text, "30")]}
    part = Told("a.md", text, (item(text, "10"), item(text, "99")), (fresh, elsewhere))
    after = with_part(before, part, 7, 13)
    assert figures(after) == ["10", "99", "30"]
    assert [finding["rule"] for finding in after.findings] == ["total", "share"]


@given(st.text("ab\n", max_size=30), st.text("ab\n", max_size=30))
def test_a_change_is_all_that_two_texts_differ_in(old: str, new: str) -> None:
    change = change_between(old, new)
    if change is None:
        assert old == new
        return
    assert old != new
    assert old[: change.start] == new[: change.start]
    assert old[change.old_end :] == new[change.new_end :]
    assert change.start <= change.old_end
    assert change.start <= change.new_end
