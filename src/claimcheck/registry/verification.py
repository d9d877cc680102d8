"""Holding the registry against its sources, its results and the documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from claimcheck.checks.claim_expired import expired
from claimcheck.checks.data_mismatch import measured_otherwise
from claimcheck.checks.derived_mismatch import not_following
from claimcheck.checks.pin_moved import moved
from claimcheck.checks.quote_drift import drifted
from claimcheck.checks.registry_conflict import contradicting
from claimcheck.checks.source_mismatch import at_odds, differing
from claimcheck.checks.stale_figure import still_superseded
from claimcheck.checks.unknown_claim import unknown, without_number
from claimcheck.claims.concepts import unit_class
from claimcheck.facts import Weighed, agree, conflicting_pairs, decide_all, factor_between, interval_in
from claimcheck.facts.clusters import JOINED
from claimcheck.facts.decide import TWINS
from claimcheck.model import (
    Claim,
    Document,
    Evidence,
    Finding,
    Interval,
    LineIndex,
    Modality,
    RegistryRecord,
    RegistryUse,
    VerdictName,
)
from claimcheck.quantities import conversion_factor, intervals
from claimcheck.registry.bindings import Binding, bindings
from claimcheck.registry.chains import circles, sha256_of, worked
from claimcheck.registry.expected import disagrees_with_itself, expected_claim, in_words, unit_named
from claimcheck.registry.library import Library, Load, inside
from claimcheck.registry.model import Mark, RegisteredClaim, Registry, RegistryFault, Source, ValueFrom
from claimcheck.registry.quotes import fold
from claimcheck.registry.results import ResultError, decimal_of, read_measured
from claimcheck.registry.sentences import by_sentence, sentence_of
from claimcheck.relations.formulas import FormulaError
from claimcheck.wording import interval_words, rounded_interval, unit_words

_STALE = 0.5
"""How probably a number must speak of what a claim does to be one of its older values, which the entry names itself."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number of a document that gives a claim of the registry."""

    number: Claim
    entry: str
    bound: bool
    """Whether a comment binds it; else its words speak of the claim."""
    sure: float
    """How probably it does, by its words alone."""


@dataclass(frozen=True, slots=True)
class Verification:
    """All that a verification found out."""

    claims: tuple[Claim, ...]
    """What the entries assert, each under the id of its entry; behind them the numbers of their sources."""
    records: tuple[RegistryRecord, ...]
    findings: tuple[Finding, ...]
    faults: tuple[RegistryFault, ...]
    """What is wrong with the registry itself, and sources that cannot be read."""
    bindings: tuple[Binding, ...] = ()
    """The comments that tie numbers to claims of the registry."""
    spoken: tuple[Spoken, ...] = ()
    """The numbers of documents that give a claim of the registry, agreeing or not."""
    measured: Mapping[str, Decimal] = field(default_factory=dict)
    """The results of the entries that rest on one, in the unit of the claim."""
    pairs: tuple[Weighed, ...] = ()
    """What was weighed between the claims and the numbers of documents, and between these where it was asked for."""


@dataclass(slots=True)
class _Work:
    """What is gathered on the way."""

    findings: list[Finding] = field(default_factory=list)
    faults: list[RegistryFault] = field(default_factory=list)
    evidence: dict[str, list[Evidence]] = field(default_factory=lambda: defaultdict(list))
    uses: dict[str, list[RegistryUse]] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[str, Claim] = field(default_factory=dict)
    """The numbers of sources that are evidence, by their ids."""
    said: dict[str, list[Evidence]] = field(default_factory=lambda: defaultdict(list))
    """What documents say, for entries that rest on nothing else."""
    spoken: list[Spoken] = field(default_factory=list)
    measured: dict[str, Decimal] = field(default_factory=dict)
    pairs: tuple[Weighed, ...] = ()


