"""What `claimcheck verify --fix` changes: the numbers of entries and documents that the registry has otherwise."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import unified_diff
from pathlib import Path

from claimcheck.documents import UnreadableDocument, read_string
from claimcheck.engine.readable import as_read
from claimcheck.engine.reading import Progress, read
from claimcheck.engine.verify import load_source
from claimcheck.model import Claim, Document, Finding, LineIndex, Replacement
from claimcheck.plugins import in_force
from claimcheck.readers import read_claims
from claimcheck.registry import Registry, project_root, read_registry
from claimcheck.registry.fixing import Edit, Fixes, applied, by_path, fixes_of, sound, without
from claimcheck.registry.verification import Verification, verify
from claimcheck.settings.model import DEFAULT, Settings

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Plan:
    """The fixes of a project, and what becomes of its files."""

    fixes: Fixes
    before: Mapping[str, bytes]
    """What stands in each file that is to be changed."""
    after: Mapping[str, str]
    """What is to stand there."""

    def diff(self) -> str:
        """The changes as a unified diff; empty where there are none."""
        parts: list[str] = []
        for path, text in sorted(self.after.items()):
            old = self.before[path].decode("utf-8")
            parts += _unified(_lines(old), _lines(text), path)
        return "".join(parts)


def _lines(text: str) -> list[str]:
    """The lines of a text with their ends; only a line feed ends one, as git has it."""
    lines = text.split("\n")
    return (
        [*(f"{line}\n" for line in lines[:-1]), *lines[-1:]]
        if lines[-1]
        else [f"{line}\n" for line in lines[:-1]]
    )


def _unified(old: Sequence[str], new: Sequence[str], path: str) -> Iterable[str]:
    for line in unified_diff(old, new, f"a/{path}", f"b/{path}"):
        yield line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"


def plan(
    claims: Sequence[str | Path],
    documents: Sequence[str | Path] = (),
    *,
    progress: Progress | None = None,
    settings: Settings = DEFAULT,
    today: date | None = None,
    root: Path | None = None,
) -> Plan:
    """The changes that bring entries to their results, and documents to the registry; nothing is written.

    `claims`: files and folders of the registry. `documents`: files and folders that give its claims. What cannot be read is left
    out; `verify` tells of it.
    """
    day = today or date.today()
    with in_force(settings):
        registry = read_registry(claims)
        found, numbers, _ = read(documents, None, progress, settings) if documents else ([], [], [])
        by_document: dict[str, list[Claim]] = {document.path: [] for document in found}
        for number in as_read(numbers):
            by_document[number.path].append(number)
        pairs = [(document, by_document[document.path]) for document in found]
        result = verify(registry, root or project_root(settings.file), load_source, pairs, day)
        return planned(registry, result, pairs, day)


def planned(
    registry: Registry,
    verification: Verification,
    documents: Sequence[tuple[Document, Sequence[Claim]]],
    today: date,
    texts: Mapping[str, str] | None = None,
) -> Plan:
    """The changes that follow from a verification of some documents. `texts`: what stands in an editor in the place of a file."""
    fixes = fixes_of(registry, verification, documents, today)
    before: dict[str, bytes] = {}
    after: dict[str, str] = {}
    for path, edits in by_path(fixes.edits).items():
        open_text = texts.get(path) if texts is not None else None
        file = _file(path) if open_text is None else (open_text.encode("utf-8"), open_text, "")
        if file is None:
            fixes = without(fixes, edits, "stands in a file that is no text")
            continue
        raw, text, mark = file
        good, bad = (edits, []) if path in registry.texts else sound(path, text, edits, _read)
        fixes = without(fixes, bad) if bad else fixes
        if good:
            before[path], after[path] = raw, mark + applied(text, good)
    return Plan(fixes, before, after)


def _file(path: str) -> tuple[bytes, str, str] | None:
    """The bytes of a file, its text and its byte order mark; None where it is no UTF-8 text."""
    place = Path(path)
    if not place.is_file() or os.path.islink(place):  # noqa: PTH114
        return None
    raw = place.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return (raw, text.removeprefix(_BOM), _BOM) if text.startswith(_BOM) else (raw, text, "")


def _read(path: str, text: str) -> tuple[Document, Sequence[Claim]]:
    try:
        document = read_string(text, path)
    except UnreadableDocument:
        return Document(path, "text", text, None, None, (), ()), ()
    return document, read_claims(document)


def suggested(findings: Iterable[Finding], plan: Plan) -> tuple[Finding, ...]:
    """The findings, each with the replacement that would settle it, where the plan has one."""
    edits = by_path(plan.fixes.edits)
    lines = {path: LineIndex(text) for path in edits if (text := _text_before(plan, path)) is not None}
    return tuple(_with_replacement(finding, edits, lines, plan) for finding in findings)


def _with_replacement(
    finding: Finding, edits: Mapping[str, list[Edit]], lines: Mapping[str, LineIndex], plan: Plan
) -> Finding:
    for at in finding.locations:
        if at.path not in lines:
            continue
        edit = next((edit for edit in edits[at.path] if at.span.contains(edit.span)), None)
        if edit is None:
            continue
        text = _text_before(plan, at.path) or ""
        line, column = lines[at.path].place(edit.span.start)
        start = text.rfind("\n", 0, edit.span.start) + 1
        end = text.find("\n", edit.span.end)
        whole = (
            text[start : edit.span.start] + edit.new + text[edit.span.end : end if end >= 0 else len(text)]
        )
        replacement = Replacement(at.path, line, column, edit.span, edit.old, edit.new, whole.rstrip("\r"))
        return replace(finding, replacement=replacement)
    return finding


def _text_before(plan: Plan, path: str) -> str | None:
    raw = plan.before.get(path)
    return raw.decode("utf-8").removeprefix(_BOM) if raw is not None else None
