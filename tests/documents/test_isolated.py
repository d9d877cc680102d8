"""What a reading process imports: nothing that lies in the folder that is checked."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Collection
from importlib.metadata import packages_distributions
from pathlib import Path

import made_files
import pytest

import claimcheck
from claimcheck.documents import UnreadableDocument, isolated, read_document
from claimcheck.documents.formats import FILE_READERS
from claimcheck.search_path import ROOT

ISOLATED = {reader.suffixes[0]: reader for reader in FILE_READERS if reader.isolated}
PROGRAM = Path(sys.executable).with_name("claimcheck")
POISON = "open({marker!r}, 'a').write(__name__ + '\\n')\n"
MAYBE = ("sitecustomize", "usercustomize", "numpy", "pandas", "defusedxml", "fontTools", "html5lib", "bs4")
"""Modules that Python or a library takes where they are there."""


def mhtml() -> bytes:
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; charset=utf-8\n\n"
    return f"{head}{made_files.html()}\n--x--\n".encode()


def documents() -> dict[str, bytes]:
    """One document of each format that a reading process reads, by its name."""
    made = {**made_files.TABLES, "a.odt": odt, "a.mhtml": mhtml}
    found = {name: make() for name, make in made.items() if Path(name).suffix in ISOLATED}
    return {name: data.encode() if isinstance(data, str) else data for name, data in found.items()}


def odt() -> bytes:
    import io

    from odfdo import Document, Paragraph

    document = Document("text")
    for text in (made_files.FIRST, made_files.SECOND):
        document.body.append(Paragraph(text))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    found = documents()
    assert {Path(name).suffix for name in found} == set(ISOLATED)
    return found


@pytest.fixture(scope="module")
def imported(files: dict[str, bytes]) -> frozenset[str]:
    """The modules outside of packages, and the packages, that a reading process has imported when it has read each format."""
    program, *options = isolated.command()
    given = b""
    for name, data in files.items():
        module = ISOLATED[Path(name).suffix].module
        given += (
            json.dumps({"module": module, "path": name, "length": len(data), "seconds": 60}).encode()
            + b"\n"
            + data
        )
    done = subprocess.run(
        [program, "-X", "importtime", *options], input=given, env=isolated.environment(), capture_output=True, check=True
    )  # fmt: skip
    assert b'"refused"' not in done.stdout
    names = [line.rpartition("|")[2].strip() for line in done.stderr.decode().splitlines() if "|" in line]
    found = frozenset(name.partition(".")[0] for name in names)
    assert {"zipfile", "docx", "pdfplumber", "docutils", "claimcheck", "encodings"} <= found
    return found


@pytest.fixture(scope="module")
def early() -> frozenset[str]:
    """The modules that are imported before the program can say where from."""
    script = "import re, sys, claimcheck.cli, claimcheck.search_path, runpy; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    found = frozenset(name.partition(".")[0] for name in done.stdout.split())
    return found | {"sitecustomize", "usercustomize", "nt", "_winapi"}  # looked for, and not there


@pytest.fixture(scope="module")
def names(imported: frozenset[str]) -> frozenset[str]:
    """Every name that could be imported: by this Python, by anything that is installed, by a reading process."""
    return imported | sys.stdlib_module_names | packages_distributions().keys() | {*MAYBE}


def poisoned(folder: Path, names: Collection[str]) -> Path:
    """Puts a module of each name into a folder; gives the file that each would leave a line in."""
    marker = folder.parent / "ran"
    for name in names:
        (folder / f"{name}.py").write_text(POISON.format(marker=str(marker)), encoding="utf-8")
    return marker


def surroundings(python_path: str | None) -> dict[str, str]:
    """The environment of a program, with a PYTHONPATH or without; where these tests owe their claimcheck to it, so does the program."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "CLAIMCHECK_"))
    }
    entries = [
        *([python_path] if python_path else []),
        *([str(ROOT)] if os.environ.get("PYTHONPATH") else []),
    ]
    return kept if python_path is None and not entries else {**kept, "PYTHONPATH": os.pathsep.join(entries)}


