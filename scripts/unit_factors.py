"""Writes `src/claimcheck/data/unit_factors.txt`: what Pint makes of our units, so that comparing two of them need not load Pint.

    .venv/bin/python scripts/unit_factors.py

`tests/quantities/test_lexicons.py` fails where the file is not what the installed Pint says.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from claimcheck.data import rows
from claimcheck.quantities.units import measure_names, registry

FILE = Path(__file__).resolve().parents[1] / "src/claimcheck/data/unit_factors.txt"
HEAD = """\
# Our units of measurement in the base units of Pint. Made by scripts/unit_factors.py: do not edit.
#
#   NAME | FACTOR | DIMENSION
#
# FACTOR     how many base units one is; empty for units that Pint does not convert by a factor (logarithmic ones).
# DIMENSION  "length:2 time:-1"; empty for none.

"""


def lines() -> list[str]:
    """The rows of the file, by name."""
    return [" | ".join(row).rstrip() for row in sorted(table())]


def table() -> list[tuple[str, str, str]]:
    """Name, factor and dimension of each simple unit: one without "/", "*" and powers."""
    units = registry()
    names = {part for name in measure_names() for part in name.split("/") if part}
    names |= {row[0].partition("=")[0].strip() for row in rows("unit_definitions")}
    found = []
    for name in names:
        try:
            unit = units.Unit(name)
            factor = Decimal(units.Quantity(Decimal(1), unit).to_root_units().magnitude)
            dimension = units.get_dimensionality(unit)
            if units.Quantity(Decimal(2), unit).to_root_units().magnitude != 2 * factor:
                raise ValueError("an offset")
        except Exception:  # Pint raises many kinds
            found.append((name, "", ""))
            continue
        parts = sorted((str(base).strip("[]"), power) for base, power in dimension.items())
        found.append((name, str(factor), " ".join(f"{base}:{power}" for base, power in parts)))
    return found


if __name__ == "__main__":
    FILE.write_text(HEAD + "\n".join(lines()) + "\n", encoding="utf-8")
