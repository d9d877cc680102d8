"""Proposed pairs with the evidence on them, and what each piece of evidence weighs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from pathlib import Path

from claimcheck.facts.passages import Pages
from claimcheck.facts.slips import Slip
from claimcheck.model import Answer as Judges
from claimcheck.model import Claim, Feature, Judgement

SAME = 0.9
"""From this probability on two numbers are taken to speak of one quantity."""
OPEN = 0.03
"""Below this probability a pair is not worth a look."""
MOST_BITS = 30.0
JUDGED = "judged"
"""Name of the evidence that is a judge's answer."""


class Answer(StrEnum):
    """What is answered to whether two numbers speak of one quantity."""

    SAME = "same"
    DIFFERENT = "different"
    OPEN = "open"


@dataclass(frozen=True)
class Weights:
    """What each level of each feature weighs, in bits, and the evidence before any feature."""

    prior: float
    levels: Mapping[str, Mapping[str, float]]
    """Feature → level → bits; of two features whose levels are weighed together the name is `joint` of both, and so is the level."""

    @cached_property
    def together(self) -> tuple[tuple[str, str, Mapping[tuple[str, str], float]], ...]:
        """The pairs of features that are weighed together, with the bits of their two levels."""
        found: list[tuple[str, str, Mapping[tuple[str, str], float]]] = []
        for name, bits in self.levels.items():
            if _AND in name:
                weighed: dict[tuple[str, str], float] = {}
                for level, weight in bits.items():
                    a, b = level.split(_AND)
                    weighed[a, b] = weight
                one, other = name.split(_AND)
                found.append((one, other, weighed))
        return tuple(found)


_AND = " & "


def joint(one: str, other: str) -> str:
    """What two features, or two levels, are called where they are weighed together."""
    return f"{one}{_AND}{other}"


def parted(name: str, level: str) -> tuple[tuple[str, str], ...]:
    """The features with their levels that a name and a level of `joint` are made of; of one feature alone itself."""
    names, levels = name.split(_AND), level.split(_AND)
    return tuple(zip(names, levels, strict=True)) if len(names) == len(levels) else ((name, level),)


@cache
def weights() -> Mapping[str, Weights]:
    """The weights of the three questions (same, joined, contradicting), as estimated."""
    priors: dict[str, float] = {}
    levels: dict[str, dict[str, dict[str, float]]] = {}
    text = (Path(__file__).parent / "weights.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#") or not line:
            continue
        question, name, level, bits = (field.strip() for field in line.split("|"))
        if name:
            levels.setdefault(question, {}).setdefault(name, {})[level] = float(bits)
        else:
            priors[question] = float(bits)
    return {question: Weights(prior, levels.get(question, {})) for question, prior in priors.items()}


@dataclass(slots=True)
class Weighed:
    """A proposed pair with the evidence on it."""

    left: Claim
    right: Claim
    levels: dict[str, str]
    """Feature → level, for the question whether they are of one quantity."""
    bits: float = 0.0
    excluded: bool = False
    """Whether the two cannot both be true if they are of one quantity."""
    agreeing: bool = False
    slip: Slip | None = None
    outer: dict[str, str] = field(default_factory=dict)
    """Feature → level, for the question that follows from the values: one fact told twice, or a contradiction."""
    outer_bits: float = 0.0
    one_line: bool = False
    """Whether both stand at one place of lines that are the same in all their words."""
    judgement: Judgement | None = None
    """What a person or a model answered; then the words are weighed no more."""

    @property
    def settled(self) -> bool | None:
        """Whether a judge said that both speak of one quantity; None where none did, or was unsure."""
        if self.judgement is None or self.judgement.answer is Judges.UNSURE:
            return None
        return self.judgement.answer is Judges.SAME

    @property
    def probability(self) -> float:
        """That both speak of one quantity, by the words."""
        return _probability(self.bits)

    @property
    def joined(self) -> float:
        """That they speak of one quantity, given that they agree; 0 where they do not."""
        return _probability(self.outer_bits) if self.agreeing else 0.0

    @property
    def contradiction(self) -> float:
        """That they speak of one quantity and contradict each other; 0 where both may be true."""
        return _probability(self.outer_bits) if self.excluded else 0.0

    @property
    def place(self) -> tuple[str, int, str, int]:
        """Where the two stand, to put pairs in order."""
        return self.left.path, self.left.span.start, self.right.path, self.right.span.start

    def other(self, claim: Claim) -> Claim:
        """The counterpart of one of the two."""
        return self.right if self.left.id == claim.id else self.left

    @property
    def answer(self) -> Answer:
        """What the weights answer."""
        p = self.probability
        return Answer.SAME if p >= SAME else Answer.DIFFERENT if p < OPEN else Answer.OPEN

    def features(self) -> tuple[Feature, ...]:
        """The evidence for people, most telling first, levels that weigh nothing left out."""
        if self.judgement is not None and self.settled is not None:
            sign = 1.0 if self.settled else -1.0
            return (Feature(JUDGED, sign * MOST_BITS, f"{self.judgement.answer}, says {self.judgement.by}"),)
        question = "joined" if self.agreeing else "contradicting"
        key = (question, *self.levels.values(), *self.outer.values())
        known = _shown.get(key)
        if known is None:
            if len(_shown) >= _MOST_SHOWN:
                _shown.clear()
            known = _shown[key] = _evidence(question, self.levels, self.outer)
        return known


