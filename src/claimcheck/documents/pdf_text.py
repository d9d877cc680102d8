"""Words of PDF pages with their places, by PDFium, and whether lines are drawn on a page as around the cells of a table.

PDFium tells the places of letters some twenty times as fast as pdfplumber, but no tables. It is asked for the words; what it
cannot tell in the coordinates of the page (turned pages, text that runs upwards) is left to pdfplumber.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import addressof, byref, c_float, c_int, create_string_buffer
from dataclasses import dataclass
from math import hypot
from typing import Any, NamedTuple

from claimcheck.documents.errors import UnreadableDocument
from claimcheck.documents.pdf_bounds import MOST_LETTERS

_WHITE = frozenset({0x20, 0x0D, 0x0A, 0x09, 0xA0})
_NOTHING = frozenset({0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF})
"""Signs without width."""
_BOLD = re.compile(r"bold|black|heavy", re.IGNORECASE)
SPLIT = 0.16
"""White between letters, in heights of them, that parts words."""
_SAME_LINE = 2.0
"""Points that letters of one line may stand higher or lower."""
_LINE_END_HYPHENS = frozenset({0x02, 0xFFFE})
"""What PDFium gives for a hyphen at the end of a line."""
_MOST_TURNED = 0.2
"""Share of a page's words that may run upwards: more, and the page is no text with a stamp at its margin."""
_FEWEST_RULES = 3
"""Lines in each direction that bound two rows and two columns."""
_MOST_SEGMENTS = 2_000
_DEEPEST = 4
_THIN = 2.0
_SHORT = 4.0


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box, in points from the left and from the top of the page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    """The height of its letters."""
    bold: bool


@dataclass(frozen=True, slots=True)
class TextPage:
    """What PDFium tells of a page."""

    words: tuple[Word, ...]
    is_ruled: bool
    """Whether lines or boxes are drawn that may bound cells: at least two rows and two columns of them."""
    has_images: bool


def text_page(page: Any) -> TextPage | None:
    """The words of a page of pypdfium2; None where their places cannot be told this way."""
    if page.get_rotation() or page.get_mediabox() != page.get_cropbox():
        return None
    left, bottom, _, _ = page.get_mediabox()
    if left or bottom:
        return None
    text = page.get_textpage()
    try:
        if text.count_chars() > MOST_LETTERS:
            raise UnreadableDocument(f"more than {MOST_LETTERS:,} letters on one page")
        pieces = list(_pieces(text, page.get_height()))
    finally:
        text.close()
    upright = [piece for piece in pieces if not piece.style.turned]
    if len(pieces) - len(upright) > _MOST_TURNED * len(pieces):
        return None
    drawn = _Drawn()
    drawn.look_at(page.raw)
    return TextPage(tuple(_joined(upright)), drawn.is_ruled, drawn.images > 0)


@dataclass(slots=True)
class _Piece:
    """Letters that follow each other without white."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    style: _Style
    after_blank: bool


class _Style(NamedTuple):
    """What the letters of one text object share."""

    size: float
    bold: bool
    turned: bool
    """Whether its lines do not run from left to right."""


def _pieces(text: Any, height: float) -> Iterator[_Piece]:
    import pypdfium2.raw as raw

    page = text.raw
    box = raw.FS_RECTF()
    where = byref(box)
    code_of, box_of, object_of = (
        raw.FPDFText_GetUnicode,
        raw.FPDFText_GetLooseCharBox,
        raw.FPDFText_GetTextObject,
    )
    piece: _Piece | None = None
    blank = False
    base = farthest = size = 0.0
    held: int | None = None
    style = _Style(0.0, False, False)
    for index in range(text.count_chars()):
        code = code_of(page, index)
        if code in _WHITE:
            # What PDFium puts in by its own idea of distances is not in the file.
            blank = blank or raw.FPDFText_IsGenerated(page, index) != 1
            continue
        if code in _NOTHING or not box_of(page, index, where):
            continue
        x0, x1, low = box.left, box.right, box.bottom
        letter = "-" if code in _LINE_END_HYPHENS else chr(code) if code else "(cid:0)"
        if (
            piece is not None
            and not blank
            and -_SAME_LINE < low - base < _SAME_LINE
            and -size <= x0 - farthest <= SPLIT * size
            and not style.turned
        ):
            piece.text += letter
            if x1 > farthest:
                farthest = x1
            continue
        if piece is not None:
            piece.x1 = farthest
            yield piece
        pointer = object_of(page, index)
        of = addressof(pointer.contents) if pointer else None
        if of is None or of != held:
            held, style = of, _style(page, index, box.top - low)
        base, farthest, size = low, x1, style.size
        piece = _Piece(letter, x0, x1, height - low - size, height - low, style, blank)
        blank = False
    if piece is not None:
        piece.x1 = farthest
        yield piece


def _style(page: Any, index: int, height: float) -> _Style:
    import pypdfium2.raw as raw

    name = create_string_buffer(80)
    raw.FPDFText_GetFontInfo(page, index, name, len(name), byref(c_int()))
    bold = is_bold(name.value.decode("utf-8", "replace"))
    size = float(raw.FPDFText_GetFontSize(page, index))
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(page, index, byref(matrix)):
        return _Style(size or height, bold, False)
    turned = abs(matrix.b) > abs(matrix.a) or matrix.a < 0
    return _Style(size * hypot(matrix.c, matrix.d) or height, bold, turned)


def is_bold(font: str) -> bool:
    """Whether a font's name says that it is."""
    return bool(_BOLD.search(font))


