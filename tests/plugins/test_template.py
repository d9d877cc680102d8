"""The template of docs/plugin-template: built, installed, tested, and used by the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "docs" / "plugin-template"
SHARES = "Of all members, 130% of members voted by post.\n"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the plugin in it, installed from its wheel without any network."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-I", "-m", "pip", "--disable-pip-version-check", "--quiet"]
    options = ["--no-index", "--no-deps", "--no-build-isolation"]
    subprocess.run(
        [*pip, "wheel", *options, "--wheel-dir", str(folder / "wheels"), str(TEMPLATE)], check=True
    )
    (wheel,) = (folder / "wheels").glob("*.whl")
    subprocess.run(
        [*pip, "install", "--no-index", "--no-deps", "--target", str(folder), str(wheel)], check=True
    )
    return folder


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(installed), str(ROOT / "src")])
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CLAIMCHECK_")}
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env={**kept, "PYTHONPATH": path}, capture_output=True, text=True, check=False
    )  # fmt: skip


def claimcheck(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(installed, folder, "-m", "claimcheck", *arguments)


def project(folder: Path, *plugins: str) -> Path:
    (folder / "claimcheck.toml").write_text(
        f"plugins = {list(plugins)}\n".replace("'", '"'), encoding="utf-8"
    )
    (folder / "a.md").write_text(SHARES, encoding="utf-8")
    return folder


def test_its_own_tests_pass(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "-m", "pytest", "-p", "no:cacheprovider", str(TEMPLATE / "tests"))
    assert done.returncode == 0, done.stdout
    assert "3 passed" in done.stdout


def test_the_rule_counts_where_it_is_named(installed: Path, tmp_path: Path) -> None:
    done = claimcheck(installed, project(tmp_path, "example"), "check", "a.md", "--format", "sarif")
    assert done.returncode == 1, done.stderr
    assert '"ruleId": "over-hundred"' in done.stdout
    assert "over-hundred" in claimcheck(installed, tmp_path, "explain").stdout
    assert claimcheck(installed, project(tmp_path), "check", "a.md").returncode == 0


def test_the_format(installed: Path, tmp_path: Path) -> None:
    folder = project(tmp_path, "example", "example-tsv")
    done = claimcheck(installed, folder, "check", "a.md", "--format", "example-tsv")
    assert done.stdout.splitlines()[1].startswith("error\tover-hundred\ta.md\t1\t"), done.stderr
    refused = claimcheck(installed, project(tmp_path, "example"), "check", "a.md", "--format", "example-tsv")
    assert refused.returncode == 2
    assert "name it below `plugins`" in refused.stderr
    assert claimcheck(installed, tmp_path, "check", "a.md", "--format", "nonsense").returncode == 2


def test_the_judge(installed: Path, tmp_path: Path) -> None:
    folder = project(tmp_path, "example-judge")
    (folder / "a.md").write_text(
        "The port of Elmrick moved 4.2 million tonnes of goods, the harbour master wrote.\n", encoding="utf-8"
    )
    (folder / "b.md").write_text(
        "Cargo of 4.7 million tonnes passed the port at Elmrick last year, a trade paper says.\n",
        encoding="utf-8",
    )
    done = claimcheck(installed, folder, "judge", "a.md", "b.md", "--judge", "example-judge")
    assert done.returncode == 0, done.stderr
    assert (folder / "claimcheck.judgements.jsonl").read_text(encoding="utf-8").count('"same words"') == 1
    unknown = claimcheck(installed, folder, "judge", "a.md", "--judge", "none")
    assert (unknown.returncode, "example-judge" in unknown.stderr) == (2, True)


def test_a_plugin_that_is_not_there(installed: Path, tmp_path: Path) -> None:
    done = claimcheck(installed, project(tmp_path, "exampel"), "check", "a.md")
    assert done.returncode == 2
    assert "claimcheck.toml:1: no plugin 'exampel' is installed here" in done.stderr
    assert "example-tsv" in done.stderr
