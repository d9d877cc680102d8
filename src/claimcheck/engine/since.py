"""Only what touches lines changed since a revision of git."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path

from claimcheck.documents.git import filters_off, run_git
from claimcheck.model import Finding

_FILE = re.compile(rb'^\+\+\+ (?:"?b/(.*?)"?|/dev/null)\t?$')
_HUNK = re.compile(rb"^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_QUOTED = re.compile(rb"\\([0-7]{3}|.)")


class SinceError(Exception):
    """Changes that cannot be had; the text says why."""


Changes = dict[str, list[tuple[int, int]]]
"""By file (its real path), the first and last line of each changed stretch."""

_ALL = [(1, 2**31)]


def changes_since(revision: str, folder: Path) -> Changes:
    """The lines that differ from a revision in the repository around a folder, with files that git does not know yet.

    Raises SinceError: no git, no repository, no such revision.
    """
    if revision.startswith("-") or not revision.strip():
        raise SinceError(f"'{revision}' is no revision")
    top = run_git(folder, "rev-parse", "--show-toplevel")
    if top is None:
        raise SinceError("git is needed and is not there, or does not answer")
    if top.returncode != 0:
        raise SinceError(_said(top.stderr) or "this folder is in no git repository")
    root = Path(os.fsdecode(top.stdout.rstrip(b"\n")))
    settings = filters_off(root)
    if settings is None:
        raise SinceError("git cannot say which filters the configuration of this repository names")
    # A submodule has a configuration of its own, whose filters would run.
    shown = run_git(
        root, "diff", "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames",
        "--ignore-submodules=all", "--src-prefix=a/", "--dst-prefix=b/", "--end-of-options", revision, "--",
        settings=settings,
    )  # fmt: skip
    if shown is None or shown.returncode != 0:
        raise SinceError(_said(shown.stderr) if shown is not None else "git takes too long")
    changes: Changes = {os.path.realpath(root / name): lines for name, lines in _parsed(shown.stdout)}
    new = run_git(root, "ls-files", "-z", "--others", "--exclude-standard")
    for name in new.stdout.split(b"\0") if new is not None else ():
        if name:
            changes[os.path.realpath(root / os.fsdecode(name))] = _ALL
    return changes


def touching(findings: Iterable[Finding], changes: Changes) -> tuple[Finding, ...]:
    """The findings with a place in a changed line."""
    return tuple(
        finding
        for finding in findings
        if any(_touches(at.path, at.line, changes) for at in finding.locations)
    )


def _touches(path: str, line: int, changes: Changes) -> bool:
    lines = changes.get(os.path.realpath(path))
    if lines is None:
        return False
    index = bisect_right(lines, (line, 2**31)) - 1
    return index >= 0 and lines[index][0] <= line <= lines[index][1]


def _parsed(diff: bytes) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    name: str | None = None
    lines: list[tuple[int, int]] = []
    inside = 0
    for row in diff.split(b"\n"):
        if inside and row[:1] in (b"+", b"-"):
            inside -= 1
            continue
        file = _FILE.match(row)
        if file is not None:
            if name is not None:
                yield name, lines
            name = os.fsdecode(_unquoted(file.group(1))) if file.group(1) is not None else None
            lines = []
            continue
        hunk = _HUNK.match(row)
        if hunk is not None and name is not None:
            first, count = int(hunk.group(2)), int(hunk.group(3) or 1)
            inside = count + int(hunk.group(1) or 1)
            # Where lines were only taken out, what stood around them has changed its company.
            lines.append((first, first + count - 1) if count else (first, first + 1))
    if name is not None:
        yield name, lines


def _unquoted(name: bytes) -> bytes:
    def plain(match: re.Match[bytes]) -> bytes:
        code = match.group(1)
        return bytes([int(code, 8)]) if len(code) == 3 else {b"t": b"\t", b"n": b"\n"}.get(code, code)

    return _QUOTED.sub(plain, name)


def _said(message: bytes) -> str:
    lines = message.decode("utf-8", "replace").strip().splitlines()
    return lines[0].removeprefix("fatal: ") if lines else ""
