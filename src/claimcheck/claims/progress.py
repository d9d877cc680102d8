"""What is remembered while a document is read from top to bottom, and where its numbers stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from claimcheck.claims.entities import Entities
from claimcheck.claims.placing import placed
from claimcheck.model import Claim, Document, LineIndex, Period, Segment, Span


@dataclass(slots=True)
class Progress:
    """What is remembered while a document is read from top to bottom."""

    document: Document
    entities: Entities
    lines: LineIndex
    cast: frozenset[str] = frozenset()
    """All names of the document."""
    decimal_comma: bool = False
    """Whether the document writes "12,5" for twelve and a half."""
    owner: str | None = None
    """Whom the document as a whole is about."""
    era: Period | None = None
    """The one period that the title names."""
    setting: Period | None = None
    focus: str | None = None
    previous: Claim | None = None
    leads: dict[int, Segment] = field(default_factory=dict)
    """The document's segments by their index."""

    def claim(
        self, segment_index: int, text: str, span: Span, source: Span, sentence: str, where: str | None
    ) -> dict[str, object]:
        """The fields of a claim that say where it stands; `text` is that of its segment or cell."""
        return {
            **placed(self.document, self.lines, segment_index, text, span, source, sentence, where),
            "owner_key": self.owner,
            "cast": self.cast,
        }
