"""Hedging words before and behind a number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimcheck.data import lexicon_cache, rows

_LONGEST = 6  # words in the longest hedge
_REACH = 48  # characters looked at before a number
_SYMBOLS = ("≥", "≤", ">=", "<=", ">", "<", "~", "≈", "∼", "±")
_BEHIND = re.compile(
    r"[ \n\u00a0]?(\+(?![\d\w])|-plus\b|(?:or (?:more|so|less|fewer|thereabouts)|and counting|at least|at most|approximately)\b(?! (?:than|\d|a |an )))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Hedge:
    """Words that move a number's bounds."""

    words: str
    effect: str
    start: int
    end: int


_MOVED = re.compile(
    r"\b(?:edg|inch|creep|crept|tick|mov|go|went|gone|com|came|climb|shot|jump|nudg|drift|notch|pick|rose|ris|sped|stepp?|ramp)(?:e|ed|es|ing|s|ne)?\s*$",
    re.IGNORECASE,
)


@lexicon_cache
def _before() -> dict[str, str]:
    return {words: effect for words, effect, side in rows("hedges") if side == "before"}


@lexicon_cache
def _behind() -> dict[str, str]:
    return {words: effect for words, effect, side in rows("hedges") if side == "behind"}


def hedge_before(text: str, at: int, floor: int = 0) -> Hedge | None:
    """The longest hedge that ends just before `at` and does not begin before `floor`."""
    start = max(floor, at - _REACH)
    tail = text[start:at]
    stripped = tail.rstrip(" \n\u00a0\t")
    for symbol in _SYMBOLS:
        if stripped.endswith(symbol):
            begin = start + len(stripped) - len(symbol)
            return Hedge(symbol, _before()[symbol], begin, begin + len(symbol))
    if not stripped or stripped == tail:
        return None  # words stand apart from the number
    pieces = list(re.finditer(r"[^\s]+", stripped))
    for count in range(min(_LONGEST, len(pieces)), 0, -1):
        first = pieces[-count]
        words = " ".join(piece.group() for piece in pieces[-count:]).lower().lstrip("(\"'“‘[")
        effect = _before().get(words)
        if effect is not None and words.startswith("up ") and _MOVED.search(stripped[: first.start()]):
            continue  # "edged up to $1,561 million": it got there
        if effect is not None:
            begin = start + first.start() + (len(first.group()) - len(first.group().lstrip("(\"'“‘[")))
            return Hedge(stripped[begin - start :], effect, begin, start + len(stripped))
    return None


def hedge_behind(text: str, at: int) -> Hedge | None:
    """The hedge that starts just behind `at`: "$8B+", "40 or more"."""
    match = _BEHIND.match(text, at)
    if match is None:
        return None
    words = match.group(1)
    return Hedge(words, _behind()[words.lower()], match.start(1), match.end())
