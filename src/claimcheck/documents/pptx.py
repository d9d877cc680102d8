"""Reader for presentations (.pptx): titles, text, tables and notes of each slide."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from claimcheck.documents.errors import UnreadableDocument
from claimcheck.documents.extracted import Extraction, is_caption
from claimcheck.documents.layout import header_count
from claimcheck.documents.office_zip import checked_zip
from claimcheck.model.documents import Document

_MOST_SLIDES = 2_000
_MOST_SHAPES = 50_000
_DEEPEST = 20


def read(path: str, data: bytes) -> Document:
    """A presentation. The place of a number is its slide."""
    checked_zip(data).close()
    import pptx
    from lxml.etree import LxmlError
    from pptx.exc import PythonPptxError

    try:
        deck = pptx.Presentation(BytesIO(data))
        slides = list(deck.slides)
    except (PythonPptxError, KeyError, ValueError, AttributeError, LxmlError, TypeError, OSError) as error:
        raise UnreadableDocument(f"not a presentation that can be read ({type(error).__name__})") from None
    if len(slides) > _MOST_SLIDES:
        raise UnreadableDocument(f"{len(slides):,} slides; the limit is {_MOST_SLIDES:,}")
    whole = Extraction()
    budget = [_MOST_SHAPES]
    for number, slide in enumerate(slides, 1):
        if slide.element.get("show") == "0":
            continue
        whole.builder.where = f"slide {number}"
        title = slide.shapes.title
        if title is not None and title.has_text_frame and title.text_frame.text.strip():
            text = title.text_frame.text.replace("\v", " ")
            if number == 1:
                whole.builder.title(whole.text(text))
            else:
                whole.builder.heading(whole.text(text), 2)
        for shape in _shapes(slide.shapes, budget):
            if title is None or shape.shape_id != title.shape_id:
                _shape(whole, shape, number)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            whole.builder.where = f"slide {number}, notes"
            for paragraph in slide.notes_slide.notes_text_frame.paragraphs:
                whole.builder.paragraph(whole.text(_words(paragraph)))
    properties = deck.core_properties
    day = properties.modified or properties.created
    name = (properties.title or "").strip()
    title_text = None if name in ("", "PowerPoint Presentation") else name
    return whole.build(path, "pptx", title=title_text, published=day.date() if day else None)


def _shapes(shapes: Any, budget: list[int], depth: int = 0) -> Iterator[Any]:
    """All shapes, those in groups too, from the top down."""
    ordered = sorted(shapes, key=lambda shape: (shape.top or 0, shape.left or 0))
    for shape in ordered:
        budget[0] -= 1
        if budget[0] < 0:
            raise UnreadableDocument(f"more than {_MOST_SHAPES:,} shapes")
        if hasattr(shape, "shapes") and depth < _DEEPEST:
            yield from _shapes(shape.shapes, budget, depth + 1)
        else:
            yield shape


def _shape(whole: Extraction, shape: Any, slide: int) -> None:
    builder = whole.builder
    builder.where = f"slide {slide}"
    if getattr(shape, "has_table", False) and shape.has_table:
        rows = [[_cell(cell) for cell in row.cells] for row in shape.table.rows]
        rows = [row for row in rows if any(row)]
        if rows:
            pieces = [whole.row(row) for row in rows]
            whole.end_table()
            builder.table(pieces, header_count(rows[:12]), builder.caption_above(is_caption))
        return
    if not shape.has_text_frame:
        return
    paragraphs = [p for p in shape.text_frame.paragraphs if _words(p)]
    is_body = shape.is_placeholder and len(paragraphs) > 1
    lead = builder.list_lead() if is_body else None
    number = builder.new_list() if is_body else 0
    for paragraph in paragraphs:
        piece = whole.text(_words(paragraph))
        if is_body:
            builder.item(piece, number, lead)
        else:
            builder.paragraph(piece)


def _cell(cell: Any) -> str:
    return "" if cell.is_spanned else " ".join(cell.text_frame.text.split())


def _words(paragraph: Any) -> str:
    return " ".join("".join(run.text for run in paragraph.runs).replace("\v", " ").split()) or " ".join(
        paragraph.text.replace("\v", " ").split()
    )