def verify(
    registry: Registry,
    root: Path,
    load: Load,
    documents: Sequence[tuple[Document, Sequence[Claim]]],
    today: date,
    *,
    among_documents: bool = False,
) -> Verification:
    """Holds every claim of a registry against its sources and results, and the documents against the claims.

    `root`: the folder that paths of the registry count from and must not lead out of. `documents`: with their claims.
    `among_documents`: whether what the documents say of each other is weighed as well, for `Verification.pairs`.
    """
    work = _Work(faults=list(registry.faults))
    expected: dict[str, Claim] = {}
    entries: dict[str, RegisteredClaim] = {}
    for number, entry in enumerate(registry.claims):
        claim = expected_claim(entry, number)
        if isinstance(claim, RegistryFault):
            work.faults.append(claim)
            continue
        expected[entry.id], entries[entry.id] = claim, entry
        late = expired(entry, today)
        if late is not None:
            work.findings.append(late)
        odd = disagrees_with_itself(entry)
        if odd is not None:
            work.findings.append(at_odds(entry, odd))
    library = Library(root, load, documents)
    for entry in entries.values():
        for source in entry.sources:
            _pinned(entry, source.path, source.sha256, source.mark, root, work)
            _source(entry, source, expected[entry.id], library, work)
        if entry.value_from is not None:
            _pinned(entry, entry.value_from.path, entry.value_from.sha256, entry.value_from.mark, root, work)
            _result(entry, entry.value_from, expected[entry.id], root, work)
    round_and_round = set(circles(entries))
    for entry in entries.values():
        if entry.id in round_and_round:
            work.faults.append(_formula_fault(entry, "rests on itself"))
        elif entry.formula is not None:
            _derived(entry, expected, work)
    known = {entry.id for entry in registry.claims}
    bound = list(_bound(documents, known, entries, expected, work))
    _documents(entries, expected, documents, bound, work, among_documents=among_documents)
    _word_for_word(entries, expected, documents, work)
    records = tuple(_record(entry, expected[entry.id], work) for entry in entries.values())
    asserted = (*expected.values(), *work.numbers.values())
    return Verification(
        asserted,
        records,
        tuple(work.findings),
        tuple(work.faults),
        tuple(bound),
        tuple(work.spoken),
        work.measured,
        work.pairs,
    )


def _record(entry: RegisteredClaim, claim: Claim, work: _Work) -> RegistryRecord:
    evidence = tuple(work.evidence[entry.id] or work.said[entry.id])
    return RegistryRecord(
        entry.id,
        entry.claim,
        entry.path,
        claim.line,
        _verdict(evidence),
        evidence,
        tuple(work.uses[entry.id]),
        entry.as_of,
        entry.review_by,
        entry.owner,
    )


def _source(entry: RegisteredClaim, source: Source, claim: Claim, library: Library, work: _Work) -> None:
    found = library.get(source.path)
    if isinstance(found, str):
        mark = source.mark
        work.faults.append(
            RegistryFault(entry.path, mark.line, mark.column, f"{entry.id}: source {source.path}: {found}")
        )
        return
    document, claims = found
    if source.quote is None:
        for number in _speaking_of(claim, document, claims):
            work.numbers[number.id] = number
            work.evidence[entry.id].append(
                Evidence(document.path, number.line, number.text, agree(number, claim), number.id)
            )
        return
    text = library.text(document)
    place = text.find(source.quote)
    if place is None:
        work.findings.append(drifted(entry, source, document, text.find_changed(source.quote)))
        work.evidence[entry.id].append(Evidence(document.path, None, source.quote, agrees=False))
        return
    inside_quote = [number for number in claims if place.span.contains(number.span)]
    numbers = [number for number in inside_quote if comparable(number, claim)]
    agreeing = [number for number in numbers if not disjoint(number, claim)]
    # What a number without a unit is of, only its digits may tell: "0.05" in code may be 5%, and a product is written in factors.
    differs = [number for number in numbers if _in_one_unit(number, claim)] if not agreeing else []
    if differs:
        work.findings.append(differing(entry, source, claim, differs))
    told = next(iter(agreeing or differs or inside_quote), None)
    agrees = not differs
    if told is None:
        line = LineIndex(document.text).place(place.span.start)[0]
        work.evidence[entry.id].append(Evidence(document.path, line, place.text, agrees))
    else:
        work.numbers[told.id] = told
        work.evidence[entry.id].append(Evidence(document.path, told.line, place.text, agrees, told.id))


