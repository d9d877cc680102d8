"""Numbers of a list that share one unit: "2.1, 2.4 and 3.0 million", "6 brown and 4 black goats", "SEK 2,518 million (2,308)"."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from claimcheck.data import words
from claimcheck.model import Interval, Mention
from claimcheck.quantities import nouns, rounding
from claimcheck.quantities.written import written_scale

_LIST_GAP = re.compile(r"-?[ \n]?(?:,|;|and|or|,[ \n]?and|,[ \n]?or|to|by|×|x|-|–|/|&|\+)[ \n]?\Z")
_IN_BRACKETS = re.compile(r"(?:[ \n\u00a0][a-z-]{1,20}){0,4}[ \n\u00a0]\(\Z")
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,3})?|\d{1,6}\.\d{1,3}")
"""What cites no source: a number with a separator."""
_ADJECTIVE = re.compile(r"[ \n]([a-z]{3,14})(?:,|,?[ \n](?:and|or))[ \n]\Z")
_ADJECTIVE_BEHIND = re.compile(r"[ \n][a-z]{3,14}(?:,|,?[ \n](?:and|or))[ \n]")


def share_units(text: str, mentions: list[Mention]) -> list[Mention]:
    """Gives bare numbers of a list the unit and magnitude of its last member ("2.1, 2.4 and 3.0 million")."""
    shared = Decimal(1)
    for index in range(len(mentions) - 2, -1, -1):
        here, following = mentions[index], mentions[index + 1]
        gap = text[here.span.end : following.span.start]
        unit = following.quantity.unit
        if _is_of_rate(here, unit, gap):
            mentions[index] = replace(here, quantity=here.quantity.rescaled(Decimal(1), unit))
            continue
        if _is_like_in_brackets(text, here, following, gap):
            scale = written_scale(text[here.number.start : here.number.end])
            mentions[index + 1] = replace(
                following, quantity=following.quantity.rescaled(scale, here.quantity.unit)
            )
            continue
        if _shares_noun(text, here, following, gap):
            value = here.quantity.value
            assert value is not None
            exact = replace(here.quantity, unit=unit, interval=Interval(value, value))
            mentions[index] = replace(here, quantity=exact)
            continue
        if (
            here.quantity.unit != "dimensionless"
            or here.form != "number"
            or following.form not in ("number", "range")
            or unit in ("dimensionless", "rank")
            or len(gap) > 8
            or not _LIST_GAP.match(gap)
        ):
            shared = Decimal(1)
            continue
        shared = max(shared, written_scale(text[following.number.start : following.number.end]))
        scale = shared if here.quantity.value is not None and 0 < here.quantity.value < 1000 else Decimal(1)
        mentions[index] = replace(here, quantity=here.quantity.rescaled(scale, unit))
    return mentions


def _is_like_in_brackets(text: str, here: Mention, following: Mention, gap: str) -> bool:
    """Whether a bare number alone in brackets is in the unit and magnitude of the one before: "SEK 2,518 million (2,308)"."""
    value, other = here.quantity.value, following.quantity.value
    if here.form != "number" or following.form != "number" or not _IN_BRACKETS.match(gap):
        return False
    if value is None or other is None or following.quantity.unit != "dimensionless":
        return False
    if text[following.span.end : following.span.end + 1] != ")":
        return False
    if not _FIGURE.fullmatch(text[following.span.start : following.span.end]):
        return False
    unit = here.quantity.unit
    written = abs(value / written_scale(text[here.number.start : here.number.end]))
    return unit not in ("dimensionless", "ratio", "rank") and written / 3 <= other <= written * 3


def _shares_noun(text: str, here: Mention, following: Mention, gap: str) -> bool:
    """Whether a small number with an adjective counts what the next one counts: "6 brown, 11 white and 4 black goats"."""
    word = _ADJECTIVE.match(gap)
    value = here.quantity.value
    if word is None or value is None or here.quantity.unit != "dimensionless" or here.form != "number":
        return False
    if following.form != "number" or not rounding.is_small_count(value) or here.quantity.hedge is not None:
        return False
    if word.group(1) in nouns.stop_words() or word.group(1) in words("verbs") or word.group(1).endswith("ed"):
        return False
    noun = following.noun
    return (
        following.quantity.unit != "dimensionless"
        and (noun is None or " " in text[noun.start : noun.end].strip())
        and (noun is not None or _ADJECTIVE_BEHIND.match(text, following.number.end) is not None)
    )


def _is_of_rate(here: Mention, unit: str, gap: str) -> bool:
    """Whether a rate behind the second number belongs to the first, too: "from $40 to $30 per kWh"."""
    return here.quantity.unit == unit.partition("/")[0] != unit and gap.strip() in (
        "to",
        "and",
        "or",
        "-",
        "–",
    )
