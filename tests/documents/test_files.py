"""Finding files, and the one line that says why a file cannot be read."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from claimcheck.documents import FoundFile, UnreadableDocument, find_files, read_document, read_text
from claimcheck.documents.dates import byline_date, parse_date
from claimcheck.documents.decoding import MAX_BYTES
from claimcheck.model.documents import ReadFailure


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "a.md", "the file is empty"),
        (b"\xef\xbb\xbf \n", "a.md", "the file is empty"),
        (b"%PDF-1.7", "a.md", "a broken PDF"),
        (b"PK\x03\x04..", "a.docx", "a broken ZIP archive"),
        (b"ab\0c", "a.txt", "a binary file, not a text: byte 0x00 at offset 2"),
        (b"a\nb\ncaf\xe9!", "a.txt", "not UTF-8: byte 0xE9 at offset 7 (line 3); save it as UTF-8"),
        (b"\xef\xbb\xbfcaf\xe9!", "a.txt", "not UTF-8: byte 0xE9 at offset 6 (line 1); save it as UTF-8"),
        (b"\xff\xfea\0", "a.txt", "UTF-16 text; save it as UTF-8"),
        (b"1 " * 200_001, "a.txt", "200,001 numbers in running text; the limit is 200,000: save data as"),
        (b"x\n" * (MAX_BYTES // 2 + 1), "a.txt", "larger than 20 MB; split it, or leave it out"),
        (b'{"a":\n 1 2}', "a.json", "not valid JSON: Expecting ',' delimiter (line 2, column 4)"),
        (b'{"name": "x"}', "a.json", "JSON without an article: no text under a key such as body"),
        (b"[1]", "a.json", "JSON without an article"),
        (b"[" * 100_000, "a.json", "not readable as JSON: nested too deeply"),
        (b'{"body": ' + b"9" * 9999 + b"}", "a.json", "not readable as JSON: Exceeds the limit"),
    ],
)  # fmt: skip
def test_unreadable(data: bytes, name: str, message: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_text(data, name)
    assert message in caught.value.message
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<html><head><meta charset="windows-1252"></head>', "cp1252"),
        ("<html><head><meta http-equiv='Content-Type' content='text/html; charset=ISO-8859-1'></head>", "cp1252"),
        ("<?xml version='1.0' encoding='ASCII'?>\n<html>", "cp1252"),
        ('<?xml version="1.0" encoding="ISO-8859-15"?>\n<html>', "iso8859-15"),
        ('<html><meta charset="macintosh">', "mac-roman"),
        ("<html><head><meta charset=windows-1250></head>", "cp1250"),
        ("<!DOCTYPE html><html><head><title>Ferries</title></head>", "cp1252"),
        ("<html><head><meta charset=windows-1252></head>", "utf-8"),  # it is not what it says
    ],
)  # fmt: skip
def test_a_page_is_read_in_the_encoding_that_it_declares(head: str, encoding: str) -> None:
    text = head + "<p>The café sold €5\xa0million.</p></html>"
    document = read_text(text.encode(encoding), "a.html")
    assert document.text == text
    assert document.segments[-1].text == "The café sold €5\xa0million."


@pytest.mark.parametrize(
    ("encoding", "town"),
    [("shift_jis", "東京"), ("gbk", "北京"), ("euc-kr", "서울"), ("big5", "台北"), ("koi8-r", "Москва")],
)
def test_encodings_of_other_scripts(encoding: str, town: str) -> None:
    text = f'<html><meta charset="{encoding}"><p>Sales rose 4% in {town}.</p></html>'
    document = read_text(text.encode(encoding), "a.html")
    assert document.segments[0].text == f"Sales rose 4% in {town}."


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"<html><meta charset=utf-8><p>A caf\xe9 sold \xa35 million.</p>", "A café sold £5 million."),
        ("<html><meta charset=utf-8><p>€5 million of \0.</p>".encode().replace(b"\0", b"\xe4"), "€5 million of \ufffd."),
    ],
    ids=["all of it is in another encoding", "a piece is in another encoding"],
)  # fmt: skip
def test_a_page_that_is_not_quite_the_utf8_that_it_declares(data: bytes, text: str) -> None:
    assert read_text(data, "a.html").segments[-1].text == text


@pytest.mark.parametrize(
    "data",
    [
        b"<html><p>caf\xe9, caf\xc3\xa9</p></html>",  # a page of today, damaged
        b"<html><meta charset=shift_jis><p>caf\xe9</p></html>",
        b"<html><meta charset=rot13><p>caf\xe9</p></html>",
        b"<html><meta charset=no-such-one><p>caf\xe9</p></html>",
    ],
)
def test_a_page_in_no_encoding_that_can_be_told(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="not UTF-8: byte 0xE9"):
        read_text(data, "a.html")


@pytest.mark.parametrize(
    ("name", "before", "behind"),
    [
        ("a.html", "<html><p>", "</p></html>"),
        ("a.md", "# Ferries\n\n", "\n"),
        ("a.txt", "", ""),
        ("a.adoc", "= Ferries\n\n", "\n"),
        ("a.json", '{"title": "Ferries", "body": "', '"}'),
    ],
)
def test_a_line_may_be_as_long_as_the_document(name: str, before: str, behind: str) -> None:
    sentence = "The board ran ferries and trams on the river. "
    text = before + sentence * 30_000 + "Sales rose 4% to $5 million." + behind
    document = read_text(text.encode(), name)
    last = document.segments[-1]
    at = last.text.index("$5 million")
    span = last.offsets.source_span(at, at + 10)
    assert document.text[span.start : span.end] == "$5 million"


def test_offsets_do_not_count_the_byte_order_mark_and_keep_line_ends() -> None:
    document = read_text("\ufeff# A\r\n\r\nB c\r\n".encode(), "a.md")
    assert document.text == "# A\r\n\r\nB c\r\n"
    assert [segment.text for segment in document.segments] == ["A", "B c"]
    span = document.segments[1].offsets.source_span(0, 3)
    assert document.text[span.start : span.end] == "B c"


def test_missing_folder_and_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    for path, message in (
        (tmp_path / "none.md", "no such file or folder"),
        (tmp_path, "a folder, not a file"),
        (tmp_path / "pipe.md", "not a regular file"),
    ):
        with pytest.raises(UnreadableDocument, match=message):
            read_document(path, "x")
    found = find_files([tmp_path / "none.md", tmp_path / "pipe.md"])
    assert [type(entry) for entry in found] == [ReadFailure, ReadFailure]


def test_folder_is_walked(tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    root = tmp_path / "root"
    for name in (
        "b.md",
        "a/z.txt",
        "a/c.HTML",
        "README",
        "data.bin",
        ".hidden.md",
        ".git/x.md",
        "node_modules/x.md",
        "lib/pyvenv.cfg",
        "lib/x.md",
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    outside.write_text("x")
    (root / "out.md").symlink_to(outside)
    (root / "in.md").symlink_to(root / "b.md")
    (root / "loop").symlink_to(root)
    os.mkfifo(root / "pipe.md")
    found = find_files([root, root / "b.md", "-", root / "data.bin", "-"])
    names = [
        os.path.relpath(entry.path, root) if isinstance(entry, FoundFile) and entry.path else entry
        for entry in found
    ]
    assert names == ["README", "a/c.HTML", "a/z.txt", "b.md", FoundFile(None, "<stdin>"), "data.bin"]


def test_folder_without_documents(tmp_path: Path) -> None:
    (entry,) = find_files([tmp_path])
    assert isinstance(entry, ReadFailure)
    assert "no document in this folder" in entry.message


def _git(folder: Path, *arguments: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    root = tmp_path / "root"
    for name in ("a.md", "draft.md", "tracked.md", "docs/é b.md", "build/out.md", "build/deep/out.md"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    (root / ".gitignore").write_text("draft.md\ntracked.md\nbuild/\n")
    (root / "docs/.gitignore").write_text("é*\n")
    _git(root, "init", "-q")
    _git(root, "add", "-f", "tracked.md")
    return root


def _names(root: Path, *paths: Path) -> list[str]:
    return [
        entry.path.relative_to(root).as_posix() if isinstance(entry, FoundFile) and entry.path else "failure"
        for entry in find_files(paths)
    ]


def test_what_git_ignores_is_left_out_of_a_folder(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _names(repository, repository) == ["a.md", "tracked.md"]
    assert _names(repository, repository / "docs") == ["failure"]
    # What is named itself is read: a file, and an ignored folder.
    assert _names(repository, repository / "draft.md") == ["draft.md"]
    assert _names(repository, repository / "build") == ["build/deep/out.md", "build/out.md"]
    # A hook tells git about a repository of its own.
    monkeypatch.setenv("GIT_DIR", str(repository.parent))
    monkeypatch.chdir(repository)
    assert [entry.display for entry in find_files(["."]) if isinstance(entry, FoundFile)] == [
        "a.md",
        "tracked.md",
    ]


def test_git_runs_nothing_that_the_repository_names(repository: Path) -> None:
    marker = repository.parent / "ran"
    script = repository.parent / "script"
    script.write_text(f"#!/bin/sh\ntouch {marker}\n")
    script.chmod(0o755)
    _git(repository, "config", "core.fsmonitor", str(script))
    _git(repository, "config", "core.hooksPath", str(repository.parent))
    assert _names(repository, repository) == ["a.md", "tracked.md"]
    assert not marker.exists()


def test_without_git_nothing_is_ignored(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = ["a.md", "build/deep/out.md", "build/out.md", "docs/é b.md", "draft.md", "tracked.md"]
    (repository / ".git/config").write_text("[broken")
    assert _names(repository, repository) == everything
    monkeypatch.setenv("PATH", str(repository.parent))
    assert _names(repository, repository) == everything


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("20 May 2026", date(2026, 5, 20)),
        ("20 May 2026, Harbour Press", date(2026, 5, 20)),
        ("Updated June 9, 2026", date(2026, 6, 9)),
        ("Last updated: 2026-06-09 10:00", date(2026, 6, 9)),
        ("Letter to members, 2 March 2026", date(2026, 3, 2)),
        ("By Jane Doe | 3rd June 2026", date(2026, 6, 3)),
        ("9 April 2026. By our own staff", date(2026, 4, 9)),
        ("OSTEND, Feb 24, 2026 (Wire) - The board said so.", date(2026, 2, 24)),
        ("City guide, May 2025 edition", date(2025, 5, 1)),
        ("The plant opened on 3 March 2015.", None),
        ("On May 20, 2026, the board met.", None),
        ("May 20, 2026, was the day on which the board of the harbour met for the last time.", None),
        ("In Ostend, 3 March 2015 was a cold day", None),
        ("Counting took from 3 March to 11 May 2025.", None),
        ("31 February 2026", None),
    ],
)  # fmt: skip
def test_byline_date(line: str, expected: date | None) -> None:
    assert byline_date(line) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-06-24 23:30:00-08:00", date(2026, 6, 24)),
        ("Wed, 24 Jun 2026 08:22:32 +0000", date(2026, 6, 24)),
        ("June 24, 2026", date(2026, 6, 24)),
        ("20260624", date(2026, 6, 24)),
        (1782288000, date(2026, 6, 24)),
        (1782288000000, date(2026, 6, 24)),
        (date(2026, 6, 24), date(2026, 6, 24)),
        (True, None),
        ("soon", None),
        (None, None),
    ],
)
def test_parse_date(value: object, expected: date | None) -> None:
    assert parse_date(value) == expected


@pytest.mark.parametrize(
    ("name", "piece"),
    [
        ("a.html", "<!-- "),
        ("a.html", "<![CDATA["),
        ("a.html", "<?"),
        ("a.html", "<!"),
        ("a.html", "<a "),
        ("a.html", "&#"),
        ("a.html", "<script>"),
        ("a.html", "</"),
        ("a.html", "<"),
        ("a.html", "<a b='\""),
        ("a.html", '<a b=">"'),
        ("a.html", "<b>1</b> "),
        ("a.html", "<p>1<br>&nbsp;<br>"),
        ("a.html", "<p>1</p>"),
        ("a.html", "<p>the ferries on the river and the trams and<hr>"),
        ("a.html", "<div><b></p>"),
        ("a.html", "<table><tr><td rowspan=65534 colspan=1000>"),
        ("a.md", "[a]("),
        ("a.md", "![["),
        ("a.md", "<!-- `a``"),
        ("a.md", "*_a**"),
        ("a.md", "[^"),
        ("a.md", "*"),
        ("a.md", "[a\n"),
        ("a.md", "- "),
        ("a.md", "- a\n|a|\n|-|-|\n"),
        ("a.md", "<table>\n\n"),
        ("a.md", "> - 1. "),
        ("a.md", "|\n|-|\n"),
    ],
)
def test_hostile_text_is_read(name: str, piece: str) -> None:
    """Ends at all: with quadratic time these would take minutes."""
    read_text(("<html>" + piece * (200_000 // len(piece))).encode(), name)
