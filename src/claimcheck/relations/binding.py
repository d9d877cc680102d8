"""Which numbers of a sentence belong together: the new and the old level that a change is said of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from claimcheck.claims.concepts import unit_class
from claimcheck.model import Claim, ClaimKind, Interval
from claimcheck.quantities import conversion_factor, intervals
from claimcheck.relations.assertions import is_spread
from claimcheck.relations.magnitudes import with_magnitude_of
from claimcheck.relations.places import places_of

OTHER_BASES = re.compile(
    r"\b(?:constant[- ](?:exchange|currency|currencies|rates)|organic(?:ally)?|like[- ]for[- ]like|adjusted|excluding|without|underlying|"
    r"per year|a year on average|annual(?:ly|ised|ized)?|compound|cagr|on average|average of|inflation|real terms|seasonal\w*|"
    r"each year|every year|than (?:planned|expected|forecast|budgeted|targeted|hoped|feared|estimated|thought))\b",
    re.IGNORECASE,
)
"""Words of a sentence whose change is measured against something else than the level that it names."""


@dataclass(frozen=True, slots=True)
class ChangeBinding:
    """A stated change with the levels that it may be said of."""

    change: Claim
    pairs: tuple[tuple[Claim, Claim], ...]
    """Plausible (new, old) pairs, the best first."""


SentencePlace = tuple[str, int, int]
"""Path, segment and number of a sentence."""


def sentence_place(claim: Claim) -> SentencePlace:
    """The sentence that a claim stands in."""
    return claim.path, claim.segment, claim.sentence_number


def sentences_of(claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    """The claims of each sentence of running text, in order; table cells are left out."""
    prose = (claim for claim in claims if claim.cell is None)
    for _, group in groupby(prose, key=sentence_place):
        yield list(group)


def by_sentence(claims: Iterable[Claim]) -> dict[SentencePlace, list[Claim]]:
    """The same to be looked up by place, in whatever order the claims come."""
    found: dict[SentencePlace, list[Claim]] = {}
    for claim in claims:
        if claim.cell is None:
            found.setdefault(sentence_place(claim), []).append(claim)
    return found


def in_same_order(alike: Sequence[Claim], sentence: str, start: int, shown: str) -> Claim:
    """Of the claims of a sentence that may be what is `shown` at `start` of it, the one that comes as early among them; `alike`: at least one."""
    return alike[min(sentence[:start].count(shown), len(alike) - 1)]


def bind_changes(claims: Iterable[Claim]) -> Iterator[ChangeBinding]:
    """Every stated change whose own sentence gives both levels (or the sentence before it, after "That is …")."""
    before: list[Claim] = []
    for sentence in sentences_of(claims):
        if before and before[-1].path != sentence[0].path:
            before = []  # no document goes on where another ends
        for claim in sentence:
            if claim.kind is ClaimKind.CHANGE and claim.direction and claim.quantity.value is not None:
                pairs = tuple(_pairs(claim, sentence, before))
                if pairs:
                    yield ChangeBinding(claim, pairs)
        before = sentence


def _pairs(change: Claim, sentence: list[Claim], before: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
    if _has_other_base(change) or (
        "/" in change.quantity.unit and change.quantity.unit != _unit_of(sentence)
    ):
        return
    levels = [claim for claim in sentence if _is_level(claim) and _fits(change, claim)]
    levels = [claim for claim in levels if _belongs(change, claim, sentence)]
    olds = [claim for claim in levels if claim.compared]
    news = [claim for claim in levels if not claim.compared]
    if not olds:
        olds, news = _then_and_now([claim for claim in sentence if _is_level(claim) and _fits(change, claim)])
    news += _antecedents(change, before)
    candidates = [(new, old) for new in news for old in olds if _comparable(new, old)]
    candidates = [pair for pair in candidates if _share_a_bracket(change, pair, sentence)]
    candidates += [
        (new, scaled) for new, old in candidates if (scaled := with_magnitude_of(old, new)) is not None
    ]
    candidates.sort(key=lambda pair: _distance(change, pair[0]) + _distance(change, pair[1]))
    yield from candidates


_THAT = re.compile(r"(?:That|This|It|Which)\b")


def _antecedents(change: Claim, before: list[Claim]) -> list[Claim]:
    """What "That is …" may stand for: the last level of the sentence before, in a unit that the change can be of."""
    if not before or not _THAT.match(change.sentence):
        return []
    return [claim for claim in before if _is_level(claim) and _fits(change, claim)][-1:]


def _share_a_bracket(change: Claim, pair: tuple[Claim, Claim], sentence: list[Claim]) -> bool:
    """Whether a change in brackets is said of the figure before them or of one in them, and of no pair behind."""
    places = places_of(sentence)
    own = places.get(change.id)
    if own is None or own.bracket is None:
        return True
    before = [claim.id for claim in sentence if claim.id in places and places[claim.id].end <= own.bracket]
    nearest = before[-1:]
    inside = [key for key, place in places.items() if place.bracket == own.bracket and key != change.id]
    behind = [
        claim.id
        for claim in sentence
        if claim.id in places and places[claim.id].start > own.end and claim.id not in inside
    ]
    if any(claim.id in behind[1:] for claim in pair):
        return False
    return not (nearest or inside) or any(claim.id in (*nearest, *inside) for claim in pair)


def _has_other_base(change: Claim) -> bool:
    """Whether the sentence measures its change otherwise; an adjusted measure is itself what is compared."""
    return any(
        match.group().lower() != "adjusted" or "adjusted" not in change.terms
        for match in OTHER_BASES.finditer(change.sentence)
    )


def _unit_of(sentence: list[Claim]) -> str | None:
    """The one unit of the levels of a sentence, as "dollars per dozen"."""
    units = {claim.quantity.unit for claim in sentence if _is_level(claim) and "/" in claim.quantity.unit}
    return units.pop() if len(units) == 1 else None


def levels_beside(change: Claim, sentence: Sequence[Claim]) -> list[Claim]:
    """The levels of a sentence, none of them compared with another, that a change may be said of; a percentage may change in percent."""
    if _has_other_base(change):
        return []
    own = sentence and sentence[0].sentence_number == change.sentence_number
    return [
        claim
        for claim in sentence
        if _is_level(claim)
        and not claim.compared
        and (_fits(change, claim) or (change.quantity.unit, claim.quantity.unit) == ("percent", "percent"))
        and (not own or _belongs(change, claim, list(sentence)))
    ]


_THEN = re.compile(
    r"\b(?:were|was|had|used to)\b[^,;]{0,40}$|^[^,;\d]{0,24}\b(?:then|before|at the time|back then)\b"
)
_NOW = re.compile(r"\b(?:are|is|has|have|now)\b[^,;]{0,24}$|^[^,;\d]{0,24}\b(?:now|today|at present)\b")


def _then_and_now(levels: list[Claim]) -> tuple[list[Claim], list[Claim]]:
    """Two levels that the tense sets against each other: "there were 412 of them then and there are 736 now"."""
    if len(levels) != 2 or levels[0].quantity.unit != levels[1].quantity.unit:
        return [], []
    first, second = levels
    before, _, rest = first.sentence.partition(first.text)
    between, _, behind = rest.partition(second.text)
    half = re.split(r"\b(?:and|but|while|;)\b", between, maxsplit=1)
    if len(half) != 2:
        return [], []
    if any(_THEN.search(part) for part in (before, half[0])) and any(
        _NOW.search(p) for p in (half[1], behind)
    ):
        return [first], [second]
    return [], []


_GOING_ON = re.compile(
    r"(?:from|to|up|down|against|compared|versus|reaching|which|an?|or|some|about|over|nearly|more)\b|[$€£¥\d(]",
    re.IGNORECASE,
)


def _belongs(change: Claim, level: Claim, sentence: list[Claim]) -> bool:
    """Whether a change may be said of a level: the same measure, and no other change or statement between the two."""
    low, high = sorted((change.mention_span.start, level.mention_span.start))
    between = [c for c in sentence if low < c.mention_span.start < high]
    relative = change.quantity.unit in ("percent", "ratio")
    if any(
        c.quantity.unit == change.quantity.unit and (relative or c.kind is ClaimKind.CHANGE) for c in between
    ):
        return False
    if level.compared and change.base and level.period and change.base.end != level.period.end:
        return False  # "up 8% from 2023 …, compared with $1.02 billion in 2022"
    if None not in (change.concept, level.concept) and change.concept != level.concept:
        return False
    if change.terms != level.terms and change.terms - level.context and level.terms - change.context:
        return False
    if change.clause_number == level.clause_number:
        return not _is_apart(change, level)
    later = max((change, level), key=lambda claim: claim.mention_span.start)
    return bool(_GOING_ON.match(later.clause))


_SUBORDINATE = re.compile(r"\b(?:after|when|because|before|although|though|whereas)\b")


def _is_apart(change: Claim, level: Claim) -> bool:
    """Whether a conjunction between the two sets the level apart ("rose 4% after the firm lifted its forecast to …")."""
    first, second = sorted((change, level), key=lambda claim: claim.mention_span.start)
    before, _, rest = change.sentence.partition(first.text)
    between = rest.partition(second.text)[0] if second.text in rest else ""
    return bool(_SUBORDINATE.search(between)) and bool(before or rest)


def _is_level(claim: Claim) -> bool:
    return (
        claim.kind in (ClaimKind.LEVEL, ClaimKind.COUNT, ClaimKind.DURATION, ClaimKind.SHARE)
        and claim.quantity.unit != "rank"
        and not is_spread(claim)
    )


def _fits(change: Claim, level: Claim) -> bool:
    """Whether a level can be what the change is said of: for "by $81 million" a level in the same unit."""
    kind = unit_class(change.quantity.unit)
    if kind == "percent" and change.quantity.unit == "percent":
        return unit_class(level.quantity.unit) not in ("percent", "ratio")
    if change.quantity.unit == "percentage_point":
        return level.quantity.unit == "percent"
    if kind == "ratio":
        return unit_class(level.quantity.unit) != "ratio"
    return conversion_factor(level.quantity.unit, change.quantity.unit) is not None


def _comparable(new: Claim, old: Claim) -> bool:
    if new.id == old.id or conversion_factor(old.quantity.unit, new.quantity.unit) is None:
        return False
    return new.concept == old.concept or new.concept is None or old.concept is None or old.compared


def _distance(change: Claim, level: Claim) -> int:
    if level.segment != change.segment or level.sentence_number != change.sentence_number:
        return 1000
    return abs(level.mention_span.start - change.mention_span.start)


def in_unit(claim: Claim, unit: str) -> Interval | None:
    """The interval of a claim in another unit; None where the units do not convert."""
    if unit == "percentage_point" and claim.quantity.unit == "percent":
        return claim.quantity.interval  # shares differ by points
    factor = conversion_factor(claim.quantity.unit, unit)
    if factor is None:
        return None
    return intervals.multiply(claim.quantity.interval, intervals.point(factor))


def signed(change: Claim) -> Interval:
    """The interval of a stated change with its direction: a fall of 8% is −8%."""
    interval = change.quantity.interval
    value = change.quantity.value
    if change.direction < 0 and value is not None and value > 0:
        return intervals.negate(interval)
    return interval
