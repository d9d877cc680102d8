"""What `claimcheck verify` does with `--fix` and `--diff`: the changes are shown, and written on request."""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from claimcheck.cli.options import complain
from claimcheck.cli.output import show, terminal
from claimcheck.wording import count
from claimcheck.writing import change_whole

if TYPE_CHECKING:
    from claimcheck.engine.fixing import Plan
    from claimcheck.settings import Settings


def fix(
    claims: Sequence[str],
    documents: Sequence[str],
    settings: Settings,
    today: date | None,
    *,
    write: bool,
    ask: bool,
) -> None:
    """Shows the changes as a diff. With `write` they are made, on a terminal after asking; else the program ends: 1 where there are any."""
    from claimcheck.engine.fixing import plan

    planned = plan(claims, documents, settings=settings, today=today)
    text = planned.diff()
    if text:
        show(text)
    for left in planned.fixes.left:
        complain(
            f"{left.path}:{left.line}: “{left.text}” is left alone ({left.entry} says otherwise): it {left.why}"
        )
    if not write:
        raise typer.Exit(int(bool(text)))
    if not text:
        complain("nothing to fix")
        return
    files = count(len(planned.after), "file")
    numbers = count(len(planned.fixes.edits), "number")
    if ask and terminal(sys.stdin) and not typer.confirm(f"Rewrite {numbers} in {files}?", err=True):
        raise typer.Exit(1)
    if _write(planned):
        complain(f"rewrote {numbers} in {files}")


def _write(planned: Plan) -> bool:
    """Writes the files that nobody has changed meanwhile; whether that were all."""
    whole = True
    for path in planned.after:
        try:
            change_whole(Path(path), lambda now, path=path: _unchanged(now, planned, path))  # type: ignore[misc]
        except OSError as error:
            complain(f"cannot write {path}: {error.strerror or error}")
            whole = False
    if not whole:
        raise typer.Exit(2)
    return whole


def _unchanged(now: bytes | None, planned: Plan, path: str) -> str:
    if now != planned.before[path]:
        raise OSError(errno.EBUSY, "it was changed meanwhile; run it again")
    return planned.after[path]
