"""Where a location begins and ends, for formats that are read by programs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote

from claimcheck.model import Location


@dataclass(frozen=True, slots=True)
class Region:
    """Lines and columns, counted from 1; the end column lies behind the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


def region(location: Location) -> Region:
    """The region of the text of a location."""
    lines = location.text.split("\n")
    end = len(lines[-1]) + (location.column if len(lines) == 1 else 1)
    return Region(location.line, location.column, location.line + len(lines) - 1, end)


def uri(path: str) -> str:
    """A path as a URI reference: relative ones from the root of the sources."""
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix(), safe="/", errors="surrogateescape")
