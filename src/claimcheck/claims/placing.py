"""Where a claim stands: the fields of a claim that its place in the document gives."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import Any

from claimcheck.model import Document, LineIndex, Span

_TAG = re.compile(r"<[!/a-zA-Z][^<>]*>")


def placed(
    document: Document,
    lines: LineIndex,
    index: int,
    text: str,
    span: Span,
    source: Span,
    sentence: str,
    where: str | None,
) -> dict[str, Any]:
    """The fields of a claim that say where it stands.

    `text`: that of its segment or cell, `index`: the number of the segment or table, `span`: the number in `text`, `source`: in the
    document's text.
    """
    shown = text[span.start : span.end]
    seed = f"{document.path}\0{source.start}\0{source.end}"
    source = _between_tags(document.text, source)
    written = document.text[source.start : source.end]
    line, column = lines.place(source.start)
    return {
        "id": blake2b(seed.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest(),
        "path": document.path,
        "line": line,
        "column": column,
        "span": source,
        "text": written,
        "shown": " ".join(shown.split()) if shown.split() != written.split() else "",
        "sentence": sentence,
        "segment": index,
        "mention_span": span,
        "where": where,
        "published": document.published,
    }


def _between_tags(text: str, source: Span) -> Span:
    """Where the figure itself stands of a number that tags run through: currency and figure in cells of their own, a comment in between."""
    pieces: list[Span] = []
    start = source.start
    for tag in _TAG.finditer(text, source.start, source.end):
        pieces.append(Span(start, tag.start()))
        start = tag.end()
    if not pieces:
        return source
    pieces.append(Span(start, source.end))
    return max(pieces, key=lambda piece: sum(map(str.isdigit, text[piece.start : piece.end])))
