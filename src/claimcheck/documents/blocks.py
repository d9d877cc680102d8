"""The blocks of a Markdown or plain text: headings, paragraphs, lists, tables, code.

Written for text as people leave it, not only as CommonMark wants it: one paragraph per line, headings without
marks, bullets that Markdown does not know, prose right below a table. Works on lines, so every block knows
its exact place; each line is looked at a bounded number of times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from claimcheck.documents.layout import may_be_heading
from claimcheck.documents.lines import Line, paragraphs, split_lines

_MARKER = re.compile(
    r"(?:(?P<bullet>[-*+–—•·‣▪◦●○■□►▶✓✔➤])"
    r"|(?P<number>\d{1,3})[.)]|\(?(?P<letter>[a-z]|[ivx]{1,4}|\d{1,3})\))[ \t\xa0]+"
)
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[.)]?[ \t]+")
_ATX = re.compile(r"(#{1,6})[ \t]+")
_DEFINITION = re.compile(r"\[(?P<label>[^\[\]\n]{1,200})\]:[ \t]*(?P<target>\S{0,2000})")
_HTML_BLOCK = re.compile(r"<(table|ul|ol|dl|figure|nav|script|style|svg|form)\b", re.IGNORECASE)
_MAX_PADDING = 65_536  # empty cells that a file may make us add to its tables
_DASHES = "-–—"


class Shape(Enum):
    """What a block is by its marks alone."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    TABLE = "table"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Block:
    """A block as its marks say; what an unmarked line is by its looks is decided later."""

    shape: Shape
    lines: tuple[Line, ...] = ()
    level: int = 0
    """Of a heading, from 1."""
    gap: bool = False
    """Whether a blank line (or a different kind of block) stands directly above."""
    marker: str = ""
    """Of a list item: its bullet, or "1" for every number, "a" for every letter."""
    number: int = 0
    """Of a numbered item."""
    indent: int = 0
    """Of a list item: column of its marker. Of its further paragraphs: column of their text."""
    inner: int = 0
    """Of a list item: column where its text starts."""
    continues: bool = False
    """Whether this text is one more paragraph of the list item above."""
    prefix: int = 0
    """Length of the number that a line starts with, which may be that of a heading."""
    cells: tuple[tuple[Line, ...], ...] = ()
    """Of a table: its rows, every cell as the piece of a line."""


def parse_blocks(text: str, start: int, end: int, *, markdown: bool) -> tuple[list[Block], dict[str, str]]:
    """The blocks of `text[start:end]`, and the link definitions in it."""
    return _Parser(text, start, end, markdown).parse()


