"""Reads dates and periods off the page: from tokens to parts, before anything is worked out.

The text is cut once into words, digit runs and what stands between them. Only tokens that can begin a date
or a period are looked at, and each looks at a bounded number of neighbours, so the time grows with the text
and no faster. No reading calls itself: what may follow "ended" or "fiscal" is narrower than what may begin.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import accumulate
from typing import NamedTuple

from claimcheck.claims.period_words import (
    BORN,
    DASHES,
    HEDGES,
    HYPHENS,
    MONTHS,
    NUMBERS,
    ORDINALS,
    PREPOSITIONS,
    STRONG,
    UNITS,
    WEEKDAYS,
    nouns,
    words,
)

_TOKEN = re.compile(r"[^\W0-9_]+|[0-9]+|[\W_]+")

_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Part(NamedTuple):
    """A date or period as it is written, its relative pieces not yet worked out."""

    first: int
    """First token."""
    last: int
    """Token behind the last one."""
    gran: str
    """year, half, quarter, month, week, day, range, decade; "time" for times of day."""
    year: int | None = None
    rel: int | None = None
    """For a year given in words: its distance from the year of publication ("last year": -1)."""
    number: int = 0
    """Which quarter, half or month; how many units in "the past six months"."""
    day: int = 0
    form: str = ""
    """What the words make of it: "", early, mid, late, end, start, range, ended, past, next, basis, …"""
    fiscal: bool = False
    relative: bool = False
    shift: int = 0
    """Distance in units of `gran` from the publication date ("last quarter": -1)."""
    other: Part | None = None
    """The end of a range; the date in "year ended 30 June"."""
    basis: str | None = None
    role: str = "at"
    mask: bool = True
    """Whether its numbers are calendar matter; "the past six months" still is a length of time."""
    label: str = ""
    """A fixed label, where the words ask for one."""

    @property
    def yearless(self) -> bool:
        """Whether it wants a year that the words do not give."""
        return self.year is None and self.rel is None


class Tokens:
    """The text in pieces: words and digit runs with the gaps between them."""

    __slots__ = ("count", "words")

    def __init__(self, text: str) -> None:
        self.words: list[str] = _TOKEN.findall(text)
        self.count = len(self.words)

    def starts(self) -> list[int]:
        """Offset of every token, and of the text's end."""
        return list(accumulate(map(len, self.words), initial=0))

    def at(self, index: int) -> str:
        """The token, or "" beyond either end."""
        return self.words[index] if 0 <= index < self.count else ""

    def low(self, index: int) -> str:
        """The token in small letters."""
        return self.words[index].lower() if 0 <= index < self.count else ""

    def after(self, index: int) -> int:
        """The token behind the gap at `index`, if that is white space or a hyphen; else -2 (no token)."""
        if index + 1 < self.count and ((gap := self.words[index]) == " " or gap in HYPHENS or gap.isspace()):
            return index + 1
        return -2

    def before(self, index: int) -> int:
        """The token in front of the gap in front of `index`, if that is white space or a hyphen; else -2."""
        if index >= 2 and ((gap := self.words[index - 1]) == " " or gap in HYPHENS or gap.isspace()):
            return index - 2
        return -2


_Handler = Callable[[Tokens, int], Part | None]


def scan(text: str) -> tuple[Tokens, list[Part]]:
    """All dates, periods and times of day in the text, in order and without overlap."""
    tokens = Tokens(text)
    keys = _HANDLERS
    parts: list[Part] = []
    done = 0
    for index in [k for k, word in enumerate(tokens.words) if word in keys or "0" <= word[0] <= "9"]:
        if index < done:
            continue
        handler = keys.get(tokens.words[index], _number)
        part = handler(tokens, index)
        if part is None or part.first < done:
            continue
        if not part.form and part.basis is None:
            part = _extended(tokens, part, done)
        parts.append(part)
        done = part.last
    return tokens, parts


# --- numbers --------------------------------------------------------------------------------------


def _number(tokens: Tokens, k: int) -> Part | None:
    word = tokens.words[k]
    length = len(word)
    if length == 4:
        return _year(tokens, k)
    if length > 2 or k + 1 >= tokens.count:
        return None
    following = tokens.words[k + 1]
    first = following[0]
    if first.isspace():
        name = tokens.at(k + 2)
        if name in MONTHS:
            return _day_month(tokens, k, k, k + 2)
        if name.lower() in UNITS:
            return _counted(tokens, k, int(word), k + 2)
        if name in ("to", "and") and tokens.at(k + 6) in MONTHS:
            linked = name == "to" or tokens.low(tokens.before(k)) == "between"
            return _days_of_month(tokens, k, k + 4, k + 6) if linked else None
        return _clock(tokens, k, k + 2) if name in _CLOCK_WORDS else None
    if first == ":" and following == ":":
        return _time(tokens, k)
    if first in "/." and len(following) == 1:
        return _clock_or_numeric(tokens, k, following)
    if first in HYPHENS or first in DASHES:
        return _dashed_day(tokens, k)
    if following in ("Q", "q", "H", "h"):
        return _period_code(tokens, k + 1, k, k, k + 2)
    if following in ("st", "nd", "rd", "th"):
        return _numbered(tokens, k)
    return _clock(tokens, k, k + 1) if following in _CLOCK_WORDS else None


def _numbered(tokens: Tokens, k: int) -> Part | None:
    """ "12th of May", "1st quarter"."""
    number = int(tokens.words[k])
    j = tokens.after(k + 2)
    if tokens.at(j) in MONTHS:
        return _day_month(tokens, k, k, j)
    name = tokens.low(j)
    if name == "of" and tokens.at(tokens.after(j + 1)) in MONTHS:
        return _day_month(tokens, k, k, tokens.after(j + 1))
    if name in ("quarter", "half"):
        return _which(tokens, k, number, j)
    if name in ("century", "centuries"):
        return Part(k, j + 1, "time")
    return None


def _day_month(tokens: Tokens, first: int, day: int, month: int) -> Part | None:
    """ "12 May 2026" from the day's token and the month's; "12–14 May" begins before the day."""
    number = int(tokens.words[day])
    which = MONTHS[tokens.words[month]]
    if not 1 <= number <= _DAYS_IN_MONTH[which - 1] or not _free_left(tokens, first):
        return None
    return _with_year(tokens, Part(first, month + 1, "day", number=which, day=number))


