"""What a registry lacks: entries for the numbers of some documents, from their sources and the project's files of results."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from claimcheck.documents.gitignore import ignored_files
from claimcheck.engine.coverage import survey
from claimcheck.engine.reading import Progress
from claimcheck.engine.verify import failure_of
from claimcheck.model import ReadFailure
from claimcheck.plugins import in_force
from claimcheck.registry import project_root
from claimcheck.registry.figures import MOST_BYTES, SUFFIXES, figures_in
from claimcheck.registry.library import inside
from claimcheck.registry.proposals import Proposals, proposals
from claimcheck.settings.model import DEFAULT, Settings

MOST_FILES = 300
"""Files of results that are looked through where none are named."""
_NO_RESULTS = frozenset({"node_modules", "__pycache__", "site-packages", "venv", "env", "test", "tests"})
_NO_RESULT_NAMES = (
    "pyproject.toml",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "claimcheck.toml",
    "claimcheck-baseline.json",
)
_NO_RESULT_ENDS = (".schema.json", ".lock", ".lock.json")


def propose(
    documents: Sequence[str | Path],
    claims: Sequence[str | Path],
    sources: Sequence[str | Path] = (),
    results: Sequence[str | Path] | None = None,
    *,
    progress: Progress | None = None,
    settings: Settings = DEFAULT,
    today: date | None = None,
) -> tuple[Proposals, tuple[ReadFailure, ...]]:
    """The entries that some documents lack, and what could not be read; nothing is written.

    `documents`: files and folders. `claims`: those of the registry. `sources`: where numbers may be found. `results`: files and folders
    of results; None for those of the project.
    """
    root = project_root(settings.file)
    with in_force(settings):
        found = survey(
            documents, claims, sources, progress=progress, settings=settings, today=today, root=root
        )
        figures = [
            replace(figure, path=Path(name))
            for file, name in _files(results, root, claims, documents)
            for figure in figures_in(file)
        ]
        told = proposals(
            found.registry, found.owned, found.verification.pairs, found.covered, found.giving, figures
        )
    return told, (*found.failures, *map(failure_of, found.verification.faults))


def _files(
    results: Sequence[str | Path] | None,
    root: Path,
    claims: Sequence[str | Path],
    documents: Sequence[str | Path],
) -> Iterator[tuple[Path, str]]:
    """Files of results with their paths from the root; none that lies outside of it, nor the registry and the documents themselves."""
    others = {os.path.realpath(path) for path in (*claims, *documents)}
    taken: set[str] = set()
    for start in results if results is not None else [root]:
        for file in _below(Path(start), others, named=results is not None):
            real = os.path.realpath(file)
            if real in taken or not Path(real).is_relative_to(os.path.realpath(root)):
                continue
            taken.add(real)
            name = Path(real).relative_to(os.path.realpath(root)).as_posix()
            if inside(root, name) is not None:
                yield file, name
            if results is None and len(taken) >= MOST_FILES:
                return


def _below(start: Path, others: set[str], *, named: bool) -> list[Path]:
    if start.is_file():
        return [start] if start.suffix.lower() in SUFFIXES else []
    found: list[Path] = []
    for folder, folders, names in os.walk(start):
        if os.path.realpath(folder) in others:
            folders.clear()
            continue
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and (named or name not in _NO_RESULTS)
        )
        for name in sorted(names):
            file = Path(folder) / name
            if (
                file.suffix.lower() in SUFFIXES
                and not name.startswith(".")
                and name not in _NO_RESULT_NAMES
                and not name.endswith(_NO_RESULT_ENDS)
                and os.path.realpath(file) not in others
                and file.is_file()
                and file.stat().st_size <= MOST_BYTES
            ):
                found.append(file)
    ignored = ignored_files(start, found) if not named else frozenset()
    return [file for file in found if file not in ignored]
