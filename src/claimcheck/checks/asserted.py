"""A finding for a stated number that no reading of its wording bears out; shared by the rules on worked figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimcheck.checks.rule import finding
from claimcheck.model import Finding, Role
from claimcheck.relations.assertions import Assertion
from claimcheck.wording import interval_words, rounded_interval

_CERTAIN, _LIKELY = 0.95, 0.82


def failures(rule: str, assertions: Iterable[Assertion], what: str) -> Iterator[Finding]:
    """A finding for every assertion of which all readings fail; `what`: what was worked out ("the average")."""
    for assertion in assertions:
        if not assertion.fails:
            continue
        stated, reading = assertion.stated, assertion.readings[0]
        unit = stated.quantity.unit
        worked = interval_words(rounded_interval(reading.result), unit)
        yield finding(
            rule,
            _CERTAIN if assertion.sure else _LIKELY,
            f"{stated.text} stated as {what}; worked out, it is {worked}",
            f"{reading.working} = {worked}; stated is {interval_words(stated.quantity.interval, unit)}",
            [(stated, Role.STATED), *((claim, Role.OPERAND) for claim in reading.operands)],
        )
