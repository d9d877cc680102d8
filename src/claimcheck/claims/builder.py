"""From a document to its claims: every number with what it is said of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeVar

from claimcheck.claims.concepts import concept_of, unit_class
from claimcheck.claims.entities import Entities, NameMention, find_entities
from claimcheck.claims.metrics import Metric, is_collective, metric_from_label, metric_of
from claimcheck.claims.pairing import (
    is_part_of,
    pairs_of,
    period_before,
    repeats_in_brackets,
    stands_in_brackets,
    unit_before,
    years_back,
)
from claimcheck.claims.periods import PeriodMention, find_periods, mask_spans
from claimcheck.claims.placing import placed
from claimcheck.claims.scopes import heading_scope, scope_of
from claimcheck.claims.senses import KIND_OF_FORM, direction_of, kind_of, modality_of
from claimcheck.claims.sentence_view import SentenceView
from claimcheck.claims.sentences import split_clauses, split_sentences
from claimcheck.claims.subjects import is_source, next_focus, part_of, subject_of
from claimcheck.claims.tables import TableFrame
from claimcheck.claims.tagged import with_tags
from claimcheck.claims.times import Timing, is_aside, is_compared, timing_of
from claimcheck.claims.words import content, tokenize, verb_stem
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
from claimcheck.quantities import find_quantities
from claimcheck.quantities.nouns import singular, stop_words
from claimcheck.quantities.numerals import read_digits
from claimcheck.quantities.ruled import LISTED
from claimcheck.quantities.separators import uses_decimal_comma

_WEEKEND = 3
_JOINT = 6  # characters of ", " and of an article behind it
_HEDGE_AHEAD = 12  # characters of a hedge or an article in front of a sentence's number
_LONGEST_SENTENCE = 1500
_MOST_NUMBERS = 40  # in a sentence
_BULLET = re.compile(r"(?:(?<![ \u00a0])[ \u00a0]+)?[•·▪‣][ \u00a0]*")
_NUMBER_OF = re.compile(r"\b(?:number|count) of ([a-z]+(?: [a-z]+){0,2})", re.IGNORECASE)
_ELLIPSIS = frozenset(
    [
        "to",
        "from",
        "than",
        "against",
        "by",
        "now",
        "about",
        "with",
        "and",
        "or",
        "of",
        "some",
        "as",
        "at",
        "only",
        "then",
        "around",
    ]
)


@dataclass(slots=True)
class _Reader:
    """What is remembered while a document is read from top to bottom."""

    document: Document
    entities: Entities
    lines: LineIndex
    cast: frozenset[str] = frozenset()
    """All names of the document."""
    decimal_comma: bool = False
    """Whether the document writes "12,5" for twelve and a half."""
    owner: str | None = None
    """Whom the document as a whole is about."""
    era: Period | None = None
    """The one period that the title names."""
    setting: Period | None = None
    focus: str | None = None
    previous: Claim | None = None

    def claim(
        self, segment_index: int, text: str, span: Span, source: Span, sentence: str, where: str | None
    ) -> dict[str, object]:
        """The fields of a claim that say where it stands; `text` is that of its segment or cell."""
        return {
            **placed(self.document, self.lines, segment_index, text, span, source, sentence, where),
            "owner_key": self.owner,
            "cast": self.cast,
        }


def extract_claims(document: Document) -> tuple[Claim, ...]:
    """All numeric claims of a document, in the order of its text."""
    entities = find_entities(document)
    cast = frozenset(entities.resolve(key) for key in entities.counts)
    reader = _Reader(document, entities, LineIndex(document.text), cast, uses_decimal_comma(document.text))
    reader.owner = reader.focus = entities.main or _dominant(entities)
    reader.era = _era(document)
    leads = {segment.index: segment for segment in document.segments}
    claims: list[Claim] = []
    blocks: list[Segment | Table] = sorted(
        [*document.segments, *document.tables], key=lambda block: block.index
    )
    heading_focus = reader.focus
    for block in blocks:
        if isinstance(block, Table):
            claims.extend(_table_claims(reader, block))
            continue
        if block.kind in (SegmentKind.HEADING, SegmentKind.TITLE):
            names = entities.find(block.text, titled=True)
            heading_focus = names[0].key if names else (entities.main or heading_focus)
            reader.focus = heading_focus
        outer = reader.focus
        if block.kind is SegmentKind.LIST_ITEM:
            lead = leads.get(block.lead) if block.lead is not None else None
            titled = lead is not None and lead.kind is SegmentKind.HEADING
            lead_names = entities.find(lead.text, titled=titled) if lead is not None else []
            reader.focus = lead_names[0].key if len(lead_names) == 1 else heading_focus or outer
            claims.extend(_segment_claims(reader, block))
            reader.focus = outer
            continue
        if block.kind is SegmentKind.PARAGRAPH and heading_focus is not None:
            reader.focus = heading_focus
        claims.extend(_segment_claims(reader, block))
    return tuple(with_tags(claims, document))


def _era(document: Document) -> Period | None:
    """The year, half or quarter that the title of a document names, where it names just one."""
    named = {
        found.period
        for title in (document.title, document.full_title)
        for found in (find_periods(title, document.published) if title else ())
        if found.period is not None
        and found.basis is None
        and found.granularity in ("year", "half", "quarter", "month")
    }
    return named.pop() if len(named) == 1 else None


def _dominant(entities: Entities) -> str | None:
    """The name that a document without a telling title is about: the one that holds two fifths of all mentions."""
    common = entities.counts.most_common(1)
    if common and common[0][1] >= 3 and common[0][1] * 5 >= 2 * sum(entities.counts.values()):
        return common[0][0]
    return None


def _views(text: str, reader: _Reader, *, titled: bool) -> Iterator[SentenceView]:
    """The sentences of a text with what was found in them."""
    mentions = find_quantities(text, mask_spans(text), decimal_comma=reader.decimal_comma)
    names: list[NameMention] = []
    periods: list[PeriodMention] = []
    if mentions:
        periods = find_periods(text, reader.document.published)
    dateline = _DATELINE.match(text)
    floor = dateline.end() if dateline else 0
    names = [name for name in reader.entities.find(text, titled=titled) if name.span.start >= floor]
    listed = [mention.span.start for mention in mentions if mention.form == LISTED]
    if listed:
        names = reader.entities.with_listed(text, names, listed)
    numbers = [mention.span.start for mention in mentions]
    parts = [
        bounded
        for sentence in split_sentences(text)
        for part in _split_bullets(text, sentence)
        for bounded in _bounded(text, part, numbers)
    ]
    mention_parts, name_parts, period_parts = (
        _dealt(parts, mentions),
        _dealt(parts, names),
        _dealt(parts, periods),
    )
    for number, part in enumerate(parts):
        inside = mention_parts.get(number, [])
        clauses = split_clauses(text, part) if inside else [part]
        view = SentenceView(
            text, part, number, clauses, name_parts.get(number, []), period_parts.get(number, []), inside
        )
        if inside:
            view.prepare()
        yield view


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


_T = TypeVar("_T", bound=_Placed)


def _dealt(parts: list[Span], placed: Sequence[_T]) -> dict[int, list[_T]]:
    """What stands in which part, by the part's number; both in the order of the text."""
    starts = [part.start for part in parts]
    dealt: dict[int, list[_T]] = {}
    for item in placed:
        number = bisect_right(starts, item.span.start) - 1
        if number >= 0 and item.span.start < parts[number].end:
            dealt.setdefault(number, []).append(item)
    return dealt


