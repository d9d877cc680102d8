"""Links between the cells of tables: what their structure asserts, where it holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from claimcheck.model import Claim, Document, Interval
from claimcheck.model.links import Link
from claimcheck.relations.tables.grid import Grid, grid_of
from claimcheck.relations.tables.held import Held, held_in


def table_links(claims: Sequence[Claim], document: Document | None) -> Iterator[Link]:
    """The arithmetic of the tables of a document; one link for each cell that follows from others."""
    placed: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.cell is not None:
            placed[claim.cell.table].append(claim)
    for table in document.tables if document is not None else ():
        own = placed.get(table.index, [])
        if own and len(table.rows) > table.header_rows:
            yield from _links(grid_of(table, own))


def _links(grid: Grid) -> Iterator[Link]:
    rows = {row.index: row for row in grid.rows}
    told: set[str] = set()
    for held in held_in(grid):
        stated = grid.claims.get(held.stated)
        operands = [grid.claims[place].id for place in held.operands if place in grid.claims]
        if stated is None or stated.id in told or len(operands) < 2:
            continue
        told.add(stated.id)
        number = rows[held.stated[0]].cells[held.stated[1]]
        yield Link(held.equation, stated.id, tuple(operands), True, _in_unit(held, stated, number.value))


def _in_unit(held: Held, stated: Claim, written: Decimal) -> Interval:
    """What was worked in the figures of a table, in the unit of the stated claim."""
    value = stated.quantity.value
    scale = value / written if value and written else Decimal(1)
    ends = sorted((held.low * scale, held.high * scale))
    return Interval(*ends)
