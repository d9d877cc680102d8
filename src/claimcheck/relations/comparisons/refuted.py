"""Comparisons that the cells of a table refute in every way in which they may be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from claimcheck.facts.figures import step_of
from claimcheck.language.comparisons import comparison_words
from claimcheck.quantities.cells import Number
from claimcheck.relations.comparisons.labels import COLUMNS, ROWS, Board, words_in
from claimcheck.relations.comparisons.reading import Comparison

Pair = tuple[int, int, int]
"""A line, another of its axis, and the line of the other axis on which they are compared."""
_HUNDRED = Decimal(100)
_FEWEST_RIVALS = 2
_MUCH = Decimal("0.15")
_MOST_APART = Decimal("0.25")
"""How far a figure may lie from the cell that it is told of: farther ones are of something else."""


@dataclass(frozen=True, slots=True)
class Refuted:
    """A comparison, and two cells that refute it."""

    comparison: Comparison
    board: Board
    own: tuple[int, int]
    rival: tuple[int, int]
    """Row and column."""
    difference: Decimal | None = None
    """What they differ by, where it is that which is wrong, or what a denied difference is."""


def refuted(comparison: Comparison, board: Board) -> Refuted | None:
    """The refutation of a comparison by a table; None where a reading holds, or the table does not tell."""
    crossing = _crossing(comparison, board)
    if not crossing:
        return None
    if comparison.sense == "value":
        return _value(comparison, board, crossing)
    if comparison.other is None:
        return _first(comparison, board, crossing)
    pairs = [(one, other, cross) for one, other in _beside(comparison, board) for cross in crossing]
    judged = {pair: held for pair in pairs if (held := _holds(comparison, board, pair)) is not None}
    if not judged:
        return None
    if comparison.denied:
        return _denied(comparison, board, judged)
    others = {other for _, other, _ in judged} if comparison.every else {None}
    for chosen in others:
        own = {pair: held for pair, held in judged.items() if chosen is None or pair[1] == chosen}
        if own and all(held < 0 for held in own.values()):
            return _made(comparison, board, next(iter(own)))
    return _difference(comparison, board, judged)


def _value(comparison: Comparison, board: Board, crossing: Sequence[int]) -> Refuted | None:
    """A figure told of one cell that has another: near it, and nowhere in the line of the table that it is told of."""
    told, axis, lines = comparison.by, comparison.one.axis, comparison.one.lines
    if (
        told is None
        or comparison.denied
        or len(lines) != 1
        or len(crossing) != 1
        or comparison.crossing is None
    ):
        return None
    line, cross = next(iter(lines)), crossing[0]
    cell = board.value(axis, line, cross)
    if (
        cell is None
        or not cell.value
        or cell.unit
        or (bool(comparison.unit) and not (cell.percent or cell.value < _HUNDRED))
    ):
        return None
    others = [board.value(axis, line, other) for other in board.lines(COLUMNS if axis == ROWS else ROWS)]
    others += [board.value(axis, other, cross) for other in board.lines(axis)]
    scales = (Decimal(1), _HUNDRED, Decimal("0.01"))
    if any(_restates(told, number, scale) for number in others if number for scale in scales):
        return None
    if abs(told - cell.value) > abs(cell.value) * _MOST_APART:
        return None
    return _made(comparison, board, (line, line, cross))


def _restates(told: Decimal, number: Number, scale: Decimal) -> bool:
    """Whether a figure is a cell's: the very digits, or fewer, rounded or cut off."""
    value = number.value * scale
    room = Decimal(0) if step_of(told) == number.step * scale else step_of(told)
    return abs(told - value) <= room


def _beside(comparison: Comparison, board: Board) -> list[tuple[int, int]]:
    """The lines that are compared: where labels stand in several settings, those in one and the same."""
    assert comparison.other is not None
    axis = comparison.one.axis
    pairs = [(one, other) for one in sorted(comparison.one.lines) for other in sorted(comparison.other.lines)]
    alike = {pair: len(board.settings[axis, pair[0]] & board.settings[axis, pair[1]]) for pair in pairs}
    most = max(alike.values())
    return pairs if comparison.every else [pair for pair in pairs if alike[pair] == most]


def _denied(comparison: Comparison, board: Board, judged: dict[Pair, int]) -> Refuted | None:
    if not all(held > 0 for held in judged.values()):
        return None
    if comparison.by_much and not all(_is_much(*_numbers(comparison, board, pair)) for pair in judged):
        return None
    if comparison.by is None:
        return _made(comparison, board, next(iter(judged)))
    for pair in judged:
        one, other = _numbers(comparison, board, pair)
        if any(_is_told(comparison.by, worked, room) for worked, room in _differences(one, other)):
            return _made(comparison, board, pair, abs(one.value - other.value))
    return None  # better, but not by so much


def _is_much(one: Number, other: Number) -> bool:
    """Whether two numbers differ by so much that nobody calls it little."""
    return abs(one.value - other.value) >= _MUCH * max(abs(one.value), abs(other.value))


def _difference(comparison: Comparison, board: Board, judged: dict[Pair, int]) -> Refuted | None:
    """A difference that is told, and is none of those that the two cells have."""
    if comparison.by is None or len(judged) != 1 or comparison.crossing is None:
        return None
    pair = next(iter(judged))
    one, other = _numbers(comparison, board, pair)
    told = comparison.by
    if any(
        _is_told(told, worked, room) or abs(told - worked) <= worked / 20
        for worked, room in _differences(one, other)
    ):
        return None
    return _made(comparison, board, pair, abs(one.value - other.value))


