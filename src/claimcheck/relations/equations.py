"""Equations as data, and the one evaluator that works them by interval arithmetic."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from claimcheck.data import lexicon_cache, rows
from claimcheck.model import Interval
from claimcheck.quantities import intervals


@dataclass(frozen=True, slots=True)
class Equation:
    """A relation between numbers: what follows from the operands."""

    name: str
    operands: tuple[str, ...]
    formula: ast.expr
    """Of +, -, *, / over operand names and numbers; parsed, never executed."""
    result_unit: str
    """percent, ratio, or same (as the operands)."""
    derivation: str
    """With {operand} and {result} to be filled in."""

    def evaluate(self, values: Mapping[str, Interval]) -> Interval | None:
        """The values that the formula can take; None where a divisor may be zero."""
        return evaluate(self.formula, values)


def evaluate(node: ast.expr, values: Mapping[str, Interval]) -> Interval | None:
    """The values that a parsed formula can take; None where a divisor may be zero."""
    if isinstance(node, ast.Name):
        return values[node.id]
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return intervals.point(Decimal(node.value))
    if isinstance(node, ast.BinOp):
        left, right = evaluate(node.left, values), evaluate(node.right, values)
        if left is None or right is None:
            return None
        if isinstance(node.op, ast.Add):
            return intervals.add(left, right)
        if isinstance(node.op, ast.Sub):
            return intervals.subtract(left, right)
        if isinstance(node.op, ast.Mult):
            return intervals.multiply(left, right)
        if isinstance(node.op, ast.Div):
            return intervals.divide(left, right)
    raise ValueError(f"a formula has no {ast.dump(node)}")


@lexicon_cache
def equation(name: str) -> Equation:
    """The equation of that name; KeyError where there is none."""
    return _equations()[name]


@lexicon_cache
def _equations() -> dict[str, Equation]:
    return {
        name: Equation(
            name, tuple(operands.split()), ast.parse(formula, mode="eval").body, result, derivation
        )
        for name, operands, formula, result, derivation in rows("equations")
    }
