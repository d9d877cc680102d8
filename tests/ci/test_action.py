"""The shell step of action.yml, run as the runner would run it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
INSTALL, STEP = ACTION["runs"]["steps"][-2:]
FAULTY = "Revenue rose 30% to $11.2 million from $10.4 million.\n"


def step(folder: Path, **given: str) -> subprocess.CompletedProcess[str]:
    inputs = {f"${{{{ inputs.{name} }}}}": str(entry["default"]) for name, entry in ACTION["inputs"].items()}
    inputs |= {f"${{{{ inputs.{name.replace('_', '-')} }}}}": value for name, value in given.items()}
    environment = {name: inputs[value] for name, value in STEP["env"].items() if value in inputs}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("CLAIMCHECK_", "GITHUB_"))}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEP["run"]],
        cwd=folder,
        env={**kept, **environment, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "my notes").mkdir()
    (tmp_path / "my notes" / "a.md").write_text(FAULTY, encoding="utf-8")
    (tmp_path / "b.md").write_text("The town has 5,120 empty flats.\n", encoding="utf-8")
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "a.yaml").write_text(
        "id: flats\nclaim: The town has 5,120 empty flats.\nsources: [{path: b.md, quote: '5,120 empty flats'}]\n",
        encoding="utf-8",
    )
    return tmp_path


def test_every_input_reaches_the_step() -> None:
    both = [*INSTALL["env"].items(), *STEP["env"].items()]
    given = [value for name, value in both if name.startswith("INPUT_")]
    assert sorted(given) == sorted(f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"])


def test_a_finding_fails_the_step(folder: Path) -> None:
    done = step(folder, paths="my notes\nb.md\n")
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=my notes/a.md,line=1")


def test_fail_on_never(folder: Path) -> None:
    assert step(folder, paths="my notes", fail_on="never").returncode == 0


def test_sarif_is_written_beside(folder: Path) -> None:
    done = step(folder, paths="my notes", sarif="out.sarif")
    assert done.returncode == 1
    assert '"ruleId": "percent-change"' in (folder / "out.sarif").read_text(encoding="utf-8")


def test_verify(folder: Path) -> None:
    done = step(folder, command="verify", documents="b.md")
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "b.md").write_text("The town has 5,210 empty flats.\n", encoding="utf-8")
    assert step(folder, command="verify", documents="b.md").returncode == 1


def test_another_command_is_refused(folder: Path) -> None:
    done = step(folder, command="explain; touch x")
    assert done.returncode == 2
    assert not (folder / "x").exists()


def test_no_module_of_the_workspace_is_run(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The path of the action is empty here, so that pip has something to say and nothing to install."""
    for name in ("pip", "runpy", "subprocess", "typer", "yaml", "re"):
        (folder / f"{name}.py").write_text(
            f"open({str(folder / 'ran')!r}, 'a').write(__name__)\n", encoding="utf-8"
        )
    assert INSTALL["env"]["PYTHONPATH"] == STEP["env"]["PYTHONPATH"] == ""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    empty = str(tmp_path_factory.mktemp("empty"))
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", INSTALL["run"]],
        cwd=folder, env={**os.environ, "PYTHONPATH": ".", **INSTALL["env"], "INPUT_EXTRAS": "all", "PATH": path, "GITHUB_ACTION_PATH": empty},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "pyproject.toml" in done.stderr
    assert step(folder, paths="my notes").stdout.startswith("::error file=my notes/a.md,line=1")
    assert not (folder / "ran").exists()


@pytest.mark.parametrize(
    ("extras", "asked"),
    [("all", ".[all]"), ("pdf,office", ".[pdf,office]"), ("", "."), ("all]; touch x; [", None)],
)
def test_extras_are_installed(extras: str, asked: str | None, tmp_path: Path) -> None:
    """In place of Python stands a program that writes down what it is told."""
    (tmp_path / "bin").mkdir()
    told = tmp_path / "bin" / "python"
    told.write_text(
        f'#!/bin/sh\nfor last; do :; done\nprintf %s "$last" > "{tmp_path}/told"\n', encoding="utf-8"
    )
    told.chmod(0o755)
    path = f"{told.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", INSTALL["run"]],
        env={**os.environ, "PATH": path, "GITHUB_ACTION_PATH": str(tmp_path), "INPUT_EXTRAS": extras},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == (0 if asked is not None else 2)
    assert not (tmp_path / "x").exists()
    assert (tmp_path / "told").exists() == (asked is not None)
    if asked is not None:
        assert (tmp_path / "told").read_text(encoding="utf-8") == asked


@pytest.mark.parametrize("name", ["--output=b.md", "--help", "--fail-on=never"])
def test_no_path_is_an_option(name: str, folder: Path) -> None:
    before = (folder / "b.md").read_text(encoding="utf-8")
    (folder / name).write_text(FAULTY, encoding="utf-8")
    done = step(folder, paths=f"{name}\nmy notes", sarif="--out.sarif")
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"::error file={name},line=1" in done.stdout
    assert (folder / "b.md").read_text(encoding="utf-8") == before
    assert '"ruleId"' in (folder / "--out.sarif").read_text(encoding="utf-8")


def test_no_document_is_an_option(folder: Path) -> None:
    done = step(folder, command="verify", documents="--fail-on=never")
    assert done.returncode == 2
    assert "--fail-on=never: no such file or folder" in done.stderr
