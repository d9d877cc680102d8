"""Where the cache stands: in a folder of the user's that no project can put anything into.

Whoever can write the cache decides what the program believes to have read. So it must not lie in the project that is checked,
where a stranger may have placed it, nor in a folder that other people of the machine can write.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

VARIABLE = "CLAIMCHECK_CACHE_DIR"
_ROOTS = (".git", ".hg", ".svn")


class UnusableCache(Exception):
    """A folder that the cache cannot be in; the text says why."""


def cache_folder() -> Path:
    """The folder of the cache: what `CLAIMCHECK_CACHE_DIR` names, else that of the system for the user's caches.

    Raises UnusableCache for a name that counts from the working folder: that is the project's.
    """
    named = os.environ.get(VARIABLE, "")
    if named:
        if not Path(named).is_absolute():
            raise UnusableCache(f"{VARIABLE}: '{named}' counts from the working folder; name a whole path")
        return Path(named)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = str(Path(os.path.expanduser("~")) / "Library" / "Caches")  # noqa: PTH111 - raises nothing without a home
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        if not Path(base).is_absolute():
            base = str(Path(os.path.expanduser("~")) / ".cache")  # noqa: PTH111
    if not Path(base).is_absolute():
        raise UnusableCache("there is no folder for the caches of this user")
    return Path(base) / "claimcheck"


def refuse_strange(folder: Path, projects: Iterable[Path]) -> None:
    """Raises UnusableCache for a folder in the working folder, its repository or one of some others, links followed."""
    real = Path(os.path.realpath(folder))
    here = Path.cwd()
    for project in (here, _repository(here), *projects):
        root = Path(os.path.realpath(project))
        if root.parent != root and real.is_relative_to(root):
            raise UnusableCache(
                f"the cache '{folder}' lies in '{project}', which is checked: whoever wrote the documents may have written it, too"
            )


def _repository(folder: Path) -> Path:
    """The repository around a folder; the folder itself where there is none."""
    for place in (folder, *folder.parents):
        if any((place / root).exists() for root in _ROOTS):
            return place
    return folder


def make_private(folder: Path) -> None:
    """Makes the folder where it is missing. Raises UnusableCache where it is not the user's alone to write."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        status = folder.stat()
    except OSError as error:
        raise UnusableCache(f"the cache '{folder}' cannot be used: {error.strerror or error}") from None
    if not stat.S_ISDIR(status.st_mode):
        raise UnusableCache(f"the cache '{folder}' is no folder")
    _refuse_others(folder, status)


def refuse_foreign_file(file: Path) -> None:
    """Raises UnusableCache for a file that is none, or that others may have written. A missing one is fine."""
    try:
        status = file.lstat()
    except FileNotFoundError:
        return
    except OSError as error:
        raise UnusableCache(f"the cache '{file}' cannot be used: {error.strerror or error}") from None
    if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
        raise UnusableCache(f"the cache '{file}' is a link or no file; take it away")
    _refuse_others(file, status)


def _refuse_others(place: Path, status: os.stat_result) -> None:
    if not hasattr(os, "geteuid"):  # Windows: below the user's own folder, by the rights that it has
        return
    if status.st_uid != os.geteuid() or status.st_mode & 0o022:
        raise UnusableCache(f"the cache '{place}' can be written by others; it must be yours alone")
