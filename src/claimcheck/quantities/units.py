"""Units: reading them off a text, and comparing them through one shared Pint registry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from claimcheck.data import bounded_lexicon_cache, lexicon_cache, rows
from claimcheck.model import Interval
from claimcheck.quantities.factors import UNKNOWN, known_factor
from claimcheck.quantities.money import is_currency, money_factor

if TYPE_CHECKING:
    from pint import UnitRegistry

_PREFIX_NAMES = {
    "p": "pico", "n": "nano", "µ": "micro", "μ": "micro", "u": "micro", "m": "milli", "c": "centi", "d": "deci",
    "h": "hecto", "k": "kilo", "M": "mega", "G": "giga", "T": "tera", "P": "peta", "E": "exa",
}  # fmt: skip
_IRREGULAR_UNIT_PLURALS = {
    "foot": "feet",
    "inch": "inches",
    "century": "centuries",
    "henry": "henries",
    "lux": "lux",
}
_RAISED = "¹²³⁴"
_LONGEST = 4  # words in the longest unit name
_TOKEN = re.compile(
    r"[ \u00a0\u2009\u202f\n]?([A-Za-zÀ-ɏµμΩ°º%％‰℃℉Å]+[²³]?(?:\.[A-Za-z]\b)?(?:\^?-?\d(?!\d))?)"
)
_WORD_AT = re.compile(r"[ \u00a0\u2009\u202f\n-]?([A-Za-z][A-Za-z.\-]{0,60})")
_SYMBOL_AT = re.compile(r"[ \u00a0\u2009\u202f-]?([A-Za-zµμΩΩ°º%％‰℃℉Å][A-Za-zΩΩ0-9/²³^.°-]{0,40})")


@dataclass(frozen=True, slots=True)
class UnitReading:
    """A unit as read off a text."""

    name: str
    """Canonical: `kilowatt_hour`, `wafer/month`, `percent`."""
    end: int
    """Offset behind the unit."""


@lexicon_cache
def _lexicon() -> tuple[dict[str, str], dict[str, str]]:
    """Symbols (case kept) and words (lower case, with plurals), each to its canonical name."""
    symbols: dict[str, str] = {}
    words: dict[str, str] = {}
    for name, symbol_field, word_field, prefixes in rows("units"):
        forms = [form.strip() for form in word_field.split(",") if form.strip()]
        for symbol in symbol_field.split():
            symbols.setdefault(symbol, name)
        for form in forms:
            _add_word(words, form, name)
        for prefix in prefixes.split():
            prefixed = _PREFIX_NAMES[prefix] + name
            for symbol in symbol_field.split()[:1]:
                symbols.setdefault(prefix + symbol, prefixed)
            for form in forms:
                if not form.startswith(("square ", "cubic ")):
                    _add_word(words, _PREFIX_NAMES[prefix] + form, prefixed)
    symbols["sec"] = "second"
    return symbols, words


def _add_word(words: dict[str, str], form: str, name: str) -> None:
    words.setdefault(form, name)
    first, _, rest = form.partition(" ")
    if first in (
        "degree",
        "metric",
        "square",
        "cubic",
        "sq",
        "sq.",
        "cu",
        "short",
        "long",
        "troy",
        "fluid",
        "british",
        "nautical",
    ):
        if first == "degree":
            words.setdefault(f"degrees {rest}" if rest else "degrees", name)
        if rest:
            words.setdefault(f"{first} {_plural(rest)}", name)
    else:
        words.setdefault(_plural(form), name)


def _plural(form: str) -> str:
    if form in _IRREGULAR_UNIT_PLURALS:
        return _IRREGULAR_UNIT_PLURALS[form]
    if form.endswith("foot"):
        return form[:-4] + "feet"
    return form + ("es" if form.endswith(("ch", "s", "x")) else "s")


def is_unit_word(word: str) -> bool:
    """Whether a single word (any case, singular or plural) names a unit."""
    return word.lower() in _lexicon()[1]


def symbol_unit(symbol: str) -> str | None:
    """The canonical name of a unit symbol, case observed."""
    return _lexicon()[0].get(symbol)


def read_simple_unit(text: str, at: int) -> UnitReading | None:
    """The unit that stands at `at`, after at most one blank or a hyphen: the longest name, else a symbol."""
    symbols, words = _lexicon()
    best: UnitReading | None = None
    end, phrase = at, ""
    for count in range(_LONGEST):
        match = _WORD_AT.match(text, end)
        if match is None or (count and text[match.start()] == "-" and not phrase):
            break
        word = match.group(1)
        end = match.end()
        while word and word[-1] in ".-" and f"{phrase} {word}".strip().lower() not in words:
            word, end = word[:-1], end - 1
        phrase = f"{phrase} {word}".strip().lower()
        name = words.get(phrase)
        if name is None and "-" in word and phrase.replace("-", " ") in words:
            best = UnitReading(words[phrase.replace("-", " ")], end)
            break
        if name is None and "-" in word and count == 0:
            head = word.split("-")[0]
            if head.lower() in words:
                name, end = words[head.lower()], match.start(1) + len(head)
                best = UnitReading(name, end)
            break
        if name is not None:
            best = UnitReading(name, end)
    symbol = _read_symbol(text, at, symbols)
    return symbol if symbol is not None and (best is None or symbol.end > best.end) else best


def _read_symbol(text: str, at: int, symbols: dict[str, str]) -> UnitReading | None:
    """The longest unit symbol that stands at `at`, after at most one blank or a hyphen."""
    match = _SYMBOL_AT.match(text, at)
    symbol = match.group(1) if match is not None else ""
    while match is not None and symbol:
        name = symbols.get(symbol)
        if name is not None:
            reading = UnitReading(name, match.start(1) + len(symbol))
            follows = text[reading.end : reading.end + 1]
            part = symbol[-1].isalpha() and follows.isalnum() and follows not in _RAISED
            return None if part else reading
        if symbol[-1] in _RAISED:
            symbol = symbol[:-1]  # the power is read for itself
            continue
        if symbol[-1].isalnum() and not any(c in symbol for c in "/-.^"):
            return None
        cut = max(symbol.rfind(c) for c in "/-.^")
        symbol = symbol[:cut] if 0 <= cut < len(symbol) - 1 else symbol[:-1]
    return None


_EXPONENT = re.compile(r"\^?\(?([-−–]\d(?![.,]?\d)|\d(?![\d.,]))\)?|([⁻]?[¹²³⁴])")
_FACTOR_GAP = re.compile(r"[ \u00a0\u2009\u202f]?[·⋅∙*×.][ \u00a0]?|[ \u00a0\u2009\u202f]")
_GLUED = re.compile(r"[ \u00a0\u2009\u202f]?([A-Za-zµμΩ]{2,8})(?=[-−⁻]\d|⁻[¹²³])")
_SUPERSCRIPTS = str.maketrans("⁻¹²³⁴−–", "-1234--")


def read_unit(text: str, at: int) -> UnitReading | None:
    """The unit that stands at `at`, with powers and factors: "m", "cm−1", "mol m−2 s−1", "kg·m/s²".

    Behind a blank a further factor must carry a negative exponent, or it is the next word.
    """
    inches = _INCH_MARK.match(text, at)
    if inches is not None:
        return UnitReading("inch", inches.end(1))
    simple = read_simple_unit(text, at)
    if simple is None:
        return _read_glued(text, at) or _read_bracketed(text, at)
    if simple.name in ("percent", "permille", "percentage_point"):
        return simple  # "5%-7%" is a range
    power, end = read_power(text, simple.end)
    again = read_simple_unit(text, end) if power < 0 and text[simple.end] in "-–" else None
    if text[end : end + 1] == "%" or (again is not None and again.name == simple.name):
        return simple  # "5 km-7 km" is a range
    above: list[str] = [raised(simple.name, power)] if power > 0 else []
    below: list[str] = [] if power > 0 else [raised(simple.name, -power)]
    for _ in range(3):
        gap = _FACTOR_GAP.match(text, end)
        factor = read_simple_unit(text, gap.end()) if gap else None
        if gap is None or factor is None or text[gap.end() : gap.end() + 1] in " -":
            break
        power, after = read_power(text, factor.end)
        if power > 0 and (not gap.group().strip(" \u00a0\u2009\u202f") or gap.group().strip() == "."):
            break
        (above if power > 0 else below).append(raised(factor.name, abs(power)))
        end = after
    if not below and len(above) == 1 and power == 1:
        return simple
    name = "*".join(above) or "1"
    return UnitReading("/".join([name, *below]), end)


def read_power(text: str, at: int) -> tuple[int, int]:
    """The power behind a unit and where it ends: `(2, end)` for "²"; `(1, at)` where there is none."""
    match = _EXPONENT.match(text, at)
    if match is None or (match.group(1) and match.group(1)[0] not in "-−–" and text[at : at + 1] != "^"):
        return 1, at
    power = int((match.group(1) or match.group(2)).translate(_SUPERSCRIPTS))
    if power < -4 or power == 0 or (power < 0 and text[match.end() : match.end() + 1].isdigit()):
        return 1, at
    return power, match.end()


def raised(name: str, power: int) -> str:
    """A unit's name to a power."""
    return name if power == 1 else f"{name}**{power}"


