"""What is ranked, by which measure and in which scope: "the world's largest OSAT company by revenue"."""

from __future__ import annotations

import re

from claimcheck.claims.concepts import concept_of
from claimcheck.claims.sentence_view import SentenceView
from claimcheck.claims.words import content
from claimcheck.model import Mention

_RANK_END = re.compile(r"[,;.:]|\b(?:by|with|and|that|which|who|on|is|was|at)\b")
_RANK_MEASURE = re.compile(r"\bby (?:its |their )?((?:[A-Za-z0-9-]+ ){0,3}[a-z-]+)")
_RANKED_BY = re.compile(
    r"\b(?:[Rr]anked |[Mm]easured )?[Bb]y (?:its |their )?((?:[A-Za-z0-9-]+ ){0,2}[a-z-]+),"
)
_BRACKETED = re.compile(r"\(([A-Z][A-Za-z]{1,8})\)")
_WORLD = re.compile(r"\b(?:world(?:['’]s|wide|-wide)?|global(?:ly)?)\b", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:in|of) (?:the )?([A-Z][A-Za-z.]+(?: [A-Z][a-z]+)?|country|region|state|city|nation)\b"
)
_POSSESSOR = re.compile(r"([A-Za-z.]+)['’]s\b")


def rank_metric(view: SentenceView, mention: Mention) -> str | None:
    """What is ranked, with the measure: "OSAT company by revenue"."""
    tail = view.text[mention.span.end : min(view.span.end, mention.span.end + 120)]
    end = re.search(r"[,;.:]|\b(?:with|that|which|who|is|was)\b", tail)
    return " ".join((tail[: end.start()] if end else tail).split()) or None


def rank_frame(view: SentenceView, mention: Mention) -> dict[str, object]:
    """What is ranked, by which measure and in which scope: "the world's largest OSAT company by revenue"."""
    tail = view.text[mention.span.end : min(view.span.end, mention.span.end + 120)]
    words = view.text[mention.span.start : mention.span.end]
    bracketed = _BRACKETED.search(tail)
    end = _RANK_END.search(tail)
    phrase = bracketed.group(1) if bracketed else tail[: end.start()] if end else tail
    measure = _RANK_MEASURE.search(tail) or _RANKED_BY.search(view.text, view.span.start, mention.span.start)
    place = _PLACE.search(tail)
    possessor = _POSSESSOR.search(words)
    scope = "world" if _WORLD.search(words + " " + tail) else None
    if scope is None and possessor:
        scope = possessor.group(1).lower()
    if scope is None and place:
        scope = place.group(1).lower()
    by = concept_of(measure.group(1).split()[-1]) if measure else None
    category = content(word for word in re.findall(r"[A-Za-z][A-Za-z-]*", _WORLD.sub(" ", phrase)))
    return {
        "terms": category,
        "concept": by.name if by else (measure.group(1).lower() if measure else None),
        "category": " ".join(sorted(category)) or None,
        "qualifiers": frozenset({f"scope:{scope}"} if scope else set()),
    }