class _Parser:
    def __init__(self, text: str, start: int, end: int, markdown: bool) -> None:
        self.text = text
        self.markdown = markdown
        self.lines = split_lines(text, start, end, quotes=markdown)
        self.blocks: list[Block] = []
        self.references: dict[str, str] = {}
        self.inner: list[int] = []  # columns where the texts of the open list items start
        self.last_number = 0
        self.padding = _MAX_PADDING
        self.unclosed: set[str] = set()

    def parse(self) -> tuple[list[Block], dict[str, str]]:
        at, gap = 0, True
        while at < len(self.lines):
            line = self.lines[at]
            if line.blank:
                at, gap = at + 1, True
                continue
            while self.inner and gap and line.indent < self.inner[-1] and not self._marker(line):
                self.inner.pop()
            after = self._marked(at, gap)
            if after is None:
                after = self._run(at, gap)
                gap = False
            else:
                gap = self.blocks[-1].shape is not Shape.ITEM if self.blocks else True
            at = after
        return self.blocks, self.references

    def _marked(self, at: int, gap: bool) -> int | None:
        """Take a block that its first line marks. Gives the line behind it; None if it is text or a list."""
        text, line = self.text, self.lines[at]
        first = text[line.start]
        if self.markdown:
            if first in "`~" and (fence := _fence(text, line)):
                return self._skip_fence(at, fence)
            if line.indent >= 4 + (self.inner[-1] if self.inner else 0) and gap and not self._after_item(at):
                return self._skip_indented(at)
            if first == "#" and (match := _ATX.match(text, line.start, line.end)):
                self._heading(line, match.end(), len(match[1]))
                return at + 1
            if first == "<" and (match := _HTML_BLOCK.match(text, line.start, line.end)):
                return self._html(at, match[1].lower(), gap)
            if first == "[" and (match := _DEFINITION.match(text, line.start, line.end)):
                return self._definition(at, match, gap)
            if (after := self._table(at, gap)) is not None:
                return after
        if _is_rule(text, line):
            self.inner.clear()
            return at + 1
        return None

    def _heading(self, line: Line, start: int, level: int) -> None:
        content = self.text[start : line.end]
        bare = content.rstrip("#")
        if bare.endswith((" ", "\t")) or not bare:
            content = bare.rstrip()
        self.inner.clear()
        self.last_number = 0
        heading = line._replace(start=start, end=start + len(content))
        self.blocks.append(Block(Shape.HEADING, (heading,), level, gap=True))

    def _skip_fence(self, at: int, fence: str) -> int:
        for index in range(at + 1, len(self.lines)):
            line = self.lines[index]
            content = self.text[line.start : line.end]
            if content.startswith(fence) and not content.strip(fence[0]):
                return index + 1
        return len(self.lines)

    def _skip_indented(self, at: int) -> int:
        least = 4 + (self.inner[-1] if self.inner else 0)
        while at < len(self.lines) and (self.lines[at].blank or self.lines[at].indent >= least):
            at += 1
        return at

    def _after_item(self, at: int) -> bool:
        """Whether a deeply indented line is a nested item, however it is indented."""
        return bool(self.inner) and self._marker(self.lines[at]) is not None

    def _html(self, at: int, tag: str, gap: bool) -> int:
        line = self.lines[at]
        close = re.compile(f"</{tag}", re.IGNORECASE)
        found = (
            None if tag in self.unclosed else close.search(self.text, line.start, self.lines[-1].newline[1])
        )
        if found is None:
            self.unclosed.add(tag)  # not to be looked for again: that would take quadratic time
            return self._run(at, gap)
        stop = found.start()
        last = at
        while last + 1 < len(self.lines) and self.lines[last + 1].begin <= stop:
            last += 1
        self.inner.clear()
        self.blocks.append(Block(Shape.HTML, tuple(self.lines[at : last + 1]), gap=True))
        return last + 1

    def _definition(self, at: int, match: re.Match[str], gap: bool) -> int | None:
        label = match["label"]
        if label.startswith("^"):  # a footnote stays as prose
            line = self.lines[at]
            start = match.start("target")
            if start >= line.end:
                return at + 1
            self.lines[at] = line._replace(start=start)
            return self._run(at, True)
        target = match["target"]
        if not target.startswith(("<", "#", "/", ".")) and ":" not in target:
            return None
        self.references[" ".join(label.split()).casefold()] = target
        return at + 1

    def _table(self, at: int, gap: bool) -> int | None:
        if at + 1 >= len(self.lines):
            return None
        head, rule = self.lines[at], self.lines[at + 1]
        if rule.quote != head.quote or not _is_delimiter(self.text, rule):
            return None
        if "|" not in self.text[head.start : head.end]:
            return None
        header = _cells(self.text, head)
        width = len(_cells(self.text, rule))
        if abs(len(header) - width) > 1:
            return None
        width = max(width, len(header))
        rows = [header]
        index = at + 2
        while index < len(self.lines):
            line = self.lines[index]
            # Only a line with a bar goes on with the table: prose right below it is common.
            if line.blank or line.quote != head.quote or self.text.find("|", line.start, line.end) < 0:
                break
            row = _cells(self.text, line)[:width]
            self.padding -= width - len(row)
            if self.padding < 0:
                break
            rows.append(row)
            index += 1
        self.blocks.append(Block(Shape.TABLE, (head,), gap=gap, cells=tuple(tuple(row) for row in rows)))
        return index

    def _marker(self, line: Line) -> re.Match[str] | None:
        match = _MARKER.match(self.text, line.start, line.end)
        return match if match is not None and match.end() < line.end else None

    def _run(self, at: int, gap: bool) -> int:
        """Take a run of lines without other marks: a paragraph or several, or a list item with its lines."""
        first = self.lines[at]
        marker = self._marker(first)
        if marker is not None and not self._opens_item(at, marker, gap):
            marker = None
        if marker is not None and marker["number"]:
            self.last_number = int(marker["number"])  # before the lines below are asked whether they go on
        end = at + 1
        while end < len(self.lines) and not self._interrupts(end, at):
            end += 1
        run = list(self.lines[at:end])
        underline = end < len(self.lines) and _setext(self.text, self.lines[end], run[-1])
        if marker is not None:
            self._item(run, marker, gap)
        else:
            self._texts(run, gap, underline if not self.inner else 0)
        return end + 1 if underline else end

    def _interrupts(self, at: int, start: int) -> bool:
        """Whether the line at `at` does not belong to the run of text that began at `start`."""
        text, line, above = self.text, self.lines[at], self.lines[at - 1]
        if line.blank or line.quote != above.quote:
            return True
        first = text[line.start]
        if first in "=-" and _setext(text, line, above):
            return True
        if _is_rule(text, line):
            return True
        marker = self._marker(line)
        if marker is not None and self._opens_item(at, marker, False):
            return True
        if not self.markdown:
            return False
        if first == "#" and _ATX.match(text, line.start, line.end):
            return True
        if first in "`~" and _fence(text, line):
            return True
        if first == "<" and _HTML_BLOCK.match(text, line.start, line.end):
            return True
        if first == "[" and _DEFINITION.match(text, line.start, line.end):
            return True
        return at + 1 < len(self.lines) and self._heads_table(at)

    def _heads_table(self, at: int) -> bool:
        line = self.lines[at]
        return self.text.find("|", line.start, line.end) >= 0 and _is_delimiter(self.text, self.lines[at + 1])

    def _opens_item(self, at: int, marker: re.Match[str], gap: bool) -> bool:
        """Whether a line that starts like a list item is one, and not wrapped prose that happens to."""
        if gap:
            return True
        above = self.lines[at - 1] if at else None
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
            return below_item or number in (1, self.last_number + 1)
        return below_item or self.text[above.end - 1] in ".:;"

    def _item(self, run: list[Line], marker: re.Match[str], gap: bool) -> None:
        line = run[0]
        inner = line.indent + marker.end() - marker.start()
        kind = marker["bullet"] or ("1" if marker["number"] else "a")
        number = int(marker["number"] or 0)
        while self.inner and line.indent < self.inner[-1]:
            self.inner.pop()
        self.inner.append(inner)
        parts = paragraphs(self.text, run, hard_breaks=self.markdown)
        own = (line._replace(start=marker.end()), *parts[0][1:])
        self.blocks.append(
            Block(
                Shape.ITEM,
                own,
                gap=gap,
                marker=kind,
                number=number,
                indent=line.indent,
                inner=inner,
                prefix=marker.end() - marker.start(),
            )
        )
        for part in parts[1:]:
            continues = bool(self.inner) and part[0].indent >= min(self.inner[-1], line.indent + 2)
            if not continues:
                self.inner.clear()
            self.blocks.append(Block(Shape.TEXT, tuple(part), indent=part[0].indent, continues=continues))

    def _texts(self, run: list[Line], gap: bool, underline: int) -> None:
        continues = bool(self.inner) and gap and run[0].indent >= min(self.inner[-1], 2)
        if not continues:
            self.inner.clear()
        parts = paragraphs(self.text, run, hard_breaks=self.markdown)
        for index, part in enumerate(parts):
            if underline and index == len(parts) - 1:
                self.last_number = 0
                self.blocks.append(Block(Shape.HEADING, tuple(part), underline, gap=True))
                continue
            numbered = _NUMBERED.match(self.text, part[0].start, part[0].end)
            self.blocks.append(
                Block(
                    Shape.TEXT,
                    tuple(part),
                    gap=gap and index == 0,
                    indent=part[0].indent,
                    continues=continues,
                    prefix=numbered.end() - numbered.start() if numbered else 0,
                    marker=numbered["number"] if numbered else "",
                )
            )


