"""The hooks of .pre-commit-hooks.yaml look at what can be read with nothing else installed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimcheck.distribution import EXTRAS
from claimcheck.documents.formats import FILE_READERS, READERS

ROOT = Path(__file__).parents[2]
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
FILES = next(re.compile(hook["files"]) for hook in HOOKS if hook["id"] == "claimcheck")
PLAIN = {suffix for reader in READERS for suffix in reader.suffixes}
PLAIN |= {suffix for reader in FILE_READERS if reader.extra is None for suffix in reader.suffixes}
DATA = {suffix for suffix in PLAIN if suffix.startswith(".json")}
"""Mostly no documents: a JSON file that is named and holds no article is told as one that cannot be read."""


@pytest.mark.parametrize("suffix", sorted(PLAIN - DATA))
def test_a_text_is_looked_at(suffix: str) -> None:
    assert FILES.search(f"notes/a{suffix}")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.json", "a.py", "md", "a.md.bak"])
def test_other_files_are_not(name: str) -> None:
    assert not FILES.search(name)


def test_the_page_names_packages_of_the_extras() -> None:
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    (named,) = re.findall(r"additional_dependencies: \[(.*)\]", page)
    known = {requirement for requirements in EXTRAS.values() for requirement in requirements}
    assert {one.strip(' "') for one in named.split(",")} <= known
