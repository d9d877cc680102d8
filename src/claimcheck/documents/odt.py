"""Reader for OpenDocument texts (.odt), by odfdo: headings, paragraphs, lists, tables and notes."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from claimcheck.documents.dates import parse_date
from claimcheck.documents.errors import UnreadableDocument
from claimcheck.documents.extracted import Extraction, is_caption
from claimcheck.documents.layout import header_count
from claimcheck.documents.office_zip import checked_zip
from claimcheck.model.documents import Document

_MOST_CELLS = 200_000
_DEEPEST = 40
_LEFT_OUT = frozenset(
    {
        "text:tracked-changes",
        "office:annotation",
        "text:table-of-content",
        "office:forms",
        "text:sequence-decls",
    }
)


def read(path: str, data: bytes) -> Document:
    """An OpenDocument text. The place of a number is its paragraph or the cell of its table."""
    checked_zip(data).close()
    from odfdo import Document as OdfDocument

    try:
        document: Any = OdfDocument(BytesIO(data))
        body = document.body
    except Exception as error:  # the library raises what its parser raises
        raise UnreadableDocument(
            f"not an OpenDocument text that can be read ({type(error).__name__})"
        ) from None
    reading = _Reading()
    reading.blocks(body, 0)
    meta = document.meta
    title = str(meta.title or "").strip() or None
    day = parse_date(str(meta.date or meta.creation_date or "")[:10])
    return reading.whole.build(path, "odt", title=title, published=day)


class _Reading:
    def __init__(self) -> None:
        self.whole = Extraction()
        self.paragraphs = self.tables = self.cells = 0

    def blocks(self, parent: Any, depth: int) -> None:
        for child in parent.children:
            tag = child.tag
            if tag in _LEFT_OUT or depth > _DEEPEST:
                continue
            if tag == "text:h":
                level = child.get_attribute("text:outline-level")
                self._placed().heading(self.whole.text(_text(child)), int(level or 1) + 1)
            elif tag == "text:p":
                builder = self._placed()
                piece = self.whole.text(_text(child))
                style = str(child.get_attribute("text:style-name") or "")
                if style == "Title":
                    builder.title(piece)
                else:
                    builder.paragraph(piece)
                for box in child.get_elements("descendant::draw:text-box"):
                    self.blocks(box, depth + 1)
            elif tag == "text:list":
                self.list(child, depth)
            elif tag == "table:table":
                self.table(child)
            else:
                self.blocks(child, depth + 1)

    def list(self, element: Any, depth: int) -> None:
        builder = self.whole.builder
        lead, number = builder.list_lead(), builder.new_list()
        for item in element.children:
            for child in item.children:
                if child.tag in ("text:p", "text:h"):
                    self._placed().item(self.whole.text(_text(child)), number, lead)
                elif child.tag == "text:list" and depth < _DEEPEST:
                    self.list(child, depth + 1)

    def table(self, element: Any) -> None:
        self.tables += 1
        rows: list[list[str]] = []
        for row in element.get_elements("descendant::table:table-row"):
            cells: list[str] = []
            for cell in row.children:
                if cell.tag not in ("table:table-cell", "table:covered-table-cell"):
                    continue
                repeated = str(cell.get_attribute("table:number-columns-repeated") or "1")
                times = min(int(repeated), 200) if repeated.isdigit() else 1
                text = (
                    ""
                    if cell.tag == "table:covered-table-cell"
                    else " ".join(_text(p) for p in cell.children)
                )
                cells += [" ".join(text.split())] + ([] if times == 1 else [text.strip()] * (times - 1))
                self.cells += times
                if self.cells > _MOST_CELLS:
                    raise UnreadableDocument(f"more than {_MOST_CELLS:,} cells of tables")
            if any(cells):
                rows.append(cells)
        if not rows:
            return
        builder = self.whole.builder
        builder.where = f"table {self.tables}"
        pieces = [self.whole.row(row) for row in rows]
        self.whole.end_table()
        places: list[list[str | None]] = [
            [f"table {self.tables}, row {r}, column {c}" for c in range(1, len(row) + 1)]
            for r, row in enumerate(rows, 1)
        ]
        builder.table(pieces, header_count(rows[:12]), builder.caption_above(is_caption), places)

    def _placed(self) -> Any:
        self.paragraphs += 1
        self.whole.builder.where = f"paragraph {self.paragraphs}"
        return self.whole.builder


def _text(element: Any) -> str:
    """The words of a paragraph; notes behind it, boxes left out."""
    words = "".join(_pieces(element, 0))
    return re.sub(r"[ \t]+", " ", words)


def _pieces(element: Any, depth: int) -> list[str]:
    if depth > _DEEPEST or element.tag in (
        "draw:frame",
        "office:annotation",
        "text:note-citation",
        "draw:text-box",
    ):
        return [element.tail or ""]
    inner = [element.text or ""]
    if element.tag in ("text:s", "text:tab"):
        inner = [" "]
    elif element.tag == "text:line-break":
        inner = ["\n"]
    for child in element.children:
        inner += _pieces(child, depth + 1)
    return [*inner, element.tail or "" if depth else ""]
