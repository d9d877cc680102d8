"""Collections, web archives, tables in text, markup languages, other languages."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import claimcheck
from claimcheck.documents import UnreadableDocument, csv_table, latex, read_document, read_documents, rst
from claimcheck.documents.language import language_of
from claimcheck.documents.plain import read as read_plain


def saved(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_record_of_a_collection_is_a_document(tmp_path: Path) -> None:
    lines = saved(
        tmp_path,
        "feed.jsonl",
        '{"title": "A", "body": "Norvale has 12 plants."}\n\n{"x": 1}\n{"title": "B", "body": "Halden has 14 plants."}\n',
    )
    array = saved(tmp_path, "feed.json", '[{"title": "A", "body": "Norvale has 12 plants."}, {"x": 1}]')
    assert [(d.path, d.title, d.segments[1].where) for d in read_documents(lines, "feed.jsonl")] == [
        ("feed.jsonl#/0", "A", "/0/body"),
        ("feed.jsonl#/3", "B", "/3/body"),
    ]
    assert [d.path for d in read_documents(array, "feed.json")] == ["feed.json#/0"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.jsonl", '{"body": "x"}\n{"body": ', "line 2: not valid JSON"),
        ("a.jsonl", '{"x": 1}\n', "a collection without an article"),
        ("a.json", '[{"x": 1}]', "a collection without an article"),
    ],
)
def test_collections_that_cannot_be_read(name: str, text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=message):
        read_documents(saved(tmp_path, name, text), name)


def test_records_of_a_collection_are_compared(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "feed.jsonl",
        '{"title": "A", "body": "In 2025, Norvale Packaging had revenue of $2.64 billion."}\n'
        '{"title": "B", "body": "Norvale Packaging had revenue of $2.94 billion in 2025."}\n',
    )
    (finding,) = claimcheck.check([path]).findings
    assert finding.rule == "value-conflict"
    assert {at.path for at in finding.locations} == {f"{path}#/0", f"{path}#/1"}


def test_a_saved_web_page(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "a.mhtml",
        "From: <Saved by Blink>\nDate: Wed, 4 Mar 2026 10:00:00 -0000\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="--x"\n\n----x\nContent-Type: text/html\n'
        "Content-Transfer-Encoding: quoted-printable\n\n<html><body><h1>Results</h1><p>Revenue was =E2=82=AC5 million=\n in 2025.</p></body></html>\n----x--\n",
    )
    document = read_document(path, "a.mhtml")
    assert [segment.text for segment in document.segments] == ["Results", "Revenue was €5 million in 2025."]
    assert str(document.published) == "2026-03-04"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a;b\n1,5;2,5\n", [["a", "b"], ["1,5", "2,5"]]),
        ("a\tb\n1\t2\n", [["a", "b"], ["1", "2"]]),
        ('a,b\n"1,204","say ""12"""\n', [["a", "b"], ["1,204", 'say "12"']]),
        ("a,b\n\n1,2\n", [["a", "b"], ["1", "2"]]),
        ('a,"b\nc"\n1,2\n', [["a", "b\nc"], ["1", "2"]]),
    ],
)
def test_separators_and_quotes(text: str, rows: list[list[str]]) -> None:
    document = csv_table.read("a.csv", text.encode())
    (table,) = document.tables
    assert [[cell.text for cell in row] for row in table.rows] == rows
    for row in table.rows:
        for cell in row:
            span = cell.offsets.source_span(0, len(cell.text))
            assert document.text[span.start : span.end].replace('""', '"') == cell.text


def test_markup_that_would_read_files_or_run_something_does_not(tmp_path: Path) -> None:
    saved(tmp_path, "secret.txt", "99 secrets")
    rst = read_document(
        saved(tmp_path, "a.rst", "Text.\n\n.. include:: secret.txt\n\n.. raw:: html\n   :file: secret.txt\n"),
        "a.rst",
    )
    tex = read_document(saved(tmp_path, "a.tex", "Text. \\input{secret.txt} \\write18{touch x}"), "a.tex")
    assert "secrets" not in "".join(s.text for d in (rst, tex) for s in d.segments)
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("parser", ["antigravity", "no_such_module", "docutils.parsers.rst"])
def test_no_document_says_what_is_imported(parser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The option `parser` of the directive `include` names a module."""
    monkeypatch.setattr("webbrowser.open", lambda url: pytest.fail("the module ran"))
    monkeypatch.delitem(sys.modules, "antigravity", raising=False)
    text = f"Norvale has 12 plants.\n\n.. include:: a.txt\n   :parser: {parser}\n\n.. Include:: b.txt\n\nHalden has 14.\n"
    document = rst.read("a.rst", text.encode())
    assert [segment.text for segment in document.segments] == ["Norvale has 12 plants.", "Halden has 14."]
    assert "antigravity" not in sys.modules


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The company said that it had revenue of five million and that this was more than in the year before, which was good for all of us."),
        ("de", "Das Unternehmen hat im Jahr 2025 mehr umgesetzt als im Jahr davor, und die Zahl der Mitarbeiter ist auf einen neuen Stand gestiegen, wie es mit dem Bericht für das Jahr hieß."),
        ("fr", "La société a annoncé que les ventes de la région ont augmenté dans tous les pays et que le résultat est plus élevé que dans les prévisions pour cette année."),
        ("es", "La empresa anunció que las ventas de la región fueron más altas que en el año anterior y que los resultados para este año son también los mejores del grupo."),
        ("ru", "Компания сообщила что выручка выросла на двадцать процентов и что число сотрудников в этом году тоже стало больше чем в прошлом году и так далее и так далее много слов"),
    ],
)  # fmt: skip
def test_languages(code: str, text: str) -> None:
    assert language_of(read_plain("a.txt", text)) == code


def test_another_language_is_said_and_not_misread(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "a.txt",
        "Das Unternehmen hat im Jahr 2025 rund 20 % mehr umgesetzt als im Jahr davor, und die Zahl der Mitarbeiter ist auf 11.400 gestiegen. "
        "Für das nächste Jahr sind 610 Millionen Euro geplant, und das ist nicht mehr als der Vorstand mit dem Rat im Mai beschlossen hat.",
    )
    report = claimcheck.check([path])
    (row,) = report.documents
    assert (row.language, row.note) == ("de", None)
    assert not report.findings
    assert "610 Millionen Euro" in [claim.text for claim in report.claims]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "The yard built \\href{https://x.org/44}{212 boats} in 2019.",
            ["The yard built 212 boats in 2019."],
        ),
        ("{\\author} The yard built 212 boats.", ["The yard built 212 boats."]),
        ("The mill ground 40 tonnes\\footnote", ["The mill ground 40 tonnes"]),
        (
            "\\begin{tabular}{lr}Town & People \\\\ \\href{https://x.org/7}{Orle} & 5,120 \\\\ Tarn & \\textcolor \\\\\\end{tabular}",
            [],
        ),
    ],
    ids=["a link", "a macro named", "macros without arguments", "a table"],
)
def test_links_and_bare_macros_in_latex(text: str, words: list[str]) -> None:
    document = latex.read("a.tex", text.encode())
    assert [segment.text for segment in document.segments] == words
    for table in document.tables:
        assert [[cell.text for cell in row] for row in table.rows] == [
            ["Town", "People"],
            ["Orle", "5,120"],
            ["Tarn", ""],
        ]
