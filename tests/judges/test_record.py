"""The record: what is written stays, two may write, git may merge, and what no longer fits is told."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from claimcheck.judges.exchange import Given, judgement_of, short
from claimcheck.judges.record import (
    NAME,
    Record,
    RecordError,
    append,
    name_of,
    read_record,
    rewrite,
    stale,
)
from claimcheck.model import Answer, Judgement

from .asked import many, question


def judgement(number: int = 0, answer: Answer = Answer.SAME, **more: str) -> Judgement:
    made = judgement_of(many(number + 1)[number], Given("", answer, "both"), by="person", record=Path(NAME))
    return replace(made, **more)  # type: ignore[arg-type]


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / NAME
    written = append(path, [judgement(0), judgement(1, Answer.UNSURE, by="model qwen", why="“no” ü\u2028")])
    assert list(read_record(path).judgements) == written
    assert path.read_bytes().count(b"\n") == 2


def test_a_line_says_what_a_person_wants_to_know(tmp_path: Path) -> None:
    append(tmp_path / NAME, [judgement()])
    told = json.loads((tmp_path / NAME).read_text())
    assert (told["answer"], told["why"], told["by"]) == ("same", "both", "person")
    assert told["passages"] == [
        "Hall 0 of the plant has «20» looms.",
        "Visitors counted «21» looms in hall 0.",
    ]
    assert [Path(name).name for name in told["documents"]] == ["plant.md", "visit.md"]
    assert set(told) == {"id", "kind", "answer", "why", "by", "at", "passages", "documents", "marks"}


def test_the_same_answer_is_written_once_and_another_one_again(tmp_path: Path) -> None:
    path = tmp_path / NAME
    assert len(append(path, [judgement()])) == 1
    assert append(path, [judgement()]) == []
    assert len(append(path, [judgement(answer=Answer.DIFFERENT, at="2099-01-01T00:00:00.000Z")])) == 1
    assert read_record(path).standing()[judgement().id].answer is Answer.DIFFERENT


@pytest.mark.parametrize(
    ("lines", "holds"),
    [
        ([("person", "same", "2026-01-01"), ("model a", "different", "2026-02-01")], "same"),
        ([("model a", "same", "2026-01-01"), ("model b", "different", "2026-02-01")], "different"),
        ([("person", "same", "2026-01-01"), ("person", "different", "2026-02-01")], "different"),
        ([("person", "same", "2026-01-01"), ("person", "different", "2026-01-01")], "unsure"),
        ([("person", "same", "2026-01-01"), ("person", "unsure", "2026-01-01")], "unsure"),
        ([("person", "same", "2026-01-01"), ("person", "same", "2026-01-01")], "same"),
    ],
)  # fmt: skip
def test_which_answer_holds_whatever_the_order(lines: list[tuple[str, str, str]], holds: str) -> None:
    made = [judgement(by=by, answer=Answer(answer), at=at) for by, answer, at in lines]
    for order in permutations(made):
        assert Record("", order).standing()[made[0].id].answer == holds


def test_half_a_line_is_told_and_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / NAME
    append(path, [judgement(0)])
    path.write_bytes(path.read_bytes() + b'{"id": "half')
    append(path, [judgement(1)])
    record = read_record(path)
    assert [made.id for made in record.judgements] == [judgement(0).id, judgement(1).id]
    assert record.broken == (2,)


@pytest.mark.parametrize(
    "line",
    [
        "<<<<<<< main", "[1]", "{}", "null", '{"id": "a", "answer": "perhaps", "by": "person"}', '{"id": 1}',
        '{"id": "a", "answer": "same", "by": "person", "marks": "ab"}', "[" * 100_000, "\x00",
        '{"id": "a", "answer": "same", "by": ""}', '{"id": "a", "answer": "same", "by": "person", "kind": "?"}',
    ],
)  # fmt: skip
def test_what_is_no_judgement_is_left_out(tmp_path: Path, line: str) -> None:
    path = tmp_path / NAME
    append(path, [judgement()])
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    record = read_record(path)
    assert (len(record.judgements), record.broken) == (1, (2,))


def test_git_keeps_the_lines_of_both_branches(tmp_path: Path) -> None:
    def git(*args: str) -> None:
        settings = (
            "-c",
            "user.name=desk",
            "-c",
            "user.email=desk@example.org",
            "-c",
            "init.defaultBranch=main",
        )
        subprocess.run(["git", *settings, *args], cwd=tmp_path, check=True, capture_output=True)

    path = tmp_path / NAME
    git("init")
    (tmp_path / ".gitattributes").write_text(f"{NAME} merge=union\n")
    append(path, [judgement(0)])
    git("add", "-A")
    git("commit", "-m", "one")
    git("checkout", "-b", "other")
    append(path, [judgement(1), judgement(3, at="2026-01-01")])
    git("commit", "-am", "two")
    git("checkout", "main")
    append(path, [judgement(2), judgement(3, at="2026-01-01")])
    git("commit", "-am", "three")
    git("merge", "other", "-m", "both")
    record = read_record(path)
    assert {made.id for made in record.judgements} == {judgement(n).id for n in range(4)}
    assert record.broken == ()
    assert len(record.judgements) == 4


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from claimcheck.judges.record import append, rewrite
from judges.test_record import judgement
first = int(sys.argv[3])
for number in range(first, first + 30):
    append(Path(sys.argv[1]), [judgement(number % 40, by=sys.argv[4])])
    if number % 10 == 0:
        rewrite(Path(sys.argv[1]))
"""


