"""Two that are each called the largest by one measure in one scope."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from claimcheck.checks.rule import Corpus, Rule, finding, place_of
from claimcheck.data import words as lexicon_words
from claimcheck.facts import same_period
from claimcheck.model import Claim, ClaimKind, Feature, Finding, Modality, Role, Severity

NAME = "rank-conflict"
_WORD = re.compile(r"\w+(?:-\w+)*")
_MOST_PER_PLACE = 24


def check(corpus: Corpus) -> Iterable[Finding]:
    """Findings for every two different names on one rank, and for every name on two ranks."""
    places: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    holders: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    firsts: dict[tuple[str, object], set[str | None]] = defaultdict(set)
    for claim in corpus.claims:
        category = _category(claim)
        if claim.kind is ClaimKind.RANK and claim.subject_key and category:
            firsts[claim.path, claim.quantity.value].add(claim.subject_key)
            places[claim.quantity.value, _scope(claim), category].append(claim)
            holders[claim.subject_key, _scope(claim), category].append(claim)
    for claims in places.values():
        yield from _place(claims[:_MOST_PER_PLACE], firsts)
    for claims in holders.values():
        yield from _holder(claims[:_MOST_PER_PLACE])


def _holder(claims: list[Claim]) -> Iterator[Finding]:
    """Findings for a name that holds two ranks of one ranking."""
    reported: set[frozenset[object]] = set()
    for left, right in combinations(claims, 2):
        a, b = left.quantity.value, right.quantity.value
        pair = frozenset((a, b))
        together = left.path == right.path and left.segment == right.segment
        if a == b or together or pair in reported or left.part_key != right.part_key:
            continue
        confidence, features = _weigh_ranking(left, right)
        if confidence is None:
            continue
        reported.add(pair)
        what = _as_written(left)
        yield finding(
            NAME,
            confidence,
            f"{left.subject} is called number {a} in {what} here, number {b} in {place_of(right, left)}",
            f"“{left.text}” is number {a}, “{right.text}” is number {b}; one name holds one place",
            [(left, Role.STATED), (right, Role.OTHER_SIDE)],
            features,
        )


def _category(claim: Claim) -> frozenset[str]:
    """What is ranked, without words that any maker of it would have ("company", "supplier")."""
    return claim.terms - lexicon_words("maker_nouns")


def _as_written(claim: Claim) -> str:
    """What is ranked, in the order and the capitals of the text: "OSAT", "testing of probe cards"."""
    words = {word.lower(): word for word in reversed(_WORD.findall(claim.sentence))}
    places = {word: number for number, word in enumerate(reversed(words))}
    told = sorted(_category(claim), key=lambda term: (places.get(term, len(places)), term))
    return " ".join(words.get(term, term) for term in told)


def _scope(claim: Claim) -> str | None:
    return next((word for word in claim.qualifiers if word.startswith("scope:")), None)


def _place(claims: list[Claim], both: dict[tuple[str, object], set[str | None]]) -> Iterator[Finding]:
    reported: set[frozenset[str]] = set()
    for left, right in combinations(claims, 2):
        confidence, features = _weigh(left, right)
        if left.path != right.path and any(
            both.get((side.path, left.quantity.value), set()) >= {left.subject_key, right.subject_key}
            for side in (left, right)
        ):
            continue  # one text gives the place to both, and tells them apart
        pair = frozenset((left.subject_key or "", right.subject_key or ""))
        if confidence is None or pair in reported:
            continue
        reported.add(pair)
        rank = left.quantity.value
        what = _as_written(left)
        yield finding(
            NAME,
            confidence,
            f"{left.subject} here and {right.subject} in {place_of(right, left)} are both called number {rank} in {what}",
            f"{left.subject}: “{left.text}”; {right.subject}: “{right.text}”; one place can be held by one only",
            [(left, Role.STATED), (right, Role.OTHER_SIDE)],
            features,
        )


def _weigh(left: Claim, right: Claim) -> tuple[float | None, tuple[Feature, ...]]:
    a, b = left.subject_key, right.subject_key
    assert a is not None
    assert b is not None
    if a == b or a in b.split() or b in a.split() or a in right.names or b in left.names:
        return None, ()
    return _weigh_ranking(left, right)


def _weigh_ranking(left: Claim, right: Claim) -> tuple[float | None, tuple[Feature, ...]]:
    """Whether two ranks are of one ranking."""
    if not {left.modality, right.modality} <= {Modality.REPORTED, Modality.ESTIMATED}:
        return None, ()  # "wants to become the largest", "no longer the largest"
    features = [Feature("category", 4.0, f"both are ranked among {_as_written(left)}")]
    if _scope(left) is None:
        return None, ()
    features.append(Feature("scope", 3.0, f"both in the scope {str(_scope(left)).removeprefix('scope:')}"))
    confidence = 0.95
    if left.concept != right.concept:
        if left.concept is not None and right.concept is not None:
            return None, ()
        if left.path == right.path and left.segment == right.segment:
            return None, ()  # "Ranked by revenue, …": the paragraph tells two rankings apart
        features.append(
            Feature("measure", -1.0, f"only one says by which measure ({left.concept or right.concept})")
        )
        confidence = 0.85
    elif left.concept is not None:
        features.append(Feature("measure", 2.0, f"both by {left.concept}"))
    if left.period is not None and right.period is not None:
        if not same_period(left.period, right.period):
            return None, ()
        features.append(Feature("period", 2.0, f"both for {left.period.label}"))
    elif (left.period is None) != (right.period is None):
        return None, ()  # "in 2019 it was the largest"
    elif left.published and right.published and abs((left.published - right.published).days) > 366:
        return None, ()
    return confidence, tuple(features)


RULE = Rule(
    NAME,
    "Two different names hold the same rank by the same measure in the same scope.",
    Severity.ERROR,
    'Ranks such as "the world\'s largest", "#1" and "No. 2 in Europe" are compared, in prose and in tables, where what is '
    'ranked, the measure and the scope agree. A rank without scope, "one of the largest", different measures (revenue, '
    "volume), regions or years are left alone. Where only one side names the measure it is a warning.",
    "Two firsts in one publication mean that one of its sources is wrong or out of date.",
    "Alder Test is the world's largest probe-card maker by revenue.\n\nBirch Probe is the world's largest probe-card maker by revenue.\n",
    "Alder Test is the world's largest probe-card maker by revenue.\n\nBirch Probe is the world's largest probe-card maker by volume.\n",
    check,
    advice="Name the measure, the scope or the date by which each of them holds the rank, or correct one.",
)
