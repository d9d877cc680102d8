"""Lexicons: what the stages know of words and units, as data files that a person can read and extend.

Every file is a list of rows, one a line, their fields separated by `|`; `#` starts a comment line. A project adds rows of
its own by its configuration; they count while `extended` is in force.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from threading import RLock
from typing import TypeVar

_FOLDER = Path(__file__).parent
_EXTRA: dict[str, list[list[str]]] = {}
_CLEARED: list[Callable[[], None]] = []
_LOCK = RLock()
_F = TypeVar("_F", bound=Callable[..., object])


def rows(name: str) -> list[list[str]]:
    """The rows of the lexicon `name`, each a list of its fields without surrounding blanks."""
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    own = [
        [field.strip() for field in line.split("|")]
        for line in text.splitlines()
        if line and not line.startswith("# ") and line != "#"
    ]
    return own + _EXTRA.get(name, [])


def added(name: str) -> list[list[str]]:
    """The rows that the project at hand adds to the lexicon `name`."""
    return list(_EXTRA.get(name, []))


def words(name: str) -> frozenset[str]:
    """All blank-separated words of the lexicon `name`."""
    return frozenset(word for row in rows(name) for field in row for word in field.split())


def lexicon_cache(function: _F) -> _F:
    """`functools.cache` for what is worked out from lexicons: forgotten when rows are added or taken away."""
    cached = cache(function)
    _CLEARED.append(cached.cache_clear)
    return cached  # type: ignore[return-value]


def bounded_lexicon_cache(size: int) -> Callable[[_F], _F]:
    """`lexicon_cache` for functions of many arguments: keeps the latest `size` results."""

    def decorate(function: _F) -> _F:
        cached = lru_cache(maxsize=size)(function)
        _CLEARED.append(cached.cache_clear)
        return cached  # type: ignore[return-value]

    return decorate


@contextmanager
def extended(extra: Mapping[str, Sequence[Sequence[str]]]) -> Iterator[None]:
    """Adds rows to lexicons for a while; one run at a time, since all runs of a process share them."""
    if not extra:
        yield
        return
    with _LOCK:
        before = dict(_EXTRA)
        _EXTRA.update({name: [list(row) for row in added] for name, added in extra.items()})
        _forget()
        try:
            yield
        finally:
            _EXTRA.clear()
            _EXTRA.update(before)
            _forget()


def _forget() -> None:
    for clear in _CLEARED:
        clear()
