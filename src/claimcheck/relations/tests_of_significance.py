"""Tests of significance as papers report them, and the p-values that follow: t, F, chi-square, r and z with their degrees of freedom.

The tails are worked in plain floating point: they are compared with what a paper rounds to two or three places, and no
claim's value is ever held by them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from claimcheck.model import Interval

_NUMBER = r"[-−–]? ?\d{0,6}\.?\d{1,6}"
_REPORTED = re.compile(
    rf"(?<![\w])(?P<name>[tFrzZ]|χ2|χ²|[Cc]hi2|[Cc]hi-square[d]?|X2)(?:\s?\(\s?(?P<first>\d{{1,5}}(?:\.\d{{1,3}})?)(?:\s?[,;]\s?(?:[Nn]\s?=\s?)?(?P<second>\d{{1,6}}(?:\.\d{{1,3}})?))?\s?\))?"
    rf"\s?=\s?(?P<value>{_NUMBER})\s?[,;]\s{{0,2}}p\s?(?P<sign>[<>=])\s?(?P<p>0?\.\d{{1,6}})(?!\d|e)"
)
_STEPS, _TINY = 400, 1e-300


@dataclass(frozen=True, slots=True)
class Reported:
    """A test as a sentence gives it."""

    text: str
    start: int
    """Where the p-value begins in its text."""
    shown: str
    """The p-value as written."""
    sign: str
    worked: Interval
    """The two-sided p-values that the statistic allows, as it is rounded."""
    two_sided: bool
    """Whether there is a test of one side, with half of the p-value."""

    def allows(self, share: Decimal = Decimal(1)) -> bool:
        """Whether the stated p-value agrees with the worked one, or with a share of it (one half for a test of one side)."""
        low, high = self.worked.low, self.worked.high
        assert low is not None
        assert high is not None
        stated, step = Decimal(self.shown), Decimal(1).scaleb(Decimal(self.shown).as_tuple().exponent or 0)  # type: ignore[arg-type]
        if self.sign == "<":
            return low * share < stated
        if self.sign == ">":
            return high * share > stated
        return low * share <= stated + step / 2 and high * share >= stated - step / 2


def reported_tests(text: str) -> Iterator[Reported]:
    """The tests that a text reports whole: statistic, degrees of freedom, value and p-value."""
    for match in _REPORTED.finditer(text):
        tail = _tail(match)
        if tail is None:
            continue
        digits = re.sub(r"[-−– ]", "", match["value"])
        value, step = float(digits), 10.0 ** -len(digits.partition(".")[2])
        ends = (max(value - step / 2, 0.0), value + step / 2)
        worked = sorted(tail(end) for end in ends)
        interval = Interval(Decimal(repr(worked[0])), Decimal(repr(worked[1])))
        yield Reported(
            match.group(), match.start("p"), match["p"], match["sign"], interval, match["name"] in "trzZ"
        )


def _tail(match: re.Match[str]) -> Callable[[float], float] | None:
    """What gives the two-sided p-value of a statistic; None where its degrees of freedom are not told."""
    name = match["name"]
    first, second = (float(match[key]) if match[key] else None for key in ("first", "second"))
    if name in ("z", "Z"):
        return (lambda z: math.erfc(z / math.sqrt(2))) if first is None else None
    if first is None or not first:
        return None
    if name == "t":
        return (lambda t: p_of_t(t, first)) if second is None else None
    if name == "F":
        return (lambda f: p_of_f(f, first, second)) if second else None
    if name == "r":
        return (lambda r: p_of_r(r, first)) if second is None else None
    return lambda x: p_of_chi_square(x, first)


def p_of_t(t: float, df: float) -> float:
    """The two-sided p-value of Student's t."""
    return _beta(df / 2, 0.5, df / (df + t * t))


def p_of_f(f: float, first: float, second: float) -> float:
    """The p-value of F: its upper tail."""
    return _beta(second / 2, first / 2, second / (second + first * f)) if f > 0 else 1.0


def p_of_r(r: float, df: float) -> float:
    """The two-sided p-value of a correlation with n − 2 degrees of freedom."""
    return 0.0 if r >= 1 else p_of_t(r * math.sqrt(df / (1 - r * r)), df)


def p_of_chi_square(x: float, df: float) -> float:
    """The p-value of chi-square: its upper tail, the regularised upper incomplete gamma function."""
    return _gamma(df / 2, x / 2)


def _beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (Lentz)."""
    if x <= 0 or x >= 1:
        return min(max(x, 0.0), 1.0)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, 1 - x) / b


def _fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    result = d
    for m in range(1, _STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d, c = 1 / _away(1 + even * d), _away(1 + even / c)
        result *= d * c
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d, c = 1 / _away(1 + odd * d), _away(1 + odd / c)
        result *= d * c
        if abs(d * c - 1) < 1e-13:
            break
    return result


def _away(value: float) -> float:
    """Away from zero, so that it can be divided by."""
    return value if abs(value) > _TINY else _TINY


def _gamma(a: float, x: float) -> float:
    """The regularised upper incomplete gamma function: by its series below a + 1, by its continued fraction above."""
    if x <= 0:
        return 1.0
    front = math.exp(-x + a * math.log(x) - math.lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        for n in range(1, 10 * _STEPS):
            term *= x / (a + n)
            total += term
            if term < total * 1e-15:
                break
        return 1 - front * total
    b = x + 1 - a
    c, d = 1 / _TINY, 1 / b
    result = d
    for n in range(1, 10 * _STEPS):
        step = -n * (n - a)
        b += 2
        d, c = 1 / _away(step * d + b), _away(b + step / c)
        result *= d * c
        if abs(d * c - 1) < 1e-13:
            break
    return front * result
