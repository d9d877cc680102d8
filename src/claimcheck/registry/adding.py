"""Adding a claim: its quote is found in the source, the entry written behind what the file has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from claimcheck.documents import UnreadableDocument, read_document
from claimcheck.facts import decide_all
from claimcheck.model import Claim, Span
from claimcheck.plugins import in_force
from claimcheck.readers import read_claims
from claimcheck.registry.expected import expected_claim
from claimcheck.registry.files import DEFAULT_FOLDER, project_root, read_registry
from claimcheck.registry.library import inside, shown
from claimcheck.registry.model import Mark, RegisteredClaim, RegistryFault
from claimcheck.registry.quotes import SourceText
from claimcheck.registry.verification import comparable, disjoint
from claimcheck.registry.yaml_file import YamlError, documents, scalar
from claimcheck.settings.model import Settings
from claimcheck.wording import interval_words, quantity_words, rounded_interval

_LONGEST_ID = 60
_NEVER = 100.0
"""Bits against a number that was not even proposed as a counterpart."""


class AddError(Exception):
    """A claim that cannot be added; `refuted`: because its source says otherwise."""

    def __init__(self, message: str, *, refuted: bool = False) -> None:
        super().__init__(message)
        self.refuted = refuted


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks to be added."""

    sentence: str
    source: str
    quote: str | None = None
    id: str | None = None
    value: str | None = None
    owner: str | None = None
    review_by: date | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """An entry to be written."""

    file: str
    before: bytes | None
    """What stands in it; None where it is not there yet."""
    text: str
    """The whole new text of the file."""
    told: tuple[str, ...]
    """What was understood, for the person who added it."""


def add_claim(wanted: Wanted, settings: Settings) -> Added:
    """The registry file with the claim behind what stands there; comments and all else are kept. Raises AddError."""
    with in_force(settings):
        return _add(wanted, settings)


def _add(wanted: Wanted, settings: Settings) -> Added:
    root = project_root(settings.file)
    nowhere = Mark(1, 1, Span(0, 0), wanted.sentence)
    draft = RegisteredClaim(
        wanted.id or "new", wanted.sentence, "claims", {"id": nowhere, "claim": nowhere}, value=wanted.value
    )
    claim = expected_claim(draft, 0)
    if isinstance(claim, RegistryFault):
        raise AddError(claim.message.removeprefix(f"{draft.id}: ").replace("with `value`", "with --value"))
    here = Path(wanted.source)
    place = inside(root, _from_root(here, root))
    if place is None:
        raise AddError(f"{wanted.source}: lies outside of the project ({root})")
    try:
        document = read_document(here, shown(here))
    except UnreadableDocument as error:
        raise AddError(f"{wanted.source}: {error.message}") from None
    numbers = read_claims(document)
    published = document.published
    claim = replace(claim, published=published)
    if wanted.quote is not None:
        found = SourceText.of(document).find(wanted.quote)
        if found is None:
            raise AddError(f"{wanted.source}: the quote does not stand there", refuted=True)
        within = [number for number in numbers if found.span.contains(number.span)]
        fitting = [number for number in within if comparable(number, claim)]
        if fitting and all(disjoint(number, claim) for number in fitting):
            raise AddError(f"the quote says {fitting[0].text}, the claim {claim.text}", refuted=True)
        quote, line = wanted.quote, next(iter(fitting or within), None)
        told_line = f":{line.line}" if line is not None else ""
    else:
        chosen = _evidence(numbers, claim, wanted.source)
        quote, told_line = chosen.sentence, f":{chosen.line}"
    registry = read_registry([DEFAULT_FOLDER] if Path(DEFAULT_FOLDER).exists() else [])
    taken = {entry.id for entry in registry.claims}
    name = wanted.id or _new_id(claim, taken)
    if name in taken:
        raise AddError(f"there is a claim '{name}' already: name another with --id")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}", name):
        raise AddError(f"'{name}' is no id: letters, digits, '-', '_' and '.'")
    file = Path(wanted.file or f"{DEFAULT_FOLDER}/{name}.yaml")
    lines = _entry_lines(wanted, name, _from_root(here, root), quote, published)
    try:
        before = file.read_bytes()
    except FileNotFoundError:
        before = None
    text = appended(file, before, [lines])
    quantity = claim.quantity
    told = (
        f"{file.as_posix()}: added {name}",
        f"  claim    {wanted.sentence}",
        f"  value    {quantity_words(quantity)} ({interval_words(rounded_interval(quantity.interval), quantity.unit)})",
        f"  subject  {claim.subject or '-'}",
        f"  metric   {claim.metric or '-'}",
        f"  period   {claim.period.label if claim.period else '-'}",
        f"  source   {wanted.source}{told_line}: “{' '.join(quote.split())}”",
    )
    return Added(file.as_posix(), before, text, told)


