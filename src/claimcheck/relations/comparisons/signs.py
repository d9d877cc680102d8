"""Rises and falls told of a label, "Freight rose by 2.1%", whose cell has the very figure with the other sign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from claimcheck.facts.figures import digits_of, step_of
from claimcheck.language.signs import sign_words
from claimcheck.relations.comparisons.labels import ROWS, Board, Entry, named_in
from claimcheck.relations.comparisons.reading import is_of_another_year, token_of, tokenised, tokens_of

_FEWEST_DIGITS, _MOST_SHORT = 2, 3
"""A figure of fewer digits is told of a line of no more percentages than these."""
_HEDGED = Decimal("0.5")
"""Of the last digit told: how far a cell may be rounded."""


@dataclass(frozen=True, slots=True)
class WrongSign:
    """A rise or fall, and the cell that has it with the other sign."""

    start: int
    end: int
    """Its words, in the sentence."""
    board: Board
    place: tuple[int, int]
    """Row and column of the cell."""


def may_rise(sentence: str) -> bool:
    """Whether a sentence has a word of a rise or fall, and nothing that says that another change is meant."""
    words, low = sign_words(), sentence.lower()
    return any(piece in low for piece in words.needed) and words.not_plain.search(sentence) is None


def wrong_signs(sentence: str, board: Board) -> Iterator[WrongSign]:
    """The rises of a sentence that are falls in a table, and the other way round; of one that may tell some.

    Every cell of the label that has the figure must have the other sign, and its line must show signs.
    """
    named = named_in(sentence, board)
    if not named or is_of_another_year(sentence, board):
        return
    tokens = tokens_of(named)
    text, origins = tokenised(sentence, tokens)
    for rule in sign_words().rules:
        for match in rule.pattern.finditer(text):
            label = token_of(match["label"])
            some = tokens[label] if label is not None else ()
            if len(some) != 1:
                continue
            place = _opposed(some[0].entry, match["by"], 1 if match["up"] else -1, board)
            if place is not None:
                yield WrongSign(origins[match.start()], origins[match.end() - 1] + 1, board, place)


def _opposed(entry: Entry, by: str, sign: int, board: Board) -> tuple[int, int] | None:
    told = Decimal(by)
    step = step_of(told)
    shown = [
        (place, number)
        for place, number in board.cells.items()
        if number.percent and (place[0] if entry.axis == ROWS else place[1]) in entry.lines
    ]
    found = [
        (place, 1 if number.value > 0 else -1)
        for place, number in shown
        if abs(abs(number.value) - told) <= step * _HEDGED + number.step / 2
    ]
    if not found or any(own == sign for _, own in found):
        return None
    if len(digits_of(told)) < _FEWEST_DIGITS and len(shown) > _MOST_SHORT:
        return None  # among twelve months one has a 2% by chance
    place = found[0][0]
    return place if sign > 0 or _shows_signs(place, board) else None


def _shows_signs(place: tuple[int, int], board: Board) -> bool:
    """Whether a cell's plus is written, or others of its row or column have a minus."""
    row, column = place
    if board.grid.table.rows[row][column].text.strip().strip("*_` ").startswith("+"):
        return True
    return any(number.value < 0 for (r, c), number in board.cells.items() if r == row or c == column)
