"""English: connectives as named rules, kept as data beside this file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from claimcheck.language.base import Connective, Enumerations
from claimcheck.language.lexical import table_pattern
from claimcheck.language.rules import filled, load, parts_of


@cache
def connectives() -> tuple[Connective, ...]:
    """The connectives of English, in the order of the file."""
    data = load("connectives")
    parts = parts_of(data)
    return tuple(_connective(entry, parts) for entry in data["connective"])


def _connective(entry: dict[str, Any], parts: Mapping[str, str]) -> Connective:
    return Connective(
        entry["name"],
        entry["equation"],
        frozenset(entry["stated"]),
        _pattern(entry.get("before"), parts, ending=True),
        _pattern(entry.get("behind"), parts),
        _pattern(entry.get("clause"), parts, whole=True),
        entry["bits"],
        entry.get("same_sentence", False),
        tuple(entry.get("examples", ())),
        tuple(entry.get("counter_examples", ())),
    )


def _pattern(
    source: str | None, parts: Mapping[str, str], *, ending: bool = False, whole: bool = False
) -> re.Pattern[str] | None:
    if source is None:
        return None
    source = filled(source, parts)
    if ending:
        source = rf"(?:^|\b|(?<=\W))(?:{source})\W{{0,2}}$"
    elif whole:
        source = rf"\b(?:{source})\b"
    else:
        source = rf"\W{{0,2}}(?:{source})\b"
    return re.compile(source, re.IGNORECASE)


@cache
def counted_row() -> re.Pattern[str]:
    """The labels of table rows that count things, whatever the table is in."""
    data = load("table_labels")
    nouns = "|".join(data["counted"])
    label = rf"(?:(?:{data['before']}) ){{0,2}}(?:{nouns})(?: (?:{data['behind']}))?|{data['number_of']}"
    return re.compile(rf"\s*(?:{label})\s*:?\s*", re.IGNORECASE)


@cache
def total_row() -> re.Pattern[str]:
    """The labels of table rows that add up all others."""
    return re.compile(rf"\W*(?:{load('table_labels')['total']}|{table_pattern('total')})\W*", re.IGNORECASE)


@cache
def result_row() -> re.Pattern[str]:
    """The labels of table rows that are what remains of the rows above them: gross profit, net sales, a surplus."""
    return re.compile(rf"\W*(?:{load('table_labels')['result']})\W*", re.IGNORECASE)


@cache
def worked_row() -> tuple[tuple[re.Pattern[str], int], ...]:
    """The labels of table rows that say how they are worked out of two others, with the sign of the second."""
    data = load("table_labels")
    return (re.compile(data["adds"], re.IGNORECASE), 1), (re.compile(data["takes_off"], re.IGNORECASE), -1)


@dataclass(frozen=True, slots=True)
class Every:
    """How a sentence says a span of every row of a table."""

    named: re.Pattern[str]
    """Group `noun`: what every one of is meant."""
    joint: re.Pattern[str]
    """What stands between the ends of a span."""
    loosely: re.Pattern[str]
    """What before a span leaves its ends open."""
    ending: re.Pattern[str]
    """What stands behind both where nothing narrows them."""


@cache
def said_of_every() -> Every:
    """The words that say a span of every row of a table."""
    data = load("table_labels")
    names = ("every", "span_joint", "loose_span", "span_ending")
    return Every(*(re.compile(data[name], re.IGNORECASE) for name in names))


@cache
def said_whole() -> re.Pattern[str]:
    """What says of a count that it is of all there are: "275 rules in all"."""
    return re.compile(load("table_labels")["whole"], re.IGNORECASE)


@cache
def told_plainly() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a count and behind its noun where a text tells of all there are: "It has 275 rules across 6 groups"."""
    data = load("table_labels")
    return re.compile(data["plainly_before"], re.IGNORECASE), re.compile(
        data["plainly_behind"], re.IGNORECASE
    )


@cache
def number_words_of_headers() -> frozenset[str]:
    """The words of a header that say no more than that its column counts: "Number of rules"."""
    return frozenset(load("table_labels")["counting"])


def said_of_one_part(words: str) -> bool:
    """Whether the words between a number and a total say the total of that number alone: "47 people who opened a total of"."""
    return _of_one_part().search(words) is not None


@cache
def _of_one_part() -> re.Pattern[str]:
    return re.compile(load("totals")["of_one_part"], re.IGNORECASE)


def says_activity(words: str) -> bool:
    """Whether the words between a whole and its first part say what is done: "consists of multiplying the"."""
    return _activity().search(words) is not None


@cache
def _activity() -> re.Pattern[str]:
    return re.compile(load("totals")["activity"], re.IGNORECASE)


@cache
def units_of_anything() -> frozenset[str]:
    """Units that count whatever there is: a head, a piece."""
    return frozenset(load("conclusions")["anything"])


@cache
def tolerances() -> frozenset[str]:
    """Hedges of a number that is room on either side of another one: "±"."""
    return frozenset(load("conclusions")["tolerances"])


@cache
def historical() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What marks a heading as that of a record of the past, and what makes a number before which it stands one of the past."""
    data = load("historical")
    headings, before = "|".join(data["headings"]), "|".join(data["before"])
    return (
        re.compile(rf"\b(?:{headings})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{before})\b[^.;\d]{{0,40}}$", re.IGNORECASE),
    )


@cache
def enumerations() -> Enumerations:
    """How English lists what it has counted."""
    data = load("enumerations")
    parts = parts_of(data)
    number = filled(data["number"], parts)
    return Enumerations(
        re.compile(rf"(?:^|, and |, | and )(?:the )?{number} ", re.IGNORECASE),
        re.compile(data["colon"]),
        re.compile(data["open"], re.IGNORECASE),
        re.compile(data["named"]),
        re.compile(data["apposed"], re.IGNORECASE),
        re.compile(data["regions"]),
        tuple(data["examples"]),
        tuple(data["counter_examples"]),
    )


@cache
def bracketed_before() -> re.Pattern[str]:
    """The words between a level and that of the time before, in brackets behind it."""
    return re.compile(load("levels")["bracketed"], re.IGNORECASE)


@cache
def comparison() -> re.Pattern[str]:
    """What makes the percentage before it a comparison: "less likely"."""
    return re.compile(load("levels")["comparison"], re.IGNORECASE)
