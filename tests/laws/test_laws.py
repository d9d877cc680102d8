"""What must hold for any text (the laws): tried on the example corpus and on small texts of our own."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest

import claimcheck
from claimcheck.model import Finding, Report, Severity

SOURCES = Path(__file__).parents[2] / "sources"
TEXTS = sorted(p for p in SOURCES.iterdir() if p.suffix in (".md", ".txt", ".html"))
REPORTED = (Severity.ERROR, Severity.WARNING)


def _alarms(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.severity in REPORTED]


def _crossing(report: Report) -> list[Finding]:
    """The alarms that point into more than one document."""
    return [f for f in _alarms(report) if len({location.path for location in f.locations}) > 1]


def _beside_copy(path: Path, folder: Path, text: str | None = None) -> tuple[Path, Path]:
    original, copy = folder / f"original{path.suffix}", folder / f"copy{path.suffix}"
    source = path.read_text(encoding="utf-8")
    original.write_text(source, encoding="utf-8")
    copy.write_text(source if text is None else text, encoding="utf-8")
    return original, copy


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.name)
def test_a_text_does_not_contradict_its_copy(path: Path, tmp_path: Path) -> None:
    report = claimcheck.check(_beside_copy(path, tmp_path))
    assert [finding.message for finding in _crossing(report)] == []
    paths = {claim.id: claim.path for claim in report.claims}
    told = {
        claim for fact in report.facts if len({paths[c] for c in fact.claims}) > 1 for claim in fact.claims
    }
    alone = [claim.text for claim in report.claims if claim.id not in told and claim.kind.value != "rank"]
    assert not alone, "numbers that the copy does not corroborate"


def _changed(text: str, rng: random.Random) -> str | None:
    """`text` with one of its first two digits changed by two or more."""
    digits = [i for i, c in enumerate(text) if c.isascii() and c.isdigit()]
    if len(digits) < 2:
        return None
    at = rng.choice(digits[:2])
    new = rng.choice([d for d in "123456789" if abs(int(d) - int(text[at])) >= 2])
    return text[:at] + new + text[at + 1 :]


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.name)
def test_a_changed_digit_is_found_and_nothing_else(path: Path, tmp_path: Path) -> None:
    rng = random.Random(path.name)
    source = path.read_text(encoding="utf-8")
    claims = [
        claim
        for claim in claimcheck.extract([path])
        if source[claim.span.start : claim.span.end] == claim.text
        and source.count(claim.text) == 1
        and claim.quantity.value is not None
        and claim.quantity.hedge is None
        and claim.kind.value != "rank"
        and _changed(claim.text, random.Random(0)) is not None
    ]
    missed = []
    for claim in rng.sample(claims, min(len(claims), 4)):
        new = _changed(claim.text, rng)
        assert new is not None
        text = source[: claim.span.start] + new + source[claim.span.end :]
        report = claimcheck.check(_beside_copy(path, tmp_path, text))
        crossing = _crossing(report)
        here = [
            f for f in crossing if any(at.span.start <= claim.span.start < at.span.end for at in f.locations)
        ]
        if not here:
            missed.append(f"{claim.text} -> {new}")
        assert [f.message for f in crossing if f not in here] == []
    assert len(missed) <= 1, missed


def _told(report: Report) -> Counter[tuple[str, tuple[str, ...]]]:
    return Counter(
        (f.rule, tuple(sorted(f"{Path(at.path).name}:{at.span.start}" for at in f.locations)))
        for f in _alarms(report)
    )


def test_the_order_of_files_changes_nothing() -> None:
    assert _told(claimcheck.check(TEXTS)) == _told(claimcheck.check(TEXTS[::-1]))


def test_an_unrelated_document_changes_nothing(tmp_path: Path) -> None:
    stranger = tmp_path / "garden.md"
    stranger.write_text(
        "# Sowing broad beans\n\nSow 24 beans in two rows, 20 cm apart and 5 cm deep. Three weeks later 21 of them are up.\n",
        encoding="utf-8",
    )
    assert _told(claimcheck.check(TEXTS)) == _told(claimcheck.check([*TEXTS, stranger]))


RENAMED = {"Norvale": "Brantel", "Calder": "Tolley", "Halden": "Marsk", "Larkspur": "Quenby"}


def test_other_names_change_nothing(tmp_path: Path) -> None:
    for path in TEXTS:
        shutil.copy(path, tmp_path / path.name)
    before = claimcheck.check([tmp_path])
    for path in TEXTS:
        text = path.read_text(encoding="utf-8")
        for name, other in RENAMED.items():
            text = text.replace(name, other).replace(name.upper(), other.upper())
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    after = claimcheck.check([tmp_path])
    rules = [Counter(finding.rule for finding in _alarms(report)) for report in (before, after)]
    assert rules[0] == rules[1]