def _dashed_day(tokens: Tokens, k: int) -> Part | None:
    """ "12–14 May 2026", "12-May-2026"."""
    gap = tokens.words[k + 1]
    if len(gap.strip()) != 1:
        return None
    if tokens.at(k + 2) in MONTHS:
        return _day_month(tokens, k, k, k + 2)
    month = tokens.after(k + 3)
    return _days_of_month(tokens, k, k + 2, month) if tokens.at(month) in MONTHS else None


def _days_of_month(tokens: Tokens, k: int, to: int, month: int) -> Part | None:
    """ "12–14 May 2026", "12 to 14 May": the tokens of the two days and the month."""
    last_day = tokens.at(to)
    if not last_day.isdecimal() or len(last_day) > 2 or not _free_left(tokens, k):
        return None
    end = _day_month(tokens, to, to, month)
    day = int(tokens.words[k])
    if end is None or not 1 <= day < end.day:
        return None
    return end._replace(first=k, day=day, gran="range", form="range", other=end)


def _free_left(tokens: Tokens, k: int) -> bool:
    """Whether the number at `k` stands free: not the tail of "1,200", "3.5", "$12" or a name."""
    if k == 0:
        return True
    gap = tokens.words[k - 1]
    tail = gap.rstrip()[-1:]
    return gap[-1].isspace() and tail not in _CURRENCY if gap[-1] not in "([\"'“‘*_|–—/" else True


_CURRENCY = frozenset("$€£¥₹₩#")
_BAD_LEFT = frozenset("$€£¥₹₩#.,/=@+&−×:\\^§")
_BAD_RIGHT = frozenset("%‰°$€£¥₹+×=@\\^²³")
_SUFFIXES = frozenset(("E", "e", "A", "F", "f", "est", "P", "p"))


def _year(tokens: Tokens, k: int, trusted: bool = False) -> Part | None:
    """A year, or what begins with one: "2022–23", "2026-05-12", "2025 Q1", "1990s"."""
    words = tokens.words
    year = int(words[k])
    if not 1800 <= year <= 2100:
        return None
    left = words[k - 1] if k else ""
    if not trusted and left and not _year_left(tokens, k, left):
        return None
    right = tokens.at(k + 1)
    part = Part(k, k + 1, "year", year=year)
    if not right:
        return part if trusted or _plausible(tokens, k, year, "") else None
    mark = right[0]
    if mark.isalnum():
        return _suffixed(tokens, k, part, right)
    if mark in _BAD_RIGHT:
        return None
    follower = tokens.at(k + 2)
    if not mark.isspace() and follower and len(right) == 1:
        if follower.isdecimal():
            return _joined(tokens, part, right, follower)
        if mark in HYPHENS:
            code = _year_first(tokens, part, k + 2)
            if code is not None:
                return code
            return (
                None if follower.lower() in nouns()["unit"] or not _recent(year) or not year % 100 else part
            )
        if mark == "/":
            return None
    stripped = right.strip()
    if len(stripped) == 1 and stripped in DASHES and len(follower) == 4 and follower.isdecimal():
        joined = _joined(tokens, part, stripped, follower)
        return joined if joined is not None or trusted else None
    if not mark.isspace():
        return part if trusted or _plausible(tokens, k, year, "") else None
    if stripped:
        # "2025 (": the word behind does not belong to the number, save "2025 %".
        return (
            None
            if stripped[0] in _BAD_RIGHT - _CURRENCY
            else part
            if trusted or _plausible(tokens, k, year, "")
            else None
        )
    code = _year_first(tokens, part, k + 2)
    if code is not None:
        return code
    if follower.lower() in ("fiscal", "financial") and tokens.low(tokens.after(k + 3)) == "year":
        return part._replace(last=k + 5, fiscal=True)
    if follower.lower() == "year" and tokens.low(tokens.after(k + 3)) == "end":
        return part._replace(last=k + 5, form="end")
    return part if trusted or _plausible(tokens, k, year, follower) else None


def _year_left(tokens: Tokens, k: int, left: str) -> bool:
    """Whether what stands in front of the number lets it be a year."""
    mark = left[-1]
    if mark.isalnum():
        return left in ("CY", "YE")
    if not mark.isspace():
        if mark in _BAD_LEFT:
            return False
        if mark in DASHES and mark != "—" and len(left) == 1:
            return tokens.low(k - 2) in ("pre", "post", "mid", "end", "early", "late")
        return mark not in DASHES or mark == "—"
    if left != " ":
        stripped = left.rstrip()
        if stripped[-1:] in _CURRENCY or (stripped and stripped[-1] in "×+=§"):
            return False
        if stripped and stripped != ".":
            return True
    if k < 2:
        return True
    word = tokens.words[k - 2]
    if word[0].isdigit():
        # The tail of a grouped number or a telephone number.
        return False
    return word.lower() not in nouns()["label"] or (
        word.islower() and word in ("no", "error", "line", "issue")
    )


def _recent(year: int) -> bool:
    return 1990 <= year <= 2040


def _plausible(tokens: Tokens, k: int, year: int, follower: str) -> bool:
    """Whether a free four-digit number is a year and no quantity, from the words on both sides."""
    before = tokens.low(k - 2) if k >= 2 and tokens.words[k - 1].isspace() else ""
    strong = before in STRONG or (before == "to" and tokens.low(k - 4) in UNITS)
    plural = False
    if follower:
        low = follower.lower()
        kinds = nouns()
        if low in kinds["unit"]:
            return False
        if low in kinds["counted"] and not strong:
            return False
        plural = (
            follower.islower() and low.endswith("s") and len(low) > 3 and not low.endswith(("ss", "us", "is"))
        )
        plural = plural and low not in ("was", "has", "does", "its", "this", "was")
    if before == "than" and tokens.low(k - 4) in ("more", "fewer", "less"):
        return bool(year % 100) and _recent(year) and not follower
    if _recent(year):
        if plural and not strong and (year % 1000 == 0 or before in HEDGES):
            return before in ("of", "for", "its", "their", "the", "our", "his", "her")
        return strong or not (plural and before in HEDGES)
    if plural:
        return False
    if strong or before in BORN:
        return True
    if before in ("of", "from", "to", "and", "or", "than", "late", "early", "mid"):
        return not follower or follower.lower() in ("to", "and", "until", "through")
    if k and tokens.words[k - 1].endswith("("):
        return tokens.at(k + 1)[:1] == ")"
    return before in ("the", "its", "their") and follower.lower() in BORN


