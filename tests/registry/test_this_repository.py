"""The registry of this repository: its benchmark figures follow their results."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimcheck.engine.fixing import plan

ROOT = Path(__file__).resolve().parents[2]
_COUNTS = {"cases", "faults", "faults_between", "between", "all"}


def _moved(value: Any, name: str = "") -> Any:
    """Results that have moved far enough for every wording to be wrong."""
    if isinstance(value, dict):
        return {key: _moved(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [_moved(item) for item in value]
    if name in _COUNTS:
        return value + 30
    if name == "precision":
        return round(value - 0.3, 2)
    return (
        round(value / 9, 4)
        if name in ("stage_to_quantulum3", "plain_table_to_filter")
        else round(value * 7.1, 3)
    )


def test_every_benchmark_figure_follows_its_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "docs", ignore=shutil.ignore_patterns("images", "*.json"))
    shutil.copy(ROOT / "README.md", tmp_path / "README.md")
    (tmp_path / "claims").mkdir()
    shutil.copy(ROOT / "claims/benchmarks.yaml", tmp_path / "claims/benchmarks.yaml")
    entries = yaml.safe_load((ROOT / "claims/benchmarks.yaml").read_text(encoding="utf-8"))
    for path in {entry["value_from"]["path"] for entry in entries}:
        moved = _moved(json.loads((ROOT / path).read_text(encoding="utf-8")))
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(json.dumps(moved), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    bound: list[tuple[str, str]] = []
    pages = [Path("README.md"), *sorted(Path("docs").glob("*.md"))]
    named = {entry["id"] for entry in entries}
    for page in pages:
        text = page.read_text(encoding="utf-8")
        bound += [
            (page.as_posix(), found)
            for found in re.findall(r"<!-- claim: ([\w-]+) -->", text)
            if found in named
        ]
    assert {entry for _, entry in bound} == named, "an entry that no page is bound to"
    holding = [page for page in pages if any(path == page.as_posix() for path, _ in bound)]
    planned = plan(["claims"], holding, today=date(2026, 11, 21))
    assert not planned.fixes.left
    made = [(edit.path, edit.entry) for edit in planned.fixes.edits if not edit.path.startswith("claims/")]
    assert sorted(made) == sorted(bound)
    assert all(
        Decimal(re.sub(r"[^\d.]", "", edit.new)) > 0
        for edit in planned.fixes.edits
        if re.search(r"\d", edit.new)
    )
