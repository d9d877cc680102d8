"""Baselines and decisions: what people write is kept, and what was acknowledged is never lost."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimcheck.model import Finding, Location, Role, Severity, Span
from claimcheck.suppressions.baseline import BaselineError, change_baseline, entry_lines, read_baseline
from claimcheck.suppressions.decisions import Decision, DecisionStore, OutdatedDecision

ROOT = Path(__file__).parents[2]
DATA = Path(__file__).parent / "data" / "baselines.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
READ = [case for case in CASES if "refused" not in case]
TODAY = date(2026, 5, 1)


def finding(fingerprint: str = "new", path: str = "c.md") -> Finding:
    at = Location(path, 1, 1, Span(0, 1), "5", "There are 5.", Role.STATED)
    return Finding("total", Severity.ERROR, 0.9, "it does not add up: 5 # 6", "2 + 2 = 4", fingerprint, (at,))


def written(folder: Path, case: dict[str, Any]) -> Path:
    place = folder / "claimcheck-baseline.yaml"
    place.write_bytes(case["text"].encode())
    return place


def fingerprints(place: Path) -> list[str]:
    return [entry.fingerprint for entry in read_baseline(place).entries]


@pytest.mark.parametrize("case", READ, ids=lambda case: case["what"])
def test_an_entry_is_added_or_refused(case: dict[str, Any], tmp_path: Path) -> None:
    place = written(tmp_path, case)
    before = fingerprints(place)
    lines = entry_lines(finding(), reason="as: printed", by=None, added=TODAY, expires=None)
    if case["adds"]:
        assert change_baseline(place, lambda _: (frozenset(), {"new": lines})) == (1, 0)
        assert fingerprints(place) == [*before, "new"]
        assert place.read_bytes().startswith(case["text"].removeprefix("\ufeff").encode())
    else:
        with pytest.raises(BaselineError, match="write it as a plain list"):
            change_baseline(place, lambda _: (frozenset(), {"new": lines}))
        assert place.read_bytes() == case["text"].encode()


@pytest.mark.parametrize("case", [case for case in READ if "prunes" in case], ids=lambda case: case["what"])
def test_an_entry_is_taken_out_or_that_is_refused(case: dict[str, Any], tmp_path: Path) -> None:
    place = written(tmp_path, case)
    assert fingerprints(place) == ["aa", "bb"]
    if case["prunes"]:
        change_baseline(place, lambda _: (frozenset({"aa"}), {}))
        assert fingerprints(place) == ["bb"]
    else:
        with pytest.raises(BaselineError, match="write it as a plain list"):
            change_baseline(place, lambda _: (frozenset({"aa"}), {}))
        assert place.read_bytes() == case["text"].encode()


@pytest.mark.parametrize("case", [case for case in CASES if "refused" in case], ids=lambda case: case["what"])
def test_what_cannot_be_read_is_refused(case: dict[str, Any], tmp_path: Path) -> None:
    place = written(tmp_path, case)
    with pytest.raises(BaselineError, match=case["refused"]):
        read_baseline(place)
    with pytest.raises(BaselineError, match=case["refused"]):
        DecisionStore(place, None).decide(finding(), Decision("dismissed"), None, TODAY)


def test_half_a_character_is_never_written(tmp_path: Path) -> None:
    store = DecisionStore(tmp_path / "claimcheck-baseline.yaml", "somebody")
    for made, path in (
        (Decision("dismissed", reason="\ud83d"), "a.md"),
        (Decision("accepted", note="\udcff"), "a.md"),
        (Decision("dismissed", reason="fine"), os.fsdecode(b"\xff.md")),
    ):
        with pytest.raises(BaselineError, match="no Unicode text"):
            store.decide(finding(path=path), made, None, TODAY)
    assert list(tmp_path.iterdir()) == []


def test_a_decision_made_on_what_is_no_longer_there_is_refused(tmp_path: Path) -> None:
    ours, theirs = (DecisionStore(tmp_path / "claimcheck-baseline.yaml", name) for name in "ab")
    ours.decide(finding(), Decision("dismissed", reason="fine"), None, TODAY)
    with pytest.raises(OutdatedDecision):
        theirs.decide(finding(), Decision("accepted"), None, TODAY)
    theirs.decide(finding(), Decision("accepted"), Decision("dismissed", reason="fine"), TODAY)
    assert ours.read(TODAY)["new"].decision == "accepted"


def test_an_edit_by_hand_within_the_same_moment_is_seen(tmp_path: Path) -> None:
    """The time of a file is no version of it: an edit in place may leave time and number as they were."""
    place = tmp_path / "claimcheck-baseline.yaml"
    store = DecisionStore(place, None)
    store.decide(finding("one"), Decision("dismissed", reason="fine"), None, TODAY)
    store.read(TODAY)
    state = place.stat()
    with place.open("r+", encoding="utf-8") as file:
        text = file.read()
        file.seek(0)
        file.write("# by hand\n\n" + text)
    os.utime(place, ns=(state.st_atime_ns, state.st_mtime_ns))
    store.decide(finding("two"), Decision("dismissed", reason="fine"), None, TODAY)
    store.decide(finding("one"), Decision(""), Decision("dismissed", reason="fine"), TODAY)
    assert place.read_text(encoding="utf-8").startswith("# by hand\n\n")
    assert fingerprints(place) == ["two"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and kill")
def test_nothing_acknowledged_is_lost() -> None:
    """The same loops as in the benchmark, but fewer: kills at any moment, and two writers at once."""
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "decisions.py", "--kills", "30", "--decisions", "40"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 writers, 40 decisions, 0 lost, 0 writers failed, 0 files beside" in done.stdout


FILLED = """
import random, resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import decisions
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, resource.RLIM_INFINITY))
sys.exit(decisions.filled(Path(sys.argv[2]), random.Random(1)))
"""


@pytest.mark.skipif(os.name == "nt", reason="needs a bound on the size of files")
def test_nothing_acknowledged_is_lost_where_no_more_can_be_written(tmp_path: Path) -> None:
    """As on a full disk, but for that root is not needed: a file ends in the middle of a write."""
    done = subprocess.run(
        [sys.executable, "-c", FILLED, ROOT / "benchmarks", tmp_path], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    (acknowledged, rest) = done.stdout.removeprefix("1 MB: ").split(" ", 1)
    assert int(acknowledged) > 5
    assert rest == "decisions acknowledged, 30 refused, 0 lost, 0 files beside\n"
    assert len(fingerprints(tmp_path / "claimcheck-baseline.yaml")) > 2