def _suffixed(tokens: Tokens, k: int, part: Part, right: str) -> Part | None:
    """ "2026E", "1990s", "2025Q1"."""
    if right in _SUFFIXES and not tokens.at(k + 2)[:1].isalnum():
        return part._replace(last=k + 2)
    if right == "s" and part.year is not None and part.year % 10 == 0:
        return part._replace(last=k + 2, gran="decade")
    if right in ("Q", "H"):
        return _year_first(tokens, part, k + 1)
    return None


def _joined(tokens: Tokens, part: Part, mark: str, follower: str) -> Part | None:
    """A year with digits behind a dash or stroke: "2022–23", "2025/26", "2026-05-12"."""
    year = part.year or 0
    k = part.first
    length = len(follower)
    dash = mark in DASHES or mark == "/"
    if mark == "," and length == 4 and _recent(year) and _recent(int(follower)):
        return part
    if not dash or tokens.at(k + 3)[:1] in _BAD_RIGHT - _CURRENCY:
        return None
    if length == 4:
        to = int(follower)
        if not year < to <= year + 150 or to > 2100 or tokens.at(k + 3)[:1].isalpha():
            return None
        end = Part(k + 2, k + 3, "year", year=to)
        return part._replace(last=k + 3, gran="range", form="range", other=end)
    if length > 2:
        return None
    number = int(follower)
    next_mark, third = tokens.at(k + 3), tokens.at(k + 4)
    if next_mark == mark and third.isdecimal() and len(third) <= 2:
        day = int(third)
        if not (1 <= number <= 12 and 1 <= day <= _DAYS_IN_MONTH[number - 1]):
            return None
        return part._replace(last=_time_end(tokens, k + 5), gran="day", number=number, day=day)
    suffixed = next_mark in _SUFFIXES
    if (
        length < 2
        or (next_mark[:1].isalnum() and not suffixed)
        or (next_mark == mark and third[:1].isalnum())
    ):
        return None
    if number == (year + 1) % 100 or (number > 12 and number > year % 100):
        to = year - year % 100 + number + (100 if number < year % 100 else 0)
        label = f"{year}/{number:02d}" if mark == "/" else ""
        end = Part(k + 2, k + 3, "year", year=to)
        last = k + 3 + suffixed
        return part._replace(last=last, gran="range", form="range", other=end, label=label)
    if mark in HYPHENS and 1 <= number <= 12 and follower[0] in "01":
        return part._replace(last=k + 3, gran="month", number=number)
    return None


def _year_first(tokens: Tokens, year: Part, k: int) -> Part | None:
    """ "2025 Q1", "2025-H2", "2026 first quarter": what follows the year at token `k`."""
    word = tokens.at(k)
    part: Part | None = None
    if word in ("Q", "H"):
        part = _period_code(tokens, k, k, k + 1, k + 2, trusted=True)
    elif word.lower() in ORDINALS and word.lower() != "final":
        part = _ordinal(tokens, k)
    if part is None or not part.yearless:
        return None
    return part._replace(first=year.first, year=year.year)


def _clock_or_numeric(tokens: Tokens, k: int, mark: str) -> Part | None:
    """ "12/05/2026", "12.05.2026", "9.30 a.m."."""
    second, mark2, third = tokens.at(k + 2), tokens.at(k + 3), tokens.at(k + 4)
    if not second.isdecimal() or len(second) > 2 or not _free_left(tokens, k):
        return None
    if mark2 == mark and len(third) == 4 and third.isdecimal() and 1900 <= int(third) <= 2100:
        if tokens.at(k + 5)[:1].isalnum():
            return None
        one, two = int(tokens.words[k]), int(second)
        part = Part(k, k + 5, "day", year=int(third))
        if 1 <= two <= 12 and 1 <= one <= 31 and (mark == "." or one > 12 or one == two):
            return part._replace(number=two, day=one) if one <= _DAYS_IN_MONTH[two - 1] else None
        if mark == "/" and 1 <= one <= 12 and 12 < two <= _DAYS_IN_MONTH[one - 1]:
            return part._replace(number=one, day=two)
        # "05/06/2026" has two readings.
        return part._replace(form="ambiguous") if mark == "/" and 1 <= one <= 12 and 1 <= two <= 12 else None
    if mark == "." and len(second) == 2 and int(second) < 60:
        word = tokens.at(k + 4) if mark2.isspace() or mark2 == " " else mark2
        at = k + 4 if mark2.isspace() else k + 3
        return _clock(tokens, k, at) if word in _CLOCK_WORDS else None
    return None


_CLOCK_WORDS = frozenset(("a", "p", "am", "pm", "AM", "PM", "o", "A", "P"))


def _clock(tokens: Tokens, k: int, at: int) -> Part | None:
    """ "10 a.m.", "10am", "five o'clock" is left alone."""
    if int(tokens.words[k]) > 24:
        return None
    word = tokens.words[at].lower()
    if word in ("am", "pm"):
        return Part(k, at + 1, "time") if at == k + 1 or not tokens.at(at + 1)[:1].isalnum() else None
    if word == "o":
        return Part(k, at + 3, "time") if tokens.at(at + 2) == "clock" else None
    return Part(k, at + 3, "time") if tokens.at(at + 1) == "." and tokens.low(at + 2) == "m" else None


_RATIOS = frozenset(("ratio", "odds", "score", "scale"))


def _time(tokens: Tokens, k: int) -> Part | None:
    """ "9:30", "18:00:05", "8:15 p.m."."""
    minutes = tokens.at(k + 2)
    if len(minutes) != 2 or not minutes.isdecimal() or int(minutes) > 59 or int(tokens.words[k]) > 24:
        return None
    if k and not (tokens.words[k - 1][-1].isspace() or tokens.words[k - 1][-1] in "([\"'“–-*_|"):
        return None
    if not _RATIOS.isdisjoint((tokens.low(k - 2), tokens.low(k - 4))):
        return None
    end = _time_end(tokens, k)
    part = Part(k, end, "time")
    at = end + 1 if tokens.at(end).isspace() else end
    if tokens.at(at) in _CLOCK_WORDS:
        later = _clock(tokens, k, at)
        if later is not None:
            return later
    return part


def _time_end(tokens: Tokens, k: int) -> int:
    """Behind a clock time with its zone offset, from token `k` or from "T" or a space in front of it."""
    at = k
    if tokens.at(at) == "T" or (tokens.at(at) == " " and tokens.at(at + 2) == ":"):
        at += 1
    if not (tokens.at(at).isdecimal() and tokens.at(at + 1) == ":" and tokens.at(at + 2).isdecimal()):
        return k
    at += 3
    for _ in range(5):
        if tokens.at(at) in (":", ".", "+") and tokens.at(at + 1).isdecimal():
            at += 2
    return at + 1 if tokens.at(at) == "Z" else at


