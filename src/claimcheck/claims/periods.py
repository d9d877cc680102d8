"""Finds the periods that a text speaks of, and works out which days they are.

Which number a period belongs to is for others to say. A mention's span covers the calendar words themselves;
a preposition in front stays outside ("by 2027" has the span of "2027" and the role "by"), save the "from"
and "between" of a range.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from claimcheck.claims.period_parts import Part, Tokens, role_of, scan
from claimcheck.claims.period_words import AHEAD, FUTURE, MONTH_NAMES
from claimcheck.model.claims import Period
from claimcheck.model.spans import Span


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period where it stands in a text."""

    span: Span
    period: Period | None
    """None where it is relative and nothing tells to what."""
    role: str
    """at, by, since, from, to, against."""
    relative: bool
    """Whether it was worked out from the publication date or from another mention."""
    granularity: str
    """year, half, quarter, month, week, day, range, decade."""
    basis: str | None = None
    """For a comparison with the period before: year, quarter, month or week."""


def find_periods(text: str, published: date | None) -> list[PeriodMention]:
    """All periods in the text, in order and without overlap."""
    tokens, parts = scan(text)
    if not parts:
        return []
    parts = [_with_role(tokens, part) for part in parts if part.gran != "time"]
    starts = tokens.starts()
    mentions: list[PeriodMention] = []
    known: list[Part] = []
    for index, part in enumerate(parts):
        placed = _placed(tokens, parts, index, known, published)
        known.append(placed)
        period = _period(placed, published)
        if period is not None and part.role in ("since", "after"):
            period = _open_ended(period, part.role, published)
        mentions.append(
            PeriodMention(
                span=Span(starts[part.first], starts[part.last - 1] + len(tokens.words[part.last - 1])),
                period=period,
                role="since" if part.role == "after" else part.role,
                relative=part.relative or (part.yearless and placed is not part),
                granularity=part.gran,
                basis=part.basis,
            )
        )
    return mentions


def _with_role(tokens: Tokens, part: Part) -> Part:
    role = role_of(tokens, part.first, part.last) if part.role == "at" else "at"
    return part if role == "at" else part._replace(role=role)


def mask_spans(text: str) -> list[Span]:
    """Where digits and number words are calendar matter and no quantities, times of day included."""
    tokens, parts = scan(text)
    if not parts:
        return []
    starts = tokens.starts()
    return [Span(starts[part.first], starts[part.last]) for part in parts if part.mask]


def date_in_text(text: str) -> date | None:
    """The first full calendar date in the text, in any of the usual English forms."""
    _, parts = scan(text)
    for part in parts:
        day = part.other if part.form == "ended" and part.other is not None else part
        if day.gran == "day" and day.form == "" and day.year is not None:
            found = _period(day, None)
            if found is not None:
                return found.start
    return None


# --- from parts to days ---------------------------------------------------------------------------


def _period(part: Part, published: date | None) -> Period | None:
    try:
        return _FORMS[part.form](part, published) if part.form in _FORMS else None
    except (ValueError, OverflowError):
        # A day that its month does not have, or a year before the first.
        return None


def _year_of(part: Part, published: date | None) -> int | None:
    if part.year is not None:
        return part.year
    return None if part.rel is None or published is None else published.year + part.rel


def _month_end(year: int, month: int) -> date:
    year, month = year + month // 12, month % 12 + 1
    return date(year, month, 1) - timedelta(days=1) if year <= 9999 else date.max


def _months(label: str, year: int, first: int, last: int) -> Period:
    return Period(label, date(year, first, 1), _month_end(year, last))


def _plain(part: Part, published: date | None) -> Period | None:
    year = _year_of(part, published)
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
    year = _year_of(part, published)
    return None if year is None else _months(f"first {part.number} months of {year}", year, 1, part.number)


def _final_months(part: Part, published: date | None) -> Period | None:
    year = _year_of(part, published)
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
    year = _year_of(part, published)
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


