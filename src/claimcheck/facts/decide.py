"""The only place where it is decided whether two numbers speak of one quantity, and whether they contradict each other.

Two questions are asked, in this order. *Same?* The levels of `features` are added up in bits; no value takes part, but that of
the numbers beside. *Contradicting?* Asked only of pairs whose values exclude each other: how sure the first answer is, whether a
counterpart that agrees explains a number away, whether another counterpart fits better, and how the two figures differ. Weights of
both are estimated from labelled pairs (`training/`), after Fellegi and Sunter (1969), and probabilities are calibrated on them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cache
from math import log2
from pathlib import Path

from claimcheck.claims.concepts import unit_class
from claimcheck.facts.comparable import (
    agree,
    are_opposed,
    bound_lies_apart,
    bounds_differ,
    differ_in_unsaid,
    exclude,
    factor_between,
    may_share_a_value,
)
from claimcheck.facts.exchanged import LABELS, labels_of
from claimcheck.facts.features import FEATURES, Pair, pair_of
from claimcheck.facts.figures import digits_of
from claimcheck.facts.passages import TIMES, Pages, pages_of
from claimcheck.facts.propose import proposals
from claimcheck.facts.slips import Slip, slip_between
from claimcheck.facts.story import Story, story_of
from claimcheck.model import Answer as Judges
from claimcheck.model import Claim, Document, Feature, Judged, Judgement, Modality

SAME = 0.9
"""From this probability on two numbers are taken to speak of one quantity."""
OPEN = 0.03
"""Below this probability a pair is not worth a look."""
_MOST_BITS = 30.0
JUDGED = "judged"
"""Name of the evidence that is a judge's answer."""


class Answer(StrEnum):
    """What is answered to whether two numbers speak of one quantity."""

    SAME = "same"
    DIFFERENT = "different"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Weights:
    """What each level of each feature weighs, in bits, and the evidence before any feature."""

    prior: float
    levels: Mapping[str, Mapping[str, float]]


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
            return (Feature(JUDGED, sign * _MOST_BITS, f"{self.judgement.answer}, says {self.judgement.by}"),)
        question = "joined" if self.agreeing else "contradicting"
        told: dict[tuple[str, str], float] = defaultdict(float)
        for table, levels in ((weights()["same"], self.levels), (weights()[question], self.outer)):
            for name, level in levels.items():
                # The sum of the first question counts in the second as a level; its parts are shown for themselves.
                told[name, level] += table.levels.get(name, {}).get(level, 0.0)
        features = [
            Feature(name, round(weight, 2), level)
            for (name, level), weight in told.items()
            if abs(weight) >= _LEAST_SHOWN
        ]
        return tuple(sorted(features, key=lambda feature: -abs(feature.weight)))


_LEAST_SHOWN = 0.05


def _probability(bits: float) -> float:
    odds: float = 2.0 ** max(min(bits, _MOST_BITS), -_MOST_BITS)
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
    unexplained: dict[tuple[str, str], list[Claim]] = field(default_factory=dict)
    """For a document and another: its numbers that have no counterpart there."""
    choices: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """For a claim and another document: the numbers without a counterpart that it might be held against."""
    alike: dict[tuple[str, str, str], int] = field(default_factory=dict)
    """For two documents and a class of units: how many numbers of the first have no counterpart in the second."""
    explained: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    """For two documents: how many numbers of each have an agreeing counterpart in the other."""


def decide_all(
    claims: Sequence[Claim],
    documents: Sequence[Document] = (),
    *,
    draft: str | None = None,
    judged: Judged | None = None,
) -> Decisions:
    """Proposes and weighs all pairs of some claims.

    `documents`: those that the claims stand in. `draft`: path of the document that is about to be published; the others are its sources.
    `judged`: what judges answered on pairs; these are taken up whether or not they would be proposed.
    """
    judged = judged or {}
    pages = pages_of(claims, documents)
    stories: dict[tuple[str, str], Story] = {}

    def story(left: str, right: str) -> Story:
        if (left, right) not in stories:
            drafted = draft is not None and left != right and draft in (left, right)
            stories[left, right] = story_of(pages, left, right, drafted=drafted)
        return stories[left, right]

    def twins(left: str, right: str) -> Mapping[str, str]:
        return story(left, right).twins

    pairs: list[Weighed] = []
    for proposal in proposals(pages, twins, draft, also=judged):
        left, right = proposal.left, proposal.right
        beside = pair_of(left, right, story(left.claim.path, right.claim.path), pages)
        pairs.append(_compared(beside, draft))
        if judged:
            _settle(pairs[-1], judged.get(ids_of(left.claim, right.claim)))
    decisions = Decisions(pairs, pages, draft)
    for (left_path, right_path), known in stories.items():
        if left_path != right_path and known.kin:
            decisions.kin[left_path].add(right_path)
            decisions.kin[right_path].add(left_path)
    for passages in pages.by_path.values():
        decisions.position.update({passage.claim.id: index for index, passage in enumerate(passages)})
    weigh(decisions)
    return decisions


