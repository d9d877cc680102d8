"""The pages that docs/generate.py makes are up to date."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    "README.md",
    "docs/rules.md",
    "docs/how-it-works.md",
    "docs/json.md",
    "docs/configuration.schema.json",
    "docs/registry.schema.json",
    "docs/ci.md",
    "docs/accuracy.md",
    "docs/schemastore/claimcheck-registry.json",
    "docs/schemastore/claimcheck.json",
    "docs/schemastore/catalog.json",
]
GENERATE: dict[str, Any] = runpy.run_path(str(ROOT / "docs" / "generate.py"))


@pytest.fixture(scope="module")
def pages() -> dict[Path, str]:
    made: dict[Path, str] = GENERATE["pages"]()
    return made


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_up_to_date(page: str, pages: dict[Path, str]) -> None:
    written = (ROOT / page).read_text(encoding="utf-8")
    assert written == pages[ROOT / page], "run .venv/bin/python docs/generate.py"


def test_every_page_that_is_made_is_tested(pages: dict[Path, str]) -> None:
    assert {page.relative_to(ROOT).as_posix() for page in pages} == set(PAGES)


def test_every_rule_has_a_section() -> None:
    page: str = GENERATE["rules_page"]()
    for rule in GENERATE["rules"]():
        assert f"\n## {rule.name}\n" in page
        for text in (rule.summary, rule.explanation, rule.why, rule.failing, rule.passing):
            assert text.strip("\n") in page
