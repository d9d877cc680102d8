"""Numbers with the words around them and with how far apart they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from claimcheck.claims.concepts import unit_class
from claimcheck.model import Claim, ClaimKind, Document, Modality
from claimcheck.relations.magnitudes import with_magnitude_of
from claimcheck.relations.places import places_of

SENTENCE, BEFORE, PARAGRAPH, NEAR, DOCUMENT, ELSEWHERE = range(6)
"""How far an operand stands from its number: in one sentence (row or column), the sentence before (one table), one
paragraph, a few paragraphs or headings apart, one document, another document."""
_NEAR_SEGMENTS = 3
_WINDOW = 110


@dataclass(frozen=True, slots=True)
class Site:
    """A number where it stands."""

    claim: Claim
    order: int
    """Its number in reading order within its document."""
    before: str
    behind: str
    clause: str
    words: frozenset[str]
    """What is said of it, as stems."""
    sort: str
    """percent, points, part, multiple, amount; "" for what takes no part in arithmetic."""


def sites_of(claims: Sequence[Claim], document: Document | None) -> list[Site]:
    """The numbers of a document in reading order."""
    found: list[Site] = []
    labels = _labels(document)
    for _, sentence in groupby(claims, key=_sentence):
        found += _sites(list(sentence), labels, len(found))
    return found


def _sentence(claim: Claim) -> tuple[int, int, int]:
    return (
        claim.segment,
        claim.sentence_number if claim.cell is None else claim.cell.row,
        claim.cell is None,
    )


def _labels(document: Document | None) -> dict[tuple[int, int], str]:
    """The words at the head of each column of each table."""
    found: dict[tuple[int, int], str] = {}
    for table in document.tables if document is not None else ():
        for row in table.rows[: max(table.header_rows, 1)]:
            for cell in row:
                found[table.index, cell.column] = (
                    f"{found.get((table.index, cell.column), '')} {cell.text}".strip()
                )
    return found


def _sites(sentence: Sequence[Claim], labels: Mapping[tuple[int, int], str], order: int) -> Iterator[Site]:
    places = places_of(sentence) if sentence[0].cell is None else {}
    for index, claim in enumerate(sentence):
        place = places.get(claim.id)
        if claim.cell is not None:
            label = f"{claim.sentence} {labels.get((claim.cell.table, claim.cell.column), '')}"
            yield Site(claim, order + index, "", "", label, words_said(claim), sort_of(claim))
        elif place is None:
            yield Site(claim, order + index, "", "", claim.clause, words_said(claim), sort_of(claim))
        else:
            before = claim.sentence[max(0, place.start - _WINDOW) : place.start]
            behind = claim.sentence[place.end : place.end + _WINDOW]
            if index and _is_alone(claim, behind):
                claim = _of_the_kind_before(claim, sentence[index - 1])
            yield Site(
                claim, order + index, before, behind, claim.sentence, words_said(claim), sort_of(claim)
            )


def _is_alone(claim: Claim, behind: str) -> bool:
    """Whether nothing says what a number is of: "(2024: 388.5)"."""
    return claim.quantity.unit == "dimensionless" and (not behind or behind[0] in ").,;:")


def _of_the_kind_before(claim: Claim, sibling: Claim) -> Claim:
    """A bare number as one in the unit and magnitude of the number before it: "€412.6 million (2024: 388.5)"."""
    unit, value, other = sibling.quantity.unit, claim.quantity.value, sibling.quantity.value
    if unit_class(unit) not in ("money", "measure") or not value or not other:
        return claim
    quantity = (with_magnitude_of(claim, sibling) or claim).quantity
    if quantity.value is None or not Decimal("0.2") <= abs(quantity.value / other) <= 5:
        return claim
    return replace(claim, quantity=replace(quantity, unit=unit))


def words_said(claim: Claim) -> frozenset[str]:
    """What is said of a number, as stems."""
    named = frozenset((claim.concept or "").split()) | frozenset((claim.subject_key or "").split())
    return claim.context | claim.terms | claim.scope | named


def sort_of(claim: Claim) -> str:
    """Which sort of number a claim is for arithmetic."""
    unit, value = claim.quantity.unit, claim.quantity.value
    if value is None or claim.modality is Modality.HYPOTHETICAL or unit == "rank":
        return ""
    if unit == "percent":
        return "percent"
    if unit.startswith("percent/"):
        return "growth"
    if unit == "percentage_point" or unit == "point":
        return "points"
    if unit == "ratio":
        return "part" if value < 1 else "multiple"
    return "amount"


def distance(left: Site, right: Site) -> int:
    """How far two numbers stand apart."""
    a, b = left.claim, right.claim
    if a.path != b.path:
        return ELSEWHERE
    if a.cell is not None and b.cell is not None and a.cell.table == b.cell.table:
        return SENTENCE if a.cell.row == b.cell.row or a.cell.column == b.cell.column else BEFORE
    if a.segment == b.segment:
        apart = a.sentence_number - b.sentence_number
        if apart == 0:
            return SENTENCE
        return BEFORE if apart == 1 else PARAGRAPH
    if abs(a.segment - b.segment) == 1 and b.segment < a.segment:
        return PARAGRAPH
    return NEAR if abs(a.segment - b.segment) <= _NEAR_SEGMENTS else DOCUMENT


def is_level(claim: Claim) -> bool:
    """Whether a number can be a level that others are worked out from."""
    return claim.kind is not ClaimKind.RANK and claim.quantity.value is not None


def can_add(left: Claim, right: Claim) -> bool:
    """Whether two numbers may be of one kind: units that convert, or things counted under different names."""
    a, b = left.quantity.unit, right.quantity.unit
    if a == b:
        return True
    kinds = {unit_class(a), unit_class(b)}
    if kinds <= {"count", "bare"} and "/" not in a + b:
        return True
    return len(kinds) == 1 and kinds <= {"money", "measure", "time", "percent"}
