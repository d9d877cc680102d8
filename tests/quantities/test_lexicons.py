"""The lexicons in src/claimcheck/data: they load, keep their own rules and say nothing that the code cannot use."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import claimcheck.data
from claimcheck.data import rows
from claimcheck.model import Interval, Modality
from claimcheck.quantities import conversion_factor, find_quantities, is_measure, registry
from claimcheck.quantities.nouns import singular
from claimcheck.quantities.rounding import hedged
from claimcheck.quantities.units import read_simple_unit

NAMES = sorted(path.stem for path in Path(claimcheck.data.__file__).parent.glob("*.txt"))
SI_PREFIXES = {
    "p": "pico", "n": "nano", "µ": "micro", "μ": "micro", "u": "micro", "m": "milli", "c": "centi", "d": "deci",
    "h": "hecto", "k": "kilo", "M": "mega", "G": "giga", "T": "tera", "P": "peta", "E": "exa",
}  # fmt: skip
DOUBLE_SYMBOLS = {
    "bps": "basis_point",  # of interest rates, far more often than bits per second, which are written Mbps, Gbps
    "kt": "kilometric_ton",  # of ore and crops, more often than the speed of a ship
}
"""Symbols that stand for two units, and the one that is meant."""
UNKNOWN_TO_PINT = {"rayleigh", "kilorayleigh"}
"""Units that still lack a definition: they never convert, not even kR into R."""


def _split(field: str) -> list[str]:
    return [form.strip() for form in field.split(",") if form.strip()]


def _doubles(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The forms that map to more than one thing."""
    table = defaultdict(set)
    for form, meaning in pairs:
        table[form].add(meaning)
    return {form: sorted(meanings) for form, meanings in table.items() if len(meanings) > 1}


@cache
def _units() -> tuple[tuple[str, str, bool], ...]:
    """Form, unit and whether the form is a symbol, prefixes worked in."""
    found = []
    for name, symbols, words, prefixes in rows("units"):
        found += [(symbol, name, True) for symbol in symbols.split()]
        found += [(word, name, False) for word in _split(words)]
        for prefix in prefixes.split():
            prefixed = SI_PREFIXES[prefix] + name
            found += [(prefix + symbol, prefixed, True) for symbol in symbols.split()[:1]]
            found += [
                (SI_PREFIXES[prefix] + word, prefixed, False) for word in _split(words) if " " not in word
            ]
    return tuple(found)


@pytest.mark.parametrize("name", NAMES)
def test_loads(name: str) -> None:
    table = rows(name)
    assert table or name in ("aliases", "exchange_rates")  # a project's own
    assert len({len(row) for row in table}) <= 1, "rows of different length"
    assert all(row[0] for row in table)


@pytest.mark.parametrize("name", NAMES)
def test_has_a_head(name: str) -> None:
    path = Path(claimcheck.data.__file__).parent / f"{name}.txt"
    assert path.read_text(encoding="utf-8").startswith("# ")


def test_units_have_one_meaning() -> None:
    doubles = _doubles((form, name) for form, name, symbol in _units() if symbol)
    assert sorted(doubles) == sorted(DOUBLE_SYMBOLS)
    assert _doubles((form.lower(), name) for form, name, symbol in _units() if not symbol) == {}


@pytest.mark.parametrize("symbol", sorted(DOUBLE_SYMBOLS))
def test_double_symbols_read_as_the_common_unit(symbol: str) -> None:
    reading = read_simple_unit(f" {symbol} ", 0)
    assert reading is not None
    assert reading.name == DOUBLE_SYMBOLS[symbol]


@pytest.mark.parametrize("name", sorted({name for _, name, _ in _units()} - UNKNOWN_TO_PINT))
def test_pint_knows_unit(name: str) -> None:
    registry().parse_units(name)
    assert is_measure(name)


@pytest.mark.parametrize("name", sorted(UNKNOWN_TO_PINT))
def test_known_gaps_are_gaps(name: str) -> None:
    with pytest.raises(AttributeError):  # Pint's error for a unit that it does not know
        registry().parse_units(name)


