"""What a claim rests on beyond a quote and a value: pins of files, and formulas over other claims."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from claimcheck.model import Claim, Interval
from claimcheck.quantities import conversion_factor, intervals
from claimcheck.registry.model import RegisteredClaim
from claimcheck.relations.formulas import FormulaError, parse_formula

_BLOCK = 1 << 20
_PERCENT = Decimal(100)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, as hexadecimal digits. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def worked(
    entry: RegisteredClaim, claim: Claim, expected: Mapping[str, Claim], measured: Mapping[str, Decimal]
) -> tuple[Interval, tuple[Claim, ...]]:
    """What the formula of an entry gives in the unit of its claim, and the claims that it names. Raises FormulaError.

    `measured`: the results of claims that rest on one; of all others counts what their wording allows.
    """
    formula = parse_formula(entry.formula or "")
    for name in formula.names:
        if name not in expected:
            raise FormulaError(f"there is no claim '{name}'")
    operands = tuple(expected[name] for name in formula.names)
    if not operands:
        raise FormulaError("names no claim: write the ids of others in braces")
    first = operands[0].quantity.unit

    def value(name: str) -> Interval:
        quantity = expected[name].quantity
        factor = Decimal(1) if quantity.unit == first else conversion_factor(quantity.unit, first)
        own = intervals.point(measured[name]) if name in measured else quantity.interval
        return own if factor is None else intervals.multiply(own, intervals.point(factor))

    result = formula.work(value)
    if result is None:
        raise FormulaError("divides by what may be zero")
    unit = claim.quantity.unit
    if unit == "percent" and all(operand.quantity.unit != "percent" for operand in operands):
        return intervals.multiply(result, intervals.point(_PERCENT)), operands
    factor = None if unit == first else conversion_factor(first, unit)
    if factor is not None and _is_linear(entry.formula or ""):
        result = intervals.multiply(result, intervals.point(factor))
    return result, operands


def _is_linear(formula: str) -> bool:
    """Whether a formula adds and subtracts only, so that its result is in the unit of its operands."""
    return not any(sign in formula for sign in "*/×÷·")


def circles(entries: Mapping[str, RegisteredClaim]) -> Iterator[str]:
    """The ids of entries whose formulas lead back to themselves."""
    names: dict[str, tuple[str, ...]] = {}
    for entry in entries.values():
        if entry.formula is not None:
            try:
                names[entry.id] = parse_formula(entry.formula).names
            except FormulaError:
                continue
    done: set[str] = set()
    for start in names:
        path: list[tuple[str, Iterator[str]]] = [(start, iter(names[start]))]
        on_path = {start}
        while path and start not in done:
            here, following = path[-1]
            step = next((name for name in following if name in names and name not in done), None)
            if step is None:
                path.pop()
                on_path.discard(here)
                done.add(here)
            elif step in on_path:
                yield step
                done.update(on_path)
            else:
                path.append((step, iter(names[step])))
                on_path.add(step)
