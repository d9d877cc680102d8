"""Which figure of the files of results a number of a text rests on, and how probably.

A figure is a candidate if it is what the number allows, in its unit or one that converts. By Bayes' rule, words that lead to a figure and
stand around the number count the more the rarer they are among all figures; figures that agree by chance count against them, the more the
fewer digits the number has and the more figures there are.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import log2, log10

from claimcheck.facts.passages import Passage, stem
from claimcheck.model import Claim, ClaimKind
from claimcheck.quantities import conversion_factor
from claimcheck.quantities.units import is_measure
from claimcheck.registry.expected import unit_named
from claimcheck.registry.figures import Figure
from claimcheck.registry.yaml_file import scalar

_PRIOR = 0.3
"""How often a number without an entry rests on a result at all."""
_DECADES = 6
"""Over how many powers of ten figures are spread."""
_OF_A_BOUND = 0.5
"""How often a figure keeps a bound ("more than 100") by chance."""
_MOST_BITS, _MOST_OF_A_WORD = 16.0, 6.0
_NEAR, _AROUND, _WIDE = 1.0, 0.7, 0.4
_WORDLESS = 0.5
"""At most so sure is a figure that shares no word with the sentence."""
_LEAST = 0.05
_NO_AMOUNT = (ClaimKind.CLOCK, ClaimKind.YEAR, ClaimKind.DATE)
_LONGEST_UNIT = 24
_NO_UNITS = frozenset("abcdefghijklmnopqrtuvwxyz") | {"min"}
"""Ends of keys that stand for a unit in a text, but hardly in a key: "min" is the least, "m" anything; "s" is seconds."""
_PER = frozenset({"per", "p"})
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure that a number may rest on."""

    figure: Figure
    path: str
    unit: str | None
    """The unit of the figure, where it is not the number's."""
    confidence: float

    def lines(self) -> Iterator[str]:
        """The keys of `value_from` as lines of YAML."""
        yield f"path: {scalar(self.path)}"
        for key, value in self.figure.keys.items():
            yield f"{key}: {scalar(value)}"
        if self.figure.where:
            chosen = ", ".join(
                f"{scalar(name)}: {scalar(value)}" for name, value in self.figure.where.items()
            )
            yield f"where: {{{chosen}}}"
        if self.unit is not None:
            yield f"unit: {scalar(self.unit)}"


class Results:
    """The figures of all files, prepared for finding those that a number allows."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        self._words = {id(figure): _words_of(figure) for figure in figures}
        self._count = len(figures)
        self._having: Counter[str] = Counter()
        for words in self._words.values():
            self._having.update(words)
        by_unit: dict[str | None, list[Figure]] = defaultdict(list)
        for figure in figures:
            by_unit[_unit_of(figure)].append(figure)
        self._sorted = {
            unit: sorted(group, key=lambda figure: figure.value) for unit, group in by_unit.items()
        }
        self._values = {unit: [figure.value for figure in group] for unit, group in self._sorted.items()}

    def likeliest(self, number: Claim, passage: Passage) -> Measured | None:
        """The figure that a number most probably rests on; None where none is likely."""
        if not self._count or number.kind in _NO_AMOUNT:
            return None
        weighed: list[tuple[float, bool, Figure, str | None]] = []
        considered = 0
        for unit, factor in self._scales(number.quantity.unit):
            considered += len(self._values[unit])
            for figure in self._allowed(number, unit, factor):
                bits, shared = self._bits(passage, figure)
                named = figure.unit or _written_unit(figure) if unit is not None else None
                if factor == 100 and unit is None:
                    named = "ratio"
                weighed.append(
                    (2.0 ** (bits + (1.0 if unit else 0.0)), shared, figure, named if factor != 1 else None)
                )
        if not weighed:
            return None
        chance = considered * _chance(number) * (1 - _PRIOR) / _PRIOR
        weight, shared, figure, named = max(weighed, key=lambda item: item[0])
        sure = weight / (sum(item[0] for item in weighed) + chance)
        sure = sure if shared else min(sure, _WORDLESS)
        if sure < _LEAST:
            return None
        return Measured(figure, figure.path.as_posix(), named, round(sure, 3))

    def _scales(self, unit: str) -> Iterator[tuple[str | None, Decimal]]:
        """The units that figures are in, each with the factor into that of a number; units that do not convert are left out."""
        for own in self._values:
            if own is None:
                yield None, Decimal(1)
                if unit == "percent":
                    yield None, Decimal(100)
            elif own == unit:
                yield own, Decimal(1)
            elif (factor := conversion_factor(own, unit)) is not None:
                yield own, factor

    def _allowed(self, number: Claim, unit: str | None, factor: Decimal) -> Sequence[Figure]:
        interval, values = number.quantity.interval, self._values[unit]
        low = bisect_left(values, interval.low / factor) if interval.low is not None else 0
        high = bisect_right(values, interval.high / factor) if interval.high is not None else len(values)
        return self._sorted[unit][low:high]

    def _bits(self, passage: Passage, figure: Figure) -> tuple[float, bool]:
        """What the words that a figure and a number share tell, and whether they share any that tells something."""
        bits = 0.0
        for word in self._words[id(figure)]:
            share = (
                _NEAR if word in passage.near
                else _AROUND if word in passage.around
                else _WIDE if word in passage.wide
                else 0.0
            )  # fmt: skip
            if share:
                bits += share * min(log2((self._count + 1) / self._having[word]), _MOST_OF_A_WORD)
        return min(bits, _MOST_BITS), bits >= 1.0


def _chance(number: Claim) -> float:
    """How often a figure that has nothing to do with a number is what it allows."""
    interval, value = number.quantity.interval, number.quantity.value
    if interval.low is None or interval.high is None:
        return _OF_A_BOUND
    half = Decimal("0.5") if value is not None and value == value.to_integral_value() else Decimal(0)
    low = float(min(interval.low, value - half) if value is not None else interval.low)
    high = float(max(interval.high, value + half) if value is not None else interval.high)
    if low <= 0 < high or high <= low:
        return _OF_A_BOUND / 10
    low, high = (low, high) if low > 0 else (-high, -low)
    return min(max(log10(high / low) / _DECADES, 1e-6), _OF_A_BOUND)


def _words_of(figure: Figure) -> frozenset[str]:
    parts = _PART.findall(f"{figure.path.stem} {figure.label}")
    return frozenset(filter(None, (stem(part.lower()) for part in parts if len(part) > 1)))


def _unit_of(figure: Figure) -> str | None:
    """The unit that a figure is in: as it was recorded, or as its key or header ends ("filter_ms", "size (MB)")."""
    written = figure.unit or _written_unit(figure)
    return unit_named(written) if written else None


def _written_unit(figure: Figure) -> str | None:
    """The unit that a key or header ends with, in the form that the registry reads."""
    name = figure.keys.get("column") or figure.keys.get("pointer", "").rpartition("/")[2]
    parts = re.findall(r"[A-Za-z%]+", name)
    if len(parts) > 1 and parts[-2].lower() in _PER:
        return None  # rows per second are no seconds
    return _unit_form(parts[-1]) if parts else None


@lru_cache(maxsize=4096)
def _unit_form(word: str) -> str | None:
    if len(word) > _LONGEST_UNIT or word.lower() in _NO_UNITS:
        return None
    for form in dict.fromkeys((word, word.lower(), word.upper())):
        unit = unit_named(form)
        if unit in ("percent", "ratio") or is_measure(unit):
            return form
    return None
