"""What every reader must make of small texts, construct by construct. Cases stand in data/*.yaml: add one there, no Python needed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

import claimcheck
from claimcheck.facts.comparable import exclude, factor_between
from claimcheck.model import Claim

DATA = Path(__file__).parent / "data"
READERS: dict[str, Callable[..., list[Claim]]] = {"words": claimcheck.extract_text}


def _entries(name: str) -> list[Any]:
    return [
        pytest.param(reader, entry, id=f"{key}: {entry.get('text') or entry['left']}")
        for key, reader in READERS.items()
        for entry in yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    ]


def _shown(claim: Claim, wanted: dict[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for key in wanted:
        if key in ("value", "low", "high"):
            number = getattr(claim.quantity, key)
            shown[key] = None if number is None else Decimal(number)
        elif key in ("unit", "hedge"):
            shown[key] = getattr(claim.quantity, key)
        elif key == "period":
            shown[key] = claim.period and claim.period.label
        elif key == "kind":
            shown[key] = claim.kind.value
        else:
            shown[key] = getattr(claim, key)
    return shown


def _wanted(expected: dict[str, Any]) -> dict[str, Any]:
    return {
        key: Decimal(str(value)) if key in ("value", "low", "high") and value is not None else value
        for key, value in expected.items()
    }


@pytest.mark.parametrize(("reader", "entry"), _entries("numbers"))
def test_numbers(reader: Callable[..., list[Claim]], entry: dict[str, Any]) -> None:
    """A text gives just the claims listed; its twin, which differs in a word or two, gives its own."""
    for case in (entry, entry["twin"]):
        claims = reader(case["text"], entry.get("published"))
        wanted = [_wanted(expected) for expected in case["claims"]]
        assert [claim.text for claim in claims] == [expected["text"] for expected in wanted]
        assert [_shown(c, w) for c, w in zip(claims, wanted, strict=True)] == wanted


@pytest.mark.parametrize(("reader", "entry"), _entries("likes"))
def test_likes(reader: Callable[..., list[Claim]], entry: dict[str, Any]) -> None:
    """Numbers are compared with their like only, and exclude each other only where no reading makes both true."""
    left, right = (reader(entry[side], entry.get("published"))[0] for side in ("left", "right"))
    assert (factor_between(left, right) is not None) == entry["comparable"]
    assert exclude(left, right) == entry["excluded"]
