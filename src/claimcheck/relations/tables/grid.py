"""A table as numbers under labels: what each cell holds, which rows are headings, what each column is for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cache

from claimcheck.data import rows as data_rows
from claimcheck.model import Cell, Claim, Table

_NIL = re.compile(r"[$€£¥]?\s*(?:[-–—−‒]+|nil|none|zero)\s*%?", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[-–−+])?\s*(?P<money>[A-Z]{0,3}[$€£¥₹₩]|Rs\.?|CHF|USD|EUR|GBP)?\s*(?P<inner>\()?\s*(?P<minus>[-–−])?\s*"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"\s*(?P<close>\))?\s*(?P<unit>%|[A-Za-z€£$µ°][A-Za-z/²³€£$%.]{0,11})?\s*(?P<last>\))?(?:\s*\((?:\d|[a-z])\))?\s*(?P<mark>[*†‡§¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\[\w\])?"
)
_YEAR = re.compile(r"(?:FY ?)?(?:1[89]|20)\d{2}[EFAP]?")
_CHANGE = re.compile(r"change|variance|difference|growth|increase|decrease|\binc\b|%|yoy|y/y", re.IGNORECASE)
_PERIOD_LABEL = re.compile(
    r"\b(?:years?|fiscal|ended|ending|quarter|months?|december|june|march|september)\b", re.IGNORECASE
)
_FOOTNOTE = re.compile(r"\s*(?:\(\d\)|\(\w\)|\[\w{1,2}\]|[*†‡§¹²³⁴⁵⁶⁷⁸⁹]+)\s*$")


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a cell."""

    value: Decimal
    """As written, in the units of its column; negative where set in brackets."""
    step: Decimal
    """One unit of its last written digit."""
    percent: bool = False
    unit: str = ""
    """What is written behind it, if anything: "x", "GB"."""
    nil: bool = False
    """A dash: nothing, or too little to show."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the body."""

    index: int
    """In the table, header rows counted."""
    label: str
    cells: Mapping[int, Number]
    """The numbers by column."""
    blank: frozenset[int]
    """Columns whose cell is empty."""
    wordy: frozenset[int]
    """Columns whose cell holds something that is no plain number."""

    @property
    def is_heading(self) -> bool:
        """Whether the row only names what follows, or the years of the columns below."""
        return not self.cells or (
            all(
                number.step == 1 and 1900 <= number.value <= 2100 and not number.unit
                for number in self.cells.values()
            )
            and (not self.label or bool(_PERIOD_LABEL.search(self.label)))
        )


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with what its cells say."""

    table: Table
    rows: tuple[Row, ...]
    headers: tuple[str, ...]
    """One a column, header rows joined."""
    columns: tuple[int, ...]
    """Columns with numbers, the column of labels left out."""
    claims: Mapping[tuple[int, int], Claim]
    """The first claim of each cell, by row and column."""


def grid_of(table: Table, claims: Sequence[Claim]) -> Grid:
    """Reads a table; `claims` are those of its document."""
    placed: dict[tuple[int, int], Claim] = {}
    for claim in claims:
        if claim.cell is not None and claim.cell.table == table.index:
            placed.setdefault((claim.cell.row, claim.cell.column), claim)
    first = _first_body_row(table)
    body = tuple(_row(cells) for cells in table.rows[first:])
    width = len(table.rows[0]) if table.rows else 0
    labelling = [
        *table.rows[:first],
        *(table.rows[row.index] for row in body if not row.cells and len(row.wordy) > 1),
    ]
    headers = tuple(
        " ".join(
            dict.fromkeys(
                row[column].text.strip()
                for row in labelling
                if column < len(row) and row[column].text.strip()
            )
        )
        for column in range(width)
    )
    columns = tuple(sorted({column for row in body for column in row.cells}))
    rates = {column for column in columns if _is_rate_column(headers[column], body, column)}
    if rates:
        body = tuple(_with_percents(row, rates) for row in body)
    return Grid(table, body, headers, columns, placed)


def _is_rate_column(header: str, body: Sequence[Row], column: int) -> bool:
    """Whether a column of changes holds percentages, though some of its cells lack the sign."""
    numbers = [row.cells[column] for row in body if column in row.cells]
    return bool(_CHANGE.search(header)) and any(number.percent for number in numbers)


def _with_percents(row: Row, columns: set[int]) -> Row:
    cells = {
        column: replace(number, percent=True) if column in columns else number
        for column, number in row.cells.items()
    }
    return replace(row, cells=cells)


def _first_body_row(table: Table) -> int:
    """Rows below the marked header that hold only years, dates and units are headers, too."""
    first = table.header_rows
    while first < len(table.rows) - 1 and _is_header(table.rows[first]):
        first += 1
    return first


def _is_header(cells: Sequence[Cell]) -> bool:
    texts = [cell.text.strip() for cell in cells[1:] if cell.text.strip()]
    if not texts:
        return False
    plain = [number_of(text) for text in texts]
    return all(
        number is None or (number.step == 1 and _YEAR.fullmatch(_FOOTNOTE.sub("", text)))
        for number, text in zip(plain, texts, strict=True)
    ) and not any(_NIL.fullmatch(text) for text in texts)


def _row(cells: Sequence[Cell]) -> Row:
    numbers: dict[int, Number] = {}
    blank: set[int] = set()
    wordy: set[int] = set()
    for cell in cells[1:]:
        text = cell.text.strip()
        number = number_of(text)
        if number is not None:
            numbers[cell.column] = number
        elif not text:
            blank.add(cell.column)
        else:
            wordy.add(cell.column)
    label = cells[0].text.strip() if cells else ""
    if not label and not numbers and len(wordy) == 1:
        label = cells[wordy.pop()].text.strip()  # the name of a section, set in the wrong column
    index = cells[0].row if cells else 0
    return Row(index, label, numbers, frozenset(blank), frozenset(wordy))


def number_of(text: str) -> Number | None:
    """The number that fills a cell: "$(1,234)", "12.3%", "—"; None where there is none or more than one."""
    text = text.strip().strip("*_`").strip()
    if not text or len(text) > 40:
        return None
    if _NIL.fullmatch(text):
        return Number(Decimal(0), Decimal(1), nil=True)
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    digits = re.sub(r"[^\d.]", "", match["digits"])
    try:
        value = Decimal(digits)
    except InvalidOperation:  # pragma: no cover - the pattern admits digits only
        return None
    exponent = value.as_tuple().exponent
    step = Decimal(1).scaleb(int(exponent)) if isinstance(exponent, int) else Decimal(1)
    unit = (match["unit"] or "").strip()
    percent = unit.startswith("%")
    scale = _magnitudes().get(unit)
    if scale is not None:
        value, step, unit = value * scale, step * scale, ""
    bracketed = (match["open"] or match["inner"]) and (match["close"] or match["last"])
    negative = bool(bracketed) or ((match["sign"] or "") in ("-", "–", "−") and bool(match["sign"]))
    negative = negative or bool(match["minus"])
    return Number(-value if negative else value, step, percent, unit.strip("%"))


@cache
def _magnitudes() -> dict[str, Decimal]:
    words = ("word", "always", "money", "attached")
    return {form: Decimal(10) ** int(power) for form, power, when in data_rows("magnitudes") if when in words}
