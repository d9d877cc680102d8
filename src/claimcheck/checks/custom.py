"""Rules that a project writes down as data: bound, unit, total and ratio, each on one engine (the way of Vale's `extends`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import islice, product

from claimcheck.checks.rule import Corpus, Rule, finding
from claimcheck.claims.concepts import concept_of, unit_class
from claimcheck.claims.words import normal
from claimcheck.facts.comparable import interval_in
from claimcheck.model import Claim, Finding, Interval, Role
from claimcheck.quantities import intervals
from claimcheck.quantities.units import conversion_factor
from claimcheck.settings.model import CustomRule, Selector
from claimcheck.wording import interval_words, listing, quantity_words, rounded_interval, unit_words

_WORD = re.compile(r"[^\W_]+")
_CONFIDENCE = 0.95
_MOST_BINDINGS = 64
"""Choices of operands that are tried for one number; a text that leaves more open is not judged."""
_HUNDRED = Decimal(100)


def rule_of(custom: CustomRule) -> Rule:
    """The rule that some data describes."""
    told = custom.summary or _SUMMARIES[custom.extends]
    return Rule(
        custom.name,
        told,
        custom.severity,
        f"{_described(custom)} A rule of this project, on the engine `{custom.extends}` (docs/plugins.md).",
        "The project has said so in its configuration.",
        "",
        "",
        partial(check, custom),
        advice=custom.message or "",
    )


_SUMMARIES = {
    "bound": "A number is outside the bounds that the project has set.",
    "unit": "A number stands in a unit that the project does not use.",
    "total": "A number is not the total of the numbers that the project says it is made of.",
    "ratio": "A number is not the quotient of the two that the project says it is.",
}


def check(custom: CustomRule, corpus: Corpus) -> Iterator[Finding]:
    """A finding for every number that breaks the rule."""
    engine: Callable[[CustomRule, Sequence[Claim]], Iterable[tuple[str, str, Sequence[Claim]]]]
    engine = {"bound": _bound, "unit": _unit, "total": _total, "ratio": _ratio}[custom.extends]
    by_path: dict[str, list[Claim]] = {}
    for claim in corpus.claims:
        by_path.setdefault(claim.path, []).append(claim)
    for claims in by_path.values():
        for told, derivation, (stated, *others) in engine(custom, claims):
            severe = finding(
                custom.name, _CONFIDENCE, custom.message or told, derivation,
                [(stated, Role.STATED), *((other, Role.OPERAND) for other in others)],
            )  # fmt: skip
            yield _with_severity(severe, custom)


def _with_severity(found: Finding, custom: CustomRule) -> Finding:
    from dataclasses import replace

    return replace(found, severity=custom.severity)


def selects(selector: Selector, claim: Claim) -> bool:
    """Whether a number is meant by a selector."""
    if selector.unit is not None and selector.unit not in (
        claim.quantity.unit,
        unit_class(claim.quantity.unit),
    ):
        return False
    if selector.subject is not None and not _stems(selector.subject) <= _stems(
        claim.subject or claim.sentence
    ):
        return False
    if selector.words and not _stems(" ".join(selector.words)) <= _stems(claim.sentence):
        return False
    if selector.metric is None:
        return True
    concept = concept_of(selector.metric)
    if concept is not None and claim.concept is not None:
        return concept.name == claim.concept
    wanted, named = _stems(selector.metric), _stems(f"{claim.metric or ''} {claim.concept or ''}")
    # A metric is known by its last words ("generation"); what stands before them may be further off in the clause.
    return bool(wanted & named) and wanted <= named | claim.terms | claim.scope | claim.context


def _stems(text: str) -> set[str]:
    return {normal(word.lower()) for word in _WORD.findall(text)}


def _bound(custom: CustomRule, claims: Sequence[Claim]) -> Iterator[tuple[str, str, Sequence[Claim]]]:
    for claim in _meant(custom.of, claims):
        unit = custom.unit or claim.quantity.unit
        factor = conversion_factor(claim.quantity.unit, unit)
        if factor is None:
            continue
        value = intervals.multiply(claim.quantity.interval, intervals.point(factor))
        below = custom.low is not None and value.high is not None and value.high < custom.low
        above = custom.high is not None and value.low is not None and value.low > custom.high
        if below or above:
            allowed = interval_words(Interval(custom.low, custom.high), unit)
            told = interval_words(rounded_interval(value), unit)
            yield (
                f"{quantity_words(claim.quantity)}, where {custom.name} allows {allowed}",
                f"what is written can stand for {told}; allowed is {allowed}",
                [claim],
            )


def _unit(custom: CustomRule, claims: Sequence[Claim]) -> Iterator[tuple[str, str, Sequence[Claim]]]:
    for claim in _meant(custom.of, claims):
        if claim.quantity.unit not in custom.units:
            wanted = listing([unit_words(unit) or "plain numbers" for unit in custom.units])
            unit = unit_words(claim.quantity.unit)
            told = f"is in {unit}" if unit else "has no unit"
            yield (
                f"{claim.text} {told}, not in {wanted}",
                f"{custom.name} allows {wanted} only",
                [claim],
            )


def _total(custom: CustomRule, claims: Sequence[Claim]) -> Iterator[tuple[str, str, Sequence[Claim]]]:
    def worked(stated: Claim, operands: Sequence[Claim]) -> Interval | None:
        total = intervals.point(Decimal(0))
        for operand in operands:
            part = interval_in(operand, stated)
            if part is None:
                return None
            total = intervals.add(total, part)
        return total

    yield from _bound_by(custom, claims, worked, " + ")


def _ratio(custom: CustomRule, claims: Sequence[Claim]) -> Iterator[tuple[str, str, Sequence[Claim]]]:
    def worked(stated: Claim, operands: Sequence[Claim]) -> Interval | None:
        over, under = operands
        dividend = interval_in(over, under)
        if dividend is None:  # of two units: their plain numbers, as in a price apiece
            dividend = over.quantity.interval
        quotient = intervals.divide(dividend, under.quantity.interval)
        if quotient is None or unit_class(stated.quantity.unit) != "percent":
            return quotient
        return intervals.multiply(quotient, intervals.point(_HUNDRED))

    yield from _bound_by(custom, claims, worked, " / ")


def _bound_by(
    custom: CustomRule,
    claims: Sequence[Claim],
    worked: Callable[[Claim, Sequence[Claim]], Interval | None],
    sign: str,
) -> Iterator[tuple[str, str, Sequence[Claim]]]:
    """Numbers that follow from no choice of operands; where operands are missing, or too many choices are open, nothing is said."""
    roles = [list(_meant(part, claims)) for part in custom.parts]
    for stated in _meant(custom.of, claims):
        fitting = [
            [claim for claim in role if claim.id != stated.id and _beside(claim, stated)] for role in roles
        ]
        bindings = list(islice(product(*fitting), _MOST_BINDINGS + 1))
        if not bindings or len(bindings) > _MOST_BINDINGS:
            continue
        results = [(worked(stated, binding), binding) for binding in bindings]
        known = [(result, binding) for result, binding in results if result is not None]
        if len(known) < len(results) or any(_meet(result, stated.quantity.interval) for result, _ in known):
            continue
        result, binding = known[0]
        told = interval_words(rounded_interval(result), stated.quantity.unit)
        shown = sign.join(operand.text for operand in binding)
        yield f"{stated.text} stated, but {shown} gives {told}", f"{shown} = {told}", [stated, *binding]


def _meant(selector: Selector, claims: Sequence[Claim]) -> Iterator[Claim]:
    return (claim for claim in claims if claim.kind.is_amount and selects(selector, claim))


def _beside(claim: Claim, stated: Claim) -> bool:
    """Whether two numbers may be worked with each other: neither says another time, subject or sense than the other."""
    if claim.period is not None and stated.period is not None and claim.period.label != stated.period.label:
        return False
    if None not in (claim.subject_key, stated.subject_key) and claim.subject_key != stated.subject_key:
        return False
    return claim.modality.is_forward == stated.modality.is_forward


def _meet(one: Interval, other: Interval) -> bool:
    low = one.low is None or other.high is None or one.low <= other.high
    return low and (other.low is None or one.high is None or other.low <= one.high)


def _described(custom: CustomRule) -> str:
    of = _named(custom.of)
    if custom.extends == "bound":
        ends = [
            f"at least {custom.low}" if custom.low is not None else "",
            f"at most {custom.high}" if custom.high is not None else "",
        ]
        return f"{of} must be {' and '.join(end for end in ends if end)}{f' {custom.unit}' if custom.unit else ''}."
    if custom.extends == "unit":
        return f"{of} must stand in {listing(list(custom.units))}."
    parts = [_named(part) for part in custom.parts]
    if custom.extends == "total":
        return f"{of} must be the total of {listing(parts)}, in the same document, time and subject."
    return f"{of} must be {parts[0]} divided by {parts[1]}, in the same document, time and subject."


def _named(selector: Selector) -> str:
    words = [
        f"“{selector.metric}”" if selector.metric else "",
        f"of “{selector.subject}”" if selector.subject else "",
    ]
    words.append(
        f"in sentences with {listing([f'“{word}”' for word in selector.words])}" if selector.words else ""
    )
    words.append(f"in {selector.unit}" if selector.unit else "")
    return " ".join(word for word in words if word)
