"""The only place where it is decided whether two numbers speak of one quantity, and whether they contradict each other.

Two questions are asked, in this order. *Same?* The levels of `features` are added up in bits; no value takes part, but that of
the numbers beside. *Contradicting?* Asked only of pairs whose values exclude each other: how sure the first answer is, whether a
counterpart that agrees explains a number away, whether another counterpart fits better, and how the two figures differ. Weights of
both are estimated from labelled pairs (`training/`), after Fellegi and Sunter (1969), and probabilities are calibrated on them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimcheck.facts.comparable import agree, bound_lies_apart, differ_in_unsaid, exclude
from claimcheck.facts.features import FEATURES, Pair, pair_of
from claimcheck.facts.levels import adds_up, agrees_as_well, contradicting_levels, joining_levels
from claimcheck.facts.passages import Pages, pages_of
from claimcheck.facts.propose import proposals
from claimcheck.facts.slips import slip_between
from claimcheck.facts.story import Story, story_of
from claimcheck.facts.values import SIZE, size_of
from claimcheck.facts.weighed import MOST_BITS, Decisions, Weighed, Weights, ids_of, joint, weights
from claimcheck.model import Claim, Document, Judged, Judgement


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
    shared = _Shared()
    for proposal in proposals(pages, twins, draft, also=judged):
        left, right = proposal.left, proposal.right
        beside = pair_of(left, right, story(left.claim.path, right.claim.path), pages)
        pairs.append(_compared(beside, draft, shared))
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
    joining, contradicting = _Shared(), _Shared()
    for pair in decisions.pairs:
        if pair.agreeing:
            pair.outer = joining(joining_levels(pair, decisions))
            pair.outer_bits = _bits(pair, tables["joined"], pair.outer)
    for pair in decisions.pairs:
        if pair.excluded:
            pair.outer = contradicting(contradicting_levels(pair, decisions))
            pair.outer_bits = _bits(pair, tables["contradicting"], pair.outer)
            if pair.settled is None and _told_alike(pair, decisions):
                pair.outer_bits = -MOST_BITS
            elif pair.settled is None and (
                agrees_as_well(pair, decisions) or adds_up(pair, decisions) or _keeps_a_limit(pair)
            ):
                pair.outer_bits = min(pair.outer_bits, _EXPLAINED_BITS)
            elif pair.settled is None and _changed_in_a_copy(pair):
                pair.outer_bits = max(pair.outer_bits, _COPIED_BITS)


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


def _of_one_line(pair: Weighed, pages: Pages) -> bool:
    """Whether two numbers stand at one place of lines that are the same in all their words."""
    left, right = pages.passages[pair.left.id], pages.passages[pair.right.id]
    return left.at == right.at >= 0 and left.line.shape == right.line.shape


_TWINS = ("twin", "twin among agreeing figures", "twin in a copy")


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
            bits += together.get(joint(levels[one], levels[other]), 0.0)
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
