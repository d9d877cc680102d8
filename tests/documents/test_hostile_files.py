"""Files that are made to do harm, or are broken: each gets one clear line, and the files beside it are read."""

from __future__ import annotations

import io
import os
import random
import struct
import threading
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import made_files
import pytest

import claimcheck
from claimcheck.documents import UnreadableDocument, isolated, read_document, read_documents

GOOD = "Revenue rose 30% to $11.2 million from $10.4 million.\n"
MUTANTS = int(os.environ.get("CLAIMCHECK_MUTANTS", "40"))
"""Mutated files of each format; the benchmark of the issue runs 10,000."""


def zipped(parts: dict[str, bytes], *, like: Callable[[], bytes] | None = None) -> bytes:
    """A ZIP archive of some parts, beside or in place of those of an office file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if like is not None:
            with zipfile.ZipFile(io.BytesIO(like())) as original:
                for name in original.namelist():
                    if name not in parts:
                        archive.writestr(name, original.read(name))
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(f'<!ENTITY a{n} "{f"&a{n - 1 if n > 1 else str()};" * 10}">'.encode() for n in range(1, 10))
    + b"]><b>&a9;</b>"
)
EXTERNAL = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY x SYSTEM "file:///etc/passwd">]><b>&x;</b>'


def looping_pdf() -> bytes:
    """A PDF whose pages are their own parents."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>endobj\n"
        b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \ntrailer<</Size 3/Root 1 0 R>>\nstartxref\n120\n%%EOF"
    )


def deflate_bomb_pdf() -> bytes:
    """A PDF whose page unpacks to a gigabyte."""
    packed = zlib.compress(b" " * (1 << 20), 9)
    for _ in range(2):
        packed = zlib.compress(packed * 32, 9)
    stream = (
        b"4 0 obj<</Length %d/Filter[/FlateDecode/FlateDecode/FlateDecode]>>stream\n" % len(packed)
        + packed
        + b"\nendstream endobj\n"
    )
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>endobj\n"
        + stream
        + b"trailer<</Size 5/Root 1 0 R>>\n%%EOF"
    )


def zip_that_lies() -> bytes:
    """An archive whose directory says that a large part is small."""
    data = bytearray(zipped({"word/document.xml": b"<a/>" + b" " * 50_000_000}))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)
    return bytes(data)


