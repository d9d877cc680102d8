"""TOML of strangers: the parser of the standard library, under bounds that it does not have.

It keeps every beginning of a dotted key, so that a key of n parts takes n squared of memory: 64 KB of dots took 4 GB.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

MOST_PARTS = 32
"""Parts of a dotted key."""
_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
_LONG_KEY = re.compile(rf"(?<![\w-]){_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{MOST_PARTS}}}")


def load_toml(text: str, *, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """The values of a TOML text. Raises ValueError, also for one that is nested too deeply or has a key of too many parts.

    In a string so many words with a dot between each two are refused, too.
    """
    import tomllib

    found = _LONG_KEY.search(text)
    if found is not None:
        line = text.count("\n", 0, found.start()) + 1
        raise ValueError(f"a key of more than {MOST_PARTS} parts (at line {line})")
    try:
        return tomllib.loads(text, parse_float=parse_float)
    except RecursionError:
        raise ValueError("nested too deeply") from None
