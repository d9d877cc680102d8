"""What was read of files before, and made of it, kept between runs: the user's own, outside of every project."""

from claimcheck.cache.place import UnusableCache, cache_folder
from claimcheck.cache.store import Store

__all__ = ["Store", "UnusableCache", "cache_folder"]
