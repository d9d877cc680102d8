"""The same article and the same table, saved in every format, are read alike."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import made_files
import pytest

import claimcheck
from claimcheck.claims import extract_claims
from claimcheck.documents import read_document
from claimcheck.model import Claim, Document

SOFFICE = shutil.which("soffice")
CHROMIUM = shutil.which("chromium")
OFFICE = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


def frame(claim: Claim) -> tuple[Any, ...]:
    period = claim.period.label if claim.period else None
    return claim.quantity.value, claim.quantity.unit, claim.subject, claim.metric, period


def read(path: Path) -> tuple[Document, list[tuple[Any, ...]]]:
    document = read_document(path, path.name)
    claims = extract_claims(document)
    for claim in claims:
        assert document.text[claim.span.start : claim.span.end] == claim.text or path.suffix == ".tex"
    return document, [frame(claim) for claim in claims]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Any, ...]]:
    found = read(made_files.save(tmp_path_factory.mktemp("md"), "a.md", made_files.markdown()))[1]
    assert len(found) == 15
    return found


@pytest.mark.parametrize("name", made_files.ARTICLES)
def test_the_same_article(name: str, tmp_path: Path, expected: list[tuple[Any, ...]]) -> None:
    document, found = read(made_files.save(tmp_path, name, made_files.ARTICLES[name]()))
    assert found == expected
    assert document.title == made_files.TITLE
    assert str(document.published) == "2026-03-04"


@pytest.mark.parametrize("name", [*made_files.TABLES, "u.pdf"])
def test_the_same_table(name: str, tmp_path: Path) -> None:
    content = made_files.pdf(ruled=False) if name == "u.pdf" else made_files.TABLES[name]()
    path = made_files.save(tmp_path, name, content)
    (table,) = read_document(path, name).tables
    assert tuple(tuple(cell.text for cell in row) for row in table.rows) == made_files.ROWS
    assert table.header_rows == 1
    (finding,) = claimcheck.check([path]).findings
    assert finding.rule == "table-total"
    assert [at.text for at in finding.locations] == ["$2,690", "$1,190", "$1,450"]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("t.xlsx", "Results!C5"),
        ("a.docx", "table 1, row 4, column 3"),
        ("a.pptx", "slide 2"),
        ("a.pdf", "page 1, table row 4, column 3"),
    ],
)
def test_where_a_cell_stands(name: str, place: str, tmp_path: Path) -> None:
    path = made_files.save(tmp_path, name, made_files.TABLES[name]())
    assert claimcheck.check([path]).findings[0].locations[0].where == place


@OFFICE
@pytest.mark.parametrize("target", ["odt", "docx", "pdf"])
def test_what_another_program_made_of_it(
    target: str, tmp_path: Path, expected: list[tuple[Any, ...]]
) -> None:
    made_files.save(tmp_path, "a.html", made_files.html())
    _convert(tmp_path, "a.html", "odt")
    if target != "odt":
        _convert(tmp_path, "a.odt", target)
    found = read(tmp_path / f"a.{target}")[1]
    assert found == expected


@OFFICE
def test_a_spreadsheet_of_another_program(tmp_path: Path) -> None:
    made_files.save(tmp_path, "t.csv", made_files.csv_table())
    _convert(tmp_path, "t.csv", "xlsx")
    (table,) = read_document(tmp_path / "t.xlsx", "t.xlsx").tables
    assert [row[0].text for row in table.rows] == [row[0] for row in made_files.ROWS]
    (finding,) = claimcheck.check([tmp_path / "t.xlsx"]).findings
    assert finding.rule == "table-total"


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_a_page_that_a_browser_printed(tmp_path: Path, expected: list[tuple[Any, ...]]) -> None:
    page = made_files.save(tmp_path, "a.html", made_files.html())
    subprocess.run(
        [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={tmp_path / 'a.pdf'}", page.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert read(tmp_path / "a.pdf")[1] == expected


def _convert(folder: Path, name: str, target: str) -> None:
    subprocess.run(
        [str(SOFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", target, "--outdir",
         str(folder), str(folder / name)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
