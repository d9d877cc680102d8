"""Reader for PDF: words with their places become lines, columns, paragraphs, headings, lists and tables."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import Any

from claimcheck.documents.errors import UnreadableDocument
from claimcheck.documents.extracted import Extraction, is_caption
from claimcheck.documents.layout import header_count
from claimcheck.documents.page_layout import Line, PageTable, page_lines
from claimcheck.documents.page_tables import whole_tables
from claimcheck.documents.pdf_bounds import lay_out
from claimcheck.documents.pdf_text import SPLIT, Word, is_bold, text_page
from claimcheck.documents.unruled import unruled_tables
from claimcheck.model.documents import Document

MOST_PAGES = 3_000
_MOST_WORDS = 3_000_000
_MARGIN = 0.1
"""Share of a page's height at its top and bottom where running heads and page numbers stand."""
_PAGE_NUMBER = re.compile(r"(?:page |p\. ?|- ?)?\d{1,4}(?: ?(?:of|/|\|) ?\d{1,4})?(?: ?-)?", re.IGNORECASE)
_BULLET = re.compile(r"(?:\(cid:\d+\)|[•‣◦▪●·–—*]|-(?= ))\s*")
_NO_LETTER = re.compile(r"\(cid:\d+\) ?")
"""A sign that its font gives no letter for."""
_NUMBERED = re.compile(r"(?:\(?\d{1,2}[.)]|\([a-z]\)|[a-z]\))\s+")
_DATE = re.compile(r"D?:?(\d{4})(\d\d)(\d\d)")
_LARGER = 1.12
_LONGEST_HEADING = 140


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    """In reading order, the lines of tables left out."""
    tables: tuple[PageTable, ...]


def read(path: str, data: bytes) -> Document:
    """A PDF with a text layer. The place of a number is its page and the box of its paragraph or table, in points."""
    import pypdfium2
    from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed
    from pdfplumber.utils.exceptions import PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        try:
            fast = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:
            fast = None  # pdfplumber reads some of these, and tells why it does not read the others
        try:
            pages, has_images, metadata = _pages(data, fast)
        finally:
            if fast is not None:
                fast.close()
    except UnreadableDocument:
        raise
    except PdfminerException as error:
        if isinstance(
            error.args[0] if error.args else None, (PDFPasswordIncorrect, PDFTextExtractionNotAllowed)
        ):
            raise UnreadableDocument("protected by a password; save it without one") from None
        raise UnreadableDocument(f"a broken PDF ({_told(error)})") from None
    except (PDFPasswordIncorrect, PDFTextExtractionNotAllowed):
        raise UnreadableDocument("protected by a password; save it without one") from None
    except RecursionError:
        raise UnreadableDocument("a broken PDF (its objects refer to each other without end)") from None
    except Exception as error:  # the parser raises what its many formats raise
        raise UnreadableDocument(f"a broken PDF ({_told(error)})") from None
    if not any(page.lines or page.tables for page in pages):
        if has_images:
            raise UnreadableDocument(
                "scanned pages without a text layer; run text recognition (OCR) on it first"
            )
        raise UnreadableDocument("no text in it")
    return _document(path, pages, metadata)


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:120].rstrip(": ")


def _pages(data: bytes, fast: Any) -> tuple[list[_Page], bool, Any]:
    """The pages, whether any has images, and what the file says of itself."""
    slow = _Slow(data)
    try:
        count = len(slow.pages if fast is None else fast)
        if count > MOST_PAGES:
            raise UnreadableDocument(f"{count:,} pages; the limit is {MOST_PAGES:,}")
        pages: list[_Page] = []
        has_images = False
        words = 0
        for index in range(count):
            page, images = _fast_page(fast, index, slow) if fast is not None else _slow_page(slow, index)
            pages.append(page)
            has_images = has_images or images
            words += sum(len(line.words) for line in page.lines)
            if words > _MOST_WORDS:
                raise UnreadableDocument(f"more than {_MOST_WORDS:,} words")
        metadata = slow.metadata if fast is None else fast.get_metadata_dict(skip_empty=True)
        return pages, has_images, metadata
    finally:
        slow.close()


