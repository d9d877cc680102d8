"""How likely it is that two claims speak of the same thing: weighed evidence and vetoes.

Weights are in bits, as in the probabilistic record linkage of Fellegi and Sunter (1969): each feature adds the logarithm
of how much likelier it is among claims of the same fact than among other claims of its block. A veto ends the comparison.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from claimcheck.claims.concepts import concept_of, qualifier_groups, unit_class
from claimcheck.claims.words import canonical, verb_stem
from claimcheck.data import lexicon_cache, rows
from claimcheck.model import Claim, ClaimKind, Feature, Interval, Modality, Period
from claimcheck.quantities import conversion_factor, intervals
from claimcheck.quantities.money import exchange_rates, exchange_spread

PRIOR = -5.0
"""Bits against a match, before any evidence, for two claims of one block."""
_RESPELT_LENGTH = 6
_RESPELT_RATIO = 92
"""Above this rapidfuzz ratio two long words are spellings of one; "hypertension" and "hypotension" lie below."""
_NARROWING = frozenset({"metric", "metric words", "subject", "part", "scope", "names", "breadth"})
"""Features that, where they speak against a match, say that one side is narrower than the other."""
_SCOPE_WORDS = frozenset(
    ["total", "group", "overall", "global", "worldwide", "consolidated", "whole", "entire"]
)
CLOSE_DAYS = 45
"""Texts published so close together speak of one time where they do not say of which."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two claims weighed against each other."""

    features: tuple[Feature, ...]
    veto: str | None
    """Why they speak of different things, where that is certain."""
    one_sided: bool = False
    """Whether one side is narrowed by something that the other does not say: then different values are no conflict."""

    @property
    def bits(self) -> float:
        """All evidence together."""
        return PRIOR + sum(feature.weight for feature in self.features)

    @property
    def least_narrowing(self) -> float:
        """The weight of what narrows one side most; 0 where nothing does."""
        return min((f.weight for f in self.features if f.name in _NARROWING), default=0.0)

    @property
    def confidence(self) -> float:
        """The probability that both speak of the same thing, 0 where a veto stands."""
        if self.veto is not None:
            return 0.0
        odds: float = 2.0 ** min(self.bits, 40.0)
        return odds / (1.0 + odds)


def compare(left: Claim, right: Claim, *, kin: bool = False) -> Comparison:
    """Weighs the evidence that two claims of one block speak of the same thing.

    `kin`: whether their documents tell one story (`Kinship`), so that a subject named on one side only is likely the
    other's, too.
    """
    features: list[Feature] = []
    subject = partial(_subject, kin=kin)
    for step in (_kind, _event, _metric, subject, _period, _sense, _scope, _breadth, _names, _wording):
        result = step(left, right)
        if isinstance(result, str):
            return Comparison(tuple(features), result)
        features.extend(result)
    narrowed = any(f.weight < 0 and f.name in _NARROWING for f in features)
    return Comparison(tuple(features), None, narrowed)


def _kind(left: Claim, right: Claim) -> list[Feature] | str:
    changes = (left.kind is ClaimKind.CHANGE, right.kind is ClaimKind.CHANGE)
    if changes[0] != changes[1]:
        return "one is a change, the other a level"
    if left.kind is ClaimKind.RANK or right.kind is ClaimKind.RANK:
        return "ranks are compared by their own rule"
    if changes[0] and left.basis != right.basis and left.basis and right.basis:
        return "changes against different bases"
    if changes[0] and left.base and right.base and not same_period(left.base, right.base):
        return "changes against different bases"
    if {left.kind, right.kind} == {ClaimKind.SHARE, ClaimKind.LEVEL} and left.concept != right.concept:
        if left.quantity.unit != right.quantity.unit:
            return "a share and a level"
        return [Feature("kind", -1.5, "only one is plainly a share")]
    return []


@lexicon_cache
def _events() -> dict[str, int]:
    return {
        verb_stem(verb): number for number, row in enumerate(rows("event_verbs")) for verb in row[0].split()
    }


def _event(left: Claim, right: Claim) -> list[Feature] | str:
    """Whether two counts are of different events: "sold 24 shops", "opened 42 shops"."""
    if left.kind is not ClaimKind.COUNT or right.kind is not ClaimKind.COUNT:
        return []
    ours, theirs = _events().get(left.predicate or ""), _events().get(right.predicate or "")
    if ours is not None and theirs is not None and ours != theirs:
        return f"{left.predicate}… and {right.predicate}… are different events"
    return []


