"""What an entry of the registry asserts: its sentence read like any other text, with what the entry sets explicitly."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from claimcheck.claims.concepts import unit_class
from claimcheck.claims.entity_words import name_key
from claimcheck.claims.metrics import metric_from_label
from claimcheck.claims.periods import find_periods
from claimcheck.documents import read_string
from claimcheck.model import Claim, Interval, Quantity, Span
from claimcheck.quantities import conversion_factor, find_quantities, intervals
from claimcheck.quantities.units import symbol_unit
from claimcheck.readers import read_claims
from claimcheck.registry.model import Mark, RegisteredClaim, RegistryFault, Tolerance

_PLAIN = re.compile(r"[+-]?\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d{1,3})?")


def expected_claim(entry: RegisteredClaim, number: int) -> Claim | RegistryFault:
    """The claim that an entry makes; a fault where it cannot be told which number is meant.

    `number`: the entry's place in the registry, so that no two entries count as one paragraph.
    """
    stated = _claims_of(entry.claim, entry)
    wanted: Quantity | None = None
    if entry.value is not None:
        wanted = quantity_of(entry.value, entry.unit)
        if wanted is None:
            return _fault(entry, "value", f"'{entry.value}' is no number")
    chosen = _chosen(stated, wanted)
    if chosen is None and wanted is not None and not stated:
        # The sentence leaves the number to `value`: read it with the number behind.
        extended = _claims_of(
            f"{entry.claim.rstrip('.')}: {entry.value} {entry.unit or ''}".strip() + ".", entry
        )
        chosen = extended[-1] if extended else None
    if chosen is None and not stated:
        return _fault(
            entry,
            "claim",
            "the sentence has no number that could be checked; write it into the sentence or as `value`",
        )
    if chosen is None and wanted is None:
        told = ", ".join(f"“{claim.text}”" for claim in stated[:4])
        return _fault(
            entry, "claim", f"the sentence has several numbers ({told}); say with `value` which one is meant"
        )
    if chosen is None:
        chosen = _nearest(stated, wanted)
    quantity = chosen.quantity
    if wanted is not None and not _says(chosen, wanted):
        quantity = wanted  # `value` overrides the sentence; that the two differ is a finding of its own
    elif wanted is not None and wanted.value is not None and entry.unit is None:
        quantity = replace(quantity, value=quantity.value if quantity.value is not None else wanted.value)
    if entry.tolerance is not None:
        quantity = replace(quantity, interval=tolerated(quantity, entry.tolerance))
    return _placed(_overridden(replace(chosen, quantity=quantity), entry), entry, number)


def disagrees_with_itself(entry: RegisteredClaim) -> Claim | None:
    """The number of the entry's sentence that its `value` contradicts; None where the two go together."""
    if entry.value is None:
        return None
    wanted = quantity_of(entry.value, entry.unit)
    stated = _claims_of(entry.claim, entry)
    if wanted is None or not stated or _chosen(stated, wanted) is not None:
        return None
    return _placed(_nearest(stated, wanted), entry, 0)


def quantity_of(text: str, unit: str | None) -> Quantity | None:
    """A number of the registry: plain ("2640000000", with its unit beside it) or as written in a text ("$2.64 billion")."""
    plain = (
        text.strip().replace(",", "")
        if re.fullmatch(r"\s*\d{1,3}(,\d{3})+(\.\d+)?\s*", text)
        else text.strip()
    )
    if _PLAIN.fullmatch(plain):
        value = Decimal(plain.replace("_", ""))
        name = unit_named(unit) if unit is not None else "dimensionless"
        return Quantity(value, None, None, name, intervals.point(value))
    found = find_quantities(text if unit is None else f"{text} {unit}") or find_quantities(text)
    return found[0].quantity if len(found) == 1 else None


def tolerated(quantity: Quantity, tolerance: Tolerance) -> Interval:
    """The interval of a quantity under an explicit tolerance, which replaces what rounding would allow."""
    low = quantity.low if quantity.low is not None else quantity.value
    high = quantity.high if quantity.high is not None else quantity.value
    if low is None or high is None:
        return quantity.interval
    reach_low, reach_high = (
        (abs(end) * tolerance.amount / 100 if tolerance.percent else tolerance.amount) for end in (low, high)
    )
    return Interval(low - reach_low, high + reach_high)


