"""A quote that no longer stands in its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.checks.registered import at_mark, at_span, nothing, registry_finding
from claimcheck.checks.rule import Rule
from claimcheck.model import Document, Finding, Role, Severity

if TYPE_CHECKING:
    from claimcheck.registry.model import RegisteredClaim, Source
    from claimcheck.registry.quotes import Found

NAME = "quote-drift"


def drifted(entry: RegisteredClaim, source: Source, document: Document, now: Found | None) -> Finding:
    """The finding for a quote that is not in its source; `now`: what stands there in its place, where that can be told."""
    locations = [at_mark(entry, source.mark)]
    if now is not None:
        locations.append(at_span(document, now.span, Role.OTHER_SIDE))
        told = f"{source.path} now says “{now.text}”"
    else:
        told = f"nothing in {source.path} is like it"
    return registry_finding(
        NAME,
        0.97,
        f"{entry.id}: the quote no longer stands in {source.path}",
        f"{told}; quoted is “{' '.join((source.quote or '').split())}”",
        locations,
        (entry.id, source.path, " ".join((source.quote or "").split())),
    )


RULE = Rule(
    NAME,
    "A quote of the registry no longer stands in its source.",
    Severity.ERROR,
    "With `claimcheck verify`, every `quote` is looked for in the text of its source. White space, line breaks, quotation marks, dashes "
    "and Markdown may differ; letters and digits may not. The finding shows the passage that has taken its place.",
    "A source that changes under a claim takes the claim's ground away without anybody noticing.",
    "==> claims/revenue.yaml <==\nid: revenue-2025\nclaim: Norvale Packaging had revenue of $2.64 billion in 2025.\nsources:\n  - path: results.md\n    quote: revenue of $2.64 billion for 2025\n\n==> results.md <==\nNorvale Packaging reported revenue of $2.46 billion for 2025.\n",
    "==> claims/revenue.yaml <==\nid: revenue-2025\nclaim: Norvale Packaging had revenue of $2.64 billion in 2025.\nsources:\n  - path: results.md\n    quote: revenue of $2.64 billion for 2025\n\n==> results.md <==\nNorvale Packaging reported revenue of **$2.64 billion**\nfor 2025.\n",
    nothing,
    project=True,
    advice="If the source was corrected, quote it anew and check the claim; if the quote was mistyped, correct it.",
)
