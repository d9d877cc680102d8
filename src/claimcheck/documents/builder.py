"""Puts a document together: order, headings above, list numbers and leads, title and date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from claimcheck.documents.cleaned import EMPTY, Cleaned, joined
from claimcheck.documents.dates import byline_date
from claimcheck.documents.layout import is_generic_title
from claimcheck.model.documents import Cell, Document, Segment, SegmentKind, Table

LOOSE = 6
"""Levels above this one are headings by their looks, not by markup."""
NUMBERED, PLAIN, BOLD = 7, 12, 13
"""Levels of headings by their looks: "1. Title" (one more for "1.1"), a short line, a bold line."""
_TOP_BLOCKS = 5  # a byline stands among the first few blocks


@dataclass(slots=True)
class _Block:
    kind: SegmentKind
    cleaned: Cleaned
    level: int = 0
    lead: int | None = None
    list_id: int | None = None
    where: str | None = None
    more: list[Cleaned] = field(default_factory=list)
    """Further parts of its text, which stand apart in the source."""


@dataclass(slots=True)
class _Grid:
    rows: Sequence[Sequence[Cleaned]]
    header_rows: int
    caption: str | None
    where: str | None
    places: Sequence[Sequence[str | None]] | None = None


@dataclass(slots=True)
class DocumentBuilder:
    """Takes blocks in reading order and makes the document of them."""

    where: str | None = None
    """Given to every block that follows."""
    _blocks: list[_Block | _Grid] = field(default_factory=list)
    _lists: int = 0
    _title: int | None = None

    def title(self, cleaned: Cleaned) -> None:
        """The title, where the format names one."""
        if cleaned.text:
            self._title = self._add(_Block(SegmentKind.TITLE, cleaned, 1))

    def heading(self, cleaned: Cleaned, level: int) -> int | None:
        """A heading; level 1 is the outermost. Gives its index, None if it is empty."""
        return self._add(_Block(SegmentKind.HEADING, cleaned, level)) if cleaned.text else None

    def paragraph(self, cleaned: Cleaned) -> int | None:
        """A paragraph. Gives its index, None if it is empty."""
        return self._add(_Block(SegmentKind.PARAGRAPH, cleaned)) if cleaned.text else None

    def caption(self, cleaned: Cleaned) -> int | None:
        """The caption of the table that follows. Gives its index, None if it is empty."""
        return self._add(_Block(SegmentKind.CAPTION, cleaned)) if cleaned.text else None

    def item(self, cleaned: Cleaned, list_id: int, lead: int | None) -> int | None:
        """A list item, or one more paragraph of it. Gives its index, None if it is empty."""
        if not cleaned.text:
            return None
        return self._add(_Block(SegmentKind.LIST_ITEM, cleaned, lead=lead, list_id=list_id))

    def new_list(self) -> int:
        """A number for a list that starts here."""
        self._lists += 1
        return self._lists - 1

    def list_lead(self) -> int | None:
        """Index of the block that introduces a list starting here: a heading, or a paragraph with a colon."""
        last = self._blocks[-1] if self._blocks else None
        if not isinstance(last, _Block):
            return None
        heads = last.kind is SegmentKind.HEADING
        colon = last.kind is not SegmentKind.TITLE and (last.more or [last.cleaned])[-1].text.endswith(
            (":", "：")
        )
        return len(self._blocks) - 1 if heads or colon else None

    def table(
        self,
        rows: Sequence[Sequence[Cleaned]],
        header_rows: int,
        caption: str | None,
        places: Sequence[Sequence[str | None]] | None = None,
    ) -> None:
        """A table; rows may be of unequal length. `places`: where each cell stands, in files that are not plain text."""
        if any(cell.text for row in rows for cell in row):
            self._blocks.append(_Grid(rows, header_rows, caption, self.where, places))

    def last_index(self) -> int | None:
        """Index of the block before; None if there is none or it is a table."""
        return len(self._blocks) - 1 if self._blocks and isinstance(self._blocks[-1], _Block) else None

    def last_prose(self) -> str | None:
        """Text of the block before where it is a paragraph or a list item, of its last part if it has several."""
        last = self._blocks[-1] if self._blocks else None
        if not isinstance(last, _Block) or last.kind not in (SegmentKind.PARAGRAPH, SegmentKind.LIST_ITEM):
            return None
        return (last.more or [last.cleaned])[-1].text

    def go_on(self, cleaned: Cleaned) -> None:
        """More of the paragraph or list item before, which something stands in the midst of."""
        last = self._blocks[-1]
        assert isinstance(last, _Block)
        last.more.append(cleaned)

    def caption_above(self, is_caption: Callable[[str], bool]) -> str | None:
        """Text of the caption directly above, or of the paragraph there, which becomes one if `is_caption` takes it for one."""
        last = self._blocks[-1] if self._blocks else None
        if isinstance(last, _Block) and last.kind is SegmentKind.CAPTION:
            return last.cleaned.text
        if not isinstance(last, _Block) or last.kind is not SegmentKind.PARAGRAPH:
            return None
        if last.more:
            return None
        if not is_caption(last.cleaned.text):
            return None
        last.kind = SegmentKind.CAPTION
        return last.cleaned.text

    def build(
        self, path: str, name: str, text: str, *, title: str | None = None, published: date | None = None
    ) -> Document:
        """The document. `title` and `published` win over what the blocks say."""
        for block in self._blocks:
            if isinstance(block, _Block) and block.more:
                block.cleaned = joined([block.cleaned, *block.more])
        if self._title is None:
            self._title = _title_among(self._blocks)
        if self._title is not None:
            shown = self._blocks[self._title]
            assert isinstance(shown, _Block)
            shown.kind, shown.level = SegmentKind.TITLE, 1
            title = title or shown.cleaned.text
        segments: list[Segment] = []
        tables: list[Table] = []
        above: list[tuple[int, str]] = []
        headings: tuple[str, ...] = ()
        for index, block in enumerate(self._blocks):
            if isinstance(block, _Grid):
                tables.append(_table(index, block, headings))
                continue
            if block.level:
                while above and above[-1][0] >= block.level:
                    above.pop()
                headings = tuple(text for _, text in above)
            segments.append(
                Segment(
                    index,
                    block.kind,
                    block.cleaned.text,
                    block.cleaned.offsets,
                    headings,
                    block.lead,
                    block.list_id,
                    block.where,
                )
            )
            if block.kind is SegmentKind.HEADING:
                above.append((block.level, block.cleaned.text))
                headings = (*headings, block.cleaned.text)
        if published is None:
            published = self._byline()
        return Document(path, name, text, title, published, tuple(segments), tuple(tables))

    def _add(self, block: _Block) -> int:
        block.where = self.where
        self._blocks.append(block)
        return len(self._blocks) - 1

    def _byline(self) -> date | None:
        for block in self._blocks[:_TOP_BLOCKS]:
            if isinstance(block, _Block) and block.kind in (SegmentKind.PARAGRAPH, SegmentKind.CAPTION):
                found = byline_date(block.cleaned.text.partition("\n")[0])
                if found is not None:
                    return found
        return None


def _title_among(blocks: Sequence[_Block | _Grid]) -> int | None:
    """Index of the heading that is the title: the first of level 1, else the outermost before any prose."""
    for index, block in enumerate(blocks):
        if isinstance(block, _Block) and block.level == 1:
            return index
    best: tuple[int, int] | None = None
    for index, block in enumerate(blocks):
        if not isinstance(block, _Block):
            break
        if block.kind is not SegmentKind.HEADING:
            if byline_date(block.cleaned.text) is not None and len(block.cleaned.text) < 130:
                continue
            break
        if block.level > LOOSE and (is_generic_title(block.cleaned.text) or _labels_list(blocks, index)):
            continue
        if best is None or block.level < best[0]:
            best = (block.level, index)
    if best is None or (best[0] in range(NUMBERED, PLAIN)):
        return None
    return best[1]


def _labels_list(blocks: Sequence[_Block | _Grid], index: int) -> bool:
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    return isinstance(following, _Block) and following.kind is SegmentKind.LIST_ITEM


def _place_of(grid: _Grid, row: int, column: int) -> str | None:
    if grid.places is None or column >= len(grid.places[row]):
        return grid.where
    return grid.places[row][column]


def _table(index: int, grid: _Grid, headings: tuple[str, ...]) -> Table:
    width = max(len(row) for row in grid.rows)
    rows = tuple(
        tuple(
            Cell(cell.text, cell.offsets, at, column, _place_of(grid, at, column))
            for column, cell in enumerate((*row, *[EMPTY] * (width - len(row))))
        )
        for at, row in enumerate(grid.rows)
    )
    return Table(index, rows, grid.header_rows, grid.caption, headings, grid.where)
