"""A change of a percentage in percent that is one in percentage points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimcheck.checks.rule import Corpus, Rule, finding, place_of
from claimcheck.checks.stated_arithmetic import retold
from claimcheck.model import Claim, ClaimKind, Finding, Role, Severity
from claimcheck.quantities import intervals
from claimcheck.relations import equation, sentences_of
from claimcheck.relations.points_elsewhere import told_in_points

NAME = "percent-points"
_CONFIDENCE = 0.8


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every change given in percent that fits its two percentages in points only."""
    own: set[str] = set()
    for sentence in sentences_of(corpus.claims):
        changes = [claim for claim in sentence if _is_change(claim)]
        levels = [claim for claim in sentence if claim.quantity.unit == "percent" and claim not in changes]
        olds = [claim for claim in levels if claim.compared]
        news = [claim for claim in levels if not claim.compared]
        if olds:
            own |= {change.id for change in changes}
        if len(changes) == len(olds) == len(news) == 1:
            yield from _finding(changes[0], news[0], olds[0])
    if corpus.decisions is not None:
        for binding in retold(corpus):
            new, old = binding.pairs[0]
            if binding.change.id in own or len(binding.pairs) > 1 or new.quantity.unit != "percent":
                continue
            if _is_change(binding.change):
                yield from _finding(binding.change, new, old)
    for stated, points in told_in_points(corpus.claims):
        if stated.id not in own:
            yield finding(
                NAME,
                _CONFIDENCE,
                f"{stated.text} here, {points.text} in {place_of(points, stated)}: the same figure in percent and in percentage points",
                f"“{stated.text}” and “{points.text}” have the same figure; a change in percent is another than one in points",
                [(stated, Role.STATED), (points, Role.OTHER_SIDE)],
            )


def _is_change(claim: Claim) -> bool:
    return claim.kind is ClaimKind.CHANGE and claim.quantity.unit == "percent" and claim.direction != 0


def _finding(change: Claim, new: Claim, old: Claim) -> Iterator[Finding]:
    values = {"new": new.quantity.interval, "old": old.quantity.interval}
    relative, points = equation("percent-change").evaluate(values), equation("difference").evaluate(values)
    if relative is None or points is None:
        return
    stated = change.quantity.interval
    if not intervals.magnitude(relative).disjoint(stated) or intervals.magnitude(points).disjoint(stated):
        return
    yield finding(
        NAME,
        _CONFIDENCE,
        f"from {old.text} to {new.text} is {change.text} only when counted in percentage points",
        f"{new.text} − {old.text} is {change.text.strip('%')} in percentage points; in percent it is another figure",
        [(change, Role.STATED), (new, Role.OPERAND), (old, Role.OPERAND)],
    )


RULE = Rule(
    NAME,
    "A change between two percentages is given in percent, but fits in percentage points.",
    Severity.WARNING,
    "From 4% to 5% is one percentage point, or 25%. Where both percentages stand in the sentence, or in a row or sentence elsewhere "
    "that surely tells the same level, and a change in percent only fits in points, it says so; and so where another document gives the very figure in percentage points. A desk that does not mind sets it to `info`.",
    "The two differ by a factor, and not every reader guesses which one is meant.",
    "The unemployment rate rose by 1.0% to 5.2% from 4.2%.\n",
    "The unemployment rate rose by 24% to 5.2% from 4.2%.\n",
    check,
    advice="If the difference is meant, say “percentage points”.",
)
