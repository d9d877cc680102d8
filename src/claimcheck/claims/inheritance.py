"""What a number has from elsewhere: measure, period and direction of the number before, of a label, of the heading."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from claimcheck.claims.concepts import unit_class
from claimcheck.claims.metric import Metric
from claimcheck.claims.metrics import metric_from_label
from claimcheck.claims.pairing import stands_in_brackets
from claimcheck.claims.periods import find_periods
from claimcheck.claims.progress import Progress
from claimcheck.claims.senses import direction_of
from claimcheck.claims.sentence_view import SentenceView
from claimcheck.claims.shared_units import unit_ahead
from claimcheck.claims.times import Timing, is_aside, is_compared
from claimcheck.claims.unit_hints import UnitHint
from claimcheck.model import Claim, ClaimKind, Mention, Period, Segment, SegmentKind

_WEEKEND = 3
_HEDGE_AHEAD = 12  # characters of a hedge or an article in front of a sentence's number
_RESUMED = re.compile(
    r"(?:And |But |So )?(?:[Tt]he|[Tt]hat|[Tt]his) (?:(?:first|initial|revised|final|official|latest|earlier|previous|original|preliminary) )?"
    r"(growth|rise|increase|gain|fall|drop|decline|decrease|figure|number|total|estimate|rate|pace|count|tally|sum|reading|result)\b"
)
_PRONOUN = re.compile(
    r"(?:(?:And|But|So|[A-Z][a-z]+ with [^,.]{1,30},?) )?(?:[Ii]t|[Tt]hey|[Tt]hat|[Tt]his) (?:was|were|is|are|rose|fell|grew|had|has|have|will|would)\b"
)
_ONCE_MORE = re.compile(
    r",? or (?:by )?(?:about |approximately |around |roughly |some |nearly |almost |just )?| \(|, (?=\d)"
)
_NARROWED = re.compile(r" (?:of|in|for|from|at|on|among|by) (?:the )?")
_ITEM_LABEL = re.compile(r"([A-Za-z][^:,;(.\n]{1,60}?)(?:[,(][^:\n]{0,60})?:")


def said_above(reader: Progress, segment: Segment) -> UnitHint | None:
    """The unit that the lead-in of a list, or the heading, says its figures are in."""
    lead = reader.leads.get(segment.lead) if segment.lead is not None else None
    above = [lead.text] if lead is not None else []
    above.extend(segment.headings[-1:])
    return next((hint for text in above if (hint := unit_ahead(text)) is not None), None)


def _is_publication_day(period: Period, published: date | None) -> bool:
    """Whether a period is the day on which the text appeared, give or take the weekend: it dates the news."""
    return (
        published is not None
        and period.is_instant
        and period.start is not None
        and abs((period.start - published).days) <= _WEEKEND
    )


def setting_of(view: SentenceView, published: date | None) -> Period | None:
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


def is_change_again(view: SentenceView, before: Claim, mention: Mention) -> bool:
    """Whether a percentage gives the change before it once more: "a decrease of $141.7 million, or 9.4%"."""
    if before.kind is not ClaimKind.CHANGE or not before.direction or mention.quantity.unit != "percent":
        return False
    if before.quantity.unit == "percent":
        return False
    return bool(_ONCE_MORE.fullmatch(view.text[before.mention_span.end : mention.span.start]))


def is_resumed(view: SentenceView) -> bool:
    """Whether a sentence goes on about the number before it: "The growth in March was revised to …"."""
    match = _RESUMED.match(view.text, view.span.start)
    if match is None:
        return False
    narrowed = _NARROWED.match(view.text, match.end())
    return narrowed is None or any(period.span.start == narrowed.end() for period in view.periods)


def is_said_of_it(reader: Progress, view: SentenceView, made: list[Claim]) -> bool:
    """Whether the first number of a sentence is said of "it", which the sentence before measured."""
    return not made and reader.previous is not None and bool(_PRONOUN.match(view.text, view.span.start))


def resumed_direction(view: SentenceView) -> int:
    """+1 or -1: whether a sentence that goes on about a change calls it a rise or a fall."""
    match = _RESUMED.match(view.text, view.span.start)
    assert match is not None
    return -1 if match.group(1) in ("fall", "drop", "decline", "decrease") else 1


def labelled(segment: Segment, view: SentenceView, mention: Mention) -> Metric | None:
    """What a list item's label says of the number behind its colon: "theft, including burglary: 41%"."""
    if segment.kind is not SegmentKind.LIST_ITEM or view.number:
        return None
    label = _ITEM_LABEL.match(segment.text)
    if label is None or not label.end() <= mention.span.start <= label.end() + 2:
        return None
    if any(other.span.start < label.end() for other in view.mentions):
        return None
    return metric_from_label(label.group(1), mention.quantity.unit)


def headed(segment: Segment, view: SentenceView, mention: Mention) -> Metric | None:
    """What the heading names, for a sentence that begins with its number: "$6.8bn in 2025." under "Revenue"."""
    if not segment.headings or view.number or mention.span.start - view.span.start > _HEDGE_AHEAD:
        return None
    heading = metric_from_label(segment.headings[-1], mention.quantity.unit)
    return replace(heading, bound=False) if heading.concept is not None else None


def is_restated(view: SentenceView, before: Claim, mention: Mention) -> bool:
    """Whether a number in brackets gives the one before it once more ("52,000 square metres (560,000 square feet)")."""
    gap = view.text[before.mention_span.end : mention.span.start]
    kinds = {unit_class(before.quantity.unit), unit_class(mention.quantity.unit)}
    return gap.strip() == "(" and (len(kinds) == 1 or "percent" not in kinds) and "bare" not in kinds


def inherited_metric(earlier: Claim) -> Metric | None:
    """The metric of the number before, unless that says when something happened: for "which would be up 118%", "up from 7"."""
    if earlier.metric is None or earlier.kind in (ClaimKind.YEAR, ClaimKind.DATE):
        return None  # "sold in 2018 for £12 million": the money is no year of the sale
    return Metric(earlier.metric, earlier.concept, earlier.terms, earlier.qualifiers, bound=False)


def heading_period(reader: Progress, segment: Segment, view: SentenceView, mention: Mention) -> Period | None:
    """The year or quarter that the heading above names ("## 2024"), for sentences that name none."""
    if not segment.headings or view.periods or is_compared(view, mention):
        return None
    for found in find_periods(segment.headings[-1], reader.document.published):
        if found.period is not None and found.basis is None and found.role == "at":
            return found.period
    return None


def period_after(timing: Timing) -> Period | None:
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


def inherited_period(
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
