"""A figure of a paper that its own interval or counts rule out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from claimcheck.checks.rule import Corpus, Rule, finding
from claimcheck.checks.tables import grids
from claimcheck.model import Claim, Finding, Role, Severity
from claimcheck.relations.binding import by_sentence, in_same_order
from claimcheck.relations.reported_statistics import ReportedFigure, reported_figures, reported_in_cell

NAME = "reported-figure"
_RULED_OUT = "figures that are ruled out"
_TOLD = {
    "interval": ("{shown} is given with an interval of {worked}, which does not hold it", 0.92),
    "percentage": ("{shown}% stated; {worked}", 0.92),
    "percentage of few": ("no whole number of them is {shown}%; next to it are {worked}%", 0.8),
    "mean": ("no such whole numbers have a mean of {shown}; next to it are {worked}", 0.8),
}


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every estimate outside its interval, and for every percentage or mean that so few cannot have."""
    for reported, stated in figures_of(corpus, "interval", "percentage of few", "mean"):
        yield told_of(NAME, reported, stated)
    yield from _in_tables(corpus)


def figures_of(corpus: Corpus, *kinds: str) -> Iterator[tuple[ReportedFigure, Claim]]:
    """The figures of some kinds in running text that are ruled out, with their claims."""
    if _RULED_OUT not in corpus.shared:
        corpus.shared[_RULED_OUT] = tuple(_ruled_out(corpus))
    ruled_out = cast(tuple[tuple[ReportedFigure, Claim], ...], corpus.shared[_RULED_OUT])
    yield from (found for found in ruled_out if found[0].kind in kinds)


def _ruled_out(corpus: Corpus) -> Iterator[tuple[ReportedFigure, Claim]]:
    """Those of all kinds, found once for all rules."""
    for claims in by_sentence(corpus.claims).values():
        sentence = claims[0].sentence
        for reported in reported_figures(sentence):
            stated = None if reported.allowed else _stated(reported, sentence, claims)
            if stated is not None:
                yield reported, stated


def _stated(reported: ReportedFigure, sentence: str, claims: Sequence[Claim]) -> Claim | None:
    """The claim that is the figure: of several alike, the one of the same order; where it was not read, one beside it."""
    alike = [claim for claim in claims if reported.shown in claim.text]
    if alike:
        return in_same_order(alike, sentence, reported.start, reported.shown)
    return next((claim for claim in reversed(claims) if claim.text in reported.text), None)


def _in_tables(corpus: Corpus) -> Iterator[Finding]:
    for _, grid in grids(corpus):
        for (row, column), claim in grid.claims.items():
            cell = next((cell for cell in grid.table.rows[row] if cell.column == column), None)
            if cell is None or column >= len(grid.headers):
                continue
            reported = reported_in_cell(grid.headers[column], cell.text)
            if reported is not None and not reported.allowed and reported.shown in claim.text:
                yield told_of(NAME, reported, claim)


def told_of(rule: str, reported: ReportedFigure, stated: Claim) -> Finding:
    """A finding about a figure that is ruled out."""
    told, confidence = _TOLD[reported.kind]
    return finding(
        rule,
        confidence,
        told.format(shown=reported.shown, worked=reported.worked),
        f"{reported.shown} against {reported.worked}",
        [(stated, Role.STATED)],
    )


RULE = Rule(
    NAME,
    "A figure of a paper is ruled out by its own interval or counts.",
    Severity.ERROR,
    "An estimate must lie in the confidence interval that is given with it, in text and in tables. A percentage of a few people, and a mean of whole numbers with its n, can only have the values that so many whole "
    "numbers give (GRIM): others are a warning. Figures may be rounded or cut off; weighted and adjusted ones, and means of several items, are left alone.",
    "Of 71 papers in psychology that could be tested so, half held a mean that no whole numbers have.",
    "The odds ratio was 2.45 (95% CI 1.10 to 1.92).\n",
    "The odds ratio was 1.45 (95% CI 1.10 to 1.92).\n",
    check,
    advice="Look the figure up in the analysis: it, its interval or its counts were mistyped, or n is not what it was taken for.",
)
