"""The arithmetic of each document, worked out on its own or taken out of the cache."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from claimcheck.codec import Codec
from claimcheck.engine.memo import Item, Memo, key_of
from claimcheck.language.base import Closing, Conclusion
from claimcheck.language.lexical import known
from claimcheck.language.wordings import closings, conclusions
from claimcheck.model import Claim, Document
from claimcheck.relations.links.reader import Arithmetic, Index, arithmetic_of, documents_of

_SAID_OF = 400
"""Bytes that a number comes to, with what is said of it."""


def arithmetic_in(
    claims: Sequence[Claim], documents: Sequence[Document], memo: Memo
) -> dict[str, Arithmetic]:
    """What the words of each document tie its numbers by, by path.

    It depends on the document, and on the numbers of others that are spoken of in the rarest words of its own.
    """
    by_path = documents_of(claims)
    index = Index(claims)
    origins = memo.means.origins if memo.means.cache is not None else {}
    owns = [by_path.get(document.path, []) for document in documents]

    def key(document: Document, own: Sequence[Claim]) -> bytes | None:
        if document.path not in origins:
            return None
        others = [[other for _, other in index.elsewhere(claim)] for claim in own]
        paths = dict.fromkeys(other.path for some in others for other in some)
        if any(path not in origins for path in paths):
            return None
        named = [[other.id for other in some] for some in others]
        return key_of(origins[document.path], list(paths), *(origins[path] for path in paths), named)

    items = [
        Item(_SAID_OF * len(own), key(document, own)) for document, own in zip(documents, owns, strict=True)
    ]
    found = memo.each(
        "arithmetic", items, lambda number: arithmetic_of(owns[number], documents[number], index), _codec()
    )
    return {document.path: one for document, one in zip(documents, found, strict=True)}


@cache
def _codec() -> Codec[Arithmetic]:
    return Codec(Arithmetic, {Conclusion: _conclusions, Closing: _closings})


@cache
def _conclusions() -> tuple[Conclusion, ...]:
    return tuple(one for language in _languages() for one in conclusions(language))


@cache
def _closings() -> tuple[Closing, ...]:
    return tuple(one for language in _languages() for one in closings(language))


def _languages() -> tuple[str, ...]:
    return "en", *sorted(known())
