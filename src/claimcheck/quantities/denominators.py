"""What a rate is per, behind a unit or a noun: "a month", "/ha", "for each hectare"."""

from __future__ import annotations

import re

from claimcheck.data import lexicon_cache, rows, words
from claimcheck.language.rules import load
from claimcheck.quantities.nouns import counted_noun, singular
from claimcheck.quantities.units import raised, read_power, read_simple_unit

_PER = re.compile(
    r"(?:[ \u00a0\n]?/|[ \u00a0\n]?(per|a|an|each|every)(?=[ \n\u00a0])|-(a|an|per)(?=-))[ \u00a0\n-]?",
    re.IGNORECASE,
)
_LY = re.compile(
    r"[ \u00a0\n](hourly|daily|weekly|monthly|quarterly|yearly|annually|a-piece|apiece)\b", re.IGNORECASE
)
_LY_UNITS = {
    "hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter",
    "yearly": "year", "annually": "year", "apiece": "piece", "a-piece": "piece",
}  # fmt: skip
_DENOMINATOR = re.compile(r"(?:(\d[\d,]*)[ \u00a0]?)?([A-Za-z°µΩ]+)[²³]?")
# "a year earlier", "a day later" are no rates.
_NO_RATE = re.compile(
    r"[ \n\u00a0](?:earlier|ago|later|before|after|prior|previously|since|from now|hence|older|old|long|out)\b",
    re.IGNORECASE,
)
# What may stand behind "a" or "an" in a rate; "25 km a year", but not "6 plants a rival built".
_ARTICLE_DENOMINATORS = frozenset(
    [
        "second",
        "minute",
        "hour",
        "day",
        "night",
        "week",
        "fortnight",
        "month",
        "quarter",
        "year",
        "decade",
        "century",
        "share",
        "head",
        "person",
        "piece",
        "barrel",
        "tonne",
        "ton",
        "kilo",
        "kilogram",
        "kilometer",
        "mile",
        "litre",
        "liter",
        "gallon",
        "unit",
        "user",
        "seat",
        "time",
        "bottle",
        "game",
        "match",
        "vote",
    ]
)
_EXTRA_DENOMINATORS = frozenset({"annum": "year", "capita": "person"}.items())


@lexicon_cache
def _of_each() -> re.Pattern[str]:
    """ "for each hectare": behind a measure or an amount; behind a count it is more often of the things counted."""
    told = load("rates")
    ahead, each = ("|".join(map(re.escape, told[name])) for name in ("prepositions", "each"))
    return re.compile(rf"[ \u00a0\n](?:{ahead})[ \u00a0\n]({each})(?=[ \n\u00a0])[ \u00a0\n]", re.IGNORECASE)


@lexicon_cache
def _number_words() -> frozenset[str]:
    return frozenset(row[0] for row in rows("number_words"))


def read_denominators(text: str, at: int, *, shares: bool = True, of_each: bool = False) -> tuple[str, int]:
    """What a rate is per, behind a unit or noun: `("/month", end)`; `("", at)` where there is none.

    `shares`: whether "a share" counts; for money it is part of the measure ("earnings per share"), not of the unit. `of_each`: whether
    "for each" and "of every" count as well.
    """
    suffix = ""
    for _ in range(2):
        match = _PER.match(text, at) or (_of_each().match(text, at) if of_each else None)
        if match is None:
            adverb = _LY.match(text, at)
            if adverb is not None:
                return f"{suffix}/{_LY_UNITS[adverb.group(1).lower()]}", adverb.end()
            break
        denominator = _read_denominator(text, match)
        if denominator is None or (not shares and denominator[0] == "share"):
            break
        name, at = denominator
        suffix += f"/{name}"
    return suffix, at


def _can_be_divided_by(noun: str, *, slash: bool) -> bool:
    """Whether a word that is no unit may be what a rate is per."""
    if not slash and (noun.lower() in words("function_words") or noun.lower() in _number_words()):
        return False  # "£5 each by post", "150 mg every four weeks"
    return noun.isalpha() and not (slash and (len(noun) < 3 or not noun.islower()))


def _read_denominator(text: str, per: re.Match[str]) -> tuple[str, int] | None:
    word = next(filter(None, per.groups()), "").lower()
    slash = not word
    match = _DENOMINATOR.match(text, per.end())
    if match is None or _NO_RATE.match(text, match.end()):
        return None
    multiple, noun = match.group(1), match.group(2)
    unit = read_simple_unit(text, match.start(2))
    power, end = read_power(text, unit.end) if unit is not None else (1, 0)
    if unit is not None and max(end, unit.end) >= match.end(2):
        name, end = (raised(unit.name, power), end) if power > 1 else (unit.name, unit.end)
    elif noun.lower() in dict(_EXTRA_DENOMINATORS):
        name, end = dict(_EXTRA_DENOMINATORS)[noun.lower()], match.end()
    elif slash or word == "per" or word in ("each", "every"):
        if not _can_be_divided_by(noun, slash=slash):
            return None
        plural = counted_noun(text, match.start(2) - 1) if word == "per" and multiple else None
        name, end = (plural.head, plural.span.end) if plural else (singular(noun), match.end())
    elif singular(noun) in _ARTICLE_DENOMINATORS:
        name, end = singular(noun), match.end()
    else:
        return None
    if word in ("a", "an") and name not in _ARTICLE_DENOMINATORS and unit is None:
        return None
    if multiple:
        name = f"{multiple.replace(',', '')}_{name}"
    return name, end
