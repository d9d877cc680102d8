"""Named rules of a language: a pattern, what is made of its matches, and texts that it must and must not read.

A file of rules is TOML. `[parts]` names pieces of patterns, written `<<name>>` where they are used; `[lists]` names words with what they
stand for, of which `<<name>>` makes an alternation, the longest first. Each `[[rule]]` has a name, a pattern, a production (a function of the
stage that reads with it), examples with what is read off them, and counter-examples off which the rule must read nothing;
`needs` are words without which no text is worth searching.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
_PART = re.compile(r"<<([a-z_]+)>>")


@dataclass(frozen=True, slots=True)
class Example:
    """A text and what a rule reads off it, each as "words = value unit"."""

    text: str
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a language."""

    name: str
    pattern: re.Pattern[str]
    """Bounded in length, so that matching takes linear time."""
    production: str
    """Name of the function that makes something of a match."""
    examples: tuple[Example, ...] = ()
    counter_examples: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    """Words in lower case of which any text that the rule reads holds one: others need not be searched. Empty where there are none such."""
    gives: Mapping[str, str] = field(default_factory=dict)
    """What the rule tells its production besides: a unit, an event."""


@cache
def rules(name: str, language: str = "en") -> tuple[Rule, ...]:
    """The rules of the file `name` of a language, in order: where two match at one place, the first counts."""
    data = load(name, language)
    parts = parts_of(data)
    return tuple(_rule(entry, parts) for entry in data.get("rule", ()))


@cache
def lists(name: str, language: str = "en") -> Mapping[str, Mapping[str, str]]:
    """The word lists of the file `name` of a language: by list, each word with what it stands for."""
    return {key: dict(entries) for key, entries in load(name, language).get("lists", {}).items()}


@cache
def load(name: str, language: str = "en") -> Mapping[str, Any]:
    """The file `name` of a language as it is."""
    return tomllib.loads((_FOLDER / language / f"{name}.toml").read_text(encoding="utf-8"))


def parts_of(data: Mapping[str, Any]) -> dict[str, str]:
    """The pieces of patterns that a file names."""
    parts = {
        key: "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        for key, words in data.get("lists", {}).items()
    }
    for key, pattern in data.get("parts", {}).items():
        parts[key] = filled(pattern, parts)
    return parts


def filled(pattern: str, parts: Mapping[str, str]) -> str:
    """A pattern with the pieces that it names."""
    return _PART.sub(lambda match: f"(?:{parts[match.group(1)]})", pattern)


def _rule(entry: Mapping[str, Any], parts: Mapping[str, str]) -> Rule:
    return Rule(
        entry["name"],
        re.compile(filled(entry["pattern"], parts)),
        entry["production"],
        tuple(Example(example["text"], tuple(example["reads"])) for example in entry.get("examples", ())),
        tuple(entry.get("counter_examples", ())),
        tuple(entry.get("needs", ())),
        entry.get("gives", {}),
    )
