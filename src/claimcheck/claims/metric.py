"""What a number measures."""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.claims.concepts import qualifier_groups
from claimcheck.model import Span


@dataclass(frozen=True, slots=True)
class Metric:
    """What a number measures."""

    name: str
    """For people."""
    concept: str | None
    terms: frozenset[str]
    """Normalised words of the phrase, the concept's own left out."""
    qualifiers: frozenset[str]
    span: Span | None = None
    """Where the phrase stands."""
    bound: bool = True
    """False where it was only taken over from an earlier number."""


def qualifiers_in(words: list[str]) -> frozenset[str]:
    """Those of some words that narrow a measure: net, gross, organic."""
    groups = qualifier_groups()
    return frozenset(word.lower() for word in words if word.lower() in groups)


def only_narrows(metric: str) -> bool:
    """Whether the name of a measure says how something was measured, and not what: "average"."""
    words = metric.lower().split()
    return len(qualifiers_in(words)) == len(set(words))
