"""Currencies: symbols and codes before a number, names and codes behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from claimcheck.data import rows

_LONGEST_PREFIX = 7
_LONGEST_NAME = 4  # words
_BLANKS = " \u00a0\u2009\u202f"
_NAME = re.compile(r"[ \n\u00a0-]?([A-Za-złçãéóö₹€£¥¢$.]+)")


@dataclass(frozen=True, slots=True)
class Money:
    """A currency as read off a text."""

    code: str
    """ISO 4217, or the customary code of a crypto-currency."""
    start: int
    end: int
    scale: Decimal = Decimal(1)
    """1 for the currency itself, 0.01 for cents."""


@cache
def _lexicon() -> tuple[dict[str, str], dict[str, str], dict[str, tuple[str, Decimal]]]:
    prefixes: dict[str, str] = {}
    names: dict[str, str] = {}
    for code, prefix_field, name_field in rows("currencies"):
        prefixes[code] = code
        names[code.lower()] = code
        for prefix in prefix_field.split():
            prefixes[prefix] = code
        for name in (part.strip() for part in name_field.split(",")):
            if name and not name.startswith("["):
                names[name] = code
                names.setdefault(name + "s", code)
    names["pounds sterling"] = names["british pounds"] = "GBP"
    subunits = {
        name.strip(): (code, 1 / Decimal(count))
        for forms, code, count in rows("subunits")
        for name in forms.split(",")
    }
    return prefixes, names, subunits


def currency_before(text: str, at: int) -> Money | None:
    """The currency symbol, prefix or code that stands just before `at` (one blank between is fine)."""
    end = at
    if end > 0 and text[end - 1] in _BLANKS:
        end -= 1
    prefixes = _lexicon()[0]
    for length in range(min(_LONGEST_PREFIX, end), 0, -1):
        symbol = text[end - length : end]
        code = prefixes.get(symbol)
        if code is None:
            continue
        start = end - length
        if symbol[0].isalpha() and start > 0 and (text[start - 1].isalnum() or text[start - 1] in "-_$"):
            continue
        if symbol == "R" and end != at:
            continue
        return Money(code, start, end)
    return None


def currency_behind(text: str, at: int, *, pounds: bool = False) -> Money | None:
    """The currency name, code or subunit that stands just behind `at` ("dollars", "EUR", "cents").

    `pounds`: read "pounds" as money, because the context says so.
    """
    _, names, subunits = _lexicon()
    end, phrase = at, ""
    best: Money | None = None
    for _ in range(_LONGEST_NAME):
        match = _NAME.match(text, end)
        if match is None:
            break
        word = match.group(1)
        end = match.end()
        if (word.endswith(".") and not word[:-1].endswith("s")) or word.endswith("."):
            word, end = word[:-1], end - 1
        phrase = f"{phrase} {word}".strip()
        low = phrase.lower()
        code = names.get(low)
        if code is not None and (len(low) > 3 or phrase.isupper() or low not in (code.lower(),)):
            best = Money(code, match.start(1), end)
        elif low in subunits and (len(low) > 1 or text[at : at + 1] == low):
            code, scale = subunits[low]
            best = Money(code, match.start(1), end, scale)
        elif pounds and low in ("pound", "pounds"):
            best = Money("GBP", match.start(1), end)
        elif low == "$" or low == "€" or low == "£":
            best = Money({"$": "USD", "€": "EUR", "£": "GBP"}[low], match.start(1), end)
    return best
