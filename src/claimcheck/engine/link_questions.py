"""Questions on links: whether a text says that one number is worked out of others. Arithmetic that holds is never asked about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from claimcheck.engine.passages import Passages, link_id
from claimcheck.model import Answer, Claim, Finding, Judgement, Question, QuestionKind
from claimcheck.model.links import Link

VALUE = 0.05
"""What an answer is worth: most arithmetic that was read is meant."""


def link_questions(
    links: Iterable[Link], claims: Iterable[Claim], passages: Passages, *, draft: str | None = None
) -> Iterator[Question]:
    """A question for each link that fails as it was read; with a draft for those in it."""
    by_id = {claim.id: claim for claim in claims}
    asked: set[str] = set()
    for link in links:
        numbers = _numbers(link, by_id)
        if link.holds is not False or not numbers or (draft is not None and numbers[0].path != draft):
            continue
        question = question_on(link, numbers, passages)
        if question.id not in asked:
            asked.add(question.id)
            yield question


def question_on(link: Link, numbers: list[Claim], passages: Passages) -> Question:
    """Whether the text says what a link takes it to say. `numbers`: the stated one, then the operands."""
    marks = tuple(map(passages.mark, numbers))
    words = f"Does the text say that the first marked number follows from the other marked ones ({link.equation})?"
    sides = tuple(map(passages.side, numbers))
    return Question(link_id(link.equation, marks), QuestionKind.LINK, words, sides, marks, VALUE)


def denied(
    links: Iterable[Link],
    claims: Iterable[Claim],
    passages: Passages,
    standing: Mapping[str, Judgement],
) -> list[Link]:
    """The links of which a judge said that the text does not assert them."""
    if not any(judgement.kind is QuestionKind.LINK for judgement in standing.values()):
        return []
    by_id = {claim.id: claim for claim in claims}
    found = []
    for link in links:
        numbers = _numbers(link, by_id)
        judgement = standing.get(link_id(link.equation, [passages.mark(number) for number in numbers]))
        if judgement is not None and numbers and judgement.answer is Answer.DIFFERENT:
            found.append(link)
    return found


def rests_on(finding: Finding, link: Link) -> bool:
    """Whether a finding says that a link fails."""
    numbers = {location.claim for location in finding.locations}
    return finding.locations[0].claim == link.stated and numbers.issuperset(link.operands)


def _numbers(link: Link, by_id: Mapping[str, Claim]) -> list[Claim]:
    """The numbers of a link; none where one of them is unknown."""
    ids = (link.stated, *link.operands)
    return [by_id[i] for i in ids] if len(ids) > 1 and all(i in by_id for i in ids) else []
