"""One budget for all that works on a stranger's bytes, tried in processes of their own: it belongs to the process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import made_files
import pytest

from claimcheck.budget import seconds_for
from claimcheck.documents import isolated
from claimcheck.search_path import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")

GOOD = "Revenue rose 30% to $11.2 million from $10.4 million.\n"
WITH_A_HOOK = """
import sys
sys.path.insert(0, {root!r})
import claimcheck.documents as documents
from claimcheck import budget, extract_text
extract_text("Revenue rose 30% to $11.2 million from $10.4 million.")  # what a cold start takes is no file's
budget.FILE_SECONDS, budget.FILE_SECONDS_A_MEGABYTE = 2.0, 0.0
read = documents.read_string
def wild(text, display, suffix=None):
    if "wild" in display:
        {what}
    return read(text, display, suffix)
documents.read_string = wild
sys.argv = ["claimcheck", "check", *sys.argv[1:]]
from claimcheck.cli import main
main()
"""


def checked(
    folder: Path, what: str = "pass", *arguments: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    """A run of the program in which reading the file `wild.md` does something of its own."""
    script = WITH_A_HOOK.format(root=str(ROOT), what=what)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CLAIMCHECK_")}
    return subprocess.run(
        [sys.executable, "-c", script, *(arguments or (".",))],
        cwd=folder, env={**kept, "CLAIMCHECK_NO_CACHE": "1", **variables}, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "wild.md").write_text("The town has 5,120 empty flats.\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("pass", ""),
        ("while True: pass", "wild.md: took longer than 2 seconds to be read"),
        ("import re; re.match('(a*)*b', 'a' * 40)", "wild.md: took longer than 2 seconds to be read"),
        ("b = 'x' * 3 * 2**30", "wild.md: needs more than 640 MB of memory to be read"),
        (
            "b = [bytes(10**7) for n in range(1000)]",
            "wild.md: needs more than 640 MB of memory to be read",
        ),
        (
            "raise KeyError('foo')",
            "wild.md: an error of claimcheck's own, please report it (KeyError: 'foo')",
        ),
        (
            "def f(): f()\n        f()",
            "wild.md: an error of claimcheck's own, please report it (RecursionError",
        ),
    ],
)
def test_a_file_that_breaks_its_bounds_costs_itself_alone(what: str, told: str, folder: Path) -> None:
    done = checked(folder, what)
    assert "good.md:1:14: error percent-change" in done.stdout
    assert done.returncode == (2 if told else 1)
    assert done.stderr.startswith(f"claimcheck: {told}" if told else "")
    assert len(done.stderr.splitlines()) == bool(told)


def test_an_alarm_that_a_library_swallows_comes_again(folder: Path) -> None:
    done = checked(
        folder,
        "\n        while True:\n            try: \n                while True: pass\n            except BaseException: \n                if not hasattr(budget, 'n'): budget.n = 1\n                else: raise",
    )
    assert "wild.md: took longer" in done.stderr
    assert "good.md:1:14: error" in done.stdout


def test_the_run_has_a_deadline(folder: Path) -> None:
    done = checked(folder, "import time; time.sleep(300)", CLAIMCHECK_RUN_SECONDS="2")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "claimcheck: the run took longer than 2 seconds (CLAIMCHECK_RUN_SECONDS sets how long it may take)\n"
    )


def test_a_bound_that_is_no_number(folder: Path) -> None:
    done = checked(folder, "pass", CLAIMCHECK_RUN_SECONDS="soon")
    assert done.returncode == 2
    assert done.stderr == "claimcheck: CLAIMCHECK_RUN_SECONDS: 'soon' is no whole number\n"


def test_an_error_outside_of_documents_is_no_finding(folder: Path) -> None:
    """The interpreter would end with 1, as if something had been found."""
    done = checked(
        folder,
        "import claimcheck.report.text_format as t; t.render = None; del t.render",
        "good.md",
        "wild.md",
    )
    assert done.returncode == 2
    assert "an error of claimcheck's own" in done.stderr
    assert "Traceback" not in done.stderr


def test_larger_files_may_take_longer() -> None:
    assert seconds_for(0) < 10
    assert seconds_for(0) < seconds_for(1_000_000) < seconds_for(10_000_000) == seconds_for(10**9)


@pytest.fixture
def spinning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of modules that the reading process can import: `spin`, which never ends."""
    (tmp_path / "spin.py").write_text(
        "import os, pathlib\n"
        "def read(path, data):\n"
        "    pathlib.Path(path).write_text(str(os.getpid()))\n"
        "    while True: pass\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    isolated._end()
    yield tmp_path
    isolated._end()


def test_the_reading_process_is_ended_by_the_system(spinning: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from claimcheck.documents import UnreadableDocument

    with monkeypatch.context() as hasty:
        hasty.setattr("claimcheck.budget.FILE_SECONDS", 1.0)
        with pytest.raises(UnreadableDocument, match="took longer than 1 seconds"):
            isolated.read_isolated("spin", str(spinning / "pid"), b"")
    made_files.save(spinning, "a.docx", made_files.docx())
    from claimcheck.documents import read_document

    assert read_document(spinning / "a.docx", "a.docx").tables


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the bound on time must do")
def test_the_reading_process_ends_with_its_parent(spinning: Path) -> None:
    script = f"import sys; sys.path[:0] = [{str(spinning)!r}, {str(ROOT)!r}]\nfrom claimcheck.documents import isolated\nisolated.read_isolated('spin', {str(spinning / 'pid')!r}, b'')"
    parent = subprocess.Popen([sys.executable, "-c", script])
    place = spinning / "pid"
    until = time.monotonic() + 120
    while not (place.exists() and place.read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    reader = int(place.read_text())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    until = time.monotonic() + 60
    while _runs(reader) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _runs(reader)


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"
