"""`claimcheck check --watch`: the same check again whenever a file changes, until Ctrl-C."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import typer

from claimcheck.cli.options import complain


def watch(run: Callable[[], None], paths: Iterable[str]) -> None:
    """Calls `run` now and whenever something below `paths` changes; ends the program with exit code 0 on Ctrl-C."""
    try:
        import watchfiles
    except ModuleNotFoundError:
        from claimcheck.distribution import install_hint

        complain(f"`--watch` needs another package: {install_hint('review')}")
        raise typer.Exit(2) from None
    run()
    watched = sorted({_folder(Path(path)) for path in paths})
    complain("watching for changes; Ctrl-C ends")
    try:
        for _ in watchfiles.watch(*watched, raise_interrupt=True):
            run()
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


def _folder(path: Path) -> str:
    """What to watch for a path: a file's folder, since editors put a new file in its place."""
    return os.fspath(path if path.is_dir() else path.absolute().parent)
