"""A language that is all data: what is read off its texts stands in the files of its folder, and no code knows a word of it.

`known()` names these languages; `lexical(code)` loads one. English has readers of its own and is none of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from claimcheck.language.rules import filled, load

_FOLDER = Path(__file__).parent
_FILES = ("numerals", "units", "hedges", "calendar", "senses", "words", "table_labels")


@dataclass(frozen=True, slots=True)
class Guard:
    """A named pattern of what looks like a number and is none: a day, a page, a name."""

    name: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Months:
    """How the language says when something is."""

    numbers: Mapping[str, int]
    """Months by name."""
    ordinals: Mapping[str, int]
    quarter: re.Pattern[str]
    half: re.Pattern[str]
    last_year: re.Pattern[str]
    this_year: re.Pattern[str]
    next_year: re.Pattern[str]
    before_that: re.Pattern[str]
    """What makes a number one of the year before another."""


@dataclass(frozen=True, slots=True)
class Senses:
    """What the words around a number say of how it is meant; each is sought in a clause or directly beside the number."""

    planned: re.Pattern[str]
    projected: re.Pattern[str]
    hypothetical: re.Pattern[str]
    superseded: re.Pattern[str]
    compared: re.Pattern[str]
    start: re.Pattern[str]
    """What stands before the old level of "from … to …"."""
    end: re.Pattern[str]
    """What stands behind it."""
    change_before: re.Pattern[str]
    change_behind: re.Pattern[str]
    up: re.Pattern[str]
    down: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Lexical:
    """Everything that is read off texts of one language."""

    code: str
    words: Mapping[str, int]
    """Number words below a thousand."""
    scales: Mapping[str, int]
    ones: Mapping[str, int]
    """Words that are a number only before a unit, and an article elsewhere."""
    joint: str
    """What joins units to tens within a word."""
    magnitudes: Mapping[str, int]
    """Powers of ten."""
    fractions: Mapping[str, tuple[int, int]]
    multiples: Mapping[str, Decimal]
    needs_so: frozenset[str]
    so: re.Pattern[str]
    fold: re.Pattern[str]
    """What makes a multiple of the number before it."""
    units: Mapping[str, str]
    money: Mapping[str, str]
    per_before: tuple[str, ...]
    per: Mapping[str, str]
    per_times: frozenset[str]
    """What a rate may be per behind a mere preposition."""
    per_strict: frozenset[str]
    """Words that always say for each of what."""
    per_unless: str
    """A pattern of what makes a stretch of time one of its own: "in the year before"."""
    hedges: Mapping[str, str]
    hedges_behind: Mapping[str, str]
    between: tuple[str, ...]
    joints: tuple[str, ...]
    and_words: tuple[str, ...]
    from_words: tuple[str, ...]
    to_words: tuple[str, ...]
    no_one_behind: re.Pattern[str]
    guards: tuple[Guard, ...]
    months: Months
    senses: Senses
    scopes: Mapping[str, str]
    """Words that narrow what is measured, by the qualifier that they stand for."""
    light: frozenset[str]
    """Words that say nothing of what is measured."""
    stemmer: str
    """Name of the Snowball stemmer."""
    abbreviations: frozenset[str]
    change_label: re.Pattern[str]
    """What the heading of a column of changes says."""


@cache
def known() -> tuple[str, ...]:
    """The codes of all languages that are data, in alphabetical order."""
    return tuple(
        sorted(
            folder.name
            for folder in _FOLDER.iterdir()
            if all((folder / f"{name}.toml").is_file() for name in _FILES)
        )
    )


def is_lexical(code: str | None) -> bool:
    """Whether a language is read by its data."""
    return code is not None and code in known()


@cache
def lexical(code: str) -> Lexical:
    """The language of a code that `known` names."""
    data = {name: load(name, code) for name in _FILES}
    numerals, units, hedges, calendar = (data[name] for name in ("numerals", "units", "hedges", "calendar"))
    flat = _flat(units["units"])
    money = _flat(units["money"])
    per = {
        form: unit
        for unit, forms in units["per"].items()
        if unit not in ("before", "times", "strict", "unless")
        for form in forms
    }
    months = {name: index + 1 for index, name in enumerate(calendar["months"])}
    months |= {name: index + 1 for index, name in enumerate(calendar["short_months"])}
    months |= calendar["more_months"]
    parts = {
        "month": _any(months),
        "unit": _any([*flat, *money]),
        "magnitude": _any(numerals["magnitudes"]),
    }
    fold = _any(numerals["multiple_endings"]["behind"])
    return Lexical(
        code,
        {**numerals["small"], **numerals["tens"]},
        numerals["scales"],
        numerals["one"],
        numerals["joint"],
        numerals["magnitudes"],
        {form: (top, bottom) for form, (top, bottom) in numerals["fractions"].items()},
        {form: Decimal(value) for form, value in numerals["multiples"].items()},
        frozenset(numerals["multiple_endings"]["needs_so"]),
        re.compile(rf" (?:{numerals['multiple_endings']['so']})\b"),
        re.compile(rf"(?:{fold})\b"),
        flat,
        money,
        tuple(sorted(units["per"]["before"], key=len, reverse=True)),
        per,
        frozenset(units["per"]["times"]),
        frozenset(units["per"]["strict"]),
        units["per"]["unless"],
        {form: effect for effect, forms in hedges["before"].items() for form in forms},
        {form: effect for effect, forms in hedges["behind"].items() for form in forms},
        tuple(hedges["ranges"]["between"]),
        tuple(sorted(hedges["ranges"]["joints"], key=len, reverse=True)),
        tuple(hedges["ranges"]["and"]),
        tuple(hedges["ranges"]["from"]),
        tuple(hedges["ranges"]["to"]),
        re.compile(rf"\b{numerals['no_one_behind']}$"),
        tuple(
            Guard(entry["name"], re.compile(filled(entry["pattern"], parts))) for entry in calendar["guard"]
        ),
        Months(
            months,
            calendar["ordinals"],
            *(
                re.compile(rf"\b(?:{calendar[key]})\b")
                for key in ("quarter", "half", "last_year", "this_year", "next_year", "before_that")
            ),
        ),
        _senses(data["senses"]),
        {form: value for group in data["senses"]["scopes"].values() for form, value in group.items()},
        frozenset(data["words"]["light"].split()),
        data["words"]["stemmer"],
        frozenset(word.lower() for word in data["words"]["abbreviations"]),
        re.compile(rf"\b(?:{data['table_labels']['change']})", re.IGNORECASE),
    )


def _senses(data: Mapping[str, Any]) -> Senses:
    keys = (
        "planned", "projected", "hypothetical", "superseded", "compared", "from", "to", "change_before", "change_behind", "up", "down",
    )  # fmt: skip
    return Senses(*(re.compile(data[key]) for key in keys))


def _flat(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {form: name for name, forms in table.items() for form in forms}


def _any(forms: Any) -> str:
    """An alternation of words, the longest first."""
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))


@cache
def table_pattern(key: str) -> str:
    """An alternation of what all languages that are data say in the labels of tables: `total`, `no_sum`."""
    return "|".join(load("table_labels", code)[key] for code in known())
