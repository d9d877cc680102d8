"""Files are written whole or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from claimcheck.writing import change_whole, write_whole


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_permissions_are_those_of_any_file_or_of_the_replaced_one(tmp_path: Path) -> None:
    fresh, kept = tmp_path / "fresh", tmp_path / "kept"
    before = os.umask(0o022)
    try:
        write_whole(fresh, "x")
        kept.write_text("old")
        kept.chmod(0o640)
        write_whole(kept, "new")
    finally:
        os.umask(before)
    assert stat.S_IMODE(fresh.stat().st_mode) == 0o644
    assert (stat.S_IMODE(kept.stat().st_mode), kept.read_text()) == (0o640, "new")


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old")
    link.symlink_to(target)
    for write in (write_whole, lambda file, text: change_whole(file, lambda _: text)):
        with pytest.raises(OSError, match="it is a link"):
            write(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "old"


def test_a_folder_that_leads_out_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project, elsewhere = tmp_path / "project", tmp_path / "elsewhere"
    (project / "reports").mkdir(parents=True)
    elsewhere.mkdir()
    (project / "out").symlink_to(elsewhere)
    (project / "in").symlink_to(project / "reports")
    monkeypatch.chdir(project)
    with pytest.raises(OSError, match="leads out of here"):
        write_whole(Path("out/a.html"), "new")
    write_whole(Path("in/a.html"), "new")
    write_whole(elsewhere / "b.html", "new")
    assert [path.name for path in elsewhere.iterdir()] == ["b.html"]
    assert (project / "reports" / "a.html").read_text() == "new"


def test_what_this_process_has_open_is_written_to(tmp_path: Path) -> None:
    """/dev/stdout is a link, and must not be replaced."""
    out = tmp_path / "out"
    script = "from pathlib import Path; from claimcheck.writing import write_whole; write_whole(Path('/dev/stdout'), 'new')"
    with out.open("wb") as file:
        subprocess.run([sys.executable, "-c", script], stdout=file, check=True)
    assert out.read_text() == "new"
    assert Path("/dev/stdout").is_symlink()


def test_a_change_is_given_what_stands_there(tmp_path: Path) -> None:
    file = tmp_path / "a"
    seen: list[bytes | None] = []

    def add(text: str) -> Callable[[bytes | None], str | None]:
        def make(before: bytes | None) -> str | None:
            seen.append(before)
            return (before or b"").decode() + text

        return make

    change_whole(file, add("1"))
    change_whole(file, add("2"))
    change_whole(file, lambda _: None)
    assert file.read_text() == "12"
    change_whole(file, lambda _: "")
    assert seen == [None, b"1"]
    assert list(tmp_path.iterdir()) == []


def test_what_an_editor_saves_meanwhile_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("1")

    def make(before: bytes | None) -> str:
        if before == b"1":
            file.write_text("1 by hand")
        return (before or b"").decode() + " and 2"

    change_whole(file, make)
    assert file.read_text() == "1 by hand and 2"


def test_somebody_who_never_stops(tmp_path: Path) -> None:
    file = tmp_path / "a"

    def make(before: bytes | None) -> str:
        file.write_bytes((before or b"") + b"x")
        return "new"

    with pytest.raises(OSError, match="all the time"):
        change_whole(file, make)
    assert set(file.read_text()) == {"x"}
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_half_a_character_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        change_whole(file, lambda _: "\ud800")
    assert file.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.skipif(os.name == "nt", reason="locks of POSIX")
def test_a_lock_that_nobody_gives_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimcheck.writing.PATIENCE", 0.1)
    script = f"import sys; from pathlib import Path; from claimcheck.writing import locked\nwith locked(Path({str(tmp_path)!r})): print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(OSError, match="holds the lock"):
            change_whole(tmp_path / "a", lambda _: "new")
    change_whole(tmp_path / "a", lambda _: "new")


@pytest.mark.skipif(os.name == "nt", reason="locks of POSIX")
def test_who_waits_for_a_lock_gets_it_from_one_who_takes_it_over_and_over(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from claimcheck.writing import locked\n"
        f"while True:\n    with locked(Path({str(tmp_path)!r})): print('held', flush=True); time.sleep(0.02)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        try:
            for number in range(10):
                change_whole(tmp_path / "a", lambda _, number=number: f"{number}")  # type: ignore[misc]
        finally:
            holder.kill()
    assert (tmp_path / "a").read_text() == "9"


def test_a_failed_write_leaves_the_old_file_and_no_rubbish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "x"
    file.write_text("old")

    def refuse(source: str, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match="No space"):
        write_whole(file, "new")
    assert file.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["x"]