def _speaking_of(claim: Claim, document: Document, numbers: Sequence[Claim]) -> Iterator[Claim]:
    """The numbers of a source that speak of the claim: they agree with it as the same thing, or contradict it."""
    decisions = decide_all([claim, *numbers], [document])
    contradicting = {id(pair) for pair in conflicting_pairs(decisions)}
    for pair in decisions.by_claim.get(claim.id, ()):
        if pair.joined >= JOINED or id(pair) in contradicting:
            yield pair.other(claim)


def comparable(number: Claim, claim: Claim) -> bool:
    """Whether a number can be held against a claim that somebody tied it to: the units convert, or one has none."""
    if interval_in(number, claim) is not None:
        return True
    ours, theirs = unit_class(number.quantity.unit), unit_class(claim.quantity.unit)
    return "bare" in (ours, theirs) or ours == theirs == "count"


def _in_one_unit(number: Claim, claim: Claim) -> bool:
    """Whether both have units that convert, or count things."""
    ours, theirs = unit_class(number.quantity.unit), unit_class(claim.quantity.unit)
    if "bare" in (ours, theirs) and not {ours, theirs} <= {"bare", "count"} and number.cell is None:
        return False
    return interval_in(number, claim) is not None or ours == theirs == "count"


def disjoint(number: Claim, claim: Claim) -> bool:
    """Whether no value lies in both; numbers without a unit, and things counted under two names, go by their figures."""
    own = interval_in(number, claim)
    return (own if own is not None else number.quantity.interval).disjoint(claim.quantity.interval)


def _derived(entry: RegisteredClaim, expected: Mapping[str, Claim], work: _Work) -> None:
    """What the formula of an entry says of it."""
    claim = expected[entry.id]
    try:
        result, operands = worked(entry, claim, expected, work.measured)
    except FormulaError as error:
        work.faults.append(_formula_fault(entry, str(error)))
        return
    agrees = not result.disjoint(claim.quantity.interval)
    if not agrees:
        work.findings.append(not_following(entry, claim, operands, result))
        middle = intervals.middle(result)
        if middle is not None and entry.id not in work.measured:
            work.measured[entry.id] = middle
    gives = interval_words(rounded_interval(result), claim.quantity.unit)
    line = entry.mark("formula").line
    work.evidence[entry.id].append(Evidence(entry.path, line, f"{entry.formula} = {gives}", agrees))


def _formula_fault(entry: RegisteredClaim, message: str) -> RegistryFault:
    mark = entry.mark("formula")
    return RegistryFault(entry.path, mark.line, mark.column, f"{entry.id}: formula: {message}")


def _pinned(
    entry: RegisteredClaim, path: str, pinned: str | None, mark: Mark, root: Path, work: _Work
) -> None:
    """Whether a file is the one that an entry pins; one that cannot be read is told elsewhere."""
    place = inside(root, path)
    if pinned is None or place is None or not place.is_file():
        return
    now = sha256_of(place)
    if now != pinned:
        work.findings.append(moved(entry, path, mark, pinned, now))


def in_unit_of(value: Decimal, claim: Claim, number: Claim) -> Decimal | None:
    """A value of a claim in the unit of a number that gives it; None where the units do not convert."""
    factor = factor_between(claim, number)
    if factor is not None:
        return value * factor
    return value if comparable(number, claim) and interval_in(number, claim) is None else None


