"""The quick questions of a review: two passages each, the numbers marked, without a word on whether they agree."""

from __future__ import annotations

from claimcheck.model import Question, Report, Side
from claimcheck.report.html.model import PassageView, QuestionView
from claimcheck.wording import visible

MAX_QUESTIONS = 60
"""Questions on one page: the next ones come when these are answered."""


def question_views(report: Report) -> tuple[QuestionView, ...]:
    """The most valuable questions."""
    return tuple(_view(question) for question in report.questions[:MAX_QUESTIONS])


def _view(question: Question) -> QuestionView:
    return QuestionView(question.id, visible(question.question), tuple(map(_passage, question.sides)))


def _passage(side: Side) -> PassageView:
    before, _, rest = side.passage.partition("«")
    number, _, behind = rest.partition("»")
    title = f"{side.title} ({side.document})" if side.title else side.document
    return PassageView(_lines(before), visible(number), _lines(behind), visible(title), side.published)


def _lines(text: str) -> str:
    """A passage with its lines, at most one empty one in a row."""
    lines = [visible(" ".join(line.split())) for line in text.split("\n")]
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    start = " " if text[:1] == " " else ""
    end = " " if text[-1:] == " " else ""
    return f"{start}{chr(10).join(kept)}{end}"