@pytest.mark.parametrize(
    ("unit", "other", "factor"),
    [
        ("kilometer", "meter", "1000"),
        ("kilowatt", "megawatt", "0.001"),
        ("kilowatt_hour", "watt_hour", "1000"),
        ("metric_ton", "kilogram", "1000"),
        ("week", "day", "7"),
        ("kilometer/hour", "meter/hour", "1000"),
        ("USD/megawatt_hour", "USD/kilowatt_hour", "0.001"),
        ("cent", "USD", "0.01"),
        ("cent", "EUR", "0.01"),
        ("pence", "GBP", "0.01"),
        ("cent", "GBP", None),
        ("percent", "ratio", "0.01"),
        ("ratio", "percent", "100"),
        ("wafer/month", "wafer/month", "1"),
        ("megabit/second", "gigabit/second", "0.001"),
        ("billion_cubic_meter", "cubic_kilometer", "1"),
        ("percent", "percentage_point", None),
        ("percentage_point", "percent", None),
        ("USD", "EUR", None),
        ("kilowatt", "kilowatt_hour", None),
        ("kilometer", "kilogram", None),
        ("plant", "factory", None),
        ("degree_Celsius", "degree_Fahrenheit", None),
        ("wafer/month", "wafer", None),
        ("rank", "ratio", None),
    ],
)
def test_conversion(unit: str, other: str, factor: str | None) -> None:
    got = conversion_factor(unit, other)
    if factor is None:
        assert got is None
    else:
        assert got is not None
        assert abs(got - Decimal(factor)) <= Decimal(factor) * Decimal("1e-20")


def test_currencies_have_one_meaning() -> None:
    table = rows("currencies")
    assert all(re.fullmatch("[A-Z]{3}", code) for code, _, _ in table)
    assert max(Counter(code for code, _, _ in table).values()) == 1
    assert _doubles((prefix, code) for code, prefixes, _ in table for prefix in prefixes.split()) == {}
    assert _doubles((name.strip("[]"), code) for code, _, names in table for name in _split(names)) == {}


def _prefixes() -> list[tuple[str, str]]:
    return [(prefix, code) for code, prefixes, _ in rows("currencies") for prefix in prefixes.split()]


@pytest.mark.parametrize(("prefix", "code"), _prefixes())
def test_currency_prefix_reads_back(prefix: str, code: str) -> None:
    (mention,) = find_quantities(f"They paid {prefix}12.50 there.")
    assert (mention.quantity.value, mention.quantity.unit) == (Decimal("12.50"), code)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (name, code)
        for code, _, names in rows("currencies")
        for name in _split(names)
        if not name.startswith("[")
    ],
)
def test_currency_name_reads_back(name: str, code: str) -> None:
    (mention,) = find_quantities(f"They paid 12.5 million {name} there.")
    assert (mention.quantity.value, mention.quantity.unit) == (Decimal(12_500_000), code)


def test_subunits_have_a_currency_and_a_size() -> None:
    codes = {row[0] for name in NAMES if name.startswith("currenc") for row in rows(name)}
    for *_, currencies, count in rows("subunits"):
        assert set(currencies.split()) <= codes
        assert int(count) > 1 or not currencies.split()


@pytest.mark.parametrize("row", rows("hedges"), ids=lambda row: f"{row[0]} {row[2]}")
def test_hedge_has_an_effect(row: list[str]) -> None:
    _, effect, side = row
    assert side in ("before", "behind")
    value, written = Decimal(50), Interval(Decimal(45), Decimal(54))
    low, high, interval = hedged(written, value, effect)
    assert interval != written
    assert interval.contains(value)
    bounds = {
        "above": (value, None, value, None),
        "below": (None, value, None, value),
        "beyond": (value, None, value, Decimal(55)),
        "under": (None, value, Decimal(45), value),
        "upto": (Decimal(0), value, Decimal(0), value),
        "exact": (None, None, value, value),
        "around": (None, None, Decimal(41), Decimal(59)),
    }
    assert (low, high, interval.low, interval.high) == bounds[effect]


def test_hedges_have_one_effect() -> None:
    assert _doubles((f"{words} {side}", effect) for words, effect, side in rows("hedges")) == {}


def _hedges(side: str) -> list[Any]:
    return [words for words, _, at in rows("hedges") if at == side]


@pytest.mark.parametrize("words", _hedges("before"))
def test_hedge_before_reads_back(words: str) -> None:
    text = f"It was {words} 12 km long."
    (mention,) = find_quantities(text)
    assert mention.quantity.hedge == words
    assert text[mention.span.start : mention.span.end] == f"{words} 12 km"


@pytest.mark.parametrize("words", _hedges("behind"))
def test_hedge_behind_reads_back(words: str) -> None:
    written = "12+ km" if words == "+" else f"12 km {words}"
    (mention,) = find_quantities(f"It was {written}.")
    assert mention.quantity.hedge == words


