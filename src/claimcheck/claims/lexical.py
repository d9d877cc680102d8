"""The claims of a document in a language that is all data: numbers with when, in which sense and as what they are said.

Whom and what a number is said of is left to the words around it, which are compared as stems; here is only what a number's clause says
outright: a change or a level, planned or reported, compared with another, of which year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from claimcheck.claims.concepts import unit_class
from claimcheck.claims.placing import placed
from claimcheck.language.lexical import Lexical, lexical
from claimcheck.model import (
    Cell,
    CellPlace,
    Claim,
    ClaimKind,
    Document,
    LineIndex,
    Mention,
    Modality,
    Period,
    Segment,
    SegmentKind,
    Span,
    Table,
)
from claimcheck.quantities.cells import header_rows
from claimcheck.quantities.lexical import find_quantities, with_points

_STOPS = re.compile(r"[.!?…]+[\"'”’»“)\]]*(?=\s)")
_CLAUSE_MARKS = re.compile(r"[,;:()–—]\s|\s[–—]\s")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d%]|[.,]\d)")
_WORDY = 6
"""Words from which a cell is read as a sentence."""
_LONGEST = 1500
_AROUND = 60
"""Characters of a clause looked at on each side of a number for its sense."""


def extract_claims(document: Document, code: str) -> tuple[Claim, ...]:
    """All numeric claims of a document in the language of a code, in the order of its text."""
    reader = _Reader(document, lexical(code), LineIndex(document.text))
    claims: list[Claim] = []
    blocks: list[Segment | Table] = sorted(
        [*document.segments, *document.tables], key=lambda block: block.index
    )
    for block in blocks:
        if isinstance(block, Table):
            claims.extend(_of_table(reader, block))
        else:
            claims.extend(_of_segment(reader, block))
    return tuple(claims)


@dataclass(frozen=True, slots=True)
class _Reader:
    document: Document
    language: Lexical
    lines: LineIndex


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    """Of the segment."""
    span: Span
    number: int
    clauses: tuple[Span, ...]

    def clause_of(self, at: int) -> int:
        """The number of the clause that a place is in."""
        found = [index for index, clause in enumerate(self.clauses) if clause.start <= at]
        return found[-1] if found else 0


def sentences(text: str, code: str) -> list[Span]:
    """The sentences of a text; a point behind a number or an abbreviation ends none."""
    language = lexical(code)
    spans: list[Span] = []
    start = 0
    for stop in _STOPS.finditer(text):
        if _ends(text, start, stop, language) or stop.end() - start > _LONGEST:
            spans.append(Span(start, stop.end()))
            start = stop.end()
    if text[start:].strip():
        spans.append(Span(start, len(text)))
    return [_stripped(text, span) for span in spans if text[span.start : span.end].strip()]


def _ends(text: str, start: int, stop: re.Match[str], language: Lexical) -> bool:
    following = text[stop.end() :].lstrip()[:1]
    if following.islower():
        return False
    if not stop.group().startswith(".") or len(stop.group()) > 1:
        return True
    word = re.search(r"[^\s(„\"'.]*$", text[max(start, stop.start() - 24) : stop.start()])
    last = word.group() if word is not None else ""
    if last.isdigit():
        return len(last) > 2 or not following.isupper()
    return last.lower() not in language.abbreviations


def _stripped(text: str, span: Span) -> Span:
    part = text[span.start : span.end]
    return Span(span.start + len(part) - len(part.lstrip()), span.end - (len(part) - len(part.rstrip())))


def _views(
    text: str, mentions: Sequence[Mention], language: Lexical
) -> Iterator[tuple[_Sentence, list[Mention]]]:
    for number, span in enumerate(sentences(text, language.code)):
        inside = [mention for mention in mentions if span.start <= mention.span.start < span.end]
        if not inside:
            continue
        starts = [span.start]
        for mark in _CLAUSE_MARKS.finditer(text, span.start, span.end):
            if not any(
                mention.span.start < mark.end() and mark.start() < mention.span.end for mention in inside
            ):
                starts.append(mark.end())
        clauses = tuple(
            Span(start, end)
            for start, end in zip(starts, [*starts[1:], span.end], strict=True)
            if start < end
        )
        yield _Sentence(text, span, number, clauses), inside


def _of_segment(reader: _Reader, segment: Segment) -> Iterator[Claim]:
    language = reader.language
    setting: Period | None = None
    for view, mentions in _views(segment.text, find_quantities(segment.text, language.code), language):
        years = {match.group() for match in _YEAR.finditer(view.text, view.span.start, view.span.end)}
        sentence = " ".join(view.text[view.span.start : view.span.end].split())
        for mention in mentions:
            yield _claim(reader, segment, view, mention, sentence, setting)
        if len(years) == 1:
            setting = _year(int(years.pop()))


def _claim(
    reader: _Reader,
    segment: Segment,
    view: _Sentence,
    mention: Mention,
    sentence: str,
    setting: Period | None,
) -> Claim:
    language = reader.language
    index = view.clause_of(mention.number.start)
    clause = view.clauses[index]
    before = view.text[max(view.span.start, mention.span.start - _AROUND) : mention.span.start]
    behind = view.text[mention.span.end : min(view.span.end, mention.span.end + _AROUND)]
    before = " ".join(before.split()) + (" " if before[-1:].isspace() else "")
    behind = (" " if behind[:1].isspace() else "") + " ".join(behind.split())
    words = view.text[clause.start : clause.end]
    whole = view.text[view.span.start : view.span.end]
    change = _is_change(before, behind, mention, language)
    kind = _kind(mention, change=change)
    compared = _is_compared(before, behind, mention, language)
    period = _period(view, clause, mention, reader, compared=compared)
    source = segment.offsets.source_span(mention.span.start, mention.span.end)
    return Claim(
        **placed(
            reader.document,
            reader.lines,
            segment.index,
            view.text,
            mention.span,
            source,
            sentence,
            segment.where,
        ),
        quantity=mention.quantity,
        kind=kind,
        modality=_modality(before, words, language),
        qualifiers=frozenset(
            value for form, value in language.scopes.items() if re.search(rf"\b{form}\b", words)
        ),
        period=period,
        setting=setting if period is None and not compared else None,
        direction=_direction(behind, whole, language) if change else 0,
        compared=compared,
        list_id=segment.list_id,
        sentence_number=view.number,
        clause_number=index,
        clause=" ".join(words.split()),
        language=language.code,
    )


def _is_change(before: str, behind: str, mention: Mention, language: Lexical) -> bool:
    if mention.form == "range" or unit_class(mention.quantity.unit) in ("ratio", "rank"):
        return False
    if mention.quantity.unit == "percentage_point":
        return True
    return bool(language.senses.change_before.search(before) or language.senses.change_behind.search(behind))


def _direction(behind: str, clause: str, language: Lexical) -> int:
    """Whether a change is said to be a rise or a fall; 0 where the words say both or neither."""
    for text in (behind[:12], clause):
        up = language.senses.up.search(text) is not None
        down = language.senses.down.search(text) is not None
        if up != down:
            return 1 if up else -1
    return 0


def _kind(mention: Mention, *, change: bool) -> ClaimKind:
    if change:
        return ClaimKind.CHANGE
    kind = unit_class(mention.quantity.unit)
    if kind == "time":
        return ClaimKind.DURATION
    return ClaimKind.COUNT if kind == "count" else ClaimKind.LEVEL


def _modality(before: str, clause: str, language: Lexical) -> Modality:
    senses = language.senses
    if senses.superseded.search(before):
        return Modality.SUPERSEDED
    if senses.hypothetical.search(clause):
        return Modality.HYPOTHETICAL
    if senses.planned.search(clause):
        return Modality.PLANNED
    return Modality.PROJECTED if senses.projected.search(clause) else Modality.REPORTED


def _is_compared(before: str, behind: str, mention: Mention, language: Lexical) -> bool:
    senses = language.senses
    if senses.start.search(before):
        return senses.end.search(behind) is not None
    return senses.compared.search(before) is not None


def _period(
    view: _Sentence, clause: Span, mention: Mention, reader: _Reader, *, compared: bool
) -> Period | None:
    """The year, quarter or half that a number's own clause names; "last year" counts from the day of publication."""
    months = reader.language.months
    text = view.text
    words = text[clause.start : clause.end]
    found = list(_YEAR.finditer(text, clause.start, clause.end))
    year: int | None = None
    if found:
        nearest = min(found, key=lambda match: abs(match.start() - mention.number.start))
        year = int(nearest.group())
    elif months.before_that.search(words) or compared:
        return None
    elif reader.document.published is not None:
        published = reader.document.published.year
        for pattern, offset in ((months.last_year, -1), (months.this_year, 0), (months.next_year, 1)):
            if pattern.search(words):
                year = published + offset
    if year is None:
        return None
    return _part_of_year(words, year, reader.language) or _year(year)


