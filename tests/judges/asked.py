"""Questions for tests."""

from __future__ import annotations

from datetime import date

from claimcheck.engine.passages import mark_of, question_id
from claimcheck.engine.questions import SAME_QUANTITY
from claimcheck.model import Question, QuestionKind, Side


def question(left: str, right: str, kind: QuestionKind = QuestionKind.SAME_QUANTITY) -> Question:
    """A question on two passages in which « and » mark the numbers."""
    sides = (
        Side("notes/plant.md", "The plant", date(2026, 3, 1), left),
        Side("news/visit.md", None, None, right),
    )
    marks = tuple(map(mark_of, sides))
    return Question(question_id(kind, marks), kind, SAME_QUANTITY, sides, marks)


def many(number: int) -> list[Question]:
    """Questions that all differ."""
    return [
        question(
            f"Hall {n} of the plant has «{n + 20}» looms.", f"Visitors counted «{n + 21}» looms in hall {n}."
        )
        for n in range(number)
    ]
