"""Numbers in the text beside a table that restate one of its cells, but not its value.

The cell is found by words: those of its row label must all stand in the sentence, and column label or period must tell the
column. Where any cell of the row has the value, or two of them give it as sum or difference, the text is right.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise
from math import log2

from claimcheck.claims.concepts import unit_class
from claimcheck.claims.words import canonical, content, tokenize
from claimcheck.facts import factor_between, same_period
from claimcheck.facts.figures import digits_of
from claimcheck.facts.slips import Slip, slip_of_digits
from claimcheck.model import Claim, ClaimKind, Feature, Modality
from claimcheck.relations.places import places_of
from claimcheck.relations.tables.grid import Grid, Row

_PRIOR = -5.0
_MOST_ROWS = 40
_MOST_CELLS = 12
"""Cells of a row that are added up and held against each other in pairs."""
_TELLING_BITS = 3.0
_WEAK_BITS = 2.0
_MOST_APART = Decimal("0.4")
"""Figures that share nothing and lie farther apart are two measures."""
_LEAST_DIFFERENCE = Decimal("0.01")
"""Figures closer than this are more often two measures than one mistyped."""
_SCALES = tuple(Decimal(10) ** power for power in (0, 3, 6, -3, -6))
_BRACKETS = re.compile(r"\([^()]{0,80}\)")
_LETTER = re.compile(r"[A-Za-z]")
_NUMBERED = re.compile(r"[A-Za-z]{0,2}(\d+(?:\.\d+)?)(?:st|nd|rd|th)?")
_OTHER_SENSE = re.compile(
    r"\b(?:average|among|excluding|exclud|without|adjusted|organic|constant|comparable|normali[sz]ed|underlying|like-for-like|pro forma|remaining|additional|another|other than|"
    r"approximately half|of which|at least|combined|together|through|each|per)\b|"
    r"\d of (?:the|our|its|their|these|those)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A number in the text and the cell that it does not agree with."""

    stated: Claim
    cell: Claim
    row: Row
    features: tuple[Feature, ...]
    slip: Slip | None

    @property
    def confidence(self) -> float:
        """How sure it is that the text means the cell."""
        odds = float(2.0 ** min(_PRIOR + sum(feature.weight for feature in self.features), 40.0))
        return odds / (1.0 + odds)


@dataclass(frozen=True, slots=True)
class _Line:
    grid: Grid
    row: Row
    words: frozenset[str]


