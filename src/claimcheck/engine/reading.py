"""From paths to documents with their claims: out of the cache where they were read before, else read, in several processes where that pays."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck.budget import BudgetExceeded, file_budget
from claimcheck.documents import (
    FoundFile,
    NotADocument,
    UnreadableDocument,
    documents_of,
    find_files,
    load,
    read_text,
)
from claimcheck.model import Claim, Document, ReadFailure
from claimcheck.settings.model import Settings
from claimcheck.wording import own_fault

if TYPE_CHECKING:
    from claimcheck.cache import Store
    from claimcheck.claims.transfer import Shared

Progress = Callable[[int, int, str], None]
"""Called with the number of documents done, their total, and the one at hand."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a run may use. None of it changes what is read and found."""

    jobs: int = 1
    """Processes that work at the same time."""
    cache: Store | None = None
    """What was read before; filled with what is read now."""
    origins: dict[str, bytes] = field(default_factory=dict)
    """By path of a document: a hash of all that it was read from, where a cache is used; filled by reading."""


ALONE = Means()
"""One process, nothing kept."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of one file."""

    documents: Sequence[Document] = ()
    claims: Sequence[Sequence[Claim]] = ()
    """Those of each document."""
    failure: str | None = None
    passed_over: bool = False
    """Whether the file is sound but holds no text to check."""
    lasting: bool = field(default=True, compare=False)
    """Whether the same bytes would be read so again: not where time or memory ran out, or something is not installed."""


def read(
    paths: Sequence[str | Path],
    stdin: bytes | None,
    progress: Progress | None,
    settings: Settings,
    means: Means = ALONE,
) -> tuple[list[Document], list[Claim], list[ReadFailure]]:
    """The documents of some paths with their claims, and what could not be read, in the order of the paths."""
    documents: list[Document] = []
    claims: list[Claim] = []
    failures: list[ReadFailure] = []
    found = [
        entry
        for entry in find_files(paths)
        if isinstance(entry, ReadFailure) or entry.named or not settings.ignores(entry.display)
    ]
    files = [entry for entry in found if isinstance(entry, FoundFile)]
    readings = _readings(files, stdin, progress, settings, means)
    made = iter(readings)
    for entry in found:
        if isinstance(entry, ReadFailure):
            failures.append(entry)
            continue
        reading = next(made)
        if reading.failure is not None:
            if entry.named or not reading.passed_over:
                failures.append(ReadFailure(entry.display, reading.failure))
            continue
        documents.extend(reading.documents)
        for own in reading.claims:
            claims.extend(own)
    if progress is not None:
        progress(len(found), len(found), "")
    return documents, claims, failures


def _readings(
    files: Sequence[FoundFile],
    stdin: bytes | None,
    progress: Progress | None,
    settings: Settings,
    means: Means,
) -> list[Reading]:
    """What is made of each file, in their order."""
    if means.cache is None:
        return _read_now(files, stdin, progress, means, 0)
    from claimcheck.cache.version import reading_key, reading_version

    # Which readers there are decides, too; which packages are installed counts anyway.
    plugins = {"plugins": [list(settings.plugins)]} if settings.plugins else {}
    version = reading_version({**settings.lexicon, **plugins})

    def key_of(entry: FoundFile, data: bytes) -> bytes:
        return reading_key(version, entry.display, _suffix(entry), data)

    known: dict[int, Reading] = {}
    shared: Shared = {}
    waiting: list[int] = []
    keys: dict[int, bytes] = {}
    for number, entry in enumerate(files):
        kept = None
        if entry.path is not None:
            try:
                data = load(entry.path)
            except UnreadableDocument:
                data = None  # reading it will say why
            if data is not None:
                keys[number] = key_of(entry, data)
                stored = means.cache.get(keys[number])
                kept = unfolded(stored, shared) if stored is not None else None
        if kept is None:
            waiting.append(number)
        else:
            known[number] = kept
    read_now = _read_now([files[number] for number in waiting], stdin, progress, means, len(known))
    for number, reading in zip(waiting, read_now, strict=True):
        known[number] = reading
        if reading.lasting and number in keys and _unchanged(files[number], keys[number], key_of):
            means.cache.put(keys[number], folded(reading))
        elif number in keys:
            del keys[number]
    for number, reading in known.items():
        for place, document in enumerate(reading.documents):
            means.origins.pop(document.path, None)  # of an earlier run
            if number in keys:
                means.origins[document.path] = keys[number] + place.to_bytes(4, "big")
    return [known[number] for number in range(len(files))]


