"""A figure given twice in two units that are not the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from claimcheck.checks.asserted import failures
from claimcheck.checks.concluded import with_conclusions
from claimcheck.checks.rule import Corpus, Rule
from claimcheck.claims.concepts import unit_class
from claimcheck.data import lexicon_cache, rows
from claimcheck.model import Claim, Finding, Severity
from claimcheck.quantities import conversion_factor, convert, intervals
from claimcheck.relations.assertions import Assertion, Reading, gap, is_actual

NAME = "conversion"
_JOINT = 6
"""The most letters that join the parts of one figure: a blank, a comma, "and"."""


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every figure in brackets that is not the one before it in other units."""
    found = failures(NAME, _assertions(corpus), "the same in another unit")
    return with_conclusions(corpus, NAME, found, "exchange")


def _assertions(corpus: Corpus) -> Iterator[Assertion]:
    running = [claim for claim in corpus.claims if claim.cell is None]
    for at, (first, again) in enumerate(pairwise(running)):
        if not again.restates or not _are_one(first, again) or _is_change_of_another(first, again):
            continue
        converted = convert(first.quantity.interval, first.quantity.unit, again.quantity.unit)
        if converted is not None:
            before = running[at - 1] if at else None
            behind = running[at + 2] if at + 2 < len(running) else None
            factors = (
                Decimal(1),
                *_regional(again.quantity.unit),
                *(1 / f for f in _regional(first.quantity.unit)),
            )
            readings = [intervals.divide(converted, intervals.point(factor)) for factor in factors]
            found = [Reading((first,), reading, first.text) for reading in readings if reading]
            if before is not None and not before.restates and _make_one_figure(before, first):
                more = convert(before.quantity.interval, before.quantity.unit, again.quantity.unit)
                if more is not None:
                    shown = f"{before.text} + {first.text}"
                    found.insert(0, Reading((before, first), intervals.add(more, converted), shown))
            if behind is not None and _make_one_figure(again, behind):
                rest = convert(behind.quantity.interval, behind.quantity.unit, again.quantity.unit)
                if rest is not None:
                    shown = f"{first.text} − {behind.text}"
                    found = [Reading((first, behind), intervals.subtract(converted, rest), shown)]
            yield Assertion(again, tuple(found))


_SIGNS = ("+", "-", "−", "–")


def _is_change_of_another(first: Claim, again: Claim) -> bool:
    """Whether a number in brackets bears a sign that the one before has not, and no degrees: "with 1.8 mg (−0.2 kg)"."""
    signed = [claim.text.lstrip().startswith(_SIGNS) for claim in (first, again)]
    return signed == [False, True] and conversion_factor(first.quantity.unit, again.quantity.unit) is not None


def _make_one_figure(great: Claim, small: Claim) -> bool:
    """Whether two numbers side by side are one figure in two units, the greater first: "365 days and 6 hours"."""
    return (
        _are_one(great, small)
        and len(gap(great, small)) <= _JOINT
        and (conversion_factor(great.quantity.unit, small.quantity.unit) or 0) > 1
    )


@lexicon_cache
def _regional(unit: str) -> tuple[Decimal, ...]:
    """How many of a unit the units are that bear its name in other countries: an imperial gallon is 1.2 gallons."""
    head = unit.partition("/")[0]
    return tuple(Decimal(row[1]) for row in rows("regional_units") if row[0] == head)


def _are_one(first: Claim, again: Claim) -> bool:
    together = (first.path, first.segment, first.sentence_number) == (
        again.path,
        again.segment,
        again.sentence_number,
    )
    kinds = {unit_class(first.quantity.unit), unit_class(again.quantity.unit)}
    units = first.quantity.unit != again.quantity.unit and any(
        not c.isdigit() and c not in " .,-–" for c in first.text
    )
    return together and units and kinds <= {"measure", "time"} and is_actual(first) and is_actual(again)


RULE = Rule(
    NAME,
    "A figure and its conversion in brackets are not the same.",
    Severity.ERROR,
    "Where a text gives a measure once more in brackets, in another unit of the same kind (“86 miles (138 km)”), the first is "
    "converted with all the room that its rounding leaves. A gallon, a pint or a ton may be that of either side of the Atlantic. Money is converted only where the text gives the rate.",
    "Conversions are often left behind when the first figure is corrected.",
    "The pipeline is 86 miles (158 km) long.\n",
    "The pipeline is 86 miles (138 km) long.\n",
    check,
)
