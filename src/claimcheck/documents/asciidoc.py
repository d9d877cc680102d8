"""Reader for AsciiDoc: titles, paragraphs, lists and tables by their line marks; macros, code and comments left out."""

from __future__ import annotations

import re
from datetime import date

from claimcheck.documents.builder import DocumentBuilder
from claimcheck.documents.cleaned import Cleaned, TextBuilder, verbatim
from claimcheck.documents.dates import parse_date
from claimcheck.documents.layout import header_count
from claimcheck.documents.reader import Reader
from claimcheck.model.documents import Document

_HEADING = re.compile(r"(={1,6}) +(\S.*)")
_ITEM = re.compile(r"[ \t]*(?:\*{1,5}|-|\.{1,5}|\d{1,3}\.)[ \t]+(?=\S)")
_ATTRIBUTE = re.compile(r":!?([\w-]+):[ \t]*(.*)")
_BLOCK_MACRO = re.compile(r"(?:image|video|audio|include|toc|ifdef|ifndef|endif)::\S*\[.*\]\s*$")
_FENCE = re.compile(r"(?:-{4,}|\.{4,}|/{4,}|\+{4,}|`{3,}\w*)\s*$")
_FRAME = re.compile(r"(?:={4,}|\*{4,}|_{4,}|--)\s*$")
_MARKUP = re.compile(
    r"(?<!\w)[*_`#+]{1,2}(?=\S)|(?<=\S)[*_`#+]{1,2}(?!\w)|\{[\w-]+\}|(?:footnote|kbd|btn|menu|xref|link|mailto|image|icon|anchor):[^\s\[]*\[|"
    r"<<[^<>\n]{0,200}?(?:,|>>)|>>|(?<=\w)\](?=\W|$)|https?://[^\s\[]+\[|\(\(\([^()]*\)\)\)"
)
_REVISION = re.compile(r"(?:v[\d.]+, *)?(\d{4}-\d\d-\d\d|\d{1,2} \w+ \d{4}|\w+ \d{1,2}, \d{4})")


def read(path: str, text: str) -> Document:
    """A text in AsciiDoc."""
    return _Reading(text).document(path)


class _Reading:
    def __init__(self, text: str) -> None:
        self.text = text
        self.builder = DocumentBuilder()
        self.published: date | None = None
        self.paragraph: list[tuple[int, int]] = []
        self.item: tuple[int, int | None] | None = None
        self.in_item = False
        self.caption: str | None = None

    def document(self, path: str) -> Document:
        at, skip, head = 0, "", True
        table: list[tuple[int, int]] | None = None
        for line in self.text.splitlines(keepends=True):
            start, end = at, at + len(line.rstrip("\r\n"))
            at += len(line)
            bare = line.strip()
            if skip:
                skip = "" if bare == skip else skip
            elif table is not None:
                if bare in ("|===", ",===", "!==="):
                    self._table(table)
                    table = None
                elif bare:
                    table.append((start, end))
            elif bare.startswith("|==="):
                self._flush()
                table = []
            elif _FENCE.match(bare):
                self._flush()
                skip = "```" if bare.startswith("```") else bare
            elif not bare:
                self._flush()
                head = False if start else head
                self.in_item = False
            elif bare.startswith("//") or _FRAME.match(bare) or bare == "+":
                continue
            else:
                self._line(start, end, bare, head)
        self._flush()
        return self.builder.build(path, READER.name, self.text, published=self.published)

    def _line(self, start: int, end: int, bare: str, head: bool) -> None:
        heading, attribute, item = (
            _HEADING.match(bare),
            _ATTRIBUTE.match(bare),
            _ITEM.match(self.text, start, end),
        )
        if heading is not None:
            self._flush()
            piece = self._clean([(end - len(heading.group(2)), end)])
            level = len(heading.group(1))
            if level == 1:
                self.builder.title(piece)
            else:
                self.builder.heading(piece, level)
            self.item = None
        elif attribute is not None:
            if attribute.group(1) in ("revdate", "docdate", "date"):
                self.published = parse_date(attribute.group(2)) or self.published
        elif _BLOCK_MACRO.match(bare) or (bare.startswith("[") and bare.endswith("]")):
            self._flush()
        elif (
            head
            and self.published is None
            and (revision := _REVISION.match(bare))
            and parse_date(revision.group(1))
        ):
            self.published = parse_date(revision.group(1))
        elif item is not None:
            self._flush()
            if self.item is None:
                lead = self.builder.list_lead()
                self.item = (self.builder.new_list(), lead)
            self.paragraph = [(item.end(), end)]
            self.in_item = True
        elif bare.startswith(".") and len(bare) > 1 and not bare.startswith(".."):
            self._flush()
            piece = self._clean([(start + self.text[start:end].index(".") + 1, end)])
            self.builder.caption(piece)
            self.caption = piece.text
        else:
            if not self.paragraph and not self.in_item:
                self.item = None
            self.paragraph.append((start, end))

    def _flush(self) -> None:
        if not self.paragraph:
            return
        piece = self._clean(self.paragraph)
        self.paragraph = []
        if self.item is not None and self.in_item:
            self.builder.item(piece, *self.item)
        else:
            self.item = None
            self.builder.paragraph(piece)

    def _table(self, lines: list[tuple[int, int]]) -> None:
        """Rows of cells that begin with a bar; as many cells a row as the first line with several has."""
        cells: list[tuple[Cleaned, bool]] = []
        width = 0
        for start, end in lines:
            marks = [m.start() for m in re.finditer(r"(?<!\\)\|", self.text[start:end])]
            if not marks:
                continue
            width = width or len(marks)
            for number, mark in enumerate(marks):
                stop = marks[number + 1] if number + 1 < len(marks) else end - start
                cells.append((self._clean([(start + mark + 1, start + stop)]), number == 0))
        if width == 1:
            width = next((i for i, (_, first) in enumerate(cells) if first and i), 1)
        rows = [[cell for cell, _ in cells[i : i + width]] for i in range(0, len(cells), max(width, 1))]
        if rows:
            self.builder.table(rows, header_count([[c.text for c in row] for row in rows[:12]]), self.caption)
        self.caption = None

    def _clean(self, spans: list[tuple[int, int]]) -> Cleaned:
        """Lines without their inline marks, each character with its place."""
        builder = TextBuilder()
        for start, end in spans:
            if builder.last:
                builder.put("\n", start - 1, start)
            at = start
            for match in _MARKUP.finditer(self.text, start, end):
                builder.copy(self.text, at, match.start())
                at = match.end()
            builder.copy(self.text, at, end)
        cleaned = builder.build()
        return cleaned if cleaned.text else verbatim("", 0, 0)


def _takes(text: str, suffix: str) -> bool:
    return suffix in READER.suffixes


READER = Reader("asciidoc", (".adoc", ".asciidoc", ".asc"), _takes, read)
