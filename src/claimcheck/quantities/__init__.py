"""Quantities: from characters to numbers with units, bounds and intervals."""

from claimcheck.quantities.reader import find_quantities
from claimcheck.quantities.units import conversion_factor, is_measure, registry

__all__ = ["conversion_factor", "find_quantities", "is_measure", "registry"]
