"""The evidence that follows from the values of a pair and from other pairs: rivals, neighbours, drafts, further texts.

Each function gives a named level, whose weight is estimated (see `training/`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice
from math import log2
from operator import itemgetter
from typing import NamedTuple

from claimcheck.claims.concepts import unit_class
from claimcheck.facts.comparable import factor_between
from claimcheck.facts.elsewhere import elsewhere_level
from claimcheck.facts.exchanged import LABELS, labels_of
from claimcheck.facts.passages import Pages
from claimcheck.facts.values import VALUE, figures_level, size_of, value_level
from claimcheck.facts.weighed import Decisions, Weighed
from claimcheck.model import Claim, Modality

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
BESIDE = ("none, though elsewhere", "none", "one near", "two near", "three near", "several near")
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
_CARRIED = itemgetter(*CARRIED)
_RETOLD = (0.2, 0.4, 0.6, 0.8)
_FEW_NUMBERS = 3
_TWO_DIGITS = 10
_NO_CHANCE = VALUE.index("small")
_REACH = 4
"""How many numbers before and behind are near."""


def _surely(bits: float) -> str:
    return SURE[sum(bits >= bound for bound in SURE_BOUNDS)]


def joining_levels(pair: Weighed, decisions: Decisions) -> dict[str, str]:
    """The evidence that two numbers that agree are of one quantity."""
    return {
        "sure": _surely(pair.bits),
        "value": value_level(pair),
        "beside": _beside(pair, decisions),
        "better": _best(pair, decisions, agreeing=True),
        **dict(zip(CARRIED, _CARRIED(pair.levels), strict=True)),
    }


def contradicting_levels(pair: Weighed, decisions: Decisions) -> dict[str, str]:
    """The evidence that two numbers that exclude each other are of one quantity, so that one of them is wrong."""
    rivals, exchanges = _rivals(pair, decisions), tuple(_exchanges(pair, decisions))
    return {
        "sure": _surely(pair.bits),
        "rival": RIVAL[min(rivals)],
        "rival of the other": RIVAL[max(rivals)],
        "best": _best(pair, decisions, agreeing=False),
        "beside": _beside(pair, decisions),
        "figures": figures_level(pair),
        "size": size_of(pair),
        "elsewhere": elsewhere_level(pair, decisions),
        "third": "",
        "retold": _retold(pair, decisions),
        "choice": _choice(pair, decisions),
        "circle": "",
        "draft": _draft(pair, decisions),
        "backed": "",
        "class": _class(pair),
        "crossed": _crossed(pair, exchanges),
        "labels": _labels(pair, exchanges, decisions.pages),
        "surprise": _surprise(pair, decisions),
        **dict(zip(CARRIED, _CARRIED(pair.levels), strict=True)),
        **wider_levels(pair, decisions),
    }


def wider_levels(pair: Weighed, decisions: Decisions) -> dict[str, str]:
    """Those of these levels that depend on other documents than the two; all others are the same in any corpus."""
    return {
        "third": _third(pair, decisions),
        "circle": _circle(pair, decisions),
        "backed": _backed(pair, decisions),
    }


def _rivals(pair: Weighed, decisions: Decisions) -> list[int]:
    """How well each of the two is explained by a counterpart that agrees with it, as places in `RIVAL`."""
    found = []
    for rivals in _explanations(pair, decisions):
        bits = [rival.outer_bits for rival in rivals]
        if not bits:
            found.append(len(RIVAL) - 1)
        else:
            found.append(len(RIVAL) - 2 - sum(max(bits) >= bound for bound in RIVAL_BOUNDS))
    return found


def agrees_as_well(pair: Weighed, decisions: Decisions) -> bool:
    """Whether one of the two plainly is a figure that agrees with it, whose words fit at least as well: then it conflicts with nothing else there."""
    if pair.outer["rival"] != RIVAL[0]:
        return False
    return any(
        rival.outer_bits >= RIVAL_BOUNDS[-1] and rival.bits >= pair.bits
        for rivals in _explanations(pair, decisions)
        for rival in rivals
    )


def adds_up(pair: Weighed, decisions: Decisions) -> bool:
    """Whether the figure of one is the sum of the other's and a third's beside it: "five daughters", of "three daughters" and "two daughters"."""
    for whole, part in ((pair.left, pair.right), (pair.right, pair.left)):
        total, first = whole.quantity.value, part.quantity.value
        if total is None or first is None or not 0 < first < total or whole.path == part.path:
            continue
        for other, counterpart in decisions.others(whole, part.path, pair):
            second = counterpart.quantity.value
            if (
                other.excluded
                and second is not None
                and first + second == total
                and counterpart.quantity.unit == part.quantity.unit
                and (counterpart.segment == part.segment or unit_class(part.quantity.unit) == "count")
            ):
                return True
    return False


def is_difference(pair: Weighed, decisions: Decisions) -> bool:
    """Whether the figure of one is how far the other's is from one beside it: "€24.1 million more", of €412.6 million and €388.5 million."""
    for stated, there in ((pair.left, pair.right), (pair.right, pair.left)):
        value, level, factor = stated.quantity.value, there.quantity.value, factor_between(stated, there)
        if not value or level is None or factor is None or stated.path == there.path:
            continue
        if unit_class(stated.quantity.unit) not in ("money", "percent", "measure") and value < _TWO_DIGITS:
            continue  # small counts differ by small counts
        for passage in decisions.pages.in_line(decisions.pages.passage(there).line):
            beside = passage.claim.quantity
            if passage.claim.id == there.id or beside.unit != there.quantity.unit or beside.value is None:
                continue
            if abs(level - beside.value) == abs(value * factor):
                return True
    return False


