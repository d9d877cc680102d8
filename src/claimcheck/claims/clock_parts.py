"""Times of day and dates in digits."""

from __future__ import annotations

from claimcheck.claims.period_tokens import Part, Tokens, free_left, time_end
from claimcheck.claims.year_parts import DAYS_IN_MONTH

CLOCK_WORDS = frozenset(("a", "p", "am", "pm", "AM", "PM", "o", "A", "P"))
_RATIOS = frozenset(("ratio", "odds", "score", "scale"))


def clock_or_numeric(tokens: Tokens, k: int, mark: str) -> Part | None:
    """ "12/05/2026", "12.05.2026", "9.30 a.m."."""
    second, mark2, third = tokens.at(k + 2), tokens.at(k + 3), tokens.at(k + 4)
    if not second.isdecimal() or len(second) > 2 or not free_left(tokens, k):
        return None
    if mark2 == mark and len(third) == 4 and third.isdecimal() and 1900 <= int(third) <= 2100:
        if tokens.at(k + 5)[:1].isalnum():
            return None
        part = Part(k, k + 5, "day", year=int(third))
        return _day_in_digits(part, int(tokens.words[k]), int(second), mark)
    if mark == "." and len(second) == 2 and int(second) < 60:
        word = tokens.at(k + 4) if mark2.isspace() or mark2 == " " else mark2
        at = k + 4 if mark2.isspace() else k + 3
        return read_clock(tokens, k, at) if word in CLOCK_WORDS else None
    return None


def _day_in_digits(part: Part, one: int, two: int, mark: str) -> Part | None:
    """A date from its first two figures; "05/06/2026" has two readings."""
    if 1 <= two <= 12 and 1 <= one <= 31 and (mark == "." or one > 12 or one == two):
        return part._replace(number=two, day=one) if one <= DAYS_IN_MONTH[two - 1] else None
    if mark == "/" and 1 <= one <= 12 and 12 < two <= DAYS_IN_MONTH[one - 1]:
        return part._replace(number=one, day=two)
    return part._replace(form="ambiguous") if mark == "/" and 1 <= one <= 12 and 1 <= two <= 12 else None


def read_clock(tokens: Tokens, k: int, at: int) -> Part | None:
    """ "10 a.m.", "10am", "five o'clock" is left alone."""
    if int(tokens.words[k]) > 24:
        return None
    word = tokens.words[at].lower()
    if word in ("am", "pm"):
        return Part(k, at + 1, "time") if at == k + 1 or not tokens.at(at + 1)[:1].isalnum() else None
    if word == "o":
        return Part(k, at + 3, "time") if tokens.at(at + 2) == "clock" else None
    return Part(k, at + 3, "time") if tokens.at(at + 1) == "." and tokens.low(at + 2) == "m" else None


def read_time(tokens: Tokens, k: int) -> Part | None:
    """ "9:30", "18:00:05", "8:15 p.m."."""
    minutes = tokens.at(k + 2)
    if len(minutes) != 2 or not minutes.isdecimal() or int(minutes) > 59 or int(tokens.words[k]) > 24:
        return None
    if k and not (tokens.words[k - 1][-1].isspace() or tokens.words[k - 1][-1] in "([\"'“–-*_|"):
        return None
    if not _RATIOS.isdisjoint((tokens.low(k - 2), tokens.low(k - 4))):
        return None
    end = time_end(tokens, k)
    part = Part(k, end, "time")
    at = end + 1 if tokens.at(end).isspace() else end
    if tokens.at(at) in CLOCK_WORDS:
        later = read_clock(tokens, k, at)
        if later is not None:
            return later
    return part