def _settle(pair: Weighed, judgement: Judgement | None) -> None:
    """Puts a judgement on a pair. Of numbers that are known to be of one quantity less can be meant otherwise than it is read."""
    pair.judgement = judgement
    if pair.settled and pair.excluded and differ_in_unsaid(pair.left, pair.right):
        pair.excluded = False


def ids_of(left: Claim, right: Claim) -> tuple[str, str]:
    """By what the judgement on two claims is looked up."""
    return (left.id, right.id) if left.id < right.id else (right.id, left.id)


def weigh(decisions: Decisions) -> None:
    """Adds up the evidence on all pairs, those that agree first: they may explain others away."""
    tables = weights()
    decisions.by_claim.clear()
    decisions.between.clear()
    decisions.settled_by_twin.clear()
    decisions.anchors.clear()
    decisions.explained.clear()
    decisions.unexplained.clear()
    decisions.choices.clear()
    decisions.alike.clear()
    for pair in decisions.pairs:
        pair.bits = _bits(pair, tables["same"], pair.levels)
        decisions.by_claim[pair.left.id].append(pair)
        decisions.by_claim[pair.right.id].append(pair)
        decisions.between[pair.left.id, pair.right.path].append(pair)
        decisions.between[pair.right.id, pair.left.path].append(pair)
        if pair.agreeing and (pair.levels["place"] in _TWINS or _of_one_line(pair, decisions.pages)):
            decisions.settled_by_twin.add((pair.left.id, pair.right.path))
            decisions.settled_by_twin.add((pair.right.id, pair.left.path))
        if pair.agreeing and (_is_anchor(pair) if pair.settled is None else pair.settled):
            decisions.anchors[pair.left.id, pair.right.path].append(pair.right.id)
            decisions.anchors[pair.right.id, pair.left.path].append(pair.left.id)
    for pair in decisions.pairs:
        if pair.agreeing:
            pair.outer = joining_levels(pair, decisions)
            pair.outer_bits = _bits(pair, tables["joined"], pair.outer)
    for pair in decisions.pairs:
        if pair.excluded:
            pair.outer = contradicting_levels(pair, decisions)
            pair.outer_bits = _bits(pair, tables["contradicting"], pair.outer)
            if pair.settled is None and _told_alike(pair, decisions):
                pair.outer_bits = -_MOST_BITS
            elif pair.settled is None and _changed_in_a_copy(pair):
                pair.outer_bits = max(pair.outer_bits, _COPIED_BITS)


def _told_alike(pair: Weighed, decisions: Decisions) -> bool:
    """Whether the line of one of the two stands in the other's document with the same figure: it contradicts nothing else there."""
    sides = ((pair.left.id, pair.right.path), (pair.right.id, pair.left.path))
    return pair.left.path != pair.right.path and any(side in decisions.settled_by_twin for side in sides)


def _changed_in_a_copy(pair: Weighed) -> bool:
    """Whether two figures stand at one place of a text and of its copy, and the two are not editions of two times or for two names."""
    return (
        pair.levels["place"] == "twin in a copy"
        and pair.levels["who"] != "two names"
        and pair.levels["when"] not in ("different times", "a part of it", "different around")
        and pair.levels["days"] not in ("weeks apart", "months apart")
    )


_COPIED_BITS = 1.0
"""What a figure that was changed in a copy is worth at least: where nearly all lines are one, their words need prove nothing more."""


def _of_one_line(pair: Weighed, pages: Pages) -> bool:
    """Whether two numbers stand at one place of lines that are the same in all their words."""
    left, right = pages.passages[pair.left.id], pages.passages[pair.right.id]
    return left.at == right.at >= 0 and left.line.shape == right.line.shape


