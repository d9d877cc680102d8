"""The numbers of some documents and who answers for each."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from claimcheck.documents import FoundFile, find_files
from claimcheck.engine.readable import as_read, as_written
from claimcheck.engine.reading import Progress, read
from claimcheck.engine.run import summaries
from claimcheck.engine.shown import shown_documents
from claimcheck.engine.verify import failure_of, load_source
from claimcheck.model import Claim, Report
from claimcheck.plugins import in_force
from claimcheck.registry import project_root, read_registry
from claimcheck.registry.coverage import owned_numbers
from claimcheck.registry.verification import verify
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
        result = verify(
            registry, root or project_root(settings.file), load_source, pairs, today or date.today()
        )
        texts = [document for document, _ in covered]
        own = [claim for _, claims_of in covered for claim in claims_of]
        links = read_links(own, texts)
        known = {entry.id for entry in registry.claims}
        told = owned_numbers(covered, giving or covered, result, links, known)
        report = Report(
            summaries(texts, own, failures),
            tuple(own),
            (),
            (),
            (),
            (),
            (*failures, *map(failure_of, result.faults)),
            shown=shown_documents(texts, own, (), every=True),
            registry=result.records,
            coverage=told,
        )
        return as_written(report)


def _named(paths: Sequence[str | Path], settings: Settings) -> set[str]:
    """Where the files below some paths are."""
    return {
        os.path.realpath(entry.display)
        for entry in find_files(paths)
        if isinstance(entry, FoundFile) and (entry.named or not settings.ignores(entry.display))
    }
