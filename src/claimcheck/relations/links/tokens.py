"""Sentences as tokens: every number a letter for its sort and an index, so that wordings are patterns over words and roles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.language.en import tolerances
from claimcheck.model import Claim
from claimcheck.quantities.events import YEAR_OF
from claimcheck.relations.assertions import is_spread
from claimcheck.relations.links.sites import sort_of
from claimcheck.relations.places import places_of

SORTS = {
    "percent": "P",
    "points": "T",
    "part": "F",
    "multiple": "M",
    "amount": "A",
    "growth": "G",
    "": "X",
}
YEAR = "Y"
LONGEST = 700
MOST_NUMBERS = 14
_YEAR = re.compile(r"(?<![\d,.$€£#/-])(?:1[5-9]|20)\d{2}(?![\d,.]\d|[\ds%/-]|#)")


def letter(claim: Claim) -> str:
    """The letter of a number's sort; years are years, whatever they are of."""
    if (claim.quantity.hedge or "").lower() in tolerances() or is_spread(claim):
        return SORTS[""]
    return YEAR if claim.quantity.unit.startswith(YEAR_OF) else SORTS[sort_of(claim)]


def tokenised(sentence: Sequence[Claim], first: int = 0) -> tuple[str, tuple[int, ...]] | None:
    """A sentence with each number as "#A0#", and where each token begins; None where a number cannot be found again."""
    if not sentence or len(sentence) > MOST_NUMBERS or len(sentence[0].sentence) > LONGEST:
        return None
    places = places_of(sentence)
    text, at = "", 0
    begins: list[int] = []
    for index, claim in enumerate(sentence):
        place = places.get(claim.id)
        if place is None or place.start < at:
            return None
        text += sentence[0].sentence[at : place.start]
        begins.append(len(text))
        text += f"#{letter(claim)}{first + index}#"
        at = place.end
    return text + sentence[0].sentence[at:], tuple(begins)


def years_in(text: str, sentence: Sequence[Claim]) -> tuple[int, ...]:
    """The years of a sentence in tokens, whether they are claims or not, each once, in order."""
    found: list[int] = []
    for match in re.finditer(rf"#{YEAR}(\d+)#|{_YEAR.pattern}", text):
        value = sentence[int(match[1])].quantity.value if match[1] else match[0]
        if value is not None and int(value) not in found:
            found.append(int(value))
    return tuple(found)
