"""From numbers to questions, and from recorded answers back to numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from claimcheck.engine.passages import Passages, question_id
from claimcheck.facts import Decisions, Weighed
from claimcheck.facts.asking import pairs_to_ask
from claimcheck.facts.weighed import ids_of
from claimcheck.judges.record import PERSON
from claimcheck.model import Claim, Judged, Judgement, Question, QuestionKind

SAME_QUANTITY = "Do the two marked numbers speak of the very same quantity?"
MOST_COPIES = 24
"""Numbers with one and the same passage that a judgement is taken to be about."""
MOST_PER_DOCUMENTS = 25
"""Questions on two documents, or within one."""


def question_on(pair: Weighed, passages: Passages, value: float = 0.0) -> Question:
    """Whether two numbers speak of one quantity."""
    claims = (pair.left, pair.right)
    marks = tuple(map(passages.mark, claims))
    kind = QuestionKind.SAME_QUANTITY
    sides = tuple(map(passages.side, claims))
    return Question(question_id(kind, marks), kind, SAME_QUANTITY, sides, marks, round(value, 4))


def pair_id(pair: Weighed, passages: Passages) -> str:
    """Identity of the question on a pair."""
    marks = (passages.mark(pair.left), passages.mark(pair.right))
    return question_id(QuestionKind.SAME_QUANTITY, marks)


def questions_on(
    decisions: Decisions, passages: Passages, *, draft: str | None = None
) -> Iterator[tuple[Weighed, Question]]:
    """The pairs worth asking about with their questions, the most valuable first; each question once."""
    asked: set[str] = set()
    often: dict[frozenset[str], int] = defaultdict(int)
    for pair, value in pairs_to_ask(decisions, draft=draft):
        if pair.judgement is not None and pair.judgement.by == PERSON:
            continue  # whoever could not tell is not asked again
        paths = frozenset((pair.left.path, pair.right.path))
        if often[paths] >= MOST_PER_DOCUMENTS:
            continue
        often[paths] += 1
        question = question_on(pair, passages, value)
        if question.id not in asked:
            asked.add(question.id)
            yield pair, question


def by_mark(claims: Iterable[Claim], passages: Passages) -> Mapping[str, list[Claim]]:
    """The numbers that each mark stands for: one, or the copies of one."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[passages.mark(claim)].append(claim)
    return found


def judged_pairs(judgements: Iterable[Judgement], places: Mapping[str, Sequence[Claim]]) -> Judged:
    """What was answered on pairs of numbers, as far as their passages are still there."""
    judged: dict[tuple[str, str], Judgement] = {}
    for judgement in judgements:
        if judgement.kind is not QuestionKind.SAME_QUANTITY or len(judgement.marks) != 2:
            continue
        if judgement.id != question_id(judgement.kind, judgement.marks):
            continue  # a line that somebody edited by half
        left, right = (places.get(mark, ())[:MOST_COPIES] for mark in judgement.marks)
        for one in left:
            for other in right:
                if one.id != other.id:
                    judged[ids_of(one, other)] = judgement
    return judged


def within(judged: Judged, claims: Iterable[Claim]) -> Judged:
    """Those of some judgements that are on two of some numbers."""
    known = {claim.id for claim in claims}
    return {ids: judgement for ids, judgement in judged.items() if known.issuperset(ids)}