def _bounded(text: str, part: Span, numbers: list[int]) -> Iterator[Span]:
    """A sentence in pieces of bounded length and count of numbers, which start at `numbers`.

    The frame of a number looks at all of its sentence; a "sentence" without end (a dump of figures) must not make
    that quadratic.
    """
    start = part.start
    while True:
        end = min(part.end, start + _LONGEST_SENTENCE)
        last = bisect_left(numbers, start) + _MOST_NUMBERS
        if last < len(numbers):
            end = min(end, numbers[last])
        if end < part.end:
            blank = text.rfind(" ", start + 1, end)
            end = blank if blank > start else end
        yield Span(start, end)
        if end >= part.end:
            return
        start = end


def _split_bullets(text: str, sentence: Span) -> list[Span]:
    """Parts of a line of links or items that bullets set apart."""
    parts: list[Span] = []
    start = sentence.start
    for bullet in _BULLET.finditer(text, sentence.start, sentence.end):
        if bullet.start() > start:
            parts.append(Span(start, bullet.start()))
        start = bullet.end()
    if start < sentence.end:
        parts.append(Span(start, sentence.end))
    return parts


def _segment_claims(reader: _Reader, segment: Segment) -> list[Claim]:
    titled = segment.kind in (SegmentKind.HEADING, SegmentKind.TITLE)
    claims: list[Claim] = []
    reader.previous = None
    reader.setting = None
    for view in _views(segment.text, reader, titled=titled):
        made: list[Claim] = []
        reader.setting = _setting(view, reader.document.published) or reader.setting
        anaphoric = bool(_POINTING.match(segment.text, view.span.start)) or _is_resumed(view)
        outer: str | None = reader.previous.quantity.unit if reader.previous is not None else None
        for mention in _with_shared_units(view, reader.previous if anaphoric else None, outer):
            claim = _claim(reader, segment, view, mention, made, anaphoric)
            made.append(claim)
        claims.extend(made)
        if made:
            reader.previous = made[-1]
        if not titled:
            reader.focus = next_focus(view, reader.focus)
    return claims


