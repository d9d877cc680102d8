"""Reading in several processes."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from claimcheck import engine
from claimcheck.documents import FoundFile
from claimcheck.engine import pool, reading
from claimcheck.engine.pool import in_processes
from claimcheck.engine.reading import Means

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning"),
]
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_every_item_is_done_once(jobs: int) -> None:
    found = list(in_processes(lambda number: f"{number}!".encode(), [10] * 100, jobs))
    assert sorted(found) == [(number, f"{number}!".encode()) for number in range(100)]


def test_the_work_is_done_elsewhere_and_spread() -> None:
    found = {answer for _, answer in in_processes(lambda _: str(os.getpid()).encode(), [10] * 200, 2)}
    assert str(os.getpid()).encode() not in found
    assert len(found) == 2


def test_large_answers_come_whole() -> None:
    found = dict(in_processes(lambda number: bytes([number]) * 3_000_000, [10] * 6, 2))
    assert found == {number: bytes([number]) * 3_000_000 for number in range(6)}


def test_an_item_that_kills_its_process_costs_only_itself() -> None:
    def work(number: int) -> bytes:
        if number in (3, 11):
            os.kill(os.getpid(), signal.SIGKILL)
        if number == 17:
            raise RuntimeError
        return b"fine"

    found = dict(in_processes(work, [10] * 40, 2))
    assert {number for number, answer in found.items() if answer is None} == {3, 11, 17}
    assert len(found) == 40


def test_nobody_is_left_behind() -> None:
    given = in_processes(lambda number: str(os.getpid()).encode(), [10] * 100, 2)
    _, answer = next(given)
    given.close()
    assert answer is not None
    with pytest.raises(ProcessLookupError):
        os.kill(int(answer), 0)


def test_one_file_is_read_here() -> None:
    assert not pool.pays([10_000_000])
    assert not pool.pays([100, 100])


def test_the_report_is_the_same_for_any_number_of_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Office files and PDF among them: each process has a reading process of its own."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(pool, "pays", lambda sizes: True)
    one = engine.check(["sources"]).to_json()
    assert engine.check(["sources"], means=Means(2)).to_json() == one
    assert engine.check(["sources"], means=Means(3)).to_json() == one


def test_a_file_that_kills_its_process_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abcd":
        (tmp_path / f"{name}.md").write_text("Sales rose to $5 million.\n")
    original = reading.reading_of

    def deadly(entry: FoundFile, stdin: bytes | None) -> reading.Reading:
        if entry.display.endswith("c.md"):
            os.kill(os.getpid(), signal.SIGKILL)
        return original(entry, stdin)

    monkeypatch.setattr(pool, "pays", lambda sizes: True)
    monkeypatch.setattr(reading, "reading_of", deadly)
    report = engine.extract([tmp_path], means=Means(2))
    assert [Path(failure.path).name for failure in report.failures] == ["c.md"]
    assert "has died of it" in report.failures[0].message
    assert len(report.claims) == 3
