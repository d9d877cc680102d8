from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.claims.periods import date_in_text, find_periods, mask_spans
from growing import assert_linear

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "periods.yaml").read_text(encoding="utf-8")
)
PIECES = (
    "2025 2026 1995 Q1 H2 FY 26 1Q26 May March 12 31 , . - – / : ' ( ) first second fourth quarter half of "
    "the last next this year years month months week to from between and through ended ending fiscal "
    "since by until than a one earlier ago before end early mid late Sunday on in same prior 9:30 am $ % "
    "now T 08 Z"
)


def _mentions(text: str, published: date | None) -> list[list[str]]:
    found = []
    for mention in find_periods(text, published):
        period = mention.period
        found.append(
            [
                text[mention.span.start : mention.span.end],
                mention.role,
                period.label if period else "-",
                str(period.start) if period and period.start else "-",
                str(period.end) if period and period.end else "-",
                mention.granularity,
                mention.basis or "-",
            ]
        )
    return found


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_example(case: dict[str, Any]) -> None:
    expected = [[field.strip() for field in line.split("|")] for line in case["expect"]]
    found = _mentions(case["text"], case.get("published"))
    assert len(found) == len(expected), found
    assert [got[: len(want)] for got, want in zip(found, expected, strict=True)] == expected


@pytest.mark.parametrize(
    ("text", "relative"),
    [("in 2025", False), ("12 May 2026", False), ("last year", True), ("in March", True), ("yoy", True)],
)
def test_says_what_is_relative(text: str, relative: bool) -> None:
    assert [mention.relative for mention in find_periods(text, date(2026, 6, 1))] == [relative]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Published 2026-05-12.", date(2026, 5, 12)),
        ("Rome, 12 May 2026 (Wire)", date(2026, 5, 12)),
        ("In 2025; on Tuesday, May 12, 2026", date(2026, 5, 12)),
        ("year ended 30 June 2025", date(2025, 6, 30)),
        ("12.05.2026", date(2026, 5, 12)),
        ("May 2026", None),
        ("on 12 May", None),
        ("31 February 2026", None),
    ],
)
def test_date_in_text(text: str, day: date | None) -> None:
    assert date_in_text(text) == day


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("at 9:30 or 18:00 CET", ["9:30", "18:00"]),
        ("from 10 a.m. to 5pm", ["10 a.m", "5pm"]),
        ("in the first quarter of 2026", ["first quarter of 2026"]),
        ("the past six months", []),
        ("six months and 25 wafers", []),
        ("twelve months to June 2025", ["twelve months to June 2025"]),
        ("two years ago", ["two years ago"]),
        ("in the 21st century", ["21st century"]),
        ("a ratio of 4:30", []),
        ("2.3, 1,200 and $5", []),
    ],
)
def test_mask(text: str, masked: list[str]) -> None:
    assert [text[span.start : span.end] for span in mask_spans(text)] == masked


def _check(text: str, published: date | None) -> None:
    for spans in (mask_spans(text), [mention.span for mention in find_periods(text, published)]):
        at = 0
        for span in spans:
            assert at <= span.start < span.end <= len(text)
            at = span.end
    for mention in find_periods(text, published):
        period = mention.period
        if period is not None and period.start is not None and period.end is not None:
            assert period.start <= period.end
    date_in_text(text)


@given(st.text(), st.none() | st.dates())
def test_any_text(text: str, published: date | None) -> None:
    _check(text, published)


@settings(max_examples=400)
@given(
    st.lists(st.sampled_from(PIECES.split()), max_size=14),
    st.sampled_from([" ", "", "-", ", "]),
    st.none() | st.dates(),
)
def test_any_string_of_calendar_words(pieces: list[str], glue: str, published: date | None) -> None:
    _check(glue.join(pieces), published)


UNITS = "7|1 |2025-|Q1 |May |12 May |first quarter |end of the |early |last |year to |fiscal year ended "
UNITS += "|2025 first quarter ended |from 2015 to |fiscal first quarter |12:30 |a year earlier |Sunday |word "


@pytest.mark.parametrize("unit", UNITS.split("|"))
def test_long_texts_take_linear_time(unit: str) -> None:
    def read(text: str) -> None:
        find_periods(text, date(2026, 6, 1))
        mask_spans(text)

    assert_linear(read, (unit * 100_000)[:100_000])
