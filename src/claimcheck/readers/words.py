"""The built-in reader: lexicons, named rules and positions, for English; of other languages what can be read without knowing them."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.claims.foreign import claims_of
from claimcheck.model import Claim, Document


class WordReader:
    """Reads any document."""

    name = "words"

    def reads(self, document: Document) -> bool:
        """It takes whatever no other reader takes."""
        return True

    def claims(self, document: Document) -> Sequence[Claim]:
        """The claims of a document by its words."""
        return claims_of(document)
