"""From a number in its sentence to a claim: what it is said of, of when, in which sense."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from claimcheck.claims.concepts import unit_class
from claimcheck.claims.inheritance import (
    headed,
    heading_period,
    inherited_metric,
    inherited_period,
    is_change_again,
    is_restated,
    is_resumed,
    is_said_of_it,
    labelled,
    period_after,
    resumed_direction,
)
from claimcheck.claims.metric import Metric
from claimcheck.claims.metrics import is_collective, metric_of
from claimcheck.claims.pairing import pairs_of, period_before, repeats_in_brackets, unit_before, years_back
from claimcheck.claims.progress import Progress
from claimcheck.claims.rank_frames import rank_frame, rank_metric
from claimcheck.claims.scopes import heading_scope, scope_of
from claimcheck.claims.senses import direction_of, kind_of, modality_of
from claimcheck.claims.sentence_view import SentenceView
from claimcheck.claims.shared_units import RESUMED
from claimcheck.claims.subjects import is_source, part_of, subject_of
from claimcheck.claims.times import Timing, is_compared, timing_of
from claimcheck.claims.words import content, verb_stem
from claimcheck.model import Claim, ClaimKind, Mention, Modality, Period, Segment
from claimcheck.quantities.nouns import stop_words

_CORRECTS = re.compile(r"\b(?:revised|restated|corrected|amended)\b")
_CONDITION = re.compile(r" (?:when|if|unless) [a-z]+(?: [a-z]+)?")
_ADJUSTED = re.compile(
    r"\b(?:without|excluding|excludes|except for|apart from|before (?:tax|grants|eliminations|special)|ex-[a-z]+|pro forma|constant (?:currency|currencies|exchange|rates)"
    r"|organic(?:ally)?|like-for-like|seasonally adjusted|in real terms|inflation-adjusted|includ(?:ing|ed|es|e)|combined with|together with|in total|altogether|all told|(?:before|after) (?:the|its|a) (?!(?:first|second|third|fourth|last|next|end|start|close|quarter|half|year|month|week|day|summer|winter|spring|autumn|holiday|election|pandemic|war|crisis|storm|fire|flood)\b)[a-z]+|(?:first|second|third|fourth|fifth) (?!quarter|half|time|month|year|week|day|place)[a-z]+)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"[ \n-](?:a|per|each)[ \n-](?:\w+[ \n])?shares?\b|/share\b", re.IGNORECASE)
_JOINT = 6  # characters of ", " and of an article behind it


@dataclass(slots=True)
class _Draft:
    """A claim while it is put together, step by step."""

    reader: Progress
    segment: Segment
    view: SentenceView
    mention: Mention
    made: list[Claim]
    """The claims of the sentence so far."""
    earlier: Claim | None
    """The number before, of the sentence or, where the sentence points to it, of the one before."""
    kind: ClaimKind = ClaimKind.LEVEL
    direction: int = 0
    metric: Metric | None = None
    again: bool = False
    """Whether it gives the change before it once more."""
    repeats: bool = False
    """Whether it stands in brackets, as the like of the number before of another period."""
    restates: bool = False
    """Whether it gives the number before once more in another unit."""
    period: Period | None = None
    earlier_by: str | None = None
    """The unit of time by which it is earlier than what was spoken of."""

    @property
    def nameless(self) -> bool:
        """Whether no known measure was found."""
        return self.metric is None or not self.metric.concept


def claim_of(
    reader: Progress,
    segment: Segment,
    view: SentenceView,
    mention: Mention,
    made: list[Claim],
    anaphoric: bool,
) -> Claim:
    """The claim of a number in its sentence. `made`: the claims of the sentence so far; `anaphoric`: whether the sentence points to the number before it."""
    earlier = made[-1] if made else (reader.previous if anaphoric else None)
    draft = _Draft(reader, segment, view, mention, made, earlier)
    _say_in_which_sense(draft)
    _say_what(draft)
    timing = timing_of(view, draft.mention, draft.metric, change=draft.kind is ClaimKind.CHANGE)
    _say_when(draft, timing)
    return _finished(draft, timing)


def _say_in_which_sense(draft: _Draft) -> None:
    """Direction and kind, from the words around the number alone."""
    view, made = draft.view, draft.made
    draft.direction = direction_of(view, draft.mention)
    draft.again = bool(made) and is_change_again(view, made[-1], draft.mention)
    if draft.again:
        draft.direction = made[-1].direction
    if draft.direction and draft.mention.form == "fraction":
        # "fell by a third" is a fall by 33%, not a third of what it was
        hundredfold = draft.mention.quantity.rescaled(Decimal(100), "percent")
        draft.mention = replace(draft.mention, quantity=hundredfold)
    draft.kind = kind_of(view, draft.mention, draft.direction)


def _say_what(draft: _Draft) -> None:
    """The measure: of an event, a label, the words around; else that of the number before or of the heading."""
    view, mention, made = draft.view, draft.mention, draft.made
    metric = _of_event(mention) or labelled(draft.segment, view, mention)
    if metric is None or (mention.noun is not None and is_collective(metric)):
        metric = metric_of(view, mention)
    draft.metric = metric
    _take_over_measure(draft)
    if draft.again:
        draft.metric = inherited_metric(made[-1])
    draft.repeats = bool(made) and repeats_in_brackets(view, made[-1], mention)
    draft.restates = bool(made) and not draft.repeats and is_restated(view, made[-1], mention)
    if draft.repeats:
        draft.kind, draft.direction = made[-1].kind, 0
    if draft.restates or draft.repeats:
        draft.metric = inherited_metric(made[-1])
    elif draft.metric is None and draft.earlier is not None:
        draft.metric = inherited_metric(draft.earlier)
    if draft.metric is None and not made:
        draft.metric = headed(draft.segment, view, mention)


def _take_over_measure(draft: _Draft) -> None:
    """The measure of the number before, where the words say that they go on about it and name no other."""
    view, mention, made, previous = draft.view, draft.mention, draft.made, draft.reader.previous
    if not draft.nameless:
        return
    if mention.form == RESUMED and previous is not None and previous.kind is not ClaimKind.CHANGE:
        draft.metric, draft.kind, draft.direction = inherited_metric(previous), previous.kind, 0
        return
    if previous is not None and not made and is_resumed(view):
        draft.metric = inherited_metric(previous)
        if previous.kind is ClaimKind.CHANGE and mention.quantity.unit == previous.quantity.unit:
            draft.kind, draft.direction = ClaimKind.CHANGE, draft.direction or resumed_direction(view)
    elif made and is_compared(view, mention):
        before = made[-1]
        if mention.quantity.unit == before.quantity.unit and before.metric is not None:
            draft.metric = inherited_metric(before)  # "to 0.6% from the 1.8% first published"
            corrected = _CORRECTS.search(view.text, view.span.start, mention.span.start)
            if draft.kind is not ClaimKind.CHANGE and corrected:
                draft.kind, draft.direction = before.kind, before.direction
    elif previous is not None and draft.direction and is_said_of_it(draft.reader, view, made):
        draft.metric = inherited_metric(previous)  # "it was 1.4% higher"


def _say_when(draft: _Draft, timing: Timing) -> None:
    """The period: of the words around, of the number before, of the heading; the one before that where the words put it back."""
    view, mention, made = draft.view, draft.mention, draft.made
    draft.period = (
        timing.period
        or inherited_period(view, mention, made, draft.earlier)
        or period_after(timing)
        or heading_period(draft.reader, draft.segment, view, mention)
    )
    back = unit_before(view, mention) if made else None
    if back is not None or draft.repeats:
        there = made[-1].period
        draft.period = period_before(there, back or "year") if there is not None else None
    goes_on = bool(made) and draft.period is not None and draft.period != made[-1].period
    draft.earlier_by = None if goes_on else years_back(view, mention)
    if draft.earlier_by is not None:
        _put_back(draft, draft.earlier_by)
    if draft.kind is ClaimKind.DATE:
        draft.period = _year_around(view, mention)
    elif draft.kind is ClaimKind.YEAR:
        draft.period = None  # it says when, and so is of no time itself


def _put_back(draft: _Draft, unit_of_time: str) -> None:
    """Makes a number one of a year, quarter or month before; a bare one is then the like of the number before."""
    before = draft.made[-1] if draft.made else draft.reader.previous
    there = before.period if before is not None else None
    if not draft.made:
        there = draft.reader.setting or there
    draft.period = period_before(there, unit_of_time) if there is not None else None
    if before is None or draft.mention.quantity.unit != "dimensionless":
        return
    unit = before.quantity.unit
    if unit_class(unit) in ("count", "measure", "money", "percent"):
        draft.mention = replace(draft.mention, quantity=replace(draft.mention.quantity, unit=unit))
        draft.metric = inherited_metric(before)
        draft.kind, draft.direction = before.kind, before.direction


def _whom(draft: _Draft) -> tuple[str | None, bool]:
    """Key of whom the number is said of, and whether its clause names it."""
    view, mention = draft.view, draft.mention
    subject, named = subject_of(view, mention, draft.reader.focus)
    paired = pairs_of(view).names.get(mention.span.start)
    if paired is not None:
        subject, named = paired.key, True
    if draft.kind in (ClaimKind.YEAR, ClaimKind.DATE) and not named:
        subject, named = _named_behind(view, mention) or (subject, named)
    return subject, named


def _modality(draft: _Draft) -> Modality:
    modality = modality_of(draft.view, draft.mention)
    taken_over = draft.metric is not None and not draft.metric.bound
    if modality is Modality.REPORTED and draft.kind is ClaimKind.CHANGE and taken_over and draft.earlier:
        return draft.earlier.modality
    return modality


def _finished(draft: _Draft, timing: Timing) -> Claim:
    """The claim of a draft, with its place and its surroundings."""
    reader, segment, view, mention = draft.reader, draft.segment, draft.view, draft.mention
    metric, kind = draft.metric, draft.kind
    subject, named = _whom(draft)
    part = part_of(view, mention, subject)
    clause = view.clause_of(mention.span.start)
    around = view.clauses[clause]
    source = segment.offsets.source_span(mention.span.start, mention.span.end)
    sentence = " ".join(view.text[view.span.start : view.span.end].split())
    here = [n for n in view.names if around.start <= n.span.start < around.end and not is_source(view, n)]
    fields = reader.claim(segment.index, view.text, mention.span, source, sentence, segment.where)
    if kind is ClaimKind.RANK:
        fields |= rank_frame(view, mention) | {"metric": rank_metric(view, mention)}
    else:
        fields |= _measured(metric, key_words(subject) | key_words(part)) | {
            "qualifiers": (metric.qualifiers if metric else frozenset())
            | _adjustment(view, mention)
            | _per_share(view, mention)
        }
    # What is of another time than the text around it takes none from there.
    dated = draft.period is not None or draft.repeats or draft.earlier_by is not None
    undated = not dated and kind is not ClaimKind.YEAR
    return Claim(
        **fields,  # type: ignore[arg-type]
        quantity=mention.quantity,
        kind=kind,
        modality=_modality(draft),
        subject=reader.entities.name(subject) if subject else None,
        subject_key=reader.entities.resolve(subject) if subject else None,
        part_key=part,
        scope=scope_of(view, mention, subject, metric) - key_words(part),
        section=heading_scope(segment.headings),
        period=draft.period,
        base=timing.base,
        basis=timing.basis,
        context=view.remembered(
            "context", clause, lambda: content(t.text for t in view.tokens_in(around.start, around.end))
        ),
        names=frozenset(name.key for name in here),
        name_forms=tuple((name.key, name.text) for name in here),
        direction=draft.direction,
        predicate=_predicate(view, clause, subject),
        subject_named=named,
        setting=reader.setting if undated else None,
        era=reader.era if undated and reader.setting is None else None,
        restates=draft.restates,
        compared=draft.repeats or is_compared(view, mention),
        list_id=segment.list_id,
        sentence_number=view.number,
        clause_number=clause,
        clause=view.clause_text(clause),
    )


def _measured(metric: Metric | None, names: frozenset[str]) -> dict[str, object]:
    """What is measured, without the words of names."""
    if metric is None:
        return {"metric": None, "concept": None, "terms": frozenset()}
    return {"metric": metric.name, "concept": metric.concept, "terms": metric.terms - names}


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


def key_words(subject: str | None) -> frozenset[str]:
    """The words of a name's key."""
    return frozenset(subject.split()) if subject else frozenset()


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
