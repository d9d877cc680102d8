"""A table as numbers under labels: what each cell holds, which rows are headings, what each column is for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from claimcheck.language.lexical import is_lexical, table_pattern
from claimcheck.model import Cell, Claim, Table
from claimcheck.quantities.cells import Number, header_rows, number_of
from claimcheck.quantities.lexical import with_points

_CHANGE = re.compile(
    rf"change|variance|difference|growth|increase|decrease|\binc\b|%|yoy|y/y|\b(?:{table_pattern('change')})",
    re.IGNORECASE,
)
_PERIOD_LABEL = re.compile(
    r"\b(?:years?|fiscal|ended|ending|quarter|months?|december|june|march|september)\b", re.IGNORECASE
)
_MARK = re.compile(r"\([1-9a-z]\)")
POINTS = frozenset({"pp", "pts", "pt", "p.p.", "bp", "bps"})
"""What is written behind a change of a percentage that is given in points."""


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


def holds_label(sentence: str, label: str) -> bool:
    """Whether a sentence holds a row's label as it stands."""
    label = label.strip("*_` ")
    return len(label) > 2 and re.search(rf"(?<!\w){re.escape(label)}(?!\w)", sentence) is not None


def grid_of(table: Table, claims: Sequence[Claim]) -> Grid:
    """Reads a table; `claims` are those of its document."""
    placed: dict[tuple[int, int], Claim] = {}
    for claim in claims:
        if claim.cell is not None and claim.cell.table == table.index:
            placed.setdefault((claim.cell.row, claim.cell.column), claim)
    if any(is_lexical(claim.language) for claim in placed.values()):
        table = with_points(table)
    first = header_rows(table)
    body = tuple(_row(cells) for cells in table.rows[first:])
    marks = {
        column
        for column in range(1, len(table.rows[0]) if table.rows else 0)
        if _is_marks(table, first, column)
    }
    if marks:
        body = tuple(_without(row, marks) for row in body)
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


def _is_marks(table: Table, first: int, column: int) -> bool:
    """Whether the cells of a column refer to one note and hold nothing else: "(3)" below "(3)"."""
    texts = [row[column].text.strip() for row in table.rows[first:] if column < len(row)]
    filled = [text for text in texts if number_of(text) is not None or _MARK.fullmatch(text)]
    return len(filled) > 1 and len(set(filled)) == 1 and _MARK.fullmatch(filled[0]) is not None


def _without(row: Row, columns: set[int]) -> Row:
    cells = {column: number for column, number in row.cells.items() if column not in columns}
    return replace(row, cells=cells, wordy=row.wordy | (columns & row.cells.keys()))


def _is_rate_column(header: str, body: Sequence[Row], column: int) -> bool:
    """Whether a column of changes holds percentages, though some of its cells lack the sign."""
    numbers = [row.cells[column] for row in body if column in row.cells]
    return bool(_CHANGE.search(header)) and any(number.percent for number in numbers)


def _with_percents(row: Row, columns: set[int]) -> Row:
    cells = {
        column: replace(number, percent=True) if column in columns and number.unit not in POINTS else number
        for column, number in row.cells.items()
    }
    return replace(row, cells=cells)


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
