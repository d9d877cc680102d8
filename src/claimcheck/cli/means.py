"""What the user lets reading use: processes and the cache."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.options import complain

if TYPE_CHECKING:
    from claimcheck.engine.reading import Means
    from claimcheck.settings import Settings

_MOST_JOBS = 256


def number_of_jobs(value: str | None) -> str | None:
    """A callback that accepts how many processes to use."""
    if value is not None and not (value.isascii() and value.isdigit() and 0 < int(value) <= _MOST_JOBS):
        raise typer.BadParameter(f"'{value}' is no number of processes: 1 to {_MOST_JOBS}.")
    return value


Jobs = Annotated[
    str | None,
    typer.Option(
        "--jobs",
        metavar="N",
        envvar="CLAIMCHECK_JOBS",
        callback=number_of_jobs,
        help="Processes that work at the same time.  [default: one for each processor]",
        show_default=False,
    ),
]
NoCache = Annotated[
    bool,
    typer.Option(
        "--no-cache",
        envvar="CLAIMCHECK_NO_CACHE",
        help="Read and compare everything anew, and keep nothing of it.",
        show_default=False,
    ),
]


def cores() -> int:
    """The processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0)) or 1
    except AttributeError:
        return os.cpu_count() or 1


@contextmanager
def means(
    jobs: str | None, no_cache: bool, settings: Settings, paths: Iterable[str | None] = ()
) -> Iterator[Means]:
    """What the options allow. `paths`: what is checked; the cache must not lie there."""
    from claimcheck.engine.reading import Means

    most = int(jobs) if jobs is not None else cores()
    if no_cache:
        yield Means(most)
        return
    from claimcheck.cache import Store, UnusableCache, cache_folder
    from claimcheck.cache.place import VARIABLE
    from claimcheck.settings.finding import project_folder

    folders = [Path(path) for path in paths if path is not None and Path(path).is_dir()]
    if settings.file is not None:
        folders.append(project_folder(Path(settings.file)))
    try:
        store = Store(cache_folder(), folders)
    except UnusableCache as error:
        if os.environ.get(VARIABLE):  # somebody wants it
            complain(f"{error}; nothing is kept")
        yield Means(most)
        return
    try:
        yield Means(most, store)
    finally:
        store.close()
