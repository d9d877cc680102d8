"""What a claim rests on, down to quote, cell and commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from claimcheck.checks.data_mismatch import place_in
from claimcheck.model import Evidence, RegistryRecord
from claimcheck.registry.chains import sha256_of
from claimcheck.registry.library import inside
from claimcheck.registry.model import RegisteredClaim
from claimcheck.relations.formulas import FormulaError, parse_formula
from claimcheck.wording import visible

_DEEPEST = 12
_SHORT = 12

LastChange = Callable[[Path], str | None]
"""The last change of a file, in a few words; None where it is not known."""


def chain(
    name: str,
    entries: Mapping[str, RegisteredClaim],
    records: Mapping[str, RegistryRecord],
    root: Path,
    last_change: LastChange,
) -> Iterator[str]:
    """The lines that show what a claim rests on; the claims of its formula below it."""
    yield from _lines(name, entries, records, root, last_change, 0, frozenset())


def _lines(
    name: str,
    entries: Mapping[str, RegisteredClaim],
    records: Mapping[str, RegistryRecord],
    root: Path,
    last_change: LastChange,
    depth: int,
    above: frozenset[str],
) -> Iterator[str]:
    pad = "    " * depth
    entry, record = entries[name], records.get(name)
    verdict = record.verdict.value if record is not None else "cannot be used"
    yield f"{pad}{name}: {verdict}"
    yield f"{pad}    “{visible(entry.claim)}”"
    yield f"{pad}    {visible(entry.path)}:{entry.mark('id').line}{_dated(entry)}"
    evidence = list(record.evidence) if record is not None else []
    for source in entry.sources:
        told = next((item for item in evidence if _is_of(item, source.path)), None)
        if told is not None:
            evidence.remove(told)
        yield f"{pad}    {_mark(told)} source {_place(source.path, told)}{_file(source.path, source.sha256, root, last_change)}"
        if source.quote is not None:
            yield f"{pad}        “{visible(' '.join(source.quote.split()))}”"
    if entry.value_from is not None:
        wanted = entry.value_from
        told = next((item for item in evidence if item.path == wanted.path), None)
        if told is not None:
            evidence.remove(told)
        value = f" = {visible(told.text)}" if told is not None else ""
        where = wanted.query if wanted.query is not None else place_in(wanted)
        yield f"{pad}    {_mark(told)} result {visible(wanted.path)}, {visible(where)}{value}{_file(wanted.path, wanted.sha256, root, last_change)}"
    for item in evidence:
        yield f"{pad}    {_mark(item)} {_place(item.path, item)}: {visible(' '.join(item.text.split()))}"
    for use in record.uses if record is not None else ():
        yield f"{pad}    used {visible(use.path)}:{use.line}{' (bound)' if use.bound else ''}"
    if entry.formula is None:
        return
    try:
        names = parse_formula(entry.formula).names
    except FormulaError:
        return
    for operand in names:
        if operand in above or depth >= _DEEPEST or operand not in entries:
            yield f"{pad}    {operand}: …"
        else:
            yield from _lines(operand, entries, records, root, last_change, depth + 1, above | {name})


def _is_of(item: Evidence, path: str) -> bool:
    return item.path == path or item.path.endswith(f"/{path}") or Path(path).name == Path(item.path).name


def _mark(item: Evidence | None) -> str:
    if item is None:
        return "?"
    return "✓" if item.agrees else "✗"


def _place(path: str, item: Evidence | None) -> str:
    return f"{visible(path)}{f':{item.line}' if item is not None and item.line else ''}"


def _dated(entry: RegisteredClaim) -> str:
    parts = [
        f"as of {entry.as_of}" if entry.as_of else "",
        f"review by {entry.review_by}" if entry.review_by else "",
        visible(entry.owner or ""),
    ]
    told = ", ".join(part for part in parts if part)
    return f" ({told})" if told else ""


def _file(path: str, pinned: str | None, root: Path, last_change: LastChange) -> str:
    place = inside(root, path)
    if place is None or not place.is_file():
        return " [cannot be read]"
    parts = [last_change(place) or ""]
    if pinned is not None:
        now = sha256_of(place)
        parts.append(
            "sha256 as pinned" if now == pinned else f"sha256 {now[:_SHORT]}…, pinned {pinned[:_SHORT]}…"
        )
    told = ", ".join(part for part in parts if part)
    return f" [{told}]" if told else ""
