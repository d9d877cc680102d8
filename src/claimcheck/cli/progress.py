"""A progress bar for runs that take long enough for someone to wonder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from claimcheck.cli.output import terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.progress import Progress, TaskID

PATIENCE = 1.0
"""Seconds before the bar appears."""


class _Bar:
    """Counts quietly at first; only a run longer than a second ever imports Rich."""

    def __init__(self) -> None:
        self._since = monotonic()
        self._shown: tuple[Progress, TaskID] | None = None

    def __call__(self, done: int, total: int, what: str) -> None:
        if self._shown is None:
            if monotonic() - self._since < PATIENCE or done >= total:
                return
            self._shown = _start()
        progress, task = self._shown
        progress.update(task, completed=done, total=total, description=what)

    def stop(self) -> None:
        if self._shown is not None:
            self._shown[0].stop()


@contextmanager
def progress() -> Iterator[Callable[[int, int, str], None] | None]:
    """What to call with (done, total, what is being done); None where nobody would see it."""
    if not terminal(sys.stderr):
        yield None
        return
    bar = _Bar()
    try:
        yield bar
    finally:
        bar.stop()


def _start() -> tuple[Progress, TaskID]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    shown = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = shown.add_task("", total=None)
    shown.start()
    return shown, task
