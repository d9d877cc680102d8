"""A number in the dress of another: rounding, separators, magnitude word, unit, hedge and words for small counts stay as a person wrote them.

Only the digits or number words change, and a magnitude word where the new value outgrows it. What cannot be dressed so that it
reads back as the value is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from claimcheck.claims.concepts import unit_class
from claimcheck.data import lexicon_cache, rows
from claimcheck.model import Quantity, Span
from claimcheck.quantities import find_quantities

_TOKEN = re.compile(
    r"(?P<digits>\d[\d.,'’_\u00a0\u202f\u2009 ]*\d|\d)(?P<gap>[\s\u00a0-]{0,3})(?P<magnitude>[A-Za-z]+)?"
)
_GROUPS = (",", ".", "'", "’", "_", " ", "\u00a0", "\u202f", "\u2009")
_FORMS = ("number", "rank", "year", "ordinal")
_LADDERS = (
    (("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12)),
    (("mn", 6), ("bn", 9), ("tn", 12)),
    (("mln", 6), ("bln", 9)),
    (("mio", 6), ("mrd", 9)),
    (("K", 3), ("M", 6), ("B", 9)),
    (("m", 6), ("bn", 9), ("tn", 12)),
)
"""Magnitudes of one style: a number that outgrows one takes the next."""
_WORDS_UP_TO = 12
"""Counts that house styles write in words."""
_MOST_WORDS = 99
_SHORT = 3
"""Figures of so few digits are written in full, whatever the number before was rounded to."""
_LEAST_DIGITS = 2
_MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Dressed:
    """A text to be put in the place of another."""

    span: Span
    """In the text of the number: what is replaced."""
    text: str


@dataclass(frozen=True, slots=True)
class _Look:
    """How a number is written."""

    group: str
    """Between thousands; "" for none."""
    point: str
    decimals: int
    figures: int
    """Significant digits, trailing zeros of a whole number left out."""
    power: int
    """Of ten, by its magnitude word."""
    magnitude: str
    gap: str
    words: bool = False


def redressed(written: str, value: Decimal) -> Dressed | None:
    """What to put in the place of the digits of `written`, a number with its unit and hedge, so that it says `value`.

    `value`: in the unit that `written` has. None where the number is written in a way that has no other number in it (a range, "half",
    "doubled"), where the sign would change, and where the result would not read back as the value.
    """
    found = [m for m in find_quantities(written) if m.form in _FORMS]
    if len(found) != 1 or found[0].quantity.value is None:
        return None
    mention = found[0]
    old = found[0].quantity.value
    if (old < 0) != (value < 0) or (old == 0 and value < 0):
        return None
    token = written[mention.number.start : mention.number.end]
    look = _look(token, abs(old))
    if look is None:
        return None
    text = _written(abs(value), look, token, mention.quantity)
    if text is None or _crosses_one(
        abs(old), abs(value), unit_class(mention.quantity.unit) in ("count", "bare")
    ):
        return None
    made = written[: mention.number.start] + text + written[mention.number.end :]
    again = [m for m in find_quantities(made) if m.form in _FORMS]
    if len(again) != 1 or not _says(again[0].quantity, mention.quantity, value):
        return None
    return Dressed(mention.number, text)


def _says(read: Quantity, before: Quantity, value: Decimal) -> bool:
    """Whether a number reads back as a value, in the unit and under the hedge that it had."""
    return (
        read.unit == before.unit
        and read.hedge == before.hedge
        and read.is_bound == before.is_bound
        and read.interval.contains(value)
    )


def _crosses_one(old: Decimal, new: Decimal, counted: bool) -> bool:
    """Whether a noun would have to change with its number: "1 plant", "2 plants"."""
    return counted and (old == 1) != (new == 1)


def _look(token: str, value: Decimal) -> _Look | None:
    """How a token is written; None where it is not digits, or words, with at most a magnitude behind them."""
    match = _TOKEN.fullmatch(token)
    if match is None:
        return _look_of_words(token, value)
    magnitude = match["magnitude"] or ""
    power = _powers().get(magnitude, _powers().get(magnitude.lower(), 0)) if magnitude else 0
    if magnitude and not power:
        return None
    digits = match["digits"]
    for point in (".", ","):
        for group in ("", *_GROUPS):
            if group == point:
                continue
            whole, _, rest = digits.partition(point)
            if digits.count(point) > 1 or (group and group in rest):
                continue
            bare = whole.replace(group, "") if group else whole
            if not bare.isdigit() or (rest and not rest.isdigit()) or (point in digits and not rest):
                continue
            number = Decimal(f"{bare}.{rest}" if rest else bare)
            if number * Decimal(10) ** power != value:
                continue
            used = group if group and group in whole else ""
            look = _Look(used, point, len(rest), _figures(number, len(rest)), power, magnitude, match["gap"])
            if _digits(number, len(rest), look, grouped=bool(used)) == digits:
                return look
    return None


def _look_of_words(token: str, value: Decimal) -> _Look | None:
    words, _, last = token.rpartition(" ")
    power = _powers().get(last.lower(), 0) if words else 0
    number = value / Decimal(10) ** power
    named = _in_words(number)
    said = (words if power else token).lower()
    if named is None or said not in (named, named.replace("-", " ")):
        return None
    return _Look(",", ".", 0, 1, power, last if power else "", " " if power else "", words=True)


def _figures(number: Decimal, decimals: int) -> int:
    if decimals:
        return max(len(f"{number:f}".replace(".", "").lstrip("0")), 1)
    return max(len(f"{number:f}".strip("0")), 1)


def _written(value: Decimal, look: _Look, token: str, quantity: Quantity) -> str | None:
    power, magnitude = _rung(value, abs(quantity.value or Decimal(0)), look)
    number = value / Decimal(10) ** power
    if look.words and (words := _in_words(number)) is not None:
        most = (
            _MOST_WORDS if quantity.value is not None and abs(quantity.value) > _WORDS_UP_TO else _WORDS_UP_TO
        )
        if number <= most:
            if token.isupper():
                return None
            words = words.capitalize() if token[:1].isupper() else words
            return words + look.gap + magnitude
    rounded = _rounded(number, look, quantity, moved=power != look.power)
    if rounded is None:
        return None
    number, decimals = rounded
    grouped = bool(look.group) or number >= 10_000
    gap = look.gap if magnitude else ""
    return _digits(number, decimals, look, grouped=grouped) + gap + magnitude


def _rung(value: Decimal, before: Decimal, look: _Look) -> tuple[int, str]:
    """The power of ten and the magnitude word for a value: those that the number had, or others of the same style where it outgrows them."""
    written = before / Decimal(10) ** look.power
    for ladder in _LADDERS:
        names = [name for name, _ in ladder]
        found = look.magnitude if look.magnitude in names else look.magnitude.lower()
        if not look.magnitude or found not in names:
            continue
        at = names.index(found)
        while written < 1000 and at + 1 < len(ladder) and value >= Decimal(10) ** ladder[at + 1][1]:
            at += 1
        while written >= 1 and at > 0 and 0 < value < Decimal(10) ** ladder[at][1] / 10:
            at -= 1
        name, power = ladder[at]
        if power == look.power:
            return power, look.magnitude
        return power, name.capitalize() if look.magnitude[:1].isupper() and len(name) > 1 else name
    return look.power, look.magnitude


def _rounded(number: Decimal, look: _Look, quantity: Quantity, *, moved: bool) -> tuple[Decimal, int] | None:
    """The number as far as it is written out, and its decimals."""
    mode = _rounding(quantity)
    if number == 0:
        return number, look.decimals
    exact = quantity.interval.low == quantity.interval.high
    size = number.adjusted() + 1
    if exact or (
        not look.decimals and number == number.to_integral_value() and _significant(number) <= _SHORT
    ):
        decimals = max(-_exponent(number), 0)
        if exact and decimals > look.decimals:
            return None
        return number, max(decimals, look.decimals)
    least = max(look.figures, _LEAST_DIGITS)
    if moved:
        decimals = min(max(least - size, 0), 6)
    elif look.decimals:
        decimals = max(look.decimals, min(_LEAST_DIGITS, look.figures) - size)
    else:
        trailing = look.figures < len(str(int(abs(quantity.value or Decimal(0)) / Decimal(10) ** look.power)))
        decimals = max(_LEAST_DIGITS - size, 0) if size <= 0 or look.power else 0
        if trailing:
            return _to_figures(number, least, mode)
    if decimals + size > _MOST_DIGITS or decimals > _MOST_DIGITS:
        return None
    return number.quantize(Decimal(1).scaleb(-decimals), rounding=mode), decimals


def _to_figures(number: Decimal, figures: int, mode: str) -> tuple[Decimal, int]:
    """A number to so many significant digits, and how many of them stand behind the point."""
    exponent = number.adjusted() - figures + 1
    rounded = number.quantize(Decimal(1).scaleb(exponent), rounding=mode)
    return Decimal(f"{rounded:f}"), max(-exponent, 0)


def _rounding(quantity: Quantity) -> str:
    """Which way to round so that what the hedge says stays true: "more than" down, "at most" and "nearly" up."""
    value, interval = quantity.value, quantity.interval
    if interval.low == interval.high:
        return ROUND_HALF_UP
    if interval.low == value:
        return ROUND_FLOOR
    return ROUND_CEILING if interval.high == value else ROUND_HALF_UP


def _significant(number: Decimal) -> int:
    return max(len(f"{number:f}".replace(".", "").strip("0")), 1)


def _exponent(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _digits(number: Decimal, decimals: int, look: _Look, *, grouped: bool) -> str:
    whole, _, rest = f"{number:.{decimals}f}".partition(".")
    if grouped:
        group = look.group or ("," if look.point == "." else ".")
        whole = f"{int(whole):,}".replace(",", group)
    return f"{whole}{look.point}{rest}" if rest else whole


def _in_words(number: Decimal) -> str | None:
    """A whole number up to 99 in words; None for others."""
    if number != number.to_integral_value() or not 0 <= number <= _MOST_WORDS:
        return None
    names = _names()
    count = int(number)
    if count in names:
        return names[count]
    return f"{names[count // 10 * 10]}-{names[count % 10]}"


@lexicon_cache
def _names() -> Mapping[int, str]:
    names: dict[int, str] = {}
    for word, value, kind in rows("number_words"):
        if kind in ("unit", "teen", "ten"):
            names.setdefault(int(value), word)
    return names


@lexicon_cache
def _powers() -> Mapping[str, int]:
    return {form: int(power) for form, power, *_ in rows("magnitudes")}
