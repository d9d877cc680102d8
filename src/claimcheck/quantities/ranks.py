"""Ranks: "#1", "No. 2", "the world's largest", "second-largest in Europe"."""

from __future__ import annotations

import re
from decimal import Decimal

from claimcheck.model import Interval, Mention, Quantity, Span

SUPERLATIVES = frozenset({"largest", "biggest"})
"""Superlatives that state a rank by size. "Leading" and "top" are praise more often than a measure."""
_ORDINALS = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_BEFORE = re.compile(
    r"(?P<of>\b(?:of|among|amongst)[ \n]+(?:the[ \n]+)?)?"
    r"(?P<possessor>\b[A-Za-z][A-Za-z.-]{0,30}['’]s?|\bthe|\bThe|\b[Ii]ts|\b[Tt]heir)[ \n]+(?:single[ -]|by far the[ ])?"
    r"(?:(?P<ordinal>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:nd|rd|th))[ \n-])?$"
)
_SCOPE_AFTER = re.compile(
    r"[^.;:!?]{0,90}?\b(?:in the (?:world|country|nation|region|industry|sector|market|state|city|province)|world-?wide|"
    r"globally|in [A-Z][a-z]+|by [a-z]{4,})"
)
_NUMBER_SIGN = re.compile(
    r"(?:(?:#|\b[Nn]o\.? ?|\b[Nn]umber )(\d{1,2})|\b[Nn]umber (one|two|three))(?![\w,.]\w|%|\w)"
)
_OWN = re.compile(r"\b(?:its|their|his|her|our)[ \n]$", re.IGNORECASE)
_SMALL = {"one": 1, "two": 2, "three": 3}


def superlative_rank(text: str, word: Span) -> Mention | None:
    """The rank that a superlative at `word` states; None where it states none that could be checked.

    It does with a possessor ("the world's largest", "Europe's second-largest") or with a scope behind it ("the
    largest … in the country", "… by revenue"); not in "one of the largest" nor "its largest customer".
    """
    window = max(0, word.start - 60)
    match = _BEFORE.search(text[window : word.start])
    if match is None or match.group("of"):
        return None
    possessor = match.group("possessor")
    own = possessor.lower() in ("its", "their")
    if own or (possessor.lower() == "the" and _SCOPE_AFTER.match(text, word.end) is None):
        return None
    ordinal = match.group("ordinal")
    value = 1 if not ordinal else _ORDINALS.get(ordinal) or int(re.sub(r"\D", "", ordinal))
    start = window + match.start("possessor")
    return _rank(value, Span(start, word.end), word)


def numbered_rank(text: str, at: int) -> Mention | None:
    """The rank written as a number at `at`: "#1", "No. 1", "number one"; followed by what is ranked."""
    match = _NUMBER_SIGN.match(text, at)
    if match is None:
        return None
    if _OWN.search(text[max(0, at - 8) : at]):
        return None  # "its No. 2 reactor"
    written = match.group(1) or match.group(2)
    value = _SMALL.get(written) or int(written)
    follows = re.compile(r"[ \n]+([A-Za-z-]+)").match(text, match.end())
    if value == 0 or value > 10 or follows is None:
        return None
    return _rank(value, match_span(match), Span(match.end() - len(written), match.end()))


def match_span(match: re.Match[str]) -> Span:
    """The span of a whole match."""
    return Span(match.start(), match.end())


def _rank(value: int, span: Span, number: Span) -> Mention:
    figure = Decimal(value)
    quantity = Quantity(figure, None, None, "rank", Interval(figure, figure))
    return Mention(span, number, quantity, form="rank")