def _unchanged(entry: FoundFile, key: bytes, key_of: Callable[[FoundFile, bytes], bytes]) -> bool:
    """Whether a file still holds what it held before it was read: only then is that what was read."""
    try:
        return entry.path is not None and key_of(entry, load(entry.path)) == key
    except UnreadableDocument:
        return False


def _read_now(
    files: Sequence[FoundFile], stdin: bytes | None, progress: Progress | None, means: Means, before: int
) -> list[Reading]:
    """Reads files. `before`: how many need not be read, for the progress."""
    total = before + len(files)
    readings: list[Reading | None] = [None] * len(files)
    for done, (number, reading) in enumerate(_as_they_come(files, stdin, means)):
        if progress is not None:
            progress(before + done, total, files[number].display)
        readings[number] = reading
    return [reading for reading in readings if reading is not None]


def _as_they_come(
    files: Sequence[FoundFile], stdin: bytes | None, means: Means
) -> Iterator[tuple[int, Reading]]:
    if means.jobs > 1:
        from claimcheck.engine.pool import in_processes, pays

        sizes = [_size(entry, stdin) for entry in files]
        if pays(sizes):
            _warm()
            given = in_processes(lambda number: folded(reading_of(files[number], stdin)), sizes, means.jobs)
            shared: Shared = {}
            for number, answer in given:
                reading = (
                    unfolded(answer, shared) if answer is not None else Reading(failure=_DIED, lasting=False)
                )
                assert reading is not None
                yield number, reading
            return
    for number, entry in enumerate(files):
        yield number, reading_of(entry, stdin)


_DIED = "cannot be read: the process that tried has died of it"


def _warm() -> None:
    """Reads a sentence, so that processes that are forked from this one need not load the lexicons each for itself."""
    reading_of(FoundFile(None, "warm.md"), b"Sales of the two plants rose by 5% to $5 million in May 2020.\n")


def reading_of(entry: FoundFile, stdin: bytes | None) -> Reading:
    """Reads one file, within its budget. Raises BudgetExceeded where that of the run is used up."""
    from claimcheck.readers import read_claims

    try:
        with file_budget(_size(entry, stdin)):
            documents = _documents(entry, stdin)
            return Reading(documents, [tuple(read_claims(document)) for document in documents])
    except NotADocument as error:
        return Reading(failure=str(error), passed_over=True)
    except UnreadableDocument as error:
        return Reading(failure=str(error), lasting=False)
    except BudgetExceeded as error:
        if error.of_the_run:
            raise
        return Reading(failure=error.message, lasting=False)
    except Exception as error:
        return Reading(failure=own_fault(error), lasting=False)


def folded(reading: Reading) -> bytes:
    """A reading as bytes, to hand it from one process to another, and to keep it."""
    import json  # loaded only where something is kept or handed on

    from claimcheck.claims.transfer import to_data as claims_to_data
    from claimcheck.documents.transfer import to_data

    data = {
        "documents": [to_data(document) for document in reading.documents],
        "claims": [claims_to_data(claims) for claims in reading.claims],
        "failure": reading.failure,
        "passed_over": reading.passed_over,
        "lasting": reading.lasting,
    }
    return json.dumps(data, separators=(",", ":")).encode()


def unfolded(data: bytes, shared: Shared | None = None) -> Reading | None:
    """The reading again; None for what is none. `shared`: what claims of several files have in common, to be one object."""
    import json

    from claimcheck.claims.transfer import from_data as claims_from_data
    from claimcheck.documents.transfer import from_data

    try:
        tree: dict[str, Any] = json.loads(data)
        documents = [from_data(document) for document in tree["documents"]]
        claims = [
            tuple(claims_from_data(part, document.path, document.published, shared))
            for document, part in zip(documents, tree["claims"], strict=True)
        ]
        return Reading(documents, claims, tree["failure"], tree["passed_over"], tree["lasting"])
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, ArithmeticError, RecursionError):
        return None


def _suffix(entry: FoundFile) -> str:
    return entry.path.suffix.lower() if entry.path is not None else ""


def _size(entry: FoundFile, stdin: bytes | None) -> int:
    if entry.path is None:
        return len(stdin or b"")
    try:
        return entry.path.stat().st_size
    except (OSError, ValueError):
        return 0  # reading it will say why


def _documents(entry: FoundFile, stdin: bytes | None) -> list[Document]:
    """The documents of a file: one, or those of a collection."""
    if entry.path is None:
        return [read_text(sys.stdin.buffer.read() if stdin is None else stdin, entry.display)]
    return documents_of(load(entry.path), entry.display, _suffix(entry))
