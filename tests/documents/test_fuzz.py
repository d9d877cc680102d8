"""A hundred of the inputs of `make fuzz`, others in each third of the program's kinds of input."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "kinds",
    [
        "md,txt,html,adoc,csv,json,jsonl,tsv",
        "rst,tex,mhtml,docx,xlsx,pptx,pdf",
        "toml,registry,baseline,judgements",
    ],
)
def test_nothing_breaks_an_oracle(kinds: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "fuzz.py", "--inputs", "35", "--seed", "7", "--kinds", kinds, "--keep", tmp_path],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("35 inputs (")
