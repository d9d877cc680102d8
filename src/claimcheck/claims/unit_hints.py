"""What a label says of the unit of its numbers: "$ million", "(TWh)", "in thousands"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from claimcheck.claims.label_units import label_unit
from claimcheck.data import lexicon_cache, rows
from claimcheck.model import Span
from claimcheck.quantities import find_quantities
from claimcheck.quantities.money import currency_before, currency_behind
from claimcheck.quantities.units import read_simple_unit, symbol_unit

_SCALE = re.compile(
    r"\b(?:(thousand|million|billion|trillion)s?|(mn|bn|tn|mln|m))\b|(?<=')000s?|\b000s?\b", re.IGNORECASE
)
_CURRENCY = re.compile(
    r"[A-Z]{0,3}[$€£¥₹₩]|\b(?:USD|EUR|GBP|JPY|CNY|TWD|INR|KRW|CHF|RMB)\b|\b(?:U\.?S\.? )?(?:dollars|euros|pounds|yen|yuan)\b"
)
_UNIT_PLACE = re.compile(r"\(([^()]{1,30})\)|,[ ]([^,()]{1,30})$|\bin ([A-Za-zµ²³/ ]{1,30})$")
_RATE = re.compile(r"[^\W\d]\.? ?/|\bper\b")
_LAST_SYMBOL = re.compile(
    r"[A-Za-z)] (°[CF]|[kcmµ]m|k[gWNJ]|[MGT]W|[kMGT]Wh|[mµn]s|[MGT]B|m[gl]|km/h|k?m[²³])\s*\Z"
)
"""A symbol that is no word, at the end of a label: "Max °C", "Rain mm"."""


@dataclass(frozen=True, slots=True)
class UnitHint:
    """Unit and magnitude that a header or caption gives to the bare numbers under it."""

    unit: str | None
    scale: Decimal


@lexicon_cache
def _scales() -> dict[str, Decimal]:
    table = {
        form.lower(): Decimal(10) ** int(power)
        for form, power, when in rows("magnitudes")
        if when in ("word", "always")
    }
    return table | {"m": Decimal(10) ** 6}


def unit_hint(text: str) -> UnitHint:
    """What a label says of the unit of its numbers: "$ million", "(TWh)", "in thousands", "km"."""
    written = label_unit(text)
    if written is not None:
        return UnitHint(written.unit, written.scale)
    text = text.replace("_", " ")  # "net_additions (thousand)"
    scale = Decimal(1)
    unit: str | None = None
    found = _SCALE.search(text)
    money = _CURRENCY.search(text)
    if found is not None and (found.group().lower() != "m" or money is not None):
        scale = _scales().get((found.group(1) or found.group(2) or "thousand").lower(), Decimal(1000))
    if money is not None:
        currency = currency_before(text, money.end()) or currency_behind(text, money.start())
        unit = currency.code if currency else None
    if unit is None:
        for match in _UNIT_PLACE.finditer(text):
            inner = next(group for group in match.groups() if group)
            unit = _unit_alone(inner) or unit
        if unit is None and len(text.strip()) <= 20:
            unit = _unit_alone(text)
    if unit is None and money is None and " per " not in text:
        symbol = _LAST_SYMBOL.search(text)
        unit = symbol_unit(symbol.group(1)) if symbol is not None else None
    return UnitHint(unit, scale)


def _unit_alone(text: str) -> str | None:
    """The unit that a text consists of: "km", or a rate, "m³/s", which is read as behind a number."""
    text = text.strip()
    reading = read_simple_unit(f" {text}", 0)
    if reading is not None and reading.end >= len(text):
        return reading.name
    if not _RATE.search(text):
        return None
    found = find_quantities(f"1 {text}")
    alone = len(found) == 1 and found[0].span == Span(0, len(text) + 2) and found[0].quantity.value == 1
    return found[0].quantity.unit if alone else None
