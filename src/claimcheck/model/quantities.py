"""Numbers with their units and the interval that their wording allows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from claimcheck.model.spans import Span


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`, ends included; None on a side means open."""

    low: Decimal | None
    high: Decimal | None

    def contains(self, value: Decimal) -> bool:
        """Whether `value` lies within."""
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)

    def disjoint(self, other: Interval) -> bool:
        """Whether no value lies in both."""
        return (self.high is not None and other.low is not None and self.high < other.low) or (
            other.high is not None and self.low is not None and other.high < self.low
        )

    def intersect(self, other: Interval) -> Interval | None:
        """The values that lie in both; None where there are none."""
        if self.disjoint(other):
            return None
        lows = [x for x in (self.low, other.low) if x is not None]
        highs = [x for x in (self.high, other.high) if x is not None]
        return Interval(max(lows, default=None), min(highs, default=None))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written, with its unit and what its wording allows."""

    value: Decimal | None
    """In `unit`; None for a range. A bound keeps its figure."""
    low: Decimal | None
    """Lower end of a range or bound as written, else None."""
    high: Decimal | None
    """Upper end of a range or bound as written, else None."""
    unit: str
    """See CONTRACT: Pint's long names, ISO 4217 codes, `percent`, `ratio`, `rank`, a singular noun."""
    interval: Interval
    """What the rounding of the last written digit and the hedge allow together."""
    hedge: str | None = None
    """The hedging words as written: "more than", "about", "nearly"."""

    def rescaled(self, factor: Decimal, unit: str) -> Quantity:
        """The same quantity multiplied by a positive factor, in another unit."""

        def times(value: Decimal | None) -> Decimal | None:
            return None if value is None else value * factor

        interval = Interval(times(self.interval.low), times(self.interval.high))
        return Quantity(times(self.value), times(self.low), times(self.high), unit, interval, self.hedge)

    @property
    def is_range(self) -> bool:
        """Whether two figures were written."""
        return self.value is None and self.low is not None and self.high is not None

    @property
    def is_bound(self) -> bool:
        """Whether only one side is bounded ("more than 3", "at least doubled")."""
        return (self.interval.low is None) != (self.interval.high is None)


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity at its place in a text."""

    span: Span
    """All of it: hedge, currency, number and unit."""
    number: Span
    """The digits or number words alone."""
    quantity: Quantity
    form: str = "number"
    """number, range, multiple ("doubled"), fraction ("a third"), rank, ordinal ("eleventh goal"), clock, stopwatch, year and date of an event,
    elliptic (a count whose noun stands elsewhere), resumed (a bare number in the unit of the one before)."""
    noun: Span | None = None
    """The counted noun phrase ("six [new plants]"), where there is one."""
