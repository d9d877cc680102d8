"""Rewriting numbers to what the registry has: the owned value in the text's own dress.

The value of an entry that rests on a measured result is that result, and the entry itself follows it; of all others it is what the entry
says. Words of others and records of the past are left alone (`kept`), and so is what cannot be dressed (`dress`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from claimcheck.facts import interval_in
from claimcheck.model import Claim, Document, Span
from claimcheck.quantities import intervals
from claimcheck.registry.dress import Dressed, redressed
from claimcheck.registry.expected import number_mark, quantity_of
from claimcheck.registry.kept import Kept
from claimcheck.registry.model import Mark, RegisteredClaim, Registry
from claimcheck.registry.verification import Spoken, Verification, comparable, in_unit_of

_SURE = 0.85
"""How probably a number that nobody bound must speak of a claim to be rewritten."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One number of a file to be rewritten."""

    path: str
    line: int
    span: Span
    """In the text of the file."""
    old: str
    new: str
    entry: str
    """Id of the entry that has the value."""


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """A number that disagrees with its entry and is not rewritten."""

    path: str
    line: int
    text: str
    entry: str
    why: str


@dataclass(frozen=True, slots=True)
class Fixes:
    """What is to be rewritten, and what is not."""

    edits: tuple[Edit, ...]
    left: tuple[LeftAlone, ...] = ()


def fixes_of(
    registry: Registry,
    verification: Verification,
    documents: Sequence[tuple[Document, Sequence[Claim]]],
    today: date,
) -> Fixes:
    """The edits that bring the entries to their results and the documents to the registry. `verification`: of these documents."""
    expected = {claim.id: claim for claim in verification.claims}
    entries = {entry.id: entry for entry in registry.claims}
    edits: list[Edit] = []
    left: list[LeftAlone] = []
    for entry in registry.claims:
        if entry.id in verification.measured and entry.id in expected:
            measured = verification.measured[entry.id]
            for found in _in_entry(entry, expected[entry.id], measured, registry.texts.get(entry.path, "")):
                (edits if isinstance(found, Edit) else left).append(found)  # type: ignore[arg-type]
                if isinstance(found, Edit):
                    edits.extend(_in_the_same_sentence(found, entry, registry))
    kept: dict[str, Kept] = {}
    texts = {document.path: document for document, _ in documents}
    done: set[str] = set()
    for spoken in sorted(verification.spoken, key=lambda one: (not one.bound, -one.sure)):
        number, claim, entry = spoken.number, expected.get(spoken.entry), entries[spoken.entry]
        document = texts.get(number.path)
        if claim is None or document is None or number.id in done:
            continue
        if not spoken.bound and spoken.sure < _SURE:
            continue  # it may speak of something else
        done.add(number.id)
        value = _owned(verification, claim)
        if value is not None and not comparable(number, claim):
            left.append(LeftAlone(number.path, number.line, number.text, entry.id, "is of another kind"))
            continue
        if value is None or not _differs(number, claim, value, verification):
            continue
        if number.path not in kept:
            kept[number.path] = Kept(document)
        why = kept[number.path].why(number, claim.period if claim.period else None, today, entry.as_of)
        told = _rewritten(spoken, claim, value, document) if why is None else why
        if isinstance(told, Edit):
            edits.append(told)
        else:
            left.append(LeftAlone(number.path, number.line, number.text, entry.id, told))
    in_order = sorted(edits, key=lambda edit: (edit.path, edit.span))
    return Fixes(tuple(in_order), tuple(sorted(left, key=lambda one: (one.path, one.line))))


def _owned(verification: Verification, claim: Claim) -> Decimal | None:
    """The value that numbers are rewritten to, in the unit of the claim; None for a range."""
    return verification.measured.get(claim.id, claim.quantity.value)


def _differs(number: Claim, claim: Claim, value: Decimal, verification: Verification) -> bool:
    """Whether a number does not allow the value, or what a claim that rests on no result allows."""
    own = interval_in(number, claim)
    allowed = own if own is not None else number.quantity.interval
    if claim.id in verification.measured:
        tolerated = (
            claim.quantity.interval if claim.quantity.interval.contains(value) else intervals.point(value)
        )
        return not allowed.contains(value) and (allowed.disjoint(tolerated) or number.quantity.is_bound)
    return allowed.disjoint(claim.quantity.interval)


def _rewritten(spoken: Spoken, claim: Claim, value: Decimal, document: Document) -> Edit | str:
    """The edit of a number, or why there is none."""
    number = spoken.number
    converted = in_unit_of(value, claim, number)
    if converted is None:
        return "is in a unit that does not convert"
    written = number.shown or number.text
    start = number.span.start
    if document.text[start : number.span.end] != written:
        return f"stands where {document.format} cannot be rewritten"
    dressed = (
        redressed(number.text, converted)
        if written == number.text
        else _within_markup(written, number.text, converted)
    )
    if dressed is None:
        return "is written in a way that takes a person to change"
    span = Span(start + dressed.span.start, start + dressed.span.end)
    line = document.text.count("\n", 0, span.start) + 1
    return Edit(
        number.path, line, span, written[dressed.span.start : dressed.span.end], dressed.text, spoken.entry
    )


def _within_markup(written: str, read: str, value: Decimal) -> Dressed | None:
    """The edit in a text with tags and entities in it: where the digits stand in one piece, once."""
    dressed = redressed(read, value)
    if dressed is None:
        return None
    digits = read[dressed.span.start : dressed.span.end]
    at = written.find(digits)
    if at < 0 or written.count(digits) != 1:
        return None
    return Dressed(Span(at, at + len(digits)), dressed.text)


