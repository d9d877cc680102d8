"""Reader for spreadsheets (.xlsx): each sheet a table, each cell as it is shown."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from io import BytesIO
from typing import Any

from claimcheck.documents.errors import UnreadableDocument
from claimcheck.documents.extracted import Extraction, is_caption
from claimcheck.documents.layout import header_count
from claimcheck.documents.office_zip import checked_zip
from claimcheck.model.documents import Document

MOST_CELLS = 500_000
MOST_SHEETS = 200
_SECTIONS = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*')
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?(,*)")


def read(path: str, data: bytes) -> Document:
    """A workbook; formulas by the value that was last computed, hidden sheets, rows and columns left out."""
    checked_zip(data).close()
    import openpyxl
    from openpyxl.utils import get_column_letter
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(BytesIO(data), data_only=True, keep_links=False)
    except (
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
    ) as error:
        raise UnreadableDocument(f"not a workbook that can be read ({type(error).__name__})") from None
    whole = Extraction()
    if len(book.worksheets) > MOST_SHEETS:
        raise UnreadableDocument(f"{len(book.worksheets):,} sheets; the limit is {MOST_SHEETS:,}")
    cells = 0
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        cells += sheet.max_row * sheet.max_column
        if cells > MOST_CELLS:
            raise UnreadableDocument(f"more than {MOST_CELLS:,} cells")
        letters = [get_column_letter(column) for column in range(1, sheet.max_column + 1)]
        hidden = {name for name, shape in sheet.column_dimensions.items() if shape.hidden}
        whole.builder.where = sheet.title
        whole.builder.heading(whole.text(sheet.title), 2)
        for block in _blocks(sheet, letters, hidden):
            _table(whole, sheet.title, block)
    properties = book.properties
    published = properties.modified or properties.created
    title = (properties.title or "").strip() or None
    return whole.build(path, "xlsx", title=title, published=published.date() if published else None)


_Row = list[tuple[str, str]]
"""The cells of a row: what is shown, and the name of the cell."""


def _blocks(sheet: Any, letters: Sequence[str], hidden: set[str]) -> Iterator[list[_Row]]:
    """The stretches of rows between empty ones; merged cells hold what is written over them in each of their header cells."""
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    for area in list(sheet.merged_cells.ranges)[:10_000]:
        if area.size["rows"] * area.size["columns"] <= 2_000:
            for row in range(area.min_row, area.max_row + 1):
                for column in range(area.min_col, area.max_col + 1):
                    merged[row, column] = (area.min_row, area.min_col)
    block: list[_Row] = []
    for number, row in enumerate(sheet.iter_rows(), 1):
        if sheet.row_dimensions[number].hidden:
            continue
        shown: _Row = []
        for column, (letter, cell) in enumerate(zip(letters, row, strict=False), 1):
            if letter in hidden:
                continue
            value, form = cell.value, cell.number_format
            source = merged.get((number, column))
            if value is None and source is not None and isinstance(sheet.cell(*source).value, str):
                value, form = sheet.cell(*source).value, "General"
            shown.append(("" if value is None else as_shown(value, form), f"{sheet.title}!{letter}{number}"))
        if any(text for text, _ in shown):
            block.append(shown)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _table(whole: Extraction, sheet: str, block: list[_Row]) -> None:
    """A block of cells: lines of text above it as they are, the rest as a table."""
    while block and sum(bool(text) for text, _ in block[0]) == 1 and len(block[0]) > 1:
        text, place = next((text, place) for text, place in block.pop(0) if text)
        whole.builder.where = place
        whole.builder.paragraph(whole.text(text))
    if not block:
        return
    used = [index for index in range(len(block[0])) if any(row[index][0] for row in block)]
    rows = [[row[index] for index in used] for row in block]
    pieces = [whole.row([text for text, _ in row]) for row in rows]
    whole.end_table()
    whole.builder.where = sheet
    caption = whole.builder.caption_above(is_caption)
    whole.builder.table(
        pieces,
        header_count([[text for text, _ in row] for row in rows[:12]]),
        caption,
        [[place for _, place in row] for row in rows],
    )


def as_shown(value: object, form: str) -> str:
    """A value as its number format shows it: 0.123 under "0.0%" is "12.3%", 8500000 under "$0.0,,\\"M\\"" is "$8.5M"."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if not isinstance(value, (int, float, Decimal)):
        return str(value)
    number = _decimal(value)
    if number is None:
        return str(value)
    sections = [section for section in _SECTIONS.findall(form)[::1] if section] or ["General"]
    if len(sections) > 1 and number < 0:
        return _formatted(-number, sections[1])
    if len(sections) > 2 and number == 0:
        return _formatted(number, sections[2])
    return _formatted(number, sections[0])


def _decimal(value: float | Decimal) -> Decimal | None:
    """The value as the file has it: binary fractions to fifteen digits, as spreadsheets show them."""
    try:
        number = Decimal(value) if isinstance(value, (int, Decimal)) else Decimal(f"{value:.15g}")
    except (InvalidOperation, ValueError):
        return None
    return number if number.is_finite() and abs(number.adjusted()) < 40 else None


def _formatted(number: Decimal, section: str) -> str:
    """A number under one section of a format: digits, thousands, percent, scale, and the text around them."""
    if section.strip().lower() in ("general", "@", ""):
        return f"{number.normalize():f}"
    codes = _LITERAL.sub("", section)
    digits = _DIGITS.search(codes)
    if digits is None:
        return (
            f"{number.normalize():f}" if re.search(r"[ymdhs]", codes, re.IGNORECASE) else _around(section, "")
        )
    if "%" in codes:
        number *= 100
    number = number.scaleb(-3 * len(digits.group(1)))
    if re.search(r"E[+-]", codes) or "/" in codes:
        return f"{number.normalize():f}"
    whole, _, fraction = digits.group().rstrip(",").partition(".")
    fixed = fraction.count("0")
    rounded = number.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    text = f"{abs(rounded):,f}" if "," in whole else f"{abs(rounded):f}"
    if len(fraction) > fixed and "." in text:
        kept = text.rstrip("0")
        text = kept.ljust(text.index(".") + 1 + fixed, "0").removesuffix(".")
    shown = _around(section, text)
    return f"-{shown}" if rounded < 0 else shown


def _around(section: str, digits: str) -> str:
    """The digits in the text that stands around them in the format."""
    out: list[str] = []
    at, placed = 0, False
    while at < len(section):
        literal = _LITERAL.match(section, at)
        if literal is not None:
            out.append(literal.group(1) or literal.group(2) or literal.group(3) or "")
            at = literal.end()
            continue
        match = _DIGITS.match(section, at)
        if match is not None and match.group():
            if not placed:
                out.append(digits)
                placed = True
            at = match.end()
            continue
        out.append(section[at])
        at += 1
    return "".join(out).strip()
