"""What a reading depends on beside the file: the program, what it is installed with, and the project's own words."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_PARTS = ("cache", "claims", "data", "documents", "language", "model", "quantities", "readers")
"""Packages whose code and lexicons decide what is read."""
_ALL_PARTS = ("",)
"""What decides what is made of it: anything."""
_SUFFIXES = (".py", ".txt", ".toml")


def reading_version(lexicon: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """A hash of all that decides what is read of given bytes. `lexicon`: the project's own rows."""
    rows = json.dumps({name: [list(row) for row in lexicon[name]] for name in sorted(lexicon)})
    return blake2b(_program(_PARTS) + rows.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def comparing_version(lexicon: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """A hash of all that decides what is made of given readings. `lexicon`: as for reading."""
    return blake2b(_program(_ALL_PARTS) + reading_version(lexicon), digest_size=16).digest()


def reading_key(version: bytes, display: str, suffix: str, data: bytes) -> bytes:
    """What a reading of some bytes is kept under. Claims are known by the name of their document, so it counts, too."""
    named = json.dumps([display, suffix]).encode()
    return blake2b(b"\0".join((version, named)) + b"\0" + data, digest_size=16).digest()


@cache
def _program(parts: tuple[str, ...]) -> bytes:
    """A hash of the code and the lexicons, by their content, and of the names of all that is installed, which hold its versions."""
    found = blake2b(digest_size=16)
    found.update(repr((sys.version, sys.flags.utf8_mode)).encode())
    record = _record()
    if record is not None:
        found.update(record)
    else:
        for part in parts:
            for place in sorted(_files_below(_PACKAGE / part)):
                found.update(f"\0{place.relative_to(_PACKAGE).as_posix()}\0".encode())
                found.update(place.read_bytes())
    for name in sorted(_installed()):
        found.update(f"\0{name}".encode("utf-8", "surrogatepass"))
    return found.digest()


def _record() -> bytes | None:
    """The list of the installed files with their hashes; None where the program runs from its sources."""
    for place in _PACKAGE.parent.glob("claimcheck_numbers-*.dist-info/RECORD"):
        record = place.read_bytes()
        if b"claimcheck/cache/version.py,sha256=" in record:
            return record
    return None


def _files_below(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files_below(Path(entry.path))
            elif entry.name.endswith(_SUFFIXES):
                yield Path(entry.path)


def _installed() -> set[str]:
    """The names of the folders that say what is installed, such as "pint-0.24.4.dist-info"."""
    names: set[str] = set()
    for place in sys.path:
        try:
            with os.scandir(place or ".") as entries:
                names.update(
                    entry.name for entry in entries if entry.name.endswith((".dist-info", ".egg-info"))
                )
        except OSError:
            continue
    return names
