"""Figures that a paper reports beside what allows or rules them out: intervals, counts and how many were counted.

A mean of whole numbers, and a percentage, can only have the values that so many whole numbers give (the GRIM test of Brown
and Heathers): a mean of 28 whole numbers may be 5.18 or 5.21, and never 5.19.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from claimcheck.language.statistics import interval_columns, statistic_rules
from claimcheck.wording import to_step

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class ReportedFigure:
    """A figure as a sentence or a cell gives it, with what is said beside it."""

    kind: str
    text: str
    start: int
    """Where the figure begins in its text."""
    shown: str
    """The figure as written."""
    allowed: bool
    """Whether it can be what it is said to be."""
    worked: str
    """What would be allowed, in words of arithmetic."""


def reported_figures(text: str) -> Iterator[ReportedFigure]:
    """The figures of a sentence that can be held against others beside them, whether they are allowed or not."""
    for rule in statistic_rules():
        if not rule.applies(text):
            continue
        for match in rule.pattern.finditer(text):
            if rule.kind == "interval":
                yield _estimate(match)
            elif rule.kind == "percentage":
                yield from _percentage(match)
            else:
                yield from _granular(match, rule.kind)


def reported_in_cell(head: str, cell: str) -> ReportedFigure | None:
    """An estimate with its interval in the cell of a table whose head announces both; None where it is none."""
    announced, pattern = interval_columns()
    match = pattern.fullmatch(cell.strip()) if announced.search(head) else None
    return _estimate(match) if match is not None else None


def _number(written: str) -> Decimal:
    return Decimal(re.sub(r"^[−–]", "-", written))


def _step(written: str) -> Decimal:
    """What one more in the last place of a figure is."""
    return Decimal(1).scaleb(-len(written.partition(".")[2]))


def _estimate(match: re.Match[str]) -> ReportedFigure:
    low, high = sorted((_number(match["low"]), _number(match["high"])))
    room = max(_step(match[key]) for key in ("estimate", "low", "high")) / 2
    value = _number(match["estimate"])
    readings = [value, -value, value / _HUNDRED, value * _HUNDRED]
    if (
        low > 0 and value > 0
    ):  # a reduction, where the interval is one of ratios, or a ratio the other way round
        readings += [1 / value, 1 - value, 1 - value / _HUNDRED, 1 + value / _HUNDRED]
    allowed = any(low - room <= reading <= high + room for reading in readings)
    return ReportedFigure(
        "interval",
        match.group(),
        match.start("estimate"),
        match["estimate"],
        allowed,
        f"{match['low']} to {match['high']}",
    )


def _percentage(match: re.Match[str]) -> Iterator[ReportedFigure]:
    count, whole = Decimal(match["count"]), Decimal(match["whole"])
    if not 0 < count <= whole:
        return
    exact, stated, step = count / whole * _HUNDRED, Decimal(match["percent"]), _step(match["percent"])
    allowed = abs(exact - stated) < step  # rounded, rounded twice, cut off or rounded up
    worked = f"{count} / {whole} = {exact.quantize(Decimal('0.01')).normalize():f}%"
    yield ReportedFigure(
        "percentage", match.group(), match.start("percent"), match["percent"], allowed, worked
    )


def _granular(match: re.Match[str], kind: str) -> Iterator[ReportedFigure]:
    key = "mean" if kind == "mean" else "percent"
    whole, written = Decimal(match["whole"]), match[key]
    scale = Decimal(1) if kind == "mean" else _HUNDRED
    stated, step = Decimal(written), _step(written)
    if whole < 2 or (kind != "mean" and stated > _HUNDRED):
        return
    near = stated * whole / scale
    below, above = (near.to_integral_value(way) / whole * scale for way in (ROUND_FLOOR, ROUND_CEILING))
    room = (
        step / 2 if kind == "mean" else step
    )  # percentages are cut off, and rounded up, as often as rounded
    allowed = min(above - stated, stated - below) <= room
    places = step / 10 if kind == "mean" else Decimal("0.1")
    shown = " or ".join(f"{to_step(value, places):f}" for value in (below, above))
    yield ReportedFigure(kind, match.group(), match.start(key), written, allowed, shown)
