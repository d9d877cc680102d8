"""What a reader makes of a file: segments of prose and tables, each knowing where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from claimcheck.model.spans import OffsetMap, Span


class SegmentKind(StrEnum):
    """What a segment is in its document."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Segment:
    """A block of prose: a heading, a paragraph, a list item."""

    index: int
    """Its place in the reading order, shared with tables."""
    kind: SegmentKind
    text: str
    """The readable characters: no markup, entities decoded; line breaks within a paragraph are kept."""
    offsets: OffsetMap
    """From `text` to `Document.text`."""
    headings: tuple[str, ...] = ()
    """Texts of the headings above it, outermost first, the title of the document left out."""
    lead: int | None = None
    """For a list item: index of the segment that introduces its list ("The sites are:"), if any."""
    list_id: int | None = None
    """For a list item: the number of its list within the document."""
    where: str | None = None
    """Where it stands in a file that is not plain text: a JSON pointer, a page."""


class Cell(NamedTuple):
    """One cell of a table."""

    text: str
    offsets: OffsetMap
    row: int
    """From 0."""
    column: int
    """From 0."""
    where: str | None = None
    """Where it stands in a file that is not plain text: "Sheet1!B3"."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cells, all rows equally long."""

    index: int
    """Its place in the reading order, shared with segments."""
    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int
    """How many of the first rows are headers."""
    caption: str | None = None
    headings: tuple[str, ...] = ()
    where: str | None = None


class TaggedNumber(NamedTuple):
    """A number that markup for programs states exactly: a fact of inline XBRL."""

    span: Span
    """Of its digits, in `Document.text`."""
    value: Decimal
    """Scaled and signed as the tag says, in `unit`."""
    step: Decimal
    """How exact the tag calls it: the place of its last sure digit; 0 where it is exact."""
    unit: str
    """ISO 4217 code, a word of its own, or several with "/"."""
    key: tuple[str, ...]
    """What it is a fact of: concept, unit, dates and dimensions. Numbers with the same key tell the same fact."""
    start: date | None
    """First day that it speaks of; None for a level at the end of a day."""
    end: date | None


@dataclass(frozen=True, slots=True)
class Document:
    """A file as its reader understood it."""

    path: str
    """As the user named it, or found below the folder that the user named."""
    format: str
    """Name of the reader: markdown, text, html, json-article."""
    text: str
    """What all offsets count in: the decoded file for plain-text formats, else the extracted text."""
    title: str | None = None
    published: date | None = None
    segments: tuple[Segment, ...] = ()
    tables: tuple[Table, ...] = ()
    full_title: str | None = None
    """The title in the head of a web page where it says more than the visible one ("Recorded crime | Ulm Police")."""
    tagged: tuple[TaggedNumber, ...] = ()
    """What markup for programs says of numbers in the text."""


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """A file that could not be read, and why."""

    path: str
    message: str
    """One line for a person: what is wrong, where, and what would help."""
