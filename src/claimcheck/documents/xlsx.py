"""Reader for spreadsheets (.xlsx): each sheet a table, each cell as it is shown."""

from __future__ import annotations

import gc
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
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
    collecting = gc.isenabled()
    gc.disable()  # so many small objects at once make the collector run over all of them again and again
    try:
        return _read(path, data)
    finally:
        if collecting:
            gc.enable()


def _read(path: str, data: bytes) -> Document:
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
    published = properties.created or properties.modified
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
    shapes = dict(sheet.row_dimensions)
    prefix = f"{sheet.title}!"
    for number, row in enumerate(sheet.iter_rows(), 1):
        shape = shapes.get(number)
        if shape is not None and shape.hidden:
            continue
        shown: _Row = []
        for column, (letter, cell) in enumerate(zip(letters, row, strict=False), 1):
            if letter in hidden:
                continue
            value = cell.value
            if value is None and merged and (source := merged.get((number, column))) is not None:
                above = sheet.cell(*source).value
                value = above if isinstance(above, str) else None
            if value is None:
                text = ""
            elif isinstance(value, str):
                text = value
            else:
                text = as_shown(value, cell.number_format)
            shown.append((text, f"{prefix}{letter}{number}"))
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
    if form == "General" and isinstance(value, int):
        return str(value)
    number = _decimal(value)
    if number is None:
        return str(value)
    plans = _plans(form)
    if len(plans) > 1 and number < 0:
        return _formatted(-number, plans[1])
    if len(plans) > 2 and number == 0:
        return _formatted(number, plans[2])
    return _formatted(number, plans[0])


def _decimal(value: float | Decimal) -> Decimal | None:
    """The value as the file has it: binary fractions to fifteen digits, as spreadsheets show them."""
    try:
        number = Decimal(value) if isinstance(value, (int, Decimal)) else Decimal(f"{value:.15g}")
    except (InvalidOperation, ValueError):
        return None
    return number if number.is_finite() and abs(number.adjusted()) < 40 else None


@dataclass(frozen=True, slots=True)
class _Plan:
    """What one section of a number format makes of a number."""

    plain: bool
    """Whether the number is shown as it is."""
    before: str = ""
    behind: str = ""
    digits: bool = True
    """Whether the number is shown at all; some sections are only words."""
    shift: int = 0
    """Powers of ten that it is shown in: 2 for a percentage, -3 for thousands."""
    grouped: bool = False
    places: int = 0
    fixed: int = 0
    """Places behind the point, and how many of them are always shown."""


@lru_cache(maxsize=512)
def _plans(form: str) -> tuple[_Plan, ...]:
    """The sections of a format: for positive numbers, negative ones, zero."""
    return tuple(_plan(section) for section in _SECTIONS.findall(form) if section) or (_Plan(plain=True),)


def _plan(section: str) -> _Plan:
    if section.strip().lower() in ("general", "@", ""):
        return _Plan(plain=True)
    codes = _LITERAL.sub("", section)
    found = _DIGITS.search(codes)
    if found is None:
        if re.search(r"[ymdhs]", codes, re.IGNORECASE):
            return _Plan(plain=True)
        return _Plan(plain=False, before=_around(section), digits=False)
    if re.search(r"E[+-]", codes) or "/" in codes:
        return _Plan(plain=True)
    whole, _, fraction = found.group().rstrip(",").partition(".")
    before, _, behind = _around(section).partition("\0")
    shift = (2 if "%" in codes else 0) - 3 * len(found.group(1))
    return _Plan(False, before, behind, True, shift, "," in whole, len(fraction), fraction.count("0"))


def _formatted(number: Decimal, plan: _Plan) -> str:
    """A number under one section of a format: digits, thousands, percent, scale, and the text around them."""
    if plan.plain:
        return f"{number.normalize():f}"
    if not plan.digits:
        return plan.before.strip()
    if plan.shift:
        number = number.scaleb(plan.shift)
    rounded = number.quantize(Decimal(1).scaleb(-plan.places), ROUND_HALF_UP)
    text = f"{abs(rounded):,f}" if plan.grouped else f"{abs(rounded):f}"
    if plan.places > plan.fixed:
        kept = text.rstrip("0")
        text = kept.ljust(text.index(".") + 1 + plan.fixed, "0").removesuffix(".")
    shown = f"{plan.before}{text}{plan.behind}".strip()
    return f"-{shown}" if rounded < 0 else shown


def _around(section: str) -> str:
    """The text that stands around the digits of a section, with a NUL in their place."""
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
                out.append("\0")
                placed = True
            at = match.end()
            continue
        out.append(section[at])
        at += 1
    return "".join(out)
