"""The workflow that comments corrections on a pull request: its steps, run as the runner would run them, with a gh that writes down its calls."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from committed import commit_all, git

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docs/ci/corrections.yml"
WORKFLOW: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
JOB = WORKFLOW["jobs"]["corrections"]
FIND, COMMENT = JOB["steps"][-2:]
GH = """#!/usr/bin/env bash
for argument in "$@"; do printf '%s\\n' "$argument"; done >> "$CALLS"
echo -- >> "$CALLS"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A branch that changed a number which the registry has otherwise."""
    folder = tmp_path / "project"
    (folder / "docs").mkdir(parents=True)
    (folder / "claims").mkdir()
    (folder / "docs" / "a.md").write_text("# Ships\n\nNorvale had 46 ships in 2025.\n", encoding="utf-8")
    (folder / "claims" / "a.yaml").write_text(
        "id: ships\nclaim: Norvale had 46 ships in 2025.\nsources: [{path: docs/a.md}]\n", encoding="utf-8"
    )
    commit_all(folder)
    (folder / "docs" / "a.md").write_text(
        "# Ships\n\nNorvale had 64 ships in 2025<!-- claim: ships -->.\n\nOrders rose 31% to €984.2 million from €820.1 million.\n",
        encoding="utf-8",
    )
    git(folder, "commit", "-qam", "Two")
    return folder


def _step(step: dict[str, Any], project: Path, temporary: Path) -> None:
    tools = temporary / "tools"
    tools.mkdir(exist_ok=True)
    (tools / "gh").write_text(GH, encoding="utf-8")
    (tools / "gh").chmod(0o755)
    base = subprocess.run(
        ["git", "-C", str(project), "rev-parse", "HEAD~1"], capture_output=True, text=True, check=True
    ).stdout.strip()
    given = {
        "github.event.pull_request.base.sha": base,
        "github.token": "secret",
        "github.event.pull_request.number": "7",
    }
    environment = {name: given[value.strip("${} ")] for name, value in step["env"].items()}
    path = os.pathsep.join((str(tools), str(Path(sys.executable).parent), os.environ["PATH"]))
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=project, capture_output=True, text=True, check=False,
        env={**os.environ, **environment, "PATH": path, "RUNNER_TEMP": str(temporary), "GITHUB_REPOSITORY": "ann/docs", "CALLS": str(temporary / "calls")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_a_comment_and_a_suggestion_are_made(project: Path, tmp_path: Path) -> None:
    if subprocess.run(["jq", "--version"], capture_output=True, check=False).returncode:
        pytest.skip("needs jq, which runners have")
    _step(FIND, project, tmp_path)
    _step(COMMENT, project, tmp_path)
    comment, review, _ = (tmp_path / "calls").read_text(encoding="utf-8").split("--\n")
    assert comment.split()[:3] == ["pr", "comment", "7"]
    assert "31%" in (tmp_path / "comment.md").read_text(encoding="utf-8")
    assert review.split()[:2] == ["api", "repos/ann/docs/pulls/7/reviews"]
    (told,) = json.loads((tmp_path / "review.json").read_text(encoding="utf-8"))["comments"]
    assert "46 ships" in told["body"]


def test_its_token_may_only_read_and_comment() -> None:
    assert WORKFLOW["permissions"] == {}
    assert JOB["permissions"] == {"contents": "read", "pull-requests": "write"}
    # YAML reads "on" as true. Never pull_request_target.
    assert dict(WORKFLOW.items()).get(True) == "pull_request"  # type: ignore[call-overload]
    assert "head.repo.full_name == github.repository" in JOB["if"]
    assert all("${{" not in step.get("run", "") for step in JOB["steps"])


def test_zizmor_finds_nothing() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("zizmor")), "--offline", "--no-progress", "--config", str(ROOT / ".github/zizmor.yml"), str(FILE)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
