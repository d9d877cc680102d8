"""One budget for all that works on a stranger's bytes: seconds and memory, of a file and of a whole run.

The command line keeps to it (`enforce`): what a file takes is counted in seconds of the processor, so that a busy machine refuses
nothing that an idle one reads; what a run takes, in seconds of the clock. Alarms and limits belong to the process, so a program that
imports claimcheck is left alone: there, only the reading process (`documents/isolated.py`) is bounded.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FILE_SECONDS = 5.0
"""Seconds of the processor that any file may take."""
FILE_SECONDS_A_MEGABYTE = 25.0
"""Seconds more for every megabyte of it."""
MOST_FILE_SECONDS = 120.0
FILE_MEMORY = 640 * 1024**2
"""Bytes that reading one file may need on top of what is in use."""
RUN_SECONDS = 900.0
"""Seconds of the clock that a run may take."""
RUN_MEMORY = 6 * 1024**3
"""Bytes of address space that a run may have."""
_AGAIN = 1.0
"""An alarm that is lost (raised where Python ignores exceptions) is followed by another, after so many seconds."""
_MEGABYTE = 1_000_000

_enforced = False


class BudgetExceeded(BaseException):
    """Time or memory is used up; the text says what of. No `Exception`, so that no library takes it for one of its own."""

    def __init__(self, message: str, *, of_the_run: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.of_the_run = of_the_run
        """Whether it ends the run, and not only what is done with one file."""


def seconds_for(size: int) -> float:
    """Seconds of the processor that a file of so many bytes may take."""
    return min(FILE_SECONDS + FILE_SECONDS_A_MEGABYTE * size / _MEGABYTE, MOST_FILE_SECONDS)


def enforce() -> None:
    """Bounds this process from now on. Two variables set other bounds for a run; 0 is none.

    `CLAIMCHECK_RUN_SECONDS`: seconds of the clock. `CLAIMCHECK_RUN_MEGABYTES`: address space. Only files that are read after it,
    in the main thread, have budgets of their own.
    """
    global _enforced
    try:
        import resource
        import signal

        signal.setitimer  # noqa: B018
    except (ImportError, AttributeError):  # Windows
        return
    memory = _from_environment("CLAIMCHECK_RUN_MEGABYTES", RUN_MEMORY / 1024**2) * 1024**2
    if memory:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = int(memory) if hard == resource.RLIM_INFINITY else min(int(memory), hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    # What was read must not be left behind as a core file.
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    seconds = _from_environment("CLAIMCHECK_RUN_SECONDS", RUN_SECONDS)
    if seconds:
        told = f"the run took longer than {seconds:.0f} seconds (CLAIMCHECK_RUN_SECONDS sets how long it may take)"
        _alarm(signal.SIGALRM, signal.ITIMER_REAL, seconds, told, of_the_run=True)
    _enforced = True


def lift_run_time() -> None:
    """Takes the bound on a run's time away: for a server, which runs until somebody ends it."""
    if _enforced:
        import signal

        signal.setitimer(signal.ITIMER_REAL, 0)


@contextmanager
def file_budget(size: int) -> Iterator[None]:
    """Bounds what is done inside to what a file of so many bytes may take.

    Raises BudgetExceeded, also for memory. Does nothing where bounds are not enforced, or outside of the main thread.
    """
    if not _enforced or threading.current_thread() is not threading.main_thread():
        yield
        return
    import resource
    import signal

    before = resource.getrlimit(resource.RLIMIT_AS)
    used = _address_space()
    if used is not None:
        most = used + FILE_MEMORY
        if before[0] != resource.RLIM_INFINITY:
            most = min(most, before[0])
        resource.setrlimit(resource.RLIMIT_AS, (most, before[1]))
    seconds = seconds_for(size)
    handler = _alarm(
        signal.SIGPROF, signal.ITIMER_PROF, seconds, f"took longer than {seconds:.0f} seconds to be read"
    )
    try:
        yield
    except MemoryError:
        raise BudgetExceeded(f"needs more than {FILE_MEMORY // 1024**2} MB of memory to be read") from None
    finally:
        handler.armed = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, before)


class _Handler:
    """Raises BudgetExceeded for a signal, until it is disarmed."""

    def __init__(self, message: str, *, of_the_run: bool) -> None:
        self.message, self.of_the_run = message, of_the_run
        self.armed = True

    def __call__(self, _number: int, _frame: object) -> None:
        if self.armed:
            raise BudgetExceeded(self.message, of_the_run=self.of_the_run)


def _alarm(number: int, timer: int, seconds: float, message: str, *, of_the_run: bool = False) -> _Handler:
    import signal

    handler = _Handler(message, of_the_run=of_the_run)
    signal.signal(number, handler)
    signal.setitimer(timer, seconds, _AGAIN)
    return handler


def _address_space() -> int | None:
    """Bytes of address space in use; None where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf(
            "SC_PAGE_SIZE"
        )
    except (OSError, ValueError, IndexError):
        return None


def _from_environment(name: str, otherwise: float) -> float:
    """A bound from the environment. Raises BudgetExceeded, which ends the program, for one that is no number."""
    given = os.environ.get(name, "")
    if not given:
        return otherwise
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise BudgetExceeded(f"{name}: '{given[:40]}' is no whole number")
    return float(given)
