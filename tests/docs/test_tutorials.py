"""The tutorials: their files are written, their commands are run in order in an empty folder, and print what the page says."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STEP = re.compile(
    r"^(?:<!-- file: (?P<file>\S+) -->\n)?```(?P<kind>[a-z]+)\n(?P<text>.*?)^```\n(?:\n```text\n(?P<printed>.*?)^```\n)?",
    re.DOTALL | re.MULTILINE,
)
PAGES = ["docs/tutorial-editor.md", "docs/tutorial-reviewer.md", "docs/tutorial-maintainer.md"]


@pytest.mark.parametrize("page", PAGES)
def test_a_tutorial_goes_as_it_says(page: str, tmp_path: Path) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    commands = 0
    for step in STEP.finditer(text):
        if step["file"] is not None:
            path = tmp_path / step["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step["text"], encoding="utf-8")
            continue
        assert step["kind"] == "sh", step.group()
        for line in step["text"].splitlines():
            done = _run(line, tmp_path)
            commands += 1
            assert done.returncode in (0, 1), (line, done.stderr)
        if step["printed"] is not None:
            assert _pattern(step["printed"]).fullmatch(done.stdout), (step["printed"], done.stdout)
            assert (done.returncode == 1) == (": error " in step["printed"]), line
    assert commands


def _run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    words = shlex.split(line, comments=True)
    assert words[0] == "claimcheck", line
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "200", "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, "-m", "claimcheck", *words[1:]],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", env=environment, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def _pattern(printed: str) -> re.Pattern[str]:
    """What a page shows, in which … stands for anything: for lines where it is alone, for words in a line."""
    return re.compile("".join(_parts(printed)) + r"\s*", re.DOTALL)


def _parts(printed: str) -> Iterator[str]:
    for line in printed.splitlines():
        if line.strip() == "…":
            yield r"(?:.*\n)??(?:.*\n)*?"
        else:
            yield r"[^\n]*?".join(re.escape(piece) for piece in line.split("…")) + r"\n"
