"""What a judge is: something that answers questions on passages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from claimcheck.model import Judgement, Question


class JudgeError(Exception):
    """A judge that cannot go on; the text says why, for a person."""


class Judge(Protocol):
    """Answers questions: the weights (`facts.decide`), recorded judgements, a person (review, `judge --import`), a model."""

    @property
    def name(self) -> str:
        """By whom it is answered: "person", or "model" and its name."""
        ...

    def answer(self, questions: Sequence[Question]) -> Iterator[list[Judgement]]:
        """The answers, some at a time and as soon as they are known, so that none is lost if the rest fails.

        A question may stay without an answer. Raises JudgeError where no further one can be had.
        """
        ...
