from __future__ import annotations

import re
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimcheck.engine.verify import verify
from claimcheck.model import Report

DATA = Path(__file__).with_name("data") / "projects.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
TODAY = date(2026, 11, 21)


def verified(folder: Path, files: dict[str, str]) -> Report:
    """The report on a project of some files."""
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    documents = ["sources"] if (folder / "sources").exists() else []
    return verify(["claims"], documents, today=TODAY)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_project(case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = verified(tmp_path, case["files"])
    found = sorted(f"{f.rule} {f.locations[0].path}:{f.locations[0].line}" for f in report.findings)
    assert found == sorted(case.get("findings", [])), [f.message for f in report.findings]
    told = [f"{failure.path}: {failure.message}" for failure in report.failures]
    wanted = case.get("faults", [])
    assert len(told) == len(wanted), told
    for expected in wanted:
        place, _, message = expected.partition(": ")
        assert any(line.startswith(place) and message in line for line in told), told
    if "verdicts" in case or wanted:
        verdicts = {record.id: record.verdict.value for record in report.registry}
        assert verdicts == case.get("verdicts", {})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_every_place_is_where_its_text_stands(
    case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for finding in verified(tmp_path, case["files"]).findings:
        for at in finding.locations:
            text = (tmp_path / at.path).read_text(encoding="utf-8")
            assert text[at.span.start : at.span.end] == at.text
            assert text.count("\n", 0, at.span.start) + 1 == at.line


def _database(folder: Path) -> None:
    connection = sqlite3.connect(folder / "runs.db")
    connection.execute("CREATE TABLE runs (name TEXT, ratio REAL)")
    connection.executemany("INSERT INTO runs VALUES (?, ?)", [("a", 9.47), ("b", 3.1)])
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("SELECT ratio FROM runs WHERE name = 'a'", None),
        ("SELECT max(ratio) FROM runs", None),
        ("SELECT ratio FROM runs", "more than one row"),
        ("SELECT ratio FROM runs WHERE name = 'z'", "no row"),
        ("SELECT name, ratio FROM runs WHERE name = 'a'", "2 columns"),
        ("DELETE FROM runs", "not authorized"),
        ("ATTACH '/etc/passwd' AS x", "not authorized"),
        ("SELECT load_extension('x')", "not authorized"),
        ("SELECT speed FROM runs", "no such column"),
        (
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
            "the query takes too long|took longer",  # whichever bound a machine meets first
        ),
    ],
)
def test_sqlite(query: str, fault: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    _database(tmp_path)
    registry = f'id: speed\nclaim: The reader is 9.5 times as fast.\nvalue_from:\n  path: runs.db\n  query: "{query}"\n'
    report = verified(tmp_path, {"claims/a.yaml": registry})
    if fault is None:
        assert [record.verdict.value for record in report.registry] == ["supported"]
    else:
        (failure,) = report.failures
        assert failure.path == "claims/a.yaml:5:10"
        assert re.search(fault, failure.message)
    assert not report.findings


def test_a_registry_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {
        "claims/large.yaml": "# " + "x" * 10_000_000,
        "claims/small.yaml": "id: one\nclaim: The city has 6,230 empty shops.\n",
    }
    report = verified(tmp_path, files)
    assert [failure.path for failure in report.failures] == ["claims/large.yaml"]
    assert [record.id for record in report.registry] == ["one"]


def test_a_link_that_leads_out_of_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project, outside = tmp_path / "project", tmp_path / "outside.md"
    project.mkdir()
    outside.write_text("The town has 5,120 empty flats.\n", encoding="utf-8")
    (project / "link.md").symlink_to(outside)
    monkeypatch.chdir(project)
    registry = "id: flats\nclaim: The town has 5,120 empty flats.\nsources: [{path: link.md}]\n"
    report = verified(project, {"claims/a.yaml": registry})
    assert [failure.message for failure in report.failures] == [
        "flats: source link.md: lies outside of the project"
    ]