def _part_of_year(words: str, year: int, language: Lexical) -> Period | None:
    months = language.months
    for pattern, length, label in ((months.quarter, 3, "Q"), (months.half, 6, "H")):
        match = pattern.search(words)
        ordinal = re.search(r"([^\W\d_]+|\d)\.?\s$", words[: match.start()]) if match is not None else None
        if ordinal is None:
            continue
        written = ordinal.group(1)
        number = int(written) if written.isdigit() else months.ordinals.get(written.lower(), 0)
        if 0 < number <= 12 // length:
            first = (number - 1) * length + 1
            last = date(year + (first + length > 12), (first + length - 1) % 12 + 1, 1)
            return Period(
                f"{label}{number} {year}", date(year, first, 1), date.fromordinal(last.toordinal() - 1)
            )
    return None


def _year(year: int) -> Period:
    return Period(str(year), date(year, 1, 1), date(year, 12, 31))


def _of_table(reader: _Reader, table: Table) -> Iterator[Claim]:
    language = reader.language
    first = header_rows(with_points(table))
    heads = _heads(table, first)
    for row in table.rows[first:]:
        label = row[0].text if row else ""
        for cell in row[1:] if len(row) > 1 else row:
            if len(cell.text.split()) >= _WORDY:
                yield from _in_cell(reader, table, cell)
                continue
            head = heads[cell.column] if cell.column < len(heads) else ""
            for mention in find_quantities(cell.text, language.code):
                yield _cell_claim(reader, table, cell, mention, label, head)


