"""Numbers as a derivation shows them."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from claimcheck.model import Interval, Quantity

_MAGNITUDES = ((12, "trillion"), (9, "billion"), (6, "million"))
_UNITS = {"percent": "%", "ratio": "×", "percentage_point": " points"}


def figure(value: Decimal, digits: int = 4) -> str:
    """A value with at most `digits` significant digits and its magnitude in words."""
    if value == 0:
        return "0"
    word = ""
    for power, name in _MAGNITUDES:
        if abs(value) >= Decimal(10) ** power:
            value, word = value.scaleb(-power), f" {name}"
            break
    exponent = value.adjusted() - digits + 1
    rounded = value.quantize(Decimal(1).scaleb(min(exponent, 0)), rounding=ROUND_HALF_EVEN)
    text = f"{rounded:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text.replace('-', '−')}{word}"


def with_unit(text: str, unit: str) -> str:
    """A figure with its unit as a person writes it."""
    if unit in _UNITS:
        return f"{text}{_UNITS[unit]}"
    if unit == "dimensionless":
        return text
    head, slash, rest = unit.partition("/")
    if len(head) == 3 and head.isupper():
        symbol = {"USD": "$", "EUR": "€", "GBP": "£", "TWD": "NT$", "JPY": "¥", "INR": "₹"}.get(head, head + " ")
        sign, body = ("−", text[1:]) if text.startswith("−") else ("", text)
        return f"{sign}{symbol}{body}{slash}{rest.replace('_', ' ')}"
    return f"{text} {unit.replace('_', ' ').replace('/', ' per ')}"


def interval_words(interval: Interval, unit: str) -> str:
    """An interval in words: "between 19.9% and 22.9%", "at least 8.7%"."""
    low, high = interval.low, interval.high
    if low is None and high is None:
        return "anything"
    if low is None:
        assert high is not None
        return f"at most {with_unit(figure(high), unit)}"
    if high is None:
        return f"at least {with_unit(figure(low), unit)}"
    if figure(low) == figure(high):
        return with_unit(figure(low), unit)
    return f"between {with_unit(figure(low), unit)} and {with_unit(figure(high), unit)}"


def quantity_words(quantity: Quantity) -> str:
    """A quantity in words: its value, or its ends."""
    if quantity.value is not None:
        return with_unit(figure(quantity.value, 8), quantity.unit)
    return interval_words(quantity.interval, quantity.unit)
