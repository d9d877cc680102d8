"""A document as JSON and back, to hand it from one process to another."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from claimcheck.model.documents import Cell, Document, Segment, SegmentKind, Table, TaggedNumber
from claimcheck.model.spans import OffsetMap, Run, Span


def to_json(document: Document) -> str:
    """Everything of a document."""
    return json.dumps(to_data(document))


def from_json(text: str) -> Document:
    """The document again. Raises ValueError, KeyError or TypeError for what is none."""
    return from_data(json.loads(text))


def to_data(document: Document) -> dict[str, Any]:
    """Everything of a document, as what JSON is made of."""
    return {
        "path": document.path,
        "format": document.format,
        "text": document.text,
        "title": document.title,
        "published": document.published.isoformat() if document.published else None,
        "full_title": document.full_title,
        "segments": [
            [s.index, s.kind.value, s.text, _runs(s.offsets), s.headings, s.lead, s.list_id, s.where]
            for s in document.segments
        ],
        "tables": [
            [
                t.index,
                [[[c.text, _runs(c.offsets), c.where] for c in row] for row in t.rows],
                t.header_rows,
                t.caption,
                t.headings,
                t.where,
            ]
            for t in document.tables
        ],
        "tagged": [
            [t.span.start, t.span.end, str(t.value), str(t.step), t.unit, t.key, *map(_day, (t.start, t.end))]
            for t in document.tagged
        ],
    }


def from_data(data: dict[str, Any]) -> Document:
    """The document again. Raises ValueError, KeyError or TypeError for what is none."""
    return Document(
        data["path"],
        data["format"],
        data["text"],
        data["title"],
        date.fromisoformat(data["published"]) if data["published"] else None,
        tuple(
            Segment(index, SegmentKind(kind), words, _map(runs, words), tuple(headings), lead, list_id, where)
            for index, kind, words, runs, headings, lead, list_id, where in data["segments"]
        ),
        tuple(
            Table(
                index,
                tuple(
                    tuple(
                        Cell(words, _map(runs, words), r, c, where)
                        for c, (words, runs, where) in enumerate(row)
                    )
                    for r, row in enumerate(rows)
                ),
                header_rows,
                caption,
                tuple(headings),
                where,
            )
            for index, rows, header_rows, caption, headings, where in data["tables"]
        ),
        data["full_title"],
        tuple(
            TaggedNumber(
                Span(start, end), Decimal(value), Decimal(step), unit, tuple(key), _date(first), _date(last)
            )
            for start, end, value, step, unit, key, first, last in data["tagged"]
        ),
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None


def _runs(offsets: OffsetMap) -> list[int]:
    return [number for run in offsets.runs for number in (run.start, run.source_start, run.source_end)]


def _map(numbers: list[int], text: str) -> OffsetMap:
    runs = tuple(Run(*numbers[at : at + 3]) for at in range(0, len(numbers), 3))
    return OffsetMap(runs, len(text))
