"""Asking git, without letting the repository's own configuration run anything."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

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


def run_git(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes] | None:
    """What git answers in a folder; None where it is missing, refuses to start or takes too long."""
    import shutil
    import subprocess

    git = shutil.which("git")
    if git is None:
        return None
    kept = {name: value for name, value in os.environ.items() if name not in _PLACES}
    try:
        return subprocess.run(  # noqa: S603
            [os.path.abspath(git), *_SAFE, *arguments],  # noqa: PTH100
            input=given,
            capture_output=True,
            cwd=folder,
            env={**kept, "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"},
            timeout=_TIMEOUT,
            check=False,
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
