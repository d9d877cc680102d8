"""From the parts that were read to days: what "the six months ended 30 June" are, seen from the day of publication."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from claimcheck.claims.period_tokens import Part
from claimcheck.claims.period_words import MONTH_NAMES
from claimcheck.model.claims import Period

# --- from parts to days ---------------------------------------------------------------------------


def period_of(part: Part, published: date | None) -> Period | None:
    """The days of a part, seen from the day of publication; None where they cannot be told."""
    try:
        return _FORMS[part.form](part, published) if part.form in _FORMS else None
    except (ValueError, OverflowError):
        # A day that its month does not have, or a year before the first.
        return None


def year_of(part: Part, published: date | None) -> int | None:
    """The year of a part; None where it has none."""
    if part.year is not None:
        return part.year
    return None if part.rel is None or published is None else published.year + part.rel


def _month_end(year: int, month: int) -> date:
    year, month = year + month // 12, month % 12 + 1
    return date(year, month, 1) - timedelta(days=1) if year <= 9999 else date.max


def _months(label: str, year: int, first: int, last: int) -> Period:
    return Period(label, date(year, first, 1), _month_end(year, last))


def _plain(part: Part, published: date | None) -> Period | None:
    year = year_of(part, published)
    return None if year is None else _whole(part.gran, year, part.number, part.day, part.fiscal)


@lru_cache(maxsize=1024)
def _whole(gran: str, year: int, number: int, day: int, fiscal: bool) -> Period | None:
    name = f"FY{year}" if fiscal else str(year)
    if gran == "year":
        return _months(name, year, 1, 12)
    if gran == "quarter":
        return _months(f"Q{number} {name}", year, number * 3 - 2, number * 3)
    if gran == "half":
        return _months(f"H{number} {name}", year, number * 6 - 5, number * 6)
    if gran == "month":
        return _months(f"{MONTH_NAMES[number - 1]} {year}", year, number, number)
    if gran == "day":
        return _day(date(year, number, day))
    if gran == "decade":
        return Period(f"{year}s", date(year, 1, 1), date(year + 9, 12, 31))
    return None


def _day(day: date) -> Period:
    return Period(f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}", day, day)


def _stretch(part: Part, published: date | None) -> Period | None:
    """ "early 2026", "mid-2025", "the end of March"."""
    whole = _plain(part, published)
    if whole is None or whole.start is None or whole.end is None:
        return None
    if part.form == "end":
        return whole if part.role == "by" else Period(f"end of {whole.label}", whole.end, whole.end)
    if part.form == "start":
        return Period(f"start of {whole.label}", whole.start, whole.start)
    third = {"early": 0, "mid": 1, "late": 2}[part.form]
    label = f"mid-{whole.label}" if third == 1 else f"{part.form} {whole.label}"
    year = whole.start.year
    if part.gran == "year":
        return _months(label, year, third * 4 + 1, third * 4 + 4)
    if part.gran == "decade":
        first, last = ((0, 3), (4, 6), (7, 9))[third]
        return Period(label, date(year + first, 1, 1), date(year + last, 12, 31))
    if part.gran == "month":
        first, last = ((1, 10), (11, 20), (21, whole.end.day))[third]
        return Period(label, whole.start.replace(day=first), whole.start.replace(day=last))
    return Period(label, whole.start, whole.end)


def _range(part: Part, published: date | None) -> Period | None:
    other = part.other
    if other is None:
        return None
    gran = other.gran
    last = _plain(other, published)
    first = _plain(part._replace(gran=gran), published)
    if first is None and other.year is not None:
        first = _plain(part._replace(gran=gran, year=other.year, fiscal=other.fiscal), published)
    if last is None and part.year is not None:
        last = _plain(other._replace(year=part.year), published)
    if first is None or last is None:
        return None
    if first.start is not None and last.end is not None and first.start > last.end:
        # "December to February 2026" begins the year before.
        if part.year is not None or other.year is None:
            return None
        first = _plain(part._replace(gran=gran, year=other.year - 1), published)
        if first is None:
            return None
    head, tail = first.label, last.label
    if gran != "year" and head.rpartition(" ")[2] == tail.rpartition(" ")[2]:
        head = head.rpartition(" ")[0]
        if gran == "day" and head.partition(" ")[2] == tail.split(" ")[1]:
            head = head.partition(" ")[0]
    return Period(part.label or f"{head}–{tail}", first.start, last.end)


def _ended(part: Part, published: date | None) -> Period | None:
    """ "quarter ended March 31, 2026", "year to June 2025", "week to Sunday 18 January"."""
    whole = None if part.other is None else _plain(part.other, published)
    if whole is None or whole.end is None:
        return None
    end = whole.end
    if part.day:
        return Period(f"week to {whole.label}", end - timedelta(days=part.day - 1), end)
    months = part.number
    month_end = end == _month_end(end.year, end.month)
    year, month = divmod(end.year * 12 + end.month - 1 - months, 12)
    anchor = _month_end(year, month + 1)
    # The stretch begins the day after the same day of the month, so many months before.
    start = (anchor if month_end else anchor.replace(day=min(end.day, anchor.day))) + timedelta(days=1)
    label = f"{months} months to {whole.label}"
    if month_end and end.month % months == 0 and months in (1, 3, 6):
        step = end.month // months
        named = {
            1: f"{MONTH_NAMES[end.month - 1]} {end.year}",
            3: f"Q{step} {end.year}",
            6: f"H{step} {end.year}",
        }
        label = named[months]
    elif months == 12:
        label = str(end.year) if (end.month, end.day) == (12, 31) else f"year to {whole.label}"
        if part.fiscal and label != str(end.year):
            label = f"FY{end.year}"
    elif months == 3:
        label = f"quarter to {whole.label}"
    return Period(label, start, end)


def _first_months(part: Part, published: date | None) -> Period | None:
    """ "the first nine months of 2025"."""
    year = year_of(part, published)
    return None if year is None else _months(f"first {part.number} months of {year}", year, 1, part.number)


def _final_months(part: Part, published: date | None) -> Period | None:
    year = year_of(part, published)
    return (
        None if year is None else _months(f"last {part.number} months of {year}", year, 13 - part.number, 12)
    )


def _back(day: date, unit: str, count: int) -> date:
    """The day so many units before (after, where negative)."""
    if unit in ("day", "week"):
        return day - timedelta(days=count * (7 if unit == "week" else 1))
    months = count * {"year": 12, "decade": 120, "quarter": 3}.get(unit, 1)
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = _month_end(year, month + 1)
    return last.replace(day=min(day.day, last.day))


def _past(part: Part, published: date | None) -> Period | None:
    if published is None:
        return None
    name = part.label if part.number == 1 else f"{part.number} {part.label}s"
    start = _back(published, part.label, part.number) + timedelta(days=1)
    return Period(f"{name} to {_day(published).label}", start, published)


def _next(part: Part, published: date | None) -> Period | None:
    if published is None:
        return None
    name = part.label if part.number == 1 else f"{part.number} {part.label}s"
    end = _back(published, part.label, -part.number)
    return Period(f"{name} from {_day(published).label}", published, end)


def _instant(part: Part, published: date | None) -> Period | None:
    return None if published is None else _day(published + timedelta(days=part.shift))


def _weekday(part: Part, published: date | None) -> Period | None:
    if published is None:
        return None
    back = (published.weekday() - part.number) % 7
    if part.shift > 0:
        return _day(published + timedelta(days=7 - back))
    if part.shift < 0 and back == 0:
        back = 7
    return _day(published - timedelta(days=back))


def _shifted(part: Part, published: date | None) -> Period | None:
    """ "last quarter", "this month", "next week"."""
    if published is None:
        return None
    if part.gran == "week":
        monday = published - timedelta(days=published.weekday() - 7 * part.shift)
        return Period(f"week of {_day(monday).label}", monday, monday + timedelta(days=6))
    day = _back(published.replace(day=1), part.gran, -part.shift)
    number = (day.month - 1) // {"quarter": 3, "half": 6}.get(part.gran, 1) + 1
    return _plain(part._replace(year=day.year, number=number), published)


def _ago(part: Part, published: date | None) -> Period | None:
    """ "two years ago", "three weeks ago"."""
    if published is None:
        return None
    day = _back(published, part.gran, part.number)
    if part.gran == "year":
        return _months(str(day.year), day.year, 1, 12)
    if part.gran in ("month", "quarter"):
        number = day.month if part.gran == "month" else (day.month + 2) // 3
        return _plain(part._replace(year=day.year, number=number), published)
    return _day(day)


def _year_to_date(part: Part, published: date | None) -> Period | None:
    if published is None:
        return None
    return Period(f"{published.year} to {_day(published).label}", date(published.year, 1, 1), published)


def _decade_of(part: Part, published: date | None) -> Period | None:
    if published is None:
        return None
    first = published.year - published.year % 10
    if part.role == "by":
        return Period(f"{first}s", date(first, 1, 1), date(first + 9, 12, 31))
    return Period(f"end of {first}s", date(first + 9, 12, 31), date(first + 9, 12, 31))


def _named_month(part: Part, published: date | None) -> Period | None:
    """ "last March", "next March", "this March"."""
    if published is None:
        return None
    year = published.year
    if part.shift < 0 and part.number >= published.month:
        year -= 1
    elif part.shift > 0 and part.number <= published.month:
        year += 1
    return _plain(part._replace(year=year), published)


def _week_number(part: Part, published: date | None) -> Period | None:
    year = year_of(part, published)
    if year is None:
        return None
    monday = date.fromisocalendar(year, part.number, 1)
    return Period(f"week {part.number} of {year}", monday, monday + timedelta(days=6))


_FORMS = {
    "": _plain, "early": _stretch, "mid": _stretch, "late": _stretch, "end": _stretch, "start": _stretch,
    "range": _range, "ended": _ended, "first": _first_months, "final": _final_months, "past": _past,
    "next": _next, "instant": _instant, "weekday": _weekday, "shift": _shifted, "ago": _ago,
    "ytd": _year_to_date, "thisdecade": _decade_of, "named": _named_month, "week": _week_number,
}  # fmt: skip


@lru_cache(maxsize=512)
def nearest_year(gran: str, number: int, day: int, published: date, ahead: bool) -> int | None:
    """The year in which a yearless period last began; the coming one where the words look ahead."""
    year = published.year
    this = period_of(Part(0, 0, gran, year=year, number=number, day=day), None)
    if this is None or this.start is None or this.end is None:
        return None
    if ahead:
        return year + 1 if (published - this.end).days > 30 else year
    # "The next bulletin appears on 28 January" looks ahead without a word that says so.
    slack = 45 if gran == "day" else 0
    if (this.start - published).days > slack:
        return year - 1
    return year + 1 if slack and (published - this.start).days > 366 - slack else year
