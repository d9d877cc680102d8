"""Wordings that conclude numbers from others, by language: patterns over sentences in which numbers are tokens."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from claimcheck.language.base import Closing, Conclusion
from claimcheck.language.lexical import is_lexical
from claimcheck.language.rules import filled, load, parts_of

_ROLE = re.compile(r"<([a-z]+):([A-Z])>")
_TOKEN = re.compile(r"<([A-Z])>")
_GAP = r"[^#|;]{0,90}?"


def _is_read(language: str) -> bool:
    return language == "en" or is_lexical(language)


@cache
def conclusions(language: str = "en") -> tuple[Conclusion, ...]:
    """The wordings in which sentences of a language conclude one number from others, in the order of the file."""
    if not _is_read(language):
        return ()
    data = load("conclusions", language)
    parts = parts_of(data)
    return tuple(
        Conclusion(
            entry["name"],
            entry["equation"],
            _over_tokens(filled(entry["pattern"], parts)),
            entry["sign"],
            entry.get("slip", False),
            entry.get("near", False),
            frozenset(entry.get("but_not", ())),
            entry.get("exact", False),
            tuple(entry["examples"]),
        )
        for entry in data["conclusion"]
    )


@cache
def closings(language: str = "en") -> tuple[Closing, ...]:
    """The wordings in which texts of a language conclude a number from all the others beside it, in the order of the file."""
    if not _is_read(language):
        return ()
    data = load("closings", language)
    parts = parts_of(data)

    def pattern(entry: dict[str, Any], key: str, form: str) -> re.Pattern[str] | None:
        source = entry.get(key)
        return (
            re.compile(_over_tokens(form % filled(source, parts)).pattern, re.IGNORECASE) if source else None
        )

    return tuple(
        Closing(
            entry["name"],
            entry["equation"],
            frozenset(entry["stated"]),
            pattern(entry, "before", "(?:%s)$"),
            pattern(entry, "behind", r"(?:%s)(?!\w)"),
            pattern(entry, "sentence", "(?:%s)"),
            pattern(entry, "unless", "(?:%s)"),
            pattern(entry, "refers", "(?:%s)"),
            entry.get("operands", "before"),
            frozenset(entry.get("but_not", ())),
            entry.get("exact", False),
            tuple(entry["examples"]),
            tuple(entry.get("counter_examples", ())),
        )
        for entry in data["closing"]
    )


@cache
def unread_number(language: str = "en") -> re.Pattern[str]:
    """A number in a sentence of tokens that was not read as one: what is left is then not all that there is."""
    return re.compile(load("closings", language)["unread"], re.IGNORECASE)


@cache
def apportioned(language: str = "en") -> re.Pattern[str]:
    """What tells that a number is one of each of some things."""
    return re.compile(load("closings", language)["apportioned"], re.IGNORECASE)


@cache
def falling(language: str) -> re.Pattern[str]:
    """Words with which a fraction that something changed by is less."""
    return re.compile(rf"\b(?:{load('closings', language)['falling']})\b", re.IGNORECASE)


@cache
def one_of(language: str, thing: str) -> re.Pattern[str]:
    """The words that say something of one of several things: "a box", "each full box"."""
    one = load("closings", language)["one"]
    return re.compile(rf"\b(?:{one}) (?:[a-z]+ )?{re.escape(thing)}\b", re.IGNORECASE)


@cache
def moves(language: str = "en") -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words directly before a number, and those behind it, that tell whether it came to a balance or went from it."""
    data = load("closings", language)
    words = rf"(?:(?P<came>{data['came']})|(?P<went>{data['went']}))"
    return (
        re.compile(rf".*\b{words}(?: (?!and\b|but\b|while\b)[a-z]+){{0,2}} ", re.IGNORECASE | re.DOTALL),
        re.compile(rf"[^#,;.]{{0,30}}?\b{words}\b", re.IGNORECASE),
    )


@cache
def months(language: str = "en") -> tuple[str, ...]:
    """The names of the months, in order."""
    return tuple(load("closings", language)["months"])


@cache
def day_of_a_month(language: str = "en") -> re.Pattern[str]:
    """A day with its month, and the year where it has one: "4 June", "June 4, 2021"."""
    month = "|".join(months(language))
    year = r"(?:,? (?P<year{0}>(?:1[5-9]|20)\d\d)\b)?"
    return re.compile(
        rf"(?<![\d.,])(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{month})\b{year.format('')}"
        rf"|\b(?P<month2>{month}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]){year.format('2')}",
        re.IGNORECASE,
    )


def _over_tokens(source: str) -> re.Pattern[str]:
    counts: dict[str, int] = {}

    def role(match: re.Match[str]) -> str:
        """A group of its own for each number of a role that several have."""
        counts[match[1]] = counts.get(match[1], 0) + 1
        return rf"#{match[2]}(?P<{match[1]}{counts[match[1]]}>\d+)#"

    source = _ROLE.sub(role, source.replace("~", _GAP))
    return re.compile(_TOKEN.sub(r"#\1\\d+#", source))
