"""The whole program, as `make demo` runs it: its output stays what it is until someone decides otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SNAPSHOT = Path(__file__).with_name("check.txt")
COMMAND = ["check", "sources", "--fail-on", "never"]


def test_check_sources() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "claimcheck", *COMMAND],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1", "COLUMNS": "100"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    if os.environ.get("UPDATE_SNAPSHOTS") == "1":
        SNAPSHOT.write_text(done.stdout, encoding="utf-8")
    assert done.stdout == SNAPSHOT.read_text(encoding="utf-8"), (
        f"the output of `claimcheck {' '.join(COMMAND)}` is not that of {SNAPSHOT.name}; "
        "if the change is meant, run the tests with UPDATE_SNAPSHOTS=1 and read the difference before you commit it"
    )
