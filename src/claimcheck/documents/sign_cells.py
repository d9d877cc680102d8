"""Tables that give the signs of their numbers cells of their own, as filings do: "$", "(408", ")", "15", "%"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.documents.cleaned import EMPTY, Cleaned, joined

_BEFORE = re.compile(r"[A-Z]{0,3}[$€£¥₹₩] ?\(?|\(")
_BEHIND = re.compile(r"\) ?%?|% ?\)?")
_NUMBER = re.compile(r"[$€£¥₹₩ (]{0,3}[-–—−+]? ?(?:\.?\d[\d.,]{0,30})?\)?%?")
_YEARS = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d|[.,]\d)")
"""Years in a heading: "Percent change 2025 versus 2024"."""
_FARTHEST = 3
"""Columns between a sign and its number."""


def has_figure(text: str) -> bool:
    """Whether a cell has a number that is no year."""
    if not any(char.isdigit() for char in text) or is_year(text):
        return False
    return any(char.isdigit() for char in _YEARS.sub("", text))


def is_year(text: str) -> bool:
    """Whether a cell says a year and hardly more."""
    return re.search(r"(?:^|\D)(?:19|20)\d\d(?:\D|$)", text) is not None and len(text) < 30


def with_signs(rows: Sequence[Sequence[Cleaned]]) -> list[list[Cleaned]]:
    """The rows with every sign in the cell of its number, and without the columns that only signs or nothing stood in."""
    width = max((len(row) for row in rows), default=0)
    full = [[*row, *[EMPTY] * (width - len(row))] for row in rows]
    openers: set[int] = set()
    for row in full:
        if any(has_figure(cell.text) for cell in row):  # in a heading "%" stands beside years
            openers |= _gather(row)
    for column in sorted(openers):
        # Under a "$" stand the numbers of some rows, those of the others beside it: they are one column.
        if column + 1 < width and all(_fit(row[column], row[column + 1]) for row in full):
            for row in full:
                if not row[column].text:
                    row[column] = row[column + 1]
                row[column + 1] = EMPTY
    kept: list[int] = []
    for column in range(width):
        # A heading that spans columns stands in each of them; one that stands over nothing is its neighbour's.
        if any(_is_own(row, column, kept) for row in full) and not _is_bare(full, column):
            kept.append(column)
    return [[row[column] for column in kept] for row in full]


def _is_own(row: list[Cleaned], column: int, kept: list[int]) -> bool:
    """Whether a cell holds something that the last kept column of its row does not hold already."""
    return bool(row[column].text) and not (kept and row[column] is row[kept[-1]])


def _is_bare(rows: list[list[Cleaned]], column: int) -> bool:
    """Whether all that a column holds are headings that span the next column, too."""
    return all(
        not row[column].text or (column + 1 < len(row) and row[column] is row[column + 1]) for row in rows
    ) and any(
        row[column + 1].text and row[column] is not row[column + 1] for row in rows if column + 1 < len(row)
    )


def _fit(left: Cleaned, right: Cleaned) -> bool:
    return not left.text or not right.text or left is right


def _gather(row: list[Cleaned]) -> set[int]:
    """Puts the signs of a row to their numbers; gives the columns that signs before a number stood in."""
    found: set[int] = set()
    filled = [column for column, cell in enumerate(row) if cell.text]
    for index, column in enumerate(filled):
        cell = row[column]
        if len(cell.text) > 5:
            continue
        following = filled[index + 1] if index + 1 < len(filled) else column + _FARTHEST + 1
        before = filled[index - 1] if index else -1
        if _BEFORE.fullmatch(cell.text) and following - column <= _FARTHEST and _is_number(row[following]):
            row[following] = joined([cell, row[following]], "")
            row[column] = EMPTY
            found.add(column)
        elif (
            index
            and _BEHIND.fullmatch(cell.text)
            and column - before <= _FARTHEST
            and _is_number(row[before])
            and _lacks(row[before].text, cell.text)
        ):
            row[before] = joined([row[before], cell], "")
            row[column] = EMPTY
            filled[index] = before  # a further sign may stand behind it
    return found


def _is_number(cell: Cleaned) -> bool:
    return bool(cell.text) and _NUMBER.fullmatch(cell.text) is not None and cell.text not in ("(", "$", "%")


def _lacks(number: str, sign: str) -> bool:
    """Whether a number wants the bracket that is closed behind it, or has no percent sign yet."""
    if ")" in sign and (number.count("(") <= number.count(")")):
        return False
    return "%" not in sign or "%" not in number