def _is_publication_day(period: Period, published: date | None) -> bool:
    """Whether a period is the day on which the text appeared, give or take the weekend: it dates the news."""
    return (
        published is not None
        and period.is_instant
        and period.start is not None
        and abs((period.start - published).days) <= _WEEKEND
    )


def _setting(view: SentenceView, published: date | None) -> Period | None:
    """The period that a sentence leaves its paragraph in: its first that is not of what it is compared with."""
    compared = [mention for mention in view.mentions if is_compared(view, mention)]
    for found in view.periods:
        if found.period is None or found.basis is not None or found.role in ("against", "since"):
            continue
        if is_aside(view, found) or _is_publication_day(found.period, published):
            continue
        if stands_in_brackets(view, found):
            continue  # "£4.1 million (2019: £3.8 million)"
        if any(
            mention.span.end <= found.span.start
            and not view.mentions_between(mention.span.end, found.span.start)
            for mention in compared
        ):
            continue
        return found.period
    return None


def _with_shared_units(view: SentenceView, previous: Claim | None, outer: str | None) -> list[Mention]:
    """The mentions of a sentence; a bare number after "to", "from", "than" … takes the unit spoken of before.

    `outer`: the unit of the last number before the sentence, which a count without its noun may be of.
    """
    known: str | None = None
    counted = _NUMBER_OF.search(view.text, view.span.start, view.span.end)
    if counted is not None:
        nouns = [word for word in counted.group(1).split() if word not in stop_words()]
        known = (
            singular(nouns[0] if len(nouns) == 1 or not nouns[-1].endswith("s") else nouns[-1])
            if nouns
            else None
        )
    elif previous is not None:
        known = previous.quantity.unit
    shared: list[Mention] = []
    for mention in view.mentions:
        unit = mention.quantity.unit
        if mention.form == LISTED:
            if known is not None and counted is None and unit_class(known) in ("count", "measure", "money"):
                factor = _scale_before(view, shared, mention)
                mention = replace(mention, quantity=mention.quantity.rescaled(factor, known))
        elif mention.form in ("elliptic", "difference"):
            of = known if counted is None and known is not None else outer
            if of is not None and unit_class(of) == "count" and "/" not in of:
                mention = replace(mention, quantity=replace(mention.quantity, unit=of))
            elif mention.form == "difference":
                continue  # two cents more, or two points: nothing tells
        elif (
            unit == "dimensionless"
            and known is not None
            and unit_class(known) in ("count", "measure", "money")
        ):
            index = view.token_before(mention.span.start)
            behind = view.token_after(mention.span.end)
            counts = behind < len(view.tokens) and view.tokens[behind].low == "of"
            if index >= 0 and view.tokens[index].low in _ELLIPSIS and not counts:
                mention = replace(mention, quantity=replace(mention.quantity, unit=known))
        elif unit_class(unit) in ("count", "measure", "money") and mention.form != "ordinal":
            known = unit
        shared.append(mention)
    view.mentions = _with_units_of_wholes(view.text, shared)
    return view.mentions


