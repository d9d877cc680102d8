"""A derived claim that does not follow from the claims of its formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.checks.registered import at_claim, nothing, registry_finding
from claimcheck.checks.rule import Rule
from claimcheck.model import Claim, Finding, Interval, Role, Severity
from claimcheck.wording import interval_words, rounded_interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimcheck.registry.model import RegisteredClaim

NAME = "derived-mismatch"


def not_following(
    entry: RegisteredClaim, claim: Claim, operands: Sequence[Claim], worked: Interval
) -> Finding:
    """The finding for a claim that its formula does not give. `worked`: what it gives, in the unit of the claim."""
    quantity = claim.quantity
    gives = interval_words(rounded_interval(worked), quantity.unit)
    return registry_finding(
        NAME,
        0.97,
        f"{entry.id}: {claim.text} claimed, its formula gives {gives}",
        f"{entry.formula} = {gives}; the claim allows {interval_words(rounded_interval(quantity.interval), quantity.unit)}",
        [at_claim(claim, Role.STATED), *(at_claim(operand, Role.OPERAND) for operand in operands)],
        (entry.id, entry.formula or ""),
    )


_FAILS = """==> claims/growth.yaml <==
- id: revenue-2025
  claim: Norvale Packaging had revenue of $2.64 billion in 2025.
- id: revenue-2024
  claim: Norvale Packaging had revenue of $2.20 billion in 2024.
- id: growth-2025
  claim: The revenue of Norvale Packaging grew by 27% in 2025.
  formula: "{revenue-2025} / {revenue-2024} - 1"
"""
RULE = Rule(
    NAME,
    "A derived claim does not follow from the claims of its formula.",
    Severity.ERROR,
    "With `claimcheck verify`, the `formula` of an entry is worked on what the entries that it names allow: + - * / and brackets, ids in braces, "
    "numbers. A ratio is taken as a percentage where the claim is one. The result and the claim must have a value in common.",
    "The levels are corrected and the growth rate that somebody once worked out from them is forgotten.",
    _FAILS,
    _FAILS.replace("27%", "20%"),
    nothing,
    project=True,
    advice="Work the claim out anew, or correct the claims that it rests on.",
)
