"""Patterns of files as in `.gitignore`, matched in linear time whatever the pattern: a configuration may be a stranger's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fnmatch import translate
from functools import lru_cache

_ANY_FOLDERS = "**"


def fits(path: str, pattern: str) -> bool:
    """Whether a path, with slashes and as seen from the folder of the pattern, fits a pattern.

    A pattern with a slash before its end is seen from that folder, any other one fits at any depth: `*.tmp.md`, `press/*.md`
    (not `press/2024/a.md`), `press/**/*.md`. One that fits a folder fits all that is in it; a slash at its end asks for a folder.
    """
    wanted = pattern.strip().removeprefix("./")
    folder_only = wanted.endswith("/")
    names = path.removeprefix("./").split("/")
    parts = wanted.strip("/").split("/")
    if not any(parts):
        return False
    # All but the last name are folders; a folder that fits takes everything in it.
    ends = range(1, len(names) + (0 if folder_only else 1))
    if len(parts) == 1 and not wanted.startswith("/") and parts[0] != _ANY_FOLDERS:
        return any(_name_fits(names[end - 1], parts[0]) for end in ends)
    reached = _reached(names, parts)
    return any(end in reached for end in ends)


def _reached(names: Sequence[str], parts: Sequence[str]) -> set[int]:
    """How many of the names, from the first on, the whole pattern can take."""
    places = {0}
    for number, part in enumerate(parts):
        if part == _ANY_FOLDERS:
            # At the end it takes something, elsewhere it may take nothing.
            least = min(places, default=len(names)) + (number == len(parts) - 1)
            places = set(range(least, len(names) + 1))
        else:
            places = {at + 1 for at in places if at < len(names) and _name_fits(names[at], part)}
    return places


def _name_fits(name: str, part: str) -> bool:
    return _compiled(part).match(name) is not None


@lru_cache(maxsize=1024)
def _compiled(part: str) -> re.Pattern[str]:
    # The translation takes as little as it can for each star and never goes back: linear.
    return re.compile(translate(re.sub(r"\*{2,}", "*", part)))
