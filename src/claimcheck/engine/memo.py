"""Work on many items: out of the cache where it was done before, else done now, in several processes where that pays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeVar

from claimcheck.codec import UNREADABLE, Codec

if TYPE_CHECKING:
    from claimcheck.engine.reading import Means
    from claimcheck.settings.model import Settings

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of work."""

    size: int
    """Bytes of text that it is about, more or less: what small work is not worth another process for."""
    key: bytes | None = None
    """A hash of everything that its result depends on beside the program; None where it is not to be kept."""


def key_of(*parts: object) -> bytes:
    """A hash of some parts, told apart whatever they hold. Parts are what JSON is made of, or bytes."""
    import json

    hashed = blake2b(digest_size=16)
    for part in parts:
        data = part if isinstance(part, bytes) else json.dumps(part).encode()
        hashed.update(len(data).to_bytes(8, "big") + data)
    return hashed.digest()


@dataclass(slots=True)
class Memo:
    """Does work by the means that a run has."""

    means: Means
    version: bytes = b""
    """A hash of the program and of the settings that decide what is made."""
    asked: dict[str, list[int]] = field(default_factory=dict)
    """By kind of work: how many items there were, and how many of them had to be done."""

    def each(self, kind: str, items: Sequence[Item], work: Callable[[int], R], codec: Codec[R]) -> list[R]:
        """What `work` makes of each item, by its number. Raises what the work raises."""
        known: dict[int, R] = {}
        cache = self.means.cache
        keys = {
            number: key_of(self.version, kind, item.key)
            for number, item in enumerate(items)
            if cache is not None and item.key is not None
        }
        for number, key in keys.items():
            assert cache is not None
            stored = cache.get(key)
            if stored is not None:
                try:
                    known[number] = codec.read(stored)
                except UNREADABLE:
                    continue  # what is broken is done again
        waiting = [number for number in range(len(items)) if number not in known]
        self.asked[kind] = [len(items), len(waiting)]
        for number, made, data in self._made(waiting, [items[n].size for n in waiting], work, codec):
            known[number] = made
            if cache is not None and number in keys:
                cache.put(keys[number], data or codec.written(made))
        return [known[number] for number in range(len(items))]

    def _made(
        self, waiting: Sequence[int], sizes: Sequence[int], work: Callable[[int], R], codec: Codec[R]
    ) -> list[tuple[int, R, bytes]]:
        """The results with their numbers, and as they are written where that was done."""
        if self.means.jobs > 1:
            from claimcheck.engine.pool import in_processes, pays

            if pays(sizes):

                def at(place: int) -> bytes:
                    try:
                        return codec.written(work(waiting[place]))
                    except Exception:
                        return b""  # it is done again here, where the error is told

                found = []
                for place, data in in_processes(at, sizes, self.means.jobs):
                    number = waiting[place]
                    found.append((number, codec.read(data) if data else work(number), data or b""))
                return found
        return [(number, work(number), b"") for number in waiting]


FEWEST = 16
"""Of fewer documents nothing but the readings is kept: they are compared before the cache could say how."""


def memo_of(means: Means, settings: Settings, documents: int) -> Memo:
    """The means of a run for the work on so many documents."""
    if documents < FEWEST:
        return Memo(replace(means, jobs=1, cache=None))
    if means.cache is None:
        return Memo(means)
    from claimcheck.cache.version import comparing_version

    return Memo(means, key_of(comparing_version(settings.lexicon), list(settings.plugins)))
