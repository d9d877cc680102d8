"""Reads dates and periods off the page: from tokens to parts, before anything is worked out.

The text is cut once into words, digit runs and what stands between them. Only tokens that can begin a date
or a period are looked at, and each looks at a bounded number of neighbours, so the time grows with the text
and no faster. No reading calls itself: what may follow "ended" or "fiscal" is narrower than what may begin.
"""

from __future__ import annotations

from claimcheck.claims.clock_parts import CLOCK_WORDS, clock_or_numeric, read_clock, read_time
from claimcheck.claims.counted_parts import read_counted, read_unit
from claimcheck.claims.day_parts import dashed_day, days_of_month, read_day_month, read_month, read_weekday
from claimcheck.claims.fiscal_parts import period_code, read_fiscal, read_numbered, read_ordinal
from claimcheck.claims.period_tokens import Handler, Part, Rest, Tokens
from claimcheck.claims.period_words import DASHES, HYPHENS, MONTHS, UNITS, WEEKDAYS
from claimcheck.claims.relative_parts import read_adverb, read_basis, read_letter, read_part_of, read_relative
from claimcheck.claims.year_parts import read_year


def scan(text: str) -> tuple[Tokens, list[Part]]:
    """All dates, periods and times of day in the text, in order and without overlap."""
    tokens = Tokens(text, _REST)
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
        return read_year(tokens, k)
    if length > 2 or k + 1 >= tokens.count:
        return None
    following = tokens.words[k + 1]
    first = following[0]
    if first.isspace():
        name = tokens.at(k + 2)
        if name in MONTHS:
            return read_day_month(tokens, k, k, k + 2)
        if name.lower() in UNITS:
            return read_counted(tokens, k, int(word), k + 2)
        if name in ("to", "and") and tokens.at(k + 6) in MONTHS:
            linked = name == "to" or tokens.low(tokens.before(k)) == "between"
            return days_of_month(tokens, k, k + 4, k + 6) if linked else None
        return read_clock(tokens, k, k + 2) if name in CLOCK_WORDS else None
    if first == ":" and following == ":":
        return read_time(tokens, k)
    if first in "/." and len(following) == 1:
        return clock_or_numeric(tokens, k, following)
    if first in HYPHENS or first in DASHES:
        return dashed_day(tokens, k)
    if following in ("Q", "q", "H", "h"):
        return period_code(tokens, k + 1, k, k, k + 2)
    if following in ("st", "nd", "rd", "th"):
        return read_numbered(tokens, k)
    return read_clock(tokens, k, k + 1) if following in CLOCK_WORDS else None


def _calendar(tokens: Tokens, k: int, trusted: bool = False) -> Part | None:
    """Whatever date or period begins at token `k`."""
    if not 0 <= k < tokens.count:
        return None
    word = tokens.words[k]
    if word.isdecimal() and word.isascii():
        return read_year(tokens, k, trusted) if len(word) == 4 else _number(tokens, k)
    if word in MONTHS:
        return read_month(tokens, k, trusted)
    if word in WEEKDAYS:
        return read_weekday(tokens, k)
    handler = _HANDLERS.get(word)
    return (
        None if handler is None or handler in (read_unit, read_adverb, read_part_of) else handler(tokens, k)
    )


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


def _handlers() -> dict[str, Handler]:
    table: dict[str, Handler] = {}
    groups: tuple[tuple[str, Handler], ...] = (
        ("first second third fourth final", read_ordinal),
        ("last past previous prior preceding this current same next coming following", read_relative),
        ("early mid late end start beginning middle close", read_part_of),
        ("year quarter month week years quarters months weeks days day", read_unit),
        ("today yesterday tomorrow tonight now currently", read_adverb),
        ("fiscal financial calendar", read_fiscal),
        ("yoy qoq mom ytd", read_basis),
    )
    for line, handler in groups:
        for word in line.split():
            table[word] = table[word.capitalize()] = table[word.upper()] = handler
    table.update(YoY=read_basis, QoQ=read_basis, MoM=read_basis, FY=read_fiscal, CY=read_fiscal)
    table.update(y=read_basis, m=read_basis, q=read_letter, Y=read_basis, Q=read_letter, H=read_letter)
    table.update(dict.fromkeys(MONTHS, read_month))
    table.update(dict.fromkeys(WEEKDAYS, read_weekday))
    return table


_HANDLERS = _handlers()


def _trusted_code(tokens: Tokens, k: int) -> Part | None:
    return period_code(tokens, k, k, k + 1, k + 2, trusted=True)


def _fiscal_year(tokens: Tokens, k: int) -> Part | None:
    return read_fiscal(tokens, k, year_only=True)


def _any_period(tokens: Tokens, k: int) -> Part | None:
    return _calendar(tokens, k, trusted=True)


_REST = Rest(_trusted_code, read_ordinal, _fiscal_year, _any_period)
