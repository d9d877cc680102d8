"""What can be said at once: the paragraph that changed, by itself and against what of the sources is like it.

Reading and deciding take time that grows with the text, so only the changed blocks are read, with the heading and the paragraph
before them, and held against the few numbers of the sources that share their words or figures. What the rest of the document makes
of it is told by the whole check, a moment later.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from claimcheck.documents.block_spans import Block, blocks
from claimcheck.engine.run import checked
from claimcheck.facts.figures import digits_of
from claimcheck.facts.passages import stems, words_of
from claimcheck.model import Claim, Document, Report, Segment, SegmentKind, Span, Table
from claimcheck.readers import read_claims
from claimcheck.settings.model import Settings
from claimcheck.suppressions import Baseline

MOST_NUMBERS = 25
"""More changed numbers than that were pasted, not typed; they are left to the whole check."""
_NEAR = 6
"""Numbers of the sources that are looked at for one of the document: by words,"""
_ALIKE = 4
"""and by figures."""
_FIGURE = re.compile(r"\d[\d.,]*")
_COMMON = 60
"""A word of more numbers leads to none of them."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The numbers of the sources, by their words and figures."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    words: dict[str, list[int]] = field(default_factory=dict)
    figures: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, documents: Sequence[Document], claims: Sequence[Claim]) -> Sources:
        """Looks all numbers up once."""
        words: dict[str, list[int]] = defaultdict(list)
        figures: dict[str, list[int]] = defaultdict(list)
        for index, claim in enumerate(claims):
            for stem in stems(words_of(claim.sentence[:1000])):
                words[stem].append(index)
            if (digits := _digits(claim)) is not None:
                figures[digits].append(index)
        return cls(tuple(documents), tuple(claims), dict(words), dict(figures))

    def near(self, claims: Iterable[Claim], without: str) -> list[Claim]:
        """The numbers that may be meant by some others, in the order of the sources. `without`: a path to leave out."""
        chosen: set[int] = set()
        for claim in claims:
            chosen.update(self._near(claim, without))
        lines = {(self.claims[i].path, self.claims[i].segment, self.claims[i].sentence) for i in chosen}
        beside = {
            index
            for place in lines
            for index in self._of_line(place, chosen)
            if self.claims[index].path != without
        }
        return [self.claims[index] for index in sorted(chosen | beside)]

    def _of_line(self, place: tuple[str, int, str], chosen: set[int]) -> Iterator[int]:
        """The neighbours of the chosen numbers: they stand next to them."""
        for index in chosen:
            for step in (-1, 1):
                at = index + step
                while 0 <= at < len(self.claims) and abs(at - index) < 6:
                    claim = self.claims[at]
                    if (claim.path, claim.segment, claim.sentence) != place:
                        break
                    yield at
                    at += step

    def _near(self, claim: Claim, without: str) -> Iterator[int]:
        scores: dict[int, float] = defaultdict(float)
        for stem in stems(words_of(claim.sentence[:1000])):
            places = self.words.get(stem, ())
            if len(places) <= _COMMON:
                for index in places:
                    scores[index] += 1.0 / (2 + len(places))
        ranked = sorted((-score, index) for index, score in scores.items())
        found = [index for _, index in ranked if self.claims[index].path != without]
        yield from found[:_NEAR]
        digits = _digits(claim)
        alike = self.figures.get(digits, ()) if digits is not None else ()
        best = sorted((-scores.get(i, 0.0), i) for i in alike if self.claims[i].path != without)
        yield from (index for _, index in best[:_ALIKE])


def _digits(claim: Claim) -> str | None:
    """What figures that are one, or one with its digits exchanged, have in common."""
    value = claim.quantity.value
    return "".join(sorted(digits_of(value))) if value else None


def check_part(
    document: Document,
    changed: Span,
    sources: Sources,
    settings: Settings,
    *,
    drafted: bool,
    baseline: Baseline | None = None,
) -> tuple[Report, Span] | None:
    """What is to be said of a part of a document, and of which part; None where so much changed that it would take too long.

    `drafted`: whether the document is a draft, and the others its sources.
    """
    wanted = {block.index for block in _touched(document, changed)}
    part = replace(
        document,
        segments=_with_context(document.segments, wanted),
        tables=tuple(table for table in document.tables if table.index in wanted),
    )
    if sum(len(_FIGURE.findall(segment.text)) for segment in part.segments) > 4 * MOST_NUMBERS:
        return None
    claims = read_claims(part)
    own = [claim for claim in claims if claim.segment in wanted]
    if len(own) > MOST_NUMBERS:
        return None
    near = sources.near(own, document.path) if own else []
    slim = [_slim(source, near) for source in sources.documents if source.path != document.path]
    report = checked(
        [*(source for source in slim if source is not None), part],
        [*near, *claims],
        (),
        draft=document.path if drafted else None,
        settings=settings,
        baseline=baseline,
        today=date.today(),
        only=document.path,
    )
    return report, reached(document, changed)


def reached(document: Document, changed: Span) -> Span:
    """The blocks that a changed part lies in, and it."""
    touched = _touched(document, changed)
    return Span(
        min([changed.start, *(block.span.start for block in touched)]),
        max([changed.end, *(block.span.end for block in touched)]),
    )


def _touched(document: Document, changed: Span) -> list[Block]:
    return [
        block
        for block in blocks(document)
        if block.span.start <= changed.end and changed.start <= block.span.end
    ]


def _with_context(segments: Sequence[Segment], wanted: set[int]) -> tuple[Segment, ...]:
    """The wanted segments with what they go on from: titles, the heading above, the lead of a list, the paragraph before."""
    chosen: set[int] = set()
    before: Segment | None = None
    heading: Segment | None = None
    for segment in segments:
        if segment.index in wanted:
            chosen.add(segment.index)
            chosen.update(found.index for found in (before, heading) if found is not None)
            if segment.lead is not None:
                chosen.add(segment.lead)
        if segment.kind is SegmentKind.TITLE:
            chosen.add(segment.index)
        elif segment.kind is SegmentKind.HEADING:
            heading, before = segment, None
        else:
            before = segment
    return tuple(segment for segment in segments if segment.index in chosen)


def _slim(document: Document, claims: Sequence[Claim]) -> Document | None:
    """A source with those of its blocks only that some numbers stand in; None where none does."""
    held = {claim.segment for claim in claims if claim.path == document.path}
    cells = {claim.cell.table for claim in claims if claim.path == document.path and claim.cell is not None}
    if not held and not cells:
        return None

    def kept(block: Segment | Table) -> bool:
        return block.index in held or block.index in cells

    return replace(
        document,
        segments=tuple(segment for segment in document.segments if kept(segment)),
        tables=tuple(table for table in document.tables if kept(table)),
    )