def read_in(folder: Path, *program: str, python_path: str | None = None) -> dict[str, str | None]:
    """The documents that are read in a folder, each with what was wrong with it."""
    done = subprocess.run(
        [*(program or [str(PROGRAM)]), "check", ".", "--format", "json", "--fail-on", "never"],
        cwd=folder, env=surroundings(python_path), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return {document["path"]: document["error"] for document in json.loads(done.stdout)["documents"]}


def saved(folder: Path, files: dict[str, bytes]) -> Path:
    (folder / "lib").mkdir(parents=True)
    for name, data in files.items():
        made_files.save(folder, name, data)
    return folder


@pytest.fixture
def folder(tmp_path: Path, files: dict[str, bytes]) -> Path:
    """A folder with one document, `a.docx`."""
    return saved(tmp_path / "checked", {"a.docx": files["a.docx"]})


def test_no_module_of_the_folder_runs(tmp_path: Path, files: dict[str, bytes], names: frozenset[str]) -> None:
    checked = saved(tmp_path / "checked", files)
    marker = poisoned(checked, names)
    assert read_in(checked) == dict.fromkeys(files)
    assert not marker.exists(), marker.read_text(encoding="utf-8")


def test_nor_with_an_empty_variable(folder: Path, names: frozenset[str]) -> None:
    marker = poisoned(folder, names)
    assert read_in(folder, python_path="") == {"a.docx": None}
    assert not marker.exists(), marker.read_text(encoding="utf-8")


@pytest.mark.parametrize("python_path", [".", "lib", os.pathsep, "{here}", "../checked/lib"])
def test_nor_where_the_environment_names_the_folder(
    python_path: str, folder: Path, names: frozenset[str], early: frozenset[str]
) -> None:
    """What Python imports before any program has a say is beyond help."""
    marker = poisoned(folder, names - early)
    poisoned(folder / "lib", names - early)
    assert read_in(folder, python_path=python_path.format(here=folder)) == {"a.docx": None}
    assert not marker.exists(), marker.read_text(encoding="utf-8")


def test_nor_where_python_itself_puts_it_first(
    folder: Path, names: frozenset[str], early: frozenset[str]
) -> None:
    marker = poisoned(folder, names - early)
    assert read_in(folder, sys.executable, "-m", "claimcheck") == {"a.docx": None}
    assert not marker.exists(), marker.read_text(encoding="utf-8")


def test_nor_where_a_program_imports_claimcheck(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A notebook has the working folder on its path, and needs it."""
    marker = poisoned(folder, ["docx", "zipfile", "claimcheck"])
    monkeypatch.chdir(folder)
    monkeypatch.syspath_prepend("")
    isolated._end()
    assert read_document(Path("a.docx"), "a.docx").tables
    assert not marker.exists()
    isolated._end()


def test_one_that_hides_itself(folder: Path) -> None:
    """It would run, put the true library in its place, and let the document be read."""
    marker = folder.parent / "ran"
    (folder / "docx.py").write_text(
        f"import sys\n{POISON.format(marker=str(marker))}sys.path.pop(0)\ndel sys.modules['docx']\nimport docx\n",
        encoding="utf-8",
    )
    assert read_in(folder)["a.docx"] is None
    assert not marker.exists()


@pytest.mark.parametrize("start", ["folder", "relative path", "absolute path"])
def test_a_claimcheck_in_the_folder_that_is_meant(
    start: str, tmp_path: Path, files: dict[str, bytes]
) -> None:
    """Run from its sources, claimcheck is found in the working folder, and reads as it does elsewhere."""
    source = tmp_path / "src"
    shutil.copytree(
        Path(claimcheck.__file__).parent, source / "claimcheck", ignore=shutil.ignore_patterns("__pycache__")
    )
    version = source / "claimcheck" / "_version.py"
    version.write_text('__version__ = "0.0.0+copied"\n', encoding="utf-8")
    place = source if start == "folder" else tmp_path
    made_files.save(place, "a.docx", files["a.docx"])
    done = subprocess.run(
        [sys.executable, "-m", "claimcheck", "check", "a.docx", "--format", "json", "--fail-on", "never"],
        cwd=place, env=surroundings({"folder": None, "relative path": "src", "absolute path": str(source)}[start]),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    report = json.loads(done.stdout)
    assert report["tool"]["version"] == "0.0.0+copied"
    assert [document["error"] for document in report["documents"]] == [None]


def test_the_environment_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "LD_PRELOAD", "CMAP_PATH", "HOME"):
        monkeypatch.setenv(name, "/anywhere")
    monkeypatch.setenv("PATH", os.pathsep.join(("", ".", "bin", "/usr/bin", "/bin")))
    monkeypatch.setenv("TMPDIR", "tmp")
    kept = isolated.environment()
    assert kept["PATH"] == os.pathsep.join(("/usr/bin", "/bin"))
    assert kept.keys() <= {"PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMP"}


def test_a_process_that_cannot_be_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_files.save(tmp_path, "a.docx", made_files.docx())
    isolated._end()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(UnreadableDocument, match="no process to read it can be started"):
        read_document(tmp_path / "a.docx", "a.docx")
