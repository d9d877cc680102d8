"""The digits of a number."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache


@lru_cache(maxsize=65_536)
def digits_of(value: Decimal) -> str:
    """The significant digits of a number: no sign, no point, no zeros at either end."""
    return "".join(map(str, value.as_tuple().digits)).strip("0")


def step_of(value: Decimal) -> Decimal:
    """One unit of the last digit that a number is given with: 0.01 of 2.50."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
