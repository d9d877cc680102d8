"""Values over time: where the marks, the steps and the labels stand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from claimcheck.model import Interval
from claimcheck.report.time_plot import HEIGHT, Point, plot


def point(day: date, value: str, *, room: str = "0", tone: str = "plain", step: bool = False) -> Point:
    middle, off = Decimal(value), Decimal(room)
    return Point(day, f"{day:%d %b}", middle, Interval(middle - off, middle + off), tone, step)


def test_a_revision_is_a_step_to_the_new_value() -> None:
    drawn = plot(
        [
            point(date(2026, 2, 1), "7"),
            point(date(2026, 4, 1), "8.5", step=True),
            point(date(2026, 4, 1), "7", tone="old"),
        ],
        "USD",
    )
    assert drawn is not None
    along, up = drawn.steps
    assert (along.y1, along.y2) == (drawn.marks[0].y, drawn.marks[0].y)
    assert (up.x1, up.x2) == (drawn.marks[1].x, drawn.marks[1].x)
    assert up.y2 == drawn.marks[1].y
    assert [label.text for label in drawn.times] == ["01 Feb", "01 Apr"]


def test_what_a_number_allows_is_as_tall_as_it_is_wide() -> None:
    drawn = plot([point(date(2026, 1, 1), "10", room="5"), point(date(2026, 6, 1), "10")], "metre")
    assert drawn is not None
    wide, exact = drawn.marks
    assert float(wide.height) > 30 * float(exact.height) / 3 > 0
    assert wide.y == exact.y


def test_an_open_end_reaches_out() -> None:
    open_high = Point(date(2026, 1, 1), "a", Decimal(3), Interval(Decimal(3), None))
    drawn = plot([open_high, point(date(2026, 2, 1), "4")], "metre")
    assert drawn is not None
    assert (drawn.marks[0].open_high, drawn.marks[0].open_low) == (True, False)


def test_one_day_is_no_time() -> None:
    assert plot([point(date(2026, 1, 1), "1"), point(date(2026, 1, 1), "2")], "metre") is None
    assert plot([], "metre") is None


def test_labels_do_not_stand_on_top_of_each_other() -> None:
    drawn = plot([point(date(2026, 1, day), "1") for day in range(1, 29)], "metre")
    assert drawn is not None
    places = sorted(float(label.x.rstrip("%")) for label in drawn.times)
    assert all(right - left >= 17 for left, right in pairwise(places))
    assert drawn.times[-1].text == "28 Jan"


@given(
    st.lists(
        st.tuples(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.decimals(-(10**15), 10**15, places=3)),
        min_size=2,
        max_size=30,
    )
)
def test_everything_stays_within_the_plot(values: list[tuple[date, Decimal]]) -> None:
    drawn = plot([Point(day, "x", value, Interval(value, value)) for day, value in values], "USD")
    if drawn is None:
        assert len({day for day, _ in values}) < 2
        return
    for mark in drawn.marks:
        assert 0 <= float(mark.x.rstrip("%")) <= 100
        assert 0 <= float(mark.top) <= float(mark.top) + float(mark.height) <= HEIGHT
    assert 1 <= len(drawn.values) <= 12
