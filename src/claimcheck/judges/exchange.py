"""Questions and answers as lines of JSON: what `judge --export` writes and `judge --import` reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from claimcheck.judges.record import MOST_CHARACTERS, name_of, now
from claimcheck.model import Answer, Judgement, Question, Side

MOST_BYTES = 50_000_000
_SHORT = 60
"""Characters on each side of a number that the record shows of its passage."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as a judge gave it."""

    id: str
    answer: Answer
    why: str = ""


class AnswersError(Exception):
    """Answers that cannot be read; the text says where and why."""


def line_of(question: Question) -> str:
    """A question as one line of JSON."""
    return json.dumps(told(question), ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8")


def told(question: Question) -> dict[str, Any]:
    """A question as others see it: `left` and `right`, and of a link with more operands the `further` ones."""
    left, right, *further = map(_side, question.sides)
    found: dict[str, Any] = {
        "id": question.id,
        "kind": question.kind.value,
        "question": question.question,
        "left": left,
        "right": right,
    }
    if further:
        found["further"] = further
    return found


def _side(side: Side) -> dict[str, Any]:
    return {
        "document": side.document,
        "title": side.title,
        "published": side.published.isoformat() if side.published is not None else None,
        "passage": side.passage,
    }


def read_answers(lines: Iterable[str], shown: str) -> Iterator[Given | AnswersError]:
    """The answers of some lines; for a line that holds none, what is wrong with it. `shown`: where they come from."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _answer(line)
        except ValueError as error:
            yield AnswersError(f"{shown}:{number}: {error}")


def _answer(line: str) -> Given:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("not JSON") from None
    if not isinstance(given, dict) or not isinstance(given.get("id"), str):
        raise ValueError("an answer needs the id of its question")
    try:
        answer = Answer(str(given.get("answer")))
    except ValueError:
        raise ValueError(f"an answer is one of {', '.join(Answer)}") from None
    why = given.get("why") or ""
    if not isinstance(why, str):
        raise ValueError("why is a text")
    return Given(given["id"], answer, why)


def judgement_of(question: Question, given: Given, *, by: str, record: Path, who: str = "") -> Judgement:
    """What goes into the record: the answer with the question's marks and both passages in short."""
    return Judgement(
        question.id,
        given.answer,
        by,
        one_line(given.why, MOST_CHARACTERS),
        one_line(who, 100),
        now(),
        question.kind,
        question.marks,
        tuple(short(side.passage) for side in question.sides),
        tuple(name_of(side.document, record) for side in question.sides),
    )


def short(passage: str) -> str:
    """A few words on each side of the number."""
    before, _, rest = passage.partition("«")
    number, _, behind = rest.partition("»")
    head, tail = " ".join(before.split()), " ".join(behind.split())
    if len(head) > _SHORT:
        head = f"…{head[-_SHORT:].partition(' ')[2]}"
    if len(tail) > _SHORT:
        tail = f"{tail[:_SHORT].rpartition(' ')[0]}…"
    left = " " if before[-1:].isspace() and head else ""
    right = " " if behind[:1].isspace() and tail else ""
    return f"{head}{left}«{number}»{right}{tail}"


def one_line(text: str, most: int) -> str:
    """A text of others as one line, without what a terminal would obey, and not too long."""
    kept = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return kept if len(kept) <= most else f"{kept[: most - 1]}…"


def document_name(side: Side) -> str:
    """A document for those outside: its name, without the folders of this machine."""
    return PurePath(side.document).name