def mismatches(grids: Sequence[Grid], claims: Sequence[Claim]) -> Iterator[Mismatch]:
    """The numbers of a document's text that differ from the cell they name; `claims`: all of the document."""
    lines: dict[str, list[_Line]] = defaultdict(list)
    for grid in grids:
        for row in grid.rows:
            words = words_of(_BRACKETS.sub(" ", row.label)) or words_of(row.label)
            if words and row.cells and not row.is_heading and _LETTER.search(row.label):
                line = _Line(grid, row, words)
                for word in words:
                    lines[word].append(line)
    if not lines:
        return
    beside: dict[tuple[int, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.cell is None:
            beside[claim.segment, claim.sentence_number].append(claim)
    for claim in claims:
        if _may_restate(claim):
            others = [
                other
                for other in beside[claim.segment, claim.sentence_number]
                if _may_stand_beside(other, claim)
            ]
            found = _mismatch(claim, lines, others)
            if found is not None:
                yield found


def _may_restate(claim: Claim) -> bool:
    value = claim.quantity.value
    return (
        claim.cell is None
        and value is not None
        and value != 0
        and not claim.quantity.is_bound
        and len(digits_of(value)) >= 2
        and claim.modality in (Modality.REPORTED, Modality.ESTIMATED)
        and claim.kind in (ClaimKind.LEVEL, ClaimKind.COUNT, ClaimKind.SHARE, ClaimKind.CHANGE)
        and unit_class(claim.quantity.unit) in ("money", "measure", "percent", "count", "time", "bare")
        and not differs_in_sense(claim)
    )


def words_of(text: str) -> frozenset[str]:
    """The words of a label that can be looked for; of names with a number only that ("p99", "99th")."""
    plain: list[str] = []
    numbers: set[str] = set()
    for token in tokenize(text):
        match = _NUMBERED.fullmatch(token.text.strip(".,"))
        if match is None:
            plain.append(token.text)
        elif token.is_word or len(match.group(1)) < 3:
            numbers.add(match.group(1))
    return canonical(content(plain)) | numbers


def _may_stand_beside(other: Claim, claim: Claim) -> bool:
    """Whether another number of the sentence is of the kind that a table with the claim's cell would hold."""
    return (
        other is not claim
        and other.kind is not ClaimKind.CHANGE
        and other.quantity.value not in (None, 0, claim.quantity.value)
        and unit_class(other.quantity.unit) == unit_class(claim.quantity.unit)
        and (other.quantity.unit == "percent") == (claim.quantity.unit == "percent")
    )


def _mismatch(claim: Claim, lines: dict[str, list[_Line]], others: Sequence[Claim]) -> Mismatch | None:
    """The cell that a claim restates wrongly; `others`: the numbers of its kind in its sentence."""
    clause, sentence = words_of(claim.clause), words_of(claim.sentence)
    named = _named(claim)
    matched: dict[int, _Line] = {}
    for word in sentence | named:
        for line in lines.get(word, ())[:_MOST_ROWS]:
            if line.words <= sentence | named and _has_comparable(line, claim):
                matched[id(line)] = line
    if not matched:
        return None
    near = clause | named
    most = max(len(line.words & near) for line in matched.values())
    if not most:
        near = sentence
        most = max(len(line.words & near) for line in matched.values())
    best = [line for line in matched.values() if len(line.words & near) == most]
    best = [line for line in best if not _is_nearer_to_another(claim, line.row.label)]
    if any(_has_value(line, claim) for line in matched.values()) or _elsewhere(best, claim):
        return None
    found = [one for line in best if (one := _against(claim, line, sentence)) is not None]
    # A cell that another number of the sentence tells is not this one's.
    found = [one for one in found if not any(_fits(other, _value_in(one)) for other in others)]
    # Who restates a table gets most numbers right: where no other number of the sentence stands in it, it is not meant.
    if others:
        found = [one for one in found if any(_stands_in(one, other, best, sentence) for other in others)]
    return max(found, key=lambda one: one.confidence) if len(found) == 1 else None


_OTHER_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]\d+)?\s?(?:%|per ?cent\b)")


def _is_nearer_to_another(claim: Claim, label: str) -> bool:
    """Whether another number stands between a number and the label in its sentence: "77% for Elsevier, 53% for Springer (before Nature)"."""
    own = places_of((claim,)).get(claim.id)
    at = claim.sentence.casefold().find(label.casefold())
    if own is None or at < 0:
        return False
    if claim.quantity.unit != "percent":
        return False
    between = claim.sentence[own.end : at] if at >= own.end else claim.sentence[at + len(label) : own.start]
    return bool(_OTHER_NUMBER.search(between))


def _stands_in(mismatch: Mismatch, other: Claim, lines: Sequence[_Line], sentence: frozenset[str]) -> bool:
    """Whether another number of the sentence stands in the table of a mismatch: in its row, in one that the sentence names, or so exactly that chance is no explanation."""
    stated, value = mismatch.stated.quantity.value, _value_in(mismatch)
    assert stated is not None
    assert other.quantity.value is not None
    scaled = _nearest_scale(stated, value)
    if scaled is None or not value:
        return False
    scale = scaled / abs(value)
    telling = len(digits_of(other.quantity.value)) >= 3
    grid = next(line.grid for line in lines if line.row is mismatch.row)
    for row in grid.rows:
        if telling or row is mismatch.row or ((words := words_of(row.label)) and words <= sentence):
            values = [number.value for number in row.cells.values() if not number.nil]
            changes = [a - b for a, b in combinations(values, 2)] if len(values) <= _MOST_CELLS else []
            if any(_holds_in(other, abs(value) * scale) for value in (*values, *changes)):
                return True
    return False


def _holds_in(claim: Claim, size: Decimal) -> bool:
    low, high = claim.quantity.interval.low, claim.quantity.interval.high
    ends = sorted((abs(low) if low is not None else size, abs(high) if high is not None else size))
    return ends[0] <= size <= ends[1]


def _value_in(mismatch: Mismatch) -> Decimal:
    place = mismatch.cell.cell
    assert place is not None
    return mismatch.row.cells[place.column].value


