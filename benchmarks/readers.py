"""Readers beside the bare libraries that they build on: pages and megabytes a second, and our overhead.

    pip install -e '.[dev]'
    python benchmarks/readers.py [--pages 60] [--json FILE]

The bare library does the least that gives all words and cells: pdfplumber its words and ruled tables, python-docx its paragraphs
and cells, openpyxl its values. "reader" is our reader in the same process, "isolated" the whole of `read_document`, with the process
of its own. pypdfium2, the other library that was considered for PDF, is timed beside pdfplumber. Best of three runs.
"""

from __future__ import annotations

import argparse
import io
import json
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from claimcheck.documents import docx, pdf, read_document, xlsx

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
    "and",
    "that",
    "investment",
    "in",
    "cranes",
    "would",
    "go",
    "on",
    "while",
    "the",
    "number",
    "of",
    "ships",
    "that",
    "called",
    "at",
    "the",
    "port",
    "rose",
    "by",
    "a",
    "tenth",
    "to",
    "1,204",
    "in",
    "the",
    "year",
]


def paragraph(number: int) -> str:
    """Some sixty words with figures."""
    return f"In {2000 + number % 25} the port handled {1000 + number:,} ships. " + " ".join(WORDS * 2) + "."


def make_pdf(pages: int) -> bytes:
    """Pages of text with a ruled table on each."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

    style = getSampleStyleSheet()["BodyText"]
    grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")])
    story: list[Any] = []
    for page in range(pages):
        story += [Paragraph(paragraph(page * 8 + n), style) for n in range(8)]
        story += [Table([[f"{r * c * 37:,}" for c in range(4)] for r in range(6)], style=grid), PageBreak()]
    out = io.BytesIO()
    SimpleDocTemplate(out).build(story)
    return out.getvalue()


def make_docx(paragraphs: int) -> bytes:
    """Paragraphs, and a table to every forty of them."""
    import docx as library

    document: Any = library.Document()
    for number in range(paragraphs):
        document.add_paragraph(paragraph(number))
        if number % 40 == 0:
            table = document.add_table(8, 4)
            for r, row in enumerate(table.rows):
                for c, cell in enumerate(row.cells):
                    cell.text = f"{r * c * 37:,}"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def make_xlsx(rows: int) -> bytes:
    """Rows of ten figures in two formats."""
    import openpyxl

    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Port", *(str(2010 + n) for n in range(10))])
    for row in range(rows):
        sheet.append([f"Port {row}", *(row * 37 + n for n in range(10))])
        sheet.cell(row + 2, 3).number_format = "0.0%"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bare_pdf(data: bytes) -> None:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as book:
        for page in book.pages:
            page.extract_words()
            for table in page.find_tables():
                table.extract()
            page.close()


def bare_pdfium(data: bytes) -> None:
    import pypdfium2

    book = pypdfium2.PdfDocument(data)
    for page in book:
        page.get_textpage().get_text_range()


def bare_docx(data: bytes) -> None:
    import docx as library

    document: Any = library.Document(io.BytesIO(data))
    for item in document.iter_inner_content():
        if hasattr(item, "rows"):
            _ = [[cell.text for cell in row.cells] for row in item.rows]
        else:
            _ = (item.text, item.style.name)


def bare_xlsx(data: bytes) -> None:
    import openpyxl

    book: Any = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            _ = [(cell.value, cell.number_format) for cell in row]


def best(work: Callable[[], object], runs: int = 3) -> float:
    """Seconds of the fastest of some runs."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Print the table, and the results as JSON on request."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--pages", type=int, default=60)
    options.add_argument("--json", type=Path, help="write the figures to this file, too")
    arguments = options.parse_args()
    pages = arguments.pages
    cases: list[tuple[str, bytes, Callable[[bytes], object], Callable[[str, bytes], object]]] = [
        ("pdf", make_pdf(pages), bare_pdf, pdf.read),
        ("docx", make_docx(pages * 10), bare_docx, docx.read),
        ("xlsx", make_xlsx(pages * 80), bare_xlsx, xlsx.read),
    ]
    figures: dict[str, float] = {}
    print(
        f"{'format':8}{'size':>10}{'bare':>10}{'reader':>10}{'isolated':>10}{'overhead':>10}   rate of the reader"
    )
    with TemporaryDirectory() as folder:
        for name, data, bare, read in cases:
            path = Path(folder) / f"a.{name}"
            path.write_bytes(data)
            read_document(path, path.name)  # starts the process
            alone = best(lambda bare=bare, data=data: bare(data))  # type: ignore[misc]
            ours = best(lambda read=read, data=data, path=path: read(path.name, data))  # type: ignore[misc]
            apart = best(lambda path=path: read_document(path, path.name))  # type: ignore[misc]
            rate = f"{pages / ours:.0f} pages/s" if name == "pdf" else f"{len(data) / ours / 1e6:.2f} MB/s"
            print(
                f"{name:8}{len(data) / 1e6:>7.2f} MB{alone:>8.2f} s{ours:>8.2f} s{apart:>8.2f} s{ours / alone - 1:>10.0%}   {rate}"
            )
            figures[f"{name}_overhead_percent"] = round((ours / alone - 1) * 100, 1)
    other = best(lambda: bare_pdfium(cases[0][1]))
    print(f"pypdfium2, text only: {other:.2f} s, {pages / other:.0f} pages/s")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
