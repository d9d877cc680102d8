"""How numbers, units, intervals and places are put into words, the same in every format for people.

Values stay decimal from end to end: nothing here goes through binary floating point.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Context, Decimal, InvalidOperation
from unicodedata import east_asian_width

from claimcheck.model import Claim, Interval, Quantity

_SCALES = (
    (Decimal(10) ** 12, "trillion"),
    (Decimal(10) ** 9, "billion"),
    (Decimal(10) ** 6, "million"),
)
_SHORT_SCALES = {"trillion": "tn", "billion": "bn", "million": "m"}
_SYMBOLS = {
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "JPY": "¥",
    "CNY": "CN¥",
    "TWD": "NT$",
    "HKD": "HK$",
    "SGD": "S$",
    "AUD": "A$",
    "CAD": "C$",
    "KRW": "₩",
    "INR": "₹",
}
_CURRENCY = re.compile(r"[A-Z]{3}")
_IRREGULAR = {
    "person": "people",
    "child": "children",
    "man": "men",
    "woman": "women",
    "foot": "feet",
    "hertz": "hertz",
    "kilohertz": "kilohertz",
    "megahertz": "megahertz",
    "gigahertz": "gigahertz",
    "celsius": "Celsius",
    "fahrenheit": "Fahrenheit",
    "kelvin": "kelvins",
    "lux": "lux",
    "series": "series",
    "species": "species",
    "staff": "staff",
    "degree celsius": "degrees Celsius",
    "degree fahrenheit": "degrees Fahrenheit",
}
_SHORT = Context(prec=4)
_EXACT_DIGITS = 6
"""An amount of so many digits is told in full, a longer one rounded."""
_MOST_DIGITS = 28
_MINUS = "−"
_BOX = re.compile(r"(?<=\d), \d+,\d+ to \d+,\d+$")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def plain(value: Decimal) -> str:
    """The exact value in plain digits: no exponent, no superfluous zeros ("8500000000", "0.25")."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def grouped(value: Decimal) -> str:
    """The exact value with thousands separated, for people: "8,500,000,000", "−0.25"."""
    whole, dot, rest = plain(value).partition(".")
    sign = _MINUS if whole.startswith("-") else ""
    return f"{sign}{int(whole.removeprefix('-')):,}{dot}{rest}"


def scaled(value: Decimal) -> str:
    """The value as a person would say it: "8.5 billion", "25,000"; what has many digits to four of them from a million on."""
    number, scale = _scaled(value)
    return f"{number} {scale}".rstrip()


def amount(value: Decimal, unit: str) -> str:
    """A value with its unit: "$8.5 billion", "25,000 wafers per month", "27%", "number 1"."""
    moment = _moment(value, unit)
    if moment is not None:
        return moment
    symbol, rest = _symbol(unit)
    if symbol:
        sign, magnitude = (_MINUS, -value) if value < 0 else ("", value)
        return f"{sign}{symbol}{scaled(magnitude)}{rest}"
    if unit == "percent" or unit.startswith("percent/"):
        return f"{grouped(value)}%{unit_words(unit).removeprefix('percent').removeprefix('%')}"
    if unit == "rank":
        return f"number {grouped(value)}"
    return f"{scaled(value)} {unit_words(unit, plural=abs(value) != 1)}".rstrip()


def _moment(value: Decimal, unit: str) -> str | None:
    """A time of day, a year or a day of an event as a person would write it: "14:05", "1931", "14 March"; None for amounts."""
    if unit in ("clock_time", "clock_time_12h"):
        hours, minutes = divmod(int(value), 60)
        return f"{hours or 12}:{minutes:02}" if unit == "clock_time_12h" else f"{hours:02}:{minutes:02}"
    if unit.startswith("year_of_"):
        return plain(value)
    if unit.startswith("date_of_"):
        month, day = divmod(int(value), 100)
        return f"{day} {date(2000, month, 1):%B}" if 1 <= month <= 12 else plain(value)
    return None


def rounded(value: Decimal, digits: int = 4) -> Decimal:
    """A worked-out value with so many significant digits, for people; whole numbers keep all of theirs."""
    if value == 0 or (value.adjusted() + 1 >= digits and value.adjusted() < _SCALES[-1][0].adjusted()):
        return value.quantize(Decimal(1)) if value != value.to_integral_value() else value
    return Context(prec=digits).plus(value)


def to_step(value: Decimal, step: Decimal) -> Decimal:
    """A worked-out value to the digits of a step; as it is where that makes more digits than are worked with."""
    try:
        return value.quantize(step)
    except InvalidOperation:
        return value


