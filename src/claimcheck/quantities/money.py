"""Currencies: symbols and codes before a number, names, codes and symbols behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from claimcheck.data import lexicon_cache, rows, words

_LONGEST_PREFIX = 7
_LONGEST_NAME = 4  # words
_BLANKS = " \u00a0\u2009\u202f"
_NAME = re.compile(r"[ \n\u00a0-]?([A-Za-zÀ-ɏ]+(?:\.[A-Za-z]\.?)*)")
_SYMBOL = re.compile(r"[ \u00a0]?([$€£¥₹₩₽₺₪฿₱₫₦₴₾₸₡₿₭₮₲₵৳¢]|zł|Kč|元|円)")
_SCALED_CODE = re.compile(r"([kKM])([A-Z]{3})")
_PREFIX_SCALES = {"k": Decimal(1000), "K": Decimal(1000), "M": Decimal(10) ** 6}


@dataclass(frozen=True, slots=True)
class Money:
    """A currency as read off a text."""

    code: str
    """ISO 4217, the customary code of a crypto-currency, or the name of a subunit ("cent", "pence")."""
    start: int
    end: int
    scale: Decimal = Decimal(1)
    """What the number is multiplied by: a million for "MEUR"."""


@lexicon_cache
def _lexicon() -> tuple[dict[str, str], dict[str, str]]:
    """Prefixes (case kept) and names (lower case), each to its code."""
    prefixes: dict[str, str] = {}
    names: dict[str, str] = {}
    for code, prefix_field, name_field in rows("currencies"):
        prefixes[code] = code
        for prefix in prefix_field.split():
            prefixes.setdefault(prefix, code)
        for name in (part.strip() for part in name_field.split(",")):
            if name and not name.startswith("["):
                names[name] = code
                names.setdefault(name + "s", code)
    for code, symbol, name_field in rows("currency_names"):
        prefixes.setdefault(code, code)
        if symbol:
            prefixes.setdefault(symbol, code)
        for name in (part.strip() for part in name_field.split(",")):
            names.setdefault(name, code)
    names["pounds sterling"] = names["british pounds"] = "GBP"
    for code in sorted(set(prefixes.values())):
        if code.lower() not in words("code_words"):
            names.setdefault(code.lower(), code)
        prefixes.setdefault(f"{code}$", code)
    return prefixes, names


@lexicon_cache
def subunits() -> dict[str, tuple[frozenset[str], Decimal]]:
    """Every subunit with the currencies that it may be part of, and its size in them."""
    return {
        unit: (frozenset(codes.split()), 1 / Decimal(count)) for unit, _, codes, count in rows("subunits")
    }


@lexicon_cache
def _subunit_forms() -> dict[str, str]:
    return {form.strip(): unit for unit, forms, _, _ in rows("subunits") for form in forms.split(",")}


def is_currency(unit: str) -> bool:
    """Whether a unit (without denominators) is money: an ISO code or a subunit."""
    return (len(unit) == 3 and unit.isupper()) or unit in subunits()


def is_code(word: str) -> bool:
    """Whether a word is the ISO code of a much-used currency; a rare one (AMD, the dram) is rather a name."""
    return word in _common_codes()


@lexicon_cache
def _common_codes() -> frozenset[str]:
    return frozenset(row[0] for row in rows("currencies"))


@lexicon_cache
def exchange_rates() -> dict[tuple[str, str], tuple[Decimal, Decimal]]:
    """Rate and spread of each pair of currencies that the project gives one for, both ways."""
    given = {(a, b): (Decimal(rate), Decimal(spread)) for a, b, rate, spread in rows("exchange_rates")}
    return given | {(b, a): (1 / rate, spread) for (a, b), (rate, spread) in given.items()}


def exchange_spread(unit: str, other: str) -> Decimal:
    """How far a conversion may be off, as a share: the spread of the rate between two currencies, else 0."""
    rate = exchange_rates().get((unit.partition("/")[0], other.partition("/")[0]))
    return rate[1] if rate is not None else Decimal(0)


def money_factor(unit: str, other: str) -> Decimal | None:
    """How many `other` one `unit` is: a currency and its subunit, or two currencies whose rate the project gives."""
    rate = exchange_rates().get((unit, other))
    if rate is not None:
        return rate[0]
    parts = subunits()
    if unit in parts and other in parts[unit][0]:
        return parts[unit][1]
    if other in parts and unit in parts[other][0]:
        return 1 / parts[other][1]
    return None


def _is_dollar(symbol: str) -> bool:
    """Whether letters before a dollar sign may say which dollar it is: "mxn$", "c $"."""
    if symbol[-1] != "$":
        return False
    return " " not in symbol or symbol in ("c $", "C $") or _SPACED_PREFIX.fullmatch(symbol) is not None


def currency_before(text: str, at: int) -> Money | None:
    """The currency symbol, prefix or code that stands just before `at` (one blank between is fine)."""
    end = at
    if end > 0 and text[end - 1] in _BLANKS:
        end -= 1
    prefixes = _lexicon()[0]
    named = _name_before(text, at) if end < at else None
    if named is not None:
        return named
    for length in range(min(_LONGEST_PREFIX, end), 0, -1):
        start = end - length
        symbol = text[start:end]
        code = prefixes.get(symbol)
        if code is None and length > 1 and _is_dollar(symbol):
            code = prefixes.get(symbol.replace(" ", "").upper())  # mxn$, c $
        if code is None and length == 4:
            scaled = _SCALED_CODE.fullmatch(symbol)
            if scaled and scaled.group(2) in prefixes and (start == 0 or not text[start - 1].isalnum()):
                return Money(scaled.group(2), start, end, _PREFIX_SCALES[scaled.group(1)])
        if code is None:
            continue
        if symbol[0].isalpha() and start > 0 and (text[start - 1].isalnum() or text[start - 1] in "-_$'’."):
            continue
        if len(symbol) == 1 and symbol.isalpha() and end != at:
            continue
        return Money(code, start, end)
    return None


_SPACED_PREFIX = re.compile(r"[A-Za-z]{2} \$")
_WORD_BEFORE = re.compile(r"(?<![\w-])([A-Za-z]{3,12})[ \u00a0]\Z")
_AMOUNT = re.compile(
    r"\d{1,3}(?:,\d{3})+|\d+\.\d|\d+[ \u00a0](?:million|billion|trillion|thousand|lakh|crore)\b"
)


def _name_before(text: str, at: int) -> Money | None:
    """A currency's name in front of an amount: "rupees 1,200", "dollar 22.5 million"; not "the euro 2024 cup"."""
    word = _WORD_BEFORE.search(text, max(0, at - 16), at)
    if word is None:
        return None
    low = word.group(1).lower()
    if not _AMOUNT.match(text, at) and not (
        word.group(1).islower() and (is_code(low.upper()) or low == "rmb")
    ):
        return None
    code = _lexicon()[1].get(low) or _subunit_forms().get(low)
    return Money(code, word.start(1), word.end(1)) if code is not None else None