def _differences(one: Number, other: Number) -> Iterator[tuple[Decimal, Decimal]]:
    """What two numbers may be said to differ by, with the room that their rounding leaves."""
    difference, room = abs(one.value - other.value), (one.step + other.step) / 2
    yield difference, room
    for base in (one.value, other.value, _HUNDRED - other.value, _HUNDRED - one.value):
        if base > 0:
            yield difference / base * _HUNDRED, room / base * _HUNDRED
    for scale in (Decimal(100), Decimal("0.01")):
        yield difference * scale, room * scale
    for over, under in ((one.value, other.value), (other.value, one.value)):
        if under > 0 and over > under:
            yield over / under, room / under
    if one.percent == other.percent and one.value and other.value:
        yield abs(one.value) + abs(other.value), room


def _is_told(told: Decimal, worked: Decimal, room: Decimal) -> bool:
    return abs(told - worked) <= room + step_of(told)


def _first(comparison: Comparison, board: Board, crossing: Sequence[int]) -> Refuted | None:
    axis, own = comparison.one.axis, comparison.one.lines
    words, name = comparison_words(), set(words_in(comparison.one.label))
    every = [line for line in board.lines(axis) if line not in own]
    rivals = [line for line in every if not words.no_rival.search(board.label(axis, line))]
    if not comparison.denied:
        rivals = [line for line in rivals if not name <= set(words_in(board.label(axis, line)))]
    if len(rivals) < _FEWEST_RIVALS or len(own) != 1:
        return None
    line = next(iter(own))
    found: Pair | None = None
    for cross in crossing:
        judged = {(line, rival, cross): _holds(comparison, board, (line, rival, cross)) for rival in rivals}
        if any(held is None for held in judged.values()):
            return None
        beaten = [pair for pair, held in judged.items() if held is not None and held < 0]
        led = all(held is not None and held > 0 for held in judged.values())
        if (
            comparison.by_much
            or (comparison.denied and not led)
            or (not comparison.denied and not _is_beaten(board, axis, line, beaten))
        ):
            return None
        found = found or (beaten[0] if beaten else next(iter(judged)))
    return _made(comparison, board, found) if found is not None else None


def _is_beaten(board: Board, axis: str, line: int, beaten: Sequence[Pair]) -> bool:
    """Whether others lead a line: one of its own group where the table has groups, for the sentence may mean these alone."""
    groups = [
        entry.lines
        for entries in board.names.values()
        for entry in entries
        if entry.grouped and axis == ROWS and line in entry.lines
    ]
    return bool(beaten) and all(any(rival in group for _, rival, _ in beaten) for group in groups)


def _crossing(comparison: Comparison, board: Board) -> list[int]:
    """The lines of the other axis on which a comparison may be meant; empty where it is of what the table does not hold."""
    axis = COLUMNS if comparison.one.axis == ROWS else ROWS
    lines = [line for line in board.lines(axis) if comparison.crossing is None or line in comparison.crossing]
    if not comparison.noun:
        return lines
    noun = set(words_in(comparison.noun))
    named = [line for line in lines if noun & set(words_in(board.label(axis, line)))]
    if named:
        return named
    return (
        lines if noun & set(words_in(board.grid.table.caption or "")) and comparison.crossing is None else []
    )


def _holds(comparison: Comparison, board: Board, pair: Pair) -> int | None:
    """1 where the first line is before the other as the sentence says, -1 where it is behind, 0 where they are level; None where the table does not tell."""
    axis = comparison.one.axis
    one, other = (board.value(axis, line, pair[2]) for line in pair[:2])
    if one is None or other is None or one.percent != other.percent or one.unit != other.unit:
        return None
    sense = comparison.sense
    sign = _direction(comparison, board, pair[2]) if sense in ("better", "worse", "first") else 1
    if sense in ("worse", "less", "least"):
        sign = -sign
    if abs(one.value - other.value) <= (one.step + other.step) / 2:
        return 0
    return sign if one.value > other.value else -sign


def _direction(comparison: Comparison, board: Board, cross: int) -> int:
    """1 where more is better of what a line measures, -1 where less is; 0 where nothing tells."""
    axis = COLUMNS if comparison.one.axis == ROWS else ROWS
    words = comparison_words()
    for text in (board.label(axis, cross), board.grid.table.caption or ""):
        said = set(words_in(text))
        lower, higher = said & words.lower, said & words.higher
        if lower or higher:
            return 0 if lower and higher else -1 if lower else 1
    return 0


def _numbers(comparison: Comparison, board: Board, pair: Pair) -> tuple[Number, Number]:
    axis = comparison.one.axis
    one, other = board.value(axis, pair[0], pair[2]), board.value(axis, pair[1], pair[2])
    assert one is not None
    assert other is not None
    return one, other


def _made(comparison: Comparison, board: Board, pair: Pair, difference: Decimal | None = None) -> Refuted:
    places = [(line, pair[2]) if comparison.one.axis == ROWS else (pair[2], line) for line in pair[:2]]
    return Refuted(comparison, board, places[0], places[1], difference)
