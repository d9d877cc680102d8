"""What percent-change, difference and multiple share: a stated change against the levels that it is said of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import cast

from claimcheck.checks.rule import Corpus, finding
from claimcheck.claims.concepts import unit_class
from claimcheck.facts.slips import slip_of_digits
from claimcheck.model import Claim, Finding, Interval, Quantity, Role
from claimcheck.quantities import intervals
from claimcheck.relations import bind_changes, equation
from claimcheck.relations.across import bind_across
from claimcheck.relations.assertions import written_bare
from claimcheck.relations.binding import ChangeBinding, signed
from claimcheck.relations.links.worked import change_between
from claimcheck.relations.retold_changes import bind_retold
from claimcheck.wording import amount, interval_words, quantity_words, rounded, rounded_interval

_CERTAIN, _LIKELY = 0.97, 0.8


def stated_changes(corpus: Corpus, rule: str, applies: Callable[[Claim], bool]) -> Iterator[Finding]:
    """A finding for every stated change that no plausible pair of levels bears out."""
    for binding in bind_changes(corpus.claims):
        if applies(binding.change):
            found = _work(binding, rule)
            if found is not None:
                yield found
    if corpus.decisions is not None:
        for binding in retold(corpus):
            if applies(binding.change):
                found = _work(binding, rule, most=_LIKELY, explained=True)
                if found is not None:
                    yield found
    if rule == "percent-change":
        for binding in bind_across(corpus.claims):
            found = _work(binding, rule, most=_LIKELY)
            if found is not None:
                yield found


def retold(corpus: Corpus) -> tuple[ChangeBinding, ...]:
    """The changes whose levels are told elsewhere, bound once for all rules."""
    if "retold changes" not in corpus.shared:
        assert corpus.decisions is not None
        corpus.shared["retold changes"] = tuple(bind_retold(corpus.claims, corpus.decisions))
    return cast(tuple[ChangeBinding, ...], corpus.shared["retold changes"])


def _is_explained(rule: str, change: Claim, point: Decimal | None) -> bool:
    """Whether a slip of the pen explains a change that levels told elsewhere do not bear out; those may be of something else."""
    value = change.quantity.value
    if point is None or not value or not point:
        return False
    if rule == "multiple":
        return _HALF < abs(point / value) < 1 / _HALF
    return slip_of_digits(abs(value), abs(point)) is not None


_HALF = Decimal("0.5")


def _work(
    binding: ChangeBinding, rule: str, *, most: float = _CERTAIN, explained: bool = False
) -> Finding | None:
    """The finding where no pair bears the change out; `most`: how sure the binding can make it.

    `explained`: only where a slip of the pen explains it.
    """
    change = binding.change
    worked = [
        (new, old, result)
        for new, old in binding.pairs
        if (result := change_between(rule, change.quantity.unit, new, old)) is not None
    ]
    if not worked:
        return None
    stated = _stated(rule, change)
    if any(not result.disjoint(stated) for _, _, result in worked):
        return None
    if (
        rule == "percent-change"
        and written_bare(change)
        and any(_is_apart(change, new, old) for new, old, _ in worked)
    ):
        return None  # "from 8,212 to 10,945, an increase of 2,733, or 33%"
    if (
        rule == "multiple"
        and _LESSER.search(change.sentence)
        and any(_is_inverse(stated, result) for _, _, result in worked)
    ):
        return None  # "from 900 to 300, a threefold reduction"
    new, old, result = worked[0]
    unit = {"percent-change": "percent", "multiple": "ratio"}.get(rule, change.quantity.unit)
    operands = {"new": quantity_words(new.quantity), "old": quantity_words(old.quantity)}
    point = _evaluate_points(rule, change, new, old)
    if explained and not _is_explained(rule, change, point):
        return None
    shown = (
        amount(rounded(point, 3), unit)
        if point is not None
        else interval_words(rounded_interval(result), unit)
    )
    derivation = equation(rule).derivation.format(**operands, result=shown)
    if result.low != result.high:
        derivation += f"; rounding allows {interval_words(rounded_interval(result), unit)}"
    return finding(
        rule,
        most if len({(n.id, o.id) for n, o, _ in worked}) == 1 else _LIKELY,
        f"{change.text} does not follow from {old.text} to {new.text}: that is {_spoken(change, point, shown, unit)}",
        f"{derivation}; stated is {interval_words(stated, unit)}",
        [(change, Role.STATED), (new, Role.OPERAND), (old, Role.OPERAND)],
        computed=Quantity(point, None, None, unit, result),
    )


def _spoken(change: Claim, point: Decimal | None, shown: str, unit: str) -> str:
    """A fall as one: "a fall of 8.78%", where the text has the words for it and the figure no sign."""
    value = change.quantity.value
    if unit == "ratio" or point is None or point >= 0 or value is None or value < 0:
        return shown
    return f"a fall of {amount(rounded(-point, 3), unit)}"


_LESSER = re.compile(
    r"\b(?:reduc|decreas|drop|fell|fall|cut|lower|smaller|fewer|less|shrank|shrink|declin|faster|shorter)",
    re.IGNORECASE,
)


def _is_apart(change: Claim, new: Claim, old: Claim) -> bool:
    """Whether a number is as large as the distance between two levels."""
    apart = intervals.subtract(new.quantity.interval, old.quantity.interval)
    return not intervals.magnitude(apart).disjoint(intervals.magnitude(change.quantity.interval))


def _is_inverse(stated: Interval, result: Interval) -> bool:
    inverse = intervals.divide(intervals.point(Decimal(1)), result)
    return inverse is not None and not inverse.disjoint(stated)


def _stated(rule: str, change: Claim) -> Interval:
    if rule == "multiple":
        return change.quantity.interval
    return signed(change)


def _evaluate_points(rule: str, change: Claim, new: Claim, old: Claim) -> Decimal | None:
    """The result for the figures themselves, without rounding; to be shown, not to be judged by."""
    if new.quantity.value is None or old.quantity.value is None:
        return None
    result = change_between(rule, change.quantity.unit, _exact(new), _exact(old))
    return result.low if result is not None else None


def _exact(claim: Claim) -> Claim:
    value = claim.quantity.value
    return replace(claim, quantity=replace(claim.quantity, interval=Interval(value, value)))


def is_percent(change: Claim) -> bool:
    """Whether a change is stated in percent."""
    return change.quantity.unit == "percent"


def is_multiple(change: Claim) -> bool:
    """Whether a change is stated as a multiple."""
    return change.quantity.unit == "ratio"


def is_amount(change: Claim) -> bool:
    """Whether a change is stated as an amount: in money, units, things counted, or percentage points."""
    return (
        unit_class(change.quantity.unit) in ("money", "count", "measure", "bare")
        or change.quantity.unit == "percentage_point"
    )


__all__ = ["is_amount", "is_multiple", "is_percent", "stated_changes"]