def _with_units_of_wholes(text: str, mentions: list[Mention]) -> list[Mention]:
    """Bare numbers with the unit of that which they are a part of: 67 years in "67 of his 76 years"."""
    found = list(mentions)
    for index in range(len(mentions) - 2, -1, -1):
        part, whole = mentions[index], found[index + 1]
        if (
            part.quantity.unit == "dimensionless"
            and unit_class(whole.quantity.unit) in ("count", "measure", "time")
            and is_part_of(text[part.span.end : whole.span.start])
        ):
            found[index] = replace(part, quantity=replace(part.quantity, unit=whole.quantity.unit))
    return found


_SCALE_WORD = re.compile(r"[\d.,]+[ \u00a0]?([A-Za-z]+)\Z")


def _scale_before(view: SentenceView, earlier: list[Mention], mention: Mention) -> Decimal:
    """The magnitude that the number before a list of names is written in: "SEK 2,518 million, Norway 309"."""
    first = next((m for m in reversed(earlier) if m.form != LISTED), None)
    written = _SCALE_WORD.search(view.text[first.number.start : first.number.end]) if first else None
    if first is None or written is None or first.quantity.value is None:
        return Decimal(1)
    bare = read_digits(view.text, first.number.start)
    return first.quantity.value / bare.value if bare is not None and bare.value else Decimal(1)


