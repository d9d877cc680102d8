"""Tables: what a cell's number measures, from row and column labels, units from headers and caption."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from claimcheck.claims.concepts import unit_class
from claimcheck.claims.label_units import plain_label
from claimcheck.claims.metric import Metric
from claimcheck.claims.metrics import metric_from_label
from claimcheck.claims.periods import find_periods, mask_spans
from claimcheck.claims.senses import cue_in
from claimcheck.claims.unit_hints import UnitHint, unit_hint
from claimcheck.language.en import counted_row
from claimcheck.model import Cell, Mention, Modality, Period, Quantity, Span, Table
from claimcheck.quantities import find_quantities
from claimcheck.quantities.cells import header_rows, number_of
from claimcheck.quantities.events import labelled_year
from claimcheck.quantities.numerals import read_digits
from claimcheck.quantities.rounding import written_interval

_WORDY = 6  # words from which a cell is read as a sentence
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]+")
_CHANGE = re.compile(
    r"\b(?:change|growth|increase|decrease|variance|yoy|y/y|delta)\b|[%Δ±] ?(?:change|chg)", re.IGNORECASE
)
_SHARE = re.compile(r"\b(?:share|proportion|percentage|portion) of\b|\bshare\b", re.IGNORECASE)
_PERCENT = re.compile(r"%|\bper ?cent\b|\bshare\b", re.IGNORECASE)
_UNIT_ROW = re.compile(r"\(?in\s(?:thousands|millions|billions)\b", re.IGNORECASE)
_PER_SHARE = re.compile(r"\bper (?:[a-z]{3,9} ){0,2}share\b", re.IGNORECASE)
_SAYS_NOTHING = UnitHint(None, Decimal(1))
_LONGEST_LABEL = 80


def _unit_row(table: Table) -> str:
    """The header row that says nothing but in what all figures are: "(in thousands, except per share data)"; else empty."""
    for row in table.rows[: table.header_rows]:
        texts = {cell.text for cell in row if cell.text}
        if len(texts) == 1 and _UNIT_ROW.match(text := texts.pop()):
            return text
    return ""


def _hint_of_corner(corner: str) -> UnitHint:
    """What the first header says of all figures; a stretch of time there heads the rows and says nothing of them."""
    hint = unit_hint(corner)
    names_rows = hint.unit is not None and unit_class(hint.unit) == "time" and corner.strip().isalpha()
    return _SAYS_NOTHING if names_rows else hint


_LATE_PERCENT = re.compile(r"\(\d[\d.,]*(\)%)")
"""A negative percentage as accountants write it, with the sign outside of the brackets: "(11.1)%"."""
_EARLY_CURRENCY = re.compile(r"([A-Z]{0,3}[$€£¥₹₩] ?)(\()\d[\d.,]*\)")
"""A negative amount with the currency outside: "$(408)"."""
_YEAR = re.compile(r"1[89]\d\d|20\d\d|2100")
"""A number that in prose would be a year."""


def _plain_number(text: str) -> Mention:
    """A whole number in digits, as a quantity without a unit."""
    numeral = read_digits(text, 0)
    assert numeral is not None
    interval = written_interval(numeral.value, numeral.step, numeral.coarse_step)
    span = Span(0, len(text))
    return Mention(span, span, Quantity(numeral.value, None, None, "dimensionless", interval))


@dataclass(frozen=True, slots=True)
class TableFrame:
    """A table with what its labels say."""

    table: Table
    published: date | None
    headers: tuple[str, ...]
    """One label a column, header rows joined."""
    caption_hint: UnitHint
    hints: tuple[UnitHint, ...]
    decimal_comma: bool = False
    _several: dict[int, bool] = field(default_factory=dict)
    _values: dict[int, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, table: Table, published: date | None, *, decimal_comma: bool = False) -> TableFrame:
        """Reads the labels of a table."""
        width = len(table.rows[0]) if table.rows else 0
        table = replace(table, header_rows=header_rows(table))
        headers = tuple(
            " ".join(
                dict.fromkeys(
                    table.rows[row][column].text
                    for row in range(table.header_rows)
                    if table.rows[row][column].text
                )
            )
            for column in range(width)
        )
        corner = headers[0] if headers else ""
        caption = unit_hint(f"{table.caption or ''}")
        if caption.unit is None and caption.scale == 1:
            caption = _hint_of_corner(corner)
        if caption.unit is None and caption.scale == 1:
            caption = unit_hint(_unit_row(table))
        hints = tuple(unit_hint(header) for header in headers)
        return cls(table, published, headers, caption, hints, decimal_comma)

    def body_cells(self) -> Iterator[Cell]:
        """The cells that are no labels, row by row."""
        for row in self.table.rows[self.table.header_rows :]:
            yield from (
                cell
                for cell in row
                if cell.text and (cell.column > 0 or len(row) == 1 or self._is_clock(cell))
            )

    def _is_clock(self, cell: Cell) -> bool:
        """Whether a row is headed by nothing but a time of day, as timelines are: then the time is what the row tells."""
        if not cell.text[:1].isdecimal():
            return False
        found = self.mentions(cell)
        return len(found) == 1 and found[0].form == "clock" and found[0].span == Span(0, len(cell.text))

    def _is_value_column(self, column: int) -> bool:
        """Whether a column of whole numbers holds values, so that 1874 without its comma is no year: one of them can be no year."""
        if column not in self._values:
            body = [
                row[column].text for row in self.table.rows[self.table.header_rows :] if column < len(row)
            ]
            numbers = [text for text in body if text.replace(",", "").isdecimal()]
            self._values[column] = any(not _YEAR.fullmatch(text) for text in numbers)
        return self._values[column]

    def has_several_figures(self, row: int) -> bool:
        """Whether a row holds more than one number."""
        if row not in self._several:
            found = (cell for cell in self.table.rows[row] if number_of(cell.text) is not None)
            self._several[row] = next(found, None) is not None and next(found, None) is not None
        return self._several[row]

    def row_label(self, cell: Cell) -> str:
        """The label of the cell's row."""
        return self.table.rows[cell.row][0].text if cell.column > 0 else ""

    def column_label(self, cell: Cell) -> str:
        """The label of the cell's column."""
        return self.headers[cell.column] if cell.column < len(self.headers) else ""

    def is_wordy(self, cell: Cell) -> bool:
        """Whether a cell is to be read as a sentence."""
        count = len(_WORD.findall(cell.text))
        return count >= _WORDY or (count >= 2 and ("#" in cell.text or "largest" in cell.text))

    def is_change_column(self, cell: Cell) -> bool:
        """Whether the column states changes between two others."""
        return bool(_CHANGE.search(self.column_label(cell)))

    def is_share(self, cell: Cell) -> bool:
        """Whether a percentage of the cell is a part of something, as its caption or labels say."""
        labels = (self.table.caption or "", self.column_label(cell), self.row_label(cell))
        return any(_SHARE.search(label) for label in labels)

    def metric(self, cell: Cell, unit: str, *, named: bool = False) -> Metric:
        """What the cell measures: the row's concept under the column, or the column's concept by row.

        `named`: whether the row label is a name, so that column and caption alone say what is measured.
        """
        row, column = plain_label(self.row_label(cell)), plain_label(self.column_label(cell))
        column = "" if self.period(cell) is not None and len(column) < 12 else column
        if named and (column or self.table.caption):
            return metric_from_label(column or self.table.caption or "", unit)
        joined = " ".join(part for part in (row, column) if part)
        metric = metric_from_label(joined, unit)
        if metric.concept is None and self.table.caption:
            from_caption = metric_from_label(self.table.caption, unit)
            if from_caption.concept is not None:
                return Metric(
                    f"{joined} {from_caption.concept}".strip(),
                    from_caption.concept,
                    metric.terms,
                    metric.qualifiers,
                )
        return metric

    def period(self, cell: Cell) -> Period | None:
        """The period of the column label, else of the row label, else of the caption."""
        own = self._period_in(self.column_label(cell))
        if own is None and self.is_change_column(cell):
            # The change between two columns is one of the later of the two.
            beside = [self._period_in(label) for label in self.headers[max(cell.column - 2, 1) : cell.column]]
            ended = [period for period in beside if period is not None and period.end is not None]
            own = max(ended, key=lambda period: period.end or date.min, default=None)
        return own or self._period_in(self.row_label(cell)) or self._period_in(self.table.caption or "")

    def _period_in(self, text: str) -> Period | None:
        for mention in find_periods(text, self.published) if text else ():
            if mention.period is not None and mention.basis is None:
                return mention.period
        return None

    def modality(self, cell: Cell) -> Modality:
        """In which sense the cell is meant."""
        return cue_in(self.column_label(cell)) or cue_in(self.row_label(cell)) or Modality.REPORTED

    def mentions(self, cell: Cell) -> list[Mention]:
        """The numbers of a cell, bare ones in the unit of their column, row or caption."""
        text = cell.text
        late = _LATE_PERCENT.fullmatch(text)
        if late is not None:
            text = f"{text[: late.start(1)]}%){text[late.end(1) :]}"
        early = _EARLY_CURRENCY.fullmatch(text)
        if early is not None:
            text = f"({early[1]}{text[early.end(2) :]}"
        for label in (self.row_label(cell), self.column_label(cell)) if cell.column > 0 else ():
            year = labelled_year(text, label)
            if year is not None:
                return [year]
        if _YEAR.fullmatch(text) and cell.column > 0 and self._is_value_column(cell.column):
            return [self._with_unit(cell, _plain_number(text))]
        found = find_quantities(text, mask_spans(text), decimal_comma=self.decimal_comma)
        if late is not None or early is not None:
            found = [replace(mention, span=Span(0, len(text))) for mention in found]
        return [self._with_unit(cell, mention) for mention in found]

    def _with_unit(self, cell: Cell, mention: Mention) -> Mention:
        hints = [
            self.hints[cell.column] if cell.column < len(self.hints) else UnitHint(None, Decimal(1)),
            unit_hint(self.row_label(cell)),
            self.caption_hint,
        ]
        if hints[1] == _SAYS_NOTHING and counted_row().fullmatch(self.row_label(cell)[:_LONGEST_LABEL]):
            hints = [hint for hint in hints[:1] if unit_class(hint.unit or "") != "money" and hint.scale == 1]
        quantity = mention.quantity
        if quantity.unit not in ("dimensionless",) and unit_class(quantity.unit) != "money":
            return mention
        unit = quantity.unit
        scale = Decimal(1)
        for hint in hints:
            if unit == "dimensionless" and hint.unit is not None:
                unit = hint.unit
            if hint.scale != 1 and scale == 1:
                scale = hint.scale
        if re.search(r"[A-Za-z]", cell.text[mention.number.start : mention.number.end]):
            scale = Decimal(1)
        if unit == "percent" or _PER_SHARE.search(self.row_label(cell)):
            scale = Decimal(1)
        return replace(mention, quantity=quantity.rescaled(scale, unit))
