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
STEP = ACTION["runs"]["steps"][-1]
FAULTY = "Revenue rose 30% to $11.2 million from $10.4 million.\n"


def step(folder: Path, **given: str) -> subprocess.CompletedProcess[str]:
    inputs = {f"${{{{ inputs.{name} }}}}": str(entry["default"]) for name, entry in ACTION["inputs"].items()}
    inputs |= {f"${{{{ inputs.{name.replace('_', '-')} }}}}": value for name, value in given.items()}
    environment = {name: inputs[value] for name, value in STEP["env"].items()}
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
    assert sorted(STEP["env"].values()) == sorted(f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"])


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
