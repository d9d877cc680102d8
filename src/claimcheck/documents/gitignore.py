"""Which files of a folder git leaves alone, by asking git."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

_TIMEOUT = 10  # seconds
_SAFE = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")
"""Settings that keep git from running what the repository's own configuration names."""
_PLACES = frozenset(
    {
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_PREFIX",
        "GIT_COMMON_DIR",
        "GIT_OBJECT_DIRECTORY",
        "GIT_NAMESPACE",
    }
)
"""Variables that a hook sets for its own repository, which need not be that of the folder."""


def ignored_files(folder: Path, files: Sequence[Path]) -> frozenset[Path]:
    """Those of the files below `folder` that git ignores.

    None if git is missing, the folder is in no repository or is ignored itself, or git refuses or takes too long.
    """
    if not files or not _in_repository(folder):
        return frozenset()
    import shutil
    import subprocess

    git = shutil.which("git")
    if git is None:
        return frozenset()
    names = {os.fsencode(os.path.relpath(file, folder)): file for file in files}
    kept = {name: value for name, value in os.environ.items() if name not in _PLACES}
    try:
        done = subprocess.run(  # noqa: S603
            [os.path.abspath(git), *_SAFE, "check-ignore", "-z", "--stdin"],  # noqa: PTH100
            input=b"\0".join([b".", *names]) + b"\0",
            capture_output=True,
            cwd=folder,
            env={**kept, "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"},
            timeout=_TIMEOUT,
            check=False,
        )
    except (OSError, ValueError, subprocess.SubprocessError):
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
