"""Where modules are imported from: not from the folder that is checked, which may be a stranger's."""

from __future__ import annotations

import os
import site
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).absolute().parent.parent
"""The folder that claimcheck was imported from."""


def trusted_entries() -> list[str]:
    """The entries of `sys.path` outside the working folder, as absolute names.

    In the working folder only two kinds stay: where claimcheck itself was imported from, and what belongs to the Python that
    runs it, since a virtual environment often lies in the project that is checked. What PYTHONPATH names relatively goes,
    too: it is another folder wherever claimcheck is started.
    """
    entries = [entry for entry in sys.path if isinstance(entry, str)]
    try:
        here = Path.cwd()
    except OSError:  # it was taken away
        return [entry for entry in entries if Path(entry).is_absolute()]
    named = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    relative = {name for entry in named if not Path(entry).is_absolute() for name in _names(here, entry)}
    own = {ROOT, ROOT.resolve()}
    installed = [*_installed(here)]
    kept = []
    for entry in entries:
        names = _names(here, entry)
        strange = not relative.isdisjoint(names) or any(_is_in(name, here) for name in names)
        ours = not own.isdisjoint(names) or any(
            _is_in(name, folder) for name in names for folder in installed
        )
        if ours or not strange:
            kept.append(str(names[0]))
    return kept


def forget_the_working_folder() -> None:
    """Takes the working folder off `sys.path`: for the start of the program, before it imports the rest of itself."""
    sys.path[:] = trusted_entries()


def _names(here: Path, entry: str) -> tuple[Path, Path]:
    """The absolute name of an entry, and the one that links lead to."""
    place = Path(os.path.normpath(here / entry))
    return place, Path(os.path.realpath(place))


def _installed(here: Path) -> Iterator[Path]:
    """Folders of the Python that runs: its standard library, its packages, and all of it if it lies below the working folder."""
    yield Path(os.__file__).absolute().parent
    yield from map(Path, site.getsitepackages())
    if site.ENABLE_USER_SITE and site.USER_SITE:
        yield Path(site.USER_SITE)
    for prefix in (sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix):
        real = Path(os.path.realpath(prefix))
        if _is_in(real, here) and not _is_in(here, real):
            yield real


def _is_in(place: Path, folder: Path) -> bool:
    """Whether a place is a folder or lies in it; of the root folder, in which everything lies, only whether it is that."""
    return place == folder or (folder.parent != folder and place.is_relative_to(folder))
