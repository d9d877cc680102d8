"""The blocks of a Markdown text: what markdown-it finds, with the paragraphs of loosely written text told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt, rules_block
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from claimcheck.documents.blocks import Block, Shape
from claimcheck.documents.cuts import Cut, Cuts, plain_cuts
from claimcheck.documents.layout import is_table_rule
from claimcheck.documents.lines import BLANKS, Line, columns, split_lines
from claimcheck.documents.loose_blocks import LooseBlocks, underlined
from claimcheck.documents.markdown_inline import markup_cuts

_MAX_DEPTH = 50
"""Text nested deeper is read as plain: markdown-it skips what lies too deep."""
_HOLDS_BLANK_LINES = re.compile(r"\s*<(table|ul|ol|dl|figure|nav|script|style|svg|form)\b", re.IGNORECASE)
_MORE_THAN = re.compile(r">[\d$€£¥=.~]")
_TAG = re.compile(r"<[^<>]*>")


@cache
def _parser() -> MarkdownIt:
    found = MarkdownIt("commonmark", {"maxNesting": _MAX_DEPTH + 10}).enable("table")
    found.use(footnote_plugin, inline=False, move_to_end=False)
    found.block.ruler.at("blockquote", _quote, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    return found


def _quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A quote, but for a line such as ">40% of the total", which means "more than"."""
    mark = state.bMarks[start] + state.tShift[start]
    return _MORE_THAN.match(state.src, mark) is None and rules_block.blockquote(state, start, end, silent)


def read_blocks(text: str, start: int, end: int) -> tuple[list[Block], Cuts]:
    """The blocks of the Markdown `text[start:end]`, and what is not text in them."""
    tokens: list[Token] = []
    env: dict[str, Any] = {}
    # Line breaks as markdown-it wants them, every character at its place.
    markdown = text[start:end].replace("\r\n", " \n").replace("\r", "\n")
    _parser().block.parse(markdown, _parser(), env, tokens)
    if any(token.level >= _MAX_DEPTH for token in tokens):
        loose = LooseBlocks(text, markdown=True)
        loose.add(split_lines(text, start, end))
        return loose.blocks, Cuts(plain_cuts(text, start, end))
    return _Converter(text, split_lines(text, start, end), env).convert(tokens)


