"""Texts in other languages: only what can be read without knowing the language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claimcheck.claims.concepts import unit_class
from claimcheck.documents.language import language_of
from claimcheck.language.lexical import is_lexical
from claimcheck.model import Claim, Document

_PLAIN = ("money", "percent", "measure")
"""Units that mean the same in every language."""


def is_foreign(language: str | None) -> bool:
    """Whether a text of this language is read only in part; one whose language cannot be told is taken for English."""
    return language not in (None, "en") and not is_lexical(language)


def claims_of(document: Document) -> Sequence[Claim]:
    """The claims of a document; of one in a language that is not read those of tables, and the numbers with plain units.

    What its words say of a number is not known then, so that nothing is matched or concluded by them.
    """
    from claimcheck.claims.builder import extract_claims

    language = language_of(document)
    if is_lexical(language):
        from claimcheck.claims.lexical import extract_claims as extract_by_data

        assert language is not None
        return extract_by_data(document, language)
    claims = extract_claims(document)
    if not is_foreign(language):
        return claims
    return [
        claim if claim.cell is not None else _bare(claim, language or "")
        for claim in claims
        if claim.cell is not None or unit_class(claim.quantity.unit) in _PLAIN
    ]


def _bare(claim: Claim, language: str) -> Claim:
    nothing: frozenset[str] = frozenset()
    return replace(
        claim, subject=None, subject_key=None, metric=None, concept=None, terms=nothing, qualifiers=nothing, scope=nothing,
        context=nothing, period=None, base=None, direction=0, predicate=None, part_key=None, language=language,
    )  # fmt: skip
