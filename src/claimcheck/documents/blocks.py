"""The blocks of a text as their marks make them: headings, paragraphs, list items, tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from claimcheck.documents.lines import Line

LEVEL = 1000
"""Columns that stand for one level of a list in Markdown."""


class Shape(Enum):
    """What a block is by its marks alone."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    TABLE = "table"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Block:
    """A block as its marks say; what an unmarked line is by its looks is decided later."""

    shape: Shape
    lines: tuple[Line, ...] = ()
    level: int = 0
    """Of a heading, from 1."""
    gap: bool = False
    """Whether a blank line (or a different kind of block) stands directly above."""
    marker: str = ""
    """Of a list item: its bullet, or "1" for every number, "a" for every letter."""
    number: int = 0
    """Of a numbered item."""
    indent: int = 0
    """Of a list item: column of its marker. Of its further paragraphs: column of their text.

    In Markdown, each item around counts for `LEVEL` columns, however wide it is."""
    inner: int = 0
    """Of a list item: column where its text starts."""
    continues: bool = False
    """Whether this text is one more paragraph of the list item above."""
    prefix: int = 0
    """Length of the number that a line starts with, which may be that of a heading."""
    cells: tuple[tuple[Line, ...], ...] = ()
    """Of a table: its rows, every cell as the piece of a line."""
