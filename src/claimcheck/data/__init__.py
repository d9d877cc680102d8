"""Lexicons: what the stages know of words and units, as data files that a person can read and extend.

Every file is a list of rows, one a line, their fields separated by `|`; `#` starts a comment line.
"""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent


def rows(name: str) -> list[list[str]]:
    """The rows of the lexicon `name`, each a list of its fields without surrounding blanks."""
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [
        [field.strip() for field in line.split("|")]
        for line in text.splitlines()
        if line and not line.startswith("# ") and line != "#"
    ]


def words(name: str) -> frozenset[str]:
    """All blank-separated words of the lexicon `name`."""
    return frozenset(word for row in rows(name) for field in row for word in field.split())