# --- months and days ------------------------------------------------------------------------------


def _month(tokens: Tokens, k: int, trusted: bool = False) -> Part | None:
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
    dated = _with_year(tokens, part)
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


MONTH_JOINTS = frozenset(("to", "and", "through"))


def _month_day(tokens: Tokens, part: Part, k: int, previous: str) -> Part | None:
    """The day behind a month's name at token `k`, with its year; None if the number is a quantity."""
    word = tokens.words[k]
    number = int(word)
    if not 1 <= number <= _DAYS_IN_MONTH[part.number - 1]:
        return None
    last = k + 1
    if tokens.at(last) in ("st", "nd", "rd", "th"):
        last += 1
    gap, follower = tokens.at(last), tokens.at(last + 1)
    if (
        gap[:1].isalnum()
        or gap[:1] in _BAD_RIGHT
        or (gap in (".", ",", ":") and follower[:1].isdigit() and len(follower) != 4)
    ):
        return None
    day = part._replace(last=last, gran="day", day=number)
    if gap.strip() in DASHES and gap and follower.isdecimal() and len(follower) <= 2:
        to = int(follower)
        if number < to <= _DAYS_IN_MONTH[part.number - 1]:
            end = _with_year(tokens, day._replace(last=last + 2, day=to))
            return end._replace(gran="range", form="range", day=number, other=end)
    dated = _with_year(tokens, day)
    if not dated.yearless:
        return dated
    if previous == "in" or follower.lower() in nouns()["unit"]:
        # "in May 12 people died", "April 5 MW".
        return None
    return day


def _weekday(tokens: Tokens, k: int) -> Part | None:
    """ "Sunday 18 January", "on Tuesday"."""
    words = tokens.words
    gap = tokens.at(k + 1)
    if gap.strip() in ("", ",", ".,", ".") and gap and k + 2 < tokens.count:
        follower = words[k + 2]
        day = _date(tokens, k + 2) if follower not in WEEKDAYS else None
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


def _with_year(tokens: Tokens, part: Part) -> Part:
    """The part with the year that follows it, in digits or in words; itself if none does."""
    k = part.last
    gap = tokens.at(k)
    if not gap or k + 1 >= tokens.count:
        return part
    j = k + 1
    if gap[0].isalnum():
        return part
    stripped = gap.strip()
    word = tokens.words[j]
    if (
        stripped in ("'", "’")
        or (stripped in HYPHENS and part.gran in ("month", "day"))
        or stripped in ("/", "-")
    ):
        # "Apr '26", "Mar-26", "Q4/2025".
        if word.isdecimal() and len(word) == 2 and not tokens.at(j + 1)[:1].isalnum() and stripped != "/":
            return part._replace(last=j + 1, year=2000 + int(word))
    elif stripped not in ("", ",", ".", ".,"):
        return part
    if word.isdecimal():
        if len(word) != 4 or not _year_right(tokens, j, int(word)) or (stripped == "." and part.day):
            return part
        return part._replace(last=j + 1, year=int(word))
    if stripped == ".":
        return part
    low = word.lower()
    if low in ("of", "in"):
        if low == "in" and part.gran != "month":
            return part
        j = tokens.after(j + 1)
        low = tokens.low(j)
        if tokens.at(j).isdecimal():
            if len(tokens.words[j]) != 4 or not _year_right(tokens, j, int(tokens.words[j])):
                return part
            return part._replace(last=j + 1, year=int(tokens.words[j]))
    elif stripped and low not in ("fy", "fiscal"):
        return part
    found = _year_in_words(tokens, j, low)
    if found is None:
        return part
    if found.fiscal and part.gran not in ("quarter", "half"):
        return part
    return part._replace(
        last=found.last,
        year=found.year,
        rel=found.rel,
        fiscal=found.fiscal or part.fiscal,
        relative=found.relative,
    )


def _year_right(tokens: Tokens, k: int, year: int) -> bool:
    """Whether the four digits at `k`, where a year is expected, are one: not "2025.5", "2025%"."""
    if not 1800 <= year <= 2100:
        return False
    gap = tokens.at(k + 1)
    if not gap:
        return True
    if gap[0].isalnum():
        return gap in _SUFFIXES
    return gap[0] not in _BAD_RIGHT and not (gap in (".", ",") and tokens.at(k + 2)[:1].isdigit())


def _year_in_words(tokens: Tokens, k: int, low: str) -> Part | None:
    """ "fiscal 2026", "FY26", "this year", "the year" at token `k`."""
    if low in ("fiscal", "fy", "financial", "calendar"):
        found = _fiscal(tokens, k, year_only=True)
        return found if found is not None and found.gran == "year" else None
    if low == "the":
        k = tokens.after(k + 1)
        low = tokens.low(k)
        if low in ("year", "decade"):
            if low == "decade":
                return None
            if tokens.low(tokens.after(k + 1)) in ("before", "earlier"):
                return Part(k, k + 3, "year", rel=-1, relative=True)
            return Part(k, k + 1, "year", rel=0, relative=True)
    shift = _REL.get(low)
    if shift is None or low == "past":
        return None
    j = tokens.after(k + 1)
    if tokens.low(j) in ("fiscal", "financial", "calendar", "full"):
        j = tokens.after(j + 1)
    if tokens.low(j) != "year" or tokens.at(j + 1)[:1] in HYPHENS:
        return None
    return Part(k, j + 1, "year", rel=shift, relative=True)


# --- quarters, halves, fiscal years ---------------------------------------------------------------


def _period_code(
    tokens: Tokens, letter: int, first: int, digit: int, last: int, trusted: bool = False
) -> Part | None:
    """ "Q1 2026", "1Q26", "H1 2025"; the letter and the digit stand at the given tokens."""
    word, number = tokens.words[letter].upper(), tokens.at(digit)
    if len(number) != 1 or not number.isdecimal():
        return None
    which = int(number)
    gran = "quarter" if word == "Q" else "half"
    if not 1 <= which <= (4 if word == "Q" else 2):
        return None
    left, right = tokens.at(first - 1), tokens.at(last)
    named = left and (left[-1].isalnum() or (left[-1] in "-.$#_" and first > 1)) and not left.isdecimal()
    if named and not trusted:
        return None
    part = Part(first, last, gran, number=which)
    if right[:1].isdecimal():
        # "1Q26", "1Q2026".
        if len(right) == 2 and first == digit:
            return part._replace(last=last + 1, year=2000 + int(right))
        if len(right) == 4 and 1900 <= int(right) <= 2100:
            return part._replace(last=last + 1, year=int(right))
        return None
    if right == "FY":
        found = _fiscal(tokens, last, year_only=True)
        return None if found is None else part._replace(last=found.last, year=found.year, fiscal=True)
    if right[:1].isalpha() and right not in ("E", "A", "e"):
        return None
    dated = _with_year(tokens, part)
    if trusted or not dated.yearless or gran == "quarter":
        return dated
    # Bare "H1" and "H2" are as often a heading, hydrogen or a visa.
    before = tokens.low(tokens.before(first))
    return (
        dated if before in ("in", "during", "until", "by", "since", "and", "vs") or right in DASHES else None
    )


