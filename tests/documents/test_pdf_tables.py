"""Tables without rules as annual reports print them, and what is found in them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

import claimcheck
from claimcheck.documents import pdf
from claimcheck.documents.pdf_text import text_page

Row = tuple[str | tuple[str, ...], ...]
"""A label, in one line or several, and figures."""


def page_of(canvas: Any, rows: Sequence[Row], right: Sequence[int], top: float, *, size: int = 9) -> None:
    """Draws a table: labels at the left, figures at the last line of their label, ending at `right`."""
    canvas.setFont("Helvetica", size)
    for row in rows:
        label = (row[0],) if isinstance(row[0], str) else row[0]
        for number, part in enumerate(label):
            canvas.drawString(72, top, part)
            if number < len(label) - 1:
                top -= 1.15 * size
        for end, text in zip(right, row[1:], strict=False):
            canvas.drawRightString(end, top, str(text))
        top -= 1.8 * size


def printed(pages: Sequence[Sequence[Row]], right: Sequence[int]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for rows in pages:
        page_of(canvas, rows, right, 780)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def read(pages: Sequence[Sequence[Row]], right: Sequence[int]) -> list[tuple[tuple[str, ...], ...]]:
    document = pdf.read("a.pdf", printed(pages, right))
    return [tuple(tuple(cell.text for cell in row) for row in table.rows) for table in document.tables]


def alarms(tmp_path: Path, data: bytes) -> list[str]:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    findings = claimcheck.check([path]).findings
    return [finding.rule for finding in findings if finding.severity.value in ("error", "warning")]


def fleet(buses: str) -> list[Row]:
    return [
        ("", "2024", "2025"),
        ("Vehicles in service:",),
        ("Trams", "412", "431"),
        (("Buses hired from other companies for the", "summer timetable"), "127", buses),
        ("Ferries", "18", "21"),
        ("Total vehicles", "557", "601"),
    ]


def test_labels_of_two_lines_and_labels_that_head_rows_are_of_the_table() -> None:
    assert read([fleet("149")], (360, 440)) == [
        (
            ("", "2024", "2025"),
            ("Vehicles in service:", "", ""),
            ("Trams", "412", "431"),
            ("Buses hired from other companies for the summer timetable", "127", "149"),
            ("Ferries", "18", "21"),
            ("Total vehicles", "557", "601"),
        )
    ]


def test_a_wrong_part_under_a_label_of_two_lines_is_found(tmp_path: Path) -> None:
    assert alarms(tmp_path, printed([fleet("149")], (360, 440))) == []
    assert alarms(tmp_path, printed([fleet("119")], (360, 440))) == ["table-total"]


def herd(total: str) -> list[list[Row]]:
    return [
        [("", "2024", "2025"), ("Cows", "1,204", "1,319"), ("Calves", "356", "402"), ("Goats", "88", "91")],
        [("Sheep", "2,450", "2,377"), ("Hens", "610", "655"), ("Total animals", "4,708", total)],
    ]


def test_a_table_goes_on_over_the_page(tmp_path: Path) -> None:
    (rows,) = read(herd("4,844"), (300, 380))
    assert [row[0] for row in rows] == ["", "Cows", "Calves", "Goats", "Sheep", "Hens", "Total animals"]
    assert alarms(tmp_path, printed(herd("4,844"), (300, 380))) == []
    assert alarms(tmp_path, printed(herd("4,184"), (300, 380))) == ["table-total"]


def test_a_header_that_the_next_page_repeats_is_no_row() -> None:
    first, second = herd("4,844")
    (rows,) = read([first, [first[0], *second]], (300, 380))
    assert len(rows) == 7


def test_text_above_a_table_keeps_it_apart_from_the_page_before() -> None:
    first, second = herd("4,844")
    tables = read(
        [first, [("The second flock is kept on the island all through the year.",), *second]], (300, 380)
    )
    assert len(tables) == 2


def test_signs_of_currency_at_the_left_of_their_column() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    page_of(
        canvas,
        [("Rent", "1,204", "1,319"), ("Wages", "(96 )", "402"), ("Sum", "1,108", "1,721")],
        (300, 380),
        700,
    )
    for top in (700, 700 - 2 * 1.8 * 9):
        canvas.drawString(262, top, "$")
        canvas.drawString(342, top, "$")
    canvas.save()
    (table,) = pdf.read("a.pdf", out.getvalue()).tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Rent", "$ 1,204", "$ 1,319"],
        ["Wages", "(96)", "402"],
        ["Sum", "$ 1,108", "$ 1,721"],
    ]


def test_headers_of_close_columns_stay_apart() -> None:
    rows: list[Row] = [
        ("", "2024", "2025", "Amount", "Percent"),
        ("Bread", "1,200", "1,320", "120", "10%"),
        ("Cakes", "800", "720", "(80)", "(10)%"),
    ]
    assert read([rows], (300, 360, 400, 440)) == [tuple(tuple(map(str, row)) for row in rows)]


def test_numbers_within_a_label_are_no_cells() -> None:
    rows: list[Row] = [
        ("Burning of fuel (Scope 1)", "795", "663"),
        ("Power that was bought (Scope 2)", "276", "323"),
        ("Both (Scope 1 and 2)", "1,071", "986"),
    ]
    assert read([rows], (300, 380)) == [tuple(tuple(map(str, row)) for row in rows)]


def test_only_pages_whose_lines_may_bound_cells_are_ruled() -> None:
    import pypdfium2

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for across, down in ((3, 3), (6, 1), (0, 0)):
        canvas.drawString(72, 760, "The port handled 1,204 ships.")
        for line in range(across):
            canvas.line(72, 700 - 20 * line, 272, 700 - 20 * line)
        for line in range(down):
            canvas.line(72 + 100 * line, 700, 72 + 100 * line, 660)
        canvas.showPage()
    canvas.save()
    file = pypdfium2.PdfDocument(out.getvalue())
    told = [text_page(page) for page in file]
    file.close()
    assert [page.is_ruled for page in told if page is not None] == [True, False, False]


def test_turned_and_cropped_pages_are_read_as_well() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for turned in (0, 90):
        canvas.setPageRotation(turned)
        if turned:
            canvas.translate(A4[0], 0)
            canvas.rotate(90)
        canvas.drawString(72, 400, f"The port handled {1204 + turned:,} ships.")
        canvas.showPage()
    canvas.setPageRotation(0)
    canvas.setCropBox((20, 20, 500, 800))
    canvas.drawString(72, 400, "The port handled 1,777 ships.")
    canvas.showPage()
    canvas.save()
    document = pdf.read("a.pdf", out.getvalue())
    for number in ("1,204", "1,294", "1,777"):
        assert f"The port handled {number} ships." in document.text
