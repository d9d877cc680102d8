"""Questions about what the words mean, and what was answered to them. Neither ever says whether numbers agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Answer(StrEnum):
    """What is answered to a question."""

    SAME = "same"
    """Both numbers speak of one quantity; of a link: the text says so."""
    DIFFERENT = "different"
    UNSURE = "unsure"


class QuestionKind(StrEnum):
    """What is asked."""

    SAME_QUANTITY = "same quantity"
    """Whether two numbers speak of the very same quantity."""
    LINK = "link"
    """Whether the text says that a number is worked out of others."""


@dataclass(frozen=True, slots=True)
class Side:
    """A number in its passage, with what is known of where it stands."""

    document: str
    """Path of the document, as the report has it."""
    title: str | None
    published: date | None
    passage: str
    """Words around the number, which stands between « and »."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question that a judge answers from two or more passages."""

    id: str
    """The same for the same passages, wherever the documents stand and in whichever order they are read."""
    kind: QuestionKind
    question: str
    sides: tuple[Side, ...]
    """For a link the stated number first, then its operands."""
    marks: tuple[str, ...] = ()
    """What each side is known by, in the order of `sides`."""
    value: float = 0.0
    """How much an answer would settle, from 0 to 1; no judge is told."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was answered to a question, by whom and why."""

    id: str
    """Of the question."""
    answer: Answer
    by: str
    """ "person", or "model" and its name."""
    why: str = ""
    who: str = ""
    """Name of the person, where it is known."""
    at: str = ""
    """When, as ISO 8601 in UTC."""
    kind: QuestionKind = QuestionKind.SAME_QUANTITY
    marks: tuple[str, ...] = ()
    """As in the question; by them the numbers are found again."""
    passages: tuple[str, ...] = ()
    """A few words around each number, for people who read the record."""
    documents: tuple[str, ...] = ()
    """Names of the documents when it was answered, for people and to tell what is out of date."""


Judged = Mapping[tuple[str, str], Judgement]
"""What was answered on pairs of claims, by their ids in order."""
