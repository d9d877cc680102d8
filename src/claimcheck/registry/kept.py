"""Which numbers of a text stay as they are, though the registry knows better: words of others, and records of the past."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from itertools import accumulate

from claimcheck.language.en import historical
from claimcheck.model import Claim, Document, Modality, Period, Segment, Span, Table
from claimcheck.registry.coverage import part_of, part_texts, quotations
from claimcheck.suppressions.ignores import regions_of

HISTORICAL_FORM = re.compile(
    r"historical(?P<kind>-start|-end|-file)?(?![\w-])(?P<rules>)(?:\s+(?:--|–|—)\s*(?P<reason>.*))?"
)
_UNCLOSED = re.compile(r"[“„«]([^“”„«»]{1,4000})\Z")
_QUOTED_LINE = re.compile(r"^[ \t]{0,3}(?:[-*+][ \t]+)?>.*$", re.MULTILINE)
_QUOTED_TAG = re.compile(r"<(/?)(blockquote|q)\b[^<>]{0,400}>", re.IGNORECASE)
_QUOTED_LATEX = re.compile(r"\\(begin|end)\{(?:quote|quotation|displayquote)\}")
_BEFORE = 80


class Kept:
    """The numbers of a document that are not to be rewritten."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._texts = part_texts(document)
        parts: tuple[Segment | Table, ...] = (*document.segments, *document.tables)
        self._headings = {
            part.index: (*part.headings, part.caption or "") if isinstance(part, Table) else part.headings
            for part in parts
        }
        self._tables = {table.index: table for table in document.tables}
        self._quoted = _Spans(quoted_blocks(document))
        self._marked = _Spans(
            region.span for region in regions_of(document, HISTORICAL_FORM) if region.kind != "misspelt"
        )

    def why(self, number: Claim, period: Period | None, today: date, as_of: date | None) -> str | None:
        """Why a number is left as it is, in a few words; None where it may be rewritten.

        `period`: of the claim that it gives. `as_of`: the day from which the claim was true.
        """
        if self._is_quoted(number):
            return "stands in a quotation"
        if self._marked.has(number.span):
            return "is marked as historical"
        if self._is_of_a_record(number):
            return "stands in a record of the past"
        if number.modality is Modality.SUPERSEDED or number.compared:
            return "is given as an older value"
        if _is_past(number.period, period, today):
            return f"speaks of {number.period.label if number.period else 'the past'}"
        published = self._document.published
        if published is not None and as_of is not None and published < as_of:
            return f"is of {published.isoformat()}, before the claim"
        return None

    def _is_quoted(self, number: Claim) -> bool:
        if self._quoted.has(number.span):
            return True
        text = self._texts.get(part_of(number), "")
        at = number.mention_span
        spans = quotations(text)
        unclosed = _UNCLOSED.search(text)
        if unclosed is not None:
            spans.append(Span(*unclosed.span(1)))
        return any(span.overlaps(at) for span in spans)

    def _is_of_a_record(self, number: Claim) -> bool:
        headings, before = historical()
        place = number.cell.table if number.cell is not None else number.segment
        if any(headings.search(heading) for heading in self._headings.get(place, ())):
            return True
        if number.cell is not None:
            table = self._tables.get(number.cell.table)
            return table is not None and any(headings.search(label) for label in _labels(table, number))
        text = self._texts.get(part_of(number), "")
        start = number.mention_span.start
        return before.search(text[max(start - _BEFORE, 0) : start]) is not None


class _Spans:
    """Stretches of a text, to be looked up."""

    def __init__(self, spans: Iterator[Span]) -> None:
        self._spans = sorted(spans)
        self._reach = list(accumulate((span.end for span in self._spans), max))

    def has(self, span: Span) -> bool:
        index = bisect_right(self._reach, span.start)
        return index < len(self._spans) and self._spans[index].start < span.end


def _labels(table: Table, number: Claim) -> Iterator[str]:
    """The header cells above a number, and the first cell of its row."""
    assert number.cell is not None
    for row in table.rows[: table.header_rows]:
        if number.cell.column < len(row):
            yield row[number.cell.column].text
    if number.cell.row < len(table.rows) and table.rows[number.cell.row]:
        yield table.rows[number.cell.row][0].text


def _is_past(own: Period | None, wanted: Period | None, today: date) -> bool:
    """Whether a number speaks of a time that is over and that the claim does not speak of."""
    if own is None or own.end is None or own.end >= today:
        return False
    return wanted is None or not own.overlaps(wanted)


def quoted_blocks(document: Document) -> Iterator[Span]:
    """Block quotations of Markdown, HTML and LaTeX, and quotations that a tag marks."""
    text = document.text
    if document.format == "markdown":
        yield from (Span(*match.span()) for match in _QUOTED_LINE.finditer(text))
    opened: list[int] = []
    for match in _QUOTED_TAG.finditer(text):
        if not match[1]:
            opened.append(match.end())
        elif opened:
            yield Span(opened.pop(), match.start())
    opened = []
    for match in _QUOTED_LATEX.finditer(text):
        if match[1] == "begin":
            opened.append(match.end())
        elif opened:
            yield Span(opened.pop(), match.start())