def _joined(pieces: list[_Piece]) -> Iterator[Word]:
    """Words of pieces: those of one line that stand close are one word, in whatever order the file has them."""
    pieces.sort(key=lambda piece: piece.top)
    line: list[_Piece] = []
    for piece in pieces:
        if line and piece.top - line[-1].top > _SAME_LINE:
            yield from _words(line)
            line = []
        line.append(piece)
    yield from _words(line)


def _words(line: list[_Piece]) -> Iterator[Word]:
    line.sort(key=lambda piece: piece.x0)
    held: _Piece | None = None
    for piece in line:
        if held is not None and not piece.after_blank and _touches(held, piece):
            held.text += piece.text
            held.x1 = max(held.x1, piece.x1)
            held.top, held.bottom = min(held.top, piece.top), max(held.bottom, piece.bottom)
            continue
        if held is not None:
            yield _word(held)
        held = piece
    if held is not None:
        yield _word(held)


def _touches(left: _Piece, right: _Piece) -> bool:
    size = left.style.size
    return -size <= right.x0 - left.x1 <= SPLIT * size


def _word(piece: _Piece) -> Word:
    return Word(piece.text, piece.x0, piece.x1, piece.top, piece.bottom, piece.style.size, piece.style.bold)


class _Drawn:
    """The heights and places of lines that are drawn on a page."""

    def __init__(self) -> None:
        self.images = 0
        self._across: set[int] = set()
        self._down: set[int] = set()

    @property
    def is_ruled(self) -> bool:
        return len(self._across) >= _FEWEST_RULES and len(self._down) >= _FEWEST_RULES

    def look_at(self, page: Any) -> None:
        import pypdfium2.raw as raw

        for index in range(raw.FPDFPage_CountObjects(page)):
            self._object(raw.FPDFPage_GetObject(page, index), 0)

    def _object(self, drawn: Any, depth: int) -> None:
        import pypdfium2.raw as raw

        kind = raw.FPDFPageObj_GetType(drawn)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            self.images += 1
        elif kind == raw.FPDF_PAGEOBJ_PATH and not self.is_ruled:
            self._path(drawn)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            for index in range(raw.FPDFFormObj_CountObjects(drawn)):
                self._object(raw.FPDFFormObj_GetObject(drawn, index), depth + 1)

    def _path(self, drawn: Any) -> None:
        import pypdfium2.raw as raw

        segments = raw.FPDFPath_CountSegments(drawn)
        if segments > 5:
            self._segments(drawn, min(segments, _MOST_SEGMENTS))
            return
        bounds = [c_float() for _ in range(4)]
        if not raw.FPDFPageObj_GetBounds(drawn, *map(byref, bounds)):
            return
        left, bottom, right, top = (bound.value for bound in bounds)
        if top - bottom <= _THIN:
            if right - left >= _SHORT:
                self._across.add(round((top + bottom) / 4))
        elif right - left <= _THIN:
            if top - bottom >= _SHORT:
                self._down.add(round((left + right) / 4))
        else:
            self._across.update((round(top / 2), round(bottom / 2)))
            self._down.update((round(left / 2), round(right / 2)))

    def _segments(self, drawn: Any, count: int) -> None:
        """Many lines drawn at one go."""
        import pypdfium2.raw as raw

        x, y = c_float(), c_float()
        last: tuple[float, float] | None = None
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(drawn, index)
            kind = raw.FPDFPathSegment_GetType(segment)
            if not raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y)):
                continue
            at = (x.value, y.value)
            if kind == raw.FPDF_SEGMENT_LINETO and last is not None:
                if abs(at[1] - last[1]) < 0.1 <= abs(at[0] - last[0]):
                    self._across.add(round(at[1] / 2))
                elif abs(at[0] - last[0]) < 0.1 <= abs(at[1] - last[1]):
                    self._down.add(round(at[0] / 2))
            last = at
