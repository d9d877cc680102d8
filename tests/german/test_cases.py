"""German texts that were written before any of them could be read: silent as they are, found out with one number changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

import claimcheck
from claimcheck.model import Finding, Severity

_DATA = Path(__file__).parent / "data"
_SLOT = re.compile(r"⟦([^|⟧]+)\|([^⟧]+)⟧")


@dataclass(frozen=True, slots=True)
class Case:
    """One of the two readings of a text with a slot."""

    id: str
    kind: str
    texts: dict[str, str]
    draft: str | None
    wrong: bool
    place: tuple[str, int, int]
    """Document, and where the number of the slot stands in it."""
    missed: bool = False
    """Whether the wrong number is not found yet."""


def cases(name: str = "cases") -> list[Case]:
    """Every text with the right number and with the wrong one."""
    found = []
    for entry in yaml.safe_load((_DATA / f"{name}.yaml").read_text(encoding="utf-8")):
        for wrong in (False, True):
            found.append(_case(entry, wrong))
    return found


def _case(entry: dict[str, Any], wrong: bool) -> Case:
    texts: dict[str, str] = {}
    place: tuple[str, int, int] | None = None
    for document in entry["documents"]:
        slot = _SLOT.search(document["text"])
        if slot is None:
            texts[document["name"]] = document["text"]
            continue
        assert place is None, f"{entry['id']} has two slots"
        filled = slot[2] if wrong else slot[1]
        texts[document["name"]] = document["text"][: slot.start()] + filled + document["text"][slot.end() :]
        place = (document["name"], slot.start(), slot.start() + len(filled))
    assert place is not None, f"{entry['id']} has no slot"
    return Case(
        entry["id"], entry["kind"], texts, entry.get("draft"), wrong, place, entry.get("missed", False)
    )


def test_every_case_has_a_twin() -> None:
    found = cases()
    assert len(found) == 80
    assert len({case.id for case in found}) == 40
    assert sum(case.wrong for case in found) == 40


def _told(case: Case, folder: Path) -> list[Finding]:
    """The errors and warnings of a case."""
    folder.mkdir()
    for name, text in case.texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    report = claimcheck.check([folder], draft=folder / case.draft if case.draft else None)
    return [finding for finding in report.findings if finding.severity is not Severity.INFO]


def _touches(finding: Finding, case: Case) -> bool:
    name, start, end = case.place
    return any(
        Path(place.path).name == name and place.span.start < end and place.span.end > start
        for place in finding.locations
    )


def test_what_is_found_and_what_is_falsely_flagged(tmp_path: Path) -> None:
    """The measure: 19 of 20 findings are right, and six of ten faults are found, at the least."""
    found = false = faults = 0
    for number, case in enumerate(cases()):
        told = _told(case, tmp_path / str(number))
        right = [finding for finding in told if case.wrong and _touches(finding, case)]
        faults += case.wrong
        found += bool(right)
        false += len(told) - len(right)
    assert found / (found + false) >= 0.95, (found, false)
    assert found / faults >= 0.6, (found, faults)


@pytest.mark.parametrize(
    "case", cases("longer"), ids=lambda case: f"{case.id}-{'wrong' if case.wrong else 'right'}"
)
def test_longer_texts_that_tempt(case: Case, tmp_path: Path) -> None:
    told = _told(case, tmp_path / "texts")
    assert [finding.message for finding in told if not (case.wrong and _touches(finding, case))] == []
    assert bool(told) == (case.wrong and not case.missed)