_INCH_MARK = re.compile(r"([ \u00a0]?\")(?=[ \u00a0](?:long|wide|tall|high|thick|deep|across|by|x|×)\b)")
_BRACKETED = re.compile(r"[ \u00a0]?(?:[\[<]([A-Za-zµμΩ°²³/]{1,12})[\]>]|\(([A-Za-zµμΩ²³/]{2,12})\))")


def _read_bracketed(text: str, at: int) -> UnitReading | None:
    """A unit set in brackets, as tables and instruments do: "20 [kg]", "20 (kg)"."""
    match = _BRACKETED.match(text, at)
    words = (match.group(1) or match.group(2)) if match else ""
    inner = read_simple_unit(f" {words}", 0) if match else None
    if match is None or inner is None or inner.end != len(words) + 1:
        return None
    return UnitReading(inner.name, match.end())


def _read_glued(text: str, at: int) -> UnitReading | None:
    """Two symbols without a blank between, the second with an exponent: "mWm−2"."""
    match = _GLUED.match(text, at)
    if match is None:
        return None
    symbols, _ = _lexicon()
    letters = match.group(1)
    for cut in range(len(letters) - 1, 0, -1):
        first, second = symbols.get(letters[:cut]), symbols.get(letters[cut:])
        if first and second:
            power, end = read_power(text, match.end())
            return UnitReading(f"{first}/{raised(second, abs(power))}", end)
    return None


