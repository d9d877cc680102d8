"""How numbers, units and intervals are put into words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck import wording
from claimcheck.model import Interval
from report.samples import number, quantity


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("8.5E+9", "8500000000"),
        ("0.250", "0.25"),
        ("1E-7", "0.0000001"),
        ("-0", "0"),
        ("-12.50", "-12.5"),
        ("100", "100"),
    ],
)
def test_plain_digits_have_no_exponent_and_no_superfluous_zeros(value: str, written: str) -> None:
    assert wording.plain(Decimal(value)) == written


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20))
def test_plain_digits_are_exact(value: Decimal) -> None:
    text = wording.plain(value)
    assert "E" not in text.upper()
    assert Decimal(text) == value


@pytest.mark.parametrize(
    ("value", "unit", "spoken"),
    [
        (8_500_000_000, "USD", "$8.5 billion"),
        ("-1.25E+6", "EUR", "−€1.25 million"),
        (100_000_000_000, "TWD", "NT$100 billion"),
        (3_000_000, "CHF", "3 million CHF"),
        (25_000, "wafer/month", "25,000 wafers per month"),
        (500, "watt/module", "500 watts per module"),
        (27, "percent", "27%"),
        ("2.5", "percentage_point", "2.5 percentage points"),
        (1, "basis_point", "1 basis point"),
        (3, "ratio", "3 times"),
        (1, "rank", "number 1"),
        (1, "plant", "1 plant"),
        (6, "person", "6 people"),
        (4, "company", "4 companies"),
        (12, "meter**2", "12 square metres"),
        (Decimal("7.18"), "percent/year", "7.18% per year"),
        (3, "milligram/liter", "3 milligrams per litre"),
        (3, "kilometer/hour", "3 kilometres per hour"),
        (2, "parameter", "2 parameters"),
        (7, "kilowatt_hour", "7 kilowatt hours"),
        (9, "USD/share", "$9 per share"),
    ],
)
def test_amounts_are_said_as_a_person_would(value: str | int, unit: str, spoken: str) -> None:
    assert wording.amount(Decimal(value), unit) == spoken


def test_a_quantity_is_given_in_full_and_as_spoken() -> None:
    assert (
        wording.normalised(quantity(8_500_000_000, "USD", (None, None))) == "8,500,000,000 USD ($8.5 billion)"
    )
    assert wording.normalised(quantity(25_000, "wafer/month", (None, None))) == "25,000 wafers per month"
    assert wording.normalised(quantity("26.5", "percent", (None, None))) == "26.5%"
    assert (
        wording.normalised(quantity(1_000_000, "wafer", (None, None)))
        == "1,000,000 wafers (1 million wafers)"
    )
    heat = quantity(None, "watt/module", (500, 700), low=500, high=700)
    assert wording.normalised(heat) == "500 to 700 watts per module"


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        (8_450_000_000, 8_550_000_000, "USD", "between $8.45 and $8.55 billion"),
        (900_000_000, 1_100_000_000, "USD", "between $900 million and $1.1 billion"),
        (800_000, 1_200_000, "wafer", "between 800,000 and 1.2 million wafers"),
        (900_000_000, 1_100_000_000, "wafer", "between 900 million and 1.1 billion wafers"),
        (500, 700, "watt/module", "between 500 and 700 watts per module"),
        ("26.5", "27.5", "percent", "between 26.5% and 27.5%"),
        (3_500_000_000, None, "USD", "at least $3.5 billion"),
        (None, 40, "percent", "at most 40%"),
        (6, 6, "plant", "exactly 6 plants"),
        (None, None, "USD", "any value"),
        (421_550_000, 421_650_000, "EUR", "between €421.55 and €421.65 million"),
        ("421648123.4", "421648999.1", "EUR", "about €421.6 million"),
        ("-9.1", "-8.5", "percent", "between −9.1% and −8.5%"),
    ],
)
def test_intervals_in_words(low: int | str | None, high: int | str | None, unit: str, words: str) -> None:
    assert wording.interval_words(Interval(number(low), number(high)), unit) == words


def test_worked_ends_are_told_apart() -> None:
    ends = wording.rounded_interval(Interval(Decimal("10.43141"), Decimal("10.43262")))
    assert (ends.low, ends.high) == (Decimal("10.431"), Decimal("10.433"))


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_listing(parts: list[str], sentence: str) -> None:
    assert wording.listing(parts) == sentence


@pytest.mark.parametrize(
    ("letters", "words"),
    [
        ("xlsx", "an XLSX"),
        ("odt", "an ODT"),
        ("html", "an HTML"),
        ("pdf", "a PDF"),
        ("docx", "a DOCX"),
        ("us", "a US"),
    ],
)
def test_abbreviations_take_the_article_of_their_first_letters_name(letters: str, words: str) -> None:
    assert wording.abbreviation(letters) == words


def test_a_document_cannot_steer_the_terminal_or_reorder_its_digits() -> None:
    assert wording.visible("\x1b[31m27%\x07") == "␛[31m27%␇"
    assert wording.visible("\u202e27%\u2066") == "[U+202E]27%[U+2066]"
    assert wording.visible("two\r\nlines\tand\na tab") == "two lines and a tab"
    assert wording.visible("half \ud800 a pair") == "half [U+D800] a pair"
    assert wording.visible("plain text, ünïcödé, 晶圓") == "plain text, ünïcödé, 晶圓"


def test_wide_characters_take_two_columns() -> None:
    assert wording.cells("abc") == 3
    assert wording.cells("晶圓") == 4
