"""Finding the number in its sentence."""

from __future__ import annotations

import pytest

from claimcheck.model import Report
from claimcheck.report.quoting import Quoter, quote

from . import samples

SENTENCE = "Of 127% growth, 27% came from packaging and 27% from test."


def test_a_number_inside_another_is_not_taken_for_it() -> None:
    assert quote(SENTENCE, "27%").before == "Of 127% growth, "
    assert quote("It rose to 3.27 from 27.", "27").before == "It rose to 3.27 from "
    assert quote("From 27.5 to 27.", "27").before == "From 27.5 to "


def test_the_second_of_two_equal_numbers() -> None:
    assert quote(SENTENCE, "27%", nth=1).after == " from test."


def test_a_number_that_was_broken_over_two_lines_is_found() -> None:
    shown = quote("It spends $8.5 billion now.", "$8.5\n  billion")
    assert (shown.before, shown.number, shown.after) == ("It spends ", "$8.5 billion", " now.")


def test_a_number_that_the_sentence_does_not_hold_is_shown_before_it() -> None:
    shown = quote("A row of a table", "27%")
    assert not shown.found
    assert (shown.number, shown.after) == ("27%", "A row of a table")


@pytest.mark.parametrize("limit", [30, 60, 90])
def test_long_sentences_are_cut_around_the_number(limit: int) -> None:
    sentence = "word " * 60 + "spends $8.5 billion " + "word " * 60
    shown = quote(sentence, "$8.5 billion", limit=limit)
    assert len(shown.before + shown.number + shown.after) <= limit + 2
    assert shown.before.startswith("…")
    assert shown.after.endswith("…")
    assert shown.number == "$8.5 billion"


def test_short_sentences_are_not_cut() -> None:
    assert quote(SENTENCE, "27%", limit=200).after == " came from packaging and 27% from test."


def test_equal_numbers_in_one_sentence_are_told_apart_by_their_place() -> None:
    texts = {"a.md": "Sales of $7 billion met costs of $7 billion.\n"}
    first, second = (
        samples.claim("a.md", "$7 billion", samples.quantity(7, "USD", (7, 7)), nth=nth, texts=texts)
        for nth in (1, 2)
    )
    quoter = Quoter(Report((), (second, first), (), (), ()))
    assert quoter.quote(first).before == "Sales of "
    assert quoter.quote(second).before == "Sales of $7 billion met costs of "
