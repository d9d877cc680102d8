"""`claimcheck check --watch`: the same check again whenever a file changes, until Ctrl-C."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import typer

from claimcheck.cli.options import complain
from claimcheck.wording import count, visible


def watch(run: Callable[[], None], paths: Iterable[str], written: Path | None = None) -> None:
    """Calls `run` now and whenever something below `paths` changes; ends the program with exit code 0 on Ctrl-C.

    `written`: the file that `run` writes, which is no reason to run again.
    """
    try:
        import watchfiles
    except ModuleNotFoundError:
        from claimcheck.distribution import install_hint

        complain(f"`--watch` needs another package: {install_hint('review')}")
        raise typer.Exit(2) from None
    run()
    named = [Path(path) for path in paths]
    watched = sorted({_folder(path) for path in named})
    files = {os.path.realpath(path) for path in named if not path.is_dir()}
    folders = [os.path.realpath(path) for path in named if path.is_dir()]

    usual = watchfiles.DefaultFilter()

    def matters(change: watchfiles.Change, changed: str) -> bool:
        if not usual(change, changed):
            return False
        place = os.path.realpath(changed)
        if written is not None and place == os.path.realpath(written):
            return False
        return place in files or any(Path(place).is_relative_to(folder) for folder in folders)

    complain("watching for changes; Ctrl-C ends")
    try:
        for changes in watchfiles.watch(*watched, watch_filter=matters, raise_interrupt=True):
            complain(f"{_changed(changes)} changed: checked again")
            run()
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


def _changed(changes: Iterable[tuple[object, str]]) -> str:
    """The file that changed, or how many did."""
    paths = sorted({path for _, path in changes})
    if len(paths) > 1:
        return count(len(paths), "file")
    with suppress(ValueError):
        return visible(os.fspath(Path(paths[0]).relative_to(Path.cwd())))
    return visible(paths[0])


def _folder(path: Path) -> str:
    """What to watch for a path: a file's folder, since editors put a new file in its place."""
    return os.fspath(path if path.is_dir() else path.absolute().parent)
