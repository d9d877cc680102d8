"""How alike two figures are, and how surprising that is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from claimcheck.facts.figures import digits_of
from claimcheck.facts.slips import slip_of_digits


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("41", "14", "transposition"),
        ("1516", "1561", "transposition"),
        ("138.4", "158", "digit"),
        ("23418", "32418", "transposition"),
        ("49", "59", "digit"),
        ("8.5", "8.5", None),
        ("41", "28", None),
        ("41", "410", None),
        ("7", "9", None),
        ("-41", "14", None),
    ],
)
def test_kind(left: str, right: str, kind: str | None) -> None:
    slip = slip_of_digits(Decimal(left), Decimal(right))
    assert (slip.kind if slip else None) == kind
    mirrored = slip_of_digits(Decimal(right), Decimal(left))
    assert (mirrored.kind if mirrored else None) == kind


def test_more_digits_surprise_more() -> None:
    weights = [
        slip_of_digits(Decimal(a), Decimal(b)) for a, b in (("49", "59"), ("149", "159"), ("4149", "4159"))
    ]
    bits = [slip.bits for slip in weights if slip is not None]
    assert bits == sorted(bits)
    assert len(set(bits)) == 3


def test_transposed_digits_surprise_more_than_one_wrong_digit() -> None:
    swapped, wrong = slip_of_digits(Decimal(412), Decimal(421)), slip_of_digits(Decimal(412), Decimal(432))
    assert swapped is not None
    assert wrong is not None
    assert swapped.bits > wrong.bits


@pytest.mark.parametrize(
    ("value", "digits"), [("8500000000", "85"), ("0.0120", "12"), ("1.50", "15"), ("0", "")]
)
def test_significant_digits(value: str, digits: str) -> None:
    assert digits_of(Decimal(value)) == digits
