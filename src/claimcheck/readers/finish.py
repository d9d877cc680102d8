"""Claims with their places and ids, for any reader."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from claimcheck.claims.concepts import concept_of
from claimcheck.claims.entity_words import name_key
from claimcheck.claims.placing import placed
from claimcheck.claims.words import content
from claimcheck.model import Claim, ClaimKind, Document, LineIndex, Modality, Quantity, Segment, Span


def claim_at(
    document: Document,
    segment: Segment,
    span: Span,
    quantity: Quantity,
    *,
    subject: str | None = None,
    metric: str | None = None,
    kind: ClaimKind = ClaimKind.LEVEL,
    modality: Modality = Modality.REPORTED,
    **frame: Any,
) -> Claim:
    """A claim of a number that stands at `span` of a segment's text.

    Args:
        document: The document that is read.
        segment: Its segment that holds the number.
        span: Where the number stands, its hedge and unit included; offsets into `segment.text`.
        quantity: The number, with its unit and its interval.
        subject: Whom it is said of, as written; None where it is unknown.
        metric: What is measured, as written.
        kind: What sort of statement it is.
        modality: In which sense it is meant.
        frame: Other fields of `Claim`: `period`, `direction`, ….
    """
    source = segment.offsets.source_span(span.start, span.end)
    sentence = " ".join(segment.text.split())
    place = placed(
        document, _lines(document.text), segment.index, segment.text, span, source, sentence, segment.where
    )
    key = name_key(subject) if subject else None
    concept = concept_of(metric) if metric else None
    words = content(metric.split()) if metric else frozenset()
    known: dict[str, Any] = {
        "clause": segment.text,
        "context": content(segment.text.split()),
        "names": frozenset({key} if key else ()),
        "terms": frozenset() if concept is not None else words,
        "subject_named": subject is not None,
    }
    return Claim(
        **place,
        quantity=quantity,
        kind=kind,
        modality=modality,
        subject=subject,
        subject_key=key,
        metric=metric,
        concept=concept.name if concept is not None else None,
        **(known | frame),
    )


@lru_cache(maxsize=1)
def _lines(text: str) -> LineIndex:
    return LineIndex(text)