def currency_behind(text: str, at: int, *, pounds: bool = False) -> Money | None:
    """The currency name, code, symbol or subunit that stands just behind `at` ("dollars", "MEUR", "cents", "€").

    `pounds`: read "pounds" as money, because the context says so.
    """
    prefixes, names = _lexicon()
    symbol = _SYMBOL.match(text, at)
    if symbol is not None and not text[symbol.end() : symbol.end() + 1].isdigit():
        code = "cent" if symbol.group(1) == "¢" else prefixes.get(symbol.group(1))
        if code is not None:
            return Money(code, symbol.start(1), symbol.end())
    end, phrase = at, ""
    best: Money | None = None
    for count in range(_LONGEST_NAME):
        match = _NAME.match(text, end)
        if match is None:
            break
        word, end = match.group(1), match.end()
        phrase = f"{phrase} {word}".strip()
        low = phrase.lower()
        code = names.get(low)
        if code is None and word.endswith(".") and low[:-1] in names:
            code, end = names[low[:-1]], end - 1
        unit = _subunit_forms().get(low)
        scaled = _SCALED_CODE.fullmatch(word) if count == 0 else None
        if code is not None:
            best = Money(code, match.start(1), end)
        elif unit is not None and (len(low) > 1 or text[at : at + 1].lower() == low):
            best = Money(unit, match.start(1), end)
        elif scaled is not None and scaled.group(2) in prefixes:
            best = Money(scaled.group(2), match.start(1), end, _PREFIX_SCALES[scaled.group(1)])
        elif pounds and low in ("pound", "pounds"):
            best = Money("GBP", match.start(1), end)
    return best
