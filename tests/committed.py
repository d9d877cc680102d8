"""Folders under version control, for tests."""

from __future__ import annotations

import subprocess
from pathlib import Path

_WHO = ("user.name=a", "user.email=a@example.org", "init.defaultBranch=main")


def git(folder: Path, *arguments: str) -> None:
    """Runs git in a folder, as somebody. Raises CalledProcessError."""
    options = [word for setting in _WHO for word in ("-c", setting)]
    subprocess.run(["git", "-C", str(folder), *options, *arguments], check=True)


def commit_all(folder: Path) -> None:
    """Makes a folder a repository with one commit of all that is in it."""
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "One"]):
        git(folder, *command)
