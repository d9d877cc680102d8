"""Where the numbers of a sentence stand in its words: by order of reading, so that equal figures keep their own places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimcheck.model import Claim


@dataclass(frozen=True, slots=True)
class Place:
    """The characters of a number in the sentence of its claim, and the bracket that it stands in."""

    start: int
    end: int
    bracket: int | None
    """Where the bracket around it opens; None outside of brackets."""


def places_of(sentence: Sequence[Claim]) -> dict[str, Place]:
    """The places of a sentence's numbers by the ids of the claims; those that cannot be found again are left out."""
    found: dict[str, Place] = {}
    at = 0
    for claim in sorted(sentence, key=lambda claim: claim.mention_span.start):
        words = " ".join(claim.text.split())
        start = _find(claim.sentence, words, at)
        if start < 0:
            continue
        found[claim.id] = Place(start, start + len(words), _bracket(claim.sentence, start))
        at = start + 1
    return found


def _find(text: str, words: str, at: int) -> int:
    """Where a number stands, and not merely its digits within another one; -1 where it does not."""
    start = text.find(words, at)
    while start > 0 and words[:1].isdigit() and text[start - 1].isdigit():
        start = text.find(words, start + 1)
    while start >= 0 and words[-1:].isdigit() and text[start + len(words) : start + len(words) + 1].isdigit():
        start = text.find(words, start + 1)
    return start


def _bracket(text: str, at: int) -> int | None:
    """Where the innermost bracket around a place opens."""
    opened: list[int] = []
    for index, character in enumerate(text[:at]):
        if character in "([":
            opened.append(index)
        elif character in ")]" and opened:
            opened.pop()
    return opened[-1] if opened else None


def words_between(left: Claim, right: Claim, places: dict[str, Place]) -> str | None:
    """The words between two numbers of one sentence; None where a place is not known."""
    first, second = places.get(left.id), places.get(right.id)
    if first is None or second is None:
        return None
    if first.start > second.start:
        first, second = second, first
    return left.sentence[first.end : max(first.end, second.start)]