_PARTS = {
    ("inch", "foot"): 12, ("minute", "hour"): 60, ("second", "minute"): 60, ("ounce", "pound"): 16, ("month", "year"): 12,
    ("pound", "stone"): 14, ("arcminute", "degree"): 60, ("day", "week"): 7,
}  # fmt: skip


def part_of(unit: str, larger: str) -> Decimal | None:
    """What share of a larger unit one of its customary parts is ("inch" of "foot"); None where it is none."""
    count = _PARTS.get((unit, larger))
    return None if count is None else 1 / Decimal(count)


@lexicon_cache
def registry() -> UnitRegistry[Decimal]:
    """The one Pint registry, with our definitions; made on first use, because it takes a while."""
    from pint import UnitRegistry

    units: UnitRegistry[Decimal] = UnitRegistry(non_int_type=Decimal, cache_folder=None)
    for line in rows("unit_definitions"):
        units.define(" ".join(line))
    return units


def fault_of(unit: str) -> str | None:
    """Why a unit of the project's own cannot be worked with: its definition names an unknown unit, or goes in circles; None if it can."""
    from pint import PintError
    from pint.errors import UndefinedUnitError

    try:
        registry().Quantity(1, unit).to_base_units()
    except UndefinedUnitError as error:
        names = error.unit_names
        return f"there is no unit “{names if isinstance(names, str) else ', '.join(names)}”"
    except (PintError, ValueError, ArithmeticError, RecursionError):
        return "it leads back to itself"
    return None


@bounded_lexicon_cache(4096)
def conversion_factor(unit: str, other: str) -> Decimal | None:
    """How many `other` one `unit` is; None where the two do not measure the same thing.

    Currencies and counted nouns convert only into themselves; percent and percentage points never mix.
    Scales with an offset (degree Celsius, Fahrenheit) have no factor.
    """
    if unit == other:
        return Decimal(1)
    if {unit, other} == {"percent", "ratio"}:
        return Decimal("0.01") if unit == "percent" else Decimal(100)
    ours, theirs = unit.split("/"), other.split("/")
    if len(ours) != len(theirs):
        return _pint_factor(unit, other)
    factor = Decimal(1)
    for position, (a, b) in enumerate(zip(ours, theirs, strict=True)):
        step = Decimal(1) if a == b else money_factor(a, b) or _pint_factor(a, b)
        if step is None:
            return None
        factor = factor * step if position == 0 else factor / step
    return factor


_OPAQUE = frozenset(
    {
        "percent",
        "percentage_point",
        "basis_point",
        "ratio",
        "rank",
        "dimensionless",
        "point",
        "degree_Celsius",
        "degree_Fahrenheit",
    }
)


def _pint_factor(unit: str, other: str) -> Decimal | None:
    for name in (unit, other):
        if name in _OPAQUE or is_currency(name) or not is_measure(name):
            return None
    known = known_factor(unit, other)
    if known is not UNKNOWN:
        return known
    units = registry()
    try:
        factor = units.Quantity(Decimal(1), unit).to(other).magnitude
    except Exception:  # Pint raises many kinds for names and dimensions that it does not know
        return None
    return Decimal(factor)


_OFFSET = {
    ("degree_Celsius", "degree_Fahrenheit"): (Decimal("1.8"), Decimal(32)),
    ("degree_Fahrenheit", "degree_Celsius"): (1 / Decimal("1.8"), -32 / Decimal("1.8")),
}
"""Scales with another zero: factor and offset."""


def convert(interval: Interval, unit: str, other: str) -> Interval | None:
    """An interval in another unit, temperatures included; None where the units do not convert."""
    factor, offset = conversion_factor(unit, other), Decimal(0)
    if factor is None and (unit, other) in _OFFSET:
        factor, offset = _OFFSET[unit, other]
    if factor is None:
        return None
    low = None if interval.low is None else interval.low * factor + offset
    high = None if interval.high is None else interval.high * factor + offset
    return Interval(low, high)


@lexicon_cache
def measure_names() -> frozenset[str]:
    """All units of measurement that are read, and what they are put together from."""
    symbols, words = _lexicon()
    names = {*symbols.values(), *words.values()}
    return frozenset(names | {part for name in names for part in name.split("/")})


def is_measure(unit: str) -> bool:
    """Whether a unit is one of measurement (Pint knows it) and not a currency or a counted noun."""
    parts = [part.partition("**")[0] for factor in unit.split("/") for part in factor.split("*") if part]
    return all(part in measure_names() for part in parts if not part.isdigit())
