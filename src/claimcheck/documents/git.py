"""Asking git, without letting the repository's own configuration run anything."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

_TIMEOUT = 10  # seconds
_SAFE = ("safe.bareRepository=explicit", "core.fsmonitor=false", f"core.hooksPath={os.devnull}")
"""Settings that keep git from running what the repository's own configuration names.

Any folder can be made to look like a bare repository, with a configuration of its own: only `.git` is to count as one.
"""
_PLACES = frozenset(
    {
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_PREFIX",
        "GIT_COMMON_DIR",
        "GIT_OBJECT_DIRECTORY",
        "GIT_NAMESPACE",
        "GIT_CONFIG",
    }
)
"""Variables that a hook sets for its own repository, which need not be that of the folder."""
_FIXED = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"}
"""Nothing is written and nothing is fetched: a repository can name the program that fetches what it lacks."""
_OF_THE_USER = frozenset({b"system", b"global", b"command"})
"""Scopes of the configuration that are not the repository's."""


def run_git(
    folder: Path, *arguments: str, given: bytes = b"", settings: Sequence[str] = ()
) -> subprocess.CompletedProcess[bytes] | None:
    """What git answers in a folder; None where it is missing, refuses to start or takes too long.

    `settings`: what else wins over the repository's configuration, as "name=value".
    """
    import subprocess

    git = _program()
    if git is None:
        return None
    kept = {name: value for name, value in os.environ.items() if name not in _PLACES}
    options = [option for setting in (*_SAFE, *settings) for option in ("-c", setting)]
    try:
        return subprocess.run(  # noqa: S603
            [git, *options, *arguments],
            input=given,
            capture_output=True,
            cwd=folder,
            env={**kept, **_FIXED},
            timeout=_TIMEOUT,
            check=False,
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def filters_off(folder: Path) -> list[str] | None:
    """Settings under which git runs no filter that the repository's own configuration names; None where git cannot say.

    A filter is a program through which git reads a file of the working tree. Those of the user (such as Git LFS) keep the
    user's values.
    """
    done = run_git(folder, "config", "-z", "--show-scope", "--get-regexp", r"^filter\.")
    if done is None or done.returncode not in (0, 1):  # 1: there are none
        return None
    fields = done.stdout.split(b"\0")
    users: dict[bytes, bytes] = {}
    repositorys: list[bytes] = []
    for scope, entry in zip(fields[::2], fields[1::2], strict=False):
        name, _, value = entry.partition(b"\n")
        if scope in _OF_THE_USER:
            users[name] = value
        else:
            repositorys.append(name)
    if any(b"=" in name for name in repositorys):  # what follows would be taken for the value
        return None
    return [
        os.fsdecode(name + b"=" + users.get(name, b"false" if name.endswith(b".required") else b""))
        for name in dict.fromkeys(repositorys)
    ]


def _program() -> str | None:
    """Where git is, by the absolute folders of PATH: a relative one leads into the folder that is checked."""
    import shutil

    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        found = shutil.which(str(Path(folder, "git"))) if Path(folder).is_absolute() else None
        if found is not None:
            return found
    return None


def last_change(file: Path) -> str | None:
    """The commit that last changed a file, with its day; None outside of a repository, and for a file that it does not have."""
    done = run_git(file.parent, "log", "-1", "--format=%h of %as", "--", file.name)
    told = done.stdout.decode("utf-8", "replace").strip() if done is not None and done.returncode == 0 else ""
    return f"commit {told}" if told else None
