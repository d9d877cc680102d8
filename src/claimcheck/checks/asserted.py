"""A finding for a stated number that no reading of its wording bears out; shared by the rules on worked figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimcheck.checks.rule import finding
from claimcheck.model import Finding, Quantity, Role
from claimcheck.quantities import intervals
from claimcheck.relations.assertions import Assertion
from claimcheck.wording import amount, interval_words, rounded, rounded_interval

_CERTAIN, _LIKELY = 0.95, 0.82


def failures(rule: str, assertions: Iterable[Assertion], what: str) -> Iterator[Finding]:
    """A finding for every assertion of which all readings fail; `what`: what was worked out ("the average")."""
    for assertion in assertions:
        if not assertion.fails:
            continue
        stated, reading = assertion.stated, assertion.readings[0]
        unit = stated.quantity.unit
        worked = interval_words(rounded_interval(reading.result), unit)
        shown = reading.point if reading.point is not None else intervals.middle(reading.result)
        spoken = f"about {amount(rounded(shown, 3), unit)}" if shown is not None else worked
        yield finding(
            rule,
            _CERTAIN if assertion.sure else _LIKELY,
            f"{stated.text} is given as {what}; worked out, that is {spoken}",
            f"{reading.working} = {worked}; stated is {interval_words(stated.quantity.interval, unit)}",
            [(stated, Role.STATED), *((claim, Role.OPERAND) for claim in reading.operands)],
            computed=Quantity(reading.point, None, None, unit, reading.result),
        )
