"""Factors between units of measurement from a table that was made with Pint: loading Pint takes longer than checking a few files."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Final, Literal

from claimcheck.data import added, lexicon_cache, rows


class _Unknown(Enum):
    UNKNOWN = "unknown"


UNKNOWN: Final = _Unknown.UNKNOWN
"""The answer where the table does not know a unit."""
_Dimension = Mapping[str, Decimal]
_MOST_PARTS = 8


@lexicon_cache
def _table() -> dict[str, tuple[Decimal, dict[str, Decimal]] | None]:
    """Name → how many base units one is, and its dimension; None for units that have no factor.

    Empty where the project gives one of our names another meaning: others may build on it.
    """
    table = {name: _read(factor, dimension) for name, factor, dimension in map(_three, rows("unit_factors"))}
    own = {row[0].partition("=")[0].strip() for row in added("unit_definitions")}
    return {} if own & table.keys() else table


def _three(row: list[str]) -> tuple[str, str, str]:
    name, factor, dimension = (*row, "", "")[:3]
    return name, factor, dimension


def _read(factor: str, dimension: str) -> tuple[Decimal, dict[str, Decimal]] | None:
    if not factor:
        return None
    powers = (part.rpartition(":") for part in dimension.split())
    return Decimal(factor), {base: Decimal(power) for base, _, power in powers}


def known_factor(unit: str, other: str) -> Decimal | Literal[_Unknown.UNKNOWN] | None:
    """How many `other` one `unit` is, None where they do not measure the same thing, UNKNOWN for units that are not in the table."""
    ours, theirs = _in_base_units(unit), _in_base_units(other)
    if ours is UNKNOWN or theirs is UNKNOWN:
        return UNKNOWN
    if ours is None or theirs is None or ours[1] != theirs[1]:
        return None
    return ours[0] / theirs[0]


def _in_base_units(unit: str) -> tuple[Decimal, _Dimension] | Literal[_Unknown.UNKNOWN] | None:
    """A unit such as "kilowatt*hour/meter**2" in base units."""
    table = _table()
    if unit in table:
        return table[unit]
    factor = Decimal(1)
    dimension: dict[str, Decimal] = {}
    parts = [(sign, part) for sign, half in _halves(unit) for part in half.replace("**", "^").split("*")]
    if len(parts) > _MOST_PARTS:
        return UNKNOWN
    for sign, part in parts:
        name, raised, exponent = part.partition("^")
        if name not in table or (raised and exponent not in ("2", "3", "4")):
            return UNKNOWN
        known = table[name]
        if known is None:
            return None
        power = sign * int(exponent or 1)
        factor *= known[0] ** power
        for base, of_base in known[1].items():
            dimension[base] = dimension.get(base, Decimal(0)) + of_base * power
    return factor, {base: power for base, power in dimension.items() if power}


def _halves(unit: str) -> list[tuple[int, str]]:
    """What stands before "/" and what behind it; in "a/b*c" Pint takes c for a factor above the line."""
    first, *others = unit.split("/")
    found = [(1, first)]
    for half in others:
        below, times, above = half.replace("**", "^").partition("*")
        found.append((-1, below.replace("^", "**")))
        if times:
            found.append((1, above.replace("^", "**")))
    return found
