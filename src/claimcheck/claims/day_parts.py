"""Days, months and weekdays."""

from __future__ import annotations

from claimcheck.claims.period_tokens import Part, Tokens, free_left
from claimcheck.claims.period_words import (
    DASHES,
    HYPHENS,
    MONTHS,
    PREPOSITIONS,
    UNITS,
    WEEKDAYS,
    nouns,
)
from claimcheck.claims.year_parts import BAD_RIGHT, DAYS_IN_MONTH, joined_year, with_year

MONTH_JOINTS = frozenset(("to", "and", "through"))


def read_day_month(tokens: Tokens, first: int, day: int, month: int) -> Part | None:
    """ "12 May 2026" from the day's token and the month's; "12–14 May" begins before the day."""
    number = int(tokens.words[day])
    which = MONTHS[tokens.words[month]]
    if not 1 <= number <= DAYS_IN_MONTH[which - 1] or not free_left(tokens, first):
        return None
    return with_year(tokens, Part(first, month + 1, "day", number=which, day=number))


def dashed_day(tokens: Tokens, k: int) -> Part | None:
    """ "12–14 May 2026", "12-May-2026"."""
    gap = tokens.words[k + 1]
    if len(gap.strip()) != 1:
        return None
    if tokens.at(k + 2) in MONTHS:
        return read_day_month(tokens, k, k, k + 2)
    month = tokens.after(k + 3)
    return days_of_month(tokens, k, k + 2, month) if tokens.at(month) in MONTHS else None


def days_of_month(tokens: Tokens, k: int, to: int, month: int) -> Part | None:
    """ "12–14 May 2026", "12 to 14 May": the tokens of the two days and the month."""
    last_day = tokens.at(to)
    if not last_day.isdecimal() or len(last_day) > 2 or not free_left(tokens, k):
        return None
    end = read_day_month(tokens, to, to, month)
    day = int(tokens.words[k])
    if end is None or not 1 <= day < end.day:
        return None
    return end._replace(first=k, day=day, gran="range", form="range", other=end)


# --- months and days ------------------------------------------------------------------------------


def read_month(tokens: Tokens, k: int, trusted: bool = False) -> Part | None:
    """ "April 2026", "May 12, 2026", "in March"."""
    words = tokens.words
    name = words[k]
    which = MONTHS[name]
    if k and words[k - 1][-1].isalnum():
        return None
    part = Part(k, k + 1, "month", number=which)
    gap = tokens.at(k + 1)
    follower = tokens.at(k + 2)
    stripped = gap.strip()
    previous = tokens.low(k - 2) if k >= 2 and (words[k - 1].isspace() or words[k - 1] in HYPHENS) else ""
    if follower.isdecimal() and stripped in ("", ".") and gap and len(follower) <= 2:
        day = _month_day(tokens, part, k + 2, previous)
        if day is not None:
            return day
    dated = with_year(tokens, part)
    if not dated.yearless:
        return dated
    if trusted:
        return part
    if tokens.count == 1 or (tokens.count == 2 and stripped == "."):
        return part
    short = len(name) <= 4 and name not in ("May", "June", "July")
    if previous in PREPOSITIONS:
        if name in ("May", "MAY") and previous not in (
            "in",
            "since",
            "until",
            "by",
            "from",
            "to",
            "of",
            "during",
            "last",
            "this",
            "next",
            "and",
            "through",
            "than",
            "before",
            "after",
        ):
            return None
        # "by April Smith", "from Jan Novak": a person.
        person = (
            stripped == "" and follower[:1].isupper() and not follower.isupper() and follower not in MONTHS
        )
        if (
            person
            and previous not in ("in", "since", "during", "until", "last", "of")
            and (short or name in ("April", "May", "June", "August"))
        ):
            return None
        return None if name.isupper() and previous not in ("in", "since") else part
    if previous == "with" and tokens.low(k - 4) in ("compared", "comparison", "compares"):
        return part
    if previous in MONTH_JOINTS or tokens.at(k - 2) in MONTHS:
        return part
    return None


def _month_day(tokens: Tokens, part: Part, k: int, previous: str) -> Part | None:
    """The day behind a month's name at token `k`, with its year; None if the number is a quantity."""
    word = tokens.words[k]
    number = int(word)
    if not 1 <= number <= DAYS_IN_MONTH[part.number - 1]:
        return None
    last = k + 1
    if tokens.at(last) in ("st", "nd", "rd", "th"):
        last += 1
    gap, follower = tokens.at(last), tokens.at(last + 1)
    if (
        gap[:1].isalnum()
        or gap[:1] in BAD_RIGHT
        or (gap in (".", ",", ":") and follower[:1].isdigit() and len(follower) != 4)
    ):
        return None
    day = part._replace(last=last, gran="day", day=number)
    if gap.strip() in DASHES and gap and follower.isdecimal() and len(follower) <= 2:
        to = int(follower)
        if number < to <= DAYS_IN_MONTH[part.number - 1]:
            end = with_year(tokens, day._replace(last=last + 2, day=to))
            return end._replace(gran="range", form="range", day=number, other=end)
    dated = with_year(tokens, day)
    if not dated.yearless:
        return dated
    if previous == "in" or follower.lower() in nouns()["unit"]:
        # "in May 12 people died", "April 5 MW".
        return None
    return day


def read_weekday(tokens: Tokens, k: int) -> Part | None:
    """ "Sunday 18 January", "on Tuesday"."""
    words = tokens.words
    gap = tokens.at(k + 1)
    if gap.strip() in ("", ",", ".,", ".") and gap and k + 2 < tokens.count:
        follower = words[k + 2]
        day = read_date(tokens, k + 2) if follower not in WEEKDAYS else None
        if day is not None and day.gran == "day":
            return day._replace(first=k)
        if (
            gap.isspace()
            and follower[:1].isupper()
            and follower.lower() not in UNITS
            and not follower.isupper()
        ):
            return None
    if len(words[k]) < 6 or (k and words[k - 1][-1].isalnum()):
        return None
    if (
        k >= 2
        and words[k - 1].isspace()
        and words[k - 2] in ("Black", "Good", "Cyber", "Ash", "Easter", "Palm")
    ):
        return None
    return Part(k, k + 1, "day", form="weekday", number=WEEKDAYS[words[k]], relative=True)


def read_date(tokens: Tokens, k: int) -> Part | None:
    """The day or month that begins at token `k`; bare month names count."""
    word = tokens.at(k)
    if word in MONTHS:
        return read_month(tokens, k, trusted=True)
    if word in WEEKDAYS:
        return read_weekday(tokens, k)
    if not (word.isascii() and word.isdecimal()):
        return None
    if len(word) == 4:
        follower = tokens.at(k + 2)
        if tokens.at(k + 1) not in HYPHENS or not follower.isdecimal() or not 1800 <= int(word) <= 2100:
            return None
        return joined_year(tokens, Part(k, k + 1, "year", year=int(word)), "-", follower)
    if len(word) > 2:
        return None
    j = tokens.after(k + 2) if tokens.at(k + 1) in ("st", "nd", "rd", "th") else tokens.after(k + 1)
    if tokens.low(j) == "of":
        j = tokens.after(j + 1)
    return read_day_month(tokens, k, k, j) if tokens.at(j) in MONTHS else None