def _in_entry(entry: RegisteredClaim, claim: Claim, value: Decimal, text: str) -> Iterator[Edit | LeftAlone]:
    """The edits of an entry whose result has moved: its sentence, and its `value`."""
    if claim.quantity.interval.contains(value):
        return
    sentence = entry.mark("claim")
    at = number_mark(sentence, claim.text) if claim.text in sentence.text else None
    places: list[Mark] = [at] if at is not None else []
    if entry.value is not None and "value" in entry.marks:
        places.append(entry.marks["value"])
    if not places:
        yield LeftAlone(
            entry.path, sentence.line, claim.text, entry.id, "its number does not stand in the sentence"
        )
    for place in places:
        dressed = redressed(place.text, value) if place is at else _plain_value(place, entry, value)
        if dressed is None:
            yield LeftAlone(
                entry.path,
                place.line,
                place.text,
                entry.id,
                "is written in a way that takes a person to change",
            )
            continue
        start = place.span.start
        span = Span(start + dressed.span.start, start + dressed.span.end)
        yield Edit(entry.path, place.line, span, text[span.start : span.end], dressed.text, entry.id)


def _in_the_same_sentence(edit: Edit, entry: RegisteredClaim, registry: Registry) -> Iterator[Edit]:
    """The edit of a sentence in the other entries that have the same sentence, each for another of its numbers."""
    own = entry.mark("claim")
    if not own.span.contains(edit.span):
        return
    at = edit.span.start - own.span.start
    for other in registry.claims:
        mark = other.mark("claim")
        if other.id != entry.id and mark.text == own.text:
            span = Span(mark.span.start + at, mark.span.start + at + len(edit.old))
            text = registry.texts.get(other.path, "")
            line = text.count("\n", 0, span.start) + 1
            yield Edit(other.path, line, span, edit.old, edit.new, entry.id)


def _plain_value(place: Mark, entry: RegisteredClaim, value: Decimal) -> Dressed | None:
    """The `value` of an entry: a plain number keeps its decimals, any other its dress."""
    quoted = place.text[:1] in "\"'"
    inner = place.text.strip("\"'")
    if quantity_of(inner, entry.unit) is None:
        return None
    plain = redressed(inner, value)
    if plain is None:
        return None
    shift = 1 if quoted else 0
    return Dressed(Span(plain.span.start + shift, plain.span.end + shift), plain.text)


def applied(text: str, edits: Sequence[Edit]) -> str:
    """A text with its edits made; all else stays as it is, character by character."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        if edit.span.start < at or text[edit.span.start : edit.span.end] != edit.old:
            continue
        parts += [text[at : edit.span.start], edit.new]
        at = edit.span.end
    return "".join([*parts, text[at:]])


Read = Callable[[str, str], tuple[Document, Sequence[Claim]]]
"""Reads a text under a path: the document and its numbers."""


def sound(path: str, text: str, edits: Sequence[Edit], read: Read) -> tuple[list[Edit], list[Edit]]:
    """The edits after which a text reads as before, but for their numbers; and the others.

    The text is read once more with all edits made; where it has other numbers elsewhere, each edit is tried alone.
    """
    before = _read_off(path, text, read)
    if _is_sound(path, text, edits, before, read):
        return list(edits), []
    if len(edits) == 1:
        return [], list(edits)
    good = [edit for edit in edits if _is_sound(path, text, [edit], before, read)]
    bad = [edit for edit in edits if edit not in good]
    return (good, bad) if _is_sound(path, text, good, before, read) else ([], list(edits))


def _is_sound(
    path: str, text: str, edits: Sequence[Edit], before: Sequence[tuple[Span, Claim]], read: Read
) -> bool:
    after = _read_off(path, applied(text, edits), read)
    if len(after) != len(before):
        return False
    ordered = sorted(edits, key=lambda edit: edit.span)
    starts = [edit.span.start for edit in ordered]
    shift = 0
    for (old_span, old), (new_span, new) in zip(before, after, strict=True):
        inside = ordered[bisect_left(starts, old_span.start) : bisect_left(starts, old_span.end)]
        grown = sum(len(edit.new) - len(edit.old) for edit in inside)
        if (new_span.start, new_span.end) != (old_span.start + shift, old_span.end + shift + grown):
            return False
        if new.quantity.unit != old.quantity.unit or (not inside and new.quantity != old.quantity):
            return False
        shift += grown
    return True


def _read_off(path: str, text: str, read: Read) -> list[tuple[Span, Claim]]:
    _, claims = read(path, text)
    return sorted(((claim.span, claim) for claim in claims), key=lambda item: (item[0], item[1].id))


def by_path(edits: Sequence[Edit]) -> Mapping[str, list[Edit]]:
    """The edits of each file."""
    files: dict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        files[edit.path].append(edit)
    return files


def without(
    fixes: Fixes, dropped: Sequence[Edit], why: str = "would change how its surroundings read"
) -> Fixes:
    """The fixes without some edits, which are told as left alone."""
    left = [LeftAlone(edit.path, edit.line, edit.old, edit.entry, why) for edit in dropped]
    kept = tuple(edit for edit in fixes.edits if edit not in dropped)
    return replace(fixes, edits=kept, left=(*fixes.left, *left))