_TWINS = ("twin", "twin among agreeing figures", "twin in a copy")


def _compared(pair: Pair, draft: str | None) -> Weighed:
    levels = {feature.name: feature.level(pair) for feature in FEATURES}
    made = Weighed(pair.a, pair.b, levels)
    made.agreeing = agree(pair.a, pair.b, draft=draft)
    if not made.agreeing:
        made.slip = slip_between(pair.a, pair.b)
        relabelled = made.slip is not None and made.slip.kind == "unit"
        made.excluded = relabelled or exclude(pair.a, pair.b, draft=draft)
    return made


def _total(table: Weights, levels: Mapping[str, str]) -> float:
    return table.prior + sum(table.levels.get(name, {}).get(level, 0.0) for name, level in levels.items())


def _bits(pair: Weighed, table: Weights, levels: Mapping[str, str]) -> float:
    """The evidence on a pair: what a judge said, else what the levels weigh."""
    if pair.settled is None:
        return _total(table, levels)
    return _MOST_BITS if pair.settled else -_MOST_BITS


def _is_anchor(pair: Weighed) -> bool:
    """Whether two numbers that agree are plainly one figure: telling digits, or words beside them that go together."""
    size = size_of(pair)
    if pair.levels["unit"] in ("other noun", "bare and count", "bare in a table"):
        return size == SIZE[4]
    return size == SIZE[4] or (size == SIZE[3] and pair.levels["words beside"] != "none")


SURE_BOUNDS = (-7.0, -6.0, -5.0, -4.0, -3.0, -2.0, -1.0, 0.0, 1.5, 3.0)
SURE = tuple(f"over {bound:g} bits" if bound is not None else "less" for bound in (None, *SURE_BOUNDS))
RIVAL_BOUNDS = (-5.0, -3.5, -2.0, -1.0, 0.0, 1.0, 2.5)
RIVAL = (*(f"over {bound:g} bits" for bound in reversed(RIVAL_BOUNDS)), "a doubtful one", "none agrees")
BEST = (
    "another fits much better",
    "another fits better",
    "others fit as well",
    "fits best",
    "fits best by far",
)
FIGURES = (
    "two bounds", "a bound and a figure", "no rounding of the source", "far apart", "of one size", "close", "the last digit differs", "a scale apart", "one figure in other units",
    "one figure in percent and in points",
    "one digit differs", "digits exchanged", "one change in two directions",
)  # fmt: skip
SIZE = ("perhaps a year", "one digit", "small", "round", "telling")
VALUE = ("a bound", "a rounding", "perhaps a year", "one digit", "small", "round", "telling", "very telling")
BESIDE = ("none, though elsewhere", "none", "one near", "two near", "three near", "several near")
ELSEWHERE = (
    "nothing",
    "the figure of another time",
    "the figure of another name",
    "the figure compared with",
    "the figure that was replaced, told before",
    "the figure that was replaced",
    "the figure that was replaced, told since",
)
BACKED = ("no draft", "agrees surely", "agrees", "agrees perhaps", "hardly agrees", "agrees with none")
_BACKED = (4.0, 2.0, 0.0)
DRAFT = ("none", "with many numbers", "with some numbers", "with a few numbers")
CLASS = (
    "mixed",
    "money",
    "percent",
    "ratio",
    "time",
    "clock",
    "year",
    "date",
    "measure",
    "count",
    "bare",
    "rank",
)
CROSSED = ("no", "straight fits better", "straight and crossed fit alike", "crossed fits better")
_CROSSED = 1.0
SURPRISE = (
    "no slip",
    "likely by chance",
    "as likely by chance",
    "hardly by chance",
    "very hardly by chance",
    "not by chance",
)
_SURPRISE = (0.0, 2.5, 5.0, 7.5)
"""Bits of surprise, beyond the number of pairs that might look alike by chance."""
CIRCLE = ("several further texts", "a further text", "no further text")
CHOICE = ("many others", "some others", "two others", "one other", "no other")
RETOLD = ("one document", "few numbers", "hardly any", "a part", "half", "most", "nearly all")
THIRD = ("another text has both", "another text has one", "no other text")
CARRIED = (
    "where", "form", "sense", "place", "unit", "who", "when", "kind", "days", "frame", "company", "capitals", "scope",
    "words beside", "words of the line", "coverage", "likeness", "measure", "exchange", "alone", "plain", "own words",
    "retelling",
)  # fmt: skip
"""Features of the first question that the second may weigh anew: their weight is another among pairs that differ."""
_RETOLD = (0.2, 0.4, 0.6, 0.8)
_FEW_NUMBERS = 3
_LAST_DIGIT = Decimal("1.03")
"""Figures that differ by less than this, and in one digit, differ in one of their last."""
_REACH = 4
"""How many numbers before and behind are near."""


