"""Which rows of a table name its columns."""

from __future__ import annotations

import pytest

from claimcheck.documents.layout import header_count

FIGURES = ["Ardle", "71", "3.2"]


@pytest.mark.parametrize(
    "first",
    [
        ["reservoir", "level_percent", "inflow_m3_per_s"],
        ["Reservoir", "Week 3", "Week 4"],
        ["Reservoir", "2023", "2024"],
    ],
)
def test_columns_are_named(first: list[str]) -> None:
    assert header_count([first, FIGURES, FIGURES]) == 1


@pytest.mark.parametrize(
    "first",
    [
        ["Ardle", "71", "3.2"],
        ["Ardle", "about 71", "EUR 3.2"],
        ["Ardle", "up to 71 %", "(3.2)"],
    ],
)
def test_a_row_of_figures_names_none(first: list[str]) -> None:
    assert header_count([first, FIGURES, FIGURES]) == 0
