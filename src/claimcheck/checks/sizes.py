"""Places by size that the text gives and a table refutes, for the rule on ranks."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from claimcheck.checks.boards import Said, boards_beside, refuted_by_all, sentences_with
from claimcheck.checks.rule import Corpus, finding, location
from claimcheck.language.places import place_words
from claimcheck.model import Finding, Role
from claimcheck.relations.comparisons.labels import COLUMNS, ROWS
from claimcheck.relations.comparisons.places import WrongPlace, may_give_a_place, places_told

_CONFIDENCE = 0.85


def misplaced(name: str, corpus: Corpus, told: Collection[tuple[str, str]]) -> Iterator[Finding]:
    """A finding of the rule `name` for every place by size that all tables refute which hold what is ranked.

    `told`: path and words of sentences of which the rule has told already.
    """
    for document, boards, _ in boards_beside(corpus):
        for said in sentences_with(document, place_words().needed):
            if not may_give_a_place(said.text) or (document.path, " ".join(said.text.split())) in told:
                continue
            for wrong in refuted_by_all(found for board in boards for found in places_told(said.text, board)):
                yield from _finding(name, said, wrong)


def _finding(name: str, said: Said, wrong: WrongPlace) -> Iterator[Finding]:
    board = wrong.board
    own, rightful = (board.grid.claims.get((row, wrong.column)) for row in (wrong.row, wrong.rightful))
    if own is None or rightful is None:
        return
    place = said.location(wrong.start, wrong.end)
    ours, theirs = (board.label(ROWS, row) for row in (wrong.row, wrong.rightful))
    header = board.label(COLUMNS, wrong.column)
    by = f" by “{header}”" if header else ""
    made = finding(
        name,
        _CONFIDENCE,
        f"“{place.text}”: in the table {ours} ({own.text}) is number {wrong.found} of {wrong.of}{by}, number {wrong.told} is "
        f"{theirs} ({rightful.text})",
        f"{ours} {own.text} is number {wrong.found} of {wrong.of}, not {wrong.told}",
        [(own, Role.OPERAND), (rightful, Role.OTHER_SIDE)],
    )
    yield replace(made, locations=(place, location(own, Role.OPERAND), location(rightful, Role.OTHER_SIDE)))