def _code(tokens: Tokens, k: int) -> Part | None:
    return _period_code(tokens, k, k, k + 1, k + 2)


def _ordinal(tokens: Tokens, k: int) -> Part | None:
    """ "first quarter of 2026", "first-half", "first nine months of 2025"."""
    j = tokens.after(k + 1)
    low = tokens.low(j)
    fiscal = low in ("fiscal", "financial")
    if fiscal:
        j = tokens.after(j + 1)
        low = tokens.low(j)
    which = ORDINALS[tokens.words[k].lower()]
    if low in ("quarter", "half", "quarters", "halves"):
        part = _which(tokens, k, which, j)
        return part._replace(fiscal=True) if part is not None and fiscal else part
    count = NUMBERS.get(low, 0) or (int(low) if low.isdecimal() and len(low) <= 2 else 0)
    unit = UNITS.get(tokens.low(tokens.after(j + 1))) if count else None
    if which == 1 and unit in ("month", "quarter") and 1 < count <= 11:
        part = _with_year(
            tokens, Part(k, j + 3, "range", number=count * (3 if unit == "quarter" else 1), form="first")
        )
        return None if part.yearless else part
    return None


def _which(tokens: Tokens, first: int, which: int, noun: int) -> Part | None:
    """The quarter or half named by an ordinal; `noun` is the token of "quarter" or "half"."""
    gran = "half" if tokens.low(noun).startswith("hal") else "quarter"
    most = 2 if gran == "half" else 4
    last_one = which == 9
    which = most if last_one else which
    if not 1 <= which <= most:
        return None
    before = tokens.before(first)
    part = Part(first, noun + 1, gran, number=which)
    if tokens.low(before) in ("fiscal", "financial"):
        part = part._replace(first=before, fiscal=True)
    dated = _with_year(tokens, part)
    if not dated.yearless:
        return dated
    ended = _ended(tokens, part.last, gran, 3 if gran == "quarter" else 6)
    if ended is not None:
        return ended._replace(first=part.first)
    following = tokens.low(tokens.after(noun + 1))
    if following in ("of", "century", "time", "hour", "dozen", "an") or tokens.low(before) in (
        "a",
        "one",
        "another",
    ):
        # "the second half of the book", "a third quarter".
        return None
    return None if last_one and gran == "half" else dated


def _fiscal(tokens: Tokens, k: int, year_only: bool = False) -> Part | None:
    """ "fiscal 2026", "FY26", "fiscal year ended September 27, 2025", "fiscal third quarter"."""
    low = tokens.words[k].lower()
    plain = low in ("calendar", "cy")
    right = tokens.at(k + 1)
    if low in ("fy", "cy"):
        if tokens.words[k] not in ("FY", "CY", "Fy", "fy") or (k and tokens.words[k - 1][-1].isalpha()):
            return None
        j = k + 1 if right.isdecimal() else k + 2 if right.strip() in ("", "'", "’", "-") and right else -2
    else:
        j = tokens.after(k + 1)
        if right.strip() in ("'", "’"):
            j = k + 2
    word = tokens.at(j)
    if word.lower() == "year" and low not in ("fy", "cy"):
        if low in ("financial", "fiscal") and not year_only:
            ended = _ended(tokens, j + 1, "year", 12)
            if ended is not None:
                return ended._replace(first=k, fiscal=True)
        j = tokens.after(j + 1)
        word = tokens.at(j)
    if word.isdecimal() and len(word) in (2, 4):
        year = int(word) if len(word) == 4 else 2000 + int(word)
        right = tokens.at(j + 1)
        if not 1900 <= year <= 2100 or (
            len(word) == 2 and low not in ("fy", "cy") and "'" not in tokens.words[j - 1]
        ):
            return None
        if right[:1].isalnum() and right not in _SUFFIXES:
            return None
        last = j + 2 if right[:1].isalnum() else j + 1
        part = Part(k, last, "year", year=year, fiscal=not plain)
        follower = tokens.at(j + 2)
        split = right in ("/", "-", "–") and follower.isdecimal() and len(follower) in (2, 4)
        if split and int(follower) % 100 == (year + 1) % 100:
            end = Part(j + 2, j + 3, "year", year=year + 1)
            mark = f"FY{year}/{(year + 1) % 100:02d}"
            return part._replace(last=j + 3, gran="range", form="range", other=end, label=mark)
        return part
    if low != "fiscal" or year_only:
        return None
    if word.lower() in ORDINALS:
        inner = _ordinal(tokens, j)
        return None if inner is None else inner._replace(first=k, fiscal=True)
    if word == "Q":
        inner = _code(tokens, j)
        return None if inner is None else inner._replace(first=k, fiscal=True)
    return None


# --- words ----------------------------------------------------------------------------------------

_REL = {
    "last": -1, "past": -1, "previous": -1, "prior": -1, "preceding": -1, "this": 0, "current": 0, "same": 0,
    "next": 1, "coming": 1, "following": 1,
}  # fmt: skip
_ENDED = frozenset(("ended", "ending", "to", "through", "until"))


