"""Values that follow from what a text says: the base behind a growth rate, the growth between two levels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from claimcheck.claims.concepts import unit_class
from claimcheck.model import Claim, ClaimKind, Derived, Interval, Modality, Quantity
from claimcheck.quantities import conversion_factor, intervals
from claimcheck.relations.assertions import gap, is_actual
from claimcheck.relations.binding import OTHER_BASES, bind_changes, in_unit, sentences_of, signed
from claimcheck.relations.equations import equation
from claimcheck.wording import amount, interval_words, quantity_words, rounded, rounded_interval

_EARLIER = re.compile(r"\b(?:earlier|previous|former|old|original|initial)\b", re.IGNORECASE)
_POINTING = re.compile(r"(?:That|This|It|The (?:earlier|previous|former|old|original|new|latest))\b")


def derive(claims: Iterable[Claim]) -> tuple[Derived, ...]:
    """All derived values of some claims, which stand in the order of their documents."""
    ordered = list(claims)
    bound = {binding.change.id for binding in bind_changes(ordered)}
    found: list[Derived] = []
    before: list[Claim] = []
    for sentence in sentences_of(ordered):
        if before and before[-1].path != sentence[0].path:
            before = []
        found.extend(_implied_bases(sentence, before, bound))
        found.extend(_yearly_growth(sentence))
        found.extend(_shares(sentence))
        found.extend(_totals_of_rates(sentence))
        found.extend(_per_unit(sentence))
        before = sentence
    return tuple(found)


def _worked_out(value: Decimal | None, unit: str, interval: Interval) -> Quantity:
    """A derived quantity: its digits are as good as the operands', so only four are kept."""
    return Quantity(None if value is None else rounded(value), None, None, unit, rounded_interval(interval))


def _implied_bases(sentence: list[Claim], before: list[Claim], bound: set[str]) -> Iterator[Derived]:
    """ "3.5 billion, up 118%" puts the year before at 3.5 / 2.18."""
    for change in sentence:
        if change.kind is not ClaimKind.CHANGE or change.id in bound or change.quantity.value is None:
            continue
        if change.quantity.unit not in ("percent", "ratio") or not change.direction:
            continue
        if OTHER_BASES.search(change.sentence):
            continue
        level = _level_of(change, sentence, before)
        if level is None:
            continue
        multiple = change.quantity.unit == "ratio"
        rule = equation("implied-base-multiple" if multiple else "implied-base")
        interval = rule.evaluate({"new": level.quantity.interval, "change": signed(change)})
        if interval is None or (interval.low is None and interval.high is None):
            continue
        unit = level.quantity.unit
        value = _point(rule.name, level, change)
        base = change.base.label if change.base else "the period before"
        worked = rule.derivation.format(
            new=quantity_words(level.quantity),
            change=_change_words(change),
            result=interval_words(rounded_interval(interval), unit),
        )
        above = "" if multiple else "above " if change.direction > 0 else "from "
        near = f"near {amount(rounded(value, 3), unit)}" if value is not None else "there"
        yield Derived(
            change.id,
            "implied base",
            _worked_out(value, unit, interval),
            f"{quantity_words(level.quantity)} being {_change_words(change)} {above}{base} puts {base} {near}: {worked}",
            (level.id, change.id),
        )


def _level_of(change: Claim, sentence: list[Claim], before: list[Claim]) -> Claim | None:
    """The level that a change is said of: the one in its sentence, or the one that "the earlier figure" points at."""
    levels = [
        claim for claim in sentence
        if claim.kind in (ClaimKind.LEVEL, ClaimKind.COUNT) and not claim.compared and claim.concept == change.concept
        and unit_class(claim.quantity.unit) in ("money", "count", "measure") and claim.clause_number <= change.clause_number + 1
        and claim.quantity.value is not None and (claim.period == change.period or change.period is None)
        and (change.base is None or claim.period is None or claim.period.end != change.base.end)
    ]  # fmt: skip
    if len(levels) == 1:
        return levels[0]
    if levels or not before or not _POINTING.match(change.sentence):
        return None
    pool = [
        c
        for c in before
        if c.kind is ClaimKind.LEVEL and c.segment == change.segment and c.quantity.value is not None
    ]
    if _EARLIER.search(change.sentence.split(",")[0][:60]):
        pool = [c for c in pool if c.compared or c.modality is Modality.SUPERSEDED]
    return pool[-1] if pool else None


def _point(name: str, level: Claim, change: Claim) -> Decimal | None:
    value, size = level.quantity.value, change.quantity.value
    if value is None or size is None:
        return None
    if name == "implied-base-multiple":
        return value / size
    return value / (1 + (size if change.direction > 0 else -size) / 100)


def _change_words(change: Claim) -> str:
    value = change.quantity.value
    assert value is not None
    sign = "" if change.direction >= 0 else "−"
    return sign + amount(abs(value), change.quantity.unit)


