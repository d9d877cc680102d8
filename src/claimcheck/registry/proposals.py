"""Proposals for a registry: an entry for every number of a text that none answers for, with what it may rest on.

A number that others say in other words is proposed once. What is proposed is read as the registry will read it before it is shown: an entry
that would not say what the text says is not proposed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from claimcheck.claims.entity_words import name_key
from claimcheck.claims.periods import find_periods
from claimcheck.claims.words import tokenize
from claimcheck.facts import Weighed
from claimcheck.facts.clusters import JOINED
from claimcheck.facts.passages import Pages, stem
from claimcheck.model import Claim, ClaimKind, Document, OwnedNumber, Ownership, Span
from claimcheck.quantities.units import is_measure
from claimcheck.registry.coverage import part_of, part_texts, quotations
from claimcheck.registry.expected import expected_claim
from claimcheck.registry.figures import Figure
from claimcheck.registry.grounds import Measured, Results
from claimcheck.registry.model import Mark, RegisteredClaim, Registry, RegistryFault
from claimcheck.registry.quotes import SourceText, fold
from claimcheck.registry.sentences import sentence_of, told_with_unit
from claimcheck.registry.verification import comparable, disjoint
from claimcheck.registry.yaml_file import scalar

_QUOTED = 0.95
"""How sure it is that a quotation whose very words stand in a source is from there."""
_LONGEST_QUOTE = 400
_WORDS_OF_ID, _LEAST_WORDS, _LONGEST_ID = 4, 2, 60
_PAUSE = re.compile(r"[,;:.!?](?=\s)|\s[–—]\s")
WITHOUT_ENTRY = (Ownership.NOBODY, Ownership.SOURCED)
"""The numbers that no entry of the registry answers for, and that do not follow from others."""

Read = tuple[Document, Sequence[Claim]]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a source that a number may rest on."""

    path: str
    line: int
    quote: str | None
    """None where a source is read without: it says so in a table."""
    confidence: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry that the registry may take up."""

    number: Claim
    also: tuple[Claim, ...]
    """Numbers that say the same elsewhere, in these words or others."""
    entry: RegisteredClaim
    quoted: Quoted | None = None
    measured: Measured | None = None

    @property
    def confidence(self) -> float:
        """How probably the entry rests on what is named; 0 where nothing is."""
        found = (ground.confidence for ground in (self.quoted, self.measured) if ground is not None)
        return max(found, default=0.0)


@dataclass(frozen=True, slots=True)
class Proposals:
    """What is proposed, in the order of the texts, and the numbers that no sentence could be made for."""

    proposed: tuple[Proposal, ...]
    left: tuple[Claim, ...] = ()


def proposals(
    registry: Registry,
    owned: Sequence[OwnedNumber],
    pairs: Sequence[Weighed],
    covered: Sequence[Read],
    giving: Sequence[Read],
    figures: Sequence[Figure],
) -> Proposals:
    """The entries that some documents lack.

    `owned`: their numbers with who answers for them. `pairs`: what was weighed between these and the numbers of the sources `giving`.
    `figures`: of the files of results.
    """
    lacking = {number.claim for number in owned if number.ownership in WITHOUT_ENTRY}
    numbers = {claim.id: claim for _, claims in covered for claim in claims if claim.id in lacking}
    shelf = _Shelf(covered, giving, pairs)
    results = Results(figures)
    pages = Pages(numbers.values(), [document for document, _ in covered])
    taken = {entry.id for entry in registry.claims}
    known = {(fold(entry.claim), entry.value) for entry in registry.claims}
    proposed: list[Proposal] = []
    left: list[Claim] = []
    for first, *also in _one_each(numbers, pairs):
        entry = entry_for(first, taken)
        if entry is None:
            left.append(first)
            continue
        if (fold(entry.claim), entry.value) in known:
            continue
        known.add((fold(entry.claim), entry.value))
        taken.add(entry.id)
        measured = results.likeliest(first, pages.passage(first))
        proposed.append(Proposal(first, tuple(also), entry, shelf.quoted(first, also), measured))
    return Proposals(tuple(proposed), tuple(left))


def _one_each(numbers: Mapping[str, Claim], pairs: Iterable[Weighed]) -> Iterator[list[Claim]]:
    """The numbers by what they say, in the order of the texts: those that say one thing together."""
    parent = {name: name for name in numbers}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    order = {name: index for index, name in enumerate(numbers)}
    for pair in pairs:
        left, right = pair.left, pair.right
        if left.id in numbers and right.id in numbers and pair.joined >= JOINED and not disjoint(left, right):
            first, second = sorted((root(left.id), root(right.id)), key=order.__getitem__)
            parent[second] = first
    groups: dict[str, list[Claim]] = defaultdict(list)
    for name, number in numbers.items():
        groups[root(name)].append(number)
    yield from groups.values()


class _Shelf:
    """The sources, and what of them was found to say the same as a number."""

    def __init__(self, covered: Sequence[Read], giving: Sequence[Read], pairs: Sequence[Weighed]) -> None:
        own = {document.path for document, _ in covered}
        self._documents = {document.path: document for document, _ in giving if document.path not in own}
        self._covered = {document.path: document for document, _ in covered}
        self._texts: dict[str, SourceText] = {}
        self._parts: dict[str, Mapping[tuple[int, int, int], str]] = {}
        self._best: dict[str, tuple[float, Claim]] = {}
        for pair in pairs:
            for number, other in ((pair.left, pair.right), (pair.right, pair.left)):
                known = self._best.get(number.id)
                if other.path in self._documents and pair.joined > (known[0] if known else 0.0):
                    self._best[number.id] = pair.joined, other

    def quoted(self, number: Claim, also: Sequence[Claim]) -> Quoted | None:
        """The words of a source that say best what a number says, or another number that says the same."""
        found = [self._best[one.id] for one in (number, *also) if one.id in self._best]
        if found:
            sure, other = max(found, key=lambda item: item[0])
            return Quoted(other.path, other.line, self._quote(other), round(sure, 3))
        return self._in_quotation(number)

    def _text(self, path: str) -> SourceText:
        if path not in self._texts:
            self._texts[path] = SourceText.of(self._documents[path])
        return self._texts[path]

    def _quote(self, number: Claim) -> str | None:
        """The sentence or the row of a number, as far as it is found again in its source."""
        choices = [number.sentence, number.clause]
        if number.cell is not None:
            table = next(
                (t for t in self._documents[number.path].tables if t.index == number.cell.table), None
            )
            row = table.rows[number.cell.row] if table is not None else ()
            choices = [" ".join(cell.text for cell in row)]
        for words in choices:
            if words and len(words) <= _LONGEST_QUOTE and self._text(number.path).find(words) is not None:
                return words
        return None

    def _in_quotation(self, number: Claim) -> Quoted | None:
        if number.path not in self._parts:
            self._parts[number.path] = part_texts(self._covered[number.path])
        text = self._parts[number.path].get(part_of(number), "")
        for span in quotations(text):
            if not span.contains(number.mention_span):
                continue
            words = text[span.start : span.end].rstrip(" .,;:")
            for path, document in self._documents.items():
                place = self._text(path).find(words)
                if place is not None:
                    line = document.text.count("\n", 0, place.span.start) + 1
                    return Quoted(path, line, words, _QUOTED)
        return None


def entry_for(number: Claim, taken: set[str]) -> RegisteredClaim | None:
    """The entry that says what a number of a text says; None where no sentence for it reads back as that."""
    nowhere = Mark(1, 1, Span(0, 0), "")
    draft = RegisteredClaim(
        id_for(number, taken),
        sentence_of(number),
        number.path,
        {"id": nowhere, "claim": nowhere},
        as_of=number.published,
    )
    for value in (None, told_with_unit(number)):
        entry = _with_frame(number, _with(draft, value=value))
        read = expected_claim(entry, 0)
        if isinstance(read, RegistryFault) or not comparable(number, read) or disjoint(number, read):
            continue
        if value is None and read.quantity.interval != number.quantity.interval:
            continue  # another number of the sentence, or another reading of this one
        return entry
    return None


def _with(entry: RegisteredClaim, **changes: str | None) -> RegisteredClaim:
    from dataclasses import replace

    return replace(entry, **changes)  # type: ignore[arg-type]


def _with_frame(number: Claim, entry: RegisteredClaim) -> RegisteredClaim:
    """The entry with what its sentence leaves to its surroundings: whom the document is about, and when."""
    read = expected_claim(entry, 0)
    if isinstance(read, RegistryFault):
        return entry
    owner = number.owner_key
    if read.subject_key is None and owner is not None and number.subject_key == owner and number.subject:
        entry = _with(entry, subject=number.subject if name_key(number.subject) == owner else None)
    period = number.period
    if read.period is None and period is not None:
        again = [mention.period for mention in find_periods(period.label, entry.as_of)]
        if period in again:
            entry = _with(entry, period=period.label)
    return entry


def id_for(number: Claim, taken: set[str]) -> str:
    """An id of the words that a person would name it by: subject, measure and period, else the words around the number."""
    named = number.subject if number.subject and (number.subject_named or number.cell) else None
    if named is not None and (number.concept or number.cell):
        period = number.period.label if number.period else ""
        kind = number.kind.value if number.kind in (ClaimKind.CHANGE, ClaimKind.SHARE) else ""
        words = [named, number.concept or number.metric or "", kind, period]
    else:
        words = _words_around(number)
    base = re.sub(r"[^a-z0-9]+", "-", " ".join(words).lower()).strip("-")[:_LONGEST_ID].strip("-")
    base = base or "claim"
    name, count = base, 2
    while name in taken:
        name, count = f"{base}-{count}", count + 1
    return name


def _words_around(number: Claim) -> list[str]:
    """The few words with content that stand nearest to a number in its sentence, in their order; a measure itself is none of them."""
    text = number.sentence
    at = max(text.find(number.readable), 0)
    end = at + len(number.readable)
    tokens = [token for token in tokenize(text) if token.is_word and not re.search(r"\d", token.text)]
    telling = [token for token in tokens if len(token.text) > 1 and stem(token.low)]
    if is_measure(number.quantity.unit):
        telling = [token for token in telling if not at <= token.start < end]
    start = max((mark.end() for mark in _PAUSE.finditer(text, 0, at)), default=0)
    stop = next((mark.start() for mark in _PAUSE.finditer(text, end)), len(text))
    within = [token for token in telling if start <= token.start < stop]
    telling = within if len(within) >= _LEAST_WORDS else telling

    def distance(start: int, stop: int) -> int:
        return max(at - stop, start - end, 0)

    nearest = sorted(telling, key=lambda token: distance(token.start, token.end))[:_WORDS_OF_ID]
    return [token.low for token in sorted(nearest, key=lambda token: token.start)]


def lines_of(proposal: Proposal, owner: str | None = None, review_by: date | None = None) -> list[str]:
    """The entry of a proposal as lines of YAML."""
    entry = proposal.entry
    lines = [f"id: {entry.id}", f"claim: {scalar(entry.claim)}"]
    for key in ("value", "subject", "period"):
        held = getattr(entry, key)
        if held is not None:
            lines.append(f"{key}: {scalar(held)}")
    if entry.as_of is not None:
        lines.append(f"as_of: {entry.as_of.isoformat()}")
    if review_by is not None:
        lines.append(f"review_by: {review_by.isoformat()}")
    if owner is not None:
        lines.append(f"owner: {scalar(owner)}")
    measured, quoted = proposal.measured, proposal.quoted
    if measured is not None and (quoted is None or measured.confidence >= quoted.confidence):
        return [*lines, "value_from:", *(f"  {line}" for line in measured.lines())]
    if quoted is not None:
        lines += ["sources:", f"  - path: {scalar(quoted.path)}"]
        if quoted.quote is not None:
            lines.append(f"    quote: {scalar(quoted.quote)}")
    return lines
