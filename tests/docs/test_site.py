"""The site is built without the network and without a warning, and none of its links is dead."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
import tomllib
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from claimcheck.checks import rules

ROOT = Path(__file__).resolve().parents[2]
FORM = ["What it does", "Why it matters", "Known problems", "Example", "Options", "References"]


@pytest.fixture(scope="module")
def build() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "docs/site/build.py"))


@pytest.fixture(scope="module")
def pages(build: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("pages")
    build["write_pages"](folder)
    return folder


def test_every_rule_has_a_page_in_the_fixed_form(pages: Path) -> None:
    for rule in rules():
        text = (pages / "rules" / f"{rule.name}.md").read_text(encoding="utf-8")
        outside = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
        assert re.findall(r"^## (.+)$", outside, re.MULTILINE) == FORM


def test_the_notes_are_of_rules_that_there_are() -> None:
    notes = tomllib.loads((ROOT / "docs/site/notes.toml").read_text(encoding="utf-8"))
    assert set(notes) == {rule.name for rule in rules()}
    assert all(note["known"] for note in notes.values())


def test_every_page_stands_in_the_contents(pages: Path) -> None:
    contents = (ROOT / "docs/site/mkdocs.yml").read_text(encoding="utf-8")
    for page in pages.glob("*.md"):
        assert f": {page.name}\n" in contents


def test_a_dead_link_ends_the_build(build: dict[str, Any]) -> None:
    with pytest.raises(SystemExit, match="leads nowhere"):
        build["linked"]("See [that](docs/none.md).", ROOT)
    assert build["linked"]("See [that](docs/ci.md#github).", ROOT) == "See [that](ci.md#github)."


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.anchors.update(value for key in ("id", "name") if (value := given.get(key)))
        for key in ("href", "src"):
            if value := given.get(key):
                self.links.append(value)


def test_the_site_is_built_without_a_warning_and_its_links_hold(tmp_path: Path) -> None:
    site = tmp_path / "site"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs/site/build.py"), "--into", str(tmp_path)],
        capture_output=True, text=True, encoding="utf-8", env=environment, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    parsed: dict[Path, _Links] = {}
    for page in site.rglob("*.html"):
        parsed[page] = _Links()
        parsed[page].feed(page.read_text(encoding="utf-8"))
    assert len(parsed) > len(rules())
    for page, found in parsed.items():
        for link in found.links:
            if page.name == "404.html" or re.match(r"[a-z]+:|//|#__", link):
                continue
            path, _, anchor = unquote(link).partition("#")
            there = (page.parent / path).resolve() if path else page
            there = there / "index.html" if there.is_dir() else there
            assert there.exists(), (page.name, link)
            if anchor and there in parsed:
                assert anchor in parsed[there].anchors, (page.name, link)


def test_nothing_of_the_site_is_fetched_from_elsewhere(tmp_path: Path) -> None:
    """Scripts, styles, fonts and pictures are its own; what leads elsewhere is a link that a reader follows."""
    text = (ROOT / "docs/site/mkdocs.yml").read_text(encoding="utf-8")
    assert "font: false" in text
    assert "extra_javascript" not in text
    assert "analytics" not in text
