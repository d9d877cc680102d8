from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.claims.sentences import split_clauses, split_sentences
from claimcheck.model import Span
from growing import assert_linear

CASES: dict[str, list[Any]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "sentences.yaml").read_text(encoding="utf-8")
)
MARKED = st.lists(
    st.sampled_from(
        ["a", "Rose", "is", "5", ".", ". ", "; ", ", ", " - ", "(", ")", " and ", "“", "\n", "Inc. "]
    )
)


@pytest.mark.parametrize("sentences", CASES["sentences"], ids=" ".join)
def test_sentences(sentences: list[str]) -> None:
    glue = "" if sentences[0].endswith("。") else " "
    text = glue.join(sentences)
    assert [text[span.start : span.end] for span in split_sentences(text)] == sentences


@pytest.mark.parametrize("marked", CASES["clauses"])
def test_clauses(marked: str) -> None:
    text = marked.replace("¦", "")
    found = [text[span.start : span.end] for span in split_clauses(text, Span(0, len(text)))]
    assert found == [piece.rstrip(" ,;:—–") for piece in marked.split("¦")]


def test_newlines_are_white_space() -> None:
    text = "  Revenue rose\nby 5%.\n\nCosts fell.\n"
    assert [text[span.start : span.end] for span in split_sentences(text)] == [
        "Revenue rose\nby 5%.",
        "Costs fell.",
    ]


def test_clauses_of_a_later_sentence_keep_their_place() -> None:
    text = "One. Sales rose 5%; costs fell."
    sentence = split_sentences(text)[1]
    assert [text[span.start : span.end] for span in split_clauses(text, sentence)] == [
        "Sales rose 5%",
        "costs fell.",
    ]


def _check(text: str) -> None:
    at = 0
    for sentence in split_sentences(text):
        assert at <= sentence.start < sentence.end <= len(text)
        assert not text[at : sentence.start].strip()
        assert not text[sentence.start].isspace()
        assert not text[sentence.end - 1].isspace()
        at = inner = sentence.end
        inner = sentence.start
        for clause in split_clauses(text, sentence):
            assert inner <= clause.start < clause.end <= sentence.end
            assert not text[inner : clause.start].strip(" \n\t,;:—–-") or text[inner : clause.start].isspace()
            inner = clause.end
    assert not text[at:].strip()


@given(st.text())
def test_any_text(text: str) -> None:
    for sentence in split_sentences(text):
        assert split_clauses(text, sentence) is not None
    assert split_sentences(text) or not text.strip()


@given(MARKED)
def test_sentences_cover_the_text(pieces: list[str]) -> None:
    _check("".join(pieces))


@pytest.mark.parametrize(
    "unit", [".", ". ", "A. ", "(", ", and ", ", and it is ", "; ", " – ", ".[1]", "1.", "''"]
)
def test_long_texts_take_linear_time(unit: str) -> None:
    def read(text: str) -> None:
        for sentence in split_sentences(text):
            split_clauses(text, sentence)

    assert_linear(read, (unit * 100_000)[:100_000])
