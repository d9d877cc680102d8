"""The digits of a number."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache


@lru_cache(maxsize=65_536)
def digits_of(value: Decimal) -> str:
    """The significant digits of a number: no sign, no point, no zeros at either end."""
    return "".join(map(str, value.as_tuple().digits)).strip("0")