class _Slow:
    """The file as pdfplumber reads it, opened where it is needed."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._opened: Any = None

    @property
    def _file(self) -> Any:
        if self._opened is None:
            import pdfplumber

            self._opened = pdfplumber.open(BytesIO(self._data))
        return self._opened

    @property
    def pages(self) -> Any:
        return self._file.pages

    def page(self, index: int) -> Any:
        """A page, worked out within bounds."""
        page = self.pages[index]
        lay_out(page)
        return page

    @property
    def metadata(self) -> Any:
        return self._file.metadata

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()


def _fast_page(fast: Any, index: int, slow: _Slow) -> tuple[_Page, bool]:
    """A page by PDFium; by pdfplumber where PDFium cannot tell its words, and its tables where lines may bound cells."""
    page = fast[index]
    try:
        told = text_page(page)
        width, height = page.get_size()
    finally:
        page.close()
    if told is None:
        return _slow_page(slow, index)
    tables: list[PageTable] = []
    if told.is_ruled and told.words:
        ruled = slow.page(index)
        tables = _ruled_tables(ruled)
        ruled.close()
    return _with_lines(index + 1, width, height, told.words, tables), told.has_images


def _slow_page(slow: _Slow, index: int) -> tuple[_Page, bool]:
    page = slow.page(index)
    words = page.extract_words(
        x_tolerance_ratio=SPLIT, y_tolerance=2, extra_attrs=["size", "fontname"], use_text_flow=False
    )
    placed = [
        Word(
            word["text"],
            float(word["x0"]),
            float(word["x1"]),
            float(word["top"]),
            float(word["bottom"]),
            float(word["size"]),
            is_bold(str(word["fontname"])),
        )
        for word in words
    ]
    tables = _ruled_tables(page) if page.rects or page.lines or page.curves else []
    read_page = _with_lines(index + 1, float(page.width), float(page.height), placed, tables)
    has_images = bool(page.images)
    page.close()
    return read_page, has_images


def _ruled_tables(page: Any) -> list[PageTable]:
    return [table for found in page.find_tables() if (table := _ruled(found)) is not None]


def _with_lines(
    number: int, width: float, height: float, words: Sequence[Word], tables: Sequence[PageTable]
) -> _Page:
    free = [word for word in words if not any(table.holds(word) for table in tables)]
    kept, unruled = unruled_tables(page_lines(free, width))
    return _Page(number, width, height, tuple(kept), (*tables, *unruled))


def _ruled(found: Any) -> PageTable | None:
    """A table with ruled cells; one cell, or one column, is a box around text and no table."""
    rows = [
        tuple(" ".join((cell or "").split()) for cell in row)
        for row in found.extract(x_tolerance_ratio=SPLIT) or ()
    ]
    rows = [row for row in rows if any(row)]
    if len(rows) < 2 or max(map(len, rows)) < 2 or sum(bool(cell) for row in rows for cell in row) < 4:
        return None
    used = [i for i in range(max(map(len, rows))) if any(i < len(row) and row[i] for row in rows)]
    if len(used) < 2:
        return None
    x0, top, x1, bottom = found.bbox
    return PageTable(
        x0, top, x1, bottom, tuple(tuple(row[i] if i < len(row) else "" for i in used) for row in rows)
    )


def _document(path: str, pages: Sequence[_Page], metadata: Any) -> Document:
    whole = Extraction()
    furniture = _furniture(pages)
    body = _body_size(pages)
    texts = []
    for page in pages:
        edge = _edge(page)
        texts.append([line for line in page.lines if not _is_furniture(line, edge, furniture)])
    tables = whole_tables([page.tables for page in pages], texts)
    for page, lines, those in zip(pages, texts, tables, strict=True):
        _blocks(whole, replace(page, tables=tuple(those)), lines, body)
    metadata = metadata if isinstance(metadata, dict) else {}
    title = metadata.get("Title")
    usable = (
        isinstance(title, str)
        and len(title.split()) > 1
        and not re.search(r"\.\w{2,4}$|untitled", title, re.I)
    )
    return whole.build(
        path,
        "pdf",
        title=" ".join(title.split()) if usable and isinstance(title, str) else None,
        published=_day(metadata),
    )


def _day(metadata: Any) -> date | None:
    for key in ("CreationDate", "ModDate"):
        match = _DATE.match(str(metadata.get(key) or ""))
        if match is not None:
            try:
                return date(*(int(part) for part in match.groups()))
            except ValueError:
                continue
    return None


_Furniture = frozenset[tuple[str, int]]
"""Running heads: their words, numbers aside, and their height on the page."""


def _furniture(pages: Sequence[_Page]) -> _Furniture:
    """Lines at the top or bottom that most pages have at the same height, numbers aside: running heads, imprints."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({(_masked(line.text), round(line.top / 4)) for line in _edge(page)})
    least = max(2, len(pages) // 3)
    return frozenset(key for key, count in seen.items() if count >= least and len(pages) > 1)


def _masked(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split()).lower())


def _edge(page: _Page) -> list[Line]:
    """The first and last two lines of a page, as far as they stand in its margins."""
    lines = sorted(page.lines, key=lambda line: line.top)
    outer = [*lines[:2], *lines[-2:]]
    return [
        line
        for line in outer
        if line.bottom < page.height * _MARGIN or line.top > page.height * (1 - _MARGIN)
    ]


def _is_furniture(line: Line, edge: Sequence[Line], furniture: _Furniture) -> bool:
    if line not in edge:
        return False
    words = _masked(line.text)
    height = round(line.top / 4)
    return any((words, near) in furniture for near in (height - 1, height, height + 1)) or bool(
        _PAGE_NUMBER.fullmatch(line.text.strip())
    )


