"""What was decided on the pairs of two documents by these two alone, apart from the claims: to be kept, or handed from one process to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from claimcheck.facts.passages import Pages
from claimcheck.facts.slips import Slip
from claimcheck.facts.weighed import Decisions, Weighed


@dataclass(frozen=True, slots=True)
class Row:
    """A weighed pair."""

    left: int
    """Which of the claims of the earlier document."""
    right: int
    levels: int
    """Which of the levels, for the question whether both are of one quantity."""
    bits: float
    excluded: bool
    agreeing: bool
    slip: Slip | None
    outer: int
    """Which of the levels, for the question that follows from the values."""
    outer_bits: float
    one_line: bool


@dataclass(frozen=True, slots=True)
class Between:
    """The pairs of two documents, or of one with itself."""

    related: bool
    """Whether the two are different, and share figures or names."""
    rows: tuple[Row, ...]
    """In the order of the corpus."""
    names: tuple[tuple[str, ...], ...]
    """The features that are asked for, for each question."""
    levels: tuple[tuple[int, tuple[str, ...]], ...]
    """Which features, and their levels."""


def written(decisions: Decisions, *, related: bool) -> Between:
    """The pairs of two documents. `related`: as in the result."""
    names: dict[tuple[str, ...], int] = {}
    levels: dict[tuple[int, tuple[str, ...]], int] = {}

    def number(asked: Mapping[str, str]) -> int:
        name = names.setdefault(tuple(asked), len(names))
        return levels.setdefault((name, tuple(asked.values())), len(levels))

    position = decisions.position
    rows = tuple(
        Row(
            position[pair.left.id],
            position[pair.right.id],
            number(pair.levels),
            pair.bits,
            pair.excluded,
            pair.agreeing,
            pair.slip,
            number(pair.outer),
            pair.outer_bits,
            pair.one_line,
        )
        for pair in decisions.pairs
    )
    return Between(related, rows, tuple(names), tuple(levels))


def read_back(found: dict[tuple[str, str], Between], pages: Pages) -> list[Weighed]:
    """The pairs of all documents, by their paths, in the order of the corpus. Takes them out of `found`, to be in memory but once.

    Equal levels are one object: they are never changed.
    """
    begins: dict[str, int] = {}
    begin = 0
    for path, claims in pages.claims.items():
        begins[path] = begin
        begin += len(claims)
    shared: dict[tuple[tuple[str, ...], tuple[str, ...]], dict[str, str]] = {}
    pairs: list[tuple[int, int, Weighed]] = []
    for left, right in list(found):
        made = found.pop((left, right))
        ours, theirs = pages.claims[left], pages.claims[right]
        levels = [
            shared.setdefault((made.names[name], values), dict(zip(made.names[name], values, strict=True)))
            for name, values in made.levels
        ]
        for row in made.rows:
            pair = Weighed(
                ours[row.left],
                theirs[row.right],
                levels[row.levels],
                row.bits,
                row.excluded,
                row.agreeing,
                row.slip,
                levels[row.outer],
                row.outer_bits,
                one_line=row.one_line,
            )
            pairs.append((begins[left] + row.left, begins[right] + row.right, pair))
    pairs.sort(key=lambda item: item[:2])
    return [pair for _, _, pair in pairs]
