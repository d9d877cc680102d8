"""What is read out of the cache is what would be read of the file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from claimcheck import engine
from claimcheck.cache import Store
from claimcheck.cache.version import reading_key, reading_version
from claimcheck.cli.app import app
from claimcheck.documents import FoundFile
from claimcheck.engine import reading
from claimcheck.engine.reading import Means, Reading, folded, read, reading_of, unfolded
from claimcheck.settings.model import DEFAULT, Settings

ROOT = Path(__file__).parents[2]
DRAFT = "Kestrel Rail had revenue of $610 million in 2025.\n"
OTHER = "In 2025 Kestrel Rail had revenue of $680 million.\n"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "a.md").write_text(DRAFT)
    (folder / "b.md").write_text(OTHER)
    (folder / "c.json").write_text('{"data": [1, 2, 3]}')
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were read, and not taken out of the cache."""
    names: list[str] = []
    original = reading.reading_of

    def watched(entry: FoundFile, stdin: bytes | None) -> Reading:
        names.append(entry.display)
        return original(entry, stdin)

    monkeypatch.setattr(reading, "reading_of", watched)
    return names


def once(files: Path, settings: Settings = DEFAULT) -> Any:
    store = Store(files.parent / "cache")
    try:
        return read(["."], None, None, settings, Means(1, store))
    finally:
        store.close()


@pytest.mark.parametrize("name", sorted(p.name for p in (ROOT / "sources").iterdir() if p.is_file()))
def test_a_reading_comes_back_whole(name: str) -> None:
    made = reading_of(FoundFile(ROOT / "sources" / name, f"sources/{name}"), None)
    again = unfolded(folded(made))
    assert again is not None
    assert again == made
    for ours, theirs in zip(made.claims, again.claims, strict=True):
        for one, other in zip(ours, theirs, strict=True):
            # 5 and 5.0 are equal, and are not written alike
            assert str(one.quantity) == str(other.quantity)
            assert [type(getattr(one, f.name)) for f in fields(one)] == [
                type(getattr(other, f.name)) for f in fields(other)
            ]


def test_the_second_run_reads_nothing(files: Path, asked: list[str]) -> None:
    first = once(files)
    assert len(asked) == 3
    assert once(files) == first
    assert len(asked) == 3


def test_a_changed_file_alone_is_read_again(files: Path, asked: list[str]) -> None:
    once(files)
    del asked[:]
    (files / "b.md").write_text(DRAFT)
    assert [claim.text for claim in once(files)[1]] == ["$610 million"] * 2
    assert asked == ["b.md"]


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "b.md").rename(folder / "d.md"),
        lambda folder: shutil.copy(folder / "a.md", folder / "a.txt"),
    ],
    ids=["renamed", "copied"],
)
def test_a_name_counts(files: Path, asked: list[str], change: Callable[[Path], object]) -> None:
    once(files)
    del asked[:]
    change(files)
    found = once(files)
    assert len(asked) == 1
    assert {claim.path for claim in found[1]} == {document.path for document in found[0]}


def test_the_projects_own_words_count(files: Path, asked: list[str]) -> None:
    once(files)
    del asked[:]
    once(files, Settings(lexicon={"units": [["lot", "", "lot", ""]]}))
    assert len(asked) == 3


def test_the_program_counts() -> None:
    version = reading_version({})
    assert version == reading_version({})
    keys = {
        reading_key(version, "a.md", ".md", b"x"),
        reading_key(version, "a.md", "", b"x"),
        reading_key(version, "b.md", ".md", b"x"),
        reading_key(version, "a.md", ".md", b"y"),
        reading_key(reading_version({"units": [["lot"]]}), "a.md", ".md", b"x"),
    }
    assert len(keys) == 5


def test_what_cannot_be_read_is_tried_again(files: Path, asked: list[str]) -> None:
    (files / "d.md").write_bytes(b"\xff\xfe\x00")
    assert [failure.path for failure in once(files)[2]] == ["d.md"]
    del asked[:]
    assert [failure.path for failure in once(files)[2]] == ["d.md"]
    assert asked == ["d.md"]


