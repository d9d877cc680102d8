"""What the quantity reader makes of small texts. Cases stand in data/*.yaml: add one there, no Python needed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimcheck.claims.periods import mask_spans
from claimcheck.model import Mention
from claimcheck.quantities import find_quantities

DATA = Path(__file__).parent / "data"


def _cases(*, faulty: bool) -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['text']}")
        for path in sorted(DATA.glob("*.yaml"))
        if (path.stem == "xfail") == faulty
        for case in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    ]


def _decimal(written: str | None) -> Decimal | None:
    return None if written in (None, "null") else Decimal(written)


def _shown(text: str, mention: Mention) -> dict[str, Any]:
    quantity = mention.quantity
    return {
        "text": text[mention.span.start : mention.span.end],
        "value": quantity.value,
        "low": quantity.low,
        "high": quantity.high,
        "unit": quantity.unit,
        "interval": [quantity.interval.low, quantity.interval.high],
        "hedge": quantity.hedge,
        "form": mention.form,
        "noun": None if mention.noun is None else text[mention.noun.start : mention.noun.end],
    }


def _wanted(expected: dict[str, Any]) -> dict[str, Any]:
    wanted: dict[str, Any] = {}
    for key, written in expected.items():
        if key == "interval":
            wanted[key] = [_decimal(end) for end in written]
        elif key in ("value", "low", "high"):
            wanted[key] = _decimal(written)
        else:
            wanted[key] = None if written == "null" else written
    return wanted


def _check(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [_shown(text, mention) for mention in find_quantities(text, mask_spans(text))]
    wanted = [_wanted(expected) for expected in case["expect"]]
    assert len(found) == len(wanted), found
    kept = [{key: got[key] for key in want} for got, want in zip(found, wanted, strict=True)]
    assert kept == wanted


@pytest.mark.parametrize("case", _cases(faulty=False))
def test_example(case: dict[str, Any]) -> None:
    _check(case)


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="the reader falls short here; see `why`")
@pytest.mark.parametrize("case", _cases(faulty=True))
def test_known_fault(case: dict[str, Any]) -> None:
    _check(case)
