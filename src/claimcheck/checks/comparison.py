"""A comparison in the text that the cells of a table refute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import cast

from claimcheck.checks.boards import Said, boards_beside, refuted_by_all, sentences_with
from claimcheck.checks.rule import Corpus, Rule, finding, location, place_of
from claimcheck.checks.table_mismatch import MISMATCHES
from claimcheck.checks.tables import figure
from claimcheck.language.comparisons import comparison_words
from claimcheck.language.signs import sign_words
from claimcheck.model import Claim, Document, Finding, Role, Severity
from claimcheck.relations.comparisons.comparatives import BrokenComparative, broken_comparatives
from claimcheck.relations.comparisons.labels import COLUMNS, ROWS, Board, Shelf
from claimcheck.relations.comparisons.reading import comparisons_in, may_compare
from claimcheck.relations.comparisons.refuted import Refuted, refuted
from claimcheck.relations.comparisons.signs import WrongSign, may_rise, wrong_signs
from claimcheck.relations.tables.prose import Mismatch

NAME = "comparison"
_CONFIDENCE = 0.85


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every comparison that is refuted by all tables that hold what it compares."""
    yield from map(_comparative, broken_comparatives(corpus.claims))
    told = [claim for pair in corpus.conflicting for claim in (pair.left, pair.right)]
    told += [mismatch.stated for mismatch in cast(Sequence[Mismatch], corpus.shared.get(MISMATCHES, ()))]
    for document, boards, own in boards_beside(corpus):
        found = _document(document, Shelf(boards), own=own)
        yield from (one for one in found if not _is_told(one, told))


def _comparative(broken: BrokenComparative) -> Finding:
    stated, before = broken.stated, broken.before
    return finding(
        NAME,
        _CONFIDENCE,
        f"“{broken.words} of {stated.text}”, but before it stands {before.text}, {place_of(before, stated)}",
        f"{stated.text} beside {before.text} is not {broken.words}",
        [(stated, Role.STATED), (before, Role.OTHER_SIDE)],
    )


def _is_told(found: Finding, told: Sequence[Claim]) -> bool:
    """Whether the numbers of a finding are of a contradiction that another rule tells."""
    place = found.locations[0]
    return any(
        claim.path == place.path and place.span.start <= claim.span.start < place.span.end for claim in told
    )


def _document(document: Document, shelf: Shelf, *, own: bool) -> Iterator[Finding]:
    for said in sentences_with(document, (*comparison_words().needed, *sign_words().needed)):
        compares, rises = may_compare(said.text), may_rise(said.text)
        near = shelf.near(said.text) if compares or rises else []
        for wrong in _signs(said.text, near) if rises else ():
            yield from _sign(said, wrong)
        for broken in _broken(said.text, near) if compares else ():
            sense, denied = broken.comparison.sense, broken.comparison.denied
            if own and sense in ("most", "least") and not denied:
                continue  # rank-order tells it
            yield from _finding(said, broken)


def _broken(sentence: str, boards: Sequence[Board]) -> Iterator[Refuted]:
    """The comparisons of a sentence that no table allows which holds what they compare."""
    return refuted_by_all(
        ((comparison.start, comparison.end), refuted(comparison, board))
        for board in boards
        for comparison in comparisons_in(sentence, board)
    )


def _signs(sentence: str, boards: Sequence[Board]) -> Iterator[WrongSign]:
    """The rises of a sentence that one table has as falls; where several speak of them it is left alone."""
    found = [wrong for board in boards for wrong in wrong_signs(sentence, board)]
    if len({id(wrong.board) for wrong in found}) == 1:
        yield found[0]


def _sign(said: Said, wrong: WrongSign) -> Iterator[Finding]:
    cell = wrong.board.grid.claims.get(wrong.place)
    if cell is None:
        return
    place = said.location(wrong.start, wrong.end)
    row, column = (wrong.board.label_at(wrong.place, axis) for axis in (ROWS, COLUMNS))
    made = finding(
        NAME,
        _CONFIDENCE,
        f"“{place.text}”: the table has it the other way round ({row}, {column}: {cell.text})",
        f"{row}, {column}: {cell.text}",
        [(cell, Role.OTHER_SIDE)],
    )
    yield replace(made, locations=(place, location(cell, Role.OTHER_SIDE)))


def _finding(said: Said, broken: Refuted) -> Iterator[Finding]:
    comparison, board = broken.comparison, broken.board
    own, rival = (board.grid.claims.get(place) for place in (broken.own, broken.rival))
    if own is None or rival is None:
        return
    place = said.location(comparison.start, comparison.end)
    ours, theirs = (board.label_at(where, comparison.one.axis) for where in (broken.own, broken.rival))
    cross = board.label_at(broken.own, COLUMNS if comparison.one.axis == ROWS else ROWS)
    if broken.own == broken.rival:
        told = f"“{place.text}”: the table has {own.text} ({', '.join(filter(None, (ours, cross)))})"
        made = finding(NAME, _CONFIDENCE, told, f"{ours}, {cross}: {own.text}", [(own, Role.OTHER_SIDE)])
        yield replace(made, locations=(place, location(own, Role.OTHER_SIDE)))
        return
    shown = f"{cross}: " * bool(cross) + f"{ours} {own.text}, {theirs} {rival.text}"
    apart = f", a difference of {figure(broken.difference)}" if broken.difference is not None else ""
    made = finding(
        NAME,
        _CONFIDENCE,
        f"“{place.text}”: the table says otherwise ({shown})",
        f"{shown}{apart}",
        [(own, Role.OPERAND), (rival, Role.OTHER_SIDE)],
    )
    yield replace(made, locations=(place, location(own, Role.OPERAND), location(rival, Role.OTHER_SIDE)))


RULE = Rule(
    NAME,
    "A text compares two entries of a table, or calls one the first, and the cells say otherwise.",
    Severity.WARNING,
    "“A outperforms B by 2.3 points”, “A has a higher turnout than B”, “A does not improve on B”, “A performs best”: both entries must be "
    "named by labels of rows or of columns of one table, in full, by a word that no other label has, or as a group of rows. So are “A has a turnout of 41.2%”, and “A rose by 4%” where the cell has the figure with the other sign, and in running text “a lower score of 67%” behind one of 61%. The "
    "measure may be named as well; where it is not, all of them must refute the sentence. Whether more is better is known of common "
    "measures (accuracy, points, errors, times) and otherwise nothing is said. Comparisons with conditions, of some or most, in time, or of another "
    "year than the table’s are left alone.",
    "A sentence about a table survives the next edition of its numbers.",
    "| Team | Points | Goals |\n|---|---:|---:|\n| Norby | 61 | 48 |\n| Alster | 58 | 52 |\n| Quill | 40 | 31 |\n\nAlster has more points than Norby.\n",
    "| Team | Points | Goals |\n|---|---:|---:|\n| Norby | 61 | 48 |\n| Alster | 58 | 52 |\n| Quill | 40 | 31 |\n\nAlster has fewer points than Norby.\n",
    check,
    advice="Look the entries up in the table and turn the sentence round, or name the measure by which it is right.",
)
