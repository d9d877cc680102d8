"""English: connectives as named rules, kept as data beside this file."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from claimcheck.language.base import Connective

_FILE = Path(__file__).with_name("connectives.toml")


@cache
def connectives() -> tuple[Connective, ...]:
    """The connectives of English, in the order of the file."""
    tree = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    words = {f"{{{name}}}": f"(?:{value})" for name, value in tree.get("words", {}).items()}
    return tuple(_connective(entry, words) for entry in tree["connective"])


def _connective(entry: dict[str, Any], words: dict[str, str]) -> Connective:
    return Connective(
        entry["name"],
        entry["equation"],
        frozenset(entry["stated"]),
        _pattern(entry.get("before"), words, ending=True),
        _pattern(entry.get("behind"), words),
        _pattern(entry.get("clause"), words, whole=True),
        entry["bits"],
        entry.get("same_sentence", False),
        tuple(entry.get("examples", ())),
        tuple(entry.get("counter_examples", ())),
    )


def _pattern(
    source: str | None, words: dict[str, str], *, ending: bool = False, whole: bool = False
) -> re.Pattern[str] | None:
    if source is None:
        return None
    for name, value in words.items():
        source = source.replace(name, value)
    if ending:
        source = rf"(?:^|\b|(?<=\W))(?:{source})\W{{0,2}}$"
    elif whole:
        source = rf"\b(?:{source})\b"
    else:
        source = rf"\W{{0,2}}(?:{source})\b"
    return re.compile(source, re.IGNORECASE)