def _from_root(path: Path, root: Path) -> str:
    real = path.resolve()
    return real.relative_to(root).as_posix() if real.is_relative_to(root) else f"../{path.name}"


def _evidence(numbers: Sequence[Claim], claim: Claim, source: str) -> Claim:
    """The number of the source that says the same, by its words where several do. Raises AddError."""
    fitting = [number for number in numbers if comparable(number, claim)]
    agreeing = [number for number in fitting if not disjoint(number, claim)]
    if not agreeing:
        near = min(fitting, key=lambda number: _gap(number, claim), default=None)
        hint = (
            f"; the nearest is {near.text} in line {near.line}: “{near.sentence[:120]}”"
            if near is not None
            else ""
        )
        raise AddError(f"{source}: no number there agrees with {claim.text}{hint}", refuted=True)
    decisions = decide_all([claim, *numbers])
    bits = {
        pair.other(claim).id: pair.outer_bits
        for pair in decisions.by_claim.get(claim.id, ())
        if pair.agreeing
    }
    return max(
        agreeing,
        key=lambda number: (bits.get(number.id, -_NEVER), len(number.context & claim.context)),
    )


def _gap(number: Claim, claim: Claim) -> Decimal:
    return abs((number.quantity.value or Decimal(0)) - (claim.quantity.value or Decimal(0)))


def _new_id(claim: Claim, taken: set[str]) -> str:
    """An id of the subject, the measure and the period: "norvale-packaging-revenue-2025"."""
    words = " ".join(
        part
        for part in (
            claim.subject,
            claim.concept or claim.metric,
            claim.period.label if claim.period else None,
        )
        if part
    )
    base = (
        re.sub(r"[^a-z0-9]+", "-", (words or claim.sentence).lower()).strip("-")[:_LONGEST_ID].strip("-")
        or "claim"
    )
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    return name


def _entry_lines(wanted: Wanted, name: str, path: str, quote: str, published: date | None) -> list[str]:
    lines = [f"id: {name}", f"claim: {scalar(wanted.sentence)}"]
    if wanted.value is not None:
        lines.append(f"value: {scalar(wanted.value)}")
    if published is not None:
        lines.append(f"as_of: {published.isoformat()}")
    if wanted.review_by is not None:
        lines.append(f"review_by: {wanted.review_by.isoformat()}")
    if wanted.owner is not None:
        lines.append(f"owner: {scalar(wanted.owner)}")
    return [*lines, "sources:", f"  - path: {scalar(path)}", f"    quote: {scalar(quote)}"]


def appended(
    file: Path, before: bytes | None, entries: Sequence[Sequence[str]], *, listed: bool = False
) -> str:
    """The text of a registry file with entries, each as its lines, at its end, in the form that the file has. Raises AddError.

    `listed`: a new file has a list, even of one. An entry whose first line, its id, the file has already is left out.
    """
    if before is None:
        known = file.with_name("registry.schema.json").exists()
        header = "# yaml-language-server: $schema=registry.schema.json\n" if known else ""
        return header + (_listed(entries, "") if listed else _document(entries[0]))
    try:
        text = before.decode("utf-8")
        parsed = list(documents(text))
    except UnicodeDecodeError:
        raise AddError(f"{file}: not UTF-8 text") from None
    except YamlError as error:
        raise AddError(f"{file}:{error.line or 1}: {error.message}") from None
    if text and not text.endswith("\n"):
        text += "\n"
    there = {line.strip(" -") for line in text.splitlines()}
    entries = [entry for entry in entries if entry[0] not in there]
    last = parsed[-1] if parsed else None
    if last is None or last.data is None:
        return text + (_listed(entries, "") if listed else "".join(map(_document, entries)))
    claims = last.data["claims"] if isinstance(last.data, dict) and set(last.data) == {"claims"} else last
    if isinstance(claims.data, list):
        first = claims.data[0] if claims.data else None
        if first is None or text[claims.mark.span.start] != "-":
            raise AddError(
                f"{file}: its list is written in brackets; write it with one '-' a claim, or name another file"
            )
        return text + _listed(entries, " " * (first.mark.column - 3))
    return text + "".join(f"---\n{_document(entry)}" for entry in entries)


def _document(lines: Sequence[str]) -> str:
    return "\n".join(lines) + "\n"


def _listed(entries: Sequence[Sequence[str]], pad: str) -> str:
    return "".join(
        f"{pad}{'  ' if number else '- '}{line}\n" for entry in entries for number, line in enumerate(entry)
    )
