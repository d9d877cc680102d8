"""The claims of a table."""

from __future__ import annotations

from dataclasses import replace

from claimcheck.claims.assembly import key_words
from claimcheck.claims.concepts import unit_class
from claimcheck.claims.progress import Progress
from claimcheck.claims.segments import segment_claims
from claimcheck.claims.senses import KIND_OF_FORM
from claimcheck.claims.tables import TableFrame
from claimcheck.claims.words import content, tokenize
from claimcheck.model import Cell, CellPlace, Claim, ClaimKind, Mention, Segment, SegmentKind, Table


def table_claims(reader: Progress, table: Table) -> list[Claim]:
    """The claims of a table: numbers of its cells under their row and column labels, sentences in wordy cells."""
    claims: list[Claim] = []
    frame = TableFrame.of(table, reader.document.published, decimal_comma=reader.decimal_comma)
    outer = reader.focus
    for cell in frame.body_cells():
        label = frame.row_label(cell)
        names = reader.entities.find(label) if label else []
        if frame.is_wordy(cell):
            reader.focus = names[0].key if names else outer
            segment = Segment(table.index, SegmentKind.PARAGRAPH, cell.text, cell.offsets, where=cell.where)
            claims.extend(
                replace(c, cell=CellPlace(table.index, cell.row, cell.column))
                for c in segment_claims(reader, segment)
            )
            reader.focus = outer
            continue
        named = len(names) == 1 and names[0].text == label.strip()
        for mention in frame.mentions(cell):
            subject = names[0].key if names else outer
            nameless = not frame.column_label(cell) and frame.has_several_figures(cell.row)
            claims.append(
                _cell_claim(reader, table, frame, cell, mention, subject, named=named, nameless=nameless)
            )
    reader.focus = outer
    return claims


def _cell_claim(
    reader: Progress,
    table: Table,
    frame: TableFrame,
    cell: Cell,
    mention: Mention,
    subject: str | None,
    *,
    named: bool,
    nameless: bool,
) -> Claim:
    label, header = frame.row_label(cell), frame.column_label(cell)
    metric = frame.metric(cell, mention.quantity.unit, named=named)
    period = frame.period(cell)
    change = frame.is_change_column(cell)
    source = cell.offsets.source_span(mention.span.start, mention.span.end)
    sentence = " | ".join(part for part in (label, header, cell.text) if part)
    fields = reader.claim(table.index, cell.text, mention.span, source, sentence, cell.where)
    kind = ClaimKind.CHANGE if change else _cell_kind(mention)
    if kind is ClaimKind.LEVEL and mention.quantity.unit == "percent" and frame.is_share(cell):
        kind = ClaimKind.SHARE
    value = mention.quantity.value
    if nameless:
        # Which of the columns it is of, nobody can tell.
        metric = replace(metric, concept=None, terms=frozenset())
        subject = None
    return Claim(
        **fields,  # type: ignore[arg-type]
        quantity=mention.quantity,
        kind=kind,
        modality=frame.modality(cell),
        subject=reader.entities.name(subject) if subject else None,
        subject_key=reader.entities.resolve(subject) if subject else None,
        metric=metric.name,
        concept=metric.concept,
        terms=metric.terms - key_words(subject),
        qualifiers=metric.qualifiers,
        period=period,
        context=content(token.text for token in tokenize(f"{label} {header}")),
        names=frozenset({subject} if subject else ()),
        direction=(1 if value > 0 else -1) if change and value else 0,
        cell=CellPlace(table.index, cell.row, cell.column),
    )


def _cell_kind(mention: Mention) -> ClaimKind:
    if mention.form in KIND_OF_FORM:
        return KIND_OF_FORM[mention.form]
    kind = unit_class(mention.quantity.unit)
    if kind == "time":
        return ClaimKind.DURATION
    if kind == "rank":
        return ClaimKind.RANK
    return ClaimKind.COUNT if kind == "count" else ClaimKind.LEVEL