def test_magnitudes_are_powers_of_ten() -> None:
    table = rows("magnitudes")
    assert _doubles((form, power) for form, power, _ in table) == {}
    for _, power, when in table:
        assert 0 < int(power) <= 15
        assert when in ("word", "always", "money", "attached")


@pytest.mark.parametrize(
    ("form", "power", "when"), rows("magnitudes"), ids=[row[0] + " " + row[2] for row in rows("magnitudes")]
)
def test_magnitude_scales_money(form: str, power: str, when: str) -> None:
    gap = " " if when == "word" else ""
    (mention,) = find_quantities(f"They paid $7{gap}{form} there.")
    assert mention.quantity.value == 7 * Decimal(10) ** int(power)


def test_change_words_have_a_direction() -> None:
    table = rows("change_words")
    assert max(Counter(word for word, _, _ in table).values()) == 1
    for _, direction, role in table:
        assert direction in ("+", "-")
        assert role in ("verb", "adverb", "noun", "comparison")


def test_multiples_are_ratios() -> None:
    table = rows("multiples")
    assert max(Counter(word for word, _, _ in table).values()) == 1
    for _, value, form in table:
        assert Decimal(value) > 0
        assert form in ("verb", "noun")


def test_number_words_have_a_class() -> None:
    ranges = {"unit": range(10), "teen": range(10, 20), "ten": range(20, 100, 10)}
    table = rows("number_words")
    assert max(Counter(word for word, _, _ in table).values()) == 1
    for _, value, kind in table:
        assert int(value) in ranges[kind] if kind != "scale" else int(value) > 10


def _irregular() -> list[Any]:
    fault = pytest.mark.xfail(strict=True, reason="'lens' is taken for a plural")
    return [pytest.param(*row, marks=[fault] if row[1] == "lens" else []) for row in rows("irregular_nouns")]


@pytest.mark.parametrize(("plural", "noun"), _irregular())
def test_irregular_nouns(plural: str, noun: str) -> None:
    assert singular(plural) == singular(plural.upper()) == noun
    assert singular(noun) == noun


def test_irregular_nouns_have_one_singular() -> None:
    assert _doubles((plural, noun) for plural, noun in rows("irregular_nouns")) == {}


@pytest.mark.parametrize(
    ("plural", "noun"),
    [
        ("wafers", "wafer"),
        ("factories", "factory"),
        ("boxes", "box"),
        ("churches", "church"),
        ("glasses", "glass"),
        ("buses", "bus"),
        ("bus", "bus"),
        ("analyses", "analysis"),
        ("people", "person"),
        ("series", "series"),
        ("news", "news"),
        ("Wafers", "wafer"),
    ],
)
def test_singular(plural: str, noun: str) -> None:
    assert singular(plural) == noun


def test_metric_concepts_have_one_meaning() -> None:
    forms = [(form, name) for name, words, _ in rows("metric_concepts") for form in [name, *_split(words)]]
    assert _doubles(forms) == {}


def test_qualifiers_stand_in_one_group() -> None:
    doubles = _doubles((word, group) for group, words in rows("qualifiers") for word in _split(words))
    doubles.pop("operating", None)  # of profit, and of plants: the code keeps the later group
    assert doubles == {}


def test_modality_cues_name_a_modality() -> None:
    assert all(Modality(modality) for _, modality in rows("modality_cues"))
    assert _doubles((cue, modality) for cue, modality in rows("modality_cues")) == {}


def test_verb_concepts_are_concepts() -> None:
    concepts = {name for name, _, _ in rows("metric_concepts")}
    assert {concept for _, concept, _ in rows("verb_concepts")} <= concepts
    assert (
        _doubles((verb, concept) for verbs, concept, _ in rows("verb_concepts") for verb in verbs.split())
        == {}
    )


@pytest.mark.parametrize("row", rows("equations"), ids=lambda row: row[0])
def test_equations_name_every_operand_once(row: list[str]) -> None:
    _, operands, formula, unit, derivation = row
    used = [node.id for node in ast.walk(ast.parse(formula, mode="eval")) if isinstance(node, ast.Name)]
    assert sorted(used) == sorted(operands.split())
    assert unit in ("percent", "ratio", "same")
    assert set(re.findall(r"\{(\w+)\}", derivation)) == {*operands.split(), "result"}
