"""The time between two times of day, two measured times or two days that a text names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations

from claimcheck.claims.concepts import unit_class
from claimcheck.language.wordings import day_of_a_month, months
from claimcheck.model import Claim, Interval
from claimcheck.quantities import conversion_factor, intervals
from claimcheck.relations.assertions import Reading

_CLOCK = "clock_time"
_TWICE_ROUND = (0, 720, 1440)
"""Minutes to be added where a dial has gone round: the same half day, over noon or midnight, the next day."""
_IN_DAYS = {"week": Decimal(7), "month": Decimal("30.44"), "year": Decimal("365.25")}
"""How long a stretch of time is in days; of days there may be fewer, for nothing need happen on each."""
_ROOM_DAYS = 3
"""By how many days a stretch may be less or more: whether its last day counts, months of 28 to 31 days."""
_SAID_WITH = Decimal("0.25")
"""A number of weeks, months or years is said with this much room: "three years" of two years and ten months."""


def times_between(stated: Claim, others: Sequence[Claim]) -> tuple[Reading, ...]:
    """The stretch between every two times of one kind, in the unit of the stated one."""
    if unit_class(stated.quantity.unit) != "time":
        return ()
    found: list[Reading] = []
    clocks = [claim for claim in others if claim.quantity.unit == _CLOCK]
    for one, two in combinations(clocks, 2):
        factor = conversion_factor("minute", stated.quantity.unit)
        if factor is None:
            continue
        span = intervals.subtract(two.quantity.interval, one.quantity.interval)
        for move in _TWICE_ROUND:
            later = intervals.add(span, intervals.point(Decimal(move)))
            if later.low is not None and later.low > 0:
                scaled = intervals.multiply(later, intervals.point(factor))
                found.append(Reading((one, two), scaled, f"{two.text} − {one.text}"))
                break
    measured = [claim for claim in others if unit_class(claim.quantity.unit) == "time" and ":" in claim.text]
    for one, two in combinations(measured, 2):
        factor = conversion_factor(one.quantity.unit, stated.quantity.unit)
        if factor is None or one.quantity.unit != two.quantity.unit:
            continue
        span = intervals.magnitude(intervals.subtract(two.quantity.interval, one.quantity.interval))
        found.append(
            Reading((one, two), intervals.multiply(span, intervals.point(factor)), f"{two.text} − {one.text}")
        )
    return tuple(found)


def days_in(text: str, language: str) -> list[date]:
    """The days that a text names with month and year, or with the month alone where another day has the year."""
    found: list[tuple[int, int, int | None]] = []
    for match in day_of_a_month(language).finditer(text):
        day = match["day"] or match["day2"]
        month = months(language).index((match["month"] or match["month2"]).lower()) + 1
        year = match["year"] or match["year2"]
        found.append((int(day), month, int(year) if year else None))
    years = [year for _, _, year in found if year is not None]
    if len(set(years)) > 1 and any(year is None for _, _, year in found):
        return []
    days: list[date] = []
    for day, month, year in found:
        try:
            days.append(date(year or (years[0] if years else 2001), month, day))
        except ValueError:
            return []
    return days


def days_between(stated: Claim, texts: Sequence[str]) -> tuple[Reading, ...]:
    """The stretch between the only two days that some sentences name."""
    unit = stated.quantity.unit
    if unit not in _IN_DAYS:
        return ()
    days = sorted({day for text in texts for day in days_in(text, stated.language)})
    if len(days) != 2:
        return ()
    apart = Decimal((days[1] - days[0]).days)
    length = _IN_DAYS[unit]
    low = (apart - _ROOM_DAYS) / length * (1 - _SAID_WITH)
    high = (apart + _ROOM_DAYS) / length * (1 + _SAID_WITH)
    return (Reading((), Interval(low, high), f"{days[1]:%-d %B %Y} − {days[0]:%-d %B %Y}", apart / length),)