def _open_ended(period: Period, role: str, published: date | None) -> Period:
    """ "since 2019" runs to the publication date; "after 2030" has no end."""
    if role == "after":
        start = None if period.end is None or period.end == date.max else period.end + timedelta(days=1)
        return Period(f"after {period.label}", start, None)
    end = (
        published
        if published is not None and period.start is not None and period.start <= published
        else None
    )
    return Period(f"since {period.label}", period.start, end)


# --- what the words leave to the context ----------------------------------------------------------

_NEARBY = 5
"""How many mentions on either side are asked for a year."""
_SAME_SENTENCE = 80
"""Tokens within which two mentions may stand in one sentence."""
_FUTURE_WITHIN = 8
"""Tokens within which "will" or "expected" makes a date a coming one."""
_SENTENCE = 50
"""Pieces to both sides within which a word of the future counts against the past."""
_LATEST_LOOKING_BACK = 9
"""Month up to which "year-end" without a word of the future is the one that has been."""
_SHIFTED = frozenset(("year", "quarter", "half", "month", "day"))


def _placed(
    tokens: Tokens, parts: Sequence[Part], index: int, known: Sequence[Part], published: date | None
) -> Part:
    """The part with what its context adds: a year, or the period that it is measured from."""
    part = parts[index]
    form = part.form
    if form == "basis" or form == "same":
        return _compared(tokens, parts, index, known, published)
    if form == "context":
        alike = (p for p in reversed(known[-12:]) if p.gran == part.gran and p.form in ("", "ended"))
        anchor = next(alike, None)
        if anchor is None or (anchor.yearless and anchor.form == ""):
            return part
        if not part.shift:
            return anchor._replace(role=part.role)
        year = _year_of(anchor, published)
        return part if year is None else anchor._replace(year=year + part.shift, rel=None)
    if form == "ended" and part.other is not None and part.other.yearless:
        return part._replace(other=_dated(tokens, parts, index, part.other, published))
    if form == "range" and part.other is not None and part.yearless and part.other.yearless:
        end = _dated(tokens, parts, index, part.other, published)
        return part if end.year is None else part._replace(other=end)
    if form in ("", "early", "mid", "late", "end", "start", "week") and part.yearless:
        return _dated(tokens, parts, index, part, published)
    if form == "end" and part.gran == "year" and part.year is None and part.rel == 0:
        return part._replace(rel=-1) if _is_over(tokens, part, published) else part
    return part


def _is_over(tokens: Tokens, part: Part, published: date | None) -> bool:
    """Whether "at year-end", of a text of the first nine months, means the last one: nothing about it speaks of what is to come."""
    if published is None or published.month > _LATEST_LOOKING_BACK or part.role in ("by", "to", "until"):
        return False
    behind = _until(reversed(tokens.words[max(part.first - _SENTENCE, 0) : part.first]), ".!?")
    ahead = _until(tokens.words[part.last : part.last + _SENTENCE], ".!?,;:")
    return AHEAD.isdisjoint(word.lower() for word in (*behind, *ahead))


def _until(words: Iterable[str], marks: str) -> list[str]:
    """The words up to a gap that holds one of some marks and a blank."""
    found = []
    for word in words:
        if any(mark in word for mark in marks) and (word[-1:].isspace() or not word.strip(marks)):
            break
        found.append(word)
    return found


def _compared(
    tokens: Tokens, parts: Sequence[Part], index: int, known: Sequence[Part], published: date | None
) -> Part:
    """ "a year earlier" and the like, by the mention in the same sentence that it is measured from."""
    part = parts[index]
    anchor = next((p for p in reversed(known[-_NEARBY:]) if _can_anchor(p)), None)
    if anchor is None:
        return part
    # "The year before" may look back over a stop to a year; "a year earlier" is about its own sentence.
    loose = part.gran == anchor.gran == "year" and tokens.low(part.first) not in ("a", "one")
    if not loose and not _same_sentence(tokens, anchor.last, part.first):
        return part
    if anchor.form == "ended":
        end = anchor.other
        if part.basis != "year" or end is None or end.year is None:
            return part
        wanted = _year_of(part, published) if part.form == "same" else end.year - 1
        return anchor._replace(other=end._replace(year=wanted), role=part.role)
    year = _year_of(anchor, published)
    if year is None:
        return part
    if part.form == "same":
        wanted = _year_of(part, published)
        return part if wanted is None else anchor._replace(year=wanted, rel=None, role=part.role)
    unit = part.basis or part.gran
    if unit == "year":
        return anchor._replace(year=year - 1, rel=None, role=part.role)
    if unit != anchor.gran or unit not in ("quarter", "month"):
        return part
    most = 4 if unit == "quarter" else 12
    number = anchor.number - 1
    return anchor._replace(year=year if number else year - 1, rel=None, number=number or most, role=part.role)