HOSTILE: dict[str, Callable[[], bytes]] = {
    "bomb.docx": lambda: zipped({"word/document.xml": b"0" * 400_000_000}),
    "lies.docx": zip_that_lies,
    "entities.docx": lambda: zipped({"word/document.xml": BOMB}, like=made_files.docx),
    "external.docx": lambda: zipped({"word/document.xml": EXTERNAL}, like=made_files.docx),
    "entities.xlsx": lambda: zipped({"xl/worksheets/sheet1.xml": BOMB}, like=made_files.xlsx),
    "entities.pptx": lambda: zipped({"ppt/slides/slide1.xml": BOMB}, like=made_files.pptx),
    "parts.xlsx": lambda: zipped({f"xl/{n}.xml": b"<a/>" for n in range(6_000)}),
    "cells.xlsx": lambda: zipped(
        {"xl/worksheets/sheet1.xml": b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
         b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'}, like=made_files.xlsx),
    "merged.xlsx": lambda: zipped(
        {"xl/worksheets/sheet1.xml": b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
         b'<row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells>' + b'<mergeCell ref="A1:ZZ9999"/>' * 2_000
         + b"</mergeCells></worksheet>"}, like=made_files.xlsx),
    "no.docx": lambda: zipped({"word/nothing.xml": b"<a/>"}),
    "nothing.zip.docx": lambda: b"PK\x05\x06" + b"\0" * 18,
    "loop.pdf": looping_pdf,
    "deflate.pdf": deflate_bomb_pdf,
    "cut.pdf": lambda: made_files.pdf()[:700],
    "columns.csv": lambda: b",".join([b"1"] * 1_000_000),
    "line.txt": lambda: b"1 " * 5_000_000,
    "line.jsonl": lambda: b"[" * 5_000_000,
    "nul.csv": lambda: b"a,b\n1,\0\n",
    "old.xls": lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    "bytes.csv": lambda: bytes(range(128, 256)) * 3 + b"\x81\x8d\x8f\x90\x9d",
    "empty.pdf": lambda: b"%PDF-1.4\n",
    "boundary.mhtml": lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n" + b"--x\n\n" * 20_000,
    "deep.rst": lambda: b"\n".join(b" " * n + b"- a" for n in range(400)),
    "deep.tex": lambda: b"\\begin{itemize}\\item " * 3_000,
    "braces.tex": lambda: b"{" * 20_000,
}  # fmt: skip
MAY_BE_READ = frozenset({"bytes.csv", "deep.rst", "deep.tex", "braces.tex", "deflate.pdf"})
"""Harmless once their bounds hold: nothing is wrong with them but their shape."""


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "PATIENCE", 20.0)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_spares_the_others(name: str, tmp_path: Path) -> None:
    made_files.save(tmp_path, name, HOSTILE[name]())
    made_files.save(tmp_path, "good.md", GOOD)
    report = claimcheck.check([tmp_path / name, tmp_path / "good.md"])
    assert [finding.rule for finding in report.findings if finding.locations[0].path.endswith("good.md")] == [
        "percent-change"
    ]
    messages = [failure.message for failure in report.failures]
    assert len(messages) == 1 or name in MAY_BE_READ, messages
    for message in messages:
        assert "\n" not in message
        assert "claimcheck's own" not in message
        assert "root:" not in message


def test_a_password_is_said(tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "a.pdf"), encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(72, 720, "Revenue was $5 million.")
    canvas.save()
    with pytest.raises(UnreadableDocument, match="protected by a password"):
        read_document(tmp_path / "a.pdf", "a.pdf")


def test_scanned_pages_are_said(tmp_path: Path) -> None:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    pixels = b"P6 20 20 255\n" + bytes(1200)
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.drawImage(ImageReader(io.BytesIO(pixels)), 0, 0, 500, 700)
    canvas.save()
    with pytest.raises(UnreadableDocument, match="without a text layer"):
        read_document(tmp_path / "a.pdf", "a.pdf")


def test_what_a_missing_library_needs_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimcheck.documents.find_spec", lambda name: None)
    made_files.save(tmp_path, "a.pdf", made_files.pdf())
    with pytest.raises(UnreadableDocument, match=r"pip install 'pdfplumber>=0\.11\.9'"):
        read_document(tmp_path / "a.pdf", "a.pdf")


def test_a_reader_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_files.save(tmp_path, "a.docx", made_files.docx())
    with monkeypatch.context() as hasty:
        hasty.setattr(isolated, "PATIENCE", 0.0001)
        hasty.setattr(isolated, "seconds_for", lambda size: 0.0)
        with pytest.raises(UnreadableDocument, match="took longer"):
            read_document(tmp_path / "a.docx", "a.docx")
    assert read_document(tmp_path / "a.docx", "a.docx").tables


def test_a_reader_that_dies_takes_nothing_with_it(tmp_path: Path) -> None:
    made_files.save(tmp_path, "a.docx", made_files.docx())
    assert read_document(tmp_path / "a.docx", "a.docx").tables
    worker = isolated._worker
    assert worker is not None
    worker.process.kill()
    with pytest.raises(UnreadableDocument, match="died"):
        read_document(tmp_path / "a.docx", "a.docx")
    assert read_document(tmp_path / "a.docx", "a.docx").tables


def test_a_file_that_vanishes_or_grows(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(GOOD, encoding="utf-8")
    stop = threading.Event()

    def disturb() -> None:
        while not stop.is_set():
            path.unlink(missing_ok=True)
            path.write_text(GOOD * random.randint(1, 50), encoding="utf-8")

    thread = threading.Thread(target=disturb)
    thread.start()
    messages: set[str] = set()
    try:
        for _ in range(200):
            try:
                assert read_documents(path, "a.txt")
            except UnreadableDocument as error:
                messages.add(error.message)
    finally:
        stop.set()
        thread.join()
    assert messages <= {"no such file or folder", "the file is empty"}


def test_lone_surrogates_and_mixed_encodings(tmp_path: Path) -> None:
    made_files.save(tmp_path, "a.json", b'{"title": "A", "body": "Revenue \\ud800 was $5 million."}')
    made_files.save(tmp_path, "b.csv", "Größe,Wert\nHöhe,5\n".encode("latin-1"))
    made_files.save(tmp_path, "c.csv", "Größe;Wert\nHöhe;5\n".encode("utf-16"))
    report = claimcheck.extract([tmp_path])
    assert [claim.text for claim in report] == ["$5 million", "5", "5"]


def mutated(data: bytes, random_: random.Random) -> bytes:
    """The data cut off, with bits flipped, or spliced with itself."""
    how = random_.randrange(4)
    if how == 0:
        return data[: random_.randrange(len(data))]
    changed = bytearray(data)
    if how == 1:
        for _ in range(random_.randint(1, 40)):
            changed[random_.randrange(len(changed))] ^= 1 << random_.randrange(8)
    elif how == 2:
        a, b = sorted(random_.randrange(len(data)) for _ in range(2))
        changed[a:b] = changed[b : b + (b - a)]
    else:
        at = random_.randrange(len(data))
        changed[at:at] = data[: random_.randrange(1, 2000)]
    return bytes(changed)


def mutated_part(data: bytes, random_: random.Random) -> bytes:
    """An archive that is sound, one of whose parts is not."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = random_.choice(
        [name for name in parts if name.endswith((".xml", ".rels")) and len(parts[name]) > 4]
    )
    return zipped({**parts, name: mutated(parts[name], random_)})


@pytest.mark.parametrize("name", [*made_files.ARTICLES, "t.xlsx", "t.csv"])
def test_mutated_files(name: str, tmp_path: Path) -> None:
    """No crash, no hang, no message but a clear one."""
    random_ = random.Random(name)
    make = {**made_files.ARTICLES, **made_files.TABLES}[name]
    original = make()
    data = original.encode() if isinstance(original, str) else original
    messages: list[str] = []
    archived = data.startswith(b"PK")
    for number in range(MUTANTS):
        change = mutated_part if archived and number % 2 else mutated
        path = made_files.save(tmp_path, name, change(data, random_))
        try:
            documents = read_documents(path, name)
        except UnreadableDocument as error:
            messages.append(error.message)
        else:
            assert all(document.path.partition("#")[0] == name for document in documents)
    assert all(message and "\n" not in message for message in messages)
