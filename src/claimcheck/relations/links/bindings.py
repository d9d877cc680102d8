"""Choices of operands for a stated number, equation by equation, with what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from claimcheck.claims.concepts import unit_class
from claimcheck.model import ClaimKind, Interval
from claimcheck.quantities import conversion_factor, intervals
from claimcheck.relations.links.sites import (
    NEAR,
    SENTENCE,
    Site,
    can_add,
    distance,
)

_HUNDRED = intervals.point(Decimal(100))
_MOST_PARTS = 14


@dataclass(frozen=True, slots=True)
class Binding:
    """One choice of operands."""

    operands: tuple[Site, ...]
    result: Interval | None
    """What follows, in the unit of the stated number; None where it is plainly far off."""
    reach: int
    """How far the farthest operand stands."""


@dataclass(frozen=True, slots=True)
class Pool:
    """The numbers that may be operands of a stated one, the nearest first."""

    stated: Site
    sites: tuple[tuple[int, Site], ...]
    """Distance and number."""

    def pairs(self, fits: Callable[[Site, Site], bool]) -> Iterator[tuple[int, Site, Site]]:
        """Ordered pairs of two numbers with how far they stand; far ones stand close to each other, or one of them to the stated."""
        for near, first in self.sites:
            for far, second in self.sites:
                if first is second:
                    continue
                reach = max(near, far)
                if reach >= NEAR and not self._belong(min(near, far), first, second):
                    continue
                if fits(first, second):
                    yield reach, first, second

    def _belong(self, nearer: int, first: Site, second: Site) -> bool:
        """Whether two numbers of which one stands far are worth a try: side by side, or one beside the stated, and spoken of alike."""
        words = self.stated.words
        if words.isdisjoint(first.words) and words.isdisjoint(second.words):
            return False
        return nearer == SENTENCE or distance(first, second) == SENTENCE


def _is_far_off(pool: Pool, rough: Decimal) -> bool:
    """Whether a value worked out without rounding is so far from the stated one that no interval needs to be worked."""
    stated = pool.stated.claim.quantity
    if stated.value is None or stated.interval.low is None or stated.interval.high is None:
        return False
    size, worked = abs(stated.value), abs(rough)
    return worked * 10 < size * 7 or worked * 10 > size * 14


def _value(site: Site) -> Decimal:
    return site.claim.quantity.value or Decimal(0)


def _amount(site: Site) -> bool:
    return site.sort == "amount"


def _share(pool: Pool) -> Iterator[Binding]:
    scale = _HUNDRED if pool.stated.sort == "percent" else intervals.point(Decimal(1))

    def fits(part: Site, whole: Site) -> bool:
        return _amount(part) and _amount(whole) and can_add(part.claim, whole.claim) and _smaller(part, whole)

    for reach, part, whole in pool.pairs(fits):
        if part.claim.quantity.unit == whole.claim.quantity.unit:
            rough = _value(part) / _value(whole) * (scale.low or 1)
            if _is_far_off(pool, rough):
                yield Binding((part, whole), None, reach)
                continue
        ratio = _ratio(part, whole)
        if ratio is not None:
            yield Binding((part, whole), intervals.multiply(ratio, scale), reach)


def _smaller(part: Site, whole: Site) -> bool:
    a, b = part.claim.quantity.value, whole.claim.quantity.value
    return (
        a is not None
        and b is not None
        and a > 0
        and (a < b or part.claim.quantity.unit != whole.claim.quantity.unit)
    )


def _levels(one: Site, other: Site) -> bool:
    return (
        one.sort == other.sort
        and one.sort in ("amount", "percent")
        and ClaimKind.CHANGE not in (one.claim.kind, other.claim.kind)
        and can_add(one.claim, other.claim)
    )


def _change(pool: Pool) -> Iterator[Binding]:
    stated = pool.stated.claim
    part = pool.stated.sort == "part"
    for reach, new, old in pool.pairs(_levels):
        if not old.claim.quantity.value or not new.claim.quantity.value:
            continue
        rises = new.claim.quantity.value > old.claim.quantity.value
        if (
            stated.direction
            and new.claim.quantity.unit == old.claim.quantity.unit
            and rises != (stated.direction > 0)
        ):
            continue
        ratio = _ratio(new, old)
        if ratio is None:
            continue
        change = intervals.subtract(ratio, intervals.point(Decimal(1)))
        if not part:
            change = intervals.multiply(change, _HUNDRED)
        value = stated.quantity.value
        if value is not None and value >= 0:
            change = intervals.magnitude(change)
        yield Binding((new, old), change, reach)


def _points(pool: Pool) -> Iterator[Binding]:
    def fits(one: Site, other: Site) -> bool:
        return one.sort == other.sort == "percent" and one.order != other.order and _first(one, other)

    for reach, one, other in pool.pairs(fits):
        yield Binding((one, other), _apart(one, other), reach)


def _first(one: Site, other: Site) -> bool:
    """Whether a pair is met for the first time: differences need no second look at it the other way round."""
    return (one.claim.path, one.order) < (other.claim.path, other.order)


def _apart(one: Site, other: Site) -> Interval:
    return intervals.magnitude(intervals.subtract(one.claim.quantity.interval, other.claim.quantity.interval))


def _multiple(pool: Pool) -> Iterator[Binding]:
    for reach, new, old in pool.pairs(_levels):
        ratio = _ratio(new, old)
        if ratio is not None:
            yield Binding((new, old), ratio, reach)


def _difference(pool: Pool) -> Iterator[Binding]:
    stated = pool.stated.claim

    def fits(one: Site, other: Site) -> bool:
        return (
            _levels(one, other) and one.sort == "amount" and _first(one, other) and can_add(one.claim, stated)
        )

    for reach, one, other in pool.pairs(fits):
        a, b = _in(one, stated.quantity.unit), _in(other, stated.quantity.unit)
        if a is not None and b is not None:
            yield Binding((one, other), intervals.magnitude(intervals.subtract(a, b)), reach)


def _per_unit(pool: Pool) -> Iterator[Binding]:
    stated = pool.stated.claim
    head, _, per = stated.quantity.unit.partition("/")
    kind = unit_class(head)

    def fits(top: Site, bottom: Site) -> bool:
        if not _amount(top) or not _amount(bottom):
            return False
        upper, lower = top.claim.quantity.unit, bottom.claim.quantity.unit
        if "/" in lower or not bottom.claim.quantity.value:
            return False
        if conversion_factor(upper.partition("/")[0], head) is None and not (
            {kind, unit_class(upper)} <= {"count", "bare"}
        ):
            return False
        return upper != lower or unit_class(upper) in ("bare", "count")

    for reach, top, bottom in pool.pairs(fits):
        factor = conversion_factor(top.claim.quantity.unit.partition("/")[0], head) or Decimal(1)
        if not per and _is_far_off(pool, _value(top) * factor / _value(bottom)):
            yield Binding((top, bottom), None, reach)
            continue
        lower = bottom.claim.quantity.interval
        if per:
            periods = conversion_factor(bottom.claim.quantity.unit, per)
            lower = intervals.multiply(lower, intervals.point(periods)) if periods is not None else lower
        ratio = intervals.divide(top.claim.quantity.interval, lower)
        if ratio is not None:
            yield Binding((top, bottom), intervals.multiply(ratio, intervals.point(factor)), reach)


def _product(pool: Pool) -> Iterator[Binding]:
    stated = pool.stated.claim
    unit = stated.quantity.unit

    def fits(rate: Site, times: Site) -> bool:
        if rate.sort == "percent":
            return _amount(times) and can_add(times.claim, stated)
        if not _amount(rate) or times.sort not in ("amount", "multiple"):
            return False
        upper, lower = rate.claim.quantity.unit, times.claim.quantity.unit
        if "/" in lower or unit_class(lower) == "money":
            return False
        head = upper.partition("/")[0]
        return conversion_factor(head, unit.partition("/")[0]) is not None or (
            unit_class(head) in ("count", "bare")
            and unit_class(unit) in ("count", "bare")
            and rate.order != times.order
        )

    for reach, rate, times in pool.pairs(fits):
        head, _, per = rate.claim.quantity.unit.partition("/")
        if not per and rate.claim.quantity.unit == unit and _is_far_off(pool, _value(rate) * _value(times)):
            yield Binding((rate, times), None, reach)
            continue
        if rate.sort == "percent":
            whole = _in(times, unit)
            if whole is not None:
                share = intervals.multiply(rate.claim.quantity.interval, intervals.point(Decimal("0.01")))
                yield Binding((rate, times), intervals.multiply(share, whole), reach)
            continue
        factor = conversion_factor(head, unit.partition("/")[0]) or Decimal(1)
        count = times.claim.quantity.interval
        if per and unit_class(times.claim.quantity.unit) == "time":
            periods = conversion_factor(times.claim.quantity.unit, per)
            if periods is None:
                continue
            count = intervals.multiply(count, intervals.point(periods))
        made = intervals.multiply(rate.claim.quantity.interval, count)
        yield Binding((rate, times), intervals.multiply(made, intervals.point(factor)), reach)


def _conversion(pool: Pool) -> Iterator[Binding]:
    stated = pool.stated
    unit = stated.claim.quantity.unit
    for reach, site in pool.sites:
        if reach > SENTENCE or site.order >= stated.order or stated.order - site.order > 2:
            continue
        other = site.claim.quantity.unit
        if other == unit or unit_class(unit) not in ("measure", "time"):
            continue
        result = _in(site, unit)
        if result is not None:
            yield Binding((site,), result, reach)


def _lines(pool: Pool) -> Iterator[list[Site]]:
    """Numbers around the stated one in reading order, of which a run may add up to it: of a column, a row, a paragraph."""
    stated = pool.stated
    cell = stated.claim.cell
    if cell is not None:
        lines = [
            [
                s
                for _, s in pool.sites
                if s.claim.cell and s.claim.cell.table == cell.table and s.claim.cell.column == cell.column
            ],
            [
                s
                for _, s in pool.sites
                if s.claim.cell and s.claim.cell.table == cell.table and s.claim.cell.row == cell.row
            ],
        ]
    else:
        lines = []
        near = [site for reach, site in pool.sites if reach < NEAR and site.claim.cell is None]
        # In the order of the text: of two bindings that hold as well as each other the first is told.
        units = dict.fromkeys(site.claim.quantity.unit for site in near)
        of_one_unit = [tuple(s for s in near if s.claim.quantity.unit == unit) for unit in units]
        lines += map(list, dict.fromkeys([*of_one_unit, tuple(near)]))
        tables = dict.fromkeys(site.claim.cell.table for _, site in pool.sites if site.claim.cell is not None)
        for table in tables:
            columns: dict[int, list[Site]] = {}
            for _, site in pool.sites:
                if site.claim.cell is not None and site.claim.cell.table == table:
                    columns.setdefault(site.claim.cell.column, []).append(site)
            lines += columns.values()
    for line in lines:
        ordered = sorted({id(s): s for s in line}.values(), key=lambda s: (s.claim.path, s.order))
        yield [
            s
            for s in ordered
            if s.sort == stated.sort
            and can_add(s.claim, stated.claim)
            and s.claim.kind is not ClaimKind.CHANGE
        ]


def _total(pool: Pool) -> Iterator[Binding]:
    """Sums of numbers; in a table those of what stands above or before."""
    stated = pool.stated
    yield from _sums(pool, of_size=True, before=None if stated.claim.cell is None else stated.order)


def _sums(pool: Pool, *, of_size: bool, before: int | None = None) -> Iterator[Binding]:
    """The sums of runs of numbers; `of_size`: those far from the stated number are not worked out; `before`: only what comes before."""
    stated = pool.stated
    unit = stated.claim.quantity.unit
    seen: set[tuple[int, int, int, int]] = set()
    for line in _lines(pool):
        parts = [
            (site, _in(site, unit), distance(stated, site))
            for site in line
            if before is None or site.order < before
        ]
        for first, (site, sum_, reach) in enumerate(parts):
            rough, orders, squares = _middle(sum_), site.order, site.order**2
            for last in range(first + 1, min(first + _MOST_PARTS, len(parts))):
                site, part, away = parts[last]
                if sum_ is None or part is None:
                    break
                sum_, reach = intervals.add(sum_, part), max(reach, away)
                rough, orders, squares = rough + _middle(part), orders + site.order, squares + site.order**2
                # Sum and squares of the orders tell runs of one length apart well enough, and cost nothing.
                key = (parts[first][0].order, last - first, orders, squares)
                if key not in seen:
                    seen.add(key)
                    result = None if of_size and _is_far_off(pool, rough) else sum_
                    yield Binding(tuple(site for site, _, _ in parts[first : last + 1]), result, reach)


def _middle(interval: Interval | None) -> Decimal:
    return (intervals.middle(interval) if interval is not None else None) or Decimal(0)


def _average(pool: Pool) -> Iterator[Binding]:
    for binding in _sums(pool, of_size=False):
        assert binding.result is not None
        mean = intervals.divide(binding.result, intervals.point(Decimal(len(binding.operands))))
        if mean is not None:
            yield Binding(binding.operands, mean, binding.reach)


def _ratio(top: Site, bottom: Site) -> Interval | None:
    own = _in(top, bottom.claim.quantity.unit)
    return intervals.divide(own, bottom.claim.quantity.interval) if own is not None else None


def _in(site: Site, unit: str) -> Interval | None:
    """The interval of a number in a unit; things counted under other names, and bare numbers, count as they are."""
    own = site.claim.quantity.unit
    factor = conversion_factor(own, unit)
    if factor is None:
        if {unit_class(own), unit_class(unit)} <= {"count", "bare"} and "/" not in own:
            return site.claim.quantity.interval
        return None
    if factor == 1:
        return site.claim.quantity.interval
    return intervals.multiply(site.claim.quantity.interval, intervals.point(factor))


EQUATIONS: dict[str, Callable[[Pool], Iterator[Binding]]] = {
    "share": _share,
    "change": _change,
    "points": _points,
    "multiple": _multiple,
    "difference": _difference,
    "total": _total,
    "per unit": _per_unit,
    "average": _average,
    "product": _product,
    "conversion": _conversion,
}
"""By the names that connectives use."""
