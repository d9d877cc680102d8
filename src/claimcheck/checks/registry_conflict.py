"""A document that contradicts a claim of the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.checks.registered import at_claim, nothing, registry_finding
from claimcheck.checks.rule import Rule, figure_of, place_of, said_of
from claimcheck.model import Claim, Feature, Finding, Role, Severity
from claimcheck.wording import interval_words, rounded_interval

if TYPE_CHECKING:
    from claimcheck.registry.model import RegisteredClaim

NAME = "registry-conflict"


def contradicting(
    entry: RegisteredClaim, claim: Claim, stated: Claim, confidence: float, features: tuple[Feature, ...] = ()
) -> Finding:
    """The finding for a number of a document, or of another entry, that the claim does not allow."""
    return registry_finding(
        NAME,
        confidence,
        f"{said_of(stated, claim)}: {figure_of(stated)} here, {figure_of(claim)} in the claim {entry.id}",
        f"{place_of(claim, stated)} allows {interval_words(rounded_interval(claim.quantity.interval), claim.quantity.unit)}; "
        f"“{stated.text}” allows {interval_words(rounded_interval(stated.quantity.interval), stated.quantity.unit)}",
        [at_claim(stated, Role.STATED), at_claim(claim, Role.OTHER_SIDE)],
        (entry.id, stated.path, "".join(stated.text.split()).lower()),
        features,
    )


RULE = Rule(
    NAME,
    "A document contradicts a claim of the registry.",
    Severity.ERROR,
    "With `claimcheck verify`, the documents are compared with every claim, as they are with each other, and a number "
    "that a comment binds to a claim (`<!-- claim: some-id -->` beside it) must agree with that claim, whatever the words around it. "
    "Two entries of the registry that contradict each other are found, too. A document that still gives a value which the "
    "entry `supersedes` is found by `stale-figure`.",
    "The registry says what the project stands for; a page that says otherwise is out of date, or the registry is.",
    "==> claims/revenue.yaml <==\nid: revenue-2025\nclaim: Norvale Packaging had revenue of $2.64 billion in 2025.\n\n==> sources/profile.md <==\nIn 2025, Norvale Packaging had revenue of $2.46 billion<!-- claim: revenue-2025 -->.\n",
    "==> claims/revenue.yaml <==\nid: revenue-2025\nclaim: Norvale Packaging had revenue of $2.64 billion in 2025.\n\n==> sources/profile.md <==\nIn 2025, Norvale Packaging had revenue of $2.6 billion<!-- claim: revenue-2025 -->.\n",
    nothing,
    project=True,
    advice="Correct the document, or the claim of the registry if the document is right.",
)
