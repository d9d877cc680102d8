"""What neighbouring tools catch in the examples of their READMEs is caught here, and nothing is told of the same project unspoilt."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimcheck.engine.coverage import cover
from claimcheck.engine.verify import verify
from claimcheck.model import Ownership

from .test_coverage import TODAY, written

DATA = Path(__file__).with_name("data") / "neighbours.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
SHA = re.compile(r"(?<=sha256: )[0-9a-f]{64}")


def told(folder: Path, files: dict[str, str]) -> list[str]:
    """All that is found in a project: findings, faults of the registry, numbers that nobody answers for."""
    written(folder, files)
    texts = [name for name in files if name.endswith(".md") and "/" not in name]
    report = verify(["claims"], texts, today=TODAY)
    found = [f"{one.rule} {one.locations[0].path}:{one.locations[0].line}" for one in report.findings]
    found += [f"fault {one.path.partition(':')[0]}: {one.message}" for one in report.failures]
    coverage = cover(texts, ["claims"], today=TODAY).coverage if texts else ()
    nobodys = [number for number in coverage if number.ownership is Ownership.NOBODY]
    return sorted([*found, *(f"unowned {number.path}: {number.text}" for number in nobodys)])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_they_catch_is_caught(
    case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files = dict(case["files"])
    if case.get("pinned"):
        (registry,) = (name for name in files if name.startswith("claims/"))
        (results,) = (name for name in files if name != registry)
        files[registry] = SHA.sub(hashlib.sha256(files[results].encode()).hexdigest(), files[registry])
    clean = told(tmp_path, files)
    allowed = [line for line in case["caught"] if line in clean]
    assert not allowed, "it is told before anything is spoilt"
    assert [line for line in clean if not line.startswith("unowned")] == []
    for name, (old, new) in case["spoilt"].items():
        assert old in files[name]
        files[name] = files[name].replace(old, new)
    fresh = [line for line in told(tmp_path, files) if line not in clean]
    assert len(fresh) >= len(case["caught"]), fresh
    for wanted in case["caught"]:
        assert any(
            line == wanted or (wanted.startswith("fault") and _same(line, wanted)) for line in fresh
        ), fresh


def _same(fault: str, wanted: str) -> bool:
    place, _, message = wanted.partition(": ")
    return fault.startswith(place) and message in fault
