"""Tokens of a text, and the parts of dates and periods that are read off them."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import accumulate
from typing import NamedTuple

from claimcheck.claims.period_words import HYPHENS

_TOKEN = re.compile(r"[^\W0-9_]+|[0-9]+|[\W_]+")
CURRENCY = frozenset("$€£¥₹₩#")


class Part(NamedTuple):
    """A date or period as it is written, its relative pieces not yet worked out."""

    first: int
    """First token."""
    last: int
    """Token behind the last one."""
    gran: str
    """year, half, quarter, month, week, day, range, decade; "time" for times of day."""
    year: int | None = None
    rel: int | None = None
    """For a year given in words: its distance from the year of publication ("last year": -1)."""
    number: int = 0
    """Which quarter, half or month; how many units in "the past six months"."""
    day: int = 0
    form: str = ""
    """What the words make of it: "", early, mid, late, end, start, range, ended, past, next, basis, …"""
    fiscal: bool = False
    relative: bool = False
    shift: int = 0
    """Distance in units of `gran` from the publication date ("last quarter": -1)."""
    other: Part | None = None
    """The end of a range; the date in "year ended 30 June"."""
    basis: str | None = None
    role: str = "at"
    mask: bool = True
    """Whether its numbers are calendar matter; "the past six months" still is a length of time."""
    label: str = ""
    """A fixed label, where the words ask for one."""

    @property
    def yearless(self) -> bool:
        """Whether it wants a year that the words do not give."""
        return self.year is None and self.rel is None


class Rest(NamedTuple):
    """Readings that narrower ones go on with: what may follow a year, what may stand for one, what "early" may be said of."""

    code: Callable[[Tokens, int], Part | None]
    """A quarter or half: "Q1"."""
    ordinal: Callable[[Tokens, int], Part | None]
    """One in words: "first quarter"."""
    fiscal: Callable[[Tokens, int], Part | None]
    """A fiscal year, without a quarter before it."""
    calendar: Callable[[Tokens, int], Part | None]
    """Whatever date or period there is."""


class Tokens:
    """The text in pieces: words and digit runs with the gaps between them."""

    __slots__ = ("count", "rest", "words")

    def __init__(self, text: str, rest: Rest) -> None:
        self.rest = rest
        self.words: list[str] = _TOKEN.findall(text)
        self.count = len(self.words)

    def starts(self) -> list[int]:
        """Offset of every token, and of the text's end."""
        return list(accumulate(map(len, self.words), initial=0))

    def at(self, index: int) -> str:
        """The token, or "" beyond either end."""
        return self.words[index] if 0 <= index < self.count else ""

    def low(self, index: int) -> str:
        """The token in small letters."""
        return self.words[index].lower() if 0 <= index < self.count else ""

    def after(self, index: int) -> int:
        """The token behind the gap at `index`, if that is white space or a hyphen; else -2 (no token)."""
        if index + 1 < self.count and ((gap := self.words[index]) == " " or gap in HYPHENS or gap.isspace()):
            return index + 1
        return -2

    def before(self, index: int) -> int:
        """The token in front of the gap in front of `index`, if that is white space or a hyphen; else -2."""
        if index >= 2 and ((gap := self.words[index - 1]) == " " or gap in HYPHENS or gap.isspace()):
            return index - 2
        return -2


Handler = Callable[[Tokens, int], Part | None]


def free_left(tokens: Tokens, k: int) -> bool:
    """Whether the number at `k` stands free: not the tail of "1,200", "3.5", "$12" or a name."""
    if k == 0:
        return True
    gap = tokens.words[k - 1]
    tail = gap.rstrip()[-1:]
    return gap[-1].isspace() and tail not in CURRENCY if gap[-1] not in "([\"'“‘*_|–—/" else True


def time_end(tokens: Tokens, k: int) -> int:
    """Behind a clock time with its zone offset, from token `k` or from "T" or a space in front of it."""
    at = k
    if tokens.at(at) == "T" or (tokens.at(at) == " " and tokens.at(at + 2) == ":"):
        at += 1
    if not (tokens.at(at).isdecimal() and tokens.at(at + 1) == ":" and tokens.at(at + 2).isdecimal()):
        return k
    at += 3
    for _ in range(5):
        if tokens.at(at) in (":", ".", "+") and tokens.at(at + 1).isdecimal():
            at += 2
    return at + 1 if tokens.at(at) == "Z" else at
