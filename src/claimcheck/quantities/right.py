"""What stands to the right of a number: magnitude, unit, currency, counted noun, a smaller unit."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from claimcheck.model import Span
from claimcheck.quantities import hedges, money, nouns, numerals, units
from claimcheck.quantities.denominators import read_denominators
from claimcheck.quantities.labels import SPACED_WORD
from claimcheck.quantities.numerals import Numeral
from claimcheck.quantities.written import Reading, magnitudes

_ONE = Decimal(1)
_ATTACHED = re.compile(r"[A-Za-zµμ]+")
_SPACED_MAGNITUDE = re.compile(r"(?:[ \n\u00a0\u2009\u202f]{1,3}|-)?([A-Za-z]{1,12})\b")
_TIMES = re.compile(r"[ \n\u00a0-]?(times|x|×|X)(?![\w-]|[ \u00a0]?\d)")
_FOLD = re.compile(r"[ -]?fold\b")
_COMPOUND_NOUN = re.compile(r"-([a-z]{3,20})(?![\w-])")
ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_OF_NOUN = re.compile(r"[ \n]of[ \n](?:[a-z-]{3,20}[ \n]){0,2}?[a-z-]{3,20}(?=[ \n](?:per|a|each)[ \n]|/)")
_UNIT_LETTERS = tuple("ΩΩµμ°")
_PARTITIVE = re.compile(
    r"[ \n]of(?:[ \n](?:the|its|their|our|his|her|these|those|all)\b|[ \n][A-Z][A-Za-z]{1,20}['’]s\b)"
)
_POUNDS_OF = re.compile(r"[ \n]pounds? of\b")
_HYPHEN_TO = re.compile(r"-to-\d")
_WEATHER = re.compile(r"\b(?:warm|temperature|heat|cold|climate|degree|cool|hot\b|weather)", re.IGNORECASE)
_VERSION_TAGS = frozenset({"dev", "alpha", "beta", "rc", "pre", "post", "snapshot", "final", "lts", "stable", "nightly", "release", "preview", "series", "branch", "compatible", "only", "style", "based"})  # fmt: skip
POINT = re.compile(r"[ -](?:percentage[ -])?points?\b")
_SMALLER = re.compile(r",?[ \n](?:and[ \n])?(?=[A-Za-z0-9])")
_INCHES = re.compile(r"[ \u00a0]?(?:in\b|″|\")")
_LAST_DIGITS = re.compile(r"\d\d(?=[.,;!?)]|\s*$| (?:and|or|for|but|to|more|extra|each)\b)")


def _goes_on(text: str, numeral: Numeral) -> bool:
    """Whether digits are only the beginning of something else: "2σ", "1.2.3", "12:30", "3rd"."""
    end = numeral.end
    follows = text[end : end + 1]
    if not follows:
        return False
    if follows.isalpha() and not follows.isascii() and follows not in "µμΩÅ元円":
        return True
    if text[end + 1 : end + 2].isdigit() and (follows in ".," or (follows in ":/" and not numeral.fraction)):
        return True
    return follows == "_" or ORDINAL.match(text, end) is not None


def read_right(text: str, numeral: Numeral, currency: money.Money | None) -> Reading | None:
    """What stands behind a number; None if it turns out to be part of a name."""
    if not numeral.words and _goes_on(text, numeral):
        return None
    numeral, attached = _magnitude(text, numeral, currency)
    end = numeral.end
    if currency is None and not attached and _is_name_suffix(text, end):
        return None
    hedge = hedges.hedge_behind(text, end)
    if hedge is not None and hedge.words in ("at least", "at most", "approximately"):
        hedge = hedge if text[hedge.end : hedge.end + 1] in ".,;)" else None
    if hedge is not None:
        end = hedge.end
    unit, unit_end, noun, scale = _unit(text, numeral, end, currency)
    if scale != 1:
        numeral = numeral.scale(scale, numeral.end)
    if hedge is None:
        hedge = hedges.hedge_behind(text, unit_end)
        if hedge is not None and hedge.words == "+":
            hedge = None
        if hedge is not None:
            unit_end = hedge.end
    return Reading(numeral, unit, unit_end, noun, hedge)


def _is_whole(numeral: Numeral) -> bool:
    return not numeral.fraction and not numeral.scaled and numeral.value == int(numeral.value)


def with_smaller_unit(text: str, reading: Reading) -> Reading:
    """A measure in two units as one number: "5 ft 2 in", "thirteen dollars and forty-five cents", "2 hours 30 minutes"."""
    joint = _SMALLER.match(text, reading.end) if _is_whole(reading.numeral) else None
    if joint is None:
        return reading
    at = joint.end()
    money_unit = money.is_currency(reading.unit)
    if money_unit and not joint.group().strip() and (digits := _LAST_DIGITS.match(text, at)):
        if text[reading.numeral.end : reading.end].strip(" ").isalpha():  # "15 dollars 50", "15 USD 50"
            return _joined(reading, Decimal(digits.group()) / 100, Decimal("0.01"), digits.end())
        return reading
    smaller = numerals.read_digits(text, at) if text[at].isdigit() else numerals.read_words(text, at)
    if smaller is None or smaller.scaled or smaller.fraction:
        return reading
    if money_unit:
        part = money.currency_behind(text, smaller.end)
        factor = money.money_factor(part.code, reading.unit) if part else None
        if part is None and smaller.words and not joint.group().strip(" ,") and 10 <= smaller.value < 100:
            return _joined(
                reading, smaller.value / 100, Decimal("0.01"), smaller.end
            )  # "thirteen dollars forty five"
        end = part.end if part else at
    else:
        inches = _INCHES.match(text, smaller.end) if reading.unit == "foot" else None
        unit = units.read_simple_unit(text, smaller.end)
        end = inches.end() if inches else unit.end if unit else at
        factor = units.part_of("inch" if inches else unit.name if unit else "", reading.unit)
    if factor is None or smaller.value * factor >= 1:
        return reading
    return _joined(reading, smaller.value * factor, smaller.step * factor, end)


def _joined(reading: Reading, value: Decimal, step: Decimal, end: int) -> Reading:
    numeral = reading.numeral
    joined = replace(numeral, value=numeral.value + value, step=step, coarse_step=step)
    return replace(reading, numeral=joined, end=end)


def _magnitude(text: str, numeral: Numeral, currency: money.Money | None) -> tuple[Numeral, bool]:
    """The number times the magnitude behind it, and whether letters stood attached to its digits."""
    table = magnitudes()
    match = _ATTACHED.match(text, numeral.end) if not numeral.words else None
    if match is not None:
        entry = table.get(match.group())
        if entry is None or text[match.end() : match.end() + 1] in _UNIT_LETTERS:
            return numeral, False
        power, when = entry
        behind = text[match.end() : match.end() + 1]
        if behind.isdigit():
            return numeral, False
        if when == "money" and currency is None and not _is_money_scale(text, match):
            return numeral, False
        if when == "attached" and currency is None and behind == "-":
            return numeral, False
        return numeral.scale(Decimal(10) ** power, match.end()), True
    at = numeral.end
    for _ in range(2):  # "hundred thousand", "thousand billion"
        spaced = _SPACED_MAGNITUDE.match(text, at)
        if spaced is None:
            break
        word = spaced.group(1)
        entry = table.get(word) or table.get(word.lower())
        if entry is None:
            break
        power, when = entry
        if when != "word" and table.get(word) is None:
            break
        if when in ("money", "attached") and currency is None:
            break
        if numeral.scaled and numeral.words and when == "word":
            break
        at = spaced.end() + (
            text[spaced.end() : spaced.end() + 1] == "." and len(word) <= 3 and when == "word"
        )
        numeral = numeral.scale(Decimal(10) ** power, at)
    return numeral, False


def _is_money_scale(text: str, match: re.Match[str]) -> bool:
    """Whether a letter that scales money does so here, where the currency does not stand before the number."""
    if _money_behind(text, match.end()):
        return True
    return match.group() == "m" and _counts_millions(text, match.end())


def _counts_millions(text: str, at: int) -> bool:
    """Whether "m" attached to a number is a million: a plural or a unit of mass or volume follows at once."""
    word = SPACED_WORD.match(text, at)
    if word is None or word.group(1).lower() in nouns.stop_words():
        return False
    if units.is_unit_word(word.group(1)):
        return True
    return nouns.is_plural(word.group(1)) and word.group(1).islower()


def _money_behind(text: str, at: int) -> bool:
    return money.currency_behind(text, at) is not None


def _is_name_suffix(text: str, at: int) -> bool:
    """Whether letters attached to a number make it a name: "5G", "3D", "16-Hi", but not "500W", "2.0x"."""
    if text[at : at + 1] in ("C", "F") and not text[at + 1 : at + 2].isalnum() and _WEATHER.search(text):
        return False
    match = _ATTACHED.match(text, at)
    if match is not None:
        if units.symbol_unit(match.group()) or units.is_unit_word(match.group()) or _TIMES.match(text, at):
            return False
        if match.group() in ("fold",) or match.group().lower() in magnitudes():
            return match.group().lower() not in (
                "million",
                "billion",
                "trillion",
                "thousand",
                "bn",
                "mn",
                "tn",
                "fold",
            )
        return units.read_unit(text, at) is None and not _money_behind(text, at)
    hyphen = text[at : at + 1] == "-" and text[at + 1 : at + 2].isalpha()
    if hyphen:
        if text[at + 1].isupper() and not text[at + 2 : at + 3].isalpha():
            return True  # the form 10-K
        if units.read_simple_unit(text, at) or _COMPOUND_NOUN.match(text, at) or _FOLD.match(text, at):
            return False
        if _money_behind(text, at):
            return False
        if _HYPHEN_TO.match(text, at):
            return False  # "10-to-12-week"
        compound = _SPACED_MAGNITUDE.match(text, at)
        return not (compound and compound.group(1).lower() in magnitudes())
    return False


_Unit = tuple[str, int, Span | None, Decimal]
"""Unit, offset behind it, counted noun phrase, and a factor for the number (1/100 for cents)."""


def _unit(text: str, numeral: Numeral, end: int, currency: money.Money | None) -> _Unit:
    """What a number is of: money, a multiple, a measure, what it counts."""
    if currency is not None:
        return _in_currency(text, end, currency)
    plain = _without_noun(text, numeral, end)
    if plain is not None:
        return plain
    simple = units.read_unit(text, end)
    pounds = numeral.scaled and not _POUNDS_OF.match(text, end)
    behind = money.currency_behind(text, end, pounds=pounds)
    if behind is not None and (simple is None or behind.end > simple.end or behind.code == "GBP"):
        return _named_money(text, behind)
    if simple is not None:
        return _measure(text, simple, _ONE)
    return _counted(text, numeral, end)


def _in_currency(text: str, end: int, currency: money.Money) -> _Unit:
    behind = money.currency_behind(text, end)
    if behind is not None and (behind.code == currency.code or "dollar" in text[end : behind.end].lower()):
        end = behind.end
    suffix, end = read_denominators(text, end, shares=False, of_each=True)
    return currency.code + suffix, end, None, _ONE


def _without_noun(text: str, numeral: Numeral, end: int) -> _Unit | None:
    """Degrees where the text speaks of weather, times, folds and points; None where the number is of none of them."""
    if text[end : end + 1] in ("C", "F") and not text[end + 1 : end + 2].isalnum() and _WEATHER.search(text):
        return ("degree_Celsius" if text[end] == "C" else "degree_Fahrenheit"), end + 1, None, _ONE
    times = _TIMES.match(text, end)
    if times is not None:
        suffix, after = read_denominators(text, times.end())
        return ("time" + suffix if suffix else "ratio"), (after if suffix else times.end()), None, _ONE
    fold = _FOLD.match(text, end)
    if fold is not None:
        return "ratio", fold.end(), None, _ONE
    points = POINT.match(text, end)
    if points is not None and ("percentage" in points.group() or (numeral.words and numeral.value < 1)):
        return "percentage_point", points.end(), None, _ONE
    return None


def _counted(text: str, numeral: Numeral, end: int) -> _Unit:
    """What a number counts; "dimensionless" where nothing tells, "ratio" for a fraction."""
    compound = _COMPOUND_NOUN.match(text, end)
    if compound is not None and compound.group(1) in _VERSION_TAGS:
        return "dimensionless", end, None, _ONE
    if compound is not None and compound.group(1) not in nouns.stop_words() and not numeral.scaled:
        noun_span = Span(compound.start(1), compound.end())
        return nouns.singular(compound.group(1)), compound.end(), noun_span, _ONE
    partitive = _PARTITIVE.match(text, end)
    noun = nouns.counted_noun(text, partitive.end() if partitive else end)
    if noun is not None and not numeral.fraction:
        suffix, after = read_denominators(text, noun.span.end)
        return noun.head + suffix, after, noun.span, _ONE
    if numeral.fraction:
        return "ratio", end, None, _ONE
    suffix, after = read_denominators(text, end) if not numeral.words else ("", end)
    if suffix and text[end : end + 1] != "/":
        return "dimensionless" + suffix, after, None, _ONE
    return "dimensionless", end, None, _ONE


def _named_money(text: str, behind: money.Money) -> tuple[str, int, Span | None, Decimal]:
    """An amount whose currency stands behind it: with a magnitude behind that ("75 USD million"), per what."""
    scale, end = behind.scale, behind.end
    magnitude = _SPACED_MAGNITUDE.match(text, end)
    entry = magnitudes().get(magnitude.group(1).lower()) if magnitude else None
    if magnitude is not None and entry is not None and entry[1] == "word" and text[magnitude.start()] != "-":
        scale, end = scale * Decimal(10) ** entry[0], magnitude.end()
    suffix, end = read_denominators(text, end, shares=False, of_each=True)
    return behind.code + suffix, end, None, scale


def _measure(text: str, simple: units.UnitReading, one: Decimal) -> tuple[str, int, Span | None, Decimal]:
    if simple.name in ("percent", "percentage_point", "basis_point"):
        point = re.compile(r"[ -]points?\b", re.IGNORECASE).match(text, simple.end)
        if simple.name == "percent" and point is not None:
            return "percentage_point", point.end(), None, one
        suffix, end = read_denominators(text, simple.end)
        return (simple.name + suffix if suffix and suffix[1:] in ("year", "month", "quarter", "week", "day") else simple.name), (
            end if suffix and suffix[1:] in ("year", "month", "quarter", "week", "day") else simple.end
        ), None, one  # fmt: skip
    at = simple.end
    of = _OF_NOUN.match(text, at)
    if of is not None:
        suffix, end = read_denominators(text, of.end())
        if suffix and suffix[1:] in ("second", "minute", "hour", "day", "week", "month", "year"):
            return simple.name + suffix, end, None, one
    suffix, end = read_denominators(text, at, of_each=True)
    return simple.name + suffix, end, None, one
