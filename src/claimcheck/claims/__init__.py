"""Claims: from numbers to what they are said of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimcheck.claims.builder import extract_claims

__all__ = ["extract_claims"]


def __getattr__(name: str) -> Any:
    # Loaded when it is asked for: a run that finds all its readings in the cache reads no text.
    if name == "extract_claims":
        from claimcheck.claims.builder import extract_claims

        return extract_claims
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
