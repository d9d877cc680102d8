"""Writes the sources of the example corpus that are no plain text: a Word document, a PDF, a spreadsheet and a CSV file.

    pip install -e '.[dev]'
    python scripts/make_sources.py

What they say agrees with the other sources; see docs/example-corpus.md.
"""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).parent.parent / "sources"
PLAN = (
    ("Item", "2025", "2026", "Change"),
    ("New lines in Porto", "210", "402", "91.4%"),
    ("Test in Penang", "96", "118", "22.9%"),
    ("Maintenance", "94", "120", "27.7%"),
    ("Total", "400", "640", "60.0%"),
)
SEGMENTS = (("Advanced packaging", 820, 1190), ("Wire-bond assembly", 890, 920), ("Test", 490, 530))
ORDERS = (
    ("Equipment", "2024", "2025"),
    ("Bonders", "2.81", "3.12"),
    ("Lithography", "2.01", "2.20"),
    ("Moulding and plating", "1.70", "1.85"),
    ("Inspection", "1.18", "1.30"),
    ("Total", "7.70", "8.47"),
)
SITES = (
    ("Site", "Country", "Employees"),
    ("Limerick", "Ireland", "1,480"),
    ("Porto", "Portugal", "3,260"),
    ("Penang", "Malaysia", "3,115"),
    ("Da Nang", "Vietnam", "2,210"),
    ("Other sites", "", "1,335"),
    ("Total", "", "11,400"),
)


def board_paper(path: Path) -> None:
    """A paper for the board in Word."""
    import docx

    document: Any = docx.Document()
    document.core_properties.title = "Capital expenditure in 2026: paper for the board"
    document.core_properties.created = document.core_properties.modified = datetime(2026, 3, 2)
    document.add_heading("Capital expenditure in 2026: paper for the board", 0)
    document.add_paragraph("2 March 2026")
    document.add_paragraph(
        "Norvale Packaging spent $400 million on capital expenditure in 2025. For 2026 the board is asked to approve capital "
        "expenditure of $640 million, an increase of 60%."
    )
    document.add_heading("Where the money goes", 1)
    document.add_paragraph(
        "Capital expenditure of Norvale Packaging (in millions of US dollars)", style="Caption"
    )
    table = document.add_table(0, 4)
    for row in PLAN:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("The board meets on 4 March.")
    document.save(str(path))


def segments(path: Path) -> None:
    """Revenue by segment in a spreadsheet, as its formats show it."""
    import openpyxl

    book: Any = openpyxl.Workbook()
    book.properties.title = "Norvale Packaging: revenue by segment"
    book.properties.created = book.properties.modified = datetime(2026, 3, 4)
    sheet = book.active
    sheet.title = "Revenue"
    sheet["A1"] = "Norvale Packaging: revenue by segment (in millions of US dollars)"
    sheet.append(["Segment", "2024", "2025", "Change"])
    for name, old, new in (*SEGMENTS, ("Total", 2200, 2640)):
        sheet.append([name, old, new, new / old - 1])
    for row in sheet.iter_rows(min_row=3):
        row[1].number_format = row[2].number_format = "#,##0"
        row[3].number_format = "0.0%"
    sheet.column_dimensions["A"].width = 26
    book.save(path)


def tracker(path: Path) -> None:
    """A page of an equipment tracker in PDF."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    styles = getSampleStyleSheet()
    figures = TableStyle([("ALIGN", (1, 0), (-1, -1), "RIGHT"), ("LINEBELOW", (0, 0), (-1, 0), 0.5, "black")])
    SimpleDocTemplate(
        str(path),
        pagesize=A4,
        title="Back-End Equipment Tracker",
        author="Ridgeline Semi Research",
        invariant=1,
    ).build(
        [
            Paragraph("Back-End Equipment Tracker", styles["Title"]),
            Paragraph("30 January 2026", styles["BodyText"]),
            Spacer(1, 10),
            Paragraph(
                "Orders for packaging equipment were worth $8.47 billion in 2025, 10% more than the $7.70 billion of 2024, "
                "counts Ridgeline Semi Research. Bonders remain the largest group.",
                styles["BodyText"],
            ),
            Spacer(1, 10),
            Paragraph("Orders for packaging equipment (in billions of US dollars)", styles["BodyText"]),
            Spacer(1, 6),
            Table([list(row) for row in ORDERS], colWidths=(180, 80, 80), style=figures),
        ]
    )


def sites(path: Path) -> None:
    """Employees by site in a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(SITES)


def main(folder: Path = SOURCES) -> None:
    """Write all four."""
    board_paper(folder / "norvale-board-paper.docx")
    segments(folder / "norvale-segments.xlsx")
    tracker(folder / "ridgeline-equipment-tracker.pdf")
    sites(folder / "norvale-sites.csv")


if __name__ == "__main__":
    main()