def _metric(left: Claim, right: Claim) -> list[Feature] | str:
    left_terms, right_terms = canonical(left.terms), canonical(right.terms)
    left_context, right_context = canonical(left.context), canonical(right.context)
    if left.concept is not None and left.concept == right.concept:
        extra_left, extra_right = left_terms - right_terms, right_terms - left_terms
        both = left_terms & right_terms
        feature = Feature("metric", 3.0, f"both speak of {left.concept}")
        if not extra_left and not extra_right:
            return [
                feature,
                Feature("metric words", 2.0 + min(len(both), 2), "nothing narrows one of them alone"),
            ]
        unexplained_left = extra_left - right_context - _SCOPE_WORDS
        unexplained_right = extra_right - left_context - _SCOPE_WORDS
        if unexplained_left and unexplained_right:
            return f"different measures: {_listed(unexplained_left)} and {_listed(unexplained_right)}"
        if unexplained_left or unexplained_right:
            narrower = unexplained_left or unexplained_right
            return [feature, Feature("metric words", -4.0, f"only one is narrowed by {_listed(narrower)}")]
        return [feature, Feature("metric words", 1.0, "the narrower words stand around the other, too")]
    if left.concept != right.concept and left.concept is not None and right.concept is not None:
        return f"{left.concept} and {right.concept} are different measures"
    if not left.terms or not right.terms:
        return "no metric to compare"
    ours, theirs = left_terms, _respelt(right_terms, left_terms)
    shared = ours & theirs
    if not shared:
        return "no word of what is measured is shared"
    loose = (ours - theirs - right_context) | (theirs - ours - left_context)
    share = len(shared) / len(ours | theirs)
    if share == 1.0:
        return [Feature("metric", 2.5 + 1.5 * min(len(shared), 3), f"both count {_listed(shared)}")]
    if loose:
        return [Feature("metric", 1.0 - 2.0 * len(loose), f"only one speaks of {_listed(loose)}")]
    return [Feature("metric", 2.0 + len(shared), f"both speak of {_listed(shared)}")]


