"""The words that say where somebody stands by a figure: "the second largest", "came third", "last"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from claimcheck.language.rules import Rule, filled, load, parts_of, rules


@dataclass(frozen=True, slots=True)
class StandingWords:
    """A language's words of standings; patterns are over sentences in which numbers are tokens ("#A0#")."""

    rules: tuple[Rule, ...]
    """Groups: `rank`, `value` (the token), `nth`, and `falling` or `rising` where the words say which end is the first."""
    needed: tuple[str, ...]
    """Pieces of words, in lower case, of which each sentence with a standing has one."""
    nth: Mapping[str, int]
    """Words of places; 0 is the last."""
    counts: Mapping[str, int]
    """Words that say among how many."""
    not_plain: re.Pattern[str]
    """What says that a standing is not plain: it is denied, shared, or one in time."""
    scope: re.Pattern[str]
    """What behind a standing says among whom; the group `rest` may have a count."""
    no_part: re.Pattern[str]
    """Labels of table rows that have no standing: totals, averages, all others."""


@cache
def standing_words(language: str = "en") -> StandingWords:
    """The words of standings of a language."""
    data = load("standings", language)
    parts, words = parts_of(data), data["lists"]
    patterns = {name: re.compile(filled(pattern, parts)) for name, pattern in data["guards"].items()}
    return StandingWords(
        rules("standings", language),
        tuple(data["needed"]),
        {word: int(place) for name in ("nth", "place") for word, place in words[name].items()},
        {word: int(count) for word, count in words["counts"].items()},
        **patterns,
    )
