"""Pairs that are worth a look, as questions for a person or a model."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.engine.passages import Passages
from claimcheck.engine.questions import MOST_PER_DOCUMENTS, question_on
from claimcheck.facts import Decisions, candidate_pairs
from claimcheck.model import Answer, Candidate


def candidates_of(
    decisions: Decisions, passages: Passages, *, draft: str | None = None
) -> Iterator[Candidate]:
    """The candidates of a corpus, the most probable first; with a draft those that touch it."""
    often: dict[frozenset[str], int] = {}
    for pair in candidate_pairs(decisions):
        paths = frozenset((pair.left.path, pair.right.path))
        if (draft is not None and draft not in paths) or often.get(paths, 0) >= MOST_PER_DOCUMENTS:
            continue
        often[paths] = often.get(paths, 0) + 1
        question = question_on(pair, passages)
        unsure = pair.judgement if pair.judgement and pair.judgement.answer is Answer.UNSURE else None
        yield Candidate(
            question.id,
            pair.left.id,
            pair.right.id,
            round(pair.contradiction, 3),
            question.question,
            pair.features(),
            "open" if unsure is not None else None,
            unsure.by if unsure is not None else None,
            question,
        )
