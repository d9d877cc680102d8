"""The only place where it is decided whether two numbers speak of one quantity, and whether they contradict each other.

Two questions are asked, in this order. *Same?* The levels of `features` are added up in bits; no value takes part, but that of
the numbers beside. *Contradicting?* Asked only of pairs whose values exclude each other: how sure the first answer is, whether a
counterpart that agrees explains a number away, whether another counterpart fits better, and how the two figures differ. Weights of
both are estimated from labelled pairs (`training/`), after Fellegi and Sunter (1969), and probabilities are calibrated on them.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence

from claimcheck.facts.between import Between, read_back, written
from claimcheck.facts.comparable import agree, bound_lies_apart, differ_in_unsaid, exclude
from claimcheck.facts.features import FEATURES, Pair, pair_of
from claimcheck.facts.levels import (
    adds_up,
    agrees_as_well,
    contradicting_levels,
    is_difference,
    joining_levels,
    wider_levels,
)
from claimcheck.facts.passages import Pages, Passage
from claimcheck.facts.propose import Proposer
from claimcheck.facts.slips import slip_between
from claimcheck.facts.story import story_of
from claimcheck.facts.values import SIZE, size_of
from claimcheck.facts.weighed import MOST_BITS, Decisions, Weighed, Weights, ids_of, weights
from claimcheck.model import Claim, Document, Judged, Judgement


def decide_all(
    claims: Sequence[Claim],
    documents: Sequence[Document] = (),
    *,
    draft: str | None = None,
    judged: Judged | None = None,
    about: Container[str] | None = None,
    each: Each | None = None,
) -> Decisions:
    """Proposes and weighs all pairs of some claims.

    `documents`: those that the claims stand in. `draft`: path of the document that is about to be published; the others are its sources.
    `judged`: what judges answered on pairs; these are taken up whether or not they would be proposed. `about`: paths of which a pair
    has at least one; all pairs if None. `each`: how the work on many pairs of documents is done, where not one after the other.
    """
    judged = judged or {}
    pages = Pages(claims, documents)
    proposer = Proposer(pages, draft)
    decisions = Decisions([], pages, draft)
    for own in pages.claims.values():
        decisions.position.update({claim.id: index for index, claim in enumerate(own)})
    answered = _by_documents(judged, pages)

    def between(left: str, right: str) -> Between:
        also = answered.get((left, right), ())
        drafted = draft is not None and left != right and draft in (left, right)
        story = story_of(pages, left, right, drafted=drafted)
        known = Decisions([], pages, draft, position=decisions.position)
        shared = _Shared()
        for one, other in proposer.between(left, right, (*story.twins.items(), *also)):
            known.pairs.append(_compared(pair_of(one, other, story, pages), draft, shared))
            if also:
                _settle(known.pairs[-1], judged.get(ids_of(one.claim, other.claim)))
        weigh(known)
        return written(known, related=left != right and story.kin > 0)

    units = [
        unit
        for unit in proposer.documents()
        if unit not in answered and (about is None or any(path in about for path in unit))
    ]
    found = dict(zip(units, (each or _in_turn)(units, lambda number: between(*units[number])), strict=True))
    found |= {unit: between(*unit) for unit in answered}
    for (left, right), made in found.items():
        if made.related:
            decisions.kin[left].add(right)
            decisions.kin[right].add(left)
    decisions.pairs = read_back(found, pages)
    for pair in decisions.pairs if judged else ():
        pair.judgement = judged.get(ids_of(pair.left, pair.right))
    _look_up(decisions)
    _widen(decisions)
    return decisions


Each = Callable[[Sequence[tuple[str, str]], Callable[[int], Between]], Sequence[Between]]
"""Does the work on pairs of documents, given by their paths, and for each by its number."""


def _in_turn(units: Sequence[tuple[str, str]], work: Callable[[int], Between]) -> list[Between]:
    return [work(number) for number in range(len(units))]


def _by_documents(judged: Judged, pages: Pages) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """The judged pairs by their documents, the earlier first."""
    order = {path: number for number, path in enumerate(pages.claims)}
    paths = {claim.id: path for path, own in pages.claims.items() for claim in own}
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for ids in judged:
        if all(identity in paths for identity in ids):
            left, right = sorted((paths[identity] for identity in ids), key=order.__getitem__)
            found.setdefault((left, right), []).append(ids)
    return found


def _settle(pair: Weighed, judgement: Judgement | None) -> None:
    """Puts a judgement on a pair. Of numbers that are known to be of one quantity less can be meant otherwise than it is read."""
    pair.judgement = judgement
    if (
        pair.settled
        and pair.excluded
        and (differ_in_unsaid(pair.left, pair.right) or bound_lies_apart(pair.left, pair.right))
    ):
        pair.excluded = False


def weigh(decisions: Decisions, tables: Mapping[str, Weights] | None = None) -> None:
    """Adds up the evidence on all pairs, those that agree first: they may explain others away.

    `tables`: other weights than the estimated ones, to try them.
    """
    tables = tables or weights()
    for pair in decisions.pairs:
        pair.bits = _bits(pair, tables["same"], pair.levels)
    _look_up(decisions)
    joining, contradicting = _Shared(), _Shared()
    for pair in decisions.pairs:
        if pair.agreeing:
            pair.outer = joining(joining_levels(pair, decisions))
            pair.outer_bits = _bits(pair, tables["joined"], pair.outer)
    for pair in decisions.pairs:
        if pair.excluded:
            pair.outer = contradicting(contradicting_levels(pair, decisions))
            pair.outer_bits = _contradicting_bits(pair, decisions, tables["contradicting"])


def _look_up(decisions: Decisions) -> None:
    """Puts the pairs where the evidence on others looks them up."""
    decisions.by_claim.clear()
    decisions.between.clear()
    decisions.settled_by_twin.clear()
    decisions.anchors.clear()
    decisions.explained = None
    decisions.choices.clear()
    decisions.alike.clear()
    for pair in decisions.pairs:
        decisions.by_claim[pair.left.id].append(pair)
        decisions.by_claim[pair.right.id].append(pair)
        decisions.between[pair.left.id, pair.right.path].append(pair)
        decisions.between[pair.right.id, pair.left.path].append(pair)
        if pair.agreeing and (pair.levels["place"] in TWINS or pair.one_line):
            decisions.settled_by_twin.add((pair.left.id, pair.right.path))
            decisions.settled_by_twin.add((pair.right.id, pair.left.path))
        if pair.agreeing and (_is_anchor(pair) if pair.settled is None else pair.settled):
            decisions.anchors[pair.left.id, pair.right.path].append(pair.right.id)
            decisions.anchors[pair.right.id, pair.left.path].append(pair.left.id)


def _widen(decisions: Decisions) -> None:
    """Adds what other documents say of pairs that were weighed by their own two alone."""
    contradicting = _Shared()
    for pair in decisions.pairs:
        if pair.excluded:
            outer = {**pair.outer, **wider_levels(pair, decisions)}
            if outer != pair.outer:
                pair.outer = contradicting(outer)
                pair.outer_bits = _contradicting_bits(pair, decisions, weights()["contradicting"])


def _contradicting_bits(pair: Weighed, decisions: Decisions, table: Weights) -> float:
    bits = _bits(pair, table, pair.outer)
    if pair.settled is not None:
        return bits
    if _told_alike(pair, decisions):
        return -MOST_BITS
    if (
        agrees_as_well(pair, decisions)
        or _keeps_a_limit(pair)
        or adds_up(pair, decisions)
        or is_difference(pair, decisions)
    ):
        return min(bits, _EXPLAINED_BITS)
    return max(bits, _COPIED_BITS) if _changed_in_a_copy(pair) else bits


def _told_alike(pair: Weighed, decisions: Decisions) -> bool:
    """Whether the line of one of the two stands in the other's document with the same figure: it contradicts nothing else there."""
    sides = ((pair.left.id, pair.right.path), (pair.right.id, pair.left.path))
    return pair.left.path != pair.right.path and any(side in decisions.settled_by_twin for side in sides)


