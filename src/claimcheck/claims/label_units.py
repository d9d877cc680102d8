"""Units in labels that programs write: "mass_kg", "budget_eur", "value_mNOK", "boardings_k"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from claimcheck.data import lexicon_cache, rows
from claimcheck.language.rules import load

_JOINED = re.compile(r"(?<=[A-Za-z])_(?=[A-Za-z])")


class LabelUnit(NamedTuple):
    """What the end of a label says: a unit's name or a currency's code, and what its numbers are multiplied by."""

    unit: str | None
    scale: Decimal
    label: str
    """The label without it."""


@lexicon_cache
def _tables() -> tuple[dict[str, str], dict[str, int], dict[str, int], frozenset[str]]:
    data = load("label_units")
    return (
        data["units"],
        data["scales"],
        data["money_scales"],
        frozenset(row[0].lower() for row in rows("currencies")),
    )


def label_unit(label: str) -> LabelUnit | None:
    """The unit in a label of words joined by "_", of its last such word that has one ("mass_kg dry"); None where none has.

    A rate has one where both of its parts do ("mg_per_kg"): one part alone would be wrong.
    """
    words = label.split(" ")
    for at in range(len(words) - 1, -1, -1):
        if "_" not in words[at].strip("_"):
            continue
        parts = words[at].split("_")
        found = _of_parts([part.lower() for part in parts])
        if found is not None:
            unit, scale, taken = found
            rest = "_".join(parts[: len(parts) - taken])
            return LabelUnit(unit, scale, " ".join([*words[:at], rest, *words[at + 1 :]]))
    return None


def plain_label(label: str) -> str:
    """A label as words: without the unit at its end, blanks for the "_" between letters."""
    if "_" not in label:
        return label
    found = label_unit(label)
    return _JOINED.sub(" ", found.label if found is not None else label)


def _of_parts(parts: list[str]) -> tuple[str | None, Decimal, int] | None:
    """Unit, scale, and how many of the parts say it."""
    units, scales, money_scales, currencies = _tables()
    if "per" in parts:
        return _of_rate(parts)
    last, before = parts[-1], parts[-2]
    one = Decimal(1)
    if last in currencies:
        power = scales.get(before) if len(parts) > 2 else None
        return last.upper(), one if power is None else Decimal(10) ** power, 1 if power is None else 2
    if last[1:] in currencies and last[0] in money_scales:
        return last[1:].upper(), Decimal(10) ** money_scales[last[0]], 1
    if len(parts) > 2 and before in currencies:
        power = money_scales.get(last, scales.get(last))
        return (before.upper(), Decimal(10) ** power, 2) if power is not None else None
    if last in scales:
        return None, Decimal(10) ** scales[last], 1
    if last in units:
        scaled = before in scales and len(parts) > 2
        return (units[last], Decimal(10) ** scales[before], 2) if scaled else (units[last], one, 1)
    for part in parts:  # "price_musd_incl_launch": such a part is no word, wherever it stands
        if part[1:] in currencies and part[0] in money_scales:
            return part[1:].upper(), Decimal(10) ** money_scales[part[0]], 0
        if units.get(part) == "percent":
            return "percent", one, 0
    return None


def _of_rate(parts: list[str]) -> tuple[str | None, Decimal, int] | None:
    """The unit of "inflow_m3_per_s", which ends in what it is per."""
    if len(parts) < 4 or parts[-2] != "per":
        return None
    found = _of_parts(parts[:-2])
    denominator = load("label_units")["denominators"].get(parts[-1]) or _tables()[0].get(parts[-1])
    if found is None or found[0] is None or denominator is None or found[2] == 0:
        return None
    unit, scale, taken = found
    return f"{unit}/{denominator}", scale, taken + 2
