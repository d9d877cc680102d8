"""Lists in running text that a count announces: the parts that they count, and the names that they give."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimcheck.language.en import enumerations
from claimcheck.quantities.numerals import number_words

_LONGEST = 260
_MOST_PARTS = 12
_NAME = r"[A-Z][\w'’-]{1,30}(?: (?:[A-Z][\w'’-]{1,30}|of|upon|the|on|in))?(?: [A-Z][\w'’-]{1,30})?"
_NAMES = re.compile(rf"(?P<names>{_NAME}(?:, {_NAME}){{1,10}},? and {_NAME})(?=[ ,.;)]|$)")
_END = re.compile(r"[.;](?:\s|$)|$")


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list with how many things it gives."""

    count: int
    shown: str
    """The parts as they are counted: "2 + 3 + 3", or the names."""
    end: int
    """Where it ends in its text."""
    of_places: bool = False
    """Whether it says where the things are: more of them may be in one place."""
    of_whole: bool = False
    """Whether the first name may be what the things belong to, or where they are: "the two rivers of Ostmark, Lenne and Warta"."""


def counted_parts(text: str, at: int) -> Enumeration | None:
    """The parts of a list behind a colon that each begin with a number of their own; `at`: where the counted thing ends."""
    words = enumerations()
    lead = words.colon.match(text, at)
    if lead is None:
        return None
    end = _END.search(text, lead.end(), lead.end() + _LONGEST)
    listing = text[lead.end() : end.start()] if end is not None else ""
    starts = list(words.part.finditer(listing))
    if not 2 <= len(starts) <= _MOST_PARTS or starts[0].start() > 0 or words.open.search(listing):
        return None
    if "and" not in listing[starts[-2].end() : starts[-1].start("count")]:
        return None
    rest = words.part.sub(" ", listing)
    if re.search(r"\d", rest) or any(word in number_words() for word in rest.lower().split()):
        return None
    counts = [_value(match["count"]) for match in starts]
    if any(count is None for count in counts):
        return None
    found = [count for count in counts if count is not None]
    return Enumeration(sum(found), " + ".join(map(str, found)), lead.end() + len(listing))


def _value(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    value = number_words().get(word.lower())
    return int(value[0]) if value is not None else None


def named_items(text: str, at: int) -> Enumeration | None:
    """The names of a list that follows the counted thing at once ("the three yards at Hull, Leith and Govan")."""
    words = enumerations()
    lead = words.named.match(text, at)
    found = _NAMES.match(text, lead.end()) if lead is not None else None
    if found is None:
        return None
    names = re.split(r", and |, | and ", found["names"])
    if any(words.regions.fullmatch(name) or name.isupper() for name in names):
        return None
    assert lead is not None
    of_places = lead["place"] is not None
    of_whole = lead["whole"] is not None or (of_places and words.apposed.match(text, found.end()) is not None)
    return Enumeration(len(names), "; ".join(names), found.end(), of_places, of_whole)
