"""Claims: from numbers to what they are said of."""

from claimcheck.claims.builder import extract_claims

__all__ = ["extract_claims"]
