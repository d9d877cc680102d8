"""A comment that binds a number to a claim which the registry does not have, or that binds nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from claimcheck.checks.registered import at_span, nothing, registry_finding
from claimcheck.checks.rule import Rule
from claimcheck.model import Finding, Role, Severity

if TYPE_CHECKING:
    from claimcheck.registry.bindings import Binding

NAME = "unknown-claim"


def unknown(binding: Binding, known: Iterable[str]) -> Finding:
    """The finding for a comment with an id that is not in the registry."""
    from difflib import get_close_matches

    close = get_close_matches(binding.claim_id, list(known), n=1)
    hint = f"; did you mean {close[0]}?" if close else ""
    return _finding(
        binding, f"there is no claim '{binding.claim_id}' in the registry{hint}", "no entry has this id"
    )


def without_number(binding: Binding) -> Finding:
    """The finding for a comment that no number stands near."""
    return _finding(
        binding,
        f"no number stands beside the comment for {binding.claim_id}",
        "a comment binds the number right before or behind it, within its paragraph",
    )


def _finding(binding: Binding, message: str, derivation: str) -> Finding:
    place = at_span(binding.document, binding.directive.span, Role.STATED)
    return registry_finding(
        NAME, 0.95, message, derivation, [place], (binding.claim_id, binding.document.path)
    )


RULE = Rule(
    NAME,
    "A comment binds a number to a claim that is not in the registry.",
    Severity.ERROR,
    "With `claimcheck verify`, every comment `<!-- claim: some-id -->` must name an entry of the registry and stand beside a number.",
    "A comment with a misspelt id looks like a guard and guards nothing.",
    "==> claims/revenue.yaml <==\nid: revenue-2025\nclaim: Norvale Packaging had revenue of $2.64 billion in 2025.\n\n==> sources/profile.md <==\nRevenue was $2.64 billion<!-- claim: revenue-2052 --> in 2025.\n",
    "==> claims/revenue.yaml <==\nid: revenue-2025\nclaim: Norvale Packaging had revenue of $2.64 billion in 2025.\n\n==> sources/profile.md <==\nRevenue was $2.64 billion<!-- claim: revenue-2025 --> in 2025.\n",
    nothing,
    project=True,
    advice="Correct the name in the comment, or add the claim to the registry.",
)