def _surely(bits: float) -> str:
    return SURE[sum(bits >= bound for bound in SURE_BOUNDS)]


def joining_levels(pair: Weighed, decisions: Decisions) -> dict[str, str]:
    """The evidence that two numbers that agree are of one quantity."""
    return {
        "sure": _surely(pair.bits),
        "value": _value(pair),
        "beside": _beside(pair, decisions),
        "better": _best(pair, decisions, agreeing=True),
        **{name: pair.levels[name] for name in CARRIED},
    }


def contradicting_levels(pair: Weighed, decisions: Decisions) -> dict[str, str]:
    """The evidence that two numbers that exclude each other are of one quantity, so that one of them is wrong."""
    rivals = _rivals(pair, decisions)
    return {
        "sure": _surely(pair.bits),
        "rival": RIVAL[min(rivals)],
        "rival of the other": RIVAL[max(rivals)],
        "best": _best(pair, decisions, agreeing=False),
        "beside": _beside(pair, decisions),
        "figures": _figures(pair),
        "size": size_of(pair),
        "elsewhere": _elsewhere(pair, decisions),
        "third": _third(pair, decisions),
        "retold": _retold(pair, decisions),
        "choice": _choice(pair, decisions),
        "circle": _circle(pair, decisions),
        "draft": _draft(pair, decisions),
        "backed": _backed(pair, decisions),
        "class": _class(pair),
        "crossed": _crossed(pair, decisions),
        "labels": _labels(pair, decisions),
        "surprise": _surprise(pair, decisions),
        **{name: pair.levels[name] for name in CARRIED},
    }


def _others(claim: Claim, path: str, pair: Weighed, decisions: Decisions) -> Iterable[tuple[Weighed, Claim]]:
    """The other pairs of a claim with claims of a document."""
    for other in decisions.between.get((claim.id, path), ()):
        if other is not pair:
            yield other, other.other(claim)


def _rivals(pair: Weighed, decisions: Decisions) -> list[int]:
    """How well each of the two is explained by a counterpart that agrees with it, as places in `RIVAL`."""
    found = []
    for claim, path in ((pair.left, pair.right.path), (pair.right, pair.left.path)):
        bits = [
            other.outer_bits
            for other, counterpart in _others(claim, path, pair, decisions)
            if other.agreeing and not _of_another(other) and counterpart.modality is not Modality.SUPERSEDED
        ]
        if not bits:
            found.append(len(RIVAL) - 1)
        else:
            found.append(len(RIVAL) - 2 - sum(max(bits) >= bound for bound in RIVAL_BOUNDS))
    return found


def _of_another(pair: Weighed) -> bool:
    """Whether two numbers that agree are said of two names or two times."""
    return pair.levels["who"] == "two names" or pair.levels["when"] == "different times" or (
        pair.levels["capitals"] == "each its own" and pair.levels["who"] in ("different names", "unsaid")
    )  # fmt: skip


def _elsewhere(pair: Weighed, decisions: Decisions) -> str:
    """Whether one of the two texts has the very figure of the other, but as one that was replaced, or of another name or time."""
    found = 0
    for claim, there in ((pair.left, pair.right), (pair.right, pair.left)):
        for other, counterpart in _others(claim, there.path, pair, decisions):
            if not other.agreeing or SIZE.index(size_of(other)) < 2:
                continue
            line = decisions.pages.passages
            if counterpart.modality is Modality.SUPERSEDED:
                found = max(found, _since(claim, counterpart, decisions))
            elif counterpart.compared and line[counterpart.id].line.place == line[there.id].line.place:
                found = max(found, 3)
            elif other.levels["who"] == "two names" or other.levels["capitals"] == "each its own":
                if (
                    pair.levels["who"] in ("same name", "a common name")
                    or pair.levels["capitals"] == "shared"
                ):
                    found = max(found, 2)
            elif other.levels["when"] == "different times" and pair.levels["when"] == "same time":
                found = max(found, 1)
    return ELSEWHERE[found]


