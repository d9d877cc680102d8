"""Two figures that stand the other way round: whether each is beside its own label, or beside the other's.

"The Summer Camp filled 2,075 places and the Family Nights 1,260" against a table with 1,260 for the camp and 2,075 for the nights: every
figure has a counterpart that agrees, and yet both are wrong. What tells is which label stands beside which figure: of the words
between two numbers of a line those before a number are its label, or those behind it, all along the line.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from claimcheck.facts.passages import Pages, Passage, stems
from claimcheck.model import Claim

LABELS = (
    "not exchanged",
    "each beside its own label",
    "labels do not tell",
    "one beside the other's label",
    "each beside the other's label",
    "each beside the other's label, and no chance",
)
"""The last one is of figures that agree digit by digit and have more than one."""

_Labels = tuple[frozenset[str], frozenset[str]]
"""The labels of two numbers."""


def labels_of(one: tuple[Claim, Claim], other: tuple[Claim, Claim], pages: Pages) -> str:
    """Which of `LABELS` holds of two figures that both texts have: `one` and `other` are the two numbers of each text, the first
    of the one in the place of the first of the other, where the figures are exchanged."""
    ours = tuple(_ways(pages.passage(one[0]), pages.passage(one[1]), pages))
    theirs = tuple(_ways(pages.passage(other[0]), pages.passage(other[1]), pages))
    placed, exchanged, full = 0, 0, False
    for (a, b), (c, d) in product(ours, theirs):
        straight = (len((a - b) & (c - d)), len((b - a) & (d - c)))
        crossed = (len((a - b) & (d - c)), len((b - a) & (c - d)))
        if sum(straight) > exchanged:
            exchanged, full = sum(straight), all(straight)
        placed = max(placed, sum(crossed))
    if exchanged == placed:
        return LABELS[2]
    if exchanged < placed:
        return LABELS[1]
    return LABELS[4 if full and not placed else 3]


def _ways(one: Passage, other: Passage, pages: Pages) -> Iterator[_Labels]:
    """The labels of two numbers of one text, each way in which they can be read."""
    if one.claim.cell is not None or other.claim.cell is not None or one.line.place != other.line.place:
        yield _of_all(one), _of_all(other)
        return
    places = sorted(p.at for p in pages.in_line(one.line) if p.at >= 0)
    before = _between(one, places, -1), _between(other, places, -1)
    behind = _between(one, places, 1), _between(other, places, 1)
    first, last = (one, other) if one.at < other.at else (other, one)
    # A label before each number leaves nothing behind the last; one behind each leaves nothing before the first.
    if _between(first, places, -1):
        yield _with_time(one, before[0]), _with_time(other, before[1])
    if _between(last, places, 1):
        yield _with_time(one, behind[0]), _with_time(other, behind[1])


def _of_all(passage: Passage) -> frozenset[str]:
    return _with_time(passage, passage.near)


def _with_time(passage: Passage, words: frozenset[str]) -> frozenset[str]:
    period = passage.claim.period
    return words if period is None else words | {f"{period.start}–{period.end}"}


def _between(passage: Passage, places: list[int], way: int) -> frozenset[str]:
    """The words between a number and the one before (-1) or behind it (1), or the end of the line."""
    words, at = passage.line.words, passage.at
    if at < 0:
        return frozenset()
    if way < 0:
        return stems(words[max((p + 1 for p in places if p < at), default=0) : at])
    return stems(words[at + 1 : min((p for p in places if p > at), default=len(words))])