def _result(entry: RegisteredClaim, wanted: ValueFrom, claim: Claim, root: Path, work: _Work) -> None:
    place = inside(root, wanted.path)
    mark = wanted.mark
    try:
        if place is None:
            raise ResultError("lies outside of the project")
        written, recorded = read_measured(place, wanted)
        own = _measured(written, wanted.unit or recorded, claim.quantity.unit)
    except ResultError as error:
        message = f"{entry.id}: value_from {wanted.path}: {error}"
        work.faults.append(RegistryFault(entry.path, mark.line, mark.column, message))
        return
    if own.low is not None:
        work.measured[entry.id] = own.low
    agrees = not own.disjoint(claim.quantity.interval)
    if not agrees:
        work.findings.append(measured_otherwise(entry, wanted, claim, _short(written)))
    work.evidence[entry.id].append(Evidence(wanted.path, None, _short(written), agrees))


def _measured(written: str, unit: str | None, claimed: str) -> Interval:
    """A result as an interval in the unit of the claim. Raises ResultError."""
    value = decimal_of(written)
    if value is None:
        raise ResultError(f"“{_short(written)}” is not a number")
    named = unit_named(unit) if unit is not None else claimed
    if named == claimed:
        return intervals.point(value)
    factor = conversion_factor(named, claimed)
    if factor is None:
        raise ResultError(f"{unit} does not convert into {unit_words(claimed)}")
    return intervals.point(value * factor)


def _short(written: str) -> str:
    """A result to be shown: at most six digits behind the point."""
    value = decimal_of(written)
    if value is None or len(written) < 12:
        return " ".join(written.split())[:60]
    return f"{value:.6g}" if abs(value) < Decimal(10) ** 6 else f"{value:f}"


def _bound(
    documents: Sequence[tuple[Document, Sequence[Claim]]],
    known: set[str],
    entries: Mapping[str, RegisteredClaim],
    expected: Mapping[str, Claim],
    work: _Work,
) -> Iterator[Binding]:
    """The bindings of all documents; those that fail are reported on the way."""
    for document, claims in documents:
        for binding in bindings(document, claims):
            if binding.claim_id not in known:
                work.findings.append(unknown(binding, known))
                continue
            yield binding
            entry, claim, number = (
                entries.get(binding.claim_id),
                expected.get(binding.claim_id),
                binding.number,
            )
            if number is None:
                work.findings.append(without_number(binding))
                continue
            if entry is None or claim is None:
                continue  # the entry has a fault of its own
            work.uses[entry.id].append(RegistryUse(number.path, number.line, bound=True))
            work.spoken.append(Spoken(number, entry.id, bound=True, sure=1.0))
            holds = comparable(number, claim) and not disjoint(number, claim)
            work.said[entry.id].append(Evidence(number.path, number.line, number.text, holds, number.id))
            if not holds:
                stale = _superseded(entry, claim, number)
                work.findings.append(
                    still_superseded(number, stale, claim, 0.97)
                    if stale is not None
                    else contradicting(entry, claim, number, 0.97)
                )


