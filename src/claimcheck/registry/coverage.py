"""Coverage: for every number of a text, who answers for it.

In this order: a comment binds it to an entry of the registry; its words speak of one, or one quotes it; a source says the same, or
the quotation that it stands in is from one; it follows from numbers that have an owner, or repeats one; nobody.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from claimcheck.facts.clusters import JOINED
from claimcheck.model import (
    OWNED,
    Claim,
    ClaimKind,
    Document,
    Interval,
    Link,
    OwnedNumber,
    Ownership,
    Span,
)
from claimcheck.registry.quotes import SourceText, fold
from claimcheck.registry.verification import Verification
from claimcheck.relations.formulas import FormulaError, parse_formula
from claimcheck.suppressions.exempt import Exemptions

_SMALL = 12
"""Up to here a count in words is a word, as house styles have it: "two of the three"."""
_LEAST_QUOTE = 16
"""Characters of a quotation that is looked for in the sources; a shorter one stands somewhere by chance."""
_MOST_PLACES = 20
"""Sources in which one quotation is looked for."""
_QUOTE = re.compile(r"“([^“”]{1,1200})”|„([^„“”]{1,1200})[“”]|«([^«»]{1,1200})»|\"([^\"]{1,1200})\"")
_DIGITS = re.compile(r"\d(?:[\d,.]*\d)?")
_ARITHMETIC = re.compile(r"[\s\d.,%$€£()+*/×·÷−–-]{1,300}")
_EQUALS = re.compile(r"\s*[=≈]\s*")
_SIGNS = re.compile(r"[%$€£]")


@dataclass(slots=True)
class _Owners:
    """What is known of the numbers so far."""

    found: dict[str, tuple[Ownership, str]] = field(default_factory=dict)

    def give(self, number: str, ownership: Ownership, owner: str) -> None:
        self.found.setdefault(number, (ownership, owner))


def owned_numbers(
    documents: Sequence[tuple[Document, Sequence[Claim]]],
    sources: Sequence[tuple[Document, Sequence[Claim]]],
    verification: Verification,
    links: Sequence[Link],
    known: Collection[str],
) -> tuple[OwnedNumber, ...]:
    """Every number of some documents with its owner, in order.

    `sources`: the documents that numbers may be found in, those that are covered among them or not. `verification`: of the
    registry against all of these. `links`: the arithmetic that the documents assert. `known`: the ids of the registry.
    """
    owners = _Owners()
    for binding in verification.bindings:
        if binding.number is not None and binding.claim_id in known:
            owners.give(binding.number.id, Ownership.BOUND, binding.claim_id)
    for record in verification.records:
        for item in record.evidence:
            if item.claim is not None:
                owners.give(item.claim, Ownership.MATCHED, record.id)
    for spoken in verification.spoken:
        owners.give(spoken.number.id, Ownership.MATCHED, spoken.entry)
    _by_quotation(documents, sources, owners)
    _by_words(verification, documents, sources, owners)
    for document, claims in documents:
        _repeated(document, claims, owners)
    _derived(links, owners)
    return tuple(number for document, claims in documents for number in _told(document, claims, owners))


def _told(document: Document, claims: Sequence[Claim], owners: _Owners) -> Iterator[OwnedNumber]:
    exemptions = Exemptions(document)
    for claim in sorted(claims, key=lambda claim: claim.span):
        ownership, owner = owners.found.get(claim.id, (Ownership.NOBODY, ""))
        reason = exemptions.reason(claim)
        if ownership not in OWNED and reason is not None:
            ownership, owner = Ownership.EXEMPT, reason or "a comment says so"
        elif ownership not in OWNED and _is_word(claim):
            ownership, owner = Ownership.EXEMPT, "a small count in words"
        yield OwnedNumber(
            claim.id, claim.path, claim.line, claim.column, claim.readable, claim.sentence, ownership, owner
        )


def _is_word(claim: Claim) -> bool:
    """Whether a number is a small count in words, which no style guide has as a figure."""
    value = claim.quantity.value
    counts = claim.kind in (ClaimKind.COUNT, ClaimKind.RANK, ClaimKind.ORDINAL, ClaimKind.DURATION)
    return counts and value is not None and 0 <= value <= _SMALL and not re.search(r"\d", claim.readable)


def _by_words(
    verification: Verification,
    documents: Sequence[tuple[Document, Sequence[Claim]]],
    sources: Sequence[tuple[Document, Sequence[Claim]]],
    owners: _Owners,
) -> None:
    """Numbers that a source gives for the same thing, by its words."""
    covered = {document.path for document, _ in documents}
    giving = {document.path for document, _ in sources}
    for pair in verification.pairs:
        if pair.joined < JOINED or pair.left.path == pair.right.path:
            continue
        for number, other in ((pair.left, pair.right), (pair.right, pair.left)):
            if number.path in covered and other.path in giving:
                owners.give(number.id, Ownership.SOURCED, f"{other.path}:{other.line}")


def _by_quotation(
    documents: Sequence[tuple[Document, Sequence[Claim]]],
    sources: Sequence[tuple[Document, Sequence[Claim]]],
    owners: _Owners,
) -> None:
    """Numbers within quotation marks, where a source has the very words."""
    library: _Library | None = None
    for document, claims in documents:
        texts = part_texts(document)
        by_part: dict[tuple[int, int, int], list[Claim]] = defaultdict(list)
        for claim in claims:
            if claim.id not in owners.found:
                by_part[part_of(claim)].append(claim)
        for part, numbers in by_part.items():
            for span in quotations(texts.get(part, "")):
                within = [number for number in numbers if span.contains(number.mention_span)]
                if not within or span.end - span.start < _LEAST_QUOTE:
                    continue
                library = library or _Library(sources)
                place = library.place(texts[part][span.start : span.end], document.path)
                for number in within if place is not None else ():
                    owners.give(number.id, Ownership.SOURCED, f"quoted from {place}")


def part_of(claim: Claim) -> tuple[int, int, int]:
    """Which segment, or which cell of which table, a number stands in."""
    if claim.cell is None:
        return claim.segment, -1, -1
    return claim.cell.table, claim.cell.row, claim.cell.column


def part_texts(document: Document) -> dict[tuple[int, int, int], str]:
    """The texts of a document by the parts that `part_of` names."""
    texts = {(segment.index, -1, -1): segment.text for segment in document.segments}
    for table in document.tables:
        texts |= {(table.index, cell.row, cell.column): cell.text for row in table.rows for cell in row}
    return texts


def quotations(text: str) -> list[Span]:
    """What stands within quotation marks."""
    return [
        Span(*match.span(match.lastindex or 0))
        for match in _QUOTE.finditer(text)
        if match.lastindex is not None
    ]


class _Library:
    """The sources, prepared for finding words that stand in them: only those are searched that have the figures."""

    def __init__(self, sources: Iterable[tuple[Document, Sequence[Claim]]]) -> None:
        self.texts = [(document.path, SourceText.of(document)) for document, _ in sources]
        self.having: Mapping[str, list[int]] = defaultdict(list)
        for index, (_, text) in enumerate(self.texts):
            for figure in set(_DIGITS.findall(text.folded)):
                self.having[figure].append(index)

    def place(self, quote: str, but: str) -> str | None:
        """The source that has these words, other than the document that they are in itself."""
        folded = fold(quote).rstrip(" .,;:")
        figures = _DIGITS.findall(folded)
        if not figures:
            return None
        rarest = min((self.having.get(figure, []) for figure in figures), key=len)
        for index in rarest[:_MOST_PLACES]:
            path, text = self.texts[index]
            if path != but and text.find(folded) is not None:
                return path
        return None


def _repeated(document: Document, claims: Sequence[Claim], owners: _Owners) -> None:
    """Numbers that say again what an owned one of their paragraph or row says, and results of sums that are written out."""
    rows: dict[tuple[int, int], list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.span):
        rows[claim.segment, claim.cell.row if claim.cell is not None else -1].append(claim)
    for numbers in rows.values():
        said: dict[str, tuple[str, Claim]] = {}
        for number in numbers:
            if number.id in owners.found and (figure := _figure(number)):
                said.setdefault(figure, (number.quantity.unit, number))
        for number in numbers:
            unit, first = said.get(_figure(number), ("", None))
            if first is not None and number.quantity.unit in (unit, "dimensionless"):
                owners.give(number.id, Ownership.DERIVED, f"repeats {first.readable}")
    _sums(document, claims, owners)


def _figure(claim: Claim) -> str:
    match = _DIGITS.search(claim.readable)
    return match.group() if match else ""


def _sums(document: Document, claims: Sequence[Claim], owners: _Owners) -> None:
    """ "736 / 412 = 1.79": the result follows from the figures before it, if it does."""
    by_part: dict[tuple[int, int, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        by_part[part_of(claim)].append(claim)
    texts = part_texts(document)
    for part, numbers in by_part.items():
        text = texts.get(part, "")
        for sign in _EQUALS.finditer(text):
            result = next((n for n in numbers if n.mention_span.start == sign.end()), None)
            before = [n for n in numbers if n.mention_span.end <= sign.start()][-12:]
            if result is None or not before:
                continue
            start = _beginning(text, sign.start(), [n.mention_span.start for n in before])
            operands = [n for n in before if n.mention_span.start >= start]
            if (
                operands
                and all(n.id in owners.found for n in operands)
                and _comes_to(text[start : sign.start()], result)
            ):
                named = ", ".join(n.readable.rstrip(" +") for n in operands)
                owners.give(result.id, Ownership.DERIVED, f"from {named}")


def _beginning(text: str, end: int, starts: Sequence[int]) -> int:
    """Where the written-out arithmetic before an equals sign begins."""
    begin = end
    for start in reversed(starts):
        opened = start - 1 if text[start - 1 : start] == "(" else start
        if _ARITHMETIC.fullmatch(text[opened:end]) is None:
            break
        begin = opened
    return begin


def _comes_to(formula: str, result: Claim) -> bool:
    try:
        worked = parse_formula(_SIGNS.sub("", formula)).work(lambda name: Interval(None, None))
    except FormulaError:
        return False
    interval = result.quantity.interval
    if worked is None or worked.low is None:
        return False
    if result.quantity.unit == "percent":
        scaled = Interval(worked.low * 100, worked.low * 100)
        return not interval.disjoint(worked) or not interval.disjoint(scaled)
    return not interval.disjoint(worked)


def _derived(links: Sequence[Link], owners: _Owners) -> None:
    """Numbers that follow from owned ones, step by step: what follows is an owner's, too."""
    waiting: dict[str, list[Link]] = defaultdict(list)
    missing: dict[int, int] = {}
    ready: list[Link] = []
    for link in links:
        if link.holds is not True or not link.operands:
            continue
        lacking = {operand for operand in link.operands if operand not in owners.found}
        missing[id(link)] = len(lacking)
        for operand in lacking:
            waiting[operand].append(link)
        if not lacking:
            ready.append(link)
    while ready:
        link = ready.pop()
        if link.stated in owners.found:
            continue
        owners.give(link.stated, Ownership.DERIVED, f"by {link.equation}")
        for other in waiting.pop(link.stated, ()):
            missing[id(other)] -= 1
            if missing[id(other)] == 0:
                ready.append(other)


def counted(numbers: Sequence[OwnedNumber]) -> Mapping[Ownership, int]:
    """How many numbers came to their owners in which way."""
    counts = dict.fromkeys(Ownership, 0)
    for number in numbers:
        counts[number.ownership] += 1
    return counts


def by_file(numbers: Sequence[OwnedNumber]) -> dict[str, list[OwnedNumber]]:
    """The numbers of each file, in order."""
    files: dict[str, list[OwnedNumber]] = defaultdict(list)
    for number in numbers:
        files[number.path].append(number)
    return dict(files)


def least(percent: Decimal) -> str:
    """A share as it is printed: "94.3%"."""
    return f"{percent.normalize():f}%"
