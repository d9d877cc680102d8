"""A superlative in the text that the table beside it contradicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from claimcheck.checks.boards import stated_at
from claimcheck.checks.rule import Corpus, Rule, finding, location
from claimcheck.checks.sizes import misplaced
from claimcheck.checks.tables import figure, grids
from claimcheck.model import Document, Finding, LineIndex, Role, Severity
from claimcheck.relations.standings import BrokenStanding, broken_standings
from claimcheck.relations.tables.grid import Grid
from claimcheck.relations.tables.superlatives import BrokenSuperlative, broken_superlatives

NAME = "rank-order"
_CONFIDENCE = 0.85


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every "highest" or "lowest" that is another row's."""
    tables: dict[str, list[Grid]] = defaultdict(list)
    documents: dict[str, Document] = {}
    for document, grid in grids(corpus):
        tables[document.path].append(grid)
        documents[document.path] = document
    told: set[tuple[str, str]] = set()
    if corpus.decisions is not None:
        every = [grid for found in tables.values() for grid in found]
        for standing in broken_standings(corpus.claims, every, corpus.decisions):
            claim = standing.standing.claim
            told.add((claim.path, " ".join(claim.sentence.split())))
            yield _refuted(standing)
    yield from misplaced(NAME, corpus, told)
    for path, found in tables.items():
        lines = LineIndex(documents[path].text)
        for broken in broken_superlatives(documents[path], found):
            yield from _finding(path, lines, broken)


def _refuted(broken: BrokenStanding) -> Finding:
    """The finding for a standing that the figures beside its own refute."""
    standing, own = broken.standing, broken.own
    shown = ", ".join(claim.text for claim in broken.ahead[:_MOST_SHOWN])
    if broken.ahead:
        refuted = f"{len(broken.ahead)} of {broken.field} figures come before it: {shown}"
    else:
        refuted = f"none of the {broken.field} figures comes before it"
    return finding(
        NAME,
        _CONFIDENCE,
        f"{standing.claim.text} is called {standing.words}, but {refuted}",
        f"{standing.words}: {own.text} is number {broken.found} of {broken.field}",
        [
            (standing.claim, Role.STATED),
            (own, Role.OPERAND),
            *((claim, Role.OTHER_SIDE) for claim in broken.ahead[:_MOST_SHOWN]),
        ],
    )


_MOST_SHOWN = 6


def _finding(path: str, lines: LineIndex, broken: BrokenSuperlative) -> Iterator[Finding]:
    row, rightful, grid = broken.row, broken.rightful, broken.grid
    own = grid.claims.get((row.index, broken.column))
    other = grid.claims.get((rightful.index, broken.column))
    if own is None or other is None:
        return
    place = stated_at(path, lines, broken.segment, broken.span, broken.word, broken.sentence)
    ours, theirs = figure(row.cells[broken.column].value), figure(rightful.cells[broken.column].value)
    header = grid.headers[broken.column]
    made = finding(
        NAME,
        _CONFIDENCE,
        f"{row.label} is called the {broken.word} ({header}), but {rightful.label} is: {theirs}, not {ours}",
        f"{header}: {rightful.label} {theirs}, {row.label} {ours}",
        [(own, Role.OPERAND), (other, Role.OTHER_SIDE)],
    )
    yield replace(made, locations=(place, location(own, Role.OPERAND), location(other, Role.OTHER_SIDE)))


RULE = Rule(
    NAME,
    "Something is called the highest, the second largest or the like, and by the figures it is not.",
    Severity.WARNING,
    "The sentence must name one row of a table and one of its columns by their labels, and say “the highest”, “the lowest”, "
    "“the longest” and the like of it. “One of the highest”, “the second-highest”, comparisons in time (“the highest since "
    "2019”) and changes are left alone.\n\nA standing that comes with a figure (“with 3,105 students Law is the second largest faculty”, “came third in "
    "4:13.05”) is held against the table or the list, of any document, in which that figure stands beside its like under a name that the "
    "sentence has. Totals and “others” do not count, and words that say among whom (“in the north”) leave it alone, unless they say of how "
    "many.\n\nWithout a figure, “the second largest faculty” and “our third-longest line” are held against the table that has a row of that name: all "
    "columns that may be meant must refute the place. Tables with groups of rows and places in a region are left alone.",
    "Tables are sorted anew and texts are not.",
    "| Province | Coverage | Clinics |\n|---|---:|---:|\n| Highmark | 92% | 41 |\n| Tenby | 78% | 12 |\n| Ardel | 71% | 17 |\n\nTenby has the lowest coverage of the three.\n",
    "| Province | Coverage | Clinics |\n|---|---:|---:|\n| Highmark | 92% | 41 |\n| Tenby | 78% | 12 |\n| Ardel | 71% | 17 |\n\nArdel has the lowest coverage of the three.\n",
    check,
    advice="Sort the table anew and correct the sentence, or name what it is the highest or lowest of.",
)
