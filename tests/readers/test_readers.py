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
        pytest.param(
            reader,
            entry,
            id=f"{key}: {entry.get('text') or entry['left']}",
            marks=[pytest.mark.xfail(reason=entry["open"], strict=True)] if "open" in entry else [],
        )
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


@pytest.mark.parametrize(("reader", "entry"), _entries("constructs"))
def test_constructs(reader: Callable[..., list[Claim]], entry: dict[str, Any]) -> None:
    """A construct is read as its words mean, and its twin as its own do."""
    test_numbers(reader, entry)


def _told(entry: dict[str, Any], texts: list[str], folder: Path) -> list[str]:
    folder.mkdir()
    published = f"---\ndate: {entry['published']}\n---\n\n" if "published" in entry else ""
    for number, text in enumerate(texts):
        (folder / f"{number}.md").write_text(f"{published}{text}\n", encoding="utf-8")
    return [f"{found.rule}: {found.message}" for found in claimcheck.check([folder]).findings]


def _contradictions() -> list[Any]:
    return [
        pytest.param(
            entry,
            id=f"{entry['construct']}: {entry['texts'][-1][:60]}",
            marks=[pytest.mark.xfail(reason=entry["open"], strict=True)] if "open" in entry else [],
        )
        for entry in yaml.safe_load((DATA / "contradictions.yaml").read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("entry", _contradictions())
def test_contradictions(entry: dict[str, Any], tmp_path: Path) -> None:
    """What is wrong is told, and nothing once it is right."""
    texts = entry["texts"]
    assert _told(entry, [*texts[:-1], entry["right"]], tmp_path / "right") == []
    assert _told(entry, texts, tmp_path / "wrong") != []
