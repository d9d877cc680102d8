"""The worked example: it holds the planted faults, nothing else is found, and its descriptions are true."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import claimcheck
from claimcheck.checks import Rule, rules
from claimcheck.engine.verify import verify
from claimcheck.judges.record import read_record
from claimcheck.model import Claim, FactStatus, Finding, Location, Report, VerdictName

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "sources"
HERE = Path(__file__).parent
PLANTED: list[dict[str, Any]] = yaml.safe_load((HERE / "expected.yaml").read_text(encoding="utf-8"))
AGREED: list[dict[str, Any]] = yaml.safe_load((HERE / "corroborated.yaml").read_text(encoding="utf-8"))
GUIDE = (ROOT / "docs" / "example-corpus.md").read_text(encoding="utf-8")


def _is_planted(rule: Rule) -> bool:
    """Whether a rule finds something in documents alone: without a draft, a registry, or comments and a baseline."""
    return not rule.draft and not rule.project and not rule.name.startswith("unused-")


@pytest.fixture(scope="module", autouse=True)
def _at_the_root() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        yield


@cache
def _report() -> Report:
    return claimcheck.check(["sources"])


def _raw(name: str) -> str:
    """The words of a source as a reader sees them: those of the JSON article decoded."""
    text = (SOURCES / name).read_text(encoding="utf-8")
    return str(json.loads(text)["body_md"]) if name.endswith(".json") else text


def _stands_at(location: Location, anchor: dict[str, Any]) -> bool:
    """Whether a location overlaps the anchor's text in the source (in the JSON article: has its words)."""
    if Path(location.path).name != anchor["doc"]:
        return False
    words = anchor["text"]
    if anchor["doc"].endswith(".json"):
        return words in location.text or (location.text in words and words in location.sentence)
    start = -1
    for _ in range(anchor.get("nth", 1)):
        start = _raw(anchor["doc"]).index(words, start + 1)
    return location.span.start < start + len(words) and start < location.span.end


def _fits(finding: Finding, planted: dict[str, Any]) -> bool:
    return finding.rule == planted["rule"] and all(
        any(_stands_at(location, anchor) for location in finding.locations) for anchor in planted["at"]
    )


def _told(found: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.rule, finding.message) for finding in found]


def _faults() -> list[Any]:
    """The planted faults; `missed` says why one is not found yet."""
    return [
        pytest.param(
            planted,
            id=planted["rule"],
            marks=[pytest.mark.xfail(strict=True, reason=planted["missed"])] if "missed" in planted else [],
        )
        for planted in PLANTED
    ]


@pytest.mark.parametrize("planted", _faults())
def test_planted_fault_is_found_once(planted: dict[str, Any]) -> None:
    found = _report().findings
    assert sum(_fits(finding, planted) for finding in found) == 1, _told(found)


def test_nothing_else_is_found() -> None:
    found = [f for f in _report().findings if not any(_fits(f, planted) for planted in PLANTED)]
    assert not found, _told(tuple(found))


def test_every_rule_has_its_fault() -> None:
    assert Counter(planted["rule"] for planted in PLANTED) == Counter(
        rule.name for rule in rules() if _is_planted(rule)
    )


def test_every_source_is_read() -> None:
    assert not _report().failures
    names = [Path(document.path).name for document in _report().documents]
    assert names == sorted(path.name for path in SOURCES.iterdir())
    assert all(
        document.title and document.claims
        for document in _report().documents
        if document.format not in ("text", "csv")
    )


def test_every_source_has_its_date() -> None:
    """A table in text has no place for one."""
    assert all(document.published is not None for document in _report().documents if document.format != "csv")


@pytest.mark.parametrize("planted", PLANTED, ids=[planted["rule"] for planted in PLANTED])
def test_anchors_stand_in_their_sources(planted: dict[str, Any]) -> None:
    for anchor in planted["at"]:
        assert _raw(anchor["doc"]).count(anchor["text"]) >= anchor.get("nth", 1), anchor


def _claim_at(anchor: dict[str, Any]) -> Claim:
    """The claim that a quote of corroborated.yaml means."""
    found = [
        claim
        for claim in _report().claims
        if Path(claim.path).name == anchor["doc"]
        and anchor["text"] in claim.text
        and anchor.get("in", "") in claim.sentence
        and claim.cell is None
    ]
    assert len(found) == 1, [(claim.text, claim.sentence) for claim in found]
    return found[0]