def _since(stated: Claim, replaced: Claim, decisions: Decisions) -> int:
    """Whether a figure is told before or since another text said that it was replaced; as a place in `ELSEWHERE`."""
    if decisions.draft is not None:
        return 6 if stated.path == decisions.draft else 4
    if stated.published is None or replaced.published is None or stated.published == replaced.published:
        return 5
    return 6 if stated.published > replaced.published else 4


def _retold(pair: Weighed, decisions: Decisions) -> str:
    """Which part of the other numbers of the text that is the more told by the other has a counterpart there that agrees."""
    if pair.left.path == pair.right.path:
        return RETOLD[0]
    key = (pair.left.path, pair.right.path)
    counts = decisions.explained.get(key)
    if counts is None:
        here, there = key
        counts = decisions.explained[key] = (
            _explained(here, there, decisions),
            _explained(there, here, decisions),
        )
    shares = [
        told / others
        for told, path in zip(counts, key, strict=True)
        if (others := len(decisions.pages.by_path[path]) - 1) > 0
    ]
    others = max(len(decisions.pages.by_path[path]) - 1 for path in key)
    if not shares or (others < _FEW_NUMBERS and max(shares) < _RETOLD[0]):
        return RETOLD[1]  # of two or three numbers none need be told twice
    return RETOLD[2 + sum(max(shares) >= bound for bound in _RETOLD)]


def _explained(path: str, other: str, decisions: Decisions) -> int:
    """How many numbers of a document have a counterpart in another that agrees and is likely theirs."""
    return len(decisions.pages.by_path[path]) - len(_unexplained(path, other, decisions))


def _unexplained(path: str, other: str, decisions: Decisions) -> list[Claim]:
    """The numbers of a document that have no counterpart in another that agrees and is likely theirs."""
    key = (path, other)
    if key not in decisions.unexplained:
        decisions.unexplained[key] = [
            passage.claim
            for passage in decisions.pages.by_path[path]
            if not any(
                pair.agreeing and pair.outer_bits > -1.0
                for pair in decisions.between.get((passage.claim.id, other), ())
            )
        ]
    return decisions.unexplained[key]


_MOST_CHOSEN_FROM = 200


def _choice(pair: Weighed, decisions: Decisions) -> str:
    """How many other numbers without a counterpart one of the two might as well be held against, going by unit and size."""
    if pair.left.path == pair.right.path:
        return CHOICE[0]
    most = 0
    for claim, there in ((pair.left, pair.right), (pair.right, pair.left)):
        key = (claim.id, there.path)
        if key not in decisions.choices:
            pool = _unexplained(there.path, claim.path, decisions)[:_MOST_CHOSEN_FROM]
            decisions.choices[key] = [other.id for other in pool if _of_one_size(claim, other)]
        most = max(most, sum(other != there.id for other in decisions.choices[key]))
    return CHOICE[4 - min(most, 2) if most < 3 else 1 if most < 6 else 0]


def _of_one_size(claim: Claim, other: Claim) -> bool:
    a, b = claim.quantity.value, other.quantity.value
    factor = factor_between(claim, other)
    if a is None or b is None or factor is None or not a or not b:
        return False
    ratio = abs(a * factor / b)
    return Decimal("0.25") <= ratio <= 4


def _draft(pair: Weighed, decisions: Decisions) -> str:
    """Whether one of the two is a draft, and how long it is: of a short one each number is expected to stand in its source."""
    if pair.levels["where"] != "draft and source":
        return DRAFT[0]
    numbers = min(len(decisions.pages.by_path[path]) for path in (pair.left.path, pair.right.path))
    return DRAFT[3] if numbers <= 4 else DRAFT[2] if numbers <= 8 else DRAFT[1]


def _backed(pair: Weighed, decisions: Decisions) -> str:
    """How surely the number of a draft agrees with one of a source, be it another than the one of the pair."""
    if pair.levels["where"] != "draft and source":
        return BACKED[0]
    claim = pair.left if pair.left.path == decisions.draft else pair.right
    bits = max((other.outer_bits for other in decisions.by_claim[claim.id] if other.agreeing), default=None)
    if bits is None:
        return BACKED[-1]
    return BACKED[1 + sum(bits < bound for bound in _BACKED)]