def _has_comparable(line: _Line, claim: Claim) -> bool:
    cells = (line.grid.claims.get((line.row.index, column)) for column in line.row.cells)
    return any(cell is not None and _comparable(claim, cell) for cell in cells)


def _named(claim: Claim) -> frozenset[str]:
    parts = [claim.subject_key or "", claim.concept or ""]
    return canonical(content(word for part in parts for word in part.split()))


def _has_value(line: _Line, claim: Claim) -> bool:
    """Whether a cell of the row has the claim's value, or two of them give it as sum or difference."""
    values = [number.value for number in line.row.cells.values() if not number.nil]
    if any(_fits(claim, value) for value in values):
        return True
    if len(values) > _MOST_CELLS:
        return False
    return any(_fits(claim, a - b) or _fits(claim, a + b) for a, b in combinations(values, 2))


def _elsewhere(best: Sequence[_Line], claim: Claim) -> bool:
    """Whether the very figure stands in another row of the table: then that row may be meant."""
    value = claim.quantity.value
    assert value is not None
    if len(digits_of(value)) < 3:
        return False
    return any(
        _fits(claim, number.value) for line in best for row in line.grid.rows for number in row.cells.values()
    )


def _fits(claim: Claim, value: Decimal) -> bool:
    """Whether a cell's number, in any scale that its table may have, lies in what the claim allows."""
    for scale in _SCALES:
        size = abs(value * scale)
        if _holds_in(claim, size):
            return True
    return False


def _against(claim: Claim, line: _Line, sentence: frozenset[str]) -> Mismatch | None:
    """The mismatch of a claim with the one cell of a row that it names; None where no cell is plainly meant."""
    named, timed, other = [], [], []
    for column, number in line.row.cells.items():
        cell = line.grid.claims.get((line.row.index, column))
        if cell is None or number.nil or not _comparable(claim, cell):
            continue
        if number.percent != (claim.quantity.unit == "percent"):
            continue
        if differs_in_time(claim, cell):
            continue
        header = _header(line, column)
        if header and cell.period is None and header <= sentence:
            named.append((column, cell))
        elif cell.period is not None and _same_time(claim, cell):
            timed.append((column, cell))
        else:
            other.append((column, cell))
    most = max((len(_header(line, column)) for column, _ in named), default=0)
    named = [entry for entry in named if len(_header(line, entry[0])) == most]
    both = [entry for entry in named if entry in timed]
    assert claim.quantity.value is not None
    chosen = both or named or timed or other
    candidates = len(chosen)
    if candidates > 1:
        chosen = [
            entry for entry in chosen if _is_telling(claim.quantity.value, line.row.cells[entry[0]].value)
        ]
    if len(chosen) != 1:
        return None
    column, cell = chosen[0]
    scaled = _nearest_scale(claim.quantity.value, line.row.cells[column].value)
    if scaled is None:
        return None
    value = abs(claim.quantity.value)
    slip = slip_of_digits(value, scaled)
    transposed = slip is not None and slip.kind == "transposition"
    apart = abs(value - scaled) / scaled
    if (not transposed and apart < _LEAST_DIFFERENCE) or abs(value - scaled) <= _last_digit(claim):
        return None
    if (slip is None or slip.bits < _WEAK_BITS) and apart > _MOST_APART:
        return None
    features = [
        Feature("row", min(1.5 + len(line.words), 4.5), f"the sentence names the row “{line.row.label}”"),
        Feature("unit", 1.0, "both are in one unit"),
    ]
    if candidates > 1:
        features.append(Feature("column", -log2(candidates), f"{candidates} cells of the row may be meant"))
    elif column in {c for c, _ in named}:
        features.append(Feature("column", 2.0, f"it names the column “{line.grid.headers[column]}”"))
        features.append(Feature("cell", 1.5, "row and column leave one cell"))
    elif timed:
        assert cell.period is not None
        features.append(Feature("period", 2.0, f"both are for {cell.period.label}"))
    else:
        features.append(Feature("column", 0.5, "the row has one number only"))
    if claim.concept is not None and claim.concept == cell.concept:
        features.append(Feature("metric", 1.0, f"both speak of {claim.concept}"))
    known = line.words | words_of(" ".join(line.grid.headers)) | _around(line.grid)
    if claim.terms and not canonical(claim.terms) & known and claim.concept != cell.concept:
        return None  # "included a gain from a settlement of $13 million"
    extra = canonical(claim.scope | claim.terms) - known
    if extra:
        weight = -min(float(len(extra)), 3.0)
        features.append(Feature("scope", weight, f"only the text speaks of {', '.join(sorted(extra))}"))
    if narrower := _narrowed(line, claim, known):
        features.append(
            Feature("narrower", -3.0, f"the text speaks of {narrower} {line.row.label.lower()} only")
        )
    if slip is not None and slip.bits:
        features.append(Feature("digits", slip.bits, slip.words))
    elif slip is None:
        features.append(Feature("digits", -3.0, "the digits are not alike"))
    return Mismatch(claim, cell, line.row, tuple(features), slip)