def _yearly_growth(sentence: list[Claim]) -> Iterator[Derived]:
    """ "From $32.9 billion in 2022 to over $50 billion by 2027" is at least 8.7% a year."""
    for old in sentence:
        if not old.compared or old.period is None or old.quantity.value is None:
            continue
        for new in sentence:
            if (
                new.id == old.id
                or new.compared
                or new.period is None
                or new.quantity.value is None
                or new.concept != old.concept
            ):
                continue
            years = _yearsgap(old, new)
            scaled = in_unit(old, new.quantity.unit)
            if years is None or years < 2 or scaled is None:
                continue
            ratio = intervals.divide(new.quantity.interval, scaled)
            growth = intervals.root(ratio, years) if ratio is not None else None
            if growth is None:
                continue
            percent = intervals.add(
                intervals.multiply(growth, intervals.point(Decimal(100))), intervals.point(Decimal(-100))
            )
            factor = conversion_factor(old.quantity.unit, new.quantity.unit) or Decimal(1)
            ratio_value = new.quantity.value / (old.quantity.value * factor)
            if ratio_value <= 0:
                continue
            value = (ratio_value ** (Decimal(1) / years) - 1) * 100
            quantity = _worked_out(value, "percent/year", percent)
            low = "at least " if new.quantity.interval.high is None else ""
            yield Derived(
                new.id, "growth per year", quantity,
                f"{quantity_words(old.quantity)} in {old.period.label} to {quantity_words(new.quantity)} in {new.period.label} is "
                f"{low}{rounded(value, 2)}% a year over {years} years: "
                f"({quantity_words(new.quantity)} / {quantity_words(old.quantity)})^(1/{years}) − 1",
                (old.id, new.id),
            )  # fmt: skip
            break


def _yearsgap(old: Claim, new: Claim) -> int | None:
    if old.period is None or new.period is None or old.period.end is None or new.period.end is None:
        return None
    return new.period.end.year - old.period.end.year


def _shares(sentence: list[Claim]) -> Iterator[Derived]:
    """ "60% of 1M wafers" is 600,000 wafers."""
    for share, whole in pairwise(sentence):
        gap = whole.span.start - share.span.end
        if share.kind is not ClaimKind.SHARE or share.quantity.unit != "percent" or not 0 < gap <= 12:
            continue
        if (
            unit_class(whole.quantity.unit) not in ("count", "money", "measure")
            or whole.clause_number != share.clause_number
        ):
            continue
        if share.quantity.value is None or whole.quantity.value is None:
            continue
        rule = equation("share-of")
        interval = rule.evaluate({"share": share.quantity.interval, "whole": whole.quantity.interval})
        if interval is None:
            continue
        unit = whole.quantity.unit
        value = share.quantity.value * whole.quantity.value / 100
        yield Derived(
            share.id, "implied amount", _worked_out(value, unit, interval),
            rule.derivation.format(share=quantity_words(share.quantity), whole=quantity_words(whole.quantity), result=amount(rounded(value), unit)),
            (share.id, whole.id),
        )  # fmt: skip


_APIECE = re.compile(r"^\s*(?:each|apiece|a piece|per (?:unit|piece))\b")
_FOR_TIME = re.compile(r" (?:for|over|during) (?:the (?:next|first|last) )?$")
_BUYS = re.compile(
    r" (?:for|on|to (?:buy|build|train|hire|house|treat)|to (?:its|the|their)|among|across) (?:its |the |their |some )?$"
)
_APART = re.compile(r"\b(?:and|but|or|while|each|per|apiece|average)\b", re.IGNORECASE)


def _totals_of_rates(sentence: list[Claim]) -> Iterator[Derived]:
    """ "$4 million a year for 12 years" is $48 million; "250 cameras at £4,800 each" are £1.2 million."""
    if len(sentence) != 2 or not all(_is_figure(claim) for claim in sentence):
        return  # a third figure may be the total
    first, second = sentence
    between = gap(first, second)
    head, slash, per = first.quantity.unit.partition("/")
    unit, factor = "", None
    if slash and "/" not in per and _FOR_TIME.fullmatch(between):
        unit, factor = head, conversion_factor(second.quantity.unit, per)
    elif (
        unit_class(first.quantity.unit) == "count"
        and unit_class(second.quantity.unit) == "money"
        and "/" not in second.quantity.unit
        and re.fullmatch(r" (?:at|costing|priced at|for) ", between)
        and _APIECE.match(second.sentence.partition(" ".join(second.text.split()))[2])
    ):
        unit, factor = second.quantity.unit, Decimal(1)
    if factor is None or first.quantity.value is None or second.quantity.value is None:
        return
    value = first.quantity.value * second.quantity.value * factor
    interval = intervals.multiply(
        intervals.multiply(first.quantity.interval, second.quantity.interval), intervals.point(factor)
    )
    yield Derived(
        first.id, "implied total", _worked_out(value, unit, interval),
        f"{quantity_words(first.quantity)} × {quantity_words(second.quantity)} = {amount(rounded(value), unit)}",
        (first.id, second.id),
    )  # fmt: skip


def _per_unit(sentence: list[Claim]) -> Iterator[Derived]:
    """ "$12 million for 400 homes" is $30,000 a home."""
    if len(sentence) != 2 or not all(_is_figure(claim) for claim in sentence):
        return
    money, count = sentence
    if unit_class(money.quantity.unit) != "money" or unit_class(count.quantity.unit) != "count":
        return
    if "/" in money.quantity.unit or "/" in count.quantity.unit or not count.quantity.value:
        return
    if not _BUYS.fullmatch(gap(money, count)) or _APART.search(gap(money, count)):
        return
    assert money.quantity.value is not None
    interval = intervals.divide(money.quantity.interval, count.quantity.interval)
    if interval is None or count.quantity.value < 2:
        return
    unit = f"{money.quantity.unit}/{count.quantity.unit}"
    value = money.quantity.value / count.quantity.value
    yield Derived(
        money.id, "value per unit", _worked_out(value, unit, interval),
        f"{quantity_words(money.quantity)} / {quantity_words(count.quantity)} = {amount(rounded(value, 3), unit)}",
        (money.id, count.id),
    )  # fmt: skip


def _is_figure(claim: Claim) -> bool:
    return is_actual(claim) and claim.kind is not ClaimKind.CHANGE and not claim.compared