def _explanations(pair: Weighed, decisions: Decisions) -> Iterator[list[Weighed]]:
    """For each of the two the pairs with a counterpart that agrees with it, which neither is of another name or time nor was replaced."""
    for claim, path in ((pair.left, pair.right.path), (pair.right, pair.left.path)):
        yield [
            other
            for other, counterpart in decisions.others(claim, path, pair)
            if other.agreeing and not _of_another(other) and counterpart.modality is not Modality.SUPERSEDED
        ]


def _of_another(pair: Weighed) -> bool:
    """Whether two numbers that agree are said of two names or two times."""
    return pair.levels["who"] == "two names" or pair.levels["when"] == "different times" or (
        pair.levels["capitals"] == "each its own" and pair.levels["who"] in ("different names", "unsaid")
    )  # fmt: skip


def _retold(pair: Weighed, decisions: Decisions) -> str:
    """Which part of the other numbers of the text that is the more told by the other has a counterpart there that agrees."""
    if pair.left.path == pair.right.path:
        return RETOLD[0]
    here, there = key = pair.left.path, pair.right.path
    counts = len(_explained(here, there, decisions)), len(_explained(there, here, decisions))
    shares = [
        told / others
        for told, path in zip(counts, key, strict=True)
        if (others := len(decisions.pages.claims[path]) - 1) > 0
    ]
    others = max(len(decisions.pages.claims[path]) - 1 for path in key)
    if not shares or (others < _FEW_NUMBERS and max(shares) < _RETOLD[0]):
        return RETOLD[1]  # of two or three numbers none need be told twice
    return RETOLD[2 + sum(max(shares) >= bound for bound in _RETOLD)]


def _explained(path: str, other: str, decisions: Decisions) -> set[str]:
    """The numbers of a document that have a counterpart in another that agrees and is likely theirs."""
    if decisions.explained is None:
        decisions.explained = defaultdict(set)
        for pair in decisions.pairs:
            if pair.agreeing and pair.outer_bits > -1.0:
                decisions.explained[pair.left.path, pair.right.path].add(pair.left.id)
                decisions.explained[pair.right.path, pair.left.path].add(pair.right.id)
    return decisions.explained[path, other]


def _unexplained(path: str, other: str, decisions: Decisions) -> Iterator[Claim]:
    """The numbers of a document that have no such counterpart in another."""
    explained = _explained(path, other, decisions)
    return (claim for claim in decisions.pages.claims[path] if claim.id not in explained)


_MOST_CHOSEN_FROM = 200