_shown: dict[tuple[str, ...], tuple[Feature, ...]] = {}
"""The question and the levels of all features in their order → the evidence for people: of many pairs it is the same."""
_MOST_SHOWN = 1 << 14


def _evidence(question: str, same: Mapping[str, str], outer: Mapping[str, str]) -> tuple[Feature, ...]:
    told: dict[tuple[str, str], float] = defaultdict(float)
    for table, levels in ((weights()["same"], same), (weights()[question], outer)):
        for name, level in levels.items():
            # The sum of the first question counts in the second as a level; its parts are shown for themselves.
            told[name, level] += table.levels.get(name, {}).get(level, 0.0)
        for one, other, bits in table.together:
            if one in levels and other in levels:
                a, b = levels[one], levels[other]
                told[joint(one, other), joint(a, b)] += bits.get((a, b), 0.0)
    features = [
        _feature(name, round(weight, 2), level)
        for (name, level), weight in told.items()
        if abs(weight) >= _LEAST_SHOWN
    ]
    return tuple(sorted(features, key=lambda feature: -abs(feature.weight)))


@lru_cache(maxsize=1 << 12)
def _feature(name: str, weight: float, level: str) -> Feature:
    """A feature, the same object for the same evidence."""
    return Feature(name, weight, level)


_LEAST_SHOWN = 0.05


def _probability(bits: float) -> float:
    odds: float = 2.0 ** max(min(bits, MOST_BITS), -MOST_BITS)
    return odds / (1.0 + odds)


@dataclass(slots=True)
class Decisions:
    """All proposed pairs of a corpus, weighed."""

    pairs: list[Weighed]
    pages: Pages
    draft: str | None = None
    """Path of the document that is about to be published."""
    by_claim: dict[str, list[Weighed]] = field(default_factory=lambda: defaultdict(list))
    between: dict[tuple[str, str], list[Weighed]] = field(default_factory=lambda: defaultdict(list))
    """For a claim and a document: the pairs of the claim with claims there."""
    position: dict[str, int] = field(default_factory=dict)
    """Place of each claim among those of its document."""
    anchors: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    """For a claim and another document: the claims there that plainly are the same figure."""
    settled_by_twin: set[tuple[str, str]] = field(default_factory=set)
    """A claim and another document: the line of the claim stands there as well, with the same figure at its place."""
    kin: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """For a document: the others that share figures or names with it."""
    explained: dict[tuple[str, str], set[str]] | None = None
    """For a document and another: its numbers that have a counterpart there that agrees and is likely theirs; None while nobody has asked."""
    choices: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """For a claim and another document: the numbers without a counterpart that it might be held against."""
    alike: dict[tuple[str, str, str], int] = field(default_factory=dict)
    """For two documents and a class of units: how many numbers of the first have no counterpart in the second."""

    def others(self, claim: Claim, path: str, than: Weighed) -> Iterator[tuple[Weighed, Claim]]:
        """The other pairs of a claim with claims of a document, and these claims."""
        for other in self.between.get((claim.id, path), ()):
            if other is not than:
                yield other, other.other(claim)


def ids_of(left: Claim, right: Claim) -> tuple[str, str]:
    """By what the judgement on two claims is looked up."""
    return (left.id, right.id) if left.id < right.id else (right.id, left.id)
