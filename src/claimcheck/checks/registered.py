"""What the rules on the registry share: places in registry files, comments and sources, and findings about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING

from claimcheck.checks.rule import Corpus, location, severity_for
from claimcheck.model import Claim, Document, Feature, Finding, LineIndex, Location, Role, Span

if TYPE_CHECKING:
    from claimcheck.registry.model import Mark, RegisteredClaim


def nothing(corpus: Corpus) -> Iterable[Finding]:
    """Nothing: rules on the registry look at it, and not at a corpus alone."""
    return ()


def at_mark(entry: RegisteredClaim, mark: Mark, role: Role = Role.STATED) -> Location:
    """A place in the registry file of an entry."""
    return Location(
        entry.path,
        mark.line,
        mark.column,
        mark.span,
        mark.text,
        " ".join(mark.text.split()),
        role,
        None,
        entry.id,
    )


def at_claim(claim: Claim, role: Role) -> Location:
    """The place of a claim, in a document or in the registry."""
    return location(claim, role)


def at_span(document: Document, span: Span, role: Role) -> Location:
    """A passage of a document."""
    line, column = LineIndex(document.text).place(span.start)
    text = document.text[span.start : span.end]
    return Location(document.path, line, column, span, text, " ".join(text.split()), role)


def registry_finding(
    rule: str,
    confidence: float,
    message: str,
    derivation: str,
    locations: Sequence[Location],
    identity: Sequence[str],
    features: tuple[Feature, ...] = (),
) -> Finding:
    """A finding about the registry; `identity`: what makes it the same finding when lines move."""
    fingerprint = blake2b(
        "\1".join([rule, *identity]).encode("utf-8", "surrogatepass"), digest_size=10
    ).hexdigest()
    return Finding(
        rule,
        severity_for(confidence),
        confidence,
        message,
        derivation,
        fingerprint,
        tuple(locations),
        features,
        None,
    )
