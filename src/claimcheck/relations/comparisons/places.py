"""Places that a sentence gives to an entry of a table by size ("the second largest port"), and which the table refutes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.language.comparisons import comparison_words
from claimcheck.language.places import place_words
from claimcheck.relations.comparisons.labels import COLUMNS, ROWS, Board, Named, named_in, words_in
from claimcheck.relations.comparisons.reading import is_of_another_year, token_of, tokenised, tokens_of

_FEWEST = 3
"""Entries of which a second or third place is worth telling."""
_ALIKE = 5
"""Letters that two words of one stem have in common: "visited", "visitors"."""


@dataclass(frozen=True, slots=True)
class WrongPlace:
    """A place that an entry of a table does not have."""

    start: int
    end: int
    """The words that give it, in the sentence."""
    board: Board
    row: int
    column: int
    """By which of its columns."""
    told: int
    found: int
    """The place that it has there."""
    of: int
    """Entries in all."""
    rightful: int
    """The row that has the place."""


def may_give_a_place(text: str, *, whole: bool = True) -> bool:
    """Whether a text has a word of size and, where it is a `whole` sentence, nothing that makes a place less than plain."""
    words, low = place_words(), text.lower()
    return any(word in low for word in words.needed) and not (whole and words.not_plain.search(text))


def places_told(sentence: str, board: Board) -> Iterator[tuple[tuple[int, int], WrongPlace | None]]:
    """Where a sentence gives places to rows of a table, each with how it is wrong; None where the table allows it or does not tell."""
    named = named_in(sentence, board)
    if not named or is_of_another_year(sentence, board):
        return
    tokens = tokens_of(named)
    text, origins = tokenised(sentence, tokens)
    for rule in place_words().rules:
        for match in rule.pattern.finditer(text):
            span = origins[match.start()], origins[match.end() - 1] + 1
            found = _wrong(match, rule.production, tokens, board, span, sentence)
            if found is not None:
                yield span, found[0]


def _wrong(
    match: re.Match[str],
    sense: str,
    tokens: Sequence[tuple[Named, ...]],
    board: Board,
    span: tuple[int, int],
    sentence: str,
) -> tuple[WrongPlace | None] | None:
    """The refutation, or None for "it may be right", in a tuple; None where the sentence is not about this table."""
    words = place_words()
    one, measure = token_of(match["one"]), token_of(match.groupdict().get("measure"))
    assert one is not None
    rows = [some.entry for some in tokens[one] if some.entry.axis == ROWS and not some.entry.grouped]
    if len(rows) != 1 or len(rows[0].lines) != 1:
        return None
    columns = _columns(match, measure, tokens, board)
    field = _field(board, next(iter(rows[0].lines)))
    if not columns or len(field) < _FEWEST:
        return None
    many = words.of_many.search(sentence)
    if many is not None and (words.numbers.get(many["many"].lower()) or int(many["many"])) != len(field):
        return None
    own, told = next(iter(rows[0].lines)), words.nths[match["nth"].lower()]
    found = [_placed(board, field, own, column, told, largest=sense == "most") for column in columns]
    if any(one is None for one in found):
        return (None,)
    column, place, rightful = found[0] or (0, 0, 0)
    return (WrongPlace(*span, board, own, column, told, place, len(field), rightful),)


def _field(board: Board, own: int) -> list[int]:
    """The rows that places are taken among; none where the table has groups, for a place may be one in a group."""
    if any(entry.grouped for entries in board.names.values() for entry in entries):
        return []
    no_rival = comparison_words().no_rival
    return [row for row in board.rows if row == own or not no_rival.search(board.labels.get((ROWS, row), ""))]


def _columns(
    match: re.Match[str], measure: int | None, tokens: Sequence[tuple[Named, ...]], board: Board
) -> list[int]:
    """The columns by which a place may be meant; empty where it is of what the table does not hold."""
    said = [some.entry for named in tokens for some in named if some.entry.axis == COLUMNS]
    if measure is not None:
        said = [some.entry for some in tokens[measure] if some.entry.axis == COLUMNS]
    columns = [line for line in board.columns if not said or any(line in entry.lines for entry in said)]
    noun = set(words_in(match.groupdict().get("noun") or ""))
    size = set(words_in(match["size"])[1:])
    named = [
        line for line in columns if _share(noun | size, set(words_in(board.labels.get((COLUMNS, line), ""))))
    ]
    if named or not noun:
        return named or columns
    table = board.grid.table
    around = [table.caption or "", *table.headings]
    if table.rows and table.header_rows:
        around.append(table.rows[0][0].text)
    return columns if _share(noun, set(words_in(" ".join(around)))) else []


def _share(ours: set[str], theirs: set[str]) -> bool:
    """Whether two sets of words have one of one stem in common."""
    return any(
        a == b or (min(len(a), len(b)) >= _ALIKE and a[:_ALIKE] == b[:_ALIKE]) for a in ours for b in theirs
    )


def _placed(
    board: Board, field: Sequence[int], own: int, column: int, told: int, *, largest: bool
) -> tuple[int, int, int] | None:
    """Column, place of a row by it, and the row that has the place told; None where it may have it, or the column does not tell."""
    numbers = {row: board.value(ROWS, row, column) for row in field}
    mine = numbers[own]
    if mine is None or told > len(field):
        return None
    sizes = []
    for row, number in numbers.items():
        if number is None or number.percent != mine.percent or number.unit != mine.unit:
            return None
        sizes.append((-number.value if largest else number.value, row))
    sizes.sort()
    level = -mine.value if largest else mine.value
    ahead = sum(size < level for size, _ in sizes)
    ties = sum(size == level for size, _ in sizes) - 1
    if ahead < told <= ahead + ties + 1:
        return None
    return column, ahead + 1, sizes[told - 1][1]
