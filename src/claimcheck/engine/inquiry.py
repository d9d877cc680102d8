"""What is asked about some documents: read once, and worked out anew as answers come in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from claimcheck.engine.link_questions import link_questions
from claimcheck.engine.passages import Passages
from claimcheck.engine.questions import by_mark, judged_pairs, pair_id, question_on, questions_on, within
from claimcheck.engine.readable import as_read
from claimcheck.engine.reading import ALONE, Means, Progress, read
from claimcheck.engine.run import parts
from claimcheck.engine.verdicts import path_of
from claimcheck.facts import Decisions, Weighed, decide_all
from claimcheck.judges.record import PERSON, Record, stale
from claimcheck.model import Answer, Claim, Judgement, Question
from claimcheck.plugins import in_force
from claimcheck.relations.links import read_links
from claimcheck.settings.model import DEFAULT, Settings


class Inquiry:
    """Documents under question."""

    def __init__(
        self,
        paths: Sequence[str | Path],
        *,
        scope: str = "corpus",
        draft: str | Path | None = None,
        stdin: bytes | None = None,
        progress: Progress | None = None,
        settings: Settings = DEFAULT,
        means: Means = ALONE,
    ) -> None:
        """Reads the documents; arguments as in `engine.check`."""
        self._settings, self._scope = settings, scope
        every = [*paths, draft] if draft is not None else list(paths)
        with in_force(settings):
            self.documents, written, self.failures = read(every, stdin, progress, settings, means)
        self._claims = as_read(written)
        self._draft = path_of(draft, self.documents) if draft is not None else None
        self.passages = Passages(self.documents)
        self._places = by_mark(self._claims, self.passages)

    def open(self, record: Record, *, to_model: bool = False) -> list[Question]:
        """The questions without an answer, the most valuable first.

        What a model was unsure of is still asked of people, and of no model again.
        """
        standing = record.standing()
        found: list[Question] = []
        for decisions in self._decided(record):
            found += [q for _, q in questions_on(decisions, self.passages, draft=self._draft)]
        links = read_links(self._claims, self.documents)
        found += link_questions(links, self._claims, self.passages, draft=self._draft)
        unique = {question.id: question for question in sorted(found, key=lambda q: -q.value)}
        return [q for q in unique.values() if _is_open(standing.get(q.id), to_model=to_model)]

    def questions(self, ids: Sequence[str], record: Record) -> dict[str, Question]:
        """The questions of some identities, open or not, as far as the documents still pose them."""
        wanted, found = set(ids), {}
        for decisions in self._decided(record):
            for pair in decisions.pairs:
                identity = pair_id(pair, self.passages)
                if identity in wanted and identity not in found:
                    found[identity] = question_on(pair, self.passages)
        if len(found) < len(wanted):
            for question in link_questions(
                read_links(self._claims, self.documents), self._claims, self.passages
            ):
                if question.id in wanted:
                    found[question.id] = question
        return found

    def pairs(self, record: Record) -> list[Weighed]:
        """All proposed pairs, weighed."""
        return [pair for decisions in self._decided(record) for pair in decisions.pairs]

    def numbers(self, mark: str) -> Sequence[Claim]:
        """The numbers that a mark of a question stands for: one, or the copies of one."""
        return self._places.get(mark, ())

    def stale(self, record: Record) -> list[Judgement]:
        """The recorded judgements on passages that are not there any more."""
        return stale(record, self._places, [document.path for document in self.documents])

    def _decided(self, record: Record) -> list[Decisions]:
        judged = judged_pairs(record.standing().values(), self._places)
        with in_force(self._settings):
            return [
                decide_all(claims, part, draft=self._draft, judged=within(judged, claims))
                for part, claims in parts(self.documents, self._claims, self._scope)
            ]


def _is_open(judgement: Judgement | None, *, to_model: bool) -> bool:
    if judgement is None:
        return True
    return judgement.answer is Answer.UNSURE and judgement.by != PERSON and not to_model
