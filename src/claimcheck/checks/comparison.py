"""A comparison in the text that the cells of a table refute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from claimcheck.checks.rule import Corpus, Rule, finding, location, place_of
from claimcheck.checks.tables import figure, grids
from claimcheck.claims.sentences import split_sentences
from claimcheck.language.comparisons import comparison_words
from claimcheck.model import (
    Claim,
    Document,
    Finding,
    LineIndex,
    Location,
    Role,
    Segment,
    SegmentKind,
    Severity,
    Span,
)
from claimcheck.relations.comparisons.comparatives import BrokenComparative, broken_comparatives
from claimcheck.relations.comparisons.labels import Board, Shelf, board_of
from claimcheck.relations.comparisons.reading import Comparison, comparisons_in, may_compare
from claimcheck.relations.comparisons.refuted import Refuted, refuted
from claimcheck.relations.comparisons.signs import WrongSign, wrong_signs
from claimcheck.relations.tables.prose import Mismatch

NAME = "comparison"
_CONFIDENCE = 0.85
_MOST_BOARDS = 40
"""Tables of other documents that a sentence of a text without tables is held against."""
_MOST_CHARACTERS = 500


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every comparison that is refuted by all tables that hold what it compares."""
    yield from map(_comparative, broken_comparatives(corpus.claims))
    generic = comparison_words().generic
    boards: dict[str, list[Board]] = defaultdict(list)
    for document, grid in grids(corpus):
        board = board_of(grid, generic)
        if board is not None:
            boards[document.path].append(board)
    told = [claim for pair in corpus.conflicting for claim in (pair.left, pair.right)]
    told += [one.stated for one in corpus.shared.values() if isinstance(one, Mismatch)]
    every = [board for some in boards.values() for board in some]
    for document in corpus.documents:
        own = boards.get(document.path, [])
        beside = own or (every if len(every) <= _MOST_BOARDS else [])
        if beside:
            found = _document(document, Shelf(beside), own=bool(own))
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
    lines = LineIndex(document.text)
    for segment in document.segments:
        if segment.kind not in (SegmentKind.PARAGRAPH, SegmentKind.LIST_ITEM):
            continue
        for part in split_sentences(segment.text):
            sentence = segment.text[part.start : part.end]
            if len(sentence) > _MOST_CHARACTERS:
                continue
            near = shelf.near(sentence)
            for wrong in _signs(sentence, near):
                found = _sign(document, lines, segment, part, wrong)
                if found is not None:
                    yield found
            for broken in _broken(sentence, near) if may_compare(sentence) else ():
                sense, denied = broken.comparison.sense, broken.comparison.denied
                if own and sense in ("most", "least") and not denied:
                    continue  # rank-order tells it
                found = _finding(document, lines, segment, part, broken)
                if found is not None:
                    yield found


def _broken(sentence: str, boards: Sequence[Board]) -> Iterator[Refuted]:
    """The comparisons of a sentence that no table allows which holds what they compare."""
    by_place: dict[tuple[int, int], list[tuple[Comparison, Board]]] = defaultdict(list)
    for board in boards:
        for comparison in comparisons_in(sentence, board):
            by_place[comparison.start, comparison.end].append((comparison, board))
    for some in by_place.values():
        found = [refuted(comparison, board) for comparison, board in some]
        if found[0] is not None and all(one is not None for one in found):
            yield found[0]


def _signs(sentence: str, boards: Sequence[Board]) -> Iterator[WrongSign]:
    """The rises of a sentence that one table has as falls; where several speak of them it is left alone."""
    found = [wrong for board in boards for wrong in wrong_signs(sentence, board)]
    if len({id(wrong.board) for wrong in found}) == 1:
        yield found[0]


def _sign(
    document: Document, lines: LineIndex, segment: Segment, part: Span, wrong: WrongSign
) -> Finding | None:
    cell = wrong.board.grid.claims.get(wrong.place)
    if cell is None:
        return None
    place = place_of_words(document, lines, segment, part, wrong.start, wrong.end)
    row, column = (_label(wrong.board, wrong.place, axis) for axis in ("rows", "columns"))
    made = finding(
        NAME,
        _CONFIDENCE,
        f"“{place.text}”: the table has it the other way round ({row}, {column}: {cell.text})",
        f"{row}, {column}: {cell.text}",
        [(cell, Role.OTHER_SIDE)],
    )
    return replace(made, locations=(place, location(cell, Role.OTHER_SIDE)))


def place_of_words(
    document: Document, lines: LineIndex, segment: Segment, part: Span, start: int, end: int
) -> Location:
    """The place of words of a sentence."""
    text = segment.text[part.start + start : part.start + end].rstrip(" ,;")
    source = segment.offsets.source_span(part.start + start, part.start + start + len(text))
    line, column = lines.place(source.start)
    sentence = " ".join(segment.text[part.start : part.end].split())
    words = " ".join(text.split())
    return Location(document.path, line, column, source, words, sentence, Role.STATED, segment.where, None)


def _finding(
    document: Document, lines: LineIndex, segment: Segment, part: Span, broken: Refuted
) -> Finding | None:
    comparison, grid = broken.comparison, broken.board.grid
    cells = [grid.claims.get(place) for place in (broken.own, broken.rival)]
    own, rival = cells
    if own is None or rival is None:
        return None
    place = place_of_words(document, lines, segment, part, comparison.start, comparison.end)
    ours, theirs = (_label(broken.board, where, comparison.one.axis) for where in (broken.own, broken.rival))
    cross = _label(broken.board, broken.own, "columns" if comparison.one.axis == "rows" else "rows")
    shown = (
        f"{cross}: {ours} {own.text}, {theirs} {rival.text}"
        if cross
        else f"{ours} {own.text}, {theirs} {rival.text}"
    )
    if broken.own == broken.rival:
        told = f"“{place.text}”: the table has {own.text} ({', '.join(filter(None, (ours, cross)))})"
        made = finding(NAME, _CONFIDENCE, told, f"{ours}, {cross}: {own.text}", [(own, Role.OTHER_SIDE)])
        return replace(made, locations=(place, location(own, Role.OTHER_SIDE)))
    apart = f", a difference of {figure(broken.difference)}" if broken.difference is not None else ""
    made = finding(
        NAME,
        _CONFIDENCE,
        f"“{place.text}”: the table says otherwise ({shown})",
        f"{shown}{apart}",
        [(own, Role.OPERAND), (rival, Role.OTHER_SIDE)],
    )
    return replace(made, locations=(place, location(own, Role.OPERAND), location(rival, Role.OTHER_SIDE)))


def _label(board: Board, place: tuple[int, int], axis: str) -> str:
    return board.labels.get((axis, place[0] if axis == "rows" else place[1]), "").strip("*_` ")


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