def _body_size(pages: Sequence[_Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _blocks(whole: Extraction, page: _Page, lines: Sequence[Line], body: float) -> None:
    """Paragraphs, headings, lists and tables of a page, a table where its place among the lines is."""
    waiting = sorted(page.tables, key=lambda table: table.top)
    group: list[Line] = []
    leading = _leading(lines)
    state = _Lists()
    for line in lines:
        due = [
            table
            for table in waiting
            if table.bottom <= line.top + 2 and table.x0 < line.x1 and table.x1 > line.x0
        ]
        if due:
            _flush(whole, page, group, body, state)
            group = []
            for table in due:
                waiting.remove(table)
                _table(whole, page, table)
        if group and _starts_block(group, line, leading):
            _flush(whole, page, group, body, state)
            group = []
        group.append(line)
    _flush(whole, page, group, body, state)
    for table in waiting:
        _table(whole, page, table)


def _leading(lines: Sequence[Line]) -> float:
    """The distance of lines within a paragraph, in heights of their letters: what a quarter of all distances keep below."""
    gaps = sorted(
        (b.top - a.top) / max(b.size, 1.0)
        for a, b in pairwise(lines)
        if a.column == b.column and 0 < b.top - a.top < 4 * max(a.size, 1.0) and abs(a.size - b.size) < 0.6
    )
    return min(max(gaps[len(gaps) // 4], 1.0), 2.2) if gaps else 1.3


def _starts_block(group: Sequence[Line], line: Line, leading: float) -> bool:
    last = group[-1]
    if line.top < last.top - 1:
        # The next column: a sentence may go on there.
        return bool(re.search(r"[.!?:]['\"”’)]*$", last.text)) or abs(line.size - last.size) > 0.6
    if (
        line.top - last.top > (1.25 * leading + 0.1) * line.size
        or abs(line.size - last.size) > 0.6
        or line.bold != last.bold
    ):
        return True
    if _BULLET.match(line.text) or (_NUMBERED.match(line.text) and line.x0 <= last.x0 + 1):
        return True
    if line.column != last.column:
        return True
    if last.x1 < last.column_start + 0.6 * (last.column_end - last.column_start) and re.match(
        r"[A-Z]", line.text
    ):
        return not re.search(r"[,;(]$| (?:and|or|of|the|in|to|for|with|by|at)$", last.text)
    short = last.x1 < last.column_end - 0.25 * (last.column_end - last.column_start)
    return short and bool(re.search(r"[.!?:]['\"”’)]*$", last.text))


@dataclass(slots=True)
class _Lists:
    id: int | None = None
    lead: int | None = None


def _flush(whole: Extraction, page: _Page, group: Sequence[Line], body: float, state: _Lists) -> None:
    if not group:
        return
    builder = whole.builder
    x0, top = min(line.x0 for line in group), group[0].top
    x1, bottom = max(line.x1 for line in group), max(line.bottom for line in group)
    builder.where = _where(page, x0, top, x1, bottom)
    text = _joined([line.text for line in group])
    if "(cid:" in text[1:]:
        text = text[0] + _NO_LETTER.sub("", text[1:])
    first = group[0]
    marked = _BULLET.match(text) or _NUMBERED.match(text)
    if marked and text[marked.end() :].strip():
        if state.id is None:
            state.lead = builder.list_lead()
            state.id = builder.new_list()
        builder.item(whole.text(text[marked.end() :]), state.id, state.lead)
        return
    state.id = None
    larger = first.size > body * _LARGER
    if (
        len(text) < _LONGEST_HEADING
        and (larger or first.bold)
        and not text.endswith((".", ",", ";"))
        and len(group) <= 3
    ):
        level = 1 if first.size > body * 1.5 else 2 if larger else 3
        builder.heading(whole.text(text), level)
    else:
        builder.paragraph(whole.text(text))


def _joined(lines: Sequence[str]) -> str:
    """Lines as running text: words that a hyphen divides at the end of a line are whole again."""
    out = lines[0]
    for line in lines[1:]:
        if (re.search(r"[a-z]-$", out) and re.match(r"[a-z]", line)) or out.endswith("\u00ad"):
            out = out[:-1] + line
        elif re.search(r"\w[-–/]$", out):
            out += line
        else:
            out += f" {line}"
    return out


def _table(whole: Extraction, page: _Page, table: PageTable) -> None:
    builder = whole.builder
    builder.where = _where(page, table.x0, table.top, table.x1, table.bottom)
    caption = builder.caption_above(is_caption)
    rows = [list(row) for row in table.rows]
    pieces = [whole.row(row) for row in rows]
    whole.end_table()
    places: list[list[str | None]] = [
        [f"page {number}, table row {r}, column {c}" for c in range(1, len(row) + 1)]
        for r, (row, number) in enumerate(zip(rows, table.pages or [page.number] * len(rows), strict=True), 1)
    ]
    builder.table(pieces, header_count(rows[:12]), caption, places)


def _where(page: _Page, x0: float, top: float, x1: float, bottom: float) -> str:
    return f"page {page.number}, {x0:.0f},{top:.0f} to {x1:.0f},{bottom:.0f}"
