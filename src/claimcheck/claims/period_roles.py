"""What a period does in its sentence: at, since, until, against …"""

from __future__ import annotations

from claimcheck.claims.period_tokens import Tokens
from claimcheck.claims.period_words import words

_AGAINST = words("than against versus vs above below exceeding")
_SKIPPED = words("the its their our his her calendar full financial")
_INNER = words("in during for of at on over as around about")


def role_of(tokens: Tokens, first: int, last: int) -> str:
    """The part that the words in front give to a period: by, since, from, to, against, else at."""
    k = tokens.before(first)
    if k < 0:
        return "against" if tokens.low(first - 2) == "vs" and tokens.at(first - 1).startswith(".") else "at"
    low = tokens.low(k)
    if low in _SKIPPED:
        k = tokens.before(k)
        low = tokens.low(k)
    if low in _INNER:
        return "against" if _is_inside_comparison(tokens, k, low) else "at"
    if low in _AGAINST:
        outer = tokens.low(tokens.before(k)) if low == "than" else ""
        return (
            "by"
            if outer in ("later", "earlier", "sooner")
            else "at"
            if outer in ("other", "rather")
            else "against"
        )
    if low in ("with", "to") and _compares(tokens, k):
        return "against"
    if low in ("by", "until", "till", "through", "before"):
        return "by"
    if low == "to":
        return "by" if tokens.low(tokens.before(k)) == "prior" else "to"
    if low == "from" and tokens.low(tokens.after(last)) in ("on", "onward", "onwards"):
        return "since"
    return low if low in ("since", "from", "after") else "at"


def _is_inside_comparison(tokens: Tokens, k: int, low: str) -> bool:
    """Whether a preposition stands behind one that compares: "than in 2024", "against the level of 2024", "5% on May"."""
    outer = tokens.low(tokens.before(k))
    if outer in ("level", "levels", "that", "figure", "total") and low == "of":
        outer = tokens.low(tokens.before(tokens.before(k)))
    if outer == "than" and tokens.low(tokens.before(tokens.before(k))) in ("other", "rather"):
        return False
    if outer in _AGAINST or (outer in ("with", "to") and _compares(tokens, tokens.before(k))):
        return True
    return low == "on" and tokens.at(k - 1).startswith("%")


def _compares(tokens: Tokens, k: int) -> bool:
    return tokens.low(tokens.before(k)) in ("compared", "comparison", "compares", "comparing", "relative")
