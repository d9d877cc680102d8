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
from claimcheck.quantities import convert, intervals
from claimcheck.relations.assertions import Assertion, Reading, is_actual

NAME = "conversion"


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every figure in brackets that is not the one before it in other units."""
    found = failures(NAME, _assertions(corpus), "the same in another unit")
    return with_conclusions(corpus, NAME, found, "exchange")


def _assertions(corpus: Corpus) -> Iterator[Assertion]:
    for first, again in pairwise(claim for claim in corpus.claims if claim.cell is None):
        if not again.restates or not _are_one(first, again):
            continue
        converted = convert(first.quantity.interval, first.quantity.unit, again.quantity.unit)
        if converted is not None:
            factors = (
                Decimal(1),
                *_regional(again.quantity.unit),
                *(1 / f for f in _regional(first.quantity.unit)),
            )
            readings = [intervals.divide(converted, intervals.point(factor)) for factor in factors]
            yield Assertion(
                again, tuple(Reading((first,), reading, f"{first.text}") for reading in readings if reading)
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
