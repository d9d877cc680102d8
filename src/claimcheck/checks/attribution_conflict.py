"""One figure for one thing, said of two different names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from claimcheck.checks.conflicts import Conflict, conflicts
from claimcheck.checks.rule import Corpus, Rule, finding, place_of, said_of
from claimcheck.claims.concepts import unit_class
from claimcheck.facts import same_period
from claimcheck.model import Claim, ClaimKind, Feature, Finding, Modality, Role, Severity

NAME = "attribution-conflict"
_LEAST_COUNT = 20
"""Smaller counts are shared by chance."""
_MOST_PER_VALUE = 16


def check(corpus: Corpus) -> Iterable[Finding]:
    """Findings for every figure that two names claim."""
    values: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in corpus.claims:
        if _is_specific(claim):
            assert claim.period is not None
            values[
                claim.quantity.unit, claim.quantity.value, claim.period.start, claim.period.end, claim.concept
            ].append(claim)
    for claims in values.values():
        yield from _value(claims[:_MOST_PER_VALUE])
    for conflict in conflicts(corpus):
        if conflict.rightful is not None:
            yield _mixed_up(conflict, conflict.rightful)


def _mixed_up(conflict: Conflict, rightful: Claim) -> Finding:
    stated, source = conflict.left, conflict.right
    where = place_of(rightful, stated)
    return finding(
        NAME,
        conflict.confidence,
        f"{said_of(stated, source)}: {stated.text} here; {where} gives it to {rightful.subject} and {source.text} to {source.subject}",
        f"in {source.path} “{rightful.text}” is the figure of {rightful.subject}, that of {source.subject} is “{source.text}”",
        [(stated, Role.STATED), (source, Role.OTHER_SIDE), (rightful, Role.OTHER_SIDE)],
        conflict.features,
    )


def _is_specific(claim: Claim) -> bool:
    value = claim.quantity.value
    return (
        value is not None
        and abs(value) >= _LEAST_COUNT
        and claim.period is not None
        and claim.subject_key is not None
        and claim.kind in (ClaimKind.COUNT, ClaimKind.LEVEL)
        and claim.modality not in (Modality.HYPOTHETICAL, Modality.SUPERSEDED)
        and unit_class(claim.quantity.unit) in ("count", "money", "measure")
        and not claim.compared
    )


def _value(claims: list[Claim]) -> Iterator[Finding]:
    reported: set[frozenset[str]] = set()
    for left, right in combinations(claims, 2):
        pair = frozenset((left.subject_key or "", right.subject_key or ""))
        features = _same_thing(left, right)
        if features is None or pair in reported:
            continue
        reported.add(pair)
        assert left.period is not None
        named = left.subject_named and right.subject_named
        yield finding(
            NAME,
            0.93 if named else 0.85,
            f"{left.text} ({left.period.label}) said of {left.subject} here, of {right.subject} in {place_of(right, left)}",
            f"“{left.text}” and “{right.text}” are one figure for one thing and period, given to {left.subject} and to {right.subject}",
            [(left, Role.STATED), (right, Role.OTHER_SIDE)],
            features,
        )


def _same_thing(left: Claim, right: Claim) -> tuple[Feature, ...] | None:
    """Why two equal figures are one and the same, said of different names; None where they need not be."""
    a, b = left.subject_key, right.subject_key
    assert a is not None
    assert b is not None
    assert left.period is not None
    assert right.period is not None
    if a == b or a in b.split() or b in a.split() or a in right.names or b in left.names:
        return None
    if (
        not same_period(left.period, right.period)
        or left.predicate is None
        or left.predicate != right.predicate
    ):
        return None
    things = (left.names & right.names) - {a, b}
    if not things:
        return None
    left_only, right_only = left.terms - right.context, right.terms - left.context
    if left_only and right_only:
        return None
    return (
        Feature("value", 4.0, f"the same figure, {left.text} and {right.text}"),
        Feature("period", 2.0, f"both for {left.period.label}"),
        Feature(
            "object",
            3.0,
            f"both name {', '.join(sorted({form for key, form in left.name_forms if key in things}))}",
        ),
        Feature("verb", 2.0, "both use the same verb"),
        Feature("subject", -1.0, f"{left.subject} and {right.subject} are different names"),
    )


RULE = Rule(
    NAME,
    "The same figure for the same thing and period is given to two different names.",
    Severity.ERROR,
    "Two claims with the same value, unit and period that name the same object and use the same verb, but different subjects: "
    "one order cannot be handled in full by two firms. Also a figure that one text gives to a name while another text gives that "
    "name a different figure and this very one to another name of the same series. Small counts and figures that two firms may well share (a growth "
    "rate, a round price) are left alone, and so are subjects that the other text itself names beside its own.",
    "A figure moved to the wrong name reads smoothly, and is libel as easily as error.",
    "Norvale handles 40,000 of Halden's HX2 wafers in 2026.\n\nCalder handles 40,000 of Halden's HX2 wafers in 2026.\n",
    "Norvale handles 40,000 of Halden's HX2 wafers in 2026.\n\nCalder handles 30,000 of Halden's HX2 wafers in 2026.\n",
    check,
    advice="Find out whose figure it is: one of the two names is probably wrong.",
)