def _claim(
    reader: _Reader,
    segment: Segment,
    view: SentenceView,
    mention: Mention,
    made: list[Claim],
    anaphoric: bool,
) -> Claim:
    earlier = made[-1] if made else (reader.previous if anaphoric else None)
    direction = direction_of(view, mention)
    again = bool(made) and _is_change_again(view, made[-1], mention)
    if again:
        direction = made[-1].direction
    if direction and mention.form == "fraction":
        # "fell by a third" is a fall by 33%, not a third of what it was
        mention = replace(mention, quantity=mention.quantity.rescaled(Decimal(100), "percent"))
    kind = kind_of(view, mention, direction)
    metric = _of_event(mention) or _labelled(segment, view, mention)
    if metric is None or (mention.noun is not None and is_collective(metric)):
        metric = metric_of(view, mention)
    if (
        reader.previous is not None
        and not made
        and _is_resumed(view)
        and (metric is None or not metric.concept)
    ):
        metric = _inherited_metric(reader.previous)
        if (
            reader.previous.kind is ClaimKind.CHANGE
            and mention.quantity.unit == reader.previous.quantity.unit
        ):
            kind, direction = ClaimKind.CHANGE, direction or _resumed_direction(view)
    elif made and (metric is None or not metric.concept) and is_compared(view, mention):
        if mention.quantity.unit == made[-1].quantity.unit and made[-1].metric is not None:
            metric = _inherited_metric(made[-1])  # "to 0.6% from the 1.8% first published"
            if kind is not ClaimKind.CHANGE and _CORRECTS.search(
                view.text, view.span.start, mention.span.start
            ):
                kind, direction = made[-1].kind, made[-1].direction
    elif _is_said_of_it(reader, view, made) and direction and (metric is None or not metric.concept):
        assert reader.previous is not None
        metric = _inherited_metric(reader.previous)  # "it was 1.4% higher"
    if again:
        metric = _inherited_metric(made[-1])
    repeats = bool(made) and repeats_in_brackets(view, made[-1], mention)
    restates = bool(made) and not repeats and _is_restated(view, made[-1], mention)
    if repeats:
        kind, direction = made[-1].kind, 0
    if restates or repeats:
        metric = _inherited_metric(made[-1])
    elif metric is None and earlier is not None:
        metric = _inherited_metric(earlier)
    if metric is None and not made:
        metric = _headed(segment, view, mention)
    timing = timing_of(view, mention, metric, change=kind is ClaimKind.CHANGE)
    period = (
        timing.period
        or _inherited_period(view, mention, made, earlier)
        or _period_after(timing)
        or _heading_period(reader, segment, view, mention)
    )
    back = unit_before(view, mention) if made else None
    if back is not None or repeats:
        there = made[-1].period
        period = period_before(there, back or "year") if there is not None else None
    earlier_by = years_back(view, mention) if period is None or not made else None
    if earlier_by is not None:
        before = made[-1] if made else reader.previous
        there = before.period if before is not None else None
        if not made:
            there = reader.setting or there
        period = period_before(there, earlier_by) if there is not None else None
        if before is not None and mention.quantity.unit == "dimensionless":
            unit = before.quantity.unit
            if unit_class(unit) in ("count", "measure", "money", "percent"):
                mention = replace(mention, quantity=replace(mention.quantity, unit=unit))
                metric = _inherited_metric(before)
                kind, direction = before.kind, before.direction
    if kind in (ClaimKind.YEAR, ClaimKind.DATE):  # it says when, and so is of no time itself
        period = _year_around(view, mention) if kind is ClaimKind.DATE else None
    apart = repeats or earlier_by is not None  # of another time than the text around it
    subject, named = subject_of(view, mention, reader.focus)
    paired = pairs_of(view).names.get(mention.span.start)
    if paired is not None:
        subject, named = paired.key, True
    if kind in (ClaimKind.YEAR, ClaimKind.DATE) and not named:
        subject, named = _named_behind(view, mention) or (subject, named)
    part = part_of(view, mention, subject)
    modality = modality_of(view, mention)
    if (
        modality is Modality.REPORTED
        and earlier is not None
        and kind is ClaimKind.CHANGE
        and metric is not None
        and not metric.bound
    ):
        modality = earlier.modality
    clause = view.clause_of(mention.span.start)
    clause_span = view.clauses[clause]
    source = segment.offsets.source_span(mention.span.start, mention.span.end)
    sentence = " ".join(view.text[view.span.start : view.span.end].split())
    here = [
        n
        for n in view.names
        if clause_span.start <= n.span.start < clause_span.end and not is_source(view, n)
    ]
    fields = reader.claim(segment.index, view.text, mention.span, source, sentence, segment.where)
    if kind is ClaimKind.RANK:
        fields |= _rank_frame(view, mention)
    else:
        fields |= {
            "concept": metric.concept if metric else None,
            "terms": metric.terms - _key_words(subject) - _key_words(part) if metric else frozenset(),
            "qualifiers": (metric.qualifiers if metric else frozenset())
            | _adjustment(view, mention)
            | _per_share(view, mention),
        }
    return Claim(
        **fields,  # type: ignore[arg-type]
        quantity=mention.quantity,
        kind=kind,
        modality=modality,
        subject=reader.entities.name(subject) if subject else None,
        subject_key=reader.entities.resolve(subject) if subject else None,
        metric=_rank_metric(view, mention) if kind is ClaimKind.RANK else (metric.name if metric else None),
        part_key=part,
        scope=scope_of(view, mention, subject, metric) - _key_words(part),
        section=heading_scope(segment.headings),
        period=period,
        base=timing.base,
        basis=timing.basis,
        context=view.remembered(
            "context",
            clause,
            lambda: content(t.text for t in view.tokens_in(clause_span.start, clause_span.end)),
        ),
        names=frozenset(name.key for name in here),
        name_forms=tuple((name.key, name.text) for name in here),
        direction=direction,
        predicate=_predicate(view, clause, subject),
        subject_named=named,
        setting=reader.setting if period is None and not apart and kind is not ClaimKind.YEAR else None,
        era=reader.era
        if period is None and reader.setting is None and not apart and kind is not ClaimKind.YEAR
        else None,
        restates=restates,
        compared=repeats or is_compared(view, mention),
        list_id=segment.list_id,
        sentence_number=view.number,
        clause_number=clause,
        clause=view.clause_text(clause),
    )


def _of_event(mention: Mention) -> Metric | None:
    """What the year or day of an event measures: that event."""
    if mention.form not in ("year", "date"):
        return None
    name = mention.quantity.unit.replace("_", " ")
    return Metric(name, name, frozenset(), frozenset(), bound=True)


def _named_behind(view: SentenceView, mention: Mention) -> tuple[str, bool] | None:
    """Whom the words right behind an event name: "Founded in 1921, Orrin Foods employs …"."""
    end = mention.span.end
    if view.text[end : end + 1] != ",":
        return None
    return next(((name.key, True) for name in view.names if end < name.span.start <= end + _JOINT), None)