def rounded_interval(interval: Interval, digits: int = 4) -> Interval:
    """An interval with its ends rounded for people: to so many digits, or to as many more as it takes to tell them apart."""
    low, high = interval.low, interval.high
    while low is not None and high is not None and low != high and digits < _MOST_DIGITS:
        if rounded(low, digits) != rounded(high, digits):
            break
        digits += 1
    return Interval(
        None if low is None else rounded(low, digits), None if high is None else rounded(high, digits)
    )


def quantity_words(quantity: Quantity) -> str:
    """A quantity as a person would say it: "$8.5 billion", "between 500 and 700 watts per module"."""
    if quantity.value is not None:
        bound = (
            "at least "
            if quantity.interval.high is None
            else "at most "
            if quantity.interval.low is None
            else ""
        )
        return bound + amount(quantity.value, quantity.unit)
    return _ends(quantity.low, quantity.high, quantity.unit, between=True)


def short_amount(value: Decimal, unit: str) -> str:
    """A value for the axis of a chart: "$8.4bn", "25,000", "27%"; units in words are left to the caption."""
    symbol, _ = _symbol(unit)
    number, scale = _scaled(abs(value))
    sign = _MINUS if value < 0 else ""
    return f"{sign}{symbol}{number}{_SHORT_SCALES.get(scale, '')}{'%' if unit == 'percent' else ''}"


def unit_words(unit: str, *, plural: bool = True) -> str:
    """A unit in words: "watts per module", "percentage points", "square metres"."""
    if unit == "ratio":
        return "times" if plural else "time"
    if unit in ("percent", "rank", "dimensionless", ""):
        return {"percent": "%", "rank": "in rank"}.get(unit, "")
    above, *below = unit.split("/")
    words = "percent" if above == "percent" else _factor(above, plural=plural)
    return " per ".join([words, *(_factor(part, plural=False) for part in below)]).strip()


def in_full(claim: Claim, words: str | None = None) -> str:
    """A number as a message names it: in its words, and with its unit where that stands in the head of a table.

    `words`: what a person reads, where the claim is one of the stages' (see `engine.readable`); else what the report shows of it.
    """
    written = claim.readable if words is None else words
    bare = claim.cell is not None and not any(sign.isalpha() or sign in _UNIT_SIGNS for sign in written)
    return quantity_words(claim.quantity) if bare else written


_UNIT_SIGNS = "%‰°$€£¥₩₹"


def normalised(quantity: Quantity) -> str:
    """A quantity in full, and as a person would say it: "8,500,000,000 USD ($8.5 billion)"."""
    unit = quantity.unit
    if quantity.value is None:
        return f"{_ends(quantity.low, quantity.high, unit)}"
    exact = grouped(quantity.value)
    spoken = amount(quantity.value, unit)
    if (
        unit in ("percent", "rank")
        or _moment(quantity.value, unit) is not None
        or exact == spoken.split(" ")[0]
    ):
        return spoken
    full = f"{exact} {unit_words(unit, plural=abs(quantity.value) != 1)}".rstrip()
    return full if full == spoken else f"{full} ({spoken})"


def interval_words(interval: Interval, unit: str) -> str:
    """What an interval allows: "between $8.45 billion and $8.55 billion", "at least $3.5 billion"."""
    if interval.low is not None and interval.low == interval.high:
        return f"exactly {amount(interval.low, unit)}"
    return _ends(interval.low, interval.high, unit, between=True)


def interval_figures(interval: Interval) -> str:
    """An interval for a narrow column: "[8,450,000,000 to 8,550,000,000]", "[3,500,000,000 or more]"."""
    low, high = interval.low, interval.high
    if low is None and high is None:
        return "[open]"
    if low is None:
        return f"[up to {grouped(high or Decimal(0))}]"
    if high is None:
        return f"[{grouped(low)} or more]"
    return f"[{grouped(low)}]" if low == high else f"[{grouped(low)} to {grouped(high)}]"


def quantity_figures(quantity: Quantity) -> str:
    """The value or the range as plain figures: "8,500,000,000", "500 to 700"."""
    if quantity.value is not None:
        return grouped(quantity.value)
    ends = [grouped(end) for end in (quantity.low, quantity.high) if end is not None]
    if len(ends) == 2:
        return " to ".join(ends)
    if quantity.low is not None:
        return f"≥ {ends[0]}"
    return f"≤ {ends[0]}" if ends else "unknown"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """ "1 error", "2 errors", "1,204 claims"."""
    return f"{number:,} {noun if number == 1 else plural or plural_of(noun)}"


