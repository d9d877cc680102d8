"""A text on its own, without a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from claimcheck.documents import read_string
from claimcheck.model import Claim
from claimcheck.readers import read_claims


def claims_of_text(text: str, published: date | None = None) -> list[Claim]:
    """The claims of a text; an empty text has none."""
    document = read_string(text, "<text>", "")
    if published is not None:
        document = replace(document, published=published)
    return list(read_claims(document))
