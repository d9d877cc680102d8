"""A magnitude that is written once and holds for two numbers: "from EUR 1,247 to EUR 1,570 million"."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from claimcheck.data import lexicon_cache, rows
from claimcheck.model import Claim

_WORD = re.compile(r"(?<=[\d ])([A-Za-z]+)\.?")


@lexicon_cache
def _powers() -> dict[str, int]:
    return {
        form.lower(): int(power) for form, power, when in rows("magnitudes") if when in ("word", "always")
    }


def magnitude_of(claim: Claim) -> Decimal | None:
    """The magnitude that a number is written with ("million", "bn"); None where it has none."""
    for match in _WORD.finditer(claim.text):
        power = _powers().get(match.group(1).lower())
        if power is not None:
            return Decimal(10) ** power
    return None


def with_magnitude_of(claim: Claim, sibling: Claim) -> Claim | None:
    """A number read with the magnitude of its sibling; None where it has its own, the sibling has none, or both are alike without."""
    scale = magnitude_of(sibling)
    ours, theirs = claim.quantity.value, sibling.quantity.value
    if scale is None or not ours or not theirs or magnitude_of(claim) is not None:
        return None
    if abs(theirs) / abs(ours) < scale / 100:
        return None  # "from 900,000 to 1.2 million"
    return replace(claim, quantity=claim.quantity.rescaled(scale, claim.quantity.unit))