def _year_around(view: SentenceView, mention: Mention) -> Period | None:
    """The year that a day of an event is in, where it is known."""
    for found in view.periods:
        day = found.period.start if found.period is not None else None
        if day is not None and found.span.overlaps(mention.span):
            return Period(str(day.year), date(day.year, 1, 1), date(day.year, 12, 31))
    return None


def _adjustment(view: SentenceView, mention: Mention) -> frozenset[str]:
    """What the sentence leaves out of its figures or works them out by ("without Kestrel", "at constant rates"), and the
    condition behind a number ("$10 a month when billed yearly")."""
    match = _ADJUSTED.search(view.text, view.span.start, view.span.end)
    found = {" ".join(match.group().lower().split()[:2])} if match else set()
    clause = view.clauses[view.clause_of(mention.span.start)]
    condition = _CONDITION.match(view.text, mention.span.end, clause.end)
    if condition is not None:
        found.add(" ".join(condition.group().lower().split()))
    return frozenset(found)


def _per_share(view: SentenceView, mention: Mention) -> frozenset[str]:
    return frozenset({"per-share"}) if _SHARE.match(view.text, mention.span.end) else frozenset()


def _key_words(subject: str | None) -> frozenset[str]:
    return frozenset(subject.split()) if subject else frozenset()


def _is_change_again(view: SentenceView, before: Claim, mention: Mention) -> bool:
    """Whether a percentage gives the change before it once more: "a decrease of $141.7 million, or 9.4%"."""
    if before.kind is not ClaimKind.CHANGE or not before.direction or mention.quantity.unit != "percent":
        return False
    if before.quantity.unit == "percent":
        return False
    return bool(_ONCE_MORE.fullmatch(view.text[before.mention_span.end : mention.span.start]))


def _is_resumed(view: SentenceView) -> bool:
    """Whether a sentence goes on about the number before it: "The growth in March was revised to …"."""
    match = _RESUMED.match(view.text, view.span.start)
    if match is None:
        return False
    narrowed = _NARROWED.match(view.text, match.end())
    return narrowed is None or any(period.span.start == narrowed.end() for period in view.periods)


def _is_said_of_it(reader: _Reader, view: SentenceView, made: list[Claim]) -> bool:
    """Whether the first number of a sentence is said of "it", which the sentence before measured."""
    return not made and reader.previous is not None and bool(_PRONOUN.match(view.text, view.span.start))


def _resumed_direction(view: SentenceView) -> int:
    match = _RESUMED.match(view.text, view.span.start)
    assert match is not None
    return -1 if match.group(1) in ("fall", "drop", "decline", "decrease") else 1


def _labelled(segment: Segment, view: SentenceView, mention: Mention) -> Metric | None:
    """What a list item's label says of the number behind its colon: "theft, including burglary: 41%"."""
    if segment.kind is not SegmentKind.LIST_ITEM or view.number:
        return None
    label = _ITEM_LABEL.match(segment.text)
    if label is None or not label.end() <= mention.span.start <= label.end() + 2:
        return None
    if any(other.span.start < label.end() for other in view.mentions):
        return None
    return metric_from_label(label.group(1), mention.quantity.unit)


def _headed(segment: Segment, view: SentenceView, mention: Mention) -> Metric | None:
    """What the heading names, for a sentence that begins with its number: "$6.8bn in 2025." under "Revenue"."""
    if not segment.headings or view.number or mention.span.start - view.span.start > _HEDGE_AHEAD:
        return None
    heading = metric_from_label(segment.headings[-1], mention.quantity.unit)
    return replace(heading, bound=False) if heading.concept is not None else None


def _is_restated(view: SentenceView, before: Claim, mention: Mention) -> bool:
    """Whether a number in brackets gives the one before it once more ("52,000 square metres (560,000 square feet)")."""
    gap = view.text[before.mention_span.end : mention.span.start]
    kinds = {unit_class(before.quantity.unit), unit_class(mention.quantity.unit)}
    return gap.strip() == "(" and (len(kinds) == 1 or "percent" not in kinds) and "bare" not in kinds


