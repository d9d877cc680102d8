"""Tables that go on over the end of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claimcheck.documents.page_layout import Line, PageTable

_SAME_PLACE = 4.0
"""Points that a column may stand aside on the next page."""
_MOST_HEADERS = 4


def whole_tables(
    tables: Sequence[Sequence[PageTable]], lines: Sequence[Sequence[Line]]
) -> list[list[PageTable]]:
    """The tables of each page; what is continued at the top of the next page is part of the table that it continues.

    `lines` is the text of each page without running heads: a table is continued where no text stands between its parts.
    A header that the next page repeats is left out.
    """
    whole = [list(page) for page in tables]
    begun: tuple[int, PageTable] | None = None
    for number, page in enumerate(whole):
        first = min(page, key=lambda table: table.top, default=None)
        last = max(page, key=lambda table: table.bottom, default=None)
        text = lines[number]
        if first is not None and begun is not None and not any(line.top < first.top for line in text):
            at, head = begun
            joined = _joined(head, first, at + 1, number + 1)
            if joined is not None:
                whole[at][whole[at].index(head)] = joined
                page.remove(first)
                if last is first:
                    begun = (at, joined) if not text else None
                    continue
        is_open = last is not None and not any(line.bottom > last.bottom for line in text)
        begun = (number, last) if is_open and last is not None else None
    return whole


def _joined(head: PageTable, rest: PageTable, page: int, other: int) -> PageTable | None:
    rows = _without_header(head.rows, rest.rows)
    if not rows or not _same_columns(head, rest):
        return None
    pages = head.pages or (page,) * len(head.rows)
    return replace(head, rows=(*head.rows, *rows), words=(), pages=(*pages, *[other] * len(rows)))


def _same_columns(head: PageTable, rest: PageTable) -> bool:
    if len(head.rows[0]) != len(rest.rows[0]):
        return False
    if not head.columns or not rest.columns:
        return abs(head.x0 - rest.x0) < _SAME_PLACE and abs(head.x1 - rest.x1) < _SAME_PLACE
    return all(
        abs(one[1] - other[1]) < _SAME_PLACE or abs(one[0] - other[0]) < _SAME_PLACE
        for one, other in zip(head.columns[1:], rest.columns[1:], strict=True)
    )


def _without_header(
    rows: Sequence[tuple[str, ...]], following: Sequence[tuple[str, ...]]
) -> Sequence[tuple[str, ...]]:
    repeated = 0
    while repeated < min(_MOST_HEADERS, len(rows), len(following)) and rows[repeated] == following[repeated]:
        repeated += 1
    return following[repeated:]
