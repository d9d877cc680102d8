"""What a reader of claims is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from claimcheck.model import Claim, Document


@runtime_checkable
class ClaimReader(Protocol):
    """Turns a document into its numeric claims. It keeps nothing between documents."""

    name: str
    """By which it is known: "words"."""

    def reads(self, document: Document) -> bool:
        """Whether it takes this document; if not, the next reader is asked."""

    def claims(self, document: Document) -> Sequence[Claim]:
        """All claims of the document, in the order of its text.

        Each has a place in the document and a frame; what is not known stays None or empty, which is no contrast to anything. Use
        `finish.claim_at` to make them. An error of the reader costs the document: it is reported as one that cannot be read.
        """
