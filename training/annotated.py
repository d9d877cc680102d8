"""Where what people annotated stands in the texts of a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Place = tuple[str, int, int]
"""Name of the document, first character, one behind the last."""


def span(text: str, needle: str, nth: int = 1) -> tuple[int, int]:
    """Where some words stand the n-th time."""
    at = -1
    for _ in range(nth):
        at = text.index(needle, at + 1)
    return at, at + len(needle)


def quoted_facts(annotated: Mapping[str, Any], texts: Mapping[str, str]) -> list[list[Place]]:
    """The places of each annotated fact; those left out whose quotation does not stand exactly once."""
    facts = []
    for fact in annotated["facts"]:
        places = []
        for mention in fact["mentions"]:
            text = texts.get(mention.get("doc"), "")
            if text.count(mention["quote"]) == 1 and mention["number"] in mention["quote"]:
                start = text.index(mention["quote"]) + mention["quote"].index(mention["number"])
                places.append((mention["doc"], start, start + len(mention["number"])))
        facts.append(places)
    return facts
