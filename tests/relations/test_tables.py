"""Tables by structure: cells as numbers, and true tables that never alarm."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import claimcheck
from claimcheck.model import Severity
from claimcheck.quantities.cells import number_of


@pytest.mark.parametrize(
    ("text", "value", "step", "percent", "unit"),
    [
        ("$(1,234)", "-1234", "1", False, ""),
        ("(13%)", "-13", "1", True, ""),
        ("(4.1)%", "-4.1", "0.1", True, ""),
        ("$ 45", "45", "1", False, ""),
        ("1.60x", "1.60", "0.01", False, "x"),
        ("12.0 GB", "12.0", "0.1", False, "GB"),
        ("232*", "232", "1", False, ""),
        ("$232 (1)", "232", "1", False, ""),
        ("€1.2m", "1200000", "100000", False, ""),
        ("−0.9%", "-0.9", "0.1", True, ""),
        ("1 234", "1234", "1", False, ""),
    ],
)
def test_cell_with_a_number(text: str, value: str, step: str, percent: bool, unit: str) -> None:
    number = number_of(text)
    assert number is not None
    assert (number.value, number.step, number.percent, number.unit) == (
        Decimal(value),
        Decimal(step),
        percent,
        unit,
    )


@pytest.mark.parametrize("text", ["—", "-", "–", "$ —", "nil", "–%"])
def test_cell_with_nothing(text: str) -> None:
    number = number_of(text)
    assert number is not None
    assert number.nil


@pytest.mark.parametrize(
    "text", ["", "n.m.", "n/a", "45 (12%)", "Q1 2026", "3 of 5", "1.2.3", "12-15", "x" * 100]
)
def test_cell_without_one_number(text: str) -> None:
    assert number_of(text) is None


def _loud(table: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.md"
        path.write_text(f"# Report\n\n{table}\n", encoding="utf-8")
        return [f.rule for f in claimcheck.check([path]).findings if f.severity is not Severity.INFO]


def _shown(value: Decimal, places: int) -> str:
    return f"{value:,.{places}f}" if value >= 0 else f"({-value:,.{places}f})"


_CELLS = st.lists(st.lists(st.integers(-99_999, 999_999), min_size=2, max_size=2), min_size=2, max_size=9)


@settings(deadline=None, max_examples=60)
@given(_CELLS, st.integers(0, 2), st.integers(0, 1))
def test_sums_of_rounded_numbers_never_alarm(cells: list[list[int]], places: int, cut: int) -> None:
    """Totals worked from exact numbers, then everything rounded for the table by itself."""
    exact = [[Decimal(value).scaleb(-places - cut) for value in row] for row in cells]
    totals = [sum(column, Decimal(0)) for column in zip(*exact, strict=True)]
    lines = ["| Item | 2024 | 2025 |", "|---|---:|---:|"]
    lines += [
        f"| Row {chr(65 + i)} | {_shown(a, places)} | {_shown(b, places)} |" for i, (a, b) in enumerate(exact)
    ]
    lines.append(f"| Total | {_shown(totals[0], places)} | {_shown(totals[1], places)} |")
    assert _loud("\n".join(lines)) == []


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.integers(200, 99_999), st.integers(200, 99_999)), min_size=2, max_size=7),
    st.sampled_from(["percent", "difference"]),
)
def test_true_changes_never_alarm(pairs: list[tuple[int, int]], kind: str) -> None:
    lines = ["| Item | 2024 | 2025 | Change |", "|---|---:|---:|---:|"]
    for index, (old, new) in enumerate(pairs):
        change = f"{(Decimal(new) / old - 1) * 100:.1f}%" if kind == "percent" else f"{new - old:,}"
        lines.append(f"| Row {chr(65 + index)} | {old:,} | {new:,} | {change} |")
    assert _loud("\n".join(lines)) == []


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.integers(1_000, 99_999), st.integers(1_000, 99_999)), min_size=3, max_size=8),
    st.integers(0, 7),
    st.integers(1, 8),
)
def test_a_wrong_digit_in_one_of_two_columns_is_found(
    rows: list[tuple[int, int]], which: int, more: int
) -> None:
    totals = [sum(column) for column in zip(*rows, strict=True)]
    which %= len(rows)
    wrong = rows[which][1] + more * 1_000
    shown = [(a, wrong if index == which else b) for index, (a, b) in enumerate(rows)]
    for first in range(
        1, len(shown)
    ):  # a shorter run of rows that happens to give the total is an honest reading
        assume(abs(sum(b for _, b in shown[first:]) - totals[1]) > len(shown))
    lines = ["| Item | 2024 | 2025 |", "|---|---:|---:|"]
    lines += [f"| Row {chr(65 + index)} | {a:,} | {b:,} |" for index, (a, b) in enumerate(shown)]
    lines.append(f"| Total | {totals[0]:,} | {totals[1]:,} |")
    assert _loud("\n".join(lines)) == ["table-total"]
