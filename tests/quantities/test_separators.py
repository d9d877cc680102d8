"""Which numerals a document writes, and turning those of continental Europe."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import claimcheck
from claimcheck.quantities.separators import uses_decimal_comma, with_decimal_points


@pytest.mark.parametrize(
    ("text", "european"),
    [
        ("It cost 1.234,56 euros and 12,5 % more.", True),
        ("It cost 1,234.56 euros.", False),
        ("It cost 12,5 euros.", False),  # may be a list of two
        ("It cost 1.234,56 euros, or 1,234 pounds.", False),  # both styles: neither is sure
        ("No number.", False),
    ],
)
def test_style_of_a_document(text: str, european: bool) -> None:
    assert uses_decimal_comma(text) is european


def test_the_style_of_one_number_serves_the_whole_document() -> None:
    claims = claimcheck.extract_text(
        "The mill cost 1.234,56 euros.\n\nThat is 12,5 % more for 1.500 looms.\n"
    )
    assert [(str(claim.quantity.value), claim.quantity.unit) for claim in claims] == [
        ("1234.56", "EUR"),
        ("12.5", "percent"),
        ("1500", "loom"),
    ]


@given(st.text(alphabet="0123456789.,- a€", max_size=60), st.booleans())
def test_offsets_stay(text: str, decimal_comma: bool) -> None:
    turned = with_decimal_points(text, decimal_comma=decimal_comma)
    assert len(turned) == len(text)
    assert [c for c in turned if c not in ".,"] == [c for c in text if c not in ".,"]
