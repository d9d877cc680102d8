"""What tells that a number is an average, and of what, by language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from claimcheck.language.rules import load


@dataclass(frozen=True, slots=True)
class Averages:
    """The words of averages; each a pattern over a clause or sentence."""

    average: re.Pattern[str]
    otherwise: re.Pattern[str]
    """An average of something else than the numbers beside it."""
    window: re.Pattern[str]
    """Right before a number that is how long an average is taken over."""
    counted: re.Pattern[str]
    """How many an average is of; the word is the group "count"."""


@cache
def averages(language: str = "en") -> Averages:
    """The words of averages in a language."""
    data = load("averages", language)
    return Averages(
        *(re.compile(data[key], re.IGNORECASE) for key in ("average", "otherwise", "window", "counted"))
    )