class _Converter:
    def __init__(
        self, text: str, lines: Sequence[Line], env: dict[str, Any], loose: LooseBlocks | None = None
    ) -> None:
        self.text = text
        self.lines = lines
        self.env = env
        self.loose = loose or LooseBlocks(text, markdown=True)
        self.again = loose is not None
        self.cuts: list[Cut] = []
        self.item: Token | None = None  # a list item without text as yet
        self.behind = -1  # the line behind the text above, if nothing but text was above
        self.taken = 0  # lines up to this one are part of an HTML block that holds blank lines
        self.unclosed: set[str] = set()

    def convert(self, tokens: Sequence[Token]) -> tuple[list[Block], Cuts]:
        for index, token in enumerate(tokens):
            if token.type == "list_item_open":
                self.loose.depth += 1
                self.item = token
            elif token.type == "list_item_close":
                self.loose.depth -= 1
                self.item = None
            elif token.map is None or token.map[0] < self.taken:
                continue
            elif token.type == "paragraph_open":
                self._paragraph(tokens[index + 1])
            elif token.type == "heading_open":
                self._heading(tokens[index + 1], token)
            elif token.type == "table_open":
                self._table(tokens, index)
            elif token.type == "html_block":
                self._html(token)
            elif token.type == "code_block" and self._is_deep_item(token):
                lines = self._content(token)
                self.cuts += markup_cuts(self.text, lines, self.env)
                self.loose.add(lines, gap=True)
            elif token.type in ("code_block", "fence", "hr"):
                self._marked(token.type == "hr")
        return self.loose.blocks, Cuts(self.cuts)

    def _marked(self, ends_lists: bool = True) -> None:
        """Something other than text stands here."""
        if ends_lists:
            self.loose.close_lists()
        blocks = self.loose.blocks
        if not blocks or blocks[-1].shape is not Shape.ITEM:
            self.behind = -1

    def _content(self, token: Token) -> list[Line]:
        """The lines of a token as they stand in the source: each is the end of a source line."""
        assert token.map is not None
        number, last = token.map
        found: list[Line] = []
        for content in token.content.split("\n"):
            bare = content.strip(BLANKS)
            while number < last:
                line = self.lines[number]
                number += 1
                start = line.end - len(bare)
                if start >= line.begin and self.text.startswith(bare, start):
                    indent = columns(self.text[line.begin : start])
                    found.append(line._replace(start=start, indent=indent))
                    break
        return found

    def _paragraph(self, token: Token, underline: int = 0) -> None:
        assert token.map is not None
        lines = self._content(token)
        gap = self.behind < token.map[0]
        table = self._table_below(lines)
        lines, below = lines[:table], lines[table:]
        self.cuts += markup_cuts(self.text, lines, self.env)
        item, self.item = self.item, None
        if not lines:
            return
        if item is not None and item.map is not None and item.map[0] == token.map[0]:
            first = lines[0]
            before = self.text[first.begin : first.start].rstrip(BLANKS)
            prefix = first.start - first.begin - len(before) + len(item.info) + len(item.markup)
            opening = first._replace(start=first.start - prefix, indent=first.indent - prefix)
            marker = "1" if item.info else item.markup
            number = int(item.info or 0)
            self.loose.marked_item([opening, *lines[1:]], marker, number, prefix, gap=gap)
        elif underline:
            self.loose.text_run(lines, gap=gap, underline=underline)
        else:
            self.loose.add(lines, gap=gap)
        self.behind = token.map[1]
        if below:
            self._read_again(below)

    def _table_below(self, lines: Sequence[Line]) -> int:
        """Index of the line that heads a table; the number of lines if there is none.

        Below a list item, markdown-it takes an unindented table for more text of the item.
        """
        for index in range(2, len(lines) if not self.again else 0):
            head, rule = lines[index - 1], lines[index]
            if is_table_rule(self.text[rule.start : rule.end]) and "|" in self.text[head.start : head.end]:
                return index - 1
        return len(lines)

    def _read_again(self, lines: Sequence[Line]) -> None:
        """Read lines as if nothing stood above them."""
        depth, self.loose.depth = self.loose.depth, 0
        tokens: list[Token] = []
        markdown = "\n".join([self.text[line.start : line.end] for line in lines])
        _parser().block.parse(markdown, _parser(), self.env, tokens)
        inner = _Converter(self.text, lines, self.env, self.loose)
        inner.convert(tokens)
        self.cuts += inner.cuts
        self.loose.depth = depth

    def _heading(self, token: Token, heading: Token) -> None:
        self.item = None if heading.markup[0] == "#" else self.item
        if heading.markup in ("=", "-"):
            assert heading.map is not None
            below = self.lines[heading.map[1] - 1]
            marks = self.text[below.start : below.end]
            rule = below._replace(start=below.end - len(marks) + len(marks.rstrip(heading.markup)))
            content = self._content(token)
            self._paragraph(token, underlined(self.text, rule, content[-1]) if content else 0)
            return
        assert token.map is not None
        line = self.lines[token.map[0]]
        start = self.text.find(heading.markup, line.start, line.end) + len(heading.markup)
        start = self.text.find(token.content, start, line.end)
        if token.content and start >= 0:
            lines = [line._replace(start=start, end=start + len(token.content))]
            self.cuts += markup_cuts(self.text, lines, self.env)
            self.loose.heading(lines, len(heading.markup))
        self._marked()

    def _is_deep_item(self, token: Token) -> bool:
        """Whether indented code is a list item that is indented further than Markdown wants it."""
        return (
            self.loose.depth > 0
            and re.match(r"(?:[-*+•–]|\d{1,3}[.)])\s", token.content.lstrip()) is not None
        )

    def _table(self, tokens: Sequence[Token], index: int) -> None:
        self.item = None
        rows: list[tuple[Line, ...]] = []
        table = tokens[index]
        assert table.map is not None
        stop = table.map[1]
        gap = self.behind < table.map[0]
        for at in range(index, len(tokens)):
            token = tokens[at]
            if token.type == "table_close":
                break
            if token.type == "tr_open" and token.map is not None:
                line = self.lines[token.map[0]]
                if self.text.find("|", line.start, line.end) < 0:  # prose right below a table is common
                    stop = token.map[0]
                    break
                rows.append(self._row(tokens, at + 1, line))
        self.loose.blocks.append(Block(Shape.TABLE, rows[0][:1], gap=gap, cells=tuple(rows)))
        self.loose.close_lists()
        self._marked()
        below = self.lines[stop : table.map[1]]
        if below and self.text[self.lines[table.map[0]].start] == ">":
            below = [
                line._replace(start=line.end - len(self.text[line.start : line.end].lstrip("> \t")))
                for line in below
            ]
        if below:
            self.cuts += markup_cuts(self.text, below, self.env)
            self.loose.add(below, gap=True)
            self.behind = table.map[1]

    def _row(self, tokens: Sequence[Token], index: int, line: Line) -> tuple[Line, ...]:
        cells: list[Line] = []
        at = line.start
        while tokens[index].type != "tr_close":
            if tokens[index].type == "inline":
                content = tokens[index].content.replace("|", "\\|")
                start = max(self.text.find(content, at, line.end), at) if content else at
                at = start + len(content)
                cells.append(line._replace(start=start, end=min(at, line.end)))
                if content:
                    self.cuts += markup_cuts(self.text, cells[-1:], self.env)
            index += 1
        return tuple(cells)

    def _html(self, token: Token) -> None:
        assert token.map is not None
        self.item = None
        first, last = token.map
        content = token.content
        opening = _HOLDS_BLANK_LINES.match(content)
        if opening is not None and (close := self._close(opening[1].lower(), first)) >= 0:
            while last < len(self.lines) and self.lines[last].begin <= close:
                last += 1
            content = self.text[self.lines[first].start : self.lines[last - 1].end]
        elif content.lstrip().startswith("<!--"):
            content = content[content.rfind("-->") + 3 :] if "-->" in content else ""
        elif content.lstrip().startswith(("<!", "<?")):
            content = ""
        if _TAG.sub("", content).strip():
            self.taken = last
            head = self.lines[first]
            head = head._replace(start=max(self.text.find("<", head.start, head.end), head.start))
            self.loose.blocks.append(Block(Shape.HTML, (head, *self.lines[first + 1 : last]), gap=True))
            self._marked()
        else:
            self._marked(ends_lists=False)

    def _close(self, tag: str, first: int) -> int:
        """Where the first end tag of that name is; -1 if there is none."""
        if tag in self.unclosed:
            return -1
        close = re.compile(f"</{tag}", re.IGNORECASE)
        found = close.search(self.text, self.lines[first].start, self.lines[-1].newline[1])
        if found is None:
            self.unclosed.add(tag)  # not to be looked for again: that would take quadratic time
            return -1
        return found.start()
