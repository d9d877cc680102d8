"""Which figures of a text are bound together, and what follows from them. Cases stand in data/*.yaml."""

from __future__ import annotations

from decimal import Context, Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimcheck import extract_text
from claimcheck.model import Claim, ClaimKind, Interval
from claimcheck.relations import bind_changes, derive, sentences_of
from claimcheck.relations.binding import in_unit, signed

DATA = Path(__file__).parent / "data"


def _cases(name: str) -> list[Any]:
    return [
        pytest.param(case, id=case["name"])
        for case in yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    ]


def _fields(line: str) -> list[str]:
    return [field.strip() for field in line.split("|")]


def _check(case: dict[str, Any]) -> None:
    claims = extract_text(case["text"], published=case.get("published"))
    bound = [
        [binding.change.text, binding.pairs[0][0].text, binding.pairs[0][1].text]
        for binding in bind_changes(claims)
    ]
    assert bound == [_fields(line) for line in case.get("bound", [])]
    derived, wanted = derive(claims), [_fields(line) for line in case.get("derived", [])]
    assert len(derived) == len(wanted), derived
    for got, (name, written, unit) in zip(derived, wanted, strict=True):
        figure = Decimal(written)
        assert (got.name, got.quantity.unit) == (name, unit)
        assert got.quantity.value is not None
        assert Context(prec=len(figure.as_tuple().digits)).plus(got.quantity.value) == figure
        assert got.quantity.interval.contains(got.quantity.value)
        assert {got.claim, *got.operands} <= {claim.id for claim in claims}


@pytest.mark.parametrize("case", _cases("relations"))
def test_example(case: dict[str, Any]) -> None:
    _check(case)


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="falls short here; see `why`")
@pytest.mark.parametrize("case", _cases("xfail"))
def test_known_fault(case: dict[str, Any]) -> None:
    _check(case)


def test_a_lower_bound_stays_open() -> None:
    (base,) = derive(
        extract_text("The maker lifted its revenue target to more than $3.5 billion, up 118% on 2025.")
    )
    interval = base.quantity.interval
    assert interval.high is None
    assert interval.low is not None
    assert Decimal("1.59e9") < interval.low < Decimal("1.61e9")


def _change(text: str) -> Claim:
    (change,) = [claim for claim in extract_text(text) if claim.kind is ClaimKind.CHANGE]
    return change


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Revenue rose 8%.", "7.5", "8.5"),
        ("Revenue fell 8%.", "-8.5", "-7.5"),
        ("Revenue fell by $3.2 million.", "-3.25e6", "-3.15e6"),
        ("Revenue is up 8%.", "7.5", "8.5"),
        ("Revenue is down 8%.", "-8.5", "-7.5"),
    ],
)
def test_signed(text: str, low: str, high: str) -> None:
    assert signed(_change(text)) == Interval(Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "unit", "low", "high"),
    [
        ("The park yields 1.5 GW.", "megawatt", "1450", "1550"),
        ("The park yields 1.5 GW.", "gigawatt", "1.45", "1.55"),
        ("The jobless rate is 4.5%.", "percentage_point", "4.45", "4.55"),
        ("The jobless rate is 4.5%.", "ratio", "0.0445", "0.0455"),
    ],
)
def test_in_unit(text: str, unit: str, low: str, high: str) -> None:
    (claim,) = extract_text(text)
    assert in_unit(claim, unit) == Interval(Decimal(low), Decimal(high))


@pytest.mark.parametrize("unit", ["kilometer", "USD", "plant", "percent"])
def test_no_unit_of_another_kind(unit: str) -> None:
    (claim,) = extract_text("The park yields 1.5 GW.")
    assert in_unit(claim, unit) is None


def test_sentences_keep_their_claims_together() -> None:
    claims = extract_text("Orlo made 12 boats and 14 carts. Brix made 9 sleds.\n\nOrlo has 40 clerks.")
    assert [[claim.text for claim in sentence] for sentence in sentences_of(claims)] == [
        ["12 boats", "14 carts"],
        ["9 sleds"],
        ["40 clerks"],
    ]


def test_table_cells_are_no_sentences() -> None:
    claims = extract_text("| Year | Revenue ($ million) |\n|---|---|\n| 2024 | 12 |\n| 2025 | 15 |\n")
    assert claims
    assert list(sentences_of(claims)) == []


def test_nothing_from_nothing() -> None:
    assert derive([]) == ()
    assert list(bind_changes([])) == []
