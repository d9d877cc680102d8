"""The blocks of text without much markup, by what its lines look like.

Written for text as people leave it: one paragraph per line, headings without marks, bullets of any kind. All of
a plain text is read so, and in Markdown every paragraph, since it may hold all of these. Each line is looked at
a bounded number of times.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.documents.blocks import LEVEL, Block, Shape
from claimcheck.documents.layout import may_be_heading
from claimcheck.documents.lines import Line, paragraphs

_MARKER = re.compile(
    r"(?:(?P<bullet>[-*+–—•·‣▪◦●○■□►▶✓✔➤])"
    r"|(?P<number>\d{1,3})[.)]|\(?(?P<letter>[a-z]|[ivx]{1,4}|\d{1,3})\))[ \t\xa0]+"
)
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[.)]?[ \t]+")
_DASHES = "-–—"


class LooseBlocks:
    """Takes runs of lines and makes blocks of them."""

    def __init__(self, text: str, *, markdown: bool) -> None:
        self.text = text
        self.markdown = markdown
        self.blocks: list[Block] = []
        self.depth = 0
        """How many Markdown list items the lines stand in."""
        self._lines: Sequence[Line] = ()
        self._inner: list[int] = []  # columns where the texts of the open list items start
        self._last_number = 0

    def add(self, lines: Sequence[Line], *, gap: bool = True) -> None:
        """Add lines that no markup tells apart; `gap` is whether anything parts them from the block above."""
        self._lines = lines
        at = 0
        while at < len(lines):
            line = lines[at]
            if line.blank:
                at, gap = at + 1, True
                continue
            while self._inner and gap and line.indent < self._inner[-1] and not self._marker(line):
                self._inner.pop()
            if _is_rule(self.text, line):
                self.close_lists()
                at += 1
                gap = not self.blocks or self.blocks[-1].shape is not Shape.ITEM
            else:
                at = self._run(at, gap)
                gap = False

    def close_lists(self) -> None:
        """No indented line below belongs to a list item any more."""
        self._inner.clear()

    def heading(self, lines: Sequence[Line], level: int) -> None:
        """Add a heading that is marked as one."""
        self.close_lists()
        self._last_number = 0
        self.blocks.append(Block(Shape.HEADING, tuple(lines), level, gap=True))

    def marked_item(self, lines: Sequence[Line], marker: str, number: int, prefix: int, *, gap: bool) -> None:
        """Add the first lines of a Markdown list item; the marker is `prefix` characters of the first."""
        self._lines = lines
        end = 1
        while end < len(lines) and not self._interrupts(end):
            end += 1
        self._item(lines[:end], marker, number, prefix, gap, self.depth - 1)
        self.add(lines[end:], gap=False)

    def _item(
        self,
        lines: Sequence[Line],
        marker: str,
        number: int,
        prefix: int,
        gap: bool,
        depth: int | None = None,
    ) -> None:
        """Add a list item; lines below that it cannot hold become blocks of their own."""
        line = lines[0]
        inner = line.indent + prefix
        while self._inner and line.indent < self._inner[-1]:
            self._inner.pop()
        self._inner.append(inner)
        if marker == "1":
            self._last_number = number
        parts = paragraphs(self.text, lines, hard_breaks=self.markdown)
        own = (line._replace(start=line.start + prefix), *parts[0][1:])
        indent, below = self._column(line), self._column(line) + prefix
        if depth is not None:
            indent, below = depth * LEVEL, (depth + 1) * LEVEL
        self.blocks.append(
            Block(
                Shape.ITEM,
                own,
                gap=gap,
                marker=marker,
                number=number,
                indent=indent,
                inner=below,
                prefix=prefix,
            )
        )
        for part in parts[1:]:
            continues = bool(self._inner) and part[0].indent >= min(self._inner[-1], line.indent + 2)
            column = self._column(part[0])
            if not continues:
                self.close_lists()
                column -= LEVEL if depth is not None else 0
            self.blocks.append(Block(Shape.TEXT, tuple(part), indent=column, continues=continues))

    def _column(self, line: Line) -> int:
        return self.depth * LEVEL + line.indent

    def _marker(self, line: Line) -> re.Match[str] | None:
        match = _MARKER.match(self.text, line.start, line.end)
        return match if match is not None and match.end() < line.end else None

    def _run(self, at: int, gap: bool) -> int:
        """Take a run of lines: a paragraph or several, or a list item with its lines. Gives the line behind."""
        first = self._lines[at]
        marker = self._marker(first)
        if marker is not None and not self._opens_item(at, marker, gap):
            marker = None
        if marker is not None and marker["number"]:
            self._last_number = int(marker["number"])  # before the lines below are asked whether they go on
        end = at + 1
        while end < len(self._lines) and not self._interrupts(end):
            end += 1
        run = list(self._lines[at:end])
        underline = end < len(self._lines) and underlined(self.text, self._lines[end], run[-1])
        if marker is not None:
            kind = marker["bullet"] or ("1" if marker["number"] else "a")
            number = int(marker["number"] or 0)
            self._item(run, kind, number, marker.end() - marker.start(), gap)
        else:
            self.text_run(run, gap=gap, underline=underline if not self._inner else 0)
        return end + 1 if underline else end

    def _interrupts(self, at: int) -> bool:
        """Whether a line does not belong to the run of text above."""
        line = self._lines[at]
        if line.blank or underlined(self.text, line, self._lines[at - 1]) or _is_rule(self.text, line):
            return True
        marker = self._marker(line)
        return marker is not None and self._opens_item(at, marker, False)

    def _opens_item(self, at: int, marker: re.Match[str], gap: bool) -> bool:
        """Whether a line that starts like a list item is one, and not wrapped prose that happens to."""
        if gap:
            return True
        above = self._lines[at - 1] if at else None
        if above is None or above.blank:
            return True
        below_item = self._marker(above) is not None
        if marker["bullet"]:
            if marker["bullet"] not in _DASHES or (self.markdown and marker["bullet"] == "-"):
                return True
            after = self.text[marker.end()]
            return below_item or not after.islower() or self.text[above.end - 1] in ".:;!?"
        if marker["number"]:
            number = int(marker["number"])
            return below_item or number in (1, self._last_number + 1)
        return below_item or self.text[above.end - 1] in ".:;"

    def text_run(self, run: Sequence[Line], *, gap: bool, underline: int = 0) -> None:
        """Add lines of text: a paragraph or several, the last a heading of level `underline` if it has one."""
        continues = self.depth > 0 or (bool(self._inner) and gap and run[0].indent >= min(self._inner[-1], 2))
        if not continues:
            self.close_lists()
        parts = paragraphs(self.text, run, hard_breaks=self.markdown)
        for index, part in enumerate(parts):
            if underline and index == len(parts) - 1:
                self.heading(part, underline)
                continue
            numbered = _NUMBERED.match(self.text, part[0].start, part[0].end)
            self.blocks.append(
                Block(
                    Shape.TEXT,
                    tuple(part),
                    gap=gap and index == 0,
                    indent=self._column(part[0]),
                    continues=continues,
                    prefix=numbered.end() - numbered.start() if numbered else 0,
                    marker=numbered["number"] if numbered else "",
                )
            )


def _is_rule(text: str, line: Line) -> bool:
    char = text[line.start]
    if char not in "-*_=–—~#+":
        return False
    content = text[line.start : line.end]
    return not content.strip(char + " \t") and content.count(char) >= 3


def underlined(text: str, line: Line, above: Line) -> int:
    """Level of the heading that a line underlines; 0 if it does not."""
    if line.blank:
        return 0
    char = text[line.start]
    content = text[line.start : line.end]
    if char not in "=-" or content.strip(char) or len(content) < 2:
        return 0
    if not may_be_heading(text[above.start : above.end]) and char == "-":
        return 0  # a rule below a paragraph: far more common in loose text than a heading of that length
    return 1 if char == "=" else 2
