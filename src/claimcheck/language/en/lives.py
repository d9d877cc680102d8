"""How English tells births, ages and years that run up to now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from claimcheck.language.rules import filled, load, parts_of

_MONTHS = {
    name: number
    for number, name in enumerate(
        [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        1,
    )
}
_NEEDED = re.compile(r"\b[Bb]orn\b|\(b\. |\((?:1[5-9]|20)\d\d ?[-–—]")


@dataclass(frozen=True, slots=True)
class OfName:
    """A wording that says of somebody when, or how old."""

    name: str
    pattern: re.Pattern[str]
    """Groups: name, and when, count or both."""
    examples: tuple[str, ...]
    unless: re.Pattern[str] | None = None
    """For an age of today: what says that the story is of the past."""
    needs: re.Pattern[str] = _NEEDED
    """What a text must hold to be searched for births."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A wording for a number of years from a year to the time of the text."""

    name: str
    before: re.Pattern[str]
    behind: re.Pattern[str]
    unless: re.Pattern[str] | None
    room: tuple[int, int]
    examples: tuple[str, ...]

    def year(self, before: str, behind: str) -> int | None:
        """The year from which is counted, where the words around a number are those of the rule; else None."""
        head, rest = self.before.search(before), self.behind.match(behind)
        if head is None or rest is None:
            return None
        if self.unless is not None and self.unless.search(before + behind):
            return None
        groups = {**head.groupdict(), **rest.groupdict()}
        return int(groups["year"])


def date_of(words: str) -> tuple[int, int, int]:
    """Year, month and day of a written date; 0 for what it does not tell."""
    parts = words.replace(",", "").split()
    month = next((_MONTHS[part] for part in parts if part in _MONTHS), 0)
    day = next((int(part) for part in parts if part.isdigit() and len(part) < 3), 0)
    return int(next(part for part in parts if part.isdigit() and len(part) == 4)), month, day


@cache
def births() -> tuple[OfName, ...]:
    """The wordings that tell a birth."""
    return _of_names("birth")


@cache
def ages() -> tuple[OfName, ...]:
    """The wordings that tell an age."""
    return _of_names("age")


def _of_names(kind: str) -> tuple[OfName, ...]:
    data = load("lives")
    parts = parts_of(data)
    return tuple(
        OfName(
            entry["name"],
            re.compile(filled(entry["pattern"], parts)),
            tuple(entry["examples"]),
            re.compile(entry["unless"]) if "unless" in entry else None,
        )
        for entry in data[kind]
    )


@cache
def dated() -> tuple[Dated, ...]:
    """The wordings for years that run up to the time of the text."""
    data = load("lives")
    parts = parts_of(data)
    return tuple(
        Dated(
            entry["name"],
            re.compile(filled(entry["before"], parts)),
            re.compile(filled(entry["behind"], parts)),
            re.compile(entry["unless"]) if "unless" in entry else None,
            (entry["room"][0], entry["room"][1]),
            tuple(entry["examples"]),
        )
        for entry in data["dated"]
    )
