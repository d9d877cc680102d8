"""A document in the editor: its text, what is known of it, and which parts of it no check has told of yet.

A whole check takes longer than a pause between two words. What it says is of the text that it was given: it moves along with what was
written since, and of the parts written since, what the quick checks said stands.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from claimcheck.lsp.told import Change, Told, after, change_between, moved, with_change, with_part
from claimcheck.model import Span


@dataclass(slots=True)
class Opened:
    """A document in the editor."""

    uri: str
    path: str
    """In the file system."""
    shown: str
    """As reports name it."""
    text: str
    known: Told = field(init=False)
    """What is shown, of this text."""
    whole: Told | None = None
    """What the last whole check said, of the text that it was made of."""
    untold: tuple[Span, ...] = ()
    """Parts that have changed, and that are still to be checked."""
    since: tuple[Change, ...] = ()
    """What was written since the text was given to a whole check."""
    version: int | None = None
    due: float | None = None
    """When the next whole check is to begin, by the clock of the loop; None where none is wanted."""
    quick: asyncio.Task[None] | None = None
    full: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        self.known = Told(self.shown, self.text)

    def write(self, text: str) -> None:
        """The text is another: what is known of it moves along, and what was written is still to be checked."""
        change = change_between(self.text, text)
        if change is None:
            return
        self.text = text
        self.since = after(self.since, change)
        if self.whole is not None and self.whole.text == text:  # taken back
            self.known, self.untold = self.whole, ()
            return
        self.known = moved(self.known, change, text)
        self.untold = with_change(self.untold, change)

    def ask(self) -> str:
        """The text, which from now on is being checked whole."""
        self.since = ()
        return self.text

    def take(self, whole: Told, reach: Callable[[Span], Span]) -> None:
        """What a whole check says of the text that was asked for last. `reach`: the blocks that a part of the text lies in."""
        known, parts = whole, _parts(self.since)
        for change in self.since:
            known = moved(known, change, self.text)
        if self.whole is None:  # nothing could be told at once before the first whole check
            self.untold = (Span(parts[0].start, parts[-1].end),) if parts else ()
        elif parts:
            for part in parts:
                around = reach(part)
                known = with_part(known, self.known, around.start, around.end)
        else:
            self.untold = ()
        self.whole, self.known = whole, known


def _parts(changes: Sequence[Change]) -> list[Span]:
    """The parts of a text that changes one after the other have left other than before, in order."""
    parts: tuple[Span, ...] = ()
    for change in changes:
        parts = with_change(parts, change)
    return sorted(parts)
