"""The words by which a sentence gives the place that an entry of a table takes by size: "the second largest"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from claimcheck.language.rules import Rule, lists, load, rules


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """A language's words of places; patterns are over sentences in which labels are tokens ("‹0›")."""

    rules: tuple[Rule, ...]
    """Groups: `one`, `nth`, `size`, `noun`, `measure`; the production says from which end is counted: most or least."""
    needed: tuple[str, ...]
    """Pieces of words, in lower case, of which each sentence that gives a place has one."""
    nths: dict[str, int]
    numbers: dict[str, int]
    not_plain: re.Pattern[str]
    """What makes a place less than plain."""
    of_many: re.Pattern[str]
    """Of how many it is: `many`."""


@cache
def place_words(language: str = "en") -> PlaceWords:
    """The words of places of a language."""
    data, known = load("places", language), lists("places", language)
    return PlaceWords(
        rules("places", language),
        tuple(data["needs"]),
        {word: int(number) for word, number in known["nths"].items()},
        {word: int(number) for word, number in known["numbers"].items()},
        re.compile(data["guards"]["not_plain"]),
        re.compile(data["guards"]["of_many"]),
    )
