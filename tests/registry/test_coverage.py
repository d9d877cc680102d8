from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from claimcheck.cli.app import app
from claimcheck.engine.coverage import cover
from claimcheck.engine.verify import verify
from claimcheck.model import Report
from claimcheck.model.coverage import share
from growing import assert_linear

DATA = Path(__file__).with_name("data") / "coverage.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
TODAY = date(2026, 11, 21)


def written(folder: Path, files: dict[str, str]) -> list[str]:
    """Writes a project; the documents that are covered."""
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return sorted(name for name in files if not name.startswith(("claims/", "sources/")))


def covered(folder: Path, files: dict[str, str]) -> Report:
    documents = written(folder, files)
    return cover(documents, ["claims"], ["sources"] if (folder / "sources").exists() else [], today=TODAY)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_every_number_has_the_owner_that_it_has(
    case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    report = covered(tmp_path, case["files"])
    assert not report.failures
    told = [
        f"{number.text}: {number.ownership.value}{f' ({number.owner})' if number.owner else ''}"
        for number in report.coverage
    ]
    assert told == case["owned"]
    assert str(share(report.coverage).normalize()) in (
        case["share"],
        f"{case['share'][0]}E+{len(case['share']) - 1}",
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_comment_on_owners_is_no_comment_on_findings(
    case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    report = verify(["claims"], written(tmp_path, case["files"]), today=TODAY)
    assert not any(finding.rule == "unused-ignore" for finding in report.findings)


def test_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, CASES[0]["files"])
    run = CliRunner().invoke(app, ["claims", "--coverage", "text.md", "--fail-under", "50"])
    assert run.exit_code == 0, run.output
    assert (
        "text.md     50%  1 of 2 numbers owned\n    text.md:1:54: 31 options: nobody: “It is 9.7 times"
        in run.output
    )
    assert run.stdout.endswith("coverage 50%: 1 of 2 numbers have an owner (1 bound)\n")
    run = CliRunner().invoke(app, ["claims", "--coverage", "text.md", "--fail-under", "50.1%"])
    assert run.exit_code == 1
    assert "coverage is 50" in run.stderr
    run = CliRunner().invoke(app, ["claims", "--coverage", "text.md", "--format", "json"])
    told = json.loads(run.stdout)
    assert told["total"] == {"numbers": 2, "owned": 1, "exempt": 0, "percent": 50.0}
    assert [(number["text"], number["ownership"], number["owner"]) for number in told["numbers"]] == [
        ("9.7 times", "bound", "speed"),
        ("31 options", "nobody", None),
    ]


@pytest.mark.parametrize(
    "arguments", [["--fail-under", "90"], ["--coverage", "--fail-under", "much"], ["--all"]]
)
def test_misuse_is_told(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, CASES[0]["files"])
    assert CliRunner().invoke(app, ["claims", *arguments]).exit_code == 2


def test_a_broken_registry_is_told_and_the_rest_covered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, {**CASES[0]["files"], "claims/b.yaml": "id: x\nclam: y\n"})
    run = CliRunner().invoke(app, ["claims", "--coverage", "text.md"])
    assert run.exit_code == 2
    assert "1 of 2 numbers owned" in run.stdout


def test_time_grows_with_the_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, {"claims/a.yaml": "id: speed\nclaim: The reader is 9.5 times as fast.\n"})
    text = "".join(
        f"“the mill at {n} ran {n} looms of old” and {n} / 2 = {n / 2}.\n\n" for n in range(1000, 1200)
    )

    def work(part: str) -> None:
        written(tmp_path, {"text.md": part, "sources/a.txt": part.replace("”", "”\n\n")})
        assert share(cover(["text.md"], ["claims"], ["sources"], today=TODAY).coverage) > 50

    assert_linear(work, text)
