"""Formulas that a person writes: "{revenue_2025} / {revenue_2024} - 1", "(92 + 88) / 2". Parsed, never executed, and worked on intervals."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from claimcheck.model import Interval
from claimcheck.quantities import intervals
from claimcheck.relations.equations import evaluate

_LONGEST = 400
_DEEPEST = 20
_PART = re.compile(
    r"\{\s*(?P<name>[A-Za-z0-9][A-Za-z0-9._-]{0,119})\s*\}|(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d{1,40})?|\d{1,40}(?:\.\d{1,40})?)"
    r"|(?P<sign>[-+*/()])|(?P<space>\s+)|(?P<strange>.)",
    re.DOTALL,
)
_SIGNS = str.maketrans({"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-"})


class FormulaError(Exception):
    """A formula that cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class Formula:
    """The four operations over names in braces and numbers."""

    text: str
    names: tuple[str, ...]
    """Each once, in the order in which they stand."""
    _tree: ast.expr
    _numbers: tuple[tuple[str, Decimal], ...]
    _places: tuple[tuple[str, str], ...]

    def work(self, value: Callable[[str], Interval]) -> Interval | None:
        """All values that the formula can take, from what each name can; None where a divisor may be zero.

        The bounds are exact where every name stands once; a name that stands twice only makes them wider.
        """
        known = {place: intervals.point(number) for place, number in self._numbers}
        known |= {place: value(name) for place, name in self._places}
        return evaluate(self._tree, known)


def parse_formula(text: str) -> Formula:
    """The formula that a text is. Raises FormulaError."""
    if len(text) > _LONGEST:
        raise FormulaError(f"longer than {_LONGEST} characters")
    written: list[str] = []
    numbers: list[tuple[str, Decimal]] = []
    places: list[tuple[str, str]] = []
    for match in _PART.finditer(text.translate(_SIGNS)):
        place = f"_{len(numbers) + len(places)}"
        if match["strange"]:
            raise FormulaError(
                f"'{match['strange']}' is no part of a formula: + - * / ( ), numbers, and ids in braces"
            )
        if match["name"]:
            places.append((place, match["name"]))
        elif match["number"]:
            numbers.append((place, Decimal(match["number"].replace(",", ""))))
        written.append(match["sign"] or (" " if match["space"] else f" {place} "))
    try:
        tree = ast.parse("".join(written).strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError("not a formula") from None
    _check(tree, 0)
    return Formula(
        text, tuple(dict.fromkeys(name for _, name in places)), tree, tuple(numbers), tuple(places)
    )


def _check(node: ast.expr, depth: int) -> None:
    """Raises FormulaError for what an equation does not have."""
    if depth > _DEEPEST:
        raise FormulaError("nested too deeply")
    if isinstance(node, ast.Name):
        return
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div):
        _check(node.left, depth + 1)
        _check(node.right, depth + 1)
        return
    raise FormulaError("not a formula of + - * /")