def _heads(table: Table, first: int) -> list[str]:
    width = len(table.rows[0]) if table.rows else 0
    return [
        " ".join(dict.fromkeys(row[column].text for row in table.rows[:first] if row[column].text))
        for column in range(width)
    ]


def _in_cell(reader: _Reader, table: Table, cell: Cell) -> Iterator[Claim]:
    segment = Segment(table.index, SegmentKind.PARAGRAPH, cell.text, cell.offsets, where=cell.where)
    for claim in _of_segment(reader, segment):
        yield replace(claim, cell=CellPlace(table.index, cell.row, cell.column))


def _cell_claim(reader: _Reader, table: Table, cell: Cell, mention: Mention, label: str, head: str) -> Claim:
    language = reader.language
    hinted = _hinted(mention, (head, label, table.caption or ""), language)
    change = language.change_label.search(head) is not None
    years = _YEAR.findall(head) or _YEAR.findall(label) or _YEAR.findall(table.caption or "")
    source = cell.offsets.source_span(mention.span.start, mention.span.end)
    sentence = " | ".join(part for part in (label, head, cell.text) if part)
    value = hinted.quantity.value
    return Claim(
        **placed(
            reader.document, reader.lines, table.index, cell.text, mention.span, source, sentence, cell.where
        ),
        quantity=hinted.quantity,
        kind=_kind(hinted, change=change),
        modality=Modality.REPORTED,
        period=_year(int(years[0])) if len(set(years)) == 1 and not change else None,
        direction=(1 if value > 0 else -1) if change and value else 0,
        cell=CellPlace(table.index, cell.row, cell.column),
        language=language.code,
    )


def _hinted(mention: Mention, labels: Sequence[str], language: Lexical) -> Mention:
    """A bare number of a cell in the unit that its labels give: "Umsatz in Mio. Euro"."""
    if mention.quantity.unit != "dimensionless":
        return mention
    for label in labels:
        probe = find_quantities(f"2 {label.rpartition(' in ')[2].strip('()')}", language.code)
        in_label = " in " in label or label.startswith("in ") or "(" in label
        if not in_label or not probe or probe[0].noun is not None or probe[0].quantity.value is None:
            continue
        unit = probe[0].quantity.unit
        if unit not in ("dimensionless", "ratio"):
            return replace(mention, quantity=mention.quantity.rescaled(probe[0].quantity.value / 2, unit))
    return mention