def _anchors() -> list[Any]:
    return [
        pytest.param(
            anchor, id=f"{anchor['doc']}: {anchor['text']}",
            marks=[pytest.mark.xfail(strict=True, reason=anchor["missed"])] if "missed" in anchor else [],
        )
        for fact in AGREED
        for anchor in fact["at"]
    ]  # fmt: skip


@pytest.mark.parametrize("anchor", _anchors())
def test_number_is_read(anchor: dict[str, Any]) -> None:
    assert _claim_at(anchor)


def _agreements() -> list[Any]:
    return [
        pytest.param(
            fact, id=f"{fact['fact']}: {fact['at'][0]['text']}",
            marks=[pytest.mark.xfail(strict=True, reason=fact["wrong"])] if "wrong" in fact else [],
        )
        for fact in AGREED
    ]  # fmt: skip


@pytest.mark.parametrize("fact", _agreements())
def test_stated_alike(fact: dict[str, Any]) -> None:
    ids = {_claim_at(anchor).id for anchor in fact["at"]}
    shared = [found for found in _report().facts if ids <= set(found.claims)]
    assert FactStatus.CORROBORATED in [found.status for found in shared]


def test_what_agrees_is_what_the_guide_lists() -> None:
    listed = {}
    for row in GUIDE.partition("## What agrees")[2].splitlines():
        if "`" in row:
            listed[row.split("|")[1].strip()] = set(row.split("`")[1::2])
    assert listed == {fact["fact"]: {anchor["doc"] for anchor in fact["at"]} for fact in AGREED}


def test_only_planted_conflicts_make_conflicting_facts() -> None:
    anchors = [anchor for planted in PLANTED for anchor in planted["at"]]
    by_id = {claim.id: claim for claim in _report().claims}
    for fact in _report().facts:
        if fact.status is FactStatus.CONFLICTING:
            claims = [by_id[claim] for claim in fact.claims]
            texts = [(Path(claim.path).name, claim.text) for claim in claims]
            assert any((anchor["doc"], anchor["text"]) in texts for anchor in anchors), texts


@pytest.mark.parametrize("path", sorted(SOURCES.iterdir()), ids=lambda path: path.name)
def test_guide_describes_the_source(path: Path) -> None:
    assert f"`{path.name}`" in GUIDE


@pytest.mark.parametrize("name", [rule.name for rule in rules() if _is_planted(rule)])
def test_guide_describes_the_fault_of_the_rule(name: str) -> None:
    assert f"| `{name}` |" in GUIDE


def test_registry_is_supported() -> None:
    """The claims of this repository agree with their sources, results and pages, as `make verify` says."""
    report = verify(["claims"], ["sources", "README.md", "docs"], today=date(2026, 11, 21))
    assert not report.failures
    assert [(finding.rule, finding.message) for finding in report.findings] == []
    assert {record.verdict for record in report.registry} == {VerdictName.SUPPORTED}
    bound = {record.id for record in report.registry if any(use.bound for use in record.uses)}
    assert bound >= {"verify-growth", "quantities-speed", "hostile-growth", "report-size", "report-filter"}


# With the recorded answers of judgements.jsonl: what the weights leave open is found, and nothing else is.

ANSWERED = ("value-conflict", "scale-slip", "direction-conflict", "stale-figure")
"""Planted faults between two numbers of which somebody said that they are of one quantity."""


@cache
def _judged() -> Report:
    return claimcheck.check(["sources"], judgements=HERE / "judgements.jsonl")


@pytest.mark.parametrize("rule", ANSWERED)
def test_what_was_answered_is_found(rule: str) -> None:
    (planted,) = (planted for planted in PLANTED if planted["rule"] == rule)
    found = _judged().findings
    assert sum(_fits(finding, planted) for finding in found) == 1, _told(found)


def test_nothing_else_is_found_with_the_answers() -> None:
    found = [f for f in _judged().findings if not any(_fits(f, planted) for planted in PLANTED)]
    assert not found, _told(tuple(found))


def test_every_recorded_answer_is_on_what_stands_there() -> None:
    assert _judged().stale == ()
    standing = read_record(HERE / "judgements.jsonl").standing()
    assert not {question.id for question in _judged().questions} & set(standing)
    assert all((HERE / Path(name)).is_file() for made in standing.values() for name in made.documents)
