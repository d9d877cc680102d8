"""Tables of plain text whose columns are made with blanks."""

from __future__ import annotations

import random
from pathlib import Path

from claimcheck.documents import read_document
from claimcheck.model import Document
from growing import assert_linear


def read(tmp_path: Path, text: str) -> Document:
    path = tmp_path / "a.txt"
    path.write_text(text)
    return read_document(path, "a.txt")


def test_cells_know_their_places(tmp_path: Path) -> None:
    text = (
        "Receipts of the year (in thousands):\n\n"
        "                          2025      2024\n"
        "Letters, and parcels up\n"
        "  to two kilograms       1,204     1,180\n"
        "Freight ..............  $  333    $  318\n"
        "                        ------    ------\n"
        "Total                    1,537     1,498\n\n"
        "The next report comes in May.\n"
    )
    document = read(tmp_path, text)
    (table,) = document.tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["", "2025", "2024"],
        ["Letters, and parcels up to two kilograms", "1,204", "1,180"],
        ["Freight", "$ 333", "$ 318"],
        ["Total", "1,537", "1,498"],
    ]
    assert table.header_rows == 1
    for row in table.rows:
        for cell in row:
            if cell.text:
                start, end = cell.offsets.runs[0].source_start, cell.offsets.runs[-1].source_end
                assert text[start:end].split() == cell.text.split()
    assert [segment.text for segment in document.segments][-1] == "The next report comes in May."


def test_prose_with_figures_at_its_ends_is_no_table(tmp_path: Path) -> None:
    text = (
        "The first of the three yards was opened to ships in 1994\n"
        "and closed for a while, as the board had said, in  1998\n"
        "before it was opened once more to ships of all sizes: 2003\n"
    )
    assert not read(tmp_path, text).tables


def test_a_single_line_is_no_table(tmp_path: Path) -> None:
    assert not read(
        tmp_path, "Invoice no.     4,711     paid\n\nThank you for your order of 3 lamps.\n"
    ).tables


def test_time_grows_with_the_text(tmp_path: Path) -> None:
    from claimcheck.documents.fixed_width import fixed_tables
    from claimcheck.documents.lines import split_lines

    def text(size: int) -> str:
        chance = random.Random(size)
        return "\n".join(
            "x" + "".join(" " * chance.randint(1, 9) + str(chance.randint(0, 99_999)) for _ in range(24))
            for _ in range(size)
        )

    def run(given: str) -> None:
        list(fixed_tables(given, split_lines(given, 0, len(given))))

    assert_linear(run, text(400))
