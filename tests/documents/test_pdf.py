"""Pages of text: columns, hyphens, running heads, lists and tables with and without rules."""

from __future__ import annotations

import io
import random
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from claimcheck.documents import UnreadableDocument, pdf
from claimcheck.documents.pdf_bounds import lay_out
from claimcheck.model import Document

STYLES = getSampleStyleSheet()
WORDS = [
    "the",
    "harbour",
    "board",
    "said",
    "that",
    "trade",
    "along",
    "the",
    "northern",
    "quay",
    "had",
    "recovered",
    "after",
    "a",
    "difficult",
    "winter",
]


def drawn(draw: Any) -> Document:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    draw(canvas)
    canvas.save()
    return pdf.read("a.pdf", out.getvalue())


def columns(paragraphs: list[str]) -> Document:
    """Two columns under a running head, with a page number."""
    out = io.BytesIO()

    def furniture(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(50, 815, f"Harbour Board Quarterly, {document.page} January 2026")
        canvas.drawString(290, 20, str(document.page))

    frames = [Frame(50, 50, 235, 740, id="left"), Frame(305, 50, 235, 740, id="right")]
    document = BaseDocTemplate(out, pagesize=A4)
    document.addPageTemplates(PageTemplate(frames=frames, onPage=furniture))
    document.build([Paragraph(text, STYLES["BodyText"]) for text in paragraphs])
    return pdf.read("a.pdf", out.getvalue())


def test_two_columns_are_read_one_after_the_other_without_running_heads() -> None:
    shuffled = [random.Random(n).choices(WORDS, k=60) for n in range(30)]
    paragraphs = [
        f"In {1990 + n} the port handled {2000 + n * 37:,} ships. {' '.join(words).capitalize()}."
        for n, words in enumerate(shuffled)
    ]
    document = columns(paragraphs)
    assert "Quarterly" not in document.text
    read = " ".join(segment.text for segment in document.segments)
    assert read == " ".join(paragraphs)
    assert document.segments[0].where is not None
    assert document.segments[0].where.startswith("page 1, ")


def test_words_that_a_line_end_divides_are_whole_again() -> None:
    def draw(canvas: Any) -> None:
        for number, line in enumerate(
            (
                "The company plans capital expen-",
                "diture of $610 million for its long-",
                "Term sites in the 2025-",
                "2026 season.",
            )
        ):
            canvas.drawString(72, 700 - 14 * number, line)

    (segment,) = drawn(draw).segments
    assert (
        segment.text
        == "The company plans capital expenditure of $610 million for its long-Term sites in the 2025-2026 season."
    )


def test_bullets_are_items() -> None:
    def draw(canvas: Any) -> None:
        for number, line in enumerate(
            ("We run three plants:", "• Porto", "• Penang, which makes", "   wafers", "• Dundee")
        ):
            canvas.drawString(72, 700 - 14 * number, line)

    assert [(s.kind.value, s.text) for s in drawn(draw).segments] == [
        ("paragraph", "We run three plants:"),
        ("list item", "Porto"),
        ("list item", "Penang, which makes wafers"),
        ("list item", "Dundee"),
    ]


@pytest.mark.parametrize("gap", [60, 140])
def test_a_table_without_rules(gap: int) -> None:
    rows = (
        ("Port", "2024", "2025"),
        ("Ghent", "1,204", "1,319"),
        ("Ostend and Bruges", "(96)", "—"),
        ("Total", "1,108", "1,319"),
    )

    def draw(canvas: Any) -> None:
        canvas.drawString(72, 730, "Trade went on as before, said the board in its report for the year.")
        for number, row in enumerate(rows):
            canvas.drawString(72, 700 - 16 * number, row[0])
            for column, text in enumerate(row[1:], 1):
                canvas.drawRightString(180 + gap * column, 700 - 16 * number, text)
        canvas.drawString(72, 600, "The next report comes in May.")

    document = drawn(draw)
    (table,) = document.tables
    assert tuple(tuple(cell.text for cell in row) for row in table.rows) == rows
    assert [segment.text for segment in document.segments] == [
        "Trade went on as before, said the board in its report for the year.",
        "The next report comes in May.",
    ]


def test_lines_that_end_in_years_are_no_table() -> None:
    lines = (
        "The first of the three yards was opened to ships in 1994",
        "and closed for a while, as the board had said, in 1998",
        "before it was opened once more to ships of all sizes in 2003",
    )

    def draw(canvas: Any) -> None:
        for number, line in enumerate(lines):
            canvas.drawString(72, 700 - 14 * number, line)

    document = drawn(draw)
    assert not document.tables
    assert [segment.text for segment in document.segments] == [" ".join(lines)]


def test_headings_stand_out() -> None:
    def draw(canvas: Any) -> None:
        canvas.setFont("Helvetica-Bold", 20)
        canvas.drawString(72, 760, "The port in 2025")
        canvas.setFont("Helvetica-Bold", 11)
        canvas.drawString(72, 720, "Ships and cranes")
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, 700, "The port handled 1,204 ships, which is more than in any year before.")

    assert [(s.kind.value, s.text) for s in drawn(draw).segments] == [
        ("title", "The port in 2025"),
        ("heading", "Ships and cranes"),
        ("paragraph", "The port handled 1,204 ships, which is more than in any year before."),
    ]


@pytest.mark.parametrize(
    ("name", "told"),
    [("chars", "more than 60,000 letters on one page"), ("forms", "letters"), ("qs", "graphics states")],
)
def test_a_page_that_unfolds_without_end_is_refused(name: str, told: str) -> None:
    """By pdfplumber, which takes seconds for each hundred thousand letters."""
    import pdfplumber

    attack = Path(__file__).parents[1] / "attacks" / "data" / "files" / "10-office" / f"{name}.pdf"
    with pdfplumber.open(attack) as pdf, pytest.raises(UnreadableDocument, match=told):
        lay_out(pdf.pages[0])