def _can_anchor(part: Part) -> bool:
    return part.form in ("", "ended") and part.role in ("at", "by") and part.gran in _SHIFTED


def _same_sentence(tokens: Tokens, start: int, end: int) -> bool:
    """Whether no sentence ends between the two tokens."""
    if end - start > _SAME_SENTENCE:
        return False
    for k in range(start, end):
        gap = tokens.words[k]
        if (
            gap != " "
            and gap[-1].isspace()
            and ("." in gap or "!" in gap or "?" in gap)
            and tokens.at(k + 1)[:1].isupper()
        ):
            return False
    return True


def _dated(tokens: Tokens, parts: Sequence[Part], index: int, part: Part, published: date | None) -> Part:
    """A yearless quarter, month or day with the year that the sentence or the publication date gives."""
    if part.gran not in ("quarter", "half", "month", "day"):
        return part
    here = parts[index]
    behind = tokens.words[max(here.first - _FUTURE_WITHIN, 0) : here.first]
    ahead = here.role in ("by", "to") or not FUTURE.isdisjoint(behind)
    explicit = _explicit_year(tokens, parts, index, part.gran in ("month", "day"), published)
    if explicit is not None:
        year = _year_of(explicit, published)
        found = part._replace(year=year, fiscal=part.fiscal or explicit.fiscal)
        if published is None or ahead or year is None:
            return found
        if (year, _first_month(part)) <= (published.year, published.month):
            return found
    if published is None:
        return part
    year = _nearest_year(part.gran, part.number, part.day, published, ahead)
    return part if year is None else part._replace(year=year)


def _explicit_year(
    tokens: Tokens, parts: Sequence[Part], index: int, fine: bool, published: date | None
) -> Part | None:
    """The nearest mention in the same sentence that has a year; days and months ask only their like."""
    here = parts[index]
    best: Part | None = None
    distance = _SAME_SENTENCE
    for other in parts[max(index - _NEARBY, 0) : index + _NEARBY + 1]:
        if other.year is None and (other.rel is None or published is None):
            continue
        if other.form not in ("", "end", "start") or other.gran == "decade":
            continue
        if fine and other.gran not in ("month", "day"):
            continue
        if other.role in ("against", "from") and other.role != here.role:
            # "5% more in June than in June last year": the base has a year of its own.
            continue
        gap = other.first - here.last if other.first >= here.last else here.first - other.last
        first, last = min(other.last, here.last), max(other.first, here.first)
        if gap < distance and _same_sentence(tokens, first, last):
            best, distance = other, gap
    return best


def _first_month(part: Part) -> int:
    months = {"quarter": 3, "half": 6}.get(part.gran, 1)
    return (part.number - 1) * months + 1


@lru_cache(maxsize=512)
def _nearest_year(gran: str, number: int, day: int, published: date, ahead: bool) -> int | None:
    """The year in which a yearless period last began; the coming one where the words look ahead."""
    year = published.year
    this = _period(Part(0, 0, gran, year=year, number=number, day=day), None)
    if this is None or this.start is None or this.end is None:
        return None
    if ahead:
        return year + 1 if (published - this.end).days > 30 else year
    # "The next bulletin appears on 28 January" looks ahead without a word that says so.
    slack = 45 if gran == "day" else 0
    if (this.start - published).days > slack:
        return year - 1
    return year + 1 if slack and (published - this.start).days > 366 - slack else year
