"""Asking a judge and writing down what it answers, as it answers: what has been answered is kept whatever comes then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from claimcheck.judges.interface import Judge
from claimcheck.judges.record import append
from claimcheck.model import Judgement, Question


def ask(judge: Judge, questions: Sequence[Question], record: Path) -> Iterator[tuple[list[Judgement], int]]:
    """Asks and records each answer at once; yields what is new in the record, and how many questions are answered by now.

    Raises JudgeError and RecordError, and lets an interrupt pass; the answers until then are in the record.
    """
    answered = 0
    for given in judge.answer(questions):
        new = append(record, given)
        answered += len(given)
        yield new, answered
