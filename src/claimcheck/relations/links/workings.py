"""What a conclusion of a sentence is worked out as: equations over numbers with their units, beside those of `conclusions`.

Each function gives the readings that the units allow, none where they do not fit: an amount for each of so many, a percentage
taken of an amount or added to it, an average, and the stretch between two times, days or years.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from claimcheck.claims.concepts import unit_class
from claimcheck.language.en import units_of_anything
from claimcheck.model import Claim, Interval
from claimcheck.quantities import conversion_factor, intervals
from claimcheck.relations.assertions import Reading

Roles = Mapping[str, Sequence[Claim]]
Years = Mapping[str, Decimal]
"""Figures of the wording that are no claims: the years or days since when and until when."""
_ONE, _HUNDRED = intervals.point(Decimal(1)), intervals.point(Decimal(100))
_LONGEST_GROWTH = 60
_TIMES = ("clock_time",)


def worked(equation: str, stated: Claim, roles: Roles, years: Years) -> Iterator[Reading]:
    """The readings of a conclusion by the equation of its rule."""
    yield from _EQUATIONS[equation](stated, roles, years)


def _head(claim: Claim) -> tuple[str, str]:
    unit, _, per = claim.quantity.unit.partition("/")
    return unit, per


def _counted(unit: str) -> bool:
    return unit_class(unit) in ("count", "bare")


def _product(stated: Claim, roles: Roles, _: Years) -> Iterator[Reading]:
    """So many, at so much for each: the rate's unit is the product's, and what it is for is what is counted."""
    count, rate = roles["count"][0], roles["rate"][0]
    unit, per = _head(rate)
    own, _none = _head(count)
    if not _counted(own) and own not in _SPANS:
        return
    if per and per not in (own, *units_of_anything()) and not (_counted(per) and unit_class(own) == "bare"):
        return
    target, per_stated = _head(stated)
    if per_stated:
        return
    factor = Decimal(1) if _counted(unit) and _counted(target) else conversion_factor(unit, target)
    if factor is None or (
        _counted(unit) and "bare" not in (unit_class(unit), unit_class(target)) and unit != target
    ):
        return
    result = intervals.multiply(count.quantity.interval, rate.quantity.interval)
    yield Reading(
        (count, rate), intervals.multiply(result, intervals.point(factor)), f"{count.text} × {rate.text}"
    )


_SPANS = frozenset({"hour", "day", "week", "month", "year", "minute"})


def _quotient(stated: Claim, roles: Roles, _: Years) -> Iterator[Reading]:
    """So much for each: the stated unit says for each of what, and that is what is counted below."""
    top, bottom = roles["top"][0], roles["bottom"][0]
    unit, per = _head(stated)
    own, _none = _head(top)
    if per != bottom.quantity.unit:
        return
    factor = Decimal(1) if _counted(unit) and _counted(own) else conversion_factor(own, unit)
    ratio = intervals.divide(top.quantity.interval, bottom.quantity.interval)
    if factor is not None and ratio is not None:
        yield Reading(
            (top, bottom), intervals.multiply(ratio, intervals.point(factor)), f"{top.text} / {bottom.text}"
        )


def _average(stated: Claim, roles: Roles, _: Years) -> Iterator[Reading]:
    parts = roles["part"]
    unit = _head(stated)[0]
    if any(not (_counted(unit) and _counted(_head(part)[0])) and _head(part)[0] != unit for part in parts):
        return
    total = intervals.point(Decimal(0))
    for part in parts:
        total = intervals.add(total, part.quantity.interval)
    lows = [part.quantity.interval.low for part in parts]
    highs = [part.quantity.interval.high for part in parts]
    value = stated.quantity.value
    if value is None or None in lows or None in highs:
        return
    if not min(low for low in lows if low is not None) <= value <= max(h for h in highs if h is not None):
        return  # the average of something else: a year of months
    mean = intervals.divide(total, intervals.point(Decimal(len(parts))))
    if mean is not None:
        yield Reading(tuple(parts), mean, f"({' + '.join(part.text for part in parts)}) / {len(parts)}")


def _taken_of(stated: Claim, roles: Roles, _: Years) -> Iterator[Reading]:
    yield from _with_percent(stated, roles, 0)


def _added_to(stated: Claim, roles: Roles, _: Years) -> Iterator[Reading]:
    yield from _with_percent(stated, roles, 1)


def _taken_off(stated: Claim, roles: Roles, _: Years) -> Iterator[Reading]:
    yield from _with_percent(stated, roles, -1)


def _with_percent(stated: Claim, roles: Roles, sign: int) -> Iterator[Reading]:
    """A percentage of an amount; added to it, or taken off it."""
    base, rate = roles["base"][0], roles["rate"][0]
    unit = base.quantity.unit
    if unit != stated.quantity.unit and not (_counted(unit) and _counted(stated.quantity.unit)):
        return
    share = intervals.divide(rate.quantity.interval, _HUNDRED)
    assert share is not None
    factor = {0: share, 1: intervals.add(_ONE, share), -1: intervals.subtract(_ONE, share)}[sign]
    shown = {
        0: f"{rate.text} of {base.text}",
        1: f"{base.text} + {rate.text}",
        -1: f"{base.text} − {rate.text}",
    }[sign]
    yield Reading((base, rate), intervals.multiply(base.quantity.interval, factor), shown)


def _apart(stated: Claim, roles: Roles, _: Years) -> Iterator[Reading]:
    """The stretch between two times of day or two measured times, in the unit of the stated one."""
    one, two = roles["one"][0], roles["two"][0]
    units = {one.quantity.unit, two.quantity.unit}
    clocks = units <= set(_TIMES)
    if len(units) > 1 or (not clocks and unit_class(one.quantity.unit) != "time"):
        return
    factor = conversion_factor("minute" if clocks else one.quantity.unit, stated.quantity.unit)
    if factor is None:
        return
    scale = intervals.point(factor)
    span = intervals.subtract(two.quantity.interval, one.quantity.interval)
    shown = f"{two.text} − {one.text}"
    if not clocks:
        yield Reading((one, two), intervals.magnitude(intervals.multiply(span, scale)), shown)
        return
    for move in (
        0,
        720,
        1440,
    ):  # the same half day, or over noon or midnight, on a dial of twelve or of 24 hours
        later = intervals.add(span, intervals.point(Decimal(move)))
        if later.low is not None and later.low > 0:
            yield Reading((one, two), intervals.multiply(later, scale), shown)


def _days(stated: Claim, _: Roles, years: Years) -> Iterator[Reading]:
    """From one day of a month to another, with and without the last of them."""
    if stated.quantity.unit != "day" or years["until"] <= years["since"]:
        return
    span = years["until"] - years["since"]
    yield Reading((), Interval(span, span + 1), f"{years['until']} − {years['since']}, or one more")


def _years(stated: Claim, roles: Roles, years: Years) -> Iterator[Reading]:
    """From one year to another: a year less where the later day comes earlier in its year, one more where both count."""
    if stated.quantity.unit not in ("year", "dimensionless"):
        return
    ends = [years.get(name) or _value(roles, name) for name in ("since", "until")]
    if ends[0] is None or ends[1] is None or ends[1] <= ends[0]:
        return
    span = ends[1] - ends[0]
    more = 0 if stated.quantity.unit == "dimensionless" else 1
    operands = tuple(claim for name in ("since", "until") for claim in roles.get(name, ()))
    yield Reading(operands, Interval(span - 1, span + more), f"{ends[1]} − {ends[0]}")


def _value(roles: Roles, name: str) -> Decimal | None:
    found = roles.get(name)
    if not found or unit_class(found[0].quantity.unit) != "year":
        return None
    return found[0].quantity.value


def _compound(stated: Claim, roles: Roles, years: Years) -> Iterator[Reading]:
    """The growth a year from one level to another over so many years."""
    new, old = roles["new"][0], roles["old"][0]
    span = years["until"] - years["since"]
    if not 1 < span < _LONGEST_GROWTH or new.quantity.unit != old.quantity.unit:
        return
    ratio = intervals.divide(new.quantity.interval, old.quantity.interval)
    factor = intervals.root(ratio, int(span)) if ratio is not None else None
    if factor is not None:
        rate = intervals.multiply(intervals.subtract(factor, _ONE), _HUNDRED)
        yield Reading((new, old), intervals.magnitude(rate), f"({new.text} / {old.text})^(1/{span}) − 1")


_EQUATIONS: dict[str, Callable[[Claim, Roles, Years], Iterator[Reading]]] = {
    "product": _product,
    "quotient": _quotient,
    "average": _average,
    "taken of": _taken_of,
    "added to": _added_to,
    "taken off": _taken_off,
    "apart": _apart,
    "days": _days,
    "years": _years,
    "compound": _compound,
}
WORKED = frozenset(_EQUATIONS)
"""The equations that are worked here."""
