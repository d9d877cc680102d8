"""The words that call a figure higher or lower than the one told before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from claimcheck.language.rules import Rule, load, rules


@dataclass(frozen=True, slots=True)
class ComparativeWords:
    """A language's words of comparatives; patterns are over sentences in which numbers are tokens ("#A0#")."""

    rules: tuple[Rule, ...]
    """Groups: `value` (the token), `noun`, and `more` or `less`."""
    not_plain: re.Pattern[str]
    """What says that the figure before is not what is compared with."""


@cache
def comparative_words(language: str = "en") -> ComparativeWords:
    """The words of comparatives of a language."""
    return ComparativeWords(
        rules("comparatives", language), re.compile(load("comparatives", language)["guards"]["not_plain"])
    )
