"""Years and days of events: what they are counted as, and where several things make them none."""

from __future__ import annotations

import re
from decimal import Decimal

from claimcheck.data import words
from claimcheck.language import lists
from claimcheck.model import Interval, Mention, Quantity, Span
from claimcheck.quantities import numerals

YEAR_OF, DATE_OF = "year_of_", "date_of_"
"""What the units of years and days begin with; behind it stands the event."""
_YEAR = re.compile(r"1[0-9]\d\d|20\d\d")
_BLANK = " \n\u00a0"
_CLAUSE = re.compile(r"[^.,;:!?()\n]{0,60}\Z")
_LOOK_BACK = 60
_LAST_WORD = re.compile(r"([A-Za-z]{4,21})[ \n]\Z")


def is_of_many(text: str, start: int, *, participle: bool = False) -> bool:
    """Whether several things are counted in front of an event ("41 shops opened in 2025"): then it is no event that happens once.

    `start`: where the event's verb begins. `participle`: whether that may be one behind what it is said of, so that a plural there are many, too.
    """
    before = _CLAUSE.search(text[max(0, start - _LOOK_BACK) : start])
    known = lists("events")
    counted = False
    name = False
    for written in before.group().split() if before is not None else ():
        word = written.lower()
        if word in known["joints"]:
            counted = False
        elif word in known["many"] or word in numerals.number_words() or (word[0].isdecimal() and not name):
            counted = True
        name = word in words("label_words")  # "Line 4" counts nothing
    return counted or (participle and _follows_plural(text, start))


def _follows_plural(text: str, start: int) -> bool:
    """Whether a common noun in the plural stands right before an event: "homes completed in 2024" are many."""
    low = max(0, start - _LOOK_BACK)
    last = _LAST_WORD.search(text, low, start)
    if last is None or not last[1].endswith("s") or last[1][-2] in "sui":
        return False
    before = text[low : last.start()].rstrip(_BLANK)
    return last[1][0].islower() or not before or before[-1] in ".!?"


def event_of_label(label: str) -> str | None:
    """The event whose year a label says to follow: "Opened", "Year built"."""
    return lists("events")["labels"].get(" ".join(label.lower().strip(" .:*").split()))


def labelled_year(text: str, label: str) -> Mention | None:
    """The year of an event in a cell or behind a label that says which: 1874 under "Opened", beside "Year built"."""
    event = event_of_label(label) if _YEAR.fullmatch(text) else None
    if event is None:
        return None
    span = Span(0, len(text))
    year = Decimal(text)
    return Mention(span, span, Quantity(year, None, None, YEAR_OF + event, Interval(year, year)), form="year")
