"""Whole reports, kept until a file or anything else changes that they depend on: nothing need be read or compared then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from claimcheck.cache import Store
from claimcheck.codec import UNREADABLE, Codec
from claimcheck.documents import FoundFile, UnreadableDocument, find_files, load
from claimcheck.documents.discovery import STDIN
from claimcheck.engine.memo import FEWEST, key_of
from claimcheck.model import Feature, Question, Report, Side
from claimcheck.settings.model import Settings

_REPEATED = (Feature, Question, Side)
_HASH = 16


@dataclass(frozen=True, slots=True)
class Slot:
    """Where the last report on some paths is kept."""

    cache: Store
    key: bytes
    """Of the paths and of all options: a new report takes the place of the one before."""
    content: bytes
    """Of the files."""

    def report(self) -> Report | None:
        """The report, if it is on these very files."""
        stored = self.cache.get(self.key)
        if stored is None or stored[:_HASH] != self.content:
            return None
        try:
            return _codec().read(stored[_HASH:])
        except UNREADABLE:
            return None

    def keep(self, report: Report) -> None:
        """Keeps a report, unless something could not be read: that is tried again each time."""
        if not report.failures:
            self.cache.put(self.key, self.content + _codec().written(report))


def slot_of(
    paths: Sequence[str | Path], settings: Settings, options: Sequence[object], cache: Store | None
) -> Slot | None:
    """The slot for a run; None where nothing is to be kept, as with few documents, standard input, or plugins, whose code is not ours.

    `options`: all else that decides what is found, as frozen values.
    """
    if cache is None or settings.plugins or any(str(path) == STDIN for path in paths):
        return None
    found = [
        entry
        for entry in find_files(paths)
        if not isinstance(entry, FoundFile) or entry.named or not settings.ignores(entry.display)
    ]
    if len(found) < FEWEST:
        return None
    content = blake2b(digest_size=_HASH)
    for entry in found:
        if not isinstance(entry, FoundFile) or entry.path is None:
            return None
        try:
            data = load(entry.path)
        except UnreadableDocument:
            return None
        content.update(key_of([entry.display, entry.named], data))
    from claimcheck.cache.version import comparing_version

    written = [str(Path.cwd()), [str(path) for path in paths], repr(settings), list(map(repr, options))]
    key = key_of("report", comparing_version(settings.lexicon), written)
    return Slot(cache, key, content.digest())


def _codec() -> Codec[Report]:
    return Codec(Report, repeated=_REPEATED)