def _rel(tokens: Tokens, k: int) -> Part | None:
    """ "last year", "the past six months", "the same quarter of 2024", "prior-year quarter"."""
    low = tokens.words[k].lower()
    j = tokens.after(k + 1)
    if j < 0:
        return None
    word = tokens.words[j]
    name = word.lower()
    if name in ("fiscal", "financial", "full", "calendar", "business"):
        j = tokens.after(j + 1)
        name = tokens.low(j)
    shift = _REL[low]
    unit = UNITS.get(name)
    if unit is None:
        return _rel_named(tokens, k, j, word, shift)
    previous = low in ("previous", "prior", "preceding")
    if name.endswith("s") and unit != "period":
        return None
    if (
        unit == "year"
        and previous
        and tokens.low(tokens.after(j + 1)) in ("quarter", "period", "month", "half")
    ):
        return Part(k, j + 3, "year", form="basis", basis="year", relative=True, role="against")
    if tokens.at(j + 1)[:1] in HYPHENS and tokens.low(j + 2) in ("end", "on", "over"):
        return None
    if low == "same":
        return _same(tokens, k, j, unit)
    if unit in ("quarter", "half", "month") and low in ("last", "this", "next"):
        whole = _with_year(tokens, Part(k, j + 1, unit, number=_LAST_OF[unit]))
        if low == "last" and not whole.yearless:
            return whole
    if unit in ("period", "day", "half"):
        if previous and unit != "day":
            return Part(k, j + 1, "range", form="unknown", relative=True, role="against")
        return None
    if previous:
        basis = unit if unit in ("year", "quarter", "month", "week") else None
        return Part(k, j + 1, unit, form="basis", basis=basis, relative=True, role="against")
    if low == "following":
        return Part(k, j + 1, unit, form="context", shift=1, relative=True) if unit == "year" else None
    if unit == "decade" or low == "past":
        number = 10 if unit == "decade" else 1
        form = "next" if shift > 0 else "past"
        gran, label = ("decade", "year") if unit == "decade" else ("range", unit)
        part = Part(k, j + 1, gran, number=number, form=form, relative=True)
        return part._replace(label=label, mask=False)
    if unit == "year":
        return Part(k, j + 1, "year", rel=shift, relative=True)
    return Part(k, j + 1, unit, form="shift", shift=shift, relative=True)


_LAST_OF = {"quarter": 4, "half": 2, "month": 12}


def _rel_named(tokens: Tokens, k: int, j: int, word: str, shift: int) -> Part | None:
    """ "last March", "next Tuesday", "the last ten years"."""
    low = tokens.words[k].lower()
    if word in MONTHS and low in ("last", "next", "this"):
        part = _month(tokens, j, trusted=True)
        if part is None or not part.yearless:
            return part
        if part.gran == "month":
            return part._replace(first=k, form="named", shift=shift, relative=True)
        return part
    if word in WEEKDAYS and low in ("last", "next", "this"):
        part = _weekday(tokens, j)
        return None if part is None or part.form != "weekday" else part._replace(first=k, shift=shift)
    if low in ("same", "this", "current"):
        return None
    count = NUMBERS.get(word.lower(), 0) or (int(word) if word.isdecimal() and len(word) <= 3 else 0)
    vague = word.lower() in ("few", "several", "couple")
    m = tokens.after(j + 1)
    if vague and tokens.low(m) == "of":
        m = tokens.after(m + 1)
    unit = UNITS.get(tokens.low(m))
    if not (count or vague) or unit is None or unit in ("half", "period"):
        return None
    if low == "last" and unit in ("month", "quarter") and 1 < count <= 11:
        whole = _with_year(
            tokens, Part(k, m + 1, "range", number=count * (3 if unit == "quarter" else 1), form="final")
        )
        if not whole.yearless:
            return whole
    ended = _ended(tokens, m + 1, unit, count)
    if ended is not None:
        return ended._replace(first=k)
    form = "next" if shift > 0 else "past"
    if vague:
        form, count = "unknown", 0
    return Part(k, m + 1, "range", number=count, form=form, label=unit, relative=True, mask=False)


def _same(tokens: Tokens, k: int, j: int, unit: str) -> Part | None:
    """ "the same quarter of 2024", "the same period a year earlier", "the same year"."""
    against = Part(k, j + 1, "year", form="basis", basis="year", relative=True, role="against")
    m = tokens.after(j + 1)
    word = tokens.low(tokens.after(m + 3)) if tokens.low(m + 2) == "year" else ""
    if tokens.low(m) in ("a", "one", "the") and word in ("earlier", "ago", "before"):
        return against._replace(last=m + 5)
    if tokens.low(m) in ("of", "in"):
        m = tokens.after(m + 1)
    found: Part | None = None
    if tokens.at(m).isdecimal() and len(tokens.words[m]) == 4:
        found = _year(tokens, m, trusted=True)
    elif m >= 0:
        found = _year_in_words(tokens, m, tokens.low(m))
    if found is not None and found.gran == "year" and unit != "year":
        return against._replace(last=found.last, year=found.year, rel=found.rel, form="same")
    if unit in ("year", "quarter", "month", "half"):
        return Part(k, j + 1, unit, form="context", relative=True)
    return None


def _part_of(tokens: Tokens, k: int) -> Part | None:
    """ "mid-2025", "late 2030", "early next year", "end of March", "end-2025"."""
    low = tokens.words[k].lower()
    form = {"beginning": "start", "middle": "mid", "close": "end"}.get(low, low)
    j = tokens.after(k + 1)
    if j < 0:
        return None
    follower = tokens.low(j)
    hyphen = tokens.words[k + 1] in HYPHENS
    if form in ("end", "start") or low == "middle":
        if follower == "of":
            j = tokens.after(j + 1)
            follower = tokens.low(j)
        elif not hyphen and not (
            form == "end"
            and tokens.low(tokens.before(k)) in ("by", "at", "until", "since", "the", "to", "from")
        ):
            return None
    elif follower in ("in", "into") and not hyphen:
        j = tokens.after(j + 1)
        follower = tokens.low(j)
    if follower == "the":
        m = tokens.after(j + 1)
        unit = tokens.low(m)
        if unit in ("decade", "quarter", "month", "year") and tokens.low(tokens.after(m + 1)) not in (
            "before",
            "of",
        ):
            gran = unit
            if unit == "year":
                return Part(k, m + 1, "year", rel=0, relative=True, form=form)
            return Part(k, m + 1, gran, form="shift" if gran != "decade" else "thisdecade", relative=True)
        if unit not in ("year",):
            j = m
            follower = unit
    inner = _calendar(tokens, j, trusted=True)
    if inner is None and j >= 0:
        inner = _year_in_words(tokens, j, follower)
    if (
        inner is None
        or inner.form not in ("", "shift")
        or inner.gran not in ("year", "quarter", "month", "half", "decade")
    ):
        return None
    if inner.form == "shift":
        return inner._replace(first=k)
    return inner._replace(first=k, form=form)


