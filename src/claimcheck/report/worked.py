"""What the numbers beside a number give, written as the number itself is written."""

from __future__ import annotations

from decimal import Decimal

from claimcheck.model import Claim, Finding, Quantity
from claimcheck.quantities import find_quantities, intervals
from claimcheck.registry.dress import redressed
from claimcheck.wording import amount, rounded


def worked_value(finding: Finding) -> Decimal | None:
    """The value that a finding has worked out, or the middle of what it may be."""
    computed = finding.computed
    if computed is None:
        return None
    return computed.value if computed.value is not None else intervals.middle(computed.interval)


def in_its_dress(finding: Finding, claim: Claim) -> str:
    """What it should read, in its unit and rounded as it is: "8.8%" for "9.6%"; empty where the unit is another."""
    value, computed = worked_value(finding), finding.computed
    if value is None or computed is None or computed.unit != claim.quantity.unit:
        return ""
    # The words of a fall say that it is one: the figure has no sign.
    if claim.quantity.value is not None and claim.quantity.value > 0 and claim.direction < 0:
        value = abs(value)
    if claim.quantity.unit != "percent":
        return _redressed(claim.readable, value, computed) or amount(rounded(value), computed.unit)
    written = claim.quantity.value.as_tuple().exponent if claim.quantity.value is not None else 0
    if isinstance(written, int):
        value = round(value, max(-written, 0))
    return amount(rounded(value), computed.unit)


def _redressed(written: str, value: Decimal, computed: Quantity) -> str:
    """The number with its digits exchanged, rounded as it is where that is still what was worked out; empty where it cannot be."""
    dressed = redressed(written, value)
    if dressed is None:
        return ""
    for digits in (dressed.text, f"{rounded(value).normalize():,f}"):
        made = written[: dressed.span.start] + digits + written[dressed.span.end :]
        again = [mention.quantity for mention in find_quantities(made)]
        said = again[0].value if len(again) == 1 and again[0].unit == computed.unit else None
        if said is not None and computed.interval.contains(said):
            return made
    return ""
