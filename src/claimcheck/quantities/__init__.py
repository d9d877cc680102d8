"""Quantities: from characters to numbers with units, bounds and intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimcheck.quantities.units import conversion_factor, convert, is_measure, registry

if TYPE_CHECKING:
    from claimcheck.quantities.reader import find_quantities

__all__ = ["conversion_factor", "convert", "find_quantities", "is_measure", "registry"]


def __getattr__(name: str) -> Any:
    # Loaded when it is asked for: to compare numbers, no text is read.
    if name == "find_quantities":
        from claimcheck.quantities.reader import find_quantities

        return find_quantities
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
