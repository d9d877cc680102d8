"""Changes whose levels are told elsewhere: "2,318 people, 101 more than a year before" here, a row with 2,318 and 2,207 there.

The new level stands beside the change; a number that surely is the same one, in a table or another text, has the old level beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from claimcheck.claims.concepts import unit_class
from claimcheck.facts.comparable import factor_between
from claimcheck.facts.values import SIZE, size_of
from claimcheck.facts.weighed import Decisions, Weighed
from claimcheck.language.en import bracketed_before
from claimcheck.model import Claim, ClaimKind
from claimcheck.relations.binding import (
    ChangeBinding,
    bind_changes,
    by_sentence,
    levels_beside,
    sentence_place,
    sentences_of,
)
from claimcheck.relations.places import places_of, words_between

_SURE = 0.0
"""Bits from which on two numbers that agree are taken for one."""
_SURE_ROUGH = 1.0
_TELLING = SIZE.index("round")
_NEAR = Decimal("0.02")
"""How far two tellings of a level may be apart, as a share of it, where a change is worked out of it."""


def bind_retold(claims: Sequence[Claim], decisions: Decisions) -> Iterator[ChangeBinding]:
    """Every change without levels of its own, with the levels that a row or sentence elsewhere gives for it."""
    bound = {binding.change.id for binding in bind_changes(claims)}
    rows = _rows(claims)
    sentences = by_sentence(claims)
    before: list[Claim] = []
    for sentence in sentences_of(claims):
        near = before if before and sentence[0].segment - before[0].segment in (0, 1) else []
        for change in sentence:
            if (
                change.kind is ClaimKind.CHANGE
                and change.id not in bound
                and change.quantity.value is not None
            ):
                pairs = tuple(_pairs(change, sentence, near, decisions, rows, sentences))
                if pairs:
                    yield ChangeBinding(change, pairs)
        before = sentence


_Rows = dict[tuple[str, int, int], list[Claim]]


def _rows(claims: Sequence[Claim]) -> _Rows:
    rows: _Rows = defaultdict(list)
    for claim in claims:
        if claim.cell is not None:
            rows[claim.path, claim.cell.table, claim.cell.row].append(claim)
    return rows


def _pairs(
    change: Claim,
    sentence: list[Claim],
    before: list[Claim],
    decisions: Decisions,
    rows: _Rows,
    sentences: _Rows,
) -> Iterator[tuple[Claim, Claim]]:
    news = levels_beside(change, sentence) or [
        level for level in levels_beside(change, before) if not _of_two_measures(change, level)
    ]
    if len(news) != 1:
        return
    found = []
    for pair in decisions.by_claim.get(news[0].id, ()):
        there = pair.other(news[0])
        rough = change.quantity.unit == "ratio" and unit_class(there.quantity.unit) == "money"
        old = _old_level(there, rows, sentences) if _is_surely_one(pair, rough=rough) else None
        if old is not None:
            found.append((_in_unit_of(news[0], there), _in_unit_of(news[0], old)))
    # What the text gives itself needs no other: in a copy of it the same stands once more.
    yield from [pair for pair in found if pair[0].path == change.path] or found


def _of_two_measures(change: Claim, level: Claim) -> bool:
    """Whether a change is said of another thing than the level of the sentence before: the budget rose, sales will double."""
    if change.concept is not None and level.concept is not None:
        return change.concept != level.concept
    return bool(change.terms and level.terms) and not change.terms & level.terms


def _in_unit_of(level: Claim, bare: Claim) -> Claim:
    """A bare number of a table as one of what the text counts."""
    if unit_class(bare.quantity.unit) != "bare":
        return bare
    return replace(bare, quantity=replace(bare.quantity, unit=level.quantity.unit))


def _is_surely_one(pair: Weighed, *, rough: bool) -> bool:
    """Whether two numbers are one; `rough`: for a multiple of a sum of money, which is as rough as a figure of one digit, such a figure will do."""
    sure = pair.outer_bits >= (_SURE_ROUGH if rough else _SURE) if pair.settled is None else pair.settled
    return pair.agreeing and sure and (rough or (SIZE.index(size_of(pair)) >= _TELLING and _is_near(pair)))


def _is_near(pair: Weighed) -> bool:
    """Whether two numbers that agree are as good as one: "nearly 43,000" may be 39,640, but a change of 8% is none of it."""
    a, b = pair.left.quantity.value, pair.right.quantity.value
    factor = factor_between(pair.left, pair.right)
    return a is not None and b is not None and factor is not None and abs(a * factor - b) <= abs(b) * _NEAR


def _old_level(level: Claim, rows: _Rows, sentences: _Rows) -> Claim | None:
    """The level of the time before that stands beside another one; None where there is none, or more than one."""
    if level.cell is None:
        beside = sentences[sentence_place(level)]
        alike = [c for c in beside if c.quantity.unit == level.quantity.unit]
        olds = [c for c in alike if c.compared] or _bracketed(level, beside, alike)
        return olds[0] if len(olds) == 1 and olds[0].id != level.id else None
    row = rows[level.path, level.cell.table, level.cell.row]
    alike = [
        c for c in row if c.quantity.unit == level.quantity.unit and c.id != level.id and c.kind is level.kind
    ]
    dated = [c for c in alike if _is_before(c, level)]
    if dated:
        latest = max(c.period.start for c in dated if c.period is not None and c.period.start is not None)
        dated = [c for c in dated if c.period is not None and c.period.start == latest]
        return dated[0] if len(dated) == 1 else None
    return None


def _bracketed(level: Claim, beside: Sequence[Claim], alike: Sequence[Claim]) -> list[Claim]:
    """The level of the time before in brackets behind one: "€706,000 (2024: €412,000)"."""
    places = places_of(beside)
    return [
        claim
        for claim in alike
        if (words := words_between(level, claim, places)) is not None
        and places[level.id].start < places[claim.id].start
        and bracketed_before().search(words)
    ]


def _is_before(claim: Claim, level: Claim) -> bool:
    """Whether a number is of an earlier stretch of time than another, and of one as long."""
    ours, theirs = claim.period, level.period
    if ours is None or theirs is None or None in (ours.start, ours.end, theirs.start, theirs.end):
        return False
    assert ours.start is not None
    assert ours.end is not None
    assert theirs.start is not None
    assert theirs.end is not None
    return (
        ours.end < theirs.end
        and ours.start < theirs.start
        and abs((ours.end - ours.start).days - (theirs.end - theirs.start).days) <= _LEAP
    )


_LEAP = 3
"""Days by which two months, quarters or years differ in length."""
