"""What leaves the desk: the corrections list, and the draft with a note at every number."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimcheck.cli.app import app
from claimcheck.report.corrections import Correction, corrections, render_csv, render_markdown
from claimcheck.report.marked_draft import NoDraft, render_docx
from claimcheck.report.marked_draft import render_markdown as footnotes

from . import samples
from .test_standing import checked

DRAFT = (
    "# The year of the Orla\n\nOrla Lines carried 7.3 million guests in 2025.\n\nThe hall has 220 seats.\n\n"
    "- Profit of Tarn Foods fell 30% to $10.4 million from $11.2 million.\n\n"
    "| Line | Guests in 2025 |\n|---|---|\n| Orla Lines | 7.3 million |\n"
)
SOURCE = "Orla Lines carried 7.1 million guests in 2025.\n"


def test_each_line_says_where_what_and_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = corrections(checked(Path(), "Orla Lines carried 7.3 million guests in 2025.\n", SOURCE))
    assert [(row.place, row.printed, row.reads, row.source) for row in found] == [
        ("draft.md:1", "7.3 million guests", "7.1 million guests", "sources/a.md:1")
    ]


@pytest.mark.parametrize(
    ("draft", "source", "reads"),
    [
        ("Net debt of Orla Lines stood at €224 billion at the end of 2025.", "Net debt of Orla Lines stood at €224 million at the end of 2025.", "€224 million"),
        ("Orla Lines carried 9.84 million passengers in 2024.", "Orla Lines carried 9.84 million passengers in 2025, after 9.51 million in 2024.", "9.51 million passengers"),
        ("Orla Lines had revenue of €421.6 million in 2025.", "# Orla Lines: results\n\n| € million | 2024 | 2025 |\n|---|---|---|\n| Revenue | 388.5 | 412.6 |\n| Net debt | 198 | 224 |\n", "€412.6 million"),
    ],
)  # fmt: skip
def test_a_correction_is_dressed_as_the_draft_is(
    draft: str, source: str, reads: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (found,) = corrections(checked(Path(), draft + "\n", source + "\n"))
    assert found.reads == reads


def test_arithmetic_gives_the_figure_as_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = {row.printed: row for row in corrections(checked(Path(), DRAFT, SOURCE))}
    assert rows["30%"].reads == "7%"  # a fall needs no sign, and a whole per cent no decimals
    assert rows["220 seats"].to_be_sourced
    assert rows["220 seats"].reads == ""


def test_what_is_worked_out_is_spelled_as_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    source = "The works supply 42,300 people with 9.6 million litres a day.\n"
    draft = "The works supply 42,300 people with 9.6 million litres a day, or 270 litres per person.\n"
    (row,) = corrections(checked(Path(), draft, source))
    assert (row.printed, row.reads) == ("270 litres per person", "227 litres per person")


def test_without_a_draft_either_side_may_be_wrong() -> None:
    first, *_ = corrections(samples.report())
    assert isinstance(first, Correction)
    assert first.reads.endswith("?")


def test_as_a_table_and_as_csv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = checked(Path(), DRAFT, SOURCE)
    text = render_markdown(report)
    assert text.startswith("# Corrections\n\n| place | as printed | should read | why | source |\n|---|")
    assert "## To be sourced" in text
    rows = list(csv.DictReader(io.StringIO(render_csv(report))))
    assert {row["as printed"]: row["to be sourced"] for row in rows}["220 seats"] == "yes"
    done = CliRunner().invoke(
        app, ["check", "sources", "--draft", "draft.md", "--format", "corrections", "-o", "list.csv"]
    )
    assert done.exit_code == 1
    assert Path("list.csv").read_text(encoding="utf-8") == render_csv(report)


def test_nothing_to_correct_is_said() -> None:
    assert "Nothing is to be corrected." in render_markdown(samples.calm())


def test_hostile_text_stays_text() -> None:
    assert "\n## " not in render_markdown(samples.hostile())
    assert "\u202e" not in footnotes(samples.hostile())
    assert "<script" not in footnotes(samples.hostile()).replace("\\<script", "")
    render_docx(samples.hostile())


def test_the_draft_with_footnotes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = footnotes(checked(Path(), DRAFT, SOURCE))
    assert text.startswith("# The year of the Orla\n\nOrla Lines carried 7.3 million guests[^1] in 2025.\n")
    assert "- Profit of Tarn Foods fell 30%[^3] to $10.4 million[^4]" in text.replace("\\", "")
    assert "| Orla Lines | 7.3 million[^6] |" in text
    assert "[^2]: … Not in the sources" in text
    assert "sources/a.md:1 has 7.1 million guests" in text


def test_the_draft_as_a_word_document_with_comments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docx = pytest.importorskip("docx")
    monkeypatch.chdir(tmp_path)
    report = checked(Path(), DRAFT, SOURCE)
    made = docx.Document(io.BytesIO(render_docx(report)))
    comments = [comment.text for comment in made.comments]
    assert len(comments) == len(report.verdicts)
    assert comments[1].startswith("… Not in the sources")
    text = "\n".join(paragraph.text for paragraph in made.paragraphs)
    assert "Orla Lines carried 7.3 million guests in 2025." in text
    assert made.tables[0].cell(1, 1).text == "7.3 million"


def test_without_a_draft_there_is_nothing_to_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NoDraft):
        footnotes(samples.report())
    Path("a.md").write_text(DRAFT, encoding="utf-8")
    done = CliRunner().invoke(app, ["check", "a.md", "--format", "docx", "-o", "a.docx"])
    assert (done.exit_code, done.stderr) == (
        2,
        "claimcheck: there is no draft with numbers: name it with --draft\n",
    )