def _class(pair: Weighed) -> str:
    """What sort of unit both have."""
    kinds = {unit_class(pair.left.quantity.unit), unit_class(pair.right.quantity.unit)}
    if len(kinds) > 1 and kinds <= {"count", "bare"}:
        kinds = {"count"}
    return kinds.pop() if len(kinds) == 1 else CLASS[0]


def _crossed(pair: Weighed, decisions: Decisions) -> str:
    """Whether the two texts have two figures the other way round, and which way the words go.

    Each of the two agrees with a number of the other text, and these two numbers are a proposed pair as well: either they are the true
    counterparts, or two figures have been exchanged.
    """
    if pair.left.path == pair.right.path:
        return CROSSED[0]
    best: float | None = None
    for one, counterpart in _others(pair.left, pair.right.path, pair, decisions):
        if not one.agreeing:
            continue
        for other, back in _others(pair.right, pair.left.path, pair, decisions):
            if not other.agreeing:
                continue
            fourth = next(
                (o for o, c in _others(back, counterpart.path, other, decisions) if c.id == counterpart.id),
                None,
            )
            if fourth is not None and fourth.excluded:
                margin = pair.bits + fourth.bits - one.bits - other.bits
                best = margin if best is None else min(best, margin)
    if best is None:
        return CROSSED[0]
    return CROSSED[1 + (best > -_CROSSED) + (best > _CROSSED)]


def _labels(pair: Weighed, decisions: Decisions) -> str:
    """Whether the two texts have two figures the other way round, each beside the other's label."""
    found: list[str] = []
    for counterpart, back in _exchanges(pair, decisions):
        found.append(labels_of((pair.left, back), (pair.right, counterpart), decisions.pages))
    return min(found, key=LABELS.index, default=LABELS[0])


def _exchanges(pair: Weighed, decisions: Decisions) -> Iterator[tuple[Claim, Claim]]:
    """A number of the right text that agrees with the left one, and one of the left text that agrees with the right one."""
    if pair.left.path == pair.right.path:
        return
    for one, counterpart in _others(pair.left, pair.right.path, pair, decisions):
        for other, back in _others(pair.right, pair.left.path, pair, decisions):
            if one.agreeing and other.agreeing:
                fourth = _others(back, counterpart.path, other, decisions)
                if any(o.excluded and c.id == counterpart.id for o, c in fourth):
                    yield counterpart, back


def _surprise(pair: Weighed, decisions: Decisions) -> str:
    """How surprising it is that two figures differ as by a slip of the pen, among all that might do so by chance."""
    slip = pair.slip
    if slip is None or (slip.kind == "digit" and slip.bits < 1.0):
        return SURPRISE[0]
    bits = slip.surprise
    for claim, there in ((pair.left, pair.right), (pair.right, pair.left)):
        bits -= log2(max(_alike(claim, there.path, decisions), 1))
    return SURPRISE[1 + sum(bits >= bound for bound in _SURPRISE)]


def _alike(claim: Claim, path: str, decisions: Decisions) -> int:
    """How many numbers of a claim's document and of its class have no counterpart in another document."""
    kind = decisions.pages.passages[claim.id].kind
    key = (claim.path, path, "count" if kind == "bare" else kind)
    if key not in decisions.alike:
        kinds = {"count", "bare"} if key[2] == "count" else {kind}
        decisions.alike[key] = sum(
            decisions.pages.passages[other.id].kind in kinds
            for other in _unexplained(claim.path, path, decisions)
        )
    return decisions.alike[key]


def _circle(pair: Weighed, decisions: Decisions) -> str:
    """How many further texts tell the story of the two: other editions, years and drafts of it are honest reasons to differ."""
    paths = {pair.left.path, pair.right.path}
    further = set().union(*(decisions.kin.get(path, set()) for path in paths)) - paths
    return CIRCLE[2 - min(len(further), 2)]


def _third(pair: Weighed, decisions: Decisions) -> str:
    """Whether further texts have one of the two figures, and so an honest reason for it."""
    told = 0
    for claim in (pair.left, pair.right):
        told += any(
            other.agreeing
            and other.outer_bits > 0.0
            and not {other.left.path, other.right.path} <= {pair.left.path, pair.right.path}
            for other in decisions.by_claim[claim.id]
        )
    return THIRD[2 - told]