def _fence(text: str, line: Line) -> str:
    """The marks that open fenced code, or an empty string."""
    char = text[line.start]
    content = text[line.start : line.end]
    length = len(content) - len(content.lstrip(char))
    if length < 3 or (char == "`" and "`" in content[length:]):
        return ""
    return char * length


def _is_rule(text: str, line: Line) -> bool:
    char = text[line.start]
    if char not in "-*_=–—~#+":
        return False
    content = text[line.start : line.end]
    return not content.strip(char + " \t") and content.count(char) >= 3


def _setext(text: str, line: Line, above: Line) -> int:
    """Level of the heading that a line underlines; 0 if it does not."""
    if line.blank or line.quote != above.quote:
        return 0
    char = text[line.start]
    content = text[line.start : line.end]
    if char not in "=-" or content.strip(char) or len(content) < 2:
        return 0
    if not may_be_heading(text[above.start : above.end]) and char == "-":
        return 0  # a rule below a paragraph: far more common in loose text than a heading of that length
    return 1 if char == "=" else 2


def _is_delimiter(text: str, line: Line) -> bool:
    if line.blank or text[line.start] not in "|-:":
        return False
    content = text[line.start : line.end]
    if content.strip("|-: \t") or "|" not in content or "-" not in content:
        return False
    return all("-" in cell for cell in content.strip("|").split("|"))


def _cells(text: str, line: Line) -> list[Line]:
    """The cells of a table row, each as a piece of its line."""
    start, end = line.start, line.end
    if text[start] == "|":
        start += 1
    if end > start and text[end - 1] == "|" and text[end - 2] != "\\":
        end -= 1
    cells, begin, at = [], start, start
    while True:
        bar = text.find("|", at, end)
        if bar > start and text[bar - 1] == "\\":
            at = bar + 1
            continue
        stop = bar if bar >= 0 else end
        content = text[begin:stop]
        first = begin + len(content) - len(content.lstrip())
        cells.append(line._replace(start=first, end=first + len(content.strip())))
        if bar < 0:
            return cells
        begin = at = bar + 1


def is_table_rule(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is the line below the header of a pipe table."""
    return _is_delimiter(text, Line(start, start, end, (end, end), 0, 0))
