"""English: connectives as named rules, kept as data beside this file."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from claimcheck.language.base import Conclusion, Connective

_FOLDER = Path(__file__).parent
_ROLE = re.compile(r"<([a-z]+):([A-Z])>")
_TOKEN = re.compile(r"<([A-Z])>")
_GAP = r"[^#|;]{0,90}?"


@cache
def connectives() -> tuple[Connective, ...]:
    """The connectives of English, in the order of the file."""
    tree = tomllib.loads((_FOLDER / "connectives.toml").read_text(encoding="utf-8"))
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


@cache
def conclusions() -> tuple[Conclusion, ...]:
    """The wordings in which English sentences conclude one number from others, in the order of the file."""
    tree = tomllib.loads((_FOLDER / "conclusions.toml").read_text(encoding="utf-8"))
    words = {f"{{{name}}}": f"(?:{value})" for name, value in tree["words"].items()}
    return tuple(
        Conclusion(
            entry["name"],
            entry["equation"],
            _over_tokens(entry["pattern"], words),
            entry["sign"],
            entry.get("slip", False),
            tuple(entry["examples"]),
        )
        for entry in tree["conclusion"]
    )


def _over_tokens(source: str, words: dict[str, str]) -> re.Pattern[str]:
    for name, value in words.items():
        source = source.replace(name, value)
    counts: dict[str, int] = {}

    def role(match: re.Match[str]) -> str:
        """A group of its own for each number of a role that several have."""
        counts[match[1]] = counts.get(match[1], 0) + 1
        return rf"#{match[2]}(?P<{match[1]}{counts[match[1]]}>\d+)#"

    source = _ROLE.sub(role, source.replace("~", _GAP))
    return re.compile(_TOKEN.sub(r"#\1\\d+#", source))
