"""The small charts."""

from __future__ import annotations

from decimal import Decimal

from claimcheck.model import Interval
from claimcheck.report.number_line import Side, draw, ticks_between

from .samples import number


def side(low: int | None, high: int | None, *, stated: bool = False) -> Side:
    return Side("label", "detail", Interval(number(low), number(high)), stated)


def test_bars_keep_their_order_and_distance() -> None:
    chart = draw([side(24_500, 25_500, stated=True), side(34_500, 35_500)], "wafer/month")
    assert chart is not None
    left, right = chart.bars
    assert (left.left, left.width) == ("6.00%", "8.00%")
    assert (right.left, right.right) == ("86.00%", "94.00%")
    assert [tick.label for tick in chart.ticks] == ["25,000", "30,000", "35,000"]


def test_an_open_end_reaches_the_edge() -> None:
    chart = draw([side(3_500_000_000, None, stated=True), side(2_000_000_000, 2_100_000_000)], "USD")
    assert chart is not None
    assert chart.bars[0].open_high
    assert chart.bars[0].right == "98.50%"
    assert all(tick.label.startswith("$") and tick.label.endswith("bn") for tick in chart.ticks)


def test_equal_exact_numbers_can_be_drawn() -> None:
    chart = draw([side(6, 6, stated=True), side(6, 6)], "plant")
    assert chart is not None
    assert chart.bars[0].left == "49.60%"


def test_one_side_alone_or_fully_open_is_no_comparison() -> None:
    assert draw([side(1, 2)], "plant") is None
    assert draw([side(1, 2), side(None, None)], "plant") is None


def test_ticks_are_round_numbers() -> None:
    assert ticks_between(Decimal("6.95"), Decimal("8.55")) == [
        Decimal(n) for n in ("7.0", "7.5", "8.0", "8.5")
    ]
    assert ticks_between(Decimal(-3), Decimal(5)) == [Decimal(n) for n in (-2, 0, 2, 4)]


def test_a_single_round_number_is_not_enough_for_an_axis() -> None:
    assert len(ticks_between(Decimal("8.075"), Decimal("8.925"))) >= 3


def test_the_gap_between_two_is_measured() -> None:
    chart = draw([side(75, 85, stated=True), side(95, 97)], "EUR")
    assert chart is not None
    assert chart.gap is not None
    assert (chart.gap.left, chart.gap.right) == (chart.bars[0].right, chart.bars[1].left)
    assert chart.gap.width == "€10"
    backwards = draw([side(95, None, stated=True), side(None, 85)], "EUR")
    assert backwards is not None
    assert backwards.gap is not None
    assert backwards.gap.width == "€10"


def test_what_overlaps_has_no_gap() -> None:
    for sides in (
        [side(1, 3), side(2, 4)],
        [side(1, None), side(2, 4)],
        [side(1, 2), side(4, 5), side(7, 8)],
    ):
        chart = draw(sides, "plant")
        assert chart is not None
        assert chart.gap is None
