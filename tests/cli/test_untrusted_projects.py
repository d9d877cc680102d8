"""What a stranger's project may make the program read and write: nothing outside of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from claimcheck.cli.app import app

FAULTY = "Revenue rose 30% to $11.2 million from $10.4 million.\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project"
    (folder / "sources").mkdir(parents=True)
    (folder / "sources" / "a.md").write_text(FAULTY, encoding="utf-8")
    (tmp_path / "victim").write_text("keep", encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("command", ["check", "baseline"])
def test_a_baseline_elsewhere(command: str, project: Path) -> None:
    Path("claimcheck.toml").write_text('baseline = "../victim"\n', encoding="utf-8")
    done = run(command, *(["--reason", "x"] if command == "baseline" else []))
    assert done.exit_code == 2
    assert "'../victim' lies outside of the project" in done.stderr
    assert (project.parent / "victim").read_text(encoding="utf-8") == "keep"


@pytest.mark.parametrize("command", ["check", "baseline"])
def test_a_baseline_that_is_a_link(command: str, project: Path) -> None:
    Path("claimcheck-baseline.yaml").symlink_to(project.parent / "victim")
    done = run(command, *(["--reason", "x"] if command == "baseline" else []))
    assert done.exit_code == 2
    assert "it is a link" in done.stderr
    assert (project.parent / "victim").read_text(encoding="utf-8") == "keep"


def test_a_report_that_is_a_link(project: Path) -> None:
    Path("r.html").symlink_to(project.parent / "victim")
    done = run("check", "--format", "html", "-o", "r.html")
    assert done.exit_code == 2
    assert done.stderr == "claimcheck: cannot write r.html: it is a link; name the file itself\n"
    assert (project.parent / "victim").read_text(encoding="utf-8") == "keep"


def test_a_registry_that_is_a_link(project: Path) -> None:
    Path("claims").mkdir()
    Path("claims/a.yaml").symlink_to(project.parent / "victim")
    done = run("add", "Revenue rose to $11.2 million.", "--source", "sources/a.md", "--file", "claims/a.yaml")
    assert done.exit_code == 2
    assert (project.parent / "victim").read_text(encoding="utf-8") == "keep"
    assert "no .yaml or .yml file in this folder" in run("verify").stderr


@pytest.mark.parametrize(("name", "command"), [("sources", "check"), ("claims", "verify")])
def test_a_default_folder_that_leads_elsewhere(name: str, command: str, project: Path) -> None:
    elsewhere = project.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.md").write_text(FAULTY, encoding="utf-8")
    (elsewhere / "a.yaml").write_text("id: a\nclaim: It has 5 flats.\n", encoding="utf-8")
    if (project / name).exists():
        (project / name).rename(project / "old")
    (project / name).symlink_to(elsewhere)
    done = run(command)
    assert done.exit_code == 2
    assert f"'{name}' is a link that leads out of here" in done.stderr
