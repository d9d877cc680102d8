"""What is known of a text while somebody writes in it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.lsp.told import Change, Told, after, change_between, moved, with_change, with_part
from claimcheck.model import Span

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


def rewritten(told: Told, text: str) -> Told:
    change = change_between(told.text, text)
    return told if change is None else moved(told, change, text)


def test_what_stands_around_a_change_moves_along() -> None:
    found = rewritten(known(TEXT), "one 10 and two 20 three 30")
    assert figures(found) == ["10", "20", "30"]
    assert [finding["rule"] for finding in found.findings] == ["total", "value-conflict"]
    assert found.findings[1]["locations"][1]["start"] == 0  # another document stands still


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
    found = rewritten(known(TEXT), text)
    assert figures(found) == left
    assert [finding["rule"] for finding in found.findings] == rules


def test_a_part_is_told_anew() -> None:
    text = "one 10 two 99 three 30"
    before = rewritten(known(TEXT), text)
    fresh = {"rule": "share", "locations": [item(text, "99")]}
    elsewhere = {"rule": "age", "locations": [item(text, "30")]}
    part = Told("a.md", text, (item(text, "10"), item(text, "99")), (fresh, elsewhere))
    found = with_part(before, part, 7, 13)
    assert figures(found) == ["10", "99", "30"]
    assert [finding["rule"] for finding in found.findings] == ["total", "share"]


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


@given(st.lists(st.text("abc", max_size=12), min_size=2, max_size=6))
def test_changes_that_are_joined_are_the_changes(texts: list[str]) -> None:
    changes: tuple[Change, ...] = ()
    parts: tuple[Span, ...] = ()
    for old, new in pairwise(texts):
        if (change := change_between(old, new)) is not None:
            changes, parts = after(changes, change), with_change(parts, change)
    first, last = texts[0], texts[-1]
    text = list(first)
    for change in changes:  # what the new letters are does not matter, but where they stand
        text[change.start : change.old_end] = "?" * (change.new_end - change.start)
    assert len(text) == len(last)
    for at, sign in enumerate(text):
        assert sign == "?" or sign == last[at]
        assert sign != "?" or any(part.start <= at < part.end for part in parts)
    assert all(0 <= part.start <= part.end <= len(last) for part in parts)


def test_what_is_typed_in_one_place_is_one_change() -> None:
    changes: tuple[Change, ...] = ()
    text = "one 10 two 20"
    for new in ("one 10 two 2", "one 10 two 21", "one 10 two 215", "one 11 two 215"):
        change = change_between(text, new)
        assert change is not None
        changes, text = after(changes, change), new
    assert changes == (Change(12, 13, 14), Change(5, 6, 6))