def _keeps_a_limit(pair: Weighed) -> bool:
    """Whether one is a limit that the other keeps, and no slip likens them: "up to 84 W" and "48 W" may well both be true."""
    unlike = pair.slip is None or pair.slip.surprise < _LIKE
    return unlike and bound_lies_apart(pair.left, pair.right)


def _changed_in_a_copy(pair: Weighed) -> bool:
    """Whether two figures stand at one place of a text and of its copy, and the two are not editions of two times or for two names."""
    return (
        pair.levels["place"] == "twin in a copy"
        and pair.levels["who"] != "two names"
        and pair.levels["when"] not in ("different times", "a part of it", "different around")
        and pair.levels["days"] not in ("weeks apart", "months apart")
    )


_LIKE = 5.0
"""From how many bits of surprise on a slip likens two figures that both may be true."""
_EXPLAINED_BITS = -2.0
"""What a pair is worth at most of which a number is explained by another: it is worth a look, and never reported."""
_COPIED_BITS = 1.0
"""What a figure that was changed in a copy is worth at least: where nearly all lines are one, their words need prove nothing more."""


def _of_one_line(left: Passage, right: Passage) -> bool:
    """Whether two numbers stand at one place of lines that are the same in all their words."""
    return left.at == right.at >= 0 and left.line.shape == right.line.shape


TWINS = ("twin", "twin among agreeing figures", "twin in a copy")


class _Shared:
    """Levels that many pairs have in common, each kept once: they are never changed."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], dict[str, str]] = {}

    def __call__(self, levels: dict[str, str]) -> dict[str, str]:
        """The levels, or the equal ones of another pair; for the features of one question."""
        return self._known.setdefault(tuple(levels.values()), levels)


def _compared(pair: Pair, draft: str | None, shared: _Shared) -> Weighed:
    levels = {feature.name: feature.level(pair) for feature in FEATURES}
    made = Weighed(pair.a, pair.b, shared(levels))
    made.one_line = _of_one_line(pair.left, pair.right)
    made.agreeing = agree(pair.a, pair.b, draft=draft)
    if not made.agreeing:
        made.slip = slip_between(pair.a, pair.b)
        relabelled = made.slip is not None and made.slip.kind == "unit"
        made.excluded = relabelled or exclude(pair.a, pair.b, draft=draft)
    return made


def _total(table: Weights, levels: Mapping[str, str]) -> float:
    weighed = table.levels
    # A list, not a generator: this is done twice for every pair.
    bits = table.prior + sum([weighed.get(name, _NOTHING).get(level, 0.0) for name, level in levels.items()])
    for one, other, together in table.together:
        if one in levels and other in levels:
            bits += together.get((levels[one], levels[other]), 0.0)
    return bits


_NOTHING: Mapping[str, float] = {}


def _bits(pair: Weighed, table: Weights, levels: Mapping[str, str]) -> float:
    """The evidence on a pair: what a judge said, else what the levels weigh."""
    if pair.settled is None:
        return _total(table, levels)
    return MOST_BITS if pair.settled else -MOST_BITS


def _is_anchor(pair: Weighed) -> bool:
    """Whether two numbers that agree are plainly one figure: telling digits, or words beside them that go together."""
    size = size_of(pair)
    if pair.levels["unit"] in ("other noun", "bare and count", "bare in a table"):
        return size == SIZE[4]
    return size == SIZE[4] or (size == SIZE[3] and pair.levels["words beside"] != "none")
