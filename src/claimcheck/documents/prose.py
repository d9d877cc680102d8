"""From the blocks of a Markdown or plain text to segments and tables: what they are by their looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimcheck.documents.blocks import Block, Shape
from claimcheck.documents.builder import BOLD, NUMBERED, PLAIN, DocumentBuilder
from claimcheck.documents.cleaned import Cleaned, verbatim
from claimcheck.documents.cuts import Cuts, clean_lines
from claimcheck.documents.dates import byline_date
from claimcheck.documents.layout import is_caption, is_generic_title, is_prose, is_title_case, may_be_heading
from claimcheck.documents.lines import Line

_LONG_PROSE, _PROSE = 100, 60
_MAX_HEADING = 120


def compose(
    builder: DocumentBuilder, source: str, blocks: Sequence[Block], cuts: Cuts, *, markdown: bool
) -> None:
    """Add blocks of `source` to a document; `cuts` is what is not text in them."""
    _Composer(builder, source, blocks, cuts, markdown).compose()


@dataclass(slots=True)
class _OpenList:
    """A list that may go on."""

    indent: int
    inner: int
    marker: str
    list_id: int
    lead: int | None
    last_item: int | None
    number: int


class _Composer:
    def __init__(
        self, builder: DocumentBuilder, source: str, blocks: Sequence[Block], cuts: Cuts, markdown: bool
    ) -> None:
        self.builder = builder
        self.source = source
        self.blocks = blocks
        self.cuts = cuts
        self.markdown = markdown
        self.cleaned = [self._clean(block.lines) if _has_text(block) else None for block in blocks]
        self.lists: list[_OpenList] = []
        self.ordered: _OpenList | None = None  # a numbered list that a table interrupted
        self.above_short = False  # the line directly above is short too: a menu rather than a heading
        self.above_heading = False

    def compose(self) -> None:
        for at, block in enumerate(self.blocks):
            if block.shape is Shape.ITEM and not self._numbered_heading(at):
                self._item(at)
                self.above_short = self.above_heading = False
            elif block.shape is Shape.TABLE:
                self._table(at)
            elif block.shape is Shape.HTML:
                self._html(block)
            else:
                self._text(at)

    def _clean(self, lines: Sequence[Line]) -> Cleaned:
        return clean_lines(self.source, lines, self.cuts)

    def _kept(self, at: int) -> Cleaned:
        cleaned = self.cleaned[at]
        assert cleaned is not None
        return cleaned

    def _text(self, at: int) -> None:
        block, cleaned = self.blocks[at], self._kept(at)
        if not cleaned.text:
            return
        if block.continues and self.lists:
            self._continue_item(block, cleaned)
            return
        level = block.level if block.shape is Shape.HEADING else self._level_by_looks(at)
        self.lists.clear()
        if level:
            if block.shape is Shape.ITEM:  # a heading keeps its number
                number = block.lines[0]
                cleaned = self._clean((number._replace(start=number.start - block.prefix), *block.lines[1:]))
            self.builder.heading(cleaned, level)
            self.ordered = None
        elif self._is_caption(at):
            self.builder.caption(cleaned)
        else:
            self.builder.paragraph(cleaned)
        self.above_heading = level > 0
        self.above_short = not level and len(cleaned.text) < _PROSE and not is_prose(cleaned.text, 0)

    def _continue_item(self, block: Block, cleaned: Cleaned) -> None:
        while len(self.lists) > 1 and block.indent < self.lists[-1].inner:
            self.lists.pop()
        self.builder.item(cleaned, self.lists[-1].list_id, self.lists[-1].lead)

    def _level_by_looks(self, at: int) -> int:
        """Level of the heading that an unmarked line is; 0 if it is none."""
        block, text = self.blocks[at], self._kept(at).text
        if len(block.lines) > 1 or len(text) > _MAX_HEADING:
            return 0
        if self.markdown and block.shape is Shape.TEXT and self._all_bold(block.lines[0]):
            bare = text.rstrip(":")
            return 0 if bare.endswith((".", ",", ";")) or byline_date(text) is not None else BOLD
        if block.shape is Shape.ITEM:
            return NUMBERED
        following = self._following(at)
        if following is None or not may_be_heading(text):
            return 0
        if block.prefix and "." in block.marker:  # "2.1 Method"
            return NUMBERED + min(block.marker.count("."), 3) if is_prose(following, len(text)) else 0
        if self._is_caption(at):
            return 0
        return PLAIN if self._plain_heading(at, text, following) else 0

    def _plain_heading(self, at: int, text: str, following: str) -> bool:
        gap_below = self.blocks[at + 1].gap
        gap_above = self.blocks[at].gap
        if self.blocks[at + 1].shape in (Shape.ITEM, Shape.TABLE):
            return (gap_above or not self.above_short) and len(text) <= 80 and is_title_case(text)
        if self.blocks[at + 1].shape is Shape.HEADING:
            return False
        if (gap_above or gap_below) and is_generic_title(text):
            return True
        if at == 0 and gap_below and may_be_heading(following) and len(self.blocks) > 2:
            # A title with the first section's heading below it.
            below = self.cleaned[2]
            return below is not None and is_prose(below.text, _PROSE) and text.count(" ") <= 12
        if gap_above and gap_below:
            return is_prose(following, _PROSE) and len(following) > len(text) and text.count(" ") <= 12
        if self.above_short and not gap_above and not gap_below:
            return False
        least = _PROSE if gap_above or gap_below else _LONG_PROSE
        return is_title_case(text) and is_prose(following, max(least, len(text)))

    def _following(self, at: int) -> str | None:
        """Text of the block below a byline or none; an empty string for a table, None if nothing follows."""
        if at == 0 and len(self.blocks) > 2:
            byline = self.cleaned[1]
            at += byline is not None and byline_date(byline.text) is not None
        if at + 1 >= len(self.blocks):
            return None
        cleaned = self.cleaned[at + 1]
        return cleaned.text if cleaned is not None else ""

    def _all_bold(self, line: Line) -> bool:
        text = self.source[line.start : line.end].strip()
        mark = text[:2]
        return mark in ("**", "__") and len(text) > 4 and text.endswith(mark) and text.count(mark) == 2

    def _numbered_heading(self, at: int) -> bool:
        """Whether a numbered line is a heading ("2. Method"), not an item of a list."""
        block = self.blocks[at]
        text = self._kept(at).text
        if block.marker != "1" or block.indent > 3 or not may_be_heading(text) or len(text) > 80:
            return False
        if at and self.blocks[at - 1].shape is Shape.ITEM and self.blocks[at - 1].marker == "1":
            return False
        if at + 1 >= len(self.blocks):
            return False
        below = self.blocks[at + 1]
        if below.continues or below.indent > block.indent:
            return False
        if below.shape is Shape.TEXT:
            return is_prose(self._following(at) or "", len(text))
        if below.shape is Shape.ITEM:
            return below.marker != "1" and is_title_case(text)
        return below.shape is Shape.TABLE

    def _is_caption(self, at: int) -> bool:
        block = self.blocks[at]
        if block.shape is not Shape.TEXT or at + 1 >= len(self.blocks):
            return False
        if self.blocks[at + 1].shape is not Shape.TABLE:
            return False
        first, last = block.lines[0], block.lines[-1]
        emphasised = self.markdown and self.source[first.start] in "*_" and self.source[last.end - 1] in "*_"
        return is_caption(self._kept(at).text, emphasised=emphasised)

    def _item(self, at: int) -> None:
        block, cleaned = self.blocks[at], self._kept(at)
        while self.lists and block.indent < self.lists[-1].indent:
            self.lists.pop()
        top = self.lists[-1] if self.lists else None
        if top is not None and block.indent >= top.inner:
            top = self._open(block, lead=top.last_item)
        elif top is None and self._resumes(block):
            assert self.ordered is not None
            top = self.ordered
            self.lists.append(top)
        elif top is None or top.marker != block.marker:
            # Another kind of bullet at the same place is another list.
            lead = self.builder.list_lead() if top is None else None
            if top is not None:
                self.lists.pop()
            top = self._open(block, lead)
        index = self.builder.item(cleaned, top.list_id, top.lead)
        if index is not None:
            top.last_item = index
        top.inner, top.number = block.inner, block.number
        if block.marker == "1" and len(self.lists) == 1:
            self.ordered = top

    def _open(self, block: Block, lead: int | None) -> _OpenList:
        opened = _OpenList(
            block.indent, block.inner, block.marker, self.builder.new_list(), lead, None, block.number
        )
        self.lists.append(opened)
        return opened

    def _resumes(self, block: Block) -> bool:
        """Whether a numbered item goes on with the numbers of the list before a table."""
        return block.number > 1 and self.ordered is not None and block.number == self.ordered.number + 1

    def _table(self, at: int) -> None:
        self.lists.clear()
        rows = [[self._cell(cell) for cell in row] for row in self.blocks[at].cells]
        header_rows = 1
        if not any(cell.text for cell in rows[0]):
            rows, header_rows = rows[1:], 0
        caption = self._kept(at - 1).text if at and self._is_caption(at - 1) else None
        if rows:
            self.builder.table(rows, header_rows, caption)

    def _cell(self, cell: Line) -> Cleaned:
        if cell.end - cell.start > 2 and self.source[cell.start] == "`" == self.source[cell.end - 1]:
            inner = self.source[cell.start : cell.end].strip("`")
            if "`" not in inner:  # all of it is code: the name of a column or an option
                start = self.source.index(inner, cell.start)
                return verbatim(self.source, start, start + len(inner))
        return self._clean((cell,))

    def _html(self, block: Block) -> None:
        from claimcheck.documents.html import read_fragment

        self.lists.clear()
        read_fragment(self.builder, self.source, block.lines[0].start, block.lines[-1].end)


def _has_text(block: Block) -> bool:
    return block.shape not in (Shape.TABLE, Shape.HTML)