def _inherited_metric(earlier: Claim) -> Metric | None:
    """The metric of the number before, for "which would be up 118%", "up from 7"."""
    if earlier.metric is None:
        return None
    return Metric(earlier.metric, earlier.concept, earlier.terms, earlier.qualifiers, bound=False)


def _heading_period(reader: _Reader, segment: Segment, view: SentenceView, mention: Mention) -> Period | None:
    """The year or quarter that the heading above names ("## 2024"), for sentences that name none."""
    if not segment.headings or view.periods or is_compared(view, mention):
        return None
    for found in find_periods(segment.headings[-1], reader.document.published):
        if found.period is not None and found.basis is None and found.role == "at":
            return found.period
    return None


def _period_after(timing: Timing) -> Period | None:
    """The year behind the base of a change "from last year"; None where the base is no whole year."""
    base = timing.base
    if base is None or not timing.relative_base or base.start is None or base.end is None:
        return None
    if (base.start.month, base.start.day, base.end.month, base.end.day) != (
        1,
        1,
        12,
        31,
    ) or base.start.year != base.end.year:
        return None
    year = base.start.year + 1
    return Period(str(year), base.start.replace(year=year), base.end.replace(year=year))


def _inherited_period(
    view: SentenceView, mention: Mention, made: list[Claim], earlier: Claim | None
) -> Period | None:
    """The period of the number before, where a change is said of it or the sentence goes on about it."""
    if earlier is None:
        return None
    if is_compared(view, mention):
        return None
    if direction_of(view, mention):
        return earlier.period
    return earlier.period if not made else None


def _predicate(view: SentenceView, clause: int, subject: str | None) -> str | None:
    """Stem of the first verb-like word behind a clause's subject."""
    span = view.clauses[clause]
    start = span.start
    for name in view.names:
        if name.key == subject and span.start <= name.span.start < span.end:
            start = name.span.end
            break
    for token in view.tokens_in(start, span.end):
        if (
            token.is_word
            and token.text[0].islower()
            and token.low not in stop_words()
            and not token.low.endswith("ly")
            and len(token.low) > 1
        ):
            return verb_stem(token.low)
    return None


def _table_claims(reader: _Reader, table: Table) -> list[Claim]:
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
                for c in _segment_claims(reader, segment)
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
    reader: _Reader,
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
        terms=metric.terms - _key_words(subject),
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


