"""The lines of a table, its rows or its columns, as sums are looked for in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from claimcheck.quantities.cells import Number
from claimcheck.relations.tables.grid import Grid

_PART = re.compile(
    r"^\W*(?:of which|o/w|thereof|including|incl\b|memo\b|excluding|excl\b|w/o\b)", re.IGNORECASE
)
_LESS = re.compile(r"^\W*(?:less|minus|deduct)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lines:
    """The numbers of one line (a row or a column) across the other direction."""

    label: str
    cells: dict[int, Number]
    blank: frozenset[int]
    wordy: frozenset[int]
    heading: bool
    part: bool
    """Whether it is told as a part of the line before: "of which"."""
    sign: int
    """-1 where its label says that it is taken off, and its numbers do not."""

    @classmethod
    def of(
        cls,
        label: str,
        cells: dict[int, Number],
        blank: frozenset[int],
        wordy: frozenset[int],
        *,
        heading: bool = False,
    ) -> Self:
        """A line, its label looked at once: it is tried in many sums."""
        return cls(label, cells, blank, wordy, heading, bool(_PART.search(label)), _sign(label, cells))


def _sign(label: str, cells: Mapping[int, Number]) -> int:
    if not _LESS.search(label):
        return 1
    values = [number.value for number in cells.values() if not number.nil]
    return 1 if values and all(value <= 0 for value in values) else -1


def row_lines(grid: Grid) -> list[Lines]:
    """The rows of a table."""
    return [
        Lines.of(row.label, dict(row.cells), row.blank, row.wordy, heading=row.is_heading)
        for row in grid.rows
    ]


def column_lines(grid: Grid) -> tuple[list[Lines], list[int]]:
    """The columns of a table as lines across its rows, and the table's number of each."""
    lines = []
    body = [index for index, row in enumerate(grid.rows) if not row.is_heading]
    for column in grid.columns:
        lines.append(
            Lines.of(
                grid.headers[column] if column < len(grid.headers) else "",
                {index: grid.rows[index].cells[column] for index in body if column in grid.rows[index].cells},
                frozenset(index for index in body if column in grid.rows[index].blank),
                frozenset(index for index in body if column in grid.rows[index].wordy),
            )
        )
    return lines, list(grid.columns)
