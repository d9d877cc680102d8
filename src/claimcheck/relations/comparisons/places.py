"""Places that a sentence gives to an entry of a table by size ("the second largest port"), and which the table refutes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.language.comparisons import comparison_words
from claimcheck.language.places import place_words
from claimcheck.language.standings import standing_words
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


@dataclass(frozen=True, slots=True)
class _Told:
    """A place as a sentence gives it to a row of a table."""

    row: int
    columns: Sequence[int]
    """By which it may be meant."""
    field: Sequence[int]
    """The rows that it is taken among, this one with them."""
    nth: int
    largest: bool
    """Whether it is counted from the largest."""


def may_give_a_place(sentence: str) -> bool:
    """Whether a sentence has a word of size, and nothing that makes a place less than plain."""
    words, low = place_words(), sentence.lower()
    return any(word in low for word in words.needed) and words.not_plain.search(sentence) is None


def places_told(sentence: str, board: Board) -> Iterator[tuple[tuple[int, int], WrongPlace | None]]:
    """Where a sentence gives places to rows of a table, each with how it is wrong; None where the table allows it or does not tell."""
    named = named_in(sentence, board)
    if not named or is_of_another_year(sentence, board):
        return
    tokens = tokens_of(named)
    text, origins = tokenised(sentence, tokens)
    for rule in place_words().rules:
        for match in rule.pattern.finditer(text):
            told = _told(match, tokens, board, sentence, largest=rule.production == "most")
            if told is not None:
                span = origins[match.start()], origins[match.end() - 1] + 1
                yield span, _wrong(told, board, span)


def _told(
    match: re.Match[str], tokens: Sequence[tuple[Named, ...]], board: Board, sentence: str, *, largest: bool
) -> _Told | None:
    """What a sentence says; None where it is not about this table."""
    one, measure = token_of(match["one"]), token_of(match.groupdict().get("measure"))
    assert one is not None
    rows = [some.entry for some in tokens[one] if some.entry.axis == ROWS and not some.entry.grouped]
    if len(rows) != 1 or len(rows[0].lines) != 1:
        return None
    row = next(iter(rows[0].lines))
    columns, field = _columns(match, measure, tokens, board), _field(board, row)
    if not columns or len(field) < _FEWEST or not _is_of(len(field), sentence):
        return None
    return _Told(row, columns, field, standing_words().nth[match["nth"].lower()], largest)


def _is_of(count: int, sentence: str) -> bool:
    """Whether a place is one of so many, as far as the sentence says of how many."""
    many = place_words().of_many.search(sentence)
    if many is None:
        return True
    said = many["many"].lower()
    return (int(said) if said.isdecimal() else standing_words().counts.get(said)) == count


def _wrong(told: _Told, board: Board, span: tuple[int, int]) -> WrongPlace | None:
    """How a place is wrong by every column that may be meant; None where one allows it or does not tell."""
    found = [_placed(told, board, column) for column in told.columns]
    if None in found or found[0] is None:
        return None
    place, rightful = found[0]
    return WrongPlace(*span, board, told.row, told.columns[0], told.nth, place, len(told.field), rightful)


def _field(board: Board, own: int) -> list[int]:
    """The rows that places are taken among; none where the table has groups, for a place may be one in a group."""
    if any(entry.grouped for entries in board.names.values() for entry in entries):
        return []
    no_rival = comparison_words().no_rival
    return [row for row in board.rows if row == own or not no_rival.search(board.label(ROWS, row))]


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
    named = [line for line in columns if _share(noun | size, set(words_in(board.label(COLUMNS, line))))]
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


def _placed(told: _Told, board: Board, column: int) -> tuple[int, int] | None:
    """The place that a row has by a column, and the row that has the one told; None where it may have it, or the column does not tell."""
    numbers = {row: board.value(ROWS, row, column) for row in told.field}
    mine = numbers[told.row]
    if mine is None or told.nth > len(told.field):
        return None
    sign = -1 if told.largest else 1
    sizes = []
    for row, number in numbers.items():
        if number is None or number.percent != mine.percent or number.unit != mine.unit:
            return None
        sizes.append((number.value * sign, row))
    sizes.sort()
    level = mine.value * sign
    ahead = sum(size < level for size, _ in sizes)
    level_with = sum(size == level for size, _ in sizes)
    if ahead < told.nth <= ahead + level_with:
        return None
    return ahead + 1, sizes[told.nth - 1][1]
