"""Documents with their claims, kept for as long as their files, or their texts in the editor, stay as they are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimcheck.budget import BudgetExceeded, file_budget
from claimcheck.documents import (
    FoundFile,
    NotADocument,
    UnreadableDocument,
    find_files,
    read_documents,
    read_text,
)
from claimcheck.model import Claim, Document, ReadFailure
from claimcheck.readers import read_claims
from claimcheck.settings.model import DEFAULT, Settings
from claimcheck.wording import own_fault


@dataclass(frozen=True, slots=True)
class Stock:
    """What was read."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    """Of all documents, as they are written."""
    failures: tuple[ReadFailure, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    documents: tuple[Document, ...] = ()
    claims: tuple[Claim, ...] = ()
    failure: str | None = None


class Shelf:
    """Reads documents, and reads again only what changed."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[object, _Read]] = {}
        self._settings: Settings = DEFAULT

    def keep_for(self, settings: Settings) -> None:
        """Forgets all that was read under other settings: a unit of the project may stand anywhere."""
        if settings != self._settings:
            self._kept.clear()
            self._settings = settings

    def read(
        self, paths: Sequence[str], settings: Settings, texts: Mapping[str, str], also: str | None = None
    ) -> Stock:
        """The documents of some paths. `texts`: by real path, what stands in the editor. `also`: one more file, with its text there."""
        entries, failures = _files(paths, settings, also)
        kept: dict[str, tuple[object, _Read]] = {}
        documents: list[Document] = []
        claims: list[Claim] = []
        for entry in entries:
            mark = _mark(entry, texts)
            known = self._kept.get(entry.display)
            found = known[1] if known is not None and known[0] == mark else _read(entry, texts)
            kept[entry.display] = mark, found
            documents.extend(found.documents)
            claims.extend(found.claims)
            if found.failure is not None:
                failures.append(ReadFailure(entry.display, found.failure))
        self._kept = kept
        return Stock(tuple(documents), tuple(claims), tuple(failures))


def shown_path(path: str, root: str) -> str:
    """A file as reports name it: below the folder of the project, else with its whole path."""
    real, folder = Path(os.path.realpath(path)), Path(os.path.realpath(root))
    return real.relative_to(folder).as_posix() if real.is_relative_to(folder) else Path(path).as_posix()


def _files(
    paths: Sequence[str], settings: Settings, also: str | None
) -> tuple[list[FoundFile], list[ReadFailure]]:
    real = os.path.realpath(also) if also is not None else None
    entries: list[FoundFile] = []
    failures: list[ReadFailure] = []
    for entry in find_files(paths):
        if isinstance(entry, ReadFailure):
            failures.append(entry)
        elif (entry.path is None or os.path.realpath(entry.path) != real) and (
            entry.named or not settings.ignores(entry.display)
        ):
            entries.append(entry)
    if also is not None:
        entries.append(FoundFile(Path(also), shown_path(also, os.fspath(Path.cwd()))))
    return entries, failures


def _mark(entry: FoundFile, texts: Mapping[str, str]) -> object:
    """What stays the same while a file need not be read again."""
    assert entry.path is not None
    text = texts.get(os.path.realpath(entry.path))
    if text is not None:
        return text
    try:
        status = entry.path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _read(entry: FoundFile, texts: Mapping[str, str]) -> _Read:
    assert entry.path is not None
    text = texts.get(os.path.realpath(entry.path))
    try:
        size = len(text) if text is not None else entry.path.stat().st_size
        with file_budget(size):
            documents: Iterable[Document] = (
                [read_text(text.encode("utf-8", "surrogatepass"), entry.display)]
                if text is not None
                else read_documents(entry.path, entry.display)
            )
            documents = tuple(documents)
            return _Read(documents, tuple(claim for document in documents for claim in read_claims(document)))
    except NotADocument as error:
        return _Read(failure=str(error) if entry.named else None)
    except UnreadableDocument as error:
        return _Read(failure=str(error))
    except BudgetExceeded as error:
        if error.of_the_run:
            raise
        return _Read(failure=error.message)
    except Exception as error:
        return _Read(failure=own_fault(error))