def _calendar(tokens: Tokens, k: int, trusted: bool = False) -> Part | None:
    """Whatever date or period begins at token `k`."""
    if not 0 <= k < tokens.count:
        return None
    word = tokens.words[k]
    if word.isdecimal() and word.isascii():
        return _year(tokens, k, trusted) if len(word) == 4 else _number(tokens, k)
    if word in MONTHS:
        return _month(tokens, k, trusted)
    if word in WEEKDAYS:
        return _weekday(tokens, k)
    handler = _HANDLERS.get(word)
    return None if handler is None or handler in (_unit, _adverb, _part_of) else handler(tokens, k)


def _date(tokens: Tokens, k: int) -> Part | None:
    """The day or month that begins at token `k`; bare month names count."""
    word = tokens.at(k)
    if word in MONTHS:
        return _month(tokens, k, trusted=True)
    if word in WEEKDAYS:
        return _weekday(tokens, k)
    if not (word.isascii() and word.isdecimal()):
        return None
    if len(word) == 4:
        follower = tokens.at(k + 2)
        if tokens.at(k + 1) not in HYPHENS or not follower.isdecimal() or not 1800 <= int(word) <= 2100:
            return None
        return _joined(tokens, Part(k, k + 1, "year", year=int(word)), "-", follower)
    if len(word) > 2:
        return None
    j = tokens.after(k + 2) if tokens.at(k + 1) in ("st", "nd", "rd", "th") else tokens.after(k + 1)
    if tokens.low(j) == "of":
        j = tokens.after(j + 1)
    return _day_month(tokens, k, k, j) if tokens.at(j) in MONTHS else None


def _ended(tokens: Tokens, k: int, unit: str, count: int) -> Part | None:
    """ "… ended March 31, 2026", "… to June 2025" behind a unit whose gap stands at token `k`."""
    j = tokens.after(k)
    if tokens.low(j) == "that":
        j = tokens.after(j + 1)
    if tokens.low(j) not in _ENDED:
        return None
    j = tokens.after(j + 1)
    if tokens.low(j) == "on":
        j = tokens.after(j + 1)
    if tokens.low(j) == "date" and unit == "year":
        return Part(j, j + 1, "range", form="ytd", relative=True)
    if tokens.low(j) == "end" and tokens.at(tokens.after(j + 1)) in MONTHS:
        j = tokens.after(j + 1)
    part = _date(tokens, j)
    if part is None or part.gran not in ("day", "month") or part.form:
        return None
    gran = (
        unit
        if count in (1, 3, 6, 12) and unit != "month"
        else {3: "quarter", 6: "half", 12: "year"}.get(count, "range")
    )
    months = {"year": 12, "quarter": 3, "half": 6}.get(unit, 1) * count if unit != "month" else count
    if unit in ("year", "quarter", "half"):
        months = count if count in (3, 6, 12) else months
    if unit == "month" and count == 1:
        gran = "month"
    days = count * 7 if unit == "week" else 0
    whole = Part(j, part.last, gran, form="ended", other=part, day=days)
    return whole if unit in ("week", "day") else whole._replace(number=months)


def _counted(tokens: Tokens, first: int, count: int, noun: int) -> Part | None:
    """ "twelve months to June 2025", "two years ago"; plain lengths of time are quantities and left alone."""
    if not 0 < count <= 400:
        return None
    unit = UNITS[tokens.words[noun].lower()]
    if unit in ("half", "period", "decade"):
        return None
    length = {"quarter": 3, "year": 12}.get(unit, 1) * count
    if unit in ("month", "year", "quarter") and length <= 120:
        ended = _ended(tokens, noun + 1, "month", length)
    else:
        ended = _ended(tokens, noun + 1, unit, count) if unit == "week" else None
    if ended is not None:
        return ended._replace(first=first)
    word = tokens.low(tokens.after(noun + 1))
    if word not in ("ago", "earlier", "previously"):
        return None
    basis = unit if count == 1 and unit in ("year", "quarter", "month", "week") else None
    form = "ago" if word == "ago" and basis is None else "basis" if basis else "unknown"
    return Part(first, noun + 3, unit, form=form, shift=-count, number=count, basis=basis, relative=True,
                role="against" if basis else "at")  # fmt: skip


def _unit(tokens: Tokens, k: int) -> Part | None:
    """What "year", "quarter", "month" … mean with the words around them."""
    low = tokens.words[k].lower()
    unit = UNITS[low]
    b = tokens.before(k)
    before = tokens.low(b)
    a = tokens.after(k + 1)
    following = tokens.low(a)
    if following in ("on", "over") and tokens.low(tokens.after(a + 1)) == low:
        return Part(k, a + 3, unit, form="basis", basis=unit, relative=True, role="against")
    if before in NUMBERS and (low.endswith("s") or before in ("a", "one")):
        part = _counted(tokens, b, NUMBERS[before], k)
        if part is not None:
            return part
        if following == "before" and before in ("a", "one") and unit != "day" and not low.endswith("s"):
            return _before(tokens, k, b, a, unit)
        return None
    if low.endswith("s") or before in ("a", "an", "one", "per", "each", "every", "any"):
        return None
    if following in ("ago", "earlier") and tokens.words[k + 1] in HYPHENS:
        noun = tokens.after(a + 1)
        last = noun + 1 if tokens.low(noun) in ("quarter", "period", "month", "half") else a + 1
        return Part(k, last, unit, form="basis", basis=unit, relative=True, role="against")
    if following in ("ago", "earlier", "before", "prior") and before == "the":
        return _before(tokens, k, b, a, unit)
    if unit == "year":
        if following == "end":
            part = _with_year(tokens, Part(k, a + 1, "year"))
            if part.yearless:
                return part._replace(rel=0, relative=True, form="end")
            return part._replace(form="end")
        if following == "to" and tokens.low(tokens.after(a + 1)) == "date":
            return Part(k, a + 3, "range", form="ytd", relative=True)
    if unit == "week" and tokens.at(a).isdecimal() and len(tokens.words[a]) <= 2:
        number = int(tokens.words[a])
        if not 1 <= number <= 53 or tokens.at(a + 1)[:1] in _BAD_RIGHT or tokens.at(a + 1)[:1].isalnum():
            return None
        part = _with_year(tokens, Part(k, a + 1, "week", number=number))
        return part._replace(form="week", relative=part.yearless)
    if unit in ("year", "quarter", "month", "week"):
        months = {"year": 12, "quarter": 3, "month": 1}.get(unit, 1)
        ended = _ended(tokens, k + 1, unit, months if unit != "week" else 1)
        if ended is not None:
            first = b if before in ("fiscal", "financial") else k
            return ended._replace(first=first, fiscal=before in ("fiscal", "financial"))
    if before in ("fiscal", "financial", "full", "calendar"):
        b = tokens.before(b)
        before = tokens.low(b)
    if unit not in ("year", "quarter", "month") or before not in ("the", "that"):
        return None
    if tokens.at(k + 1) in HYPHENS or following == "of":
        return None
    outer = tokens.low(tokens.before(b))
    if outer == "on" and unit in ("year", "quarter", "month") and before == "the":
        return Part(tokens.before(b), k + 1, unit, form="basis", basis=unit, relative=True, role="against")
    if before == "that" and outer not in ("in", "during", "by", "for", "of"):
        return None
    if outer in ("in", "during", "for", "of", "ended", "over", "throughout", "through"):
        return Part(b, k + 1, unit, form="context", relative=True)
    return None


