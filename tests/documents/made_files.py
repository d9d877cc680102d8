"""One article and one table, saved in every format by the library that people use to write it."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

TITLE = "Norvale Packaging reports a strong year"
DATE = "4 March 2026"
FIRST = (
    "Norvale Packaging had revenue of $2.64 billion in 2025, an increase of 20% from $2.20 billion in 2024. "
    "It employed 11,400 people at the end of 2025."
)
HEADING = "Capital expenditure"
SECOND = (
    "The company plans capital expenditure of $610 million in 2026, up from $540 million in 2025. "
    "The new hall covers 52,000 square metres and draws 46 MW."
)
LAST = "The dividend rises to $0.42 per share."
CAPTION = "Segment results (in millions)"
ROWS = (
    ("Segment", "2024", "2025"),
    ("Advanced packaging", "$900", "$1,190"),
    ("Standard packaging", "$1,300", "$1,450"),
    ("Total", "$2,200", "$2,690"),
)
"""The total of 2025 is 2,640."""


def markdown() -> str:
    rows = [f"| {' | '.join(row)} |" for row in ROWS]
    table = "\n".join([rows[0], "|---|---:|---:|", *rows[1:]])
    return (
        f"# {TITLE}\n\n{DATE}\n\n{FIRST}\n\n## {HEADING}\n\n{SECOND}\n\n**{CAPTION}**\n\n{table}\n\n{LAST}\n"
    )


def html() -> str:
    body = "".join(
        f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in row)}</tr>\n"
        for tag, row in zip(("th", "td", "td", "td"), ROWS, strict=True)
    )
    return (
        f"<!doctype html>\n<html><head><meta charset=utf-8><title>{TITLE}</title></head><body>\n<h1>{TITLE}</h1>\n<p>{DATE}</p>\n<p>{FIRST}</p>\n"
        f"<h2>{HEADING}</h2>\n<p>{SECOND}</p>\n<table><caption>{CAPTION}</caption>\n{body}</table>\n<p>{LAST}</p>\n</body></html>\n"
    )


def json_article() -> str:
    return json.dumps(
        {"title": TITLE, "date": "2026-03-04", "body_md": markdown().partition(f"{DATE}\n\n")[2]}
    )


def rst() -> str:
    widths = [max(len(row[i]) for row in ROWS) for i in range(3)]
    rule = "  ".join("=" * width for width in widths)
    rows = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in ROWS]
    table = "\n   ".join([rule, rows[0], rule, *rows[1:], rule])
    return (
        f"{TITLE}\n{'=' * len(TITLE)}\n\n:Date: 2026-03-04\n\n{FIRST}\n\n{HEADING}\n{'-' * len(HEADING)}\n\n{SECOND}\n\n"
        f".. table:: {CAPTION}\n\n   {table}\n\n{LAST}\n"
    )


def latex() -> str:
    def plain(text: str) -> str:
        return text.replace("$", "\\$").replace("%", "\\%")

    rows = "\n".join(f"{' & '.join(map(plain, row))} \\\\" for row in ROWS)
    return (
        f"\\documentclass{{article}}\n\\title{{{TITLE}}}\n\\date{{{DATE}}}\n\\begin{{document}}\n\\maketitle\n{plain(FIRST)}\n\n"
        f"\\section{{{HEADING}}}\n{plain(SECOND)} % 99 plants in a comment\n\n\\begin{{table}}\n\\caption{{{CAPTION}}}\n"
        f"\\begin{{tabular}}{{lrr}}\n\\hline\n{rows}\n\\hline\n\\end{{tabular}}\n\\end{{table}}\n{plain(LAST)}\n\\end{{document}}\n"
    )


def asciidoc() -> str:
    rows = "\n".join("".join(f"| {cell} " for cell in row).rstrip() for row in ROWS)
    return f"= {TITLE}\n:revdate: 2026-03-04\n\n{FIRST}\n\n== {HEADING}\n\n{SECOND}\n\n.{CAPTION}\n|===\n{rows}\n|===\n\n{LAST}\n"


def docx() -> bytes:
    import docx as library

    document: Any = library.Document()
    document.core_properties.title = TITLE
    document.add_heading(TITLE, 0)
    document.add_paragraph(DATE)
    document.add_paragraph(FIRST)
    document.add_heading(HEADING, 1)
    document.add_paragraph(SECOND)
    document.add_paragraph(CAPTION, style="Caption")
    table = document.add_table(0, 3)
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph(LAST)
    return _saved(document)


def pptx() -> bytes:
    import pptx as library
    from pptx.util import Inches

    deck: Any = library.Presentation()
    deck.core_properties.title = TITLE
    deck.core_properties.modified = datetime(2026, 3, 4)

    def slide(heading: str, text: str) -> Any:
        made = deck.slides.add_slide(deck.slide_layouts[5])
        made.shapes.title.text = heading
        made.shapes.add_textbox(Inches(1), Inches(1.8), Inches(8), Inches(1)).text_frame.text = text
        return made

    slide(TITLE, FIRST)
    second = slide(HEADING, SECOND)
    second.shapes.add_textbox(Inches(1), Inches(3), Inches(8), Inches(0.5)).text_frame.text = CAPTION
    table = second.shapes.add_table(4, 3, Inches(1), Inches(3.6), Inches(6), Inches(2)).table
    for r, row in enumerate(ROWS):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    second.shapes.add_textbox(Inches(1), Inches(6), Inches(8), Inches(0.5)).text_frame.text = LAST
    return _saved(deck)


def pdf(*, ruled: bool = True) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    styles = getSampleStyleSheet()
    out = io.BytesIO()
    lines = [("GRID", (0, 0), (-1, -1), 0.5, "black")] if ruled else []
    table = Table(
        [list(row) for row in ROWS],
        style=TableStyle([*lines, ("ALIGN", (1, 0), (-1, -1), "RIGHT")]),
        colWidths=(180, 80, 80),
    )
    SimpleDocTemplate(out, pagesize=A4, title=TITLE, invariant=1).build(
        [
            Paragraph(TITLE, styles["Title"]),
            Paragraph(DATE, styles["BodyText"]),
            Spacer(1, 8),
            Paragraph(FIRST, styles["BodyText"]),
            Paragraph(HEADING, styles["Heading2"]),
            Paragraph(SECOND, styles["BodyText"]),
            Spacer(1, 8),
            Paragraph(CAPTION, styles["BodyText"]),
            Spacer(1, 8),
            table,
            Spacer(1, 8),
            Paragraph(LAST, styles["BodyText"]),
        ]
    )
    return out.getvalue()


def xlsx() -> bytes:
    import openpyxl

    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Results"
    sheet["A1"] = CAPTION
    for row in ROWS:
        sheet.append([row[0], *(_number(cell) for cell in row[1:])])
    for row in sheet.iter_rows(min_row=3, min_col=2):
        for cell in row:
            cell.number_format = '"$"#,##0'
    return _saved(book)


def _number(text: str) -> int:
    return int(text.replace("$", "").replace(",", ""))


def csv_table(separator: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(ROWS)
    return out.getvalue()


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


ARTICLES: dict[str, Any] = {
    "a.md": markdown, "a.html": html, "a.json": json_article, "a.rst": rst, "a.tex": latex, "a.adoc": asciidoc,
    "a.docx": docx, "a.pptx": pptx, "a.pdf": pdf,
}  # fmt: skip
TABLES: dict[str, Any] = {
    **{name: make for name, make in ARTICLES.items() if name != "a.json"}, "t.xlsx": xlsx, "t.csv": csv_table,
}  # fmt: skip


def save(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
