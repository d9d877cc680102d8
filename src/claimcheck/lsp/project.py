"""The project around the files of an editor: its settings, its sources, and a whole check of one of its documents."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from claimcheck.data import extended
from claimcheck.documents import FoundFile, find_files
from claimcheck.engine.run import checked
from claimcheck.judges.record import NAME as RECORD
from claimcheck.judges.record import Record, RecordError, read_record
from claimcheck.lsp.registered import Registry
from claimcheck.lsp.shelf import Shelf, shown_path
from claimcheck.model import Report
from claimcheck.settings import Settings
from claimcheck.settings.finding import SettingsError, around, find_settings
from claimcheck.suppressions import Baseline, BaselineError
from claimcheck.suppressions.baseline import find_baseline

SOURCES = "sources"


class ProjectError(Exception):
    """A project whose configuration, baseline or record cannot be used; the text is one line for a person."""


@dataclass(frozen=True, slots=True)
class Project:
    """What a check of a document in the editor goes by; all of it is read anew for each."""

    settings: Settings
    sources: tuple[str, ...]
    """Files and folders, seen from the working folder."""
    baseline: Baseline | None
    record: Record | None

    def has_source(self, path: str) -> bool:
        """Whether a file is one of the sources, and not a draft that they bear out."""
        real = os.path.realpath(path)
        return any(
            isinstance(entry, FoundFile) and entry.path is not None and os.path.realpath(entry.path) == real
            for entry in find_files(self.sources)
        )


class Lexicon:
    """The words that a project adds: put in place once, and not for each check, since every cache is forgotten with them."""

    def __init__(self) -> None:
        self._settings: Settings | None = None
        self._stack = ExitStack()

    def settled(self, settings: Settings) -> Settings:
        """The settings with their words in place, and so without them."""
        if self._settings is None or self._settings.lexicon != settings.lexicon:
            self._stack.close()
            self._stack.enter_context(extended(settings.lexicon))
            self._settings = settings
        return replace(settings, lexicon={})


def find_project() -> Project:
    """The project around the working folder. Raises ProjectError."""
    try:
        settings = find_settings()
        folder = Path(settings.file).parent if settings.file is not None else Path.cwd()
        baseline = find_baseline(settings.baseline, folder)
        record = read_record(folder / RECORD) if (folder / RECORD).exists() else None
    except (SettingsError, BaselineError, RecordError) as error:
        raise ProjectError(str(error)) from None
    return Project(settings, settings.sources or _sources(), baseline, record)


def _sources() -> tuple[str, ...]:
    here = Path.cwd()
    for folder in dict.fromkeys((here, around(here))):
        place = folder / SOURCES
        if place.is_dir() and Path(os.path.realpath(place)).is_relative_to(os.path.realpath(folder)):
            return (Path(os.path.relpath(place, here)).as_posix(),)
    return ()


def check_document(
    path: str, texts: Mapping[str, str], shelf: Shelf, lexicon: Lexicon, registry: Registry
) -> Report:
    """All that can be said of a document in the editor: as a draft, or as one of the sources. Raises ProjectError.

    `texts`: by real path, what stands in the editor.
    """
    project = find_project()
    settings = lexicon.settled(project.settings)
    shelf.keep_for(project.settings)
    is_source = project.has_source(path)
    stock = shelf.read(project.sources, settings, texts, None if is_source else path)
    report = checked(
        stock.documents,
        stock.claims,
        stock.failures,
        scope=project.settings.scope if is_source else "corpus",
        draft=None if is_source or not project.sources else shown_path(path, os.fspath(Path.cwd())),
        settings=settings,
        baseline=project.baseline,
        today=date.today(),
        record=project.record,
    )
    shown = shown_path(path, os.fspath(Path.cwd()))
    own = next((document for document in stock.documents if document.path == shown), None)
    if own is None:
        return report
    claims = [claim for claim in stock.claims if claim.path == shown]
    return registry.told(report, own, claims, settings, project.baseline)