def _respelt(words: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """Words with those that are only spelt otherwise ("programme", "program") put as the others spell them."""
    odd, candidates = words - others, others - words
    if not any(len(word) >= _RESPELT_LENGTH for word in odd) or not candidates:
        return words
    from rapidfuzz import fuzz, process

    result = set(words)
    for word in odd:
        if len(word) >= _RESPELT_LENGTH:
            found = process.extractOne(word, candidates, scorer=fuzz.ratio, score_cutoff=_RESPELT_RATIO)
            if found is not None:
                result.discard(word)
                result.add(found[0])
    return frozenset(result)


def _subject(left: Claim, right: Claim, *, kin: bool) -> list[Feature] | str:
    a, b = left.subject_key, right.subject_key
    if a is None and b is None:
        near = left.path == right.path or kin
        return [Feature("subject", -1.0 if near else -8.0, "neither names a subject")]
    if a is None or b is None:
        named = left if a else right
        key = a or b
        other = right if a else left
        if key is not None and key in other.names:
            return [Feature("subject", 1.0, f"both name {named.subject}")]
        if kin and left.path != right.path:
            return [Feature("subject", -1.0, "only one names a subject, in texts of one story")]
        return [Feature("subject", -4.0, "only one names a subject")]
    if a == b and left.part_key != right.part_key:
        if left.part_key and right.part_key:
            return f"{left.part_key} and {right.part_key} are different parts of {left.subject}"
        return [
            Feature(
                "part",
                -3.0,
                f"only one speaks of {left.part_key or right.part_key}, a part of {left.subject}",
            )
        ]
    if a != b and (a == right.part_key or b == left.part_key):
        return [
            Feature("subject", 3.0, f"both speak of {left.subject if a == right.part_key else right.subject}")
        ]
    if a == b:
        times_named = sum((left.subject_named, right.subject_named))
        return [Feature("subject", (1.0, 2.5, 3.5)[times_named], f"both speak of {left.subject}")]
    return f"{left.subject} and {right.subject} are different subjects"


def same_period(a: Period, b: Period) -> bool:
    """Whether two periods cover the same days."""
    return a.start == b.start and a.end == b.end


def _period(left: Claim, right: Claim) -> list[Feature] | str:
    a, b = left.period, right.period
    if a is not None and b is not None:
        if same_period(a, b):
            return [Feature("period", 3.0, f"both are for {a.label}")]
        if _within(a, b) or _within(b, a):
            if left.kind is ClaimKind.COUNT and (_is_day(a) or _is_day(b)):
                return [
                    Feature(
                        "period",
                        -0.5,
                        f"{a.label} lies within {b.label}"
                        if _within(a, b)
                        else f"{b.label} lies within {a.label}",
                    )
                ]
            return f"{a.label} and {b.label} are different periods"
        return f"{a.label} and {b.label} are different periods"
    ours, theirs = a or left.setting or left.era, b or right.setting or right.era
    if ours is not None and theirs is not None:
        if same_period(ours, theirs):
            sure = 1.5 if a is not None or b is not None else 1.0
            return [Feature("period", sure, f"the text around one is of {ours.label}, too")]
        if a is not None or b is not None:
            return [Feature("period", -4.0, f"one is for {ours.label}, the other stands with {theirs.label}")]
        return [Feature("period", -2.0, f"one stands with {ours.label}, the other with {theirs.label}")]
    if a is None and b is None:
        if left.path == right.path:
            return [Feature("period", 0.5, "neither names a period, one document")]
        current = Modality.SUPERSEDED not in (left.modality, right.modality)
        if left.published is None and right.published is None and current:
            return [Feature("period", -1.0, "neither names a period, neither text has a date")]
        days = days_apart(left, right)
        if days is not None and days <= CLOSE_DAYS:
            return [Feature("period", 0.0, "neither names a period; published close together")]
        return [Feature("period", -3.0, "neither names a period")]
    return [Feature("period", -3.0, "only one names a period")]


_LASTING = frozenset(
    {"length", "width", "height", "diameter", "depth", "thickness", "area", "distance", "weight"}
)
"""What a thing has for good: built or only planned, it is the same."""


def is_lasting(claim: Claim) -> bool:
    """Whether what a claim measures does not change with time ("the 86-mile pipeline to be built")."""
    return claim.concept in _LASTING and claim.kind is not ClaimKind.CHANGE


def _is_day(period: Period) -> bool:
    return period.start is not None and period.end is not None and (period.end - period.start).days <= 1


def _within(a: Period, b: Period) -> bool:
    return (
        a.start is not None and a.end is not None and b.start is not None and b.end is not None
        and b.start <= a.start and a.end <= b.end
    )  # fmt: skip


def days_apart(left: Claim, right: Claim) -> int | None:
    """Days between the publication of two texts; None where one has no date."""
    if left.published is None or right.published is None:
        return None
    return abs((left.published - right.published).days)


def _sense(left: Claim, right: Claim) -> list[Feature] | str:
    a, b = left.modality, right.modality
    if Modality.HYPOTHETICAL in (a, b):
        return "one is hypothetical"
    if a == b:
        return [Feature("sense", 1.0, f"both are {a.value}")]
    if Modality.SUPERSEDED in (a, b):
        return [Feature("sense", 0.0, "one is given as superseded")]
    if is_lasting(left):
        return []
    forward = (a.is_forward, b.is_forward)
    if all(forward):
        return [Feature("sense", 0.5, f"{a.value} and {b.value}")]
    if any(forward):
        return [Feature("sense", -2.0, f"one is {a.value}, the other {b.value}")]
    return [Feature("sense", -0.5, f"one is {a.value}, the other {b.value}")]


def _scope(left: Claim, right: Claim) -> list[Feature] | str:
    groups = qualifier_groups()
    ours = {groups[word]: word for word in left.qualifiers if word in groups}
    theirs = {groups[word]: word for word in right.qualifiers if word in groups}
    for group, word in ours.items():
        if group in theirs and theirs[group] != word:
            return f"{word} is not {theirs[group]}"
    one_sided = (set(ours) ^ set(theirs)) - {"scope"}
    words = [word for table in (ours, theirs) for group, word in table.items() if group in one_sided]
    for side, other in ((left, right), (right, left)):
        named = other.cast | {other.subject_key}
        words += [
            word
            for word in side.qualifiers - other.qualifiers
            if word not in groups and _numbered(word) not in named
        ]
    if words:
        return [Feature("scope", -3.0, f"only one is {_listed(words)}")]
    left_rate, right_rate = left.quantity.unit.partition("/")[2], right.quantity.unit.partition("/")[2]
    if left_rate != right_rate:
        return "different rates"
    return []


_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}


