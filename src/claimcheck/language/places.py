"""The words by which a sentence gives the place that an entry of a table takes by size: "the second largest"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from claimcheck.language.rules import Rule, load, rules


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """A language's words of places; patterns are over sentences in which labels are tokens ("‹0›")."""

    rules: tuple[Rule, ...]
    """Groups: `one`, `nth`, `size`, `noun`, `measure`; the production says from which end is counted: most or least."""
    needed: tuple[str, ...]
    """Pieces of words, in lower case, of which each sentence that gives a place has one."""
    not_plain: re.Pattern[str]
    """What makes a place less than plain."""
    of_many: re.Pattern[str]
    """Of how many it is: `many`. What `nth` and `many` stand for is with the words of standings."""


@cache
def place_words(language: str = "en") -> PlaceWords:
    """The words of places of a language."""
    data = load("places", language)
    guards = {name: re.compile(pattern) for name, pattern in data["guards"].items()}
    return PlaceWords(rules("places", language), tuple(data["needs"]), **guards)
