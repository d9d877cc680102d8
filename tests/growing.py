"""How the time of a piece of work grows with its text: a ratio of processor times, so that a slow or busy machine changes nothing."""

from __future__ import annotations

import time
from collections.abc import Callable


def assert_linear(work: Callable[[str], object], text: str) -> None:
    """Fails when the whole text takes far more than four times a quarter of it; a quadratic step takes sixteen times."""
    quarter = text[: len(text) // 4]
    least = min(_taken(work, quarter) for _ in range(2))
    for _ in range(3):
        if _taken(work, text) < 10 * least + 0.1:
            return
    raise AssertionError("four times the text takes more than ten times as long")


def _taken(work: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    work(text)
    return time.process_time() - started
