"""Faulty tables of the HTML page, drawn as tables."""

from __future__ import annotations

from collections.abc import Mapping

from claimcheck.model import (
    CellPlace,
    Claim,
    Finding,
    Quantity,
    Role,
    ShownBlock,
)
from claimcheck.quantities.cells import number_of
from claimcheck.report.html.lookup import Lookup
from claimcheck.report.html.model import (
    CellView,
    TableView,
)
from claimcheck.wording import (
    visible,
)

_LONGEST_TABLE, _WIDEST_TABLE = 30, 14
"""Rows beyond which only those that matter are drawn; columns beyond which a table is not drawn."""
_Place = tuple[int, int]
"""Row and column."""


class TableViews:
    """Draws the tables that findings are about."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._tables = {
            (document.path, block.index): block
            for document in lookup.report.shown
            for block in document.blocks
            if block.kind == "table"
        }

    def table(self, finding: Finding) -> TableView | None:
        """The table of the finding's cells, where it has two of one table; long ones cut to the rows that matter."""
        cells = [
            (at, claim.cell)
            for at in finding.locations
            if (claim := self._lookup.claim_of(at)) is not None and claim.cell is not None
        ]
        if len(cells) < 2 or len({(at.path, cell.table) for at, cell in cells}) != 1:
            return None
        path, index = cells[0][0].path, cells[0][1].table
        block = self._tables.get((path, index))
        if block is None or max(map(len, block.rows), default=0) > _WIDEST_TABLE:
            return None
        roles = {(cell.row, cell.column): at.role.value.partition(" ")[0] for at, cell in cells}
        marked = {row for row, _ in roles}
        first = min(block.header_rows, *marked)
        kept = _kept_rows(len(block.rows), first, marked)
        at, stated = cells[0]
        worked = (
            _worked(stated, self._lookup.claim_of(at), finding.computed, block)
            if at.role is Role.STATED
            else {}
        )
        rows: list[tuple[CellView, ...] | None] = []
        for number in range(first, len(block.rows)):
            if number in kept:
                rows.append(_cells(block, number, roles, worked))
            elif rows and rows[-1] is not None:
                rows.append(None)
        heads = tuple(_cells(block, number, roles, worked) for number in range(first))
        return TableView(visible(block.text), heads, tuple(rows))


def _cells(
    block: ShownBlock, row: int, roles: Mapping[_Place, str], worked: Mapping[_Place, str]
) -> tuple[CellView, ...]:
    return tuple(
        CellView(visible(cell.text), roles.get((row, column), ""), worked.get((row, column), ""))
        for column, cell in enumerate(block.rows[row])
    )


def _worked(
    cell: CellPlace, claim: Claim | None, computed: Quantity | None, block: ShownBlock
) -> Mapping[_Place, str]:
    """What the stated cell should hold, as the table would write it, at its place; nothing where that is not known."""
    if claim is None or not claim.quantity.value or computed is None or computed.value is None:
        return {}
    figure = number_of(visible(block.rows[cell.row][cell.column].text))
    if figure is None or not figure.value:
        return {}
    scale = abs(claim.quantity.value / figure.value)
    value = (computed.value / scale).quantize(figure.step)
    return {(cell.row, cell.column): f"{value:,f}".replace("-", "−") + ("%" if figure.percent else "")}


def _kept_rows(count: int, first: int, marked: set[int]) -> set[int]:
    """The rows of a table that are drawn: all of a short one, else the marked ones with their neighbours."""
    if count <= _LONGEST_TABLE:
        return set(range(first, count))
    return {near for row in marked for near in (row - 1, row, row + 1) if first <= near < count}
