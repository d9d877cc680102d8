"""Which documents tell the same story: they share names and figures more than chance explains."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from claimcheck.claims.concepts import unit_class
from claimcheck.facts.slips import digits_of
from claimcheck.model import Claim

_LEAST_FIGURES = ((3, 4), (2, 10))
"""How many figures must be shared, and how many times what chance would bring."""
_LEAST_UNNAMED, _TIMES_UNNAMED = 3, 10
"""The same for documents that share no name."""
_CHANCE = 500
"""How many figures of two and more digits are about equally common."""


@dataclass(slots=True)
class Kinship:
    """The names and figures of each document; whether two tell one story is worked out when asked."""

    names: dict[str, frozenset[str]] = field(default_factory=dict)
    subjects: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    figures: dict[str, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    _known: dict[tuple[str, str], bool] = field(default_factory=dict)

    @classmethod
    def of(cls, claims: Iterable[Claim]) -> Kinship:
        """Gathers what the claims of each document name."""
        kinship = cls()
        for claim in claims:
            kinship.names[claim.path] = claim.cast
            kinship.subjects[claim.path].update(
                key for key in (claim.subject_key, claim.owner_key) if key is not None
            )
            value = claim.quantity.value
            if value is not None and len(digits := digits_of(value)) > 1:
                kinship.figures[claim.path].add((digits, unit_class(claim.quantity.unit)))
        return kinship

    def tell_one_story(self, path: str, other: str) -> bool:
        """Whether two documents share what they are about."""
        if path == other:
            return True
        key = (path, other) if path < other else (other, path)
        if key not in self._known:
            self._known[key] = self._related(*key)
        return self._known[key]

    def retells(self, path: str, other: str) -> bool:
        """Whether two documents share so many figures that they tell one story, whatever they name."""
        if self.tell_one_story(path, other):
            return True
        if (self.names[path] and self.names[other]) or (self.subjects[path] and self.subjects[other]):
            return False  # each is about somebody else
        figures = len(self.figures[path] & self.figures[other])
        expected = len(self.figures[path]) * len(self.figures[other]) / _CHANCE
        return figures >= _LEAST_UNNAMED and figures >= _TIMES_UNNAMED * expected

    def _related(self, path: str, other: str) -> bool:
        # A title may be the only place that names what a document is about.
        ours, theirs = (self.names[side] | self.subjects[side].keys() for side in (path, other))
        shared = ours & theirs
        if not shared:
            return False
        leading = {key for side in (path, other) for key, _ in self.subjects[side].most_common(1)}
        if len(shared) > 1 and leading & shared:
            return True
        figures = len(self.figures[path] & self.figures[other])
        expected = len(self.figures[path]) * len(self.figures[other]) / _CHANCE
        return any(figures >= least and figures >= times * expected for least, times in _LEAST_FIGURES)
