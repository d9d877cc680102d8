"""Which files of a folder git leaves alone, by asking git."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from claimcheck.documents.git import run_git


def ignored_files(folder: Path, files: Sequence[Path]) -> frozenset[Path]:
    """Those of the files below `folder` that git ignores.

    None if git is missing, the folder is in no repository or is ignored itself, or git refuses or takes too long.
    """
    if not files or not _in_repository(folder):
        return frozenset()
    names = {os.fsencode(os.path.relpath(file, folder)): file for file in files}
    done = run_git(folder, "check-ignore", "-z", "--stdin", given=b"\0".join([b".", *names]) + b"\0")
    if done is None:
        return frozenset()
    found = done.stdout.split(b"\0")
    # 0: some are ignored, 1: none. Who names a folder that is ignored wants what is in it.
    if done.returncode != 0 or b"." in found:
        return frozenset()
    return frozenset(names[name] for name in found if name in names)


def _in_repository(folder: Path) -> bool:
    try:
        real = folder.resolve()
        return any((parent / ".git").exists() for parent in (real, *real.parents))
    except OSError:
        return False