def _numbered(phrase: str) -> str:
    """ "first hall" as the name "hall 1"; other phrases as they are."""
    ordinal, _, noun = phrase.partition(" ")
    return f"{noun} {_ORDINALS[ordinal]}" if ordinal in _ORDINALS and noun else phrase


def _breadth(left: Claim, right: Claim) -> list[Feature] | str:
    """Whether words of one clause narrow it to less than the other speaks of."""
    terms = canonical(left.terms | right.terms)
    ours = canonical(left.scope) - canonical(right.context) - terms
    theirs = canonical(right.scope) - canonical(left.context) - terms
    if ours and theirs:
        return [Feature("breadth", -3.0, f"one speaks of {_listed(ours)}, the other of {_listed(theirs)}")]
    if ours or theirs:
        return [Feature("breadth", -1.0, f"only one speaks of {_listed(ours or theirs)}")]
    if left.path == right.path and left.section - right.section and right.section - left.section:
        return [Feature("breadth", -1.0, "they stand under headings of different things")]
    return []


def _names(left: Claim, right: Claim) -> list[Feature] | str:
    subjects = {left.subject_key, right.subject_key}
    ours, theirs = left.names - right.names - subjects, right.names - left.names - subjects
    forms = dict(left.name_forms) | dict(right.name_forms)

    def shown(keys: frozenset[str]) -> str:
        return _listed({forms.get(key, key) for key in keys})

    if ours and theirs:
        return [Feature("names", -3.0, f"{shown(ours)} stands in one, {shown(theirs)} in the other")]
    if ours or theirs:
        return [Feature("names", -1.0, f"only one names {shown(ours or theirs)}")]
    shared = (left.names & right.names) - subjects
    return [Feature("names", 1.5, f"both name {shown(shared)}")] if shared else []


def _wording(left: Claim, right: Claim) -> list[Feature]:
    ours, theirs = canonical(left.context), canonical(right.context)
    if not ours | theirs:
        return []
    share = len(ours & theirs) / len(ours | theirs)
    return [
        Feature(
            "wording", round(2.0 * share, 2), f"{round(100 * share)}% of the words around them are shared"
        )
    ]


def _listed(words: object) -> str:
    assert isinstance(words, (set, frozenset, list))
    return ", ".join(sorted(str(word) for word in words))


def factor_between(left: Claim, right: Claim) -> Decimal | None:
    """How many of the right claim's units one of the left claim's is; None where they cannot be compared.

    Things counted under one concept are the same things by another word ("people", "employees").
    """
    ours, theirs = left.quantity.unit, right.quantity.unit
    if (
        left.concept is not None
        and left.concept == right.concept
        and unit_class(ours) == unit_class(theirs) == "count"
    ):
        return Decimal(1) if ours.partition("/")[2] == theirs.partition("/")[2] else None
    if _counts_alike(left, right):
        return Decimal(1)
    return conversion_factor(ours, theirs)


def _counts_alike(left: Claim, right: Claim) -> bool:
    """Whether a bare number and a count are of one countable concept: "a workforce of 4,300", "3,400 people"."""
    kinds = {unit_class(left.quantity.unit), unit_class(right.quantity.unit)}
    if kinds != {"bare", "count"} or left.concept is None or left.concept != right.concept:
        return False
    concept = concept_of(left.concept)
    return concept is not None and "count" in concept.measures


def interval_in(claim: Claim, other: Claim) -> Interval | None:
    """A claim's interval in the unit of another, widened by what an exchange rate may be off; None if none converts."""
    factor = factor_between(claim, other)
    if factor is None:
        return None
    converted = intervals.multiply(claim.quantity.interval, intervals.point(factor))
    spread = exchange_spread(claim.quantity.unit, other.quantity.unit)
    return intervals.widened(converted, spread) if spread else converted


def block_unit(claim: Claim) -> str:
    """The part of a block's key that the unit gives: claims in different ones can't be compared."""
    head = claim.quantity.unit.split("/")[0]
    kind = unit_class(claim.quantity.unit)
    if kind in ("count", "bare") and claim.concept is not None:
        return "count"
    if kind in ("percent", "ratio"):
        return head if head == "percentage_point" else "share"
    if kind == "money" and any(head in pair for pair in exchange_rates()):
        return "money"  # the project gives rates: currencies may be compared
    return f"{kind}:{head}" if kind in ("money", "count") else kind