_PLACE_IN_CAPITALS = r"[A-Z][A-Z.' -]{2,30}(?:, [A-Z][A-Za-z.]{1,20}){0,2}"
_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \(?\d{4}\)?)?"
_DATELINE = re.compile(
    rf"{_PLACE_IN_CAPITALS}(?:(?:, {_DAY})?(?: \([^()\n]{{2,40}}\))? [-–—]{{1,2}} (?=[A-Z])|, {_DAY}[.:] )"
    r"|[A-Z][A-Z.'’ -]{1,30}: (?=[A-Z][a-z'’]* [a-z])"
)
"""The place and day that a report begins with, or the name of who speaks: neither is whom the numbers are said of."""
_POINTING = re.compile(
    r"(?:And |But |So )?(?:[Tt]h(?:is|at|ese|ose)|[Tt]he (?:earlier|previous|new|latest|former|old|original) (?:figure|number|target|plan|total|estimate|sum))\b"
)
_RESUMED = re.compile(
    r"(?:And |But |So )?(?:[Tt]he|[Tt]hat|[Tt]his) (?:(?:first|initial|revised|final|official|latest|earlier|previous|original|preliminary) )?"
    r"(growth|rise|increase|gain|fall|drop|decline|decrease|figure|number|total|estimate|rate|pace|count|tally|sum|reading|result)\b"
)
_PRONOUN = re.compile(
    r"(?:(?:And|But|So|[A-Z][a-z]+ with [^,.]{1,30},?) )?(?:[Ii]t|[Tt]hey|[Tt]hat|[Tt]his) (?:was|were|is|are|rose|fell|grew|had|has|have|will|would)\b"
)
_CORRECTS = re.compile(r"\b(?:revised|restated|corrected|amended)\b")
_ONCE_MORE = re.compile(
    r",? or (?:by )?(?:about |approximately |around |roughly |some |nearly |almost |just )?| \(|, (?=\d)"
)
_NARROWED = re.compile(r" (?:of|in|for|from|at|on|among|by) (?:the )?")
_ITEM_LABEL = re.compile(r"([A-Za-z][^:,;(.\n]{1,60}?)(?:[,(][^:\n]{0,60})?:")
_CONDITION = re.compile(r" (?:when|if|unless) [a-z]+(?: [a-z]+)?")
_ADJUSTED = re.compile(
    r"\b(?:without|excluding|excludes|except for|apart from|before (?:tax|grants|eliminations|special)|ex-[a-z]+|pro forma|constant (?:currency|currencies|exchange|rates)"
    r"|organic(?:ally)?|like-for-like|seasonally adjusted|in real terms|inflation-adjusted|includ(?:ing|ed|es|e)|combined with|together with|in total|altogether|all told|(?:before|after) (?:the|its|a) (?!(?:first|second|third|fourth|last|next|end|start|close|quarter|half|year|month|week|day|summer|winter|spring|autumn|holiday|election|pandemic|war|crisis|storm|fire|flood)\b)[a-z]+|(?:first|second|third|fourth|fifth) (?!quarter|half|time|month|year|week|day|place)[a-z]+)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"[ \n-](?:a|per|each)[ \n-](?:\w+[ \n])?shares?\b|/share\b", re.IGNORECASE)
_RANK_END = re.compile(r"[,;.:]|\b(?:by|with|and|that|which|who|on|is|was|at)\b")
_RANK_MEASURE = re.compile(r"\bby (?:its |their )?((?:[A-Za-z0-9-]+ ){0,3}[a-z-]+)")
_RANKED_BY = re.compile(
    r"\b(?:[Rr]anked |[Mm]easured )?[Bb]y (?:its |their )?((?:[A-Za-z0-9-]+ ){0,2}[a-z-]+),"
)
_BRACKETED = re.compile(r"\(([A-Z][A-Za-z]{1,8})\)")
_WORLD = re.compile(r"\b(?:world(?:['’]s|wide|-wide)?|global(?:ly)?)\b", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:in|of) (?:the )?([A-Z][A-Za-z.]+(?: [A-Z][a-z]+)?|country|region|state|city|nation)\b"
)
_POSSESSOR = re.compile(r"([A-Za-z.]+)['’]s\b")


def _rank_metric(view: SentenceView, mention: Mention) -> str | None:
    """What is ranked, with the measure: "OSAT company by revenue"."""
    tail = view.text[mention.span.end : min(view.span.end, mention.span.end + 120)]
    end = re.search(r"[,;.:]|\b(?:with|that|which|who|is|was)\b", tail)
    return " ".join((tail[: end.start()] if end else tail).split()) or None


def _rank_frame(view: SentenceView, mention: Mention) -> dict[str, object]:
    """What is ranked, by which measure and in which scope: "the world's largest OSAT company by revenue"."""
    tail = view.text[mention.span.end : min(view.span.end, mention.span.end + 120)]
    words = view.text[mention.span.start : mention.span.end]
    bracketed = _BRACKETED.search(tail)
    end = _RANK_END.search(tail)
    phrase = bracketed.group(1) if bracketed else tail[: end.start()] if end else tail
    measure = _RANK_MEASURE.search(tail) or _RANKED_BY.search(view.text, view.span.start, mention.span.start)
    place = _PLACE.search(tail)
    possessor = _POSSESSOR.search(words)
    scope = "world" if _WORLD.search(words + " " + tail) else None
    if scope is None and possessor:
        scope = possessor.group(1).lower()
    if scope is None and place:
        scope = place.group(1).lower()
    by = concept_of(measure.group(1).split()[-1]) if measure else None
    category = content(word for word in re.findall(r"[A-Za-z][A-Za-z-]*", _WORLD.sub(" ", phrase)))
    return {
        "terms": category,
        "concept": by.name if by else (measure.group(1).lower() if measure else None),
        "category": " ".join(sorted(category)) or None,
        "qualifiers": frozenset({f"scope:{scope}"} if scope else set()),
    }


__all__ = ["extract_claims"]