def _beside(pair: Weighed, decisions: Decisions) -> str:
    """How many numbers near the one are plainly told near the other, too."""
    if pair.left.path == pair.right.path:
        return BESIDE[1]
    passages = decisions.pages.by_path[pair.left.path]
    here, there = decisions.position[pair.left.id], decisions.position[pair.right.id]
    near = 0
    for index in range(max(0, here - _REACH), min(len(passages), here + _REACH + 1)):
        if index == here:
            continue
        for counterpart in decisions.anchors.get((passages[index].claim.id, pair.right.path), ()):
            if counterpart != pair.right.id and abs(decisions.position[counterpart] - there) <= _REACH:
                near += 1
                break
    if near:
        return BESIDE[min(near, 4) + 1]
    return BESIDE[0] if _have_anchors(pair, decisions) else BESIDE[1]


def _have_anchors(pair: Weighed, decisions: Decisions) -> bool:
    return any(
        (passage.claim.id, pair.right.path) in decisions.anchors
        for passage in decisions.pages.by_path[pair.left.path][:200]
    )


def _best(pair: Weighed, decisions: Decisions, *, agreeing: bool) -> str:
    """Whether another counterpart of one of the two that agrees, or does not, fits better by its words."""
    margins = []
    for claim, path in ((pair.left, pair.right.path), (pair.right, pair.left.path)):
        others = [o.bits for o, _ in _others(claim, path, pair, decisions) if o.agreeing is agreeing]
        margins.append(pair.bits - max(others, default=pair.bits - 5.0))
    least = min(margins)
    return BEST[sum(least > bound for bound in (-2.0, -0.3, 0.3, 1.5))]


def _value(pair: Weighed) -> str:
    """How telling it is that two numbers agree."""
    if pair.left.quantity.is_bound or pair.right.quantity.is_bound:
        return VALUE[0]
    a, b = pair.left.quantity.value, pair.right.quantity.value
    factor = factor_between(pair.left, pair.right)
    if a is None or b is None or factor is None or a * factor != b:
        return VALUE[1]
    size = SIZE.index(size_of(pair))
    if size == 4 and len(digits_of(a)) >= 4:
        return VALUE[7]
    return VALUE[size + 2]


def _figures(pair: Weighed) -> str:
    """How the two figures differ."""
    slip = pair.slip
    if bounds_differ(pair.left, pair.right):
        return "two bounds"
    if bound_lies_apart(pair.left, pair.right):
        return "a bound and a figure"
    if may_share_a_value(pair.left, pair.right):
        return "no rounding of the source"
    if slip is not None and slip.kind == "unit" and pair.levels["unit"] == "percent and points":
        return "one figure in percent and in points"
    if slip is not None and slip.kind in _SLIPS:
        return _SLIPS[slip.kind]
    a, b = pair.left.quantity.value, pair.right.quantity.value
    factor = factor_between(pair.left, pair.right)
    if a is None or b is None or factor is None or not a or not b:
        return "of one size"
    if are_opposed(pair.left, pair.right) and abs(a * factor) == abs(b):
        return "one change in two directions"
    ratio = abs(a * factor / b)
    ratio = max(ratio, 1 / ratio)
    if slip is not None and slip.bits >= 1.0:
        return "one digit differs" if ratio > _LAST_DIGIT else "the last digit differs"
    return "close" if ratio <= Decimal("1.35") else "of one size" if ratio <= 4 else "far apart"


_SLIPS = {
    "scale": "a scale apart",
    "unit": "one figure in other units",
    "transposition": "digits exchanged",
}


def size_of(pair: Weighed) -> str:
    """How telling the less telling of the two figures is."""
    return SIZE[min(_grade(pair.left), _grade(pair.right))]


def _grade(claim: Claim) -> int:
    value = claim.quantity.value
    if value is None:
        return 3
    digits = len(digits_of(value))
    kind = unit_class(claim.quantity.unit)
    whole = value == value.to_integral_value() and claim.text.strip().isdigit()
    if kind in TIMES:
        return 0
    if kind == "bare" and whole and _FIRST_YEAR <= value <= _LAST_YEAR:
        return 0
    if kind in ("count", "bare") and abs(value) < 20:
        return 1 if abs(value) < 10 else 2
    return 4 if digits >= 3 else 3 if digits == 2 else 2


_FIRST_YEAR, _LAST_YEAR = 1500, 2099
