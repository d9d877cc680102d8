"""The tables of a corpus as grids, and findings about their cells; shared by the rules on tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import cast

from claimcheck.checks.rule import Corpus
from claimcheck.model import Claim, Document, Interval, Quantity, Role
from claimcheck.relations.tables.grid import Grid, grid_of
from claimcheck.wording import rounded


def grids(corpus: Corpus) -> tuple[tuple[Document, Grid], ...]:
    """All tables with numbers, each with its document; worked out once for all rules."""
    if "grids" not in corpus.shared:
        corpus.shared["grids"] = tuple(_grids(corpus))
    return cast(tuple[tuple[Document, Grid], ...], corpus.shared["grids"])


def _grids(corpus: Corpus) -> Iterator[tuple[Document, Grid]]:
    placed: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for claim in corpus.claims:
        if claim.cell is not None:
            placed[claim.path, claim.cell.table].append(claim)
    for document in corpus.documents:
        for table in document.tables:
            claims = placed.get((document.path, table.index), [])
            if claims and len(table.rows) > table.header_rows:
                yield document, grid_of(table, claims)


def roles(grid: Grid, stated: tuple[int, int], others: Sequence[tuple[int, int]]) -> list[tuple[Claim, Role]]:
    """The claims of some cells with their roles, the stated one first; cells without a claim are left out."""
    found = [(grid.claims[stated], Role.STATED)] if stated in grid.claims else []
    return found + [(grid.claims[place], Role.OPERAND) for place in others if place in grid.claims]


def worked_out(
    claims: Sequence[tuple[Claim, Role]], stated: Decimal, low: Decimal, high: Decimal
) -> Quantity | None:
    """What the other cells give for the stated one, in the unit of its claim; None where that is no number.

    `stated`, `low` and `high` are figures as the table gives them.
    """
    claim, role = claims[0]
    value = claim.quantity.value
    if role is not Role.STATED or not value or not stated:
        return None
    # A fall may stand as a positive number with a direction; what is worked out always carries its sign.
    scale = value / stated * (-1 if claim.direction < 0 and stated < 0 else 1)
    ends = sorted((low * scale, high * scale))
    middle = (ends[0] + ends[1]) / 2
    return Quantity(rounded(middle), None, None, claim.quantity.unit, Interval(*ends))


def figure(value: Decimal, *, percent: bool = False) -> str:
    """A number of a table in words, grouped by thousands."""
    normal = value.normalize()
    shown = f"{normal:,f}"
    return f"{shown}%" if percent else shown
