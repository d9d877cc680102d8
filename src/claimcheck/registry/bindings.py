"""Numbers of documents that a comment binds to a claim of the registry: "$2.64 billion<!-- claim: revenue-2025 -->"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.documents.directives import Directive, directives
from claimcheck.model import Claim, Document

_FARTHEST = 400
"""Characters between a comment and its number at most."""


@dataclass(frozen=True, slots=True)
class Binding:
    """A comment that names a claim, and the number that it binds to it."""

    claim_id: str
    directive: Directive
    document: Document
    number: Claim | None
    """None where no number stands near."""


def bindings(document: Document, claims: Sequence[Claim]) -> Iterator[Binding]:
    """The bindings of a document; `claims` are those of the document, in order."""
    ordered = sorted(claims, key=lambda claim: claim.span)
    starts = [claim.span.start for claim in ordered]
    for directive in directives(document):
        if directive.name != "claim":
            continue
        index = bisect_left(starts, directive.span.start)
        number = _nearest(document, directive, ordered[max(index - 1, 0) : index + 1])
        for claim_id in directive.argument.replace(",", " ").split():
            yield Binding(claim_id, directive, document, number)


def _nearest(document: Document, directive: Directive, around: Sequence[Claim]) -> Claim | None:
    """The number before or behind the comment: the nearer one, but none beyond a blank line before it.

    A comment on a line of its own speaks of what follows; one within a line never of what stands behind the words of that line.
    """
    best: tuple[int, Claim] | None = None
    line_start = document.text.rfind("\n", 0, directive.span.start) + 1
    alone = not document.text[line_start : directive.span.start].strip()
    for claim in around:
        before = claim.span.end <= directive.span.start
        gap = (
            document.text[claim.span.end : directive.span.start]
            if before
            else document.text[directive.span.end : claim.span.start]
        )
        if len(gap) > _FARTHEST or (before and "\n\n" in gap.replace("\r", "")):
            continue
        if not before and not alone and "\n" in gap and gap.strip():
            continue  # words stand between it and the number of a line further down, which somebody else wrote it for
        cost = len(gap) + (_FARTHEST if before and alone and "\n" in gap else 0)
        if best is None or cost < best[0]:
            best = (cost, claim)
    return best[1] if best else None
