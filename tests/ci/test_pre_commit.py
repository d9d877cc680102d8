"""The hooks, run by the pre-commit program itself in a repository of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def call(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "CLAIMCHECK_"))}
    environment |= {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "PRE_COMMIT_HOME": str(folder.parent / "cache"),
        **{
            f"GIT_{who}_{what}": "a@example.org"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        },
    }
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with documents and a registry, and this project's files as the repository of the hooks."""
    base = tmp_path_factory.mktemp("hooks")
    hooks, folder = base / "hooks", base / "project"
    hooks.mkdir()
    for name in (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE", "src"):
        place = ROOT / name
        if place.is_dir():
            shutil.copytree(place, hooks / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(place, hooks / name)
    (folder / "claims").mkdir(parents=True)
    (folder / "a.md").write_text("The town has 5,120 empty flats.\n", encoding="utf-8")
    (folder / "claims" / "a.yaml").write_text(
        "id: flats\nclaim: The town has 5,120 empty flats.\nsources: [{path: a.md, quote: '5,120 empty flats'}]\n",
        encoding="utf-8",
    )
    for place in (hooks, folder):
        for command in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", "x")):
            assert call("git", *command, folder=place).returncode == 0
    return folder


def pre_commit(folder: Path, hook: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("pre-commit")
    assert program.exists(), "the test extra installs pre-commit"
    return call(str(program), "try-repo", "../hooks", hook, "--all-files", "--verbose", folder=folder)


def test_no_name_of_a_file_is_an_option(repository: Path) -> None:
    """The first name would have the report written over a document, the second have no finding fail."""
    before = (repository / "a.md").read_text(encoding="utf-8")
    names = ("--output=a.md", "--fail-on=never.md")
    for name in names:
        (repository / name).write_text(
            "Rents rose 30% to $11.2 million from $10.4 million.\n", encoding="utf-8"
        )
    assert call("git", "add", "--all", folder=repository).returncode == 0
    done = pre_commit(repository, "claimcheck")
    call("git", "rm", "-f", "--quiet", "--", *names, folder=repository)
    assert done.returncode == 1, done.stdout + done.stderr
    assert all(f"{name}:1:12: error percent-change" in done.stdout for name in names)
    assert (repository / "a.md").read_text(encoding="utf-8") == before


def test_the_hooks(repository: Path) -> None:
    for hook in ("claimcheck", "claimcheck-verify"):
        done = pre_commit(repository, hook)
        assert done.returncode == 0, done.stdout + done.stderr
    (repository / "a.md").write_text(
        "The town has 5,210 empty flats. Rents rose 30% to $11.2 million from $10.4 million.\n",
        encoding="utf-8",
    )
    checked, verified = (pre_commit(repository, hook) for hook in ("claimcheck", "claimcheck-verify"))
    assert checked.returncode == 1
    assert "a.md:1:44: error percent-change" in checked.stdout
    assert verified.returncode == 1
    assert "quote-drift" in verified.stdout
