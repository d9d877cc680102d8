"""The sources that a script writes are what the script writes now."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from claimcheck.documents import read_document

ROOT = Path(__file__).parents[2]
NAMES = (
    "norvale-board-paper.docx",
    "norvale-segments.xlsx",
    "norvale-sites.csv",
    "ridgeline-equipment-tracker.pdf",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sources")
    runpy.run_path(str(ROOT / "scripts" / "make_sources.py"))["main"](folder)
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_a_source_is_up_to_date(name: str, made: Path) -> None:
    kept, now = (read_document(folder / name, name) for folder in (ROOT / "sources", made))
    assert kept == now, "run python scripts/make_sources.py"
