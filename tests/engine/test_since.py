"""What a branch changed, asked of git in repositories whose configuration would have git run something."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from claimcheck.engine.since import Changes, SinceError, changes_since

OLD = "Revenue was $5 million.\n\nThe weather was fine.\n"
NEW = "Revenue was $6 million.\n\nThe weather was fine.\n"
EXPECTED = [(1, 1)]

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *arguments: str) -> str:
    command = [
        "git",
        "-c",
        "user.name=x",
        "-c",
        "user.email=x@example.org",
        "-c",
        "protocol.file.allow=always",
    ]
    done = subprocess.run([*command, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one document, changed since it was committed."""
    return made(tmp_path / "root")


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    """What the script beside it leaves when it runs."""
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\ntouch '{tmp_path / 'ran'}'\ncat\n", encoding="utf-8")
    script.chmod(0o755)
    return tmp_path / "ran"


def made(root: Path) -> Path:
    root.mkdir()
    git(root, "init", "-q")
    (root / "a.md").write_text(OLD, encoding="utf-8")
    (root / ".gitattributes").write_text("*.md filter=it diff=it\n", encoding="utf-8")
    git(root, "add", "--all")
    git(root, "commit", "-q", "-m", "old")
    (root / "a.md").write_text(NEW, encoding="utf-8")
    return root


def changed(root: Path, folder: Path | None = None) -> Changes:
    found = changes_since("HEAD", folder or root)
    return {Path(name).relative_to(os.path.realpath(root)).as_posix(): lines for name, lines in found.items()}


@pytest.mark.parametrize(
    "settings",
    [
        ["filter.it.clean {script}"],
        ["filter.it.process {script}"],
        ["filter.it.clean {script}", "filter.it.process {script}", "filter.it.required true"],
        ["diff.it.textconv {script}"],
        ["diff.it.command {script}"],
        ["diff.external {script}"],
        ["core.fsmonitor {script}"],
        ["core.hooksPath {folder}"],
        ["core.pager {script}", "pager.diff true"],
        ["filter.it.clean cat", "filter.other thing.x.clean {script}", "filter.it.smudge {script}"],
    ],
    ids=lambda settings: settings[-1],
)
def test_git_runs_nothing_that_the_repository_names(
    settings: list[str], repository: Path, marker: Path
) -> None:
    script = marker.with_name("script")
    shutil.copy(script, marker.with_name("post-index-change"))
    for setting in settings:
        name, _, value = setting.rpartition(" ")
        git(repository, "config", name, value.format(script=script, folder=script.parent))
    assert changed(repository) == {"a.md": EXPECTED}
    assert not marker.exists()


def test_nor_what_a_file_says_that_the_configuration_includes(repository: Path, marker: Path) -> None:
    more = repository / "more"
    more.write_text(f'[filter "it"]\n\tclean = {marker.with_name("script")}\n', encoding="utf-8")
    git(repository, "config", "include.path", "../more")
    assert changed(repository)["a.md"] == EXPECTED
    assert not marker.exists()


def test_a_filter_that_cannot_be_switched_off(repository: Path, marker: Path) -> None:
    (repository / ".gitattributes").write_text("*.md filter=a=b\n", encoding="utf-8")
    git(repository, "config", "filter.a=b.clean", str(marker.with_name("script")))
    with pytest.raises(SinceError, match="filters"):
        changed(repository)
    assert not marker.exists()


def test_the_filters_of_the_user_stay(
    repository: Path, marker: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As Git LFS does, it turns every line into another: without it, all would seem changed."""
    own = tmp_path / "own"
    own.write_text('[filter "it"]\n\tclean = tr a-z A-Z\n\trequired = true\n', encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(own))
    (repository / "a.md").write_text(OLD, encoding="utf-8")
    git(repository, "add", "--renormalize", "a.md")
    git(repository, "commit", "-q", "-m", "filtered")
    assert "REVENUE" in git(repository, "show", "HEAD:a.md")
    (repository / "a.md").write_text(NEW, encoding="utf-8")
    assert changed(repository) == {"a.md": EXPECTED}
    git(repository, "config", "filter.it.clean", str(marker.with_name("script")))
    assert changed(repository) == {"a.md": EXPECTED}
    assert not marker.exists()


def test_a_folder_that_looks_like_a_repository(repository: Path, marker: Path) -> None:
    """It can be committed, and brings a configuration of its own."""
    docs = repository / "docs"
    git(repository, "init", "-q", "--bare", "docs")
    shutil.rmtree(docs / "hooks")
    (docs / "config").write_text(
        "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n"
        f'[filter "it"]\n\tprocess = {marker.with_name("script")}\n', encoding="utf-8",
    )  # fmt: skip
    (docs / ".gitattributes").write_text("*.md filter=it\n", encoding="utf-8")
    (docs / "a.md").write_text(OLD, encoding="utf-8")
    own = ("--git-dir=.", "--work-tree=.", "-c", "filter.it.process=")
    git(docs, *own, "add", "-f", "a.md")
    git(docs, *own, "commit", "-q", "-m", "old")
    (docs / "a.md").write_text(NEW, encoding="utf-8")
    with pytest.raises(SinceError):
        changed(repository, docs)
    assert not marker.exists()


def test_a_submodule_has_a_configuration_of_its_own(tmp_path: Path, repository: Path, marker: Path) -> None:
    inner = made(tmp_path / "inner")
    git(inner, "checkout", "-q", "--", "a.md")
    git(repository, "submodule", "--quiet", "add", str(inner), "inner")
    git(repository, "commit", "-q", "-m", "inner")
    git(repository / "inner", "config", "filter.own.clean", str(marker.with_name("script")))
    (repository / "inner" / ".gitattributes").write_text("*.md filter=own\n", encoding="utf-8")
    (repository / "inner" / "a.md").write_text(NEW, encoding="utf-8")
    git(repository, "config", "diff.ignoreSubmodules", "none")
    assert changed(repository) == {"a.md": EXPECTED}
    assert not marker.exists()


def test_nothing_is_fetched(repository: Path, marker: Path) -> None:
    """Of a partial clone, what is missing is asked for by a program that the repository names."""
    blob = git(repository, "rev-parse", "HEAD:a.md")
    for name, value in (
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", f"ext::{marker.with_name('script')}"),
        ("protocol.ext.allow", "always"),
    ):
        git(repository, "config", name, value)
    (repository / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(SinceError):
        changed(repository)
    assert not marker.exists()


@pytest.mark.parametrize("folder", ["", ".", "bin"])
def test_no_git_of_the_folder_runs(
    folder: str, repository: Path, marker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "bin").mkdir()
    for place in (repository, repository / "bin"):
        shutil.copy(marker.with_name("script"), place / "git")
    monkeypatch.chdir(repository)
    monkeypatch.setenv("PATH", os.pathsep.join((folder, os.environ["PATH"])))
    assert changed(repository)["a.md"] == EXPECTED
    monkeypatch.setenv("PATH", folder)
    with pytest.raises(SinceError, match="git is needed"):
        changed(repository)
    assert not marker.exists()


@pytest.mark.parametrize("revision", ["--output=x", "-", "", " ", "--no-index", "HEAD --output=x"])
def test_no_revision_is_an_option(revision: str, repository: Path) -> None:
    with pytest.raises(SinceError):
        changes_since(revision, repository)
    assert sorted(path.name for path in repository.iterdir()) == [".git", ".gitattributes", "a.md"]
