"""Links: the arithmetic that texts assert, read by named connectives and worked by one solver."""

from claimcheck.relations.links.reader import read_links

__all__ = ["read_links"]
