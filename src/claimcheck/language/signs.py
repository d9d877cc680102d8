"""The words that say of a label that it rose or fell by so much."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from claimcheck.language.rules import Rule, load, rules


@dataclass(frozen=True, slots=True)
class SignWords:
    """A language's words of rises and falls; patterns are over sentences in which labels are tokens ("‹0›")."""

    rules: tuple[Rule, ...]
    """Groups: `label`, `by`, `unit`, and `up` or `down`."""
    needed: tuple[str, ...]
    """Pieces of words, in lower case, of which each sentence with one has one."""
    not_plain: re.Pattern[str]
    """What says that another change is meant."""


@cache
def sign_words(language: str = "en") -> SignWords:
    """The words of rises and falls of a language."""
    data = load("signs", language)
    return SignWords(rules("signs", language), tuple(data["needs"]), re.compile(data["guards"]["not_plain"]))
