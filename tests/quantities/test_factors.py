"""The table of factors says what Pint says, so that Pint need not be loaded."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from claimcheck.data import extended, rows
from claimcheck.quantities import conversion_factor, registry
from claimcheck.quantities.factors import UNKNOWN, known_factor
from claimcheck.quantities.units import measure_names

ROOT = Path(__file__).parents[2]
COMPOSED = (
    "kilowatt*hour", "joule", "meter**2", "hectare", "watt/meter**2", "kilometer/hour", "meter/second", "kilogram/hectare",
    "watt*hour/kilometer", "newton", "cubic_meter/second", "liter/minute", "mile/gallon", "kilometer/liter", "megabit/second", "byte/second",
)  # fmt: skip


def by_pint(unit: str, other: str) -> Decimal | None:
    try:
        return Decimal(registry().Quantity(Decimal(1), unit).to(other).magnitude)
    except Exception:
        return None


EXACT, MEASURED = Decimal("1e-24"), Decimal("1e-8")
BY_MEASUREMENT = frozenset({"dalton", "kilodalton"})
"""Units whose size is measured, and told anew every few years: versions of Pint differ in them."""


def is_near(ours: Decimal | None, theirs: Decimal | None, within: Decimal = EXACT) -> bool:
    if ours is None or theirs is None:
        return ours is theirs
    return abs(ours / theirs - 1) < within


def test_every_unit_is_what_pint_says() -> None:
    """Against one unit of each dimension: Pint takes too long for all pairs."""
    table = {row[0]: row[2] if len(row) > 2 else "" for row in rows("unit_factors")}
    first = {dimension: name for name, dimension in reversed(table.items())}
    wrong = [
        (name, other)
        for name, dimension in table.items()
        for other in (first[dimension], "kilogram" if "mass:1" not in dimension else "meter")
        if not is_near(
            known_factor(name, other),  # type: ignore[arg-type]
            by_pint(name, other),
            EXACT if BY_MEASUREMENT.isdisjoint({name, other}) else MEASURED,
        )
    ]
    assert wrong == []


def test_no_unit_is_missing() -> None:
    names = {part for name in measure_names() for part in name.split("/") if part}
    missing = names - {row[0] for row in rows("unit_factors")}
    assert not missing, "run scripts/unit_factors.py"


def test_units_put_together() -> None:
    for unit in COMPOSED:
        for other in COMPOSED:
            found = known_factor(unit, other)
            assert found is not UNKNOWN
            assert is_near(found, by_pint(unit, other)), (unit, other)
    assert any(known_factor("kilowatt*hour", other) not in (None, Decimal(1)) for other in COMPOSED)


@pytest.mark.parametrize("unit", ["cubit", "meter**5", "wafer", "meter*", ""])
def test_what_is_not_in_the_table_is_not_guessed(unit: str) -> None:
    assert known_factor(unit, "meter") is UNKNOWN


def test_a_projects_own_meaning_wins() -> None:
    assert conversion_factor("acre", "square_meter") == known_factor("acre", "square_meter")
    with extended({"unit_definitions": [["acre = 1000 * meter ** 2"]]}):
        assert conversion_factor("acre", "square_meter") == 1000
    with extended({"unit_definitions": [["hide = 120 * acre"]], "units": [["hide", "", "hide", ""]]}):
        assert is_near(conversion_factor("hide", "acre"), Decimal(120))
        assert known_factor("acre", "hectare") is not UNKNOWN


def test_a_plain_run_loads_no_pint() -> None:
    program = (
        "import sys; sys.argv = ['claimcheck', 'check', 'README.md', '--no-cache', '--fail-on', 'never'];"
        "from claimcheck.cli import main\n"
        "try:\n    main()\nfinally:\n    print('pint' in sys.modules, 'claimcheck' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr.split() == ["False", "True"]
