"""Interval arithmetic on Decimals: the four operations and powers, with open ends."""

from __future__ import annotations

from decimal import Decimal

from claimcheck.model import Interval

_INFINITY = Decimal("Infinity")
ZERO = Decimal(0)


def _ends(interval: Interval) -> tuple[Decimal, Decimal]:
    low = -_INFINITY if interval.low is None else interval.low
    high = _INFINITY if interval.high is None else interval.high
    return low, high


def _made(low: Decimal, high: Decimal) -> Interval:
    return Interval(low if low.is_finite() else None, high if high.is_finite() else None)


def point(value: Decimal) -> Interval:
    """The interval of one value."""
    return Interval(value, value)


def add(a: Interval, b: Interval) -> Interval:
    """All sums."""
    return _made(_ends(a)[0] + _ends(b)[0], _ends(a)[1] + _ends(b)[1])


def negate(a: Interval) -> Interval:
    """All values with the other sign."""
    low, high = _ends(a)
    return _made(-high, -low)


def magnitude(a: Interval) -> Interval:
    """All values without their sign."""
    low, high = _ends(a)
    if low >= 0:
        return a
    if high <= 0:
        return negate(a)
    return _made(Decimal(0), max(-low, high))


def middle(a: Interval) -> Decimal | None:
    """Half way between the ends; None where one is open."""
    return None if a.low is None or a.high is None else (a.low + a.high) / 2


def widened(a: Interval, share: Decimal) -> Interval:
    """The interval with a share of each end added on its outer side."""
    low = None if a.low is None else a.low - abs(a.low) * share
    high = None if a.high is None else a.high + abs(a.high) * share
    return Interval(low, high)


def subtract(a: Interval, b: Interval) -> Interval:
    """All differences."""
    return add(a, negate(b))


def multiply(a: Interval, b: Interval) -> Interval:
    """All products."""
    products = [_product(x, y) for x in _ends(a) for y in _ends(b)]
    return _made(min(products), max(products))


def _product(x: Decimal, y: Decimal) -> Decimal:
    return Decimal(0) if x == 0 or y == 0 else x * y


def divide(a: Interval, b: Interval) -> Interval | None:
    """All quotients; None where the divisor may be zero."""
    low, high = _ends(b)
    if low <= 0 <= high:
        return None
    return multiply(
        a, _made(Decimal(0) if high.is_infinite() else 1 / high, Decimal(0) if low.is_infinite() else 1 / low)
    )


def root(a: Interval, degree: int) -> Interval | None:
    """All roots of the given degree; None for values that may be negative."""
    low, high = _ends(a)
    if low < 0 or degree < 1:
        return None
    exponent = Decimal(1) / degree
    return _made(low**exponent if low > 0 else low, high**exponent if high.is_finite() else high)
