"""A number in the text that is not the one of the table cell it speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from claimcheck.checks.rule import WARNING_CONFIDENCE, Corpus, Rule, finding, place_of
from claimcheck.checks.tables import figure, grids
from claimcheck.model import Claim, Finding, Role, Severity
from claimcheck.relations.tables.grid import Grid
from claimcheck.relations.tables.prose import Mismatch, mismatches
from claimcheck.relations.tables.spans import BrokenSpan, broken_spans
from claimcheck.relations.tables.wholes import BrokenCount, broken_counts, restated_wholes

NAME = "table-mismatch"
MISMATCHES = "mismatches"
"""Under which the mismatches that were told are shared: other rules leave these numbers alone."""
_SUM_CONFIDENCE = 0.85


def check(corpus: Corpus) -> Iterable[Finding]:
    """A finding for every number in the text beside a table that restates one of its cells wrongly."""
    told: list[Mismatch] = []
    corpus.shared[MISMATCHES] = told
    tables: dict[str, list[Grid]] = defaultdict(list)
    for document, grid in grids(corpus):
        tables[document.path].append(grid)
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in corpus.claims:
        if claim.path in tables:
            claims[claim.path].append(claim)
    for path, found in tables.items():
        for mismatch in (*mismatches(found, claims[path]), *restated_wholes(found, claims[path])):
            if mismatch.confidence >= WARNING_CONFIDENCE:
                told.append(mismatch)
                yield _finding(mismatch)
        for broken in broken_counts(found, claims[path]):
            yield _count(broken)
        for span in broken_spans(found, claims[path]):
            yield _span(span)


def _span(broken: BrokenSpan) -> Finding:
    told, grid = broken.told, broken.grid
    ends = [
        grid.claims[row.index, broken.column]
        for row in (broken.least, broken.most)
        if (row.index, broken.column) in grid.claims
    ]
    shown = " to ".join(claim.text for claim in ends)
    return finding(
        NAME,
        _SUM_CONFIDENCE,
        f"{told.text} in the text, {shown} in the table, {place_of(ends[0], told.claims[0])}",
        f"the text says {told.text} of every row; the least in the table is {ends[0].text} ({broken.least.label}), the most {ends[-1].text} ({broken.most.label})",
        [*((claim, Role.STATED) for claim in told.claims), *((claim, Role.OTHER_SIDE) for claim in ends)],
    )


def _count(broken: BrokenCount) -> Finding:
    stated, grid = broken.stated, broken.grid
    parts = [
        grid.claims[row.index, broken.column]
        for row in grid.rows
        if (row.index, broken.column) in grid.claims
    ]
    shown = " + ".join(
        figure(row.cells[broken.column].value) for row in grid.rows if broken.column in row.cells
    )
    return finding(
        NAME,
        _SUM_CONFIDENCE,
        f"{stated.text} in the text, but the rows of the table add up to {figure(broken.computed)}",
        f"{shown} = {figure(broken.computed)}, not {stated.text}; “{broken.support.text}” agrees with the table",
        [(stated, Role.STATED), (broken.support, Role.OTHER_SIDE), *((part, Role.OPERAND) for part in parts)],
    )


def _finding(mismatch: Mismatch) -> Finding:
    stated, cell = mismatch.stated, mismatch.cell
    hint = f" ({mismatch.slip.words})" if mismatch.slip is not None else ""
    where = f"{mismatch.row.label}{f', {cell.period.label}' if cell.period else ''}"
    return finding(
        NAME,
        mismatch.confidence,
        f"{where}: {stated.text} in the text, {cell.text} in the table, {place_of(cell, stated)}",
        f"the text gives “{stated.text}”, the cell it speaks of holds “{cell.text}”{hint}",
        [(stated, Role.STATED), (cell, Role.OTHER_SIDE)],
        mismatch.features,
    )


RULE = Rule(
    NAME,
    "A number in the text is not the one of the table cell that it speaks of.",
    Severity.ERROR,
    "The cell is found by words: the row's label must stand in the sentence, and the period or the column's label must tell "
    "the column; a count that is said to be of all (“275 rules in all”, or plainly “It has 275 rules in 6 groups”) is held against the total of the column that counts them. A span said of all rows (“19 to 31% in every district”) is held against the least and the most of the column. Alike digits (one wrong, two transposed) count as evidence that the cell was meant. Nothing is reported where "
    "any cell of the row has the value, in any scale and however rounded, where two of its cells give it as their sum or "
    "difference, or where the sentence speaks of averages, parts or adjusted figures.",
    "Text and table are updated at different times, and readers see both at once.",
    "| Revenue | 2024 | 2025 |\n|---|---:|---:|\n| Trams | 1,204 | 1,516 |\n| Buses | 866 | 902 |\n\nTram revenue was 1,561 million euros in 2025.\n",
    "| Revenue | 2024 | 2025 |\n|---|---:|---:|\n| Trams | 1,204 | 1,516 |\n| Buses | 866 | 902 |\n\nTram revenue was 1,516 million euros in 2025.\n",
    check,
    advice="Text and table were probably not updated together; the newer one is likelier to be right.",
)
