"""The words that dates and periods are made of."""

from __future__ import annotations

from functools import cache
from pathlib import Path


def words(text: str) -> frozenset[str]:
    """The words of a line, for asking whether another is among them."""
    return frozenset(text.split())


_MONTHS_LINE = "January February March April May June July August September October November December"
_WEEKDAYS_LINE = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_NUMBERS_LINE = "one two three four five six seven eight nine ten eleven twelve"
MONTH_NAMES: tuple[str, ...] = tuple(_MONTHS_LINE.split())
"""January to December."""
MONTHS: dict[str, int] = {}
"""Month names as written, whole and shortened, to 1–12. They need their capital: "may", "march"."""
for _number, _name in enumerate(MONTH_NAMES, 1):
    for _form in (_name, _name[:3]):
        MONTHS[_form] = MONTHS[_form.upper()] = _number
MONTHS["Sept"] = MONTHS["SEPT"] = 9
WEEKDAYS: dict[str, int] = {}
"""Weekday names as written to 0 (Monday)–6."""
for _number, _name in enumerate(_WEEKDAYS_LINE.split()):
    for _form in (_name, _name[:3]):
        WEEKDAYS[_form] = WEEKDAYS[_form.upper()] = _number
WEEKDAYS.update({"Tues": 1, "Thurs": 3, "Thur": 3})

ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "opening": 1, "final": 9}
"""9 stands for the last one, whichever that is."""
NUMBERS = {word: number for number, word in enumerate(_NUMBERS_LINE.split(), 1)} | {
    "a": 1,
    "fifteen": 15,
    "eighteen": 18,
    "twenty": 20,
    "thirty": 30,
    "couple": 2,
}
UNITS = {"year": "year", "years": "year", "quarter": "quarter", "quarters": "quarter", "month": "month"}
UNITS |= {"months": "month", "week": "week", "weeks": "week", "day": "day", "days": "day"}
UNITS |= {"decade": "decade", "decades": "decade", "half": "half", "period": "period"}

DASHES = frozenset("-‐‑–—‒−")
HYPHENS = frozenset("-‐‑")
PREPOSITIONS = words("""
    a in since until till by from to through for of during before after between than and or on as at
    closed closes finished late early mid last this next previous each every its their the our vs versus against around ended
    ending following prior
""")
"""In front of a bare month name: a sign that it is the month, and not a verb or a person."""
STRONG = words("in during since until till by before after through around circa year years fiscal")
"""In front of a four-digit number: a sign that it is a year, even if a noun follows."""
BORN = words("founded built born established opened dated created census election since")
HEDGES = words("""about some roughly nearly almost over only just least most up to total another first than
    around approximately exactly under below above""")
FUTURE = words("will due expected scheduled upcoming next")
AHEAD = FUTURE | words(
    "expects expect forecast forecasts plans plan planned guidance guides target targets targeted aims aim outlook projected projects "
    "would could should may might set budget budgeted estimate estimates anticipates intends hopes toward towards still remaining"
)
"""Words beside which "year-end" is one that is to come."""


@cache
def nouns() -> dict[str, frozenset[str]]:
    """The words beside a number that tell whether it is a year, by class (see the data file)."""
    classes: dict[str, set[str]] = {}
    path = Path(__file__).parents[1] / "data" / "period_nouns.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        name, colon, rest = line.partition(":")
        if colon and not line.startswith("#"):
            classes.setdefault(name, set()).update(rest.split())
    return {name: frozenset(members) for name, members in classes.items()}
