"""The claims of a document as what JSON is made of, and back: to hand them from one process to another, and to keep them.

What many claims of a document have in common (their sentence, the names of the document, a period) is written once, and is
one object again when it is read: claims take far less memory so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from claimcheck.model.claims import CellPlace, Claim, ClaimKind, Modality, Period
from claimcheck.model.quantities import Interval, Quantity
from claimcheck.model.spans import Span


class _Table:
    """Values that stand in several claims, each written once."""

    def __init__(self) -> None:
        self.rows: list[Any] = []
        self._places: dict[Any, int] = {}

    def place(self, value: Any, written: Any) -> int:
        known = self._places.get(value)
        if known is None:
            known = self._places[value] = len(self.rows)
            self.rows.append(written)
        return known


def to_data(claims: Sequence[Claim]) -> dict[str, Any]:
    """Everything of the claims of one document."""
    texts, sets, periods, forms = _Table(), _Table(), _Table(), _Table()

    def words(value: frozenset[str]) -> int:
        return sets.place(value, sorted(value))

    def period(value: Period | None) -> int | None:
        if value is None:
            return None
        return periods.place(value, [value.label, _day(value.start), _day(value.end)])

    def text(value: str | None) -> int | None:
        return None if value is None else texts.place(value, value)

    rows = []
    for c in claims:
        q = c.quantity
        rows.append(
            [
                c.id, c.line, c.column, c.span.start, c.span.end, c.text, text(c.sentence),
                _number(q.value), _number(q.low), _number(q.high), text(q.unit), _number(q.interval.low), _number(q.interval.high), q.hedge,
                c.kind.value, c.modality.value, text(c.subject), text(c.metric), period(c.period), c.where,
                text(c.subject_key), text(c.owner_key), text(c.part_key), text(c.concept), words(c.terms), words(c.qualifiers),
                words(c.scope), words(c.section), words(c.context), words(c.names), words(c.cast),
                forms.place(c.name_forms, c.name_forms), c.direction, period(c.setting), period(c.era), period(c.base), c.basis,
                int(c.restates), int(c.compared), int(c.subject_named), c.predicate, c.category, c.segment, c.list_id,
                c.sentence_number, c.clause_number, text(c.clause),
                [c.cell.table, c.cell.row, c.cell.column] if c.cell is not None else None,
                c.mention_span.start, c.mention_span.end, c.shown, text(c.language),
            ]
        )  # fmt: skip
    return {
        "texts": texts.rows,
        "sets": sets.rows,
        "periods": periods.rows,
        "forms": forms.rows,
        "rows": rows,
    }


Shared = dict[frozenset[str], frozenset[str]]
"""Sets of words that claims of several documents have in common."""


def from_data(
    data: dict[str, Any], path: str, published: date | None, shared: Shared | None = None
) -> list[Claim]:
    """The claims again, of the document at `path`.

    `shared`: where equal sets of other documents are found, and these are left. Raises ValueError, KeyError, IndexError, TypeError or
    ArithmeticError for what are none.
    """
    known: Shared = {} if shared is None else shared
    texts: list[str] = data["texts"]
    sets = [known.setdefault(one, one) for one in map(frozenset, data["sets"])]
    periods = [Period(label, _from_day(start), _from_day(end)) for label, start, end in data["periods"]]
    forms = [tuple((key, form) for key, form in pairs) for pairs in data["forms"]]

    def text(place: int | None) -> str | None:
        return None if place is None else texts[place]

    def period(place: int | None) -> Period | None:
        return None if place is None else periods[place]

    claims = []
    for (
        identity, line, column, start, end, written, sentence,
        value, low, high, unit, least, most, hedge,
        kind, modality, subject, metric, when, where,
        subject_key, owner_key, part_key, concept, terms, qualifiers,
        scope, section, context, names, cast,
        name_forms, direction, setting, era, base, basis,
        restates, compared, subject_named, predicate, category, segment, list_id,
        sentence_number, clause_number, clause,
        cell, mention_start, mention_end, shown, language,
    ) in data["rows"]:  # fmt: skip
        interval = Interval(_from_number(least), _from_number(most))
        quantity = Quantity(
            _from_number(value), _from_number(low), _from_number(high), texts[unit], interval, hedge
        )
        claims.append(
            Claim(
                identity, path, line, column, Span(start, end), written, texts[sentence], quantity,
                _KINDS[kind], _MODALITIES[modality], text(subject), text(metric), period(when), where,
                text(subject_key), text(owner_key), text(part_key), text(concept), sets[terms], sets[qualifiers],
                sets[scope], sets[section], sets[context], sets[names], sets[cast],
                forms[name_forms], direction, period(setting), period(era), period(base), basis,
                bool(restates), bool(compared), bool(subject_named), predicate, category, segment, list_id,
                sentence_number, clause_number, texts[clause],
                CellPlace(*cell) if cell is not None else None,
                Span(mention_start, mention_end), published, texts[language], shown,
            )
        )  # fmt: skip
    return claims


_KINDS = {kind.value: kind for kind in ClaimKind}
_MODALITIES = {modality.value: modality for modality in Modality}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _from_number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _from_day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
