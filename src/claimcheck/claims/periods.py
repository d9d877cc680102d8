"""Finds the periods that a text speaks of, and works out which days they are.

Which number a period belongs to is for others to say. A mention's span covers the calendar words themselves;
a preposition in front stays outside ("by 2027" has the span of "2027" and the role "by"), save the "from"
and "between" of a range.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from claimcheck.claims.period_parts import scan
from claimcheck.claims.period_roles import role_of
from claimcheck.claims.period_tokens import Part, Tokens
from claimcheck.claims.period_words import AHEAD, FUTURE
from claimcheck.claims.worked_periods import nearest_year, period_of, year_of
from claimcheck.model.claims import Period
from claimcheck.model.spans import Span

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
        period = period_of(placed, published)
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
            found = period_of(day, None)
            if found is not None:
                return found.start
    return None


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


def _placed(
    tokens: Tokens, parts: Sequence[Part], index: int, known: Sequence[Part], published: date | None
) -> Part:
    """The part with what its context adds: a year, or the period that it is measured from."""
    part = parts[index]
    form = part.form
    if form == "basis" or form == "same":
        return _compared(tokens, parts, index, known, published)
    if form == "context":
        return _anchored(part, known, published)
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


def _anchored(part: Part, known: Sequence[Part], published: date | None) -> Part:
    """ "That year", "the quarter": the last of its like that was told, or the one before it."""
    alike = (p for p in reversed(known[-12:]) if p.gran == part.gran and p.form in ("", "ended"))
    anchor = next(alike, None)
    if anchor is None or (anchor.yearless and anchor.form == ""):
        return part
    if not part.shift:
        return anchor._replace(role=part.role)
    year = year_of(anchor, published)
    return part if year is None else anchor._replace(year=year + part.shift, rel=None)


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
        wanted = year_of(part, published) if part.form == "same" else end.year - 1
        return anchor._replace(other=end._replace(year=wanted), role=part.role)
    year = year_of(anchor, published)
    if year is None:
        return part
    if part.form == "same":
        wanted = year_of(part, published)
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
    ahead = here.role in ("by", "to") or not FUTURE.isdisjoint(behind) or behind[-2:-1] == ["From"]
    explicit = _explicit_year(tokens, parts, index, part.gran in ("month", "day"), published)
    if explicit is not None:
        year = year_of(explicit, published)
        found = part._replace(year=year, fiscal=part.fiscal or explicit.fiscal)
        if published is None or ahead or year is None:
            return found
        if (year, _first_month(part)) <= (published.year, published.month):
            return found
    if published is None:
        return part
    year = nearest_year(part.gran, part.number, part.day, published, ahead)
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