def test_nonsense_in_the_cache_is_read_past(files: Path, asked: list[str]) -> None:
    first = once(files)
    del asked[:]
    version = reading_version({})
    store = Store(files.parent / "cache")
    for name in ("a.md", "b.md"):
        key = reading_key(version, name, ".md", (files / name).read_bytes())
        assert store.get(key) is not None
        store.put(key, b'{"documents": [{"path": 1}], "claims": []}')
    store.close()
    assert once(files) == first
    assert sorted(asked) == ["a.md", "b.md"]


# on the command line


def run(*args: str) -> Any:
    fail = ("--fail-on", "warning") if args[0] == "check" else ()
    return CliRunner().invoke(app, [args[0], *fail, *args[1:]])


def test_check_fills_and_uses_it(files: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMCHECK_CACHE_DIR", str(files.parent / "own"))
    first = run("check", ".", "--jobs", "1")
    assert first.exit_code == 1
    assert "value-conflict" in first.stdout
    assert len(asked) == 3
    assert run("check", ".").stdout == first.stdout
    assert len(asked) == 3
    assert run("check", ".", "--no-cache").stdout == first.stdout
    assert len(asked) == 6
    assert "3 files" in run("cache", "info").stdout
    cleaned = run("cache", "clean")
    assert cleaned.exit_code == 0
    assert "freed" in cleaned.stdout
    assert "0 files" in run("cache", "info").stdout


def test_without_the_cache_nothing_is_kept(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMCHECK_CACHE_DIR", str(files.parent / "own"))
    run("check", ".", "--no-cache")
    assert not (files.parent / "own").exists()


def test_a_project_cannot_place_a_cache(
    files: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cache that says that the two texts agree lies in the project, and the variable of the CI names it."""
    monkeypatch.setenv("CLAIMCHECK_CACHE_DIR", str(files.parent / "elsewhere"))
    (files / "b.md").write_text(DRAFT)
    run("check", ".")
    lies = files.parent / "elsewhere"
    target = files / ".cache"
    shutil.move(lies, target)
    monkeypatch.setenv("CLAIMCHECK_CACHE_DIR", str(target))
    del asked[:]
    done = run("check", ".")
    assert "which is checked" in done.stderr
    assert len(asked) == 3


def test_a_variable_that_names_no_whole_path_is_told(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMCHECK_CACHE_DIR", "cache")
    done = run("check", ".")
    assert done.exit_code == 1
    assert "name a whole path" in done.stderr
    assert not (files / "cache").exists()


@pytest.mark.parametrize("jobs", ["0", "-1", "two", "1000", "٣"])
def test_a_number_of_jobs_that_is_none(files: Path, jobs: str) -> None:
    done = run("check", ".", "--jobs", jobs)
    assert done.exit_code == 2
    assert "is no number of processes" in done.stderr


# what changed, against all


def test_a_changed_file_is_checked_against_all(files: Path) -> None:
    (files / "sources").mkdir()
    for name in ("a.md", "b.md"):
        (files / name).rename(files / "sources" / name)
    (files / "sources" / "c.md").write_text("Revenue rose 27% to $610 million from $540 million.\n")
    (files / "new.md").write_text("The town has 5,120 empty flats.\n")
    alone = run("check", "sources/a.md")
    assert alone.exit_code == 0
    changed = run("check", "--changed", "sources/a.md", "new.md")
    assert changed.exit_code == 1
    assert "value-conflict" in changed.stdout
    assert "percent-change" not in changed.stdout  # it is of a file that did not change
    assert run("check", "--changed", "new.md").exit_code == 0


def test_what_changed_stands_alone_where_the_project_names_nothing(files: Path) -> None:
    assert run("check", "--changed", "a.md").exit_code == 0
    assert run("check", "--changed", "a.md", "b.md").exit_code == 1


def test_the_engine_keeps_nothing_unless_it_is_told(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMCHECK_CACHE_DIR", str(files.parent / "own"))
    engine.check(["."])
    assert os.listdir(files.parent) == ["project"]  # noqa: PTH208


def test_what_changed_while_it_was_read_has_no_origin(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(files.parent / "cache")
    means = Means(1, store)
    read(["."], None, None, DEFAULT, means)
    store.close()
    assert set(means.origins) == {"a.md", "b.md"}
    (files / "a.md").write_text(OTHER)
    monkeypatch.setattr(reading, "_unchanged", lambda *_: False)
    store = Store(files.parent / "cache")
    read(["."], None, None, DEFAULT, Means(1, store, means.origins))
    store.close()
    assert set(means.origins) == {"b.md"}