def test_several_may_write_at_once(tmp_path: Path) -> None:
    path, tests = tmp_path / NAME, str(Path(__file__).parents[1])
    # Two write the same answers; each also writes the file anew now and then.
    started = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), tests, first, by])
        for first, by in (("0", "person"), ("10", "person"), ("0", "model a"))
    ]
    assert [process.wait(120) for process in started] == [0, 0, 0]
    record = read_record(path)
    found = sorted((made.by, made.id) for made in record.judgements)
    ids = [made.id for made in map(judgement, range(40))]
    assert found == sorted([*(("person", i) for i in ids), *(("model a", i) for i in ids[:30])])
    assert record.broken == ()


def test_forgetting_keeps_the_rest_sorted(tmp_path: Path) -> None:
    path = tmp_path / NAME
    append(path, [judgement(n) for n in (3, 1, 2, 0)])
    path.write_bytes(path.read_bytes() + b"rubbish\n")
    assert rewrite(path, lambda made: made.id != judgement(2).id) == (3, 1)
    before = path.read_bytes()
    assert rewrite(path) == (3, 0)
    assert path.read_bytes() == before
    assert b"rubbish" not in before


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    target.write_text("")
    (tmp_path / NAME).symlink_to(target)
    with pytest.raises(RecordError, match="link"):
        append(tmp_path / NAME, [judgement()])
    assert target.read_text() == ""


def test_a_folder_is_no_record(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    with pytest.raises(RecordError):
        read_record(tmp_path / NAME)
    with pytest.raises(RecordError):
        append(tmp_path / NAME, [judgement()])


def test_what_is_stale_is_what_was_looked_for_and_is_gone(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("x")
    path = tmp_path / NAME
    names = tuple(name_of(str(tmp_path / name), path) for name in ("a.md", "b.md"))
    assert names == ("a.md", "b.md")
    made = replace(judgement(), documents=names)
    record, both = Record(str(path), (made,)), [str(tmp_path / name) for name in names]
    assert stale(record, dict.fromkeys(made.marks, 1), both) == []
    assert stale(record, {}, both) == [made]
    assert stale(record, {}, both[:1]) == [], "nobody looked into the other document"
    (tmp_path / "b.md").unlink()
    assert stale(record, {}, both[:1]) == [made]


@pytest.mark.parametrize(
    "name", ["a\0b", "\ud800", "a/" * 100_000, "../" * 100_000 + "no such folder"], ids=range(4)
)
def test_names_that_no_file_can_have_are_of_documents_that_are_gone(tmp_path: Path, name: str) -> None:
    """A NUL in one line of the record ended every check."""
    made = replace(judgement(), documents=(name, name))
    record = Record(str(tmp_path / NAME), (made,))
    assert stale(record, dict.fromkeys(made.marks, 1), []) == []
    assert stale(record, {}, []) == [made]


def test_the_documents_of_a_record_are_found_behind_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real", target_is_directory=True)
    (tmp_path / "real" / "a.md").write_text("It has 5 flats.\n")
    made = replace(judgement(), documents=("a.md", "a.md"))
    record = Record(str(tmp_path / "link" / NAME), (made,))
    assert stale(record, {}, [str(tmp_path / "link" / "a.md")]) == [made]
    assert stale(record, {}, []) == [], "nobody looked into it"


def test_a_passage_in_short() -> None:
    words = "word " * 40
    assert short("At «5,000» now.") == "At «5,000» now."
    assert short("| a | «5» |") == "| a | «5» |"
    cut = short(f"{words}«5»% {words}")
    assert cut.startswith("…word")
    assert "«5»%" in cut
    assert len(cut) < 150


def test_a_reason_is_one_line(tmp_path: Path) -> None:
    given = Given("", Answer.SAME, "one\ntwo\x1b[31m" + "x" * 2000)
    made = judgement_of(question("«1» a", "«2» a"), given, by="person", record=tmp_path / NAME)
    assert made.why.startswith("one two [31mx")
    assert len(made.why) == 500
