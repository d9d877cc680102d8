"""Publication dates: as metadata give them, and as a byline or dateline near the top of a text does."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from claimcheck.documents.wordsets import words

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"\b(?:(?P<y1>\d{{4}})[-/](?P<m1>\d\d?)[-/](?P<d1>\d\d?)(?!\d)"
    rf"|(?P<d2>\d\d?)(?:st|nd|rd|th)?(?: of)?[ -](?P<m2>{_MONTH})\.?,?[ -](?P<y2>\d{{4}})\b"
    rf"|(?P<m3>{_MONTH})\.? (?P<d3>\d\d?)(?:st|nd|rd|th)?,? (?P<y3>\d{{4}})\b)",
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(
    rf"(?:^|[,|·•–—.:(-] ?)(?P<month>{_MONTH})\.? (?P<year>\d{{4}})"
    r"(?: (?:edition|issue|update|release|report))?[)]?$",
    re.IGNORECASE,
)
_BYLINE_WORDS = re.compile(
    r"(?:^|[\s|(])(?:(?:first |last )?(?:published|updated|posted|issued|released|modified|dated?|filed)"
    r"(?: on| at)?|by [^,|]{1,40},?|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?)[:\s]*$",
    re.IGNORECASE,
)
# Before a date in the middle of a byline: "Letter to members, ", "Union Press | ", "Statistics. ".
_BEFORE = (",", "|", "·", "•", "–", "—", "-", ".", ":", "(", "/")
_AFTER = ("|", "·", "•", "–", "—", "-", ".", ":", "(", ")", "/", ";")
_SMALL_WORDS = words("de del la le of the and am an der du des el di da on upon van von")
_MAX_BYLINE = 130
_MAX_PLACE = 60


def parse_date(value: object) -> date | None:
    """The date that a metadata value names, as written (no time zone is applied); None if it names none.

    Takes dates, ISO and RFC 2822 strings, written-out English dates, and seconds or milliseconds since 1970.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _from_epoch(value)
    if not isinstance(value, str):
        return None
    text = value.strip()[:80]
    if text.isdecimal() and len(text) in (10, 13):
        return _from_epoch(int(text))
    if text.isdecimal() and len(text) == 8:
        return _date(text[:4], text[4:6], text[6:])
    match = _DATE.search(text)
    return _from_match(match) if match else None


def byline_date(line: str) -> date | None:
    """The date of a line that is a byline or dateline; None for every other line, whatever dates it has.

    Such a line is short and has the date at an end or between separators ("Letter to members, 2 March 2026",
    "Updated June 9, 2026"), or opens with a place and a date ("OSTEND, Feb 24, 2026 (Wire) - "). A month
    alone ("City guide, May 2025 edition") stands for its first day.
    """
    line = line.strip()
    match = _DATE.search(line, 0, 110)
    if match is None:
        month = _MONTH_ONLY.search(line) if len(line) <= 80 else None
        return _date(month["year"], month["month"], "1") if month is not None else None
    if match.start() > 80:
        return None
    before, after = line[: match.start()].rstrip(), line[match.end() :].lstrip()
    short = len(line) <= _MAX_BYLINE
    opens = not before or _BYLINE_WORDS.search(before) is not None
    if opens and short and (not after or after.startswith((*_AFTER, ",")) or _is_time_or_name(after)):
        # "May 20, 2026, the company said …" is a sentence, not a byline.
        sentence = after.startswith(",") and after.endswith((".", "!", "?")) and len(after) > 40
        return None if sentence else _from_match(match)
    if not before.endswith(_BEFORE):
        return None
    ends = not after.strip(".)")
    if short and len(before) <= 80 and (ends or after.startswith(_AFTER)) and not _is_sentence(before):
        return _from_match(match)
    if _is_place(before) and after.startswith(("-", "–", "—", "(", ".", ":", "/")):
        return _from_match(match)
    return None


def _is_time_or_name(after: str) -> bool:
    if after.lower().startswith(("by ", "at ")):
        return len(after) <= 60
    return after.lstrip("T")[:1].isdigit() and len(after) <= 25


def _is_sentence(before: str) -> bool:
    """Whether the words before a date run on like prose: "The plant, which opened in Ohio, …"."""
    words = before.split()
    return len(words) > 10 or (
        len(words) > 1 and words[0].lower() in ("in", "on", "since", "from", "as", "until")
    )


def _is_place(before: str) -> bool:
    """Whether the words before a date are a place: every one a name ("Bruges, West Flanders,")."""
    if len(before) > _MAX_PLACE:
        return False
    words = before.replace("/", " ").split()
    return 0 < len(words) <= 7 and all(
        word[0].isupper() or word in _SMALL_WORDS or not word[0].isalnum() for word in words
    )


def _from_match(match: re.Match[str]) -> date | None:
    for form in "123":
        year = match[f"y{form}"]
        if year:
            return _date(year, match[f"m{form}"], match[f"d{form}"])
    return None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), _MONTHS.get(month.lower()) or int(month), int(day))
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2200 else None


def _from_epoch(seconds: float) -> date | None:
    if 10**11 < seconds < 10**13:
        seconds /= 1000
    if not 10**8 < seconds < 10**10:
        return None
    return datetime.fromtimestamp(seconds, UTC).date()
