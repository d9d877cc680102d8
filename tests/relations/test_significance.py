"""p-values of tests: against published tables and examples, and what is told of them."""

from __future__ import annotations

from pathlib import Path

import pytest

import claimcheck
from claimcheck.relations.tests_of_significance import p_of_chi_square, p_of_f, p_of_r, p_of_t

# Critical values of the printed tables of t, F, chi-square and r.
_TABLES = [
    (p_of_t(12.706, 1), 0.05),
    (p_of_t(2.228, 10), 0.05),
    (p_of_t(2.750, 30), 0.01),
    (p_of_t(3.551, 60), 0.00075),
    (p_of_t(1.980, 120), 0.05),
    (p_of_f(4.103, 2, 10), 0.05),
    (p_of_f(161.45, 1, 1), 0.05),
    (p_of_f(2.8661, 4, 20), 0.05),
    (p_of_f(4.4307, 4, 20), 0.01),
    (p_of_chi_square(3.841, 1), 0.05),
    (p_of_chi_square(5.991, 2), 0.05),
    (p_of_chi_square(23.209, 10), 0.01),
    (p_of_chi_square(0.455, 1), 0.5),
    (p_of_chi_square(9.342, 10), 0.5),
    (p_of_r(0.576, 10), 0.05),
    (p_of_r(0.361, 28), 0.05),
]


@pytest.mark.parametrize(("worked", "printed"), _TABLES)
def test_tails_are_those_of_the_tables(worked: float, printed: float) -> None:
    assert worked == pytest.approx(printed, rel=0.01)


# (a sentence that holds, what makes it fail)
_TWINS = [
    ("The groups differed, t(28) = 2.20, p = .036.", ("2.20", "1.20")),
    ("The effect of dose was clear, F(2, 57) = 4.10, p = 0.022.", ("0.022", "0.220")),
    ("The answers went apart, χ²(1, N = 90) = 3.89, p < .05.", ("3.89", "2.89")),
    ("The two were related, r(48) = .45, p < .01.", ("r(48) = .45", "r(48) = .25")),
    ("It was no chance, z = 2.58, p = .01.", ("p = .01", "p = .10")),
    ("Nothing was found, t(40) = 0.61, p > .05.", ("0.61", "2.61")),
    ("As we had thought, t(28) = 1.80, p = .041, one-tailed.", ("1.80", "2.80")),
]


@pytest.mark.parametrize(("text", "change"), _TWINS)
def test_tests_that_hold_are_silent_and_their_twins_speak(
    text: str, change: tuple[str, str], tmp_path: Path
) -> None:
    document = tmp_path / "paper.md"
    for sentence, told in ((text, []), (text.replace(*change), ["p-value"])):
        document.write_text(f"# Results\n\n{sentence}\n", encoding="utf-8")
        assert [finding.rule for finding in claimcheck.check([document]).findings] == told, sentence
