"""Quantities: from characters to numbers with units, bounds and intervals."""

from claimcheck.quantities.reader import find_quantities
from claimcheck.quantities.units import conversion_factor, convert, is_measure, registry

__all__ = ["conversion_factor", "convert", "find_quantities", "is_measure", "registry"]