def _before(tokens: Tokens, k: int, first: int, word: int, unit: str) -> Part | None:
    """ "the year before", unless it goes on: "the year before the merger"."""
    gap = tokens.at(word + 1)
    if tokens.low(word) == "before" and gap.isspace():
        if tokens.low(word + 2) in (
            "the",
            "a",
            "an",
            "its",
            "his",
            "her",
            "their",
            "that",
            "it",
            "they",
            "he",
            "she",
        ):
            return None
        if tokens.at(word + 2)[:1].isdigit():
            return None
    basis = unit if unit in ("year", "quarter", "month", "week") else None
    return Part(first, word + 1, unit, form="basis", basis=basis, relative=True, role="against")


_SHORT_BASES = {"yoy": "year", "qoq": "quarter", "mom": "month"}


def _short_basis(tokens: Tokens, k: int) -> Part | None:
    """ "yoy", "y/y", "q-o-q"."""
    word = tokens.words[k]
    low = word.lower()
    if low in _SHORT_BASES:
        if low == "mom" and word in ("mom", "Mom") and tokens.at(k - 1)[:1] != "%":
            return None
        return Part(
            k, k + 1, _SHORT_BASES[low], form="basis", basis=_SHORT_BASES[low], relative=True, role="against"
        )
    if low == "ytd":
        return Part(k, k + 1, "range", form="ytd", relative=True)
    mark = tokens.at(k + 1)
    if mark not in ("/", "-"):
        return None
    last = k + 3
    if tokens.low(k + 2) == "o" and tokens.at(k + 3) == mark:
        last = k + 5
    if tokens.low(last - 1) != low or (k and tokens.words[k - 1][-1].isalnum()):
        return None
    unit = {"y": "year", "q": "quarter", "m": "month"}[low]
    if tokens.at(last)[:1].isalnum():
        return None
    return Part(k, last, unit, form="basis", basis=unit, relative=True, role="against")


def _letter(tokens: Tokens, k: int) -> Part | None:
    """ "Q1", and the "q/q" that begins with the same letter."""
    if tokens.at(k + 1).isdecimal():
        return _code(tokens, k)
    return _short_basis(tokens, k) if tokens.words[k].lower() == "q" else None


_ADVERBS = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0, "now": 0, "currently": 0}


def _adverb(tokens: Tokens, k: int) -> Part | None:
    """ "today", "now"."""
    if k and tokens.words[k - 1][-1].isalnum():
        return None
    return Part(k, k + 1, "day", form="instant", shift=_ADVERBS[tokens.words[k].lower()], relative=True)


# --- ranges and roles -----------------------------------------------------------------------------

_RANGE_WORDS = frozenset(("to", "through", "until", "till", "thru", "and"))
_RANGE_GRANS = frozenset(("year", "quarter", "half", "month", "day"))


def _extended(tokens: Tokens, part: Part, done: int) -> Part:
    """The range that begins with the part, if one does: "January–March 2026", "between 2019 and 2023"."""
    gap = tokens.at(part.last)
    if not gap or part.gran not in _RANGE_GRANS:
        return part
    opener = tokens.low(tokens.before(part.first))
    stripped = gap.strip()
    j = -2
    if len(stripped) == 1 and stripped in DASHES:
        j = part.last + 1
    elif gap.isspace():
        word = tokens.low(part.last + 1)
        if word in _RANGE_WORDS and (word != "and" or opener == "between"):
            j = tokens.after(part.last + 2)
            if word in ("until", "till") and opener != "from":
                j = -2
    if j < 0 or part.relative:
        return part
    end = _calendar(tokens, j, trusted=not tokens.at(j).isdecimal() or part.gran == "year")
    if end is None or end.gran != part.gran or end.form or end.relative or end.first != j:
        return part
    if part.gran == "year" and (end.year or 0) <= (part.year or 0):
        return part
    first = part.first
    if opener in ("from", "between") and first - 2 >= done:
        first -= 2
    return part._replace(first=first, last=end.last, gran="range", form="range", other=end)


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
        outer = tokens.low(tokens.before(k))
        if outer in ("level", "levels", "that", "figure", "total") and low == "of":
            outer = tokens.low(tokens.before(tokens.before(k)))
        if outer == "than" and tokens.low(tokens.before(tokens.before(k))) in ("other", "rather"):
            return "at"
        if outer in _AGAINST or (outer in ("with", "to") and _compares(tokens, tokens.before(k))):
            return "against"
        if low == "on" and tokens.at(k - 1).startswith("%"):
            return "against"
        return "at"
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


def _compares(tokens: Tokens, k: int) -> bool:
    return tokens.low(tokens.before(k)) in ("compared", "comparison", "compares", "comparing", "relative")


def _handlers() -> dict[str, _Handler]:
    table: dict[str, _Handler] = {}
    groups: tuple[tuple[str, _Handler], ...] = (
        ("first second third fourth final", _ordinal),
        ("last past previous prior preceding this current same next coming following", _rel),
        ("early mid late end start beginning middle close", _part_of),
        ("year quarter month week years quarters months weeks days day", _unit),
        ("today yesterday tomorrow tonight now currently", _adverb),
        ("fiscal financial calendar", _fiscal),
        ("yoy qoq mom ytd", _short_basis),
    )
    for line, handler in groups:
        for word in line.split():
            table[word] = table[word.capitalize()] = table[word.upper()] = handler
    table.update(YoY=_short_basis, QoQ=_short_basis, MoM=_short_basis, FY=_fiscal, CY=_fiscal)
    table.update(y=_short_basis, m=_short_basis, q=_letter, Y=_short_basis, Q=_letter, H=_letter)
    table.update(dict.fromkeys(MONTHS, _month))
    table.update(dict.fromkeys(WEEKDAYS, _weekday))
    return table


_HANDLERS = _handlers()