def _documents(
    entries: Mapping[str, RegisteredClaim],
    expected: Mapping[str, Claim],
    documents: Sequence[tuple[Document, Sequence[Claim]]],
    bound: Sequence[Binding],
    work: _Work,
    *,
    among_documents: bool,
) -> None:
    """What the documents say of the claims by their own words; numbers that are bound are left to their binding."""
    tied = {binding.number.id for binding in bound if binding.number is not None}
    claims = [
        *expected.values(),
        *(claim for _, found in documents for claim in found if claim.id not in tied),
    ]
    ours = set(expected)
    quoted = _quoted(work)
    about = None if among_documents else {claim.path for claim in expected.values()}
    decisions = decide_all(claims, [document for document, _ in documents], about=about)
    work.pairs = decisions.pairs if isinstance(decisions.pairs, tuple) else tuple(decisions.pairs)
    at_odds_pairs = {id(pair) for pair in conflicting_pairs(decisions)}
    for pair in decisions.pairs:
        left, right = pair.left, pair.right
        if left.id not in ours and right.id not in ours:
            continue
        claim, other = (left, right) if left.id in ours else (right, left)
        if (pair.joined >= JOINED or id(pair) in at_odds_pairs) and other.id not in ours:
            sure = min(pair.joined or pair.contradiction, pair.probability)
            if pair.levels["place"] in TWINS:
                # One line with another figure: which of the two is right is for the registry to say.
                sure = pair.probability
            work.spoken.append(Spoken(other, claim.id, bound=False, sure=sure))
        if (claim.id, other.id) in quoted:
            continue
        entry = entries[claim.id]
        stale = _superseded(entry, claim, other) if other.id not in ours else None
        if stale is not None and pair.probability >= _STALE and _could_know(other, stale):
            work.findings.append(still_superseded(other, stale, claim, 0.93))
            work.said[entry.id].append(
                Evidence(other.path, other.line, other.text, agrees=False, claim=other.id)
            )
        elif id(pair) in at_odds_pairs:
            work.findings.append(
                contradicting(entry, claim, other, round(pair.contradiction, 2), pair.features())
            )
            if other.id not in ours:
                work.said[entry.id].append(
                    Evidence(other.path, other.line, other.text, agrees=False, claim=other.id)
                )
        elif other.id not in ours and pair.joined >= JOINED:
            work.uses[entry.id].append(RegistryUse(other.path, other.line, bound=False))
            work.said[entry.id].append(
                Evidence(other.path, other.line, other.text, agrees=True, claim=other.id)
            )


def _word_for_word(
    entries: Mapping[str, RegisteredClaim],
    expected: Mapping[str, Claim],
    documents: Sequence[tuple[Document, Sequence[Claim]]],
    work: _Work,
) -> None:
    """The numbers whose sentence an entry has, word for word: they are its own, however little the words say."""
    sentences = by_sentence(entries.values())
    given = {(spoken.number.id, spoken.entry) for spoken in work.spoken}
    for number in (number for _, numbers in documents for number in numbers) if sentences else ():
        for entry in sentences.get(fold(sentence_of(number)), ()):
            claim = expected[entry.id]
            if not comparable(number, claim) or disjoint(number, claim):
                continue
            work.spoken.append(Spoken(number, entry.id, bound=False, sure=1.0))
            if (number.id, entry.id) in given:
                continue  # what its words say of it, less surely, is told
            work.uses[entry.id].append(RegistryUse(number.path, number.line, bound=False))
            work.said[entry.id].append(
                Evidence(number.path, number.line, number.text, agrees=True, claim=number.id)
            )


def _quoted(work: _Work) -> set[tuple[str, str]]:
    """The numbers that are a claim's evidence already."""
    return {(name, item.claim) for name, given in work.evidence.items() for item in given if item.claim}


def _superseded(entry: RegisteredClaim, claim: Claim, number: Claim) -> Claim | None:
    """The older value of an entry that a number still gives; None where it gives none, or the one that holds now."""
    for text in entry.supersedes:
        old = in_words(entry, text, claim)
        if (
            old is not None
            and comparable(number, old)
            and not disjoint(number, old)
            and disjoint(number, claim)
        ):
            return old
    return None


def _could_know(number: Claim, old: Claim) -> bool:
    """Whether the text of a number could have known that the older value was replaced."""
    if number.modality in (Modality.SUPERSEDED, Modality.HYPOTHETICAL) or number.compared:
        return False
    return number.published is None or old.published is None or number.published >= old.published


def _verdict(evidence: Sequence[Evidence]) -> VerdictName:
    """In the terms of AVeriTeC (Schlichtkrull et al. 2023)."""
    if not evidence:
        return VerdictName.NOT_ENOUGH
    agreeing = sum(item.agrees for item in evidence)
    if agreeing == len(evidence):
        return VerdictName.SUPPORTED
    return VerdictName.CONFLICTING if agreeing else VerdictName.REFUTED