def _choice(pair: Weighed, decisions: Decisions) -> str:
    """How many other numbers without a counterpart one of the two might as well be held against, going by unit and size."""
    if pair.left.path == pair.right.path:
        return CHOICE[0]
    most = 0
    for claim, there in ((pair.left, pair.right), (pair.right, pair.left)):
        key = (claim.id, there.path)
        if key not in decisions.choices:
            pool = islice(_unexplained(there.path, claim.path, decisions), _MOST_CHOSEN_FROM)
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
    numbers = min(len(decisions.pages.claims[path]) for path in (pair.left.path, pair.right.path))
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


class _Exchange(NamedTuple):
    """Two figures that both texts have: each of two numbers agrees with one of the other text, and these two exclude each other as well."""

    one: Weighed
    """The left number and the one that agrees with it."""
    counterpart: Claim
    other: Weighed
    """The right number and the one that agrees with it."""
    back: Claim
    fourth: Weighed
    """These two: either they, too, are true counterparts, or two figures have been exchanged."""


def _exchanges(pair: Weighed, decisions: Decisions) -> Iterator[_Exchange]:
    if pair.left.path == pair.right.path:
        return
    left = [found for found in decisions.others(pair.left, pair.right.path, pair) if found[0].agreeing]
    right = [found for found in decisions.others(pair.right, pair.left.path, pair) if found[0].agreeing]
    for one, counterpart in left:
        for other, back in right:
            for fourth, claim in decisions.others(back, counterpart.path, other):
                if fourth.excluded and claim.id == counterpart.id:
                    yield _Exchange(one, counterpart, other, back, fourth)


def _crossed(pair: Weighed, exchanges: Sequence[_Exchange]) -> str:
    """Whether the two texts have two figures the other way round, and which way the words go."""
    if not exchanges:
        return CROSSED[0]
    least = min(pair.bits + found.fourth.bits - found.one.bits - found.other.bits for found in exchanges)
    return CROSSED[1 + (least > -_CROSSED) + (least > _CROSSED)]


def _labels(pair: Weighed, exchanges: Sequence[_Exchange], pages: Pages) -> str:
    """Whether the two texts have two figures the other way round, each beside the other's label."""
    told: list[str] = []
    for found in exchanges:
        label = labels_of((pair.left, found.back), (pair.right, found.counterpart), pages)
        telling = all(VALUE.index(value_level(same)) >= _NO_CHANCE for same in (found.one, found.other))
        told.append(LABELS[-1] if telling and label == LABELS[-2] else label)
    return min(told, key=LABELS.index, default=LABELS[0])


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
    kind = decisions.pages.passage(claim).kind
    key = (claim.path, path, "count" if kind == "bare" else kind)
    if key not in decisions.alike:
        kinds = {"count", "bare"} if key[2] == "count" else {kind}
        page = decisions.pages.page(claim.path)
        explained = _explained(claim.path, path, decisions)
        told = sum(page.by_id[identity].kind in kinds for identity in explained)
        decisions.alike[key] = sum(page.kinds[one] for one in kinds) - told
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
    claims = decisions.pages.claims[pair.left.path]
    here, there = decisions.position[pair.left.id], decisions.position[pair.right.id]
    near = 0
    for index in range(max(0, here - _REACH), min(len(claims), here + _REACH + 1)):
        if index == here:
            continue
        for counterpart in decisions.anchors.get((claims[index].id, pair.right.path), ()):
            if counterpart != pair.right.id and abs(decisions.position[counterpart] - there) <= _REACH:
                near += 1
                break
    if near:
        return BESIDE[min(near, 4) + 1]
    return BESIDE[0] if _have_anchors(pair, decisions) else BESIDE[1]


def _have_anchors(pair: Weighed, decisions: Decisions) -> bool:
    return any(
        (claim.id, pair.right.path) in decisions.anchors
        for claim in decisions.pages.claims[pair.left.path][:200]
    )


def _best(pair: Weighed, decisions: Decisions, *, agreeing: bool) -> str:
    """Whether another counterpart of one of the two that agrees, or does not, fits better by its words."""
    margins = []
    for claim, path in ((pair.left, pair.right.path), (pair.right, pair.left.path)):
        others = [o.bits for o, _ in decisions.others(claim, path, pair) if o.agreeing is agreeing]
        margins.append(pair.bits - max(others, default=pair.bits - 5.0))
    least = min(margins)
    return BEST[sum(least > bound for bound in (-2.0, -0.3, 0.3, 1.5))]