_VOWELS_SPELLED = frozenset("AEFHILMNORSX")
"""Letters whose names begin with a vowel."""


def abbreviation(letters: str) -> str:
    """An abbreviation that is spelled letter by letter, with its article: "a PDF", "an XLSX"."""
    return f"{'an' if letters[:1].upper() in _VOWELS_SPELLED else 'a'} {letters.upper()}"


def listing(parts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1] if parts else ""


def place(path: str, line: int, column: int, where: str | None = None) -> str:
    """Where something stands, in the form that editors and terminals make clickable."""
    at = f"{visible(path)}:{line}:{column}"
    return f"{at} ({where_words(where)})" if where else at


def where_words(where: str) -> str:
    """A place within a file for people: of a number on a page the page, not its box in points."""
    return visible(_BOX.sub("", where))


def day_words(day: date) -> str:
    """ "3 February 2026"."""
    return f"{day.day} {day:%B %Y}"


def own_fault(error: Exception) -> str:
    """An error of ours in one line."""
    fault = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return f"an error of claimcheck's own, please report it ({fault})"


def visible(text: str) -> str:
    """The text on one line, with control characters and reordering marks made visible.

    A document must not be able to move the cursor, colour the terminal, or show its digits in another
    order than they are stored.
    """
    if text.isprintable():
        return text
    return _CONTROL.sub(_show_control, text.replace("\t", " ").replace("\r\n", " ").replace("\n", " "))


def cells(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def plural_of(noun: str) -> str:
    """The plural of an English noun: "plant" → "plants", "company" → "companies", "person" → "people"."""
    if noun.lower() in _IRREGULAR:
        return _IRREGULAR[noun.lower()]
    if " " in noun:
        head, _, last = noun.rpartition(" ")
        return f"{head} {plural_of(last)}"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun if noun.endswith("ss") is False and noun.endswith("s") else noun + "es"
    return noun + "s"


def _scaled(value: Decimal) -> tuple[str, str]:
    magnitude = abs(value)
    for size, name in _SCALES:
        if magnitude >= size:
            exact = (value / size).normalize()
            short = len(exact.as_tuple().digits) <= _EXACT_DIGITS
            return grouped(exact if short else _SHORT.plus(exact)), name
    return grouped(value), ""


def _symbol(unit: str) -> tuple[str, str]:
    """The sign that stands before an amount of money and the words behind it; ("", "") for other units."""
    code, _, per = unit.partition("/")
    if code not in _SYMBOLS:
        return "", ""
    return _SYMBOLS[code], " per " + unit_words(per, plural=False) if per else ""


_METRIC = re.compile(r"^((?:[a-z]+_)?(?:kilo|hecto|deci|centi|milli|micro|nano|mega|giga)?)(met|lit)er$")
"""Units that Pint spells in the American way."""


def _factor(unit: str, *, plural: bool) -> str:
    if _CURRENCY.fullmatch(unit):
        return unit
    words = []
    factors = unit.replace("**", "^").split("*")
    for index, factor in enumerate(factors):
        name, _, power = factor.strip().partition("^")
        name = _METRIC.sub(r"\1\2re", name).replace("_", " ")
        if plural and index == len(factors) - 1:
            name = plural_of(name)
        prefix = {"2": "square ", "3": "cubic "}.get(power, "")
        words.append(prefix + name if prefix or not power else f"{name}^{power}")
    return " ".join(words)


def _ends(low: Decimal | None, high: Decimal | None, unit: str, *, between: bool = False) -> str:
    if low is None and high is None:
        return "any value"
    if low is None:
        return f"at most {amount(high or Decimal(0), unit)}"
    if high is None:
        return f"at least {amount(low, unit)}"
    first, last = amount(low, unit), amount(high, unit)
    if first == last and low != high:
        return f"about {last}"  # they differ in digits that nobody wants to read
    # "between 500 and 700 watts", but "between 800,000 and 1.2 million wafers": what both share is said once.
    money = bool(_symbol(unit)[0])
    if (money and _scaled(low)[1] == _scaled(high)[1]) or (not money and unit not in ("percent", "rank")):
        first = _drop_shared_tail(first, last)
    return f"between {first} and {last}" if between else f"{first} to {last}"


def _drop_shared_tail(first: str, last: str) -> str:
    """Leave out of `first` the words that `last` repeats behind its figure."""
    head, _, tail = first.partition(" ")
    _, _, last_tail = last.partition(" ")
    if tail == last_tail:
        return head
    scale, _, _ = tail.partition(" ")
    return f"{head} {scale}" if scale in ("million", "billion", "trillion") else head


def _show_control(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return f"[U+{code:04X}]"
