"""The words by which a sentence compares entries of a table: "A outperforms B by 2.3 points", "A has the highest turnout"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from claimcheck.language.rules import Rule, filled, load, parts_of, rules


@dataclass(frozen=True, slots=True)
class ComparisonWords:
    """A language's words of comparisons; patterns are over sentences in which labels are tokens ("‹0›")."""

    rules: tuple[Rule, ...]
    """Groups: `one`, `other`, `no` or `not`, `by` with `unit`, `noun`, `det`; the production is the sense."""
    needed: tuple[str, ...]
    """Pieces of words, in lower case, of which each sentence that compares has one."""
    lower: frozenset[str]
    """Words of measures of which the lower is the better, singular."""
    higher: frozenset[str]
    """Words of measures of which the higher is the better, singular."""
    every: frozenset[str]
    """Words before a label that make it each of its lines."""
    generic: frozenset[str]
    """Words that stand for no label alone."""
    ours: re.Pattern[str]
    """How a text names what is its own."""
    ours_label: re.Pattern[str]
    """The labels that call an entry the text's own."""
    rivals: re.Pattern[str]
    """What names all other entries."""
    rivals_denied: re.Pattern[str]
    """What names others that a denied comparison is of: all are worse where it is refuted."""
    not_itself: re.Pattern[str]
    """What right before a label makes it another thing."""
    not_plain: re.Pattern[str]
    """What says that a comparison is not plain."""
    no_rival: re.Pattern[str]
    """Labels that nothing is compared with: limits, sums, differences."""
    any_noun: re.Pattern[str]
    """Nouns that name no measure."""
    restricts: re.Pattern[str]
    """What ends right before a label that says in which measure or setting."""


@cache
def comparison_words(language: str = "en") -> ComparisonWords:
    """The words of comparisons of a language."""
    data = load("comparisons", language)
    parts = parts_of(data)
    words: dict[str, Any] = {name: frozenset(some) for name, some in data["lists"].items()}
    words |= {name: re.compile(filled(pattern, parts)) for name, pattern in data["guards"].items()}
    return ComparisonWords(rules=rules("comparisons", language), needed=tuple(data["needs"]), **words)
