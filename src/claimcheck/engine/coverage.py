"""The numbers of some documents and who answers for each."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from claimcheck.documents import FoundFile, find_files
from claimcheck.engine.readable import as_read, as_written
from claimcheck.engine.reading import Progress, read
from claimcheck.engine.run import summaries
from claimcheck.engine.shown import shown_documents
from claimcheck.engine.verify import failure_of, load_source
from claimcheck.model import Claim, Document, OwnedNumber, ReadFailure, Report
from claimcheck.plugins import in_force
from claimcheck.registry import Registry, project_root, read_registry
from claimcheck.registry.coverage import owned_numbers
from claimcheck.registry.verification import Verification, verify
from claimcheck.relations.links import read_links
from claimcheck.settings.model import DEFAULT, Settings


def cover(
    documents: Sequence[str | Path],
    claims: Sequence[str | Path],
    sources: Sequence[str | Path] = (),
    *,
    progress: Progress | None = None,
    settings: Settings = DEFAULT,
    today: date | None = None,
    root: Path | None = None,
) -> Report:
    """Tells for every number of some documents who answers for it; the report has the registry, too, but no findings.

    `documents`: files and folders. `claims`: those of the registry. `sources`: where numbers may be found. Whether what is owned
    is right is what `verify` tells.
    """
    with in_force(settings):
        found = survey(
            documents, claims, sources, progress=progress, settings=settings, today=today, root=root
        )
        texts = [document for document, _ in found.covered]
        own = [claim for _, claims_of in found.covered for claim in claims_of]
        failures = found.failures
        report = Report(
            summaries(texts, own, failures),
            tuple(own),
            (),
            (),
            (),
            (),
            (*failures, *map(failure_of, found.verification.faults)),
            shown=shown_documents(texts, own, (), every=True),
            registry=found.verification.records,
            coverage=found.owned,
        )
        return as_written(report)


@dataclass(frozen=True, slots=True)
class Survey:
    """Documents with who answers for each of their numbers, and all that was read and weighed for it."""

    registry: Registry
    covered: Sequence[tuple[Document, Sequence[Claim]]]
    giving: Sequence[tuple[Document, Sequence[Claim]]]
    """The sources."""
    verification: Verification
    owned: tuple[OwnedNumber, ...]
    failures: Sequence[ReadFailure]


def survey(
    documents: Sequence[str | Path],
    claims: Sequence[str | Path],
    sources: Sequence[str | Path] = (),
    *,
    progress: Progress | None = None,
    settings: Settings = DEFAULT,
    today: date | None = None,
    root: Path | None = None,
) -> Survey:
    """Reads documents, registry and sources, and tells who answers for each number; with the settings in force already."""
    registry = read_registry(claims)
    found, numbers, failures = read([*documents, *sources], None, progress, settings)
    numbers = as_read(numbers)
    wanted = _named(documents, settings)
    by_path: dict[str, list[Claim]] = {document.path: [] for document in found}
    for number in numbers:
        by_path[number.path].append(number)
    pairs = [(document, by_path[document.path]) for document in found]
    covered = [pair for pair in pairs if os.path.realpath(pair[0].path) in wanted]
    giving = [pair for pair in pairs if os.path.realpath(pair[0].path) not in wanted]
    place, day = root or project_root(settings.file), today or date.today()
    result = verify(registry, place, load_source, pairs, day, among_documents=True)
    own = [claim for _, claims_of in covered for claim in claims_of]
    links = read_links(own, [document for document, _ in covered])
    known = {entry.id for entry in registry.claims}
    owned = owned_numbers(covered, giving or covered, result, links, known)
    return Survey(registry, covered, giving, result, owned, failures)


def _named(paths: Sequence[str | Path], settings: Settings) -> set[str]:
    """Where the files below some paths are."""
    return {
        os.path.realpath(entry.display)
        for entry in find_files(paths)
        if isinstance(entry, FoundFile) and (entry.named or not settings.ignores(entry.display))
    }
