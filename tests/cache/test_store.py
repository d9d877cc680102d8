"""The file of the cache: bounded, shared, private, and never in the way."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from claimcheck.cache import Store, UnusableCache, cache_folder
from claimcheck.cache.store import measured, remove

FILE = "readings-1.sqlite"


def filled(folder: Path, **values: bytes) -> None:
    store = Store(folder)
    for key, value in values.items():
        store.put(key.encode(), value)
    store.close()


def found(folder: Path, key: str) -> bytes | None:
    store = Store(folder)
    try:
        return store.get(key.encode())
    finally:
        store.close()


def test_what_was_put_is_there_in_the_next_run(tmp_path: Path) -> None:
    filled(tmp_path / "a", one=b"first", two=b"second")
    assert found(tmp_path / "a", "one") == b"first"
    assert found(tmp_path / "a", "three") is None
    assert measured(tmp_path / "a")[0] == 2


def test_it_is_the_users_alone(tmp_path: Path) -> None:
    filled(tmp_path / "a", one=b"x")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "a" / FILE).stat().st_mode & 0o777 == 0o600


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    def put(key: bytes, day: int) -> None:
        store = Store(tmp_path, most_bytes=100_000)
        store._today = day
        store.put(key, os.urandom(20_000))
        store.close()

    for day, key in enumerate((b"a", b"b", b"c", b"d")):
        put(key, day)
    store = Store(tmp_path, most_bytes=100_000)
    store._today = 9
    assert store.get(b"a") is not None
    store.close()
    put(b"e", 10)  # 100,100 bytes and some: one must go
    assert found(tmp_path, "b") is None
    assert found(tmp_path, "a") is not None
    assert found(tmp_path, "e") is not None


def test_a_value_that_would_fill_it_is_not_kept(tmp_path: Path) -> None:
    store = Store(tmp_path, most_bytes=100_000)
    store.put(b"a", os.urandom(40_000))
    store.close()
    assert found(tmp_path, "a") is None


def test_runs_at_the_same_time_share_it(tmp_path: Path) -> None:
    one, other = Store(tmp_path), Store(tmp_path)
    one.put(b"a", b"1")
    other.put(b"b", b"2")
    one.close()
    assert other.get(b"a") == b"1"
    other.close()
    assert found(tmp_path, "b") == b"2"


def test_a_run_that_has_to_wait_goes_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimcheck.cache.store._PATIENCE", 0.05)
    filled(tmp_path, a=b"1")
    store = Store(tmp_path)
    holder = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    store.put(b"b", b"2")
    store.close()
    holder.execute("ROLLBACK")
    holder.close()
    assert found(tmp_path, "a") == b"1"
    assert found(tmp_path, "b") is None


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_broken_file_is_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    (tmp_path / FILE).chmod(0o600)
    filled(tmp_path, a=b"1")  # goes without, and takes it away
    filled(tmp_path, a=b"1")
    assert found(tmp_path, "a") == b"1"


def test_a_broken_value_is_none(tmp_path: Path) -> None:
    filled(tmp_path, a=b"1", b=b"2")
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute("UPDATE readings SET value = ? WHERE key = ?", (b"nonsense", b"a"))
    database.close()
    assert found(tmp_path, "a") is None
    assert found(tmp_path, "b") == b"2"


def test_a_value_that_unfolds_without_end_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, a=bytes(100_000))
    monkeypatch.setattr("claimcheck.cache.store._LARGEST", 50_000)
    assert found(tmp_path, "a") is None


def test_removing_takes_nothing_else(tmp_path: Path) -> None:
    filled(tmp_path, a=b"1")
    (tmp_path / "mine.txt").write_text("x")
    assert remove(tmp_path) > 0
    assert [place.name for place in tmp_path.iterdir()] == ["mine.txt"]
    assert remove(tmp_path) == 0


# where it must not be


def refused(folder: Path, *projects: Path) -> str:
    with pytest.raises(UnusableCache) as error:
        Store(folder, projects)
    return str(error.value)


def test_not_in_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tmp_path / "project"
    (project / "docs").mkdir(parents=True)
    (project / ".git").mkdir()
    monkeypatch.chdir(project / "docs")
    assert "is checked" in refused(project / "docs" / "cache")
    assert "is checked" in refused(project / "cache")
    assert "is checked" in refused(tmp_path / "other" / "cache", tmp_path / "other")
    Store(tmp_path / "cache").close()


def test_a_link_into_the_project_is_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "project" / "cache").mkdir(parents=True)
    (tmp_path / "mine").symlink_to(tmp_path / "project" / "cache")
    monkeypatch.chdir(tmp_path / "project")
    assert "is checked" in refused(tmp_path / "mine")


def test_not_where_others_write(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    assert "written by others" in refused(tmp_path / "open")
    filled(tmp_path / "a", one=b"x")
    (tmp_path / "a" / FILE).chmod(0o666)
    assert "written by others" in refused(tmp_path / "a")


@pytest.mark.parametrize("make", [Path.symlink_to, Path.hardlink_to])
def test_no_link_is_followed(tmp_path: Path, make: object) -> None:
    (tmp_path / "real").write_bytes(b"")
    (tmp_path / "a").mkdir(mode=0o700)
    make(tmp_path / "a" / FILE, tmp_path / "real")  # type: ignore[operator]
    assert "is a link" in refused(tmp_path / "a")
    assert (tmp_path / "real").read_bytes() == b""


def test_a_name_that_counts_from_the_working_folder_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMCHECK_CACHE_DIR", "cache")
    with pytest.raises(UnusableCache, match="name a whole path"):
        cache_folder()


def test_the_default_is_the_systems_folder_for_caches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("CLAIMCHECK_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", "/caches")
    assert cache_folder() == Path("/caches/claimcheck")
    monkeypatch.setenv("XDG_CACHE_HOME", "caches")  # would be the project's
    monkeypatch.setenv("HOME", "/home/ada")
    assert cache_folder() == Path("/home/ada/.cache/claimcheck")
