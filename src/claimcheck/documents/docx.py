"""Reader for Word documents (.docx): headings, lists, tables, footnotes and text boxes; changes as if they were accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from claimcheck.documents.errors import UnreadableDocument
from claimcheck.documents.extracted import Extraction, is_caption
from claimcheck.documents.layout import header_count
from claimcheck.documents.office_zip import checked_zip
from claimcheck.model.documents import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}commentReference", f"{_W}instrText", f"{_W}delText"})
"""What is not in the text once all changes are accepted; comments and the codes of fields."""
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HEADING = re.compile(r"heading ?(\d)$", re.IGNORECASE)
_MOST_CELLS = 200_000
_DEEPEST = 60


def read(path: str, data: bytes) -> Document:
    """A Word document. The place of a number is its paragraph or the cell of its table."""
    checked_zip(data).close()
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import LxmlError

    try:
        document = docx.Document(BytesIO(data))
        body = document.element.body
    except (
        PackageNotFoundError,
        KeyError,
        ValueError,
        AttributeError,
        LxmlError,
        TypeError,
        OSError,
    ) as error:
        raise UnreadableDocument(f"not a Word document that can be read ({type(error).__name__})") from None
    reading = _Reading(document)
    reading.blocks(body)
    reading.notes()
    properties = document.core_properties
    day = properties.modified or properties.created
    title = (properties.title or "").strip() or None
    return reading.whole.build(path, "docx", title=title, published=day.date() if day else None)


class _Reading:
    def __init__(self, document: Any) -> None:
        self.document = document
        self.whole = Extraction()
        self.paragraphs = 0
        self.tables = 0
        self.cells = 0
        self.list: tuple[str, int, int | None] | None = None
        """Number of the list that is open, its id in the document, and what introduces it."""
        self.styles = {style.style_id: style.name or "" for style in document.styles}

    def blocks(self, parent: Any, depth: int = 0) -> None:
        """Paragraphs and tables in their order, also those in content controls and insertions."""
        for child in parent:
            if child.tag == f"{_W}p":
                self.paragraph(child, depth)
            elif child.tag == f"{_W}tbl":
                self.table(child)
            elif (
                child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml")
                and depth < _DEEPEST
            ):
                self.blocks(child, depth + 1)

    def paragraph(self, element: Any, depth: int) -> None:
        self.paragraphs += 1
        text = _text(element)
        builder = self.whole.builder
        builder.where = f"paragraph {self.paragraphs}"
        if text.strip():
            style = self._style(element)
            heading = _HEADING.search(style)
            number = element.find(f"{_W}pPr/{_W}numPr/{_W}numId")
            listed = number is not None or style.lower().startswith("list ")
            if style.lower() == "title":
                builder.title(self.whole.text(text))
            elif heading is not None:
                builder.heading(self.whole.text(text), int(heading.group(1)) + 1)
            elif style.lower() == "caption":
                builder.caption(self.whole.text(text))
            elif listed:
                key = number.get(f"{_W}val", "") if number is not None else style
                if self.list is None or self.list[0] != key:
                    lead = builder.list_lead()
                    self.list = (key, builder.new_list(), lead)
                builder.item(self.whole.text(text), self.list[1], self.list[2])
            else:
                builder.paragraph(self.whole.text(text))
            if not listed:
                self.list = None
        for box in element.iter(f"{_W}txbxContent"):
            if depth < _DEEPEST and not any(a.tag == f"{_ALTERNATE}Fallback" for a in box.iterancestors()):
                self.blocks(box, depth + 1)

    def table(self, element: Any) -> None:
        self.tables += 1
        self.list = None
        rows: list[list[str]] = []
        above: dict[int, str] = {}
        for row in element.iter(f"{_W}tr"):
            if _table_of(row) is not element:
                continue
            cells: list[str] = []
            for cell in row.iter(f"{_W}tc"):
                if _row_of(cell) is not row:
                    continue
                span = cell.find(f"{_W}tcPr/{_W}gridSpan")
                width = (
                    min(int(span.get(f"{_W}val", "1")), 100)
                    if span is not None and span.get(f"{_W}val", "1").isdigit()
                    else 1
                )
                merge = cell.find(f"{_W}tcPr/{_W}vMerge")
                text = " ".join(_text(p) for p in cell.iter(f"{_W}p")).strip()
                if merge is not None and merge.get(f"{_W}val") != "restart":
                    text = (
                        above.get(len(cells), "") if not re.search(r"\d", above.get(len(cells), "")) else ""
                    )
                else:
                    above[len(cells)] = text
                self.cells += width
                if self.cells > _MOST_CELLS:
                    raise UnreadableDocument(f"more than {_MOST_CELLS:,} cells of tables")
                # Over several columns a heading heads each; a figure stands in the first.
                cells += [text] + [text if not rows and not re.search(r"\d{3}", text) else ""] * (width - 1)
            if any(cells):
                rows.append(cells)
        if not rows:
            return
        pieces = [self.whole.row(row) for row in rows]
        self.whole.end_table()
        builder = self.whole.builder
        builder.where = f"table {self.tables}"
        caption = builder.caption_above(is_caption)
        places: list[list[str | None]] = [
            [f"table {self.tables}, row {r}, column {c}" for c in range(1, len(row) + 1)]
            for r, row in enumerate(rows, 1)
        ]
        builder.table(pieces, header_count(rows[:12]), caption, places)

    def notes(self) -> None:
        """Footnotes and endnotes, behind the text."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        for relation in self.document.part.rels.values():
            kind = relation.reltype.rsplit("/", 1)[-1]
            if kind not in ("footnotes", "endnotes") or relation.is_external:
                continue
            try:
                root = etree.fromstring(relation.target_part.blob, parser)
            except (etree.LxmlError, ValueError):
                continue
            for number, note in enumerate(root, 1):
                if note.get(f"{_W}type") is None:
                    self.whole.builder.where = f"{kind[:-1]} {number}"
                    text = " ".join(_text(p) for p in note.iter(f"{_W}p"))
                    self.whole.builder.paragraph(self.whole.text(text))

    def _style(self, element: Any) -> str:
        style = element.find(f"{_W}pPr/{_W}pStyle")
        return self.styles.get(style.get(f"{_W}val"), "") if style is not None else ""


def _table_of(row: Any) -> Any:
    return next((a for a in row.iterancestors() if a.tag == f"{_W}tbl"), None)


def _row_of(cell: Any) -> Any:
    return next((a for a in cell.iterancestors() if a.tag == f"{_W}tr"), None)


def _text(paragraph: Any) -> str:
    """The text of a paragraph, its boxes left out."""
    return "".join(_pieces(paragraph))


def _pieces(element: Any) -> Iterator[str]:
    stack = list(reversed(element))
    while stack:
        item = stack.pop()
        tag = item.tag
        if tag in _GONE or tag == f"{_W}txbxContent" or not isinstance(tag, str):
            continue
        if tag == f"{_W}t":
            yield item.text or ""
        elif tag == f"{_W}tab":
            yield "\t"
        elif tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif tag == f"{_W}noBreakHyphen":
            yield "‑"
        else:
            stack.extend(reversed(item))