def _narrowed(line: _Line, claim: Claim, known: frozenset[str]) -> str:
    """The word before the row's words in the sentence that narrows them: "intangible assets" for "assets"; else empty."""
    tokens = tokenize(claim.sentence)
    for before, token in pairwise(tokens):
        if not before.is_word or before.end + 1 != token.start or not words_of(token.text) & line.words:
            continue
        narrowing = words_of(before.text)
        if narrowing and not narrowing & known and before.text[:1].islower():
            return before.text
        return ""
    return ""


def _header(line: _Line, column: int) -> frozenset[str]:
    return words_of(line.grid.headers[column] if column < len(line.grid.headers) else "")


def _last_digit(claim: Claim) -> Decimal:
    """One unit of the last digit that a text gives: cut off instead of rounded, it may be one too low."""
    low, high = claim.quantity.interval.low, claim.quantity.interval.high
    return high - low if low is not None and high is not None else Decimal(0)


def _is_telling(value: Decimal, cell: Decimal) -> bool:
    scaled = _nearest_scale(value, cell)
    slip = slip_of_digits(abs(value), scaled) if scaled is not None else None
    return slip is not None and slip.bits >= _TELLING_BITS


def _around(grid: Grid) -> frozenset[str]:
    """The words of the caption and the headings above a table."""
    return words_of(" ".join((grid.table.caption or "", *grid.table.headings)))


def _comparable(claim: Claim, cell: Claim) -> bool:
    ours, theirs = unit_class(claim.quantity.unit), unit_class(cell.quantity.unit)
    if (claim.kind is ClaimKind.CHANGE) != (cell.kind is ClaimKind.CHANGE):
        return False
    if claim.quantity.unit == "percent" or cell.quantity.unit == "percent":
        return claim.quantity.unit == cell.quantity.unit
    return theirs == "bare" or (ours == theirs and factor_between(claim, cell) is not None)


def differs_in_sense(claim: Claim) -> bool:
    """Whether the words make a number an average, a part or an adjusted one."""
    return bool(_OTHER_SENSE.search(claim.clause))


def differs_in_time(claim: Claim, cell: Claim) -> bool:
    """Whether text and cell name periods that are not one. A change is from one period to another: the time of the story is not its own."""
    ours = claim.period or (claim.setting if claim.kind is not ClaimKind.CHANGE else None)
    return (
        ours is not None
        and cell.period is not None
        and not same_period(ours, cell.period)
        and not _nested(ours, cell)
    )


def _nested(ours: object, cell: Claim) -> bool:
    """A year of the text and a fiscal year of the header that ends in it are taken for one."""
    label = getattr(ours, "label", "")
    return (
        bool(cell.period)
        and label[-4:].isdigit()
        and label[-4:] == (cell.period.label[-4:] if cell.period else "")
    )


def _same_time(claim: Claim, cell: Claim) -> bool:
    ours = claim.period or claim.setting
    return (
        ours is not None
        and cell.period is not None
        and (same_period(ours, cell.period) or _nested(ours, cell))
    )


def _nearest_scale(value: Decimal, cell: Decimal) -> Decimal | None:
    """The cell's number in the scale that brings it nearest to a value; None where none brings it near."""
    for scale in _SCALES:
        scaled = abs(cell * scale)
        if scaled and Decimal("0.1") <= abs(value) / scaled <= 10:
            return scaled
    return None
