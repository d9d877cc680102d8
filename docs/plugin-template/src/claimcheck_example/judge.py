"""A judge: it answers whether two marked numbers speak of the same quantity, and never whether they agree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claimcheck.judges.record import now
from claimcheck.model import Answer, Judgement, Question


class SameWords:
    """Takes two passages for the same where most of their long words are. (A toy: see what is passed, and what is returned.)"""

    name = "same words"

    def answer(self, questions: Sequence[Question]) -> Iterator[list[Judgement]]:
        """The answers, one question at a time, so that none is lost if a later one fails."""
        for question in questions:
            left, right, *_ = (set(re.findall(r"[a-z]{4,}", side.passage.lower())) for side in question.sides)
            alike = len(left & right) / max(1, min(len(left), len(right)))
            answer = Answer.SAME if alike > 0.5 else Answer.UNSURE
            yield [
                Judgement(
                    question.id,
                    answer,
                    self.name,
                    why=f"{alike:.0%} of the words",
                    at=now(),
                    kind=question.kind,
                    marks=question.marks,
                    documents=tuple(side.document for side in question.sides),
                )
            ]


def judge() -> SameWords:
    """What the entry point names: a function without arguments that gives a judge."""
    return SameWords()
