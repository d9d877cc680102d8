"""Documents that are checked again while they change, and readers and judges of the caller's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

import claimcheck
from claimcheck.documents import read_string
from claimcheck.documents.reader import FileReader, Reader
from claimcheck.model import Answer, Document, Judgement, Question

NOTE = "# Harbour note\n\nThe port of Elmrick handled 4.2 million tonnes of freight in 2025.\n"
OTHER = "# Press release\n\nIn 2025 the port of Elmrick handled 4.7 million tonnes of freight.\n"
AGREES = OTHER.replace("4.7", "4.2")


def write(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def rules(report: claimcheck.model.Report) -> list[str]:
    return [finding.rule for finding in report.findings]


def test_compare_two_texts() -> None:
    report = claimcheck.compare(NOTE, OTHER, names=("note", "release"))
    assert rules(report) == ["value-conflict"]
    assert {location.path for location in report.findings[0].locations} == {"note", "release"}
    assert rules(claimcheck.compare(NOTE, AGREES)) == []


def test_compare_takes_the_days_of_the_texts() -> None:
    one, other = (
        "Sales of Bellwick were $4.2 million last year.",
        "Sales of Bellwick were $4.7 million last year.",
    )
    days = (date(2025, 3, 1), date(2026, 3, 1))
    same = claimcheck.compare(one, other, published=(days[0], days[0]))
    assert rules(same) == ["value-conflict"]
    assert rules(claimcheck.compare(one, other, published=days)) == []


def test_compare_needs_two_names() -> None:
    with pytest.raises(ValueError, match="two names"):
        claimcheck.compare(NOTE, OTHER, names=("x", "x"))


def test_a_corpus_gives_the_report_of_check(tmp_path: Path) -> None:
    folder = write(tmp_path, a=NOTE, b=OTHER, c="Nothing to count here.\n")
    assert claimcheck.Corpus([folder]).check().to_json() == claimcheck.check([folder]).to_json()
    draft = folder / "b.md"
    corpus = claimcheck.Corpus([folder])
    expected = claimcheck.check([folder / "a.md", folder / "c.md"], draft=draft)
    assert corpus.check(draft=draft).to_json() == expected.to_json()


def test_documents_come_and_go(tmp_path: Path) -> None:
    folder = write(tmp_path, a=NOTE, b=OTHER)
    corpus = claimcheck.Corpus([folder / "a.md"])
    assert rules(corpus.check()) == []
    assert corpus.add(folder / "b.md") == (str(folder / "b.md"),)
    assert rules(corpus.check()) == ["value-conflict"]
    write(tmp_path, b=AGREES)
    assert rules(corpus.check()) == ["value-conflict"], "a file is read when it is added"
    corpus.add(folder / "b.md")
    assert rules(corpus.check()) == []
    corpus.add_text(str(folder / "b.md"), OTHER)
    assert rules(corpus.check()) == ["value-conflict"]
    corpus.remove(folder / "a.md")
    assert corpus.paths == (str(folder / "b.md"),)
    assert rules(corpus.check()) == []
    assert (len(corpus), str(folder / "a.md") in corpus) == (1, False)


def test_a_report_is_kept_until_something_changes() -> None:
    corpus = claimcheck.Corpus()
    corpus.add_text("a", NOTE)
    first = corpus.check()
    assert corpus.check() is first
    corpus.add_text("b", OTHER)
    assert corpus.check() is not first


def test_a_draft_that_no_file_holds() -> None:
    corpus = claimcheck.Corpus()
    corpus.add_text("draft.md", OTHER)
    corpus.add_text("note.md", NOTE)
    report = corpus.check(draft="draft.md")
    assert [verdict.verdict.value for verdict in report.verdicts] == ["refuted"]
    with pytest.raises(KeyError):
        corpus.check(draft="none.md")


def test_what_is_not_there_cannot_be_removed() -> None:
    with pytest.raises(KeyError):
        claimcheck.Corpus().remove("a.md")
    with pytest.raises(ValueError, match="scope"):
        claimcheck.Corpus(scope="world")


def test_a_file_that_cannot_be_read_is_told_until_it_can(tmp_path: Path) -> None:
    corpus = claimcheck.Corpus([tmp_path / "a.md"])
    assert [failure.path for failure in corpus.check().failures] == [str(tmp_path / "a.md")]
    write(tmp_path, a=NOTE)
    corpus.add(tmp_path / "a.md")
    assert corpus.check().failures == ()
    (tmp_path / "a.md").unlink()
    corpus.add(tmp_path / "a.md")
    assert (len(corpus), len(corpus.failures)) == (0, 1)
    corpus.remove(tmp_path / "a.md")
    assert corpus.failures == ()


def test_a_collection_goes_with_its_file(tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text(
        '{"title": "One", "body": "The port handled 4.2 million tonnes of freight in 2025, and it has 310 staff."}\n'
        '{"title": "Two", "body": "The port handled 4.2 million tonnes of freight in 2025, and it has 310 staff."}\n',
        encoding="utf-8",
    )
    corpus = claimcheck.Corpus([feed])
    assert len(corpus) == 2
    feed.write_text(feed.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    corpus.add(feed)
    assert len(corpus) == 1
    corpus.remove(feed)
    assert len(corpus) == 0


def _is_log(text: str, suffix: str) -> bool:
    return suffix == ".log"


def _read_log(path: str, text: str) -> Document:
    return read_string(text.replace("|", "."), path, ".txt")


LOG = Reader("log", (".log",), _is_log, _read_log)


def test_a_reader_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text("The port handled 4|2 million tonnes in 2025.\n", encoding="utf-8")
    write(tmp_path, b="The port handled 9 million tonnes in 2024.\n")
    texts = [claim.quantity.value for claim in claimcheck.extract([tmp_path], readers=[LOG])]
    assert texts == [4_200_000, 9_000_000]
    assert len(claimcheck.extract([tmp_path])) == 1, "the reader is asked while it was given, and no longer"
    report = claimcheck.check([tmp_path], readers=[LOG])
    assert [document.path.rpartition("/")[2] for document in report.documents] == ["a.log", "b.md"]


def test_a_reader_of_files(tmp_path: Path) -> None:
    (tmp_path / "a.bin2").write_bytes(b"\x01\x02The port handled 4.2 million tonnes in 2025.")
    (tmp_path / "bin2_reader.py").write_text(
        "from claimcheck.documents import read_string\n\n\n"
        "def read(path, data):\n    return read_string(data[2:].decode(), path, '.txt')\n",
        encoding="utf-8",
    )
    reader = FileReader("bin2", (".bin2",), "bin2_reader", isolated=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(tmp_path))
        (claim,) = claimcheck.extract([tmp_path / "a.bin2"], readers=[reader])
    assert claim.text == "4.2 million tonnes"


class Yes:
    """Answers everything alike, and counts what it is asked."""

    name = "yes"

    def __init__(self, answer: Answer) -> None:
        self._answer, self.asked = answer, 0

    def answer(self, questions: Sequence[Question]) -> Iterator[list[Judgement]]:
        self.asked += len(questions)
        for question in questions:
            assert "4.2" not in question.question
            yield [Judgement(question.id, self._answer, self.name, marks=question.marks)]


OPEN = (
    "The port of Elmrick moved 4.2 million tonnes of goods, the harbour master wrote.\n",
    "Cargo of 4.7 million tonnes passed the port at Elmrick last year, a trade paper says.\n",
)


@pytest.mark.parametrize(("answer", "expected"), [(Answer.SAME, 1), (Answer.DIFFERENT, 0)])
def test_a_judge_of_ones_own(answer: Answer, expected: int, tmp_path: Path) -> None:
    folder = write(tmp_path, a=OPEN[0], b=OPEN[1])
    assert rules(claimcheck.check([folder])) == []
    judge = Yes(answer)
    report = claimcheck.check([folder], judge=judge)
    assert (judge.asked, len(report.findings), report.judged) == (1, expected, 1)


def test_answers_go_to_the_record(tmp_path: Path) -> None:
    folder = write(tmp_path, a=OPEN[0], b=OPEN[1])
    record = tmp_path / "answers.jsonl"
    claimcheck.check([folder], judge=Yes(Answer.SAME), judgements=record)
    again = Yes(Answer.SAME)
    report = claimcheck.check([folder], judge=again, judgements=record)
    assert (again.asked, len(report.findings)) == (0, 1)
    assert len(record.read_text(encoding="utf-8").splitlines()) == 1