def in_words(entry: RegisteredClaim, text: str, expected: Claim) -> Claim | None:
    """The entry's claim with another number, such as one that it supersedes; None where the text is no number."""
    quantity = quantity_of(text, entry.unit or None)
    if quantity is None:
        return None
    if quantity.unit == "dimensionless":
        quantity = replace(quantity, unit=expected.quantity.unit)
    return replace(expected, quantity=quantity, id=f"{expected.id}@{text}")


def unit_named(unit: str) -> str:
    """The unit as the pipeline names it, however a person writes it: a name is taken as it is, symbols are looked up ("ms", "km/h", "GB per day")."""
    if re.fullmatch(r"[A-Z]{3}", unit) or "_" in unit:
        return unit
    if unit == "%":
        return "percent"
    known = symbol_unit(unit)
    if known is not None:
        return known
    above, *below = re.split(r"\s*/\s*|\s+per\s+", unit)
    if below:
        return "/".join(unit_named(part) for part in (above, *below))
    found = find_quantities(f"5 {unit}")
    return found[0].quantity.unit if len(found) == 1 and found[0].quantity.unit != "dimensionless" else unit


def _claims_of(sentence: str, entry: RegisteredClaim) -> list[Claim]:
    document = replace(read_string(sentence, entry.path, ".txt"), published=entry.as_of)
    return list(read_claims(document))


def _chosen(stated: list[Claim], wanted: Quantity | None) -> Claim | None:
    if wanted is None:
        return stated[0] if len(stated) == 1 else None
    return next((claim for claim in stated if _says(claim, wanted)), None)


def _says(claim: Claim, wanted: Quantity) -> bool:
    """Whether a number of the sentence is the one that `value` means, as far as the sentence is rounded."""
    unit = claim.quantity.unit
    factor = Decimal(1) if wanted.unit == "dimensionless" else conversion_factor(wanted.unit, unit)
    if factor is None and unit_class(wanted.unit) == unit_class(unit) == "count":
        factor = Decimal(1)
    if factor is None:
        return False
    return not intervals.multiply(wanted.interval, intervals.point(factor)).disjoint(claim.quantity.interval)


def _nearest(stated: list[Claim], wanted: Quantity | None) -> Claim:
    """The number of the sentence that stands nearest to another in size."""
    value = wanted.value if wanted is not None else None
    if value is None:
        return stated[0]
    return min(stated, key=lambda claim: abs((claim.quantity.value or Decimal(0)) - value))


def _overridden(claim: Claim, entry: RegisteredClaim) -> Claim:
    """The claim with the subject, metric and period that the entry names."""
    if entry.subject is not None:
        key = name_key(entry.subject)
        claim = replace(
            claim, subject=entry.subject, subject_key=key, owner_key=key, subject_named=True,
            names=claim.names | {key}, cast=claim.cast | {key},
        )  # fmt: skip
    if entry.metric is not None:
        metric = metric_from_label(entry.metric, claim.quantity.unit)
        claim = replace(
            claim,
            metric=entry.metric,
            concept=metric.concept,
            terms=metric.terms,
            qualifiers=metric.qualifiers,
        )
    if entry.period is not None:
        mentions = [m.period for m in find_periods(entry.period, entry.as_of) if m.period is not None]
        if mentions:
            claim = replace(claim, period=mentions[0], setting=None, era=None)
    return claim


def _placed(claim: Claim, entry: RegisteredClaim, number: int) -> Claim:
    """The claim at its place in the registry file, under the id of its entry."""
    mark = number_mark(entry.mark("claim"), claim.text)
    return replace(
        claim,
        id=entry.id,
        path=entry.path,
        line=mark.line,
        column=mark.column,
        span=mark.span,
        text=mark.text,
        sentence=entry.claim,
        segment=number,
    )


def number_mark(mark: Mark, text: str) -> Mark:
    """The place of a number within a value of the registry file; the whole value where it is written otherwise there."""
    at = mark.text.find(text)
    if at < 0:
        return mark
    before = mark.text[:at]
    line = mark.line + before.count("\n")
    column = mark.column + at if "\n" not in before else len(before) - before.rfind("\n")
    start = mark.span.start + at
    return Mark(line, column, Span(start, start + len(text)), text)


def _fault(entry: RegisteredClaim, key: str, message: str) -> RegistryFault:
    mark = entry.mark(key)
    return RegistryFault(entry.path, mark.line, mark.column, f"{entry.id}: {message}")
