"""Collections of articles: JSON Lines, and JSON arrays of articles. Each record is a document of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from claimcheck.documents.errors import NotADocument, UnreadableDocument
from claimcheck.documents.json_article import READER, load_json, read_record
from claimcheck.documents.json_data import read_figures
from claimcheck.model.documents import Cell, Document, Segment, Table

_LINES = (".jsonl", ".ndjson")
_MOST_RECORDS = 100_000


def read_collection(text: str, path: str, suffix: str) -> list[Document] | None:
    """The documents of a collection; None for JSON that is no list of articles.

    Records without an article are passed over. Raises UnreadableDocument where a line is no JSON, and NotADocument where no
    record has an article.
    """
    if suffix in _LINES:
        records = list(_lines(text))
    elif text.lstrip()[:1] == "[":
        value = load_json(text)
        if not isinstance(value, list) or not any(isinstance(one, dict) for one in value):
            return None
        records = [(f"/{number}", one) for number, one in enumerate(value)]
    else:
        return None
    if len(records) > _MOST_RECORDS:
        raise UnreadableDocument(f"{len(records):,} records; the limit is {_MOST_RECORDS:,}")
    found = []
    for pointer, record in records:
        document = read_record(f"{path}#{pointer}", record)
        if document is not None:
            found.append(_below(document, pointer))
    if not found and suffix not in _LINES and read_figures(path, text, READER.name) is not None:
        return None  # records of figures, which are one table
    if not found:
        raise NotADocument("a collection without an article: no record with a text under a key such as body")
    return found


def _lines(text: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for number, line in enumerate(text.splitlines()):
        if line.strip():
            try:
                found.append((f"/{number}", load_json(line)))
            except UnreadableDocument as error:
                raise UnreadableDocument(f"line {number + 1:,}: {error.message}") from None
    return found


def _below(document: Document, pointer: str) -> Document:
    """The document with the place of its record before each of its places."""

    def placed(where: str | None) -> str | None:
        return f"{pointer}{where}" if where is not None else pointer

    def cell(one: Cell) -> Cell:
        return one._replace(where=placed(one.where))

    segments = tuple[Segment, ...](replace(s, where=placed(s.where)) for s in document.segments)
    tables = tuple[Table, ...](
        replace(t, where=placed(t.where), rows=tuple(tuple(cell(c) for c in row) for row in t.rows))
        for t in document.tables
    )
    return replace(document, segments=segments, tables=tables)
