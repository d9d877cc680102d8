"""Which documents are witnesses of their own: not the draft, and no copies or retellings of one text; and which stand nearer to the source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from claimcheck.facts import agree
from claimcheck.language.rules import load
from claimcheck.model import Claim, DocumentSummary, Modality, Report
from claimcheck.report.standing import draft_path

_ALIKE = 0.6
"""Share of words in common from which on two sentences tell the same."""
_RETOLD = 0.5
"""Share of sentences with numbers, of the text that has fewer, from which on one text retells the other."""
_LEAST_RETOLD = 2
"""So many sentences must be alike: one may be alike because there is but one way to say it."""
_MOST_SENTENCES = 60
"""Sentences of a document that are held against those of another."""


class Witnesses:
    """The documents of a report as witnesses."""

    def __init__(self, report: Report) -> None:
        self.draft = draft_path(report)
        self._rows: Mapping[str, DocumentSummary] = {row.path: row for row in report.documents}
        self._sentences: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
        for claim in report.claims:
            known = self._sentences[claim.path]
            if claim.cell is None and claim.sentence not in known and len(known) < _MOST_SENTENCES:
                known[claim.sentence] = frozenset(claim.sentence.lower().split())
        self._retold: dict[tuple[str, str], bool] = {}

    def independent(self, paths: Iterable[str]) -> list[str]:
        """Those that are witnesses of their own: of a text and its retellings one, the original before a retelling, the older before the newer."""
        ranked = sorted(
            set(paths) - {self.draft}, key=lambda path: (not self.is_primary(path), *self._age(path), path)
        )
        kept: list[str] = []
        for path in ranked:
            if not any(self._retells(path, other) for other in kept):
                kept.append(path)
        return kept

    def is_primary(self, path: str) -> bool:
        """Whether a document looks like a source of its own: data, or a publication of who it speaks of."""
        row = self._rows.get(path)
        if row is None:
            return False
        title = (row.title or "").lower()
        titles, formats = _primary()
        return (row.format or "") in formats or any(words in title for words in titles)

    def _age(self, path: str) -> tuple[bool, str]:
        row = self._rows.get(path)
        day = row.published if row is not None else None
        return day is None, day.isoformat() if day is not None else ""

    def _retells(self, path: str, other: str) -> bool:
        key = (min(path, other), max(path, other))
        if key not in self._retold:
            few, many = sorted((self._sentences[path], self._sentences[other]), key=len)
            alike = sum(any(_are_alike(one, two) for two in many.values()) for one in few.values())
            self._retold[key] = alike >= _LEAST_RETOLD and alike >= _RETOLD * len(few)
        return self._retold[key]


def _are_alike(one: frozenset[str], two: frozenset[str]) -> bool:
    return len(one & two) >= _ALIKE * len(one | two)


@cache
def _primary() -> tuple[tuple[str, ...], frozenset[str]]:
    data = load("primary")
    return tuple(data["titles"]), frozenset(data["formats"])


def supporters(side: Claim, against: Claim, pool: Iterable[Claim]) -> set[str]:
    """The documents that agree with one side and not with the other, its own among them."""
    return {side.path} | {
        claim.path
        for claim in pool
        if claim.modality is not Modality.SUPERSEDED and agree(claim, side) and not agree(claim, against)
    }
