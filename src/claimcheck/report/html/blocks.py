"""A block of a document as the HTML page shows it, whatever its numbers are marked with."""

from __future__ import annotations

from collections.abc import Callable

from claimcheck.model import ShownBlock
from claimcheck.report.html.lookup import shown_text
from claimcheck.report.html.model import BlockView, PieceView
from claimcheck.wording import visible


def block_view(block: ShownBlock, marked: Callable[[str, str | None], PieceView]) -> BlockView:
    """A paragraph cut at its numbers, or a table by its cells.

    `marked` makes the piece of a number from its text and the id of its claim; of a cell without a number the id is None.
    """
    if block.kind == "table":
        rows = tuple(
            tuple(marked(cell.text, cell.claims[0] if cell.claims else None) for cell in row)
            for row in block.rows
        )
        return BlockView("table", (PieceView(visible(block.text)),), rows)
    pieces: list[PieceView] = []
    at = 0
    for start, end, claim in block.spans:
        if start < at:
            continue
        pieces += [PieceView(shown_text(block.text[at:start])), marked(block.text[start:end], claim)]
        at = end
    pieces.append(PieceView(shown_text(block.text[at:])))
    return BlockView(block.kind.replace(" ", "-"), tuple(piece for piece in pieces if piece.text))
