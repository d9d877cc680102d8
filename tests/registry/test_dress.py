from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from claimcheck import extract_text
from claimcheck.quantities import find_quantities
from claimcheck.registry.dress import redressed

DATA = Path(__file__).with_name("data") / "dress.yaml"
CASES: list[list[Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))


def dressed(written: str, value: Decimal) -> str | None:
    found = redressed(written, value)
    return None if found is None else written[: found.span.start] + found.text + written[found.span.end :]


@pytest.mark.parametrize(("written", "value", "wanted"), CASES, ids=lambda case: str(case))
def test_dress(written: str, value: float, wanted: str | None) -> None:
    assert dressed(written, Decimal(str(value))) == wanted


NUMERALS = st.one_of(
    st.integers(2, 10**7).map(lambda n: f"{n:,}"),
    st.integers(2, 9999).map(str),
    st.decimals("0.01", "9999", places=2).map(lambda d: f"{d:,}"),
    st.decimals("0.1", "999", places=1).map(str),
    st.integers(2, 999_999).map(lambda n: f"{n:,}".replace(",", "\u202f")),
)
HEDGES = st.sampled_from(
    ["", "about ", "more than ", "at most ", "nearly ", "roughly ", "less than ", "at least "]
)
UNITS = st.sampled_from(
    [
        "${} million",
        "${} billion",
        "€{}bn",
        "{} MB",
        "{} ms",
        "{}%",
        "{} km/h",
        "{} people",
        "{} times",
        "{} wafers per month",
        "£{}",
        "{} kWh",
    ]
)
VALUES = st.decimals("0.02", "99999999", places=3) | st.integers(2, 10**7).map(Decimal)


@given(HEDGES, UNITS, NUMERALS, VALUES)
def test_any_value_in_any_dress_reads_back(hedge: str, unit: str, numeral: str, value: Decimal) -> None:
    written = hedge + unit.format(numeral)
    before = next(iter(find_quantities(written)), None)
    assume(before is not None and before.quantity.value is not None)
    assert before is not None
    scale = Decimal(10) ** 6 if "illion" in unit or "bn" in unit else Decimal(1)
    wanted = value * scale
    text = dressed(written, wanted)
    if text is None:
        return
    (after,) = find_quantities(text)
    assert after.quantity.unit == before.quantity.unit
    assert after.quantity.hedge == before.quantity.hedge
    assert after.quantity.interval.contains(wanted)
    # All but the digits and the magnitude word is what it was.
    assert text[: after.number.start] == written[: before.number.start]
    assert text[after.number.end :] == written[before.number.end :]


@given(
    NUMERALS, st.sampled_from(["${} million", "{} MB", "{}%", "£{}"]), st.decimals("0.5", "5000", places=2)
)
def test_plain_dresses_take_every_value(numeral: str, unit: str, value: Decimal) -> None:
    written = unit.format(numeral)
    found = find_quantities(written)
    assume(len(found) == 1 and found[0].form == "number" and found[0].span.end == len(written))
    assert dressed(written, value * (10**6 if "million" in unit else 1)) is not None


@given(NUMERALS, UNITS, HEDGES)
def test_the_value_that_stands_there_is_written_the_same(numeral: str, unit: str, hedge: str) -> None:
    written = hedge + unit.format(numeral)
    found = find_quantities(written)
    assume(len(found) == 1 and found[0].quantity.value is not None)
    text = dressed(written, found[0].quantity.value or Decimal(0))
    if text is not None and found[0].form == "number":
        (after,) = find_quantities(text)
        assert after.quantity.value == found[0].quantity.value


def test_in_a_sentence_nothing_else_changes() -> None:
    sentence = "In all, more than $3.5 billion (of $9 billion) was spent on 12 sites."
    (claim, *_) = extract_text(sentence)
    found = redressed(claim.text, Decimal("4.19e9"))
    assert found is not None
    start = claim.span.start
    made = sentence[: start + found.span.start] + found.text + sentence[start + found.span.end :]
    assert made == "In all, more than $4.1 billion (of $9 billion) was spent on 12 sites."
