"""The sentence that an entry has for a number of a text: as a person would write it down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from claimcheck.model import Claim
from claimcheck.quantities import find_quantities
from claimcheck.registry.model import RegisteredClaim
from claimcheck.registry.quotes import fold
from claimcheck.wording import quantity_words

_LONGEST, _LONGEST_UNIT = 240, 24
_UNIT_OF_LABEL = re.compile(r"\s*[(\[]([^()\[\]]{1,24})[)\]]\s*$")
_ENDS = (".", "!", "?", "…")


def sentence_of(number: Claim) -> str:
    """The sentence of a number, or the labels of its cell with it; one that is very long is cut down to the clause."""
    if number.cell is not None:
        labels = number.sentence.split(" | ")[:-1]
        bare = [_UNIT_OF_LABEL.sub("", label).strip() for label in labels]
        said = ", ".join(label for label in bare if label) or number.metric or "Value"
        return f"{said}: {told_with_unit(number)}."
    text = number.sentence
    if len(text) > _LONGEST and number.clause and number.readable in number.clause:
        text = number.clause
    text = text.strip(" *_#>-–—|")
    text = text[:1].upper() + text[1:]
    return text if text.endswith(_ENDS) else f"{text.rstrip(':;,')}."


def told_with_unit(number: Claim) -> str:
    """The number as it is written, with what its labels say of it: "38.2 MB" under "Memory (MB)", "$2.64 billion" under "$m"."""
    labels = number.sentence.split(" | ")[:-1] if number.cell is not None else []
    ends = map(_UNIT_OF_LABEL.search, labels)
    units = [end[1] for end in ends if end is not None]
    units += [label.lower() for label in labels if len(label) <= _LONGEST_UNIT]
    for written in (number.readable, *(f"{number.readable} {unit.strip()}" for unit in units)):
        found = find_quantities(written)
        if len(found) == 1 and found[0].quantity == number.quantity:
            return written
    return quantity_words(number.quantity)


def by_sentence(entries: Iterable[RegisteredClaim]) -> Mapping[str, Sequence[RegisteredClaim]]:
    """The entries by their sentences, without typography."""
    found: dict[str, list[RegisteredClaim]] = {}
    for entry in entries:
        found.setdefault(fold(entry.claim), []).append(entry)
    return found
