"""Facts of the HTML page: tellings side by side, values over time, implied values."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from claimcheck.facts import agree
from claimcheck.model import (
    Claim,
    ClaimKind,
    Derived,
    Fact,
    FactStatus,
    Interval,
    Modality,
    Period,
)
from claimcheck.relations.binding import signed
from claimcheck.report.html.lookup import Lookup, about
from claimcheck.report.html.model import (
    DerivedView,
    FactView,
    SeriesRow,
    SeriesView,
)
from claimcheck.report.time_plot import Point, TimePlot, plot
from claimcheck.wording import (
    count,
    interval_words,
    normalised,
    visible,
)

MAX_SERIES = 60
"""Metrics whose values over time are drawn."""
_MOST_TELLINGS = 40
"""Tellings of one fact that are shown; more than that nobody reads."""
_MOST_TELLINGS_OF_LARGE = 10
"""The same where there are thousands of findings."""
_MOST_COMPARED = 50
"""Tellings of one fact that are held against each other."""


class FactViews:
    """Builds the views of what the claims say together."""

    def __init__(self, lookup: Lookup, *, large: bool = False) -> None:
        """`large`: whether there are so many findings that less is shown of each fact."""
        self._lookup = lookup
        self._most = _MOST_TELLINGS_OF_LARGE if large else _MOST_TELLINGS

    def fact(self, fact: Fact, *, by_date: bool = False) -> FactView:
        """Its tellings side by side, `by_date` the oldest first."""
        members = [self._lookup.claims[claim] for claim in fact.claims if claim in self._lookup.claims]
        if by_date:
            members.sort(key=lambda claim: self._lookup.published(claim.path) or date.min)
        spoken = next(
            (claim for claim in members if claim.subject and claim.metric), members[0] if members else None
        )
        listed = self._listed(members)
        sides = tuple(self._lookup.side(claim, "") for claim in listed)
        shown = self._over_time(members, revised=fact.status is FactStatus.REVISED)
        note = "day of publication; a bar is what a number allows"
        return FactView(
            about(spoken) if spoken else fact.id,
            _sources_note(fact, members),
            sides,
            shown,
            note,
            len(members) - len(listed),
        )

    def _listed(self, members: Sequence[Claim]) -> list[Claim]:
        """The tellings that are shown, in their order: of very many those that findings are about before others."""
        if len(members) <= self._most:
            return list(members)
        told = {claim.id for claim in members if claim.id in self._lookup.told}
        chosen = {c.id for c in sorted(members, key=lambda claim: claim.id not in told)[: self._most]}
        return [claim for claim in members if claim.id in chosen]

    def _over_time(self, members: Sequence[Claim], *, revised: bool) -> TimePlot | None:
        """The values of a fact by the days on which they were published, where there are two."""
        if not members:
            return None
        unit = members[0].quantity.unit
        odd = self._odd(members)
        points: list[Point] = []
        for claim in members:
            day = self._lookup.published(claim.path) or claim.published
            if day is None or claim.quantity.unit != unit or unit == "rank":
                continue
            tone = "old" if claim.modality is Modality.SUPERSEDED else "odd" if claim.id in odd else "plain"
            label = f"{day.day} {day:%b %Y}"
            points.append(Point(day, label, *_signed(claim), tone, step=revised))
        return plot(points, unit)

    def _odd(self, members: Sequence[Claim]) -> set[str]:
        """Of the claims that findings are about those that fewer of the others agree with than with the rest; all in a tie."""
        told = [claim for claim in members if claim.id in self._lookup.told]
        if not told or len(members) > _MOST_COMPARED:
            return {claim.id for claim in told}
        agreeing = {claim.id: sum(agree(claim, other) for other in members) for claim in told}
        most = max(agreeing.values())
        least = {mark for mark, number in agreeing.items() if number < most}
        return least or set(agreeing)

    def series(self) -> Iterator[SeriesView]:
        """Metrics that are told for three periods or more, their values over time."""
        groups: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
        for claim in self._lookup.report.claims:
            spoken = claim.subject and claim.metric and claim.kind is ClaimKind.LEVEL
            if spoken and claim.period is not None and claim.period.start is not None:
                key = (claim.subject_key or "", (claim.metric or "").lower(), claim.quantity.unit)
                groups[key].append(claim)
        shown = 0
        for (_, _, unit), claims in groups.items():
            lengths = Counter(_length(claim.period) for claim in claims)
            usual = lengths.most_common(1)[0][0]
            kept = [
                c
                for c in claims
                if _length(c.period) == usual
                and c.modality not in (Modality.HYPOTHETICAL, Modality.SUPERSEDED)
            ]
            view = self._series(kept, unit) if unit != "rank" else None
            if view is not None and shown < MAX_SERIES:
                shown += 1
                yield view

    def _series(self, claims: Sequence[Claim], unit: str) -> SeriesView | None:
        by_period: dict[date, list[Claim]] = defaultdict(list)
        for claim in claims:
            if claim.period is not None and claim.period.start is not None:
                by_period[claim.period.start].append(claim)
        if len(by_period) < 3:
            return None
        odd = {mark for members in by_period.values() for mark in self._odd(members)}
        points = [
            Point(
                start,
                visible(members[0].period.label) if members[0].period else "",
                *_signed(claim),
                "odd" if claim.id in odd else "plain",
            )
            for start, members in by_period.items()
            for claim in members
        ]
        drawn = plot(points, unit)
        if drawn is None:
            return None
        first = claims[0]
        paths = len({claim.path for claim in claims})
        rows = tuple(
            SeriesRow(
                visible(members[0].period.label) if members[0].period else "",
                tuple(self._lookup.side(claim, "") for claim in members),
            )
            for _, members in sorted(by_period.items())
        )
        heading = ": ".join(visible(part) for part in (first.subject, first.metric) if part)
        note = f"{len(by_period)} periods in {count(paths, 'document')}"
        return SeriesView(heading, note, drawn, "period; a bar is what a number allows", rows)

    def derived(self, derived: Derived) -> DerivedView:
        """A value that follows from a text."""
        claim = self._lookup.claims.get(derived.claim)
        return DerivedView(
            visible(derived.name),
            visible(normalised(derived.quantity)),
            visible(interval_words(derived.quantity.interval, derived.quantity.unit)),
            visible(derived.derivation),
            self._lookup.side(claim, "") if claim else None,
        )


def _sources_note(fact: Fact, members: Sequence[Claim]) -> str:
    """How many documents agree: "3 documents agree", "2 documents, 1 of them otherwise"."""
    paths = {claim.path for claim in members}
    standing = [claim for claim in members if claim.modality is not Modality.SUPERSEDED] or list(members)
    if fact.status is FactStatus.REVISED and len(paths) > 1:
        newest = max(standing, key=lambda claim: claim.published or date.min)
        now = {claim.path for claim in standing if agree(claim, newest)}
        verb = "says" if len(now) == 1 else "say"
        return f"{len(now)} of {count(len(paths), 'document')} {verb} {visible(newest.readable)}"
    if fact.status is not FactStatus.CONFLICTING:
        return f"{len(paths)} documents agree" if len(paths) > 1 else "in one document"
    agreeing = max((sum(agree(one, other) for other in standing) for one in standing), default=0)
    told = f"{agreeing} of {count(len(standing), 'claim')} agree" if agreeing > 1 else "no two claims agree"
    return f"{told}, in {count(len(paths), 'document')}"


def _signed(claim: Claim) -> tuple[Decimal | None, Interval]:
    """The value of a claim and what it allows, a fall below nothing."""
    value = claim.quantity.value
    falls = claim.direction < 0 and value is not None and value > 0
    return -value if falls and value is not None else value, signed(claim)


def _length(period: Period | None) -> int:
    """Days of a period, so that years are not drawn beside quarters; leap years are years."""
    if period is None or period.start is None or period.end is None:
        return 0
    return round((period.end - period.start).days / 10)
