"""From what the user names to the files to be read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimcheck.documents.decoding import os_error_message
from claimcheck.documents.gitignore import ignored_files
from claimcheck.model.documents import ReadFailure

STDIN = "-"
"""Stands for standard input among the paths."""
STDIN_DISPLAY = "<stdin>"
_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "site-packages", "venv", "env"})
_TAKEN_NAMES = frozenset(
    {"readme", "changelog", "changes", "news", "history", "notes", "release", "releases"}
)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to be read."""

    path: Path | None
    """Where it is; None for standard input."""
    display: str
    """How reports name it: as the user named it, or below the folder that the user named; with slashes."""
    named: bool = True
    """Whether the user named it, and not a folder above it."""


def find_files(paths: Sequence[str | Path]) -> list[FoundFile | ReadFailure]:
    """The files that `paths` stand for, in their order, each file once.

    A folder stands for the readable files below it, sorted by name, told by their suffix (or a name such as
    README without one). Left out there: hidden files and folders, folders that hold installed packages
    (`node_modules`, `venv`, `__pycache__` …), what git ignores, pipes and devices, links that lead out of the
    folder, and linked folders. A file that is named itself is always taken. What is missing or refused becomes
    a `ReadFailure`.
    """
    found: list[FoundFile | ReadFailure] = []
    seen: set[str] = set()
    for path in paths:
        if str(path) == STDIN:
            if STDIN not in seen:
                found.append(FoundFile(None, STDIN_DISPLAY))
            seen.add(STDIN)
            continue
        for entry in _expand(Path(path)):
            if isinstance(entry, FoundFile) and entry.path is not None:
                real = os.path.realpath(entry.path)
                if real in seen:
                    continue
                seen.add(real)
            found.append(entry)
    return found


def _expand(path: Path) -> Iterator[FoundFile | ReadFailure]:
    display = path.as_posix()
    try:
        mode = path.stat().st_mode
    except OSError as error:
        yield ReadFailure(display, os_error_message(error))
        return
    except ValueError:
        yield ReadFailure(display, "not a valid file name")
        return
    if stat.S_ISREG(mode):
        yield FoundFile(path, display)
    elif not stat.S_ISDIR(mode):
        yield ReadFailure(display, "not a regular file (a pipe, socket or device)")
    else:
        entries = list(_walk(path, Path(os.path.realpath(path))))
        files = [entry.path for entry in entries if isinstance(entry, FoundFile) and entry.path is not None]
        ignored = ignored_files(path, files)
        taken = [entry for entry in entries if not isinstance(entry, FoundFile) or entry.path not in ignored]
        yield from taken
        if not taken:
            kinds = "Markdown, text, HTML, tables, PDF, Office files and more"
            yield ReadFailure(display, f"no document in this folder that can be read ({kinds})")


def _walk(folder: Path, root: Path) -> Iterator[FoundFile | ReadFailure]:
    """The readable files below a folder, by a stack: a tree can be deeper than Python may recurse."""
    stack = [folder]
    while stack:
        path = stack.pop()
        try:
            mode = path.lstat().st_mode
            if stat.S_ISDIR(mode):
                with os.scandir(path) as entries:
                    names = sorted((entry.name for entry in entries), reverse=True)
                stack.extend(path / name for name in names if not name.startswith("."))
                if path != folder and (path.name in _SKIPPED_FOLDERS or "pyvenv.cfg" in names):
                    del stack[len(stack) - sum(not name.startswith(".") for name in names) :]
                continue
            if not _is_readable_name(path.name):
                continue
            if stat.S_ISLNK(mode):
                target = Path(os.path.realpath(path))
                if not target.is_relative_to(root) or not target.is_file():
                    continue
            elif not stat.S_ISREG(mode):
                continue
        except OSError as error:
            yield ReadFailure(path.as_posix(), os_error_message(error))
            continue
        yield FoundFile(path, path.as_posix(), named=False)


def _is_readable_name(name: str) -> bool:
    stem, dot, suffix = name.rpartition(".")
    if not dot:
        return name.lower() in _TAKEN_NAMES
    return bool(stem) and f".{suffix.lower()}" in _suffixes()


def _suffixes() -> frozenset[str]:
    from claimcheck.documents.formats import (
        suffixes,  # all readers: a file that is named needs none to be found
    )

    return suffixes()
