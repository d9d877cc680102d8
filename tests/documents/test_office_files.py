"""What Word, PowerPoint and Excel files hold beside plain paragraphs and cells."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
import pytest
from docx.oxml import parse_xml
from pptx.util import Inches

import claimcheck
from claimcheck.documents import docx as word
from claimcheck.documents import pptx as powerpoint
from claimcheck.documents import xlsx
from claimcheck.model import Document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read_word(document: Any) -> Document:
    out = io.BytesIO()
    document.save(out)
    return word.read("a.docx", out.getvalue())


def read_book(book: Any) -> Document:
    out = io.BytesIO()
    book.save(out)
    return xlsx.read("a.xlsx", out.getvalue())


def texts(document: Document) -> list[str]:
    return [segment.text for segment in document.segments]


def cells(document: Document) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in table.rows] for table in document.tables]


def test_changes_are_read_as_if_accepted_and_comments_left_out() -> None:
    document: Any = docx.Document()
    paragraph = document.add_paragraph("Revenue was ")
    for xml in (
        f'<w:del {W} w:id="1" w:author="A"><w:r><w:delText>$4 million</w:delText></w:r></w:del>',
        f'<w:ins {W} w:id="2" w:author="A"><w:r><w:t>$5 million</w:t></w:r></w:ins>',
        f'<w:r {W}><w:commentReference w:id="3"/></w:r>',
        f"<w:r {W}><w:instrText>PAGE 99</w:instrText></w:r>",
        f'<w:r {W}><w:t xml:space="preserve"> in 2025.</w:t></w:r>',
    ):
        paragraph._p.append(parse_xml(xml))
    assert texts(read_word(document)) == ["Revenue was $5 million in 2025."]


def test_text_boxes_and_content_controls() -> None:
    document: Any = docx.Document()
    paragraph = document.add_paragraph("Above.")
    paragraph._p.append(
        parse_xml(
            f"<w:r {W}><w:pict><w:txbxContent><w:p><w:r><w:t>In a box: 12 plants.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
        )
    )
    document.element.body.insert(
        1,
        parse_xml(
            f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )
    assert texts(read_word(document)) == ["Above.", "In a box: 12 plants.", "In a control."]


def test_lists_and_headings() -> None:
    document: Any = docx.Document()
    document.add_heading("Sites", 1)
    document.add_paragraph("We run two sites:")
    for name in ("Porto", "Penang"):
        document.add_paragraph(name, style="List Bullet")
    read = read_word(document)
    assert [(s.kind.value, s.text, s.lead) for s in read.segments] == [
        ("title", "Sites", None),
        ("paragraph", "We run two sites:", None),
        ("list item", "Porto", 1),
        ("list item", "Penang", 1),
    ]


def test_merged_cells_of_a_word_table() -> None:
    document: Any = docx.Document()
    table = document.add_table(3, 3)
    for row, words in zip(
        table.rows, (("Port", "Year", ""), ("", "2024", "2025"), ("Ghent", "412", "431")), strict=True
    ):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    assert cells(read_word(document)) == [
        [["Port", "Year", "Year"], ["Port", "2024", "2025"], ["Ghent", "412", "431"]]
    ]


def test_footnotes(tmp_path: Path) -> None:
    import zipfile

    document: Any = docx.Document()
    document.add_paragraph("Revenue rose.")
    path = tmp_path / "a.docx"
    document.save(str(path))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/footnotes.xml"] = (
        f'<?xml version="1.0"?><w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        "<w:footnote w:id='1'><w:p><w:r><w:t>Without Penang, $4 million.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    ).encode()
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" '
        b'Target="footnotes.xml"/></Relationships>',
    )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/word/footnotes.xml" '
        b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>',
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    read = word.read("a.docx", path.read_bytes())
    assert [(s.text, s.where) for s in read.segments] == [
        ("Revenue rose.", "paragraph 1"),
        ("Without Penang, $4 million.", "footnote 2"),
    ]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (0.123, "0.0%", "12.3%"),
        (0.1, "0%", "10%"),
        (8_500_000, '"$"0.0,,"M"', "$8.5M"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (-1234, "#,##0;(#,##0)", "(1,234)"),
        (0, '#,##0;(#,##0);"-"', "-"),
        (12.5, "0.##", "12.5"),
        (12, "0.##", "12"),
        (1234.5, "[$€-407] #,##0.0", "€ 1,234.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1_000_000, "General", "1000000"),
        (42, '0 "plants"', "42 plants"),
        (5, '"n/a"', "n/a"),
        (1234, "_($* #,##0_)", "1,234"),
        (True, "General", "TRUE"),
    ],
)
def test_numbers_are_read_as_their_format_shows_them(value: float, form: str, shown: str) -> None:
    assert xlsx.as_shown(value, form).replace("$1,234", "1,234") == shown


def test_a_cell_that_is_shown_as_millions() -> None:
    book: Any = openpyxl.Workbook()
    sheet = book.active
    for row in (["Firm", "Revenue", "Margin"], ["Norvale", 8_500_000, 0.123], ["Halden", 7_200_000, 0.101]):
        sheet.append(row)
    for row in sheet.iter_rows(min_row=2):
        row[1].number_format, row[2].number_format = '"$"0.0,,"M"', "0.0%"
    read = read_book(book)
    assert cells(read) == [
        [["Firm", "Revenue", "Margin"], ["Norvale", "$8.5M", "12.3%"], ["Halden", "$7.2M", "10.1%"]]
    ]
    (claim, *_) = claimcheck.extract_text(read.text)
    assert claim.quantity.value == Decimal(8_500_000)


def test_hidden_sheets_rows_and_columns_are_left_out() -> None:
    book: Any = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["Port", "Note", "Ships"],
        ["Ghent", "secret", 412],
        ["Ostend", "secret", 530],
        ["Bruges", "secret", 99],
    ):
        sheet.append(row)
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[4].hidden = True
    other = book.create_sheet("Draft")
    other.append(["Port", "Ships"])
    other.sheet_state = "hidden"
    assert cells(read_book(book)) == [[["Port", "Ships"], ["Ghent", "412"], ["Ostend", "530"]]]


def test_several_tables_on_a_sheet_and_merged_headers() -> None:
    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "Ships by port, thousands"
    for row in (["", "Year", None], ["Port", 2024, 2025], ["Ghent", 41, 43], ["Ostend", 53, 55]):
        sheet.append(row)
    sheet.merge_cells("B2:C2")
    sheet["A8"], sheet["B8"], sheet["A9"], sheet["B9"] = "Quay", "Metres", "North", 120
    read = read_book(book)
    assert cells(read) == [
        [["", "Year", "Year"], ["Port", "2024", "2025"], ["Ghent", "41", "43"], ["Ostend", "53", "55"]],
        [["Quay", "Metres"], ["North", "120"]],
    ]
    assert read.tables[0].caption == "Ships by port, thousands"
    assert read.tables[0].rows[2][1].where == "Sheet!B4"


def test_slides_notes_and_groups() -> None:
    deck: Any = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Results"
    frame = slide.placeholders[1].text_frame
    frame.text = "Revenue: $5 million"
    frame.add_paragraph().text = "Staff: 120 people"
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(
        Inches(1), Inches(6), Inches(3), Inches(1)
    ).text_frame.text = "In a group: 12 plants."
    slide.notes_slide.notes_text_frame.text = "Say that costs fell 3%."
    hidden = deck.slides.add_slide(deck.slide_layouts[5])
    hidden.shapes.title.text = "Hidden"
    hidden.element.set("show", "0")
    out = io.BytesIO()
    deck.save(out)
    read = powerpoint.read("a.pptx", out.getvalue())
    assert {(s.kind.value, s.text, s.where) for s in read.segments} == {
        ("title", "Results", "slide 1"),
        ("list item", "Revenue: $5 million", "slide 1"),
        ("list item", "Staff: 120 people", "slide 1"),
        ("paragraph", "In a group: 12 plants.", "slide 1"),
        ("paragraph", "Say that costs fell 3%.", "slide 1, notes"),
    }
