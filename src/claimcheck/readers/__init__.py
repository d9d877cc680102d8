"""Readers of claims, and the one call that reads a document with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from claimcheck.model import Claim, Document
from claimcheck.readers.interface import ClaimReader
from claimcheck.readers.words import WordReader

_BUILT_IN: tuple[ClaimReader, ...] = (WordReader(),)
_MORE: list[ClaimReader] = []
"""Readers of plugins, while `more_claim_readers` is in force."""


@contextmanager
def more_claim_readers(readers: Sequence[ClaimReader]) -> Iterator[None]:
    """Asks further readers before the built-in one for a while."""
    before = list(_MORE)
    _MORE[:0] = readers
    try:
        yield
    finally:
        _MORE[:] = before


def read_claims(document: Document) -> Sequence[Claim]:
    """The claims of a document, in the order of its text, by the first reader that takes it."""
    reader = next(reader for reader in (*_MORE, *_BUILT_IN) if reader.reads(document))
    return reader.claims(document)


__all__ = ["ClaimReader", "more_claim_readers", "read_claims"]
