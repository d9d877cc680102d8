"""The cards of the HTML page: a finding with all that a person needs to decide on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claimcheck.facts import interval_in
from claimcheck.model import (
    Claim,
    Feature,
    Finding,
    Interval,
    Location,
    Quantity,
    Role,
    Severity,
)
from claimcheck.quantities import intervals
from claimcheck.report.html.lookup import Lookup
from claimcheck.report.html.model import (
    EvidenceView,
    FeatureView,
    FindingView,
)
from claimcheck.report.html.tables import TableViews
from claimcheck.report.number_line import NumberLine, Side, draw
from claimcheck.report.reasons import LEAST_BITS, worded
from claimcheck.report.suggestion import Suggestions
from claimcheck.report.summary import is_about_sources
from claimcheck.wording import (
    interval_words,
    rounded_interval,
    unit_words,
    visible,
)


class FindingViews:
    """Builds the cards."""

    def __init__(self, lookup: Lookup, *, large: bool, listed: bool = False) -> None:
        """`large`: whether there are so many that drawings and texts are left out. `listed`: whether the page lists apart what no source has."""
        self._listed = listed
        self._lookup = lookup
        self._large = large
        self._numbers = {fact.id: str(number) for number, fact in enumerate(lookup.report.facts, 1)}
        self._suggestions = Suggestions(lookup.report)
        self._tables = TableViews(lookup)
        self._in_text = set() if large else {document.path for document in lookup.report.shown}

    def findings(self) -> list[FindingView]:
        """All findings, each under an anchor of its own; those about the sources of a draft behind all others."""
        lookup = self._lookup
        views = [
            self._finding(finding, anchor)
            for finding, anchor in zip(lookup.report.findings, lookup.anchors, strict=True)
            if not (self._listed and finding.rule == "unsupported" and finding.severity is Severity.INFO)
        ]
        return sorted(views, key=lambda view: view.about_sources)

    def _finding(self, finding: Finding, anchor: str) -> FindingView:
        chart, unit = self._chart(finding) if not self._large else (None, "")
        return FindingView(
            anchor=anchor,
            severity=finding.severity.value,
            rule=visible(finding.rule),
            confidence=f"{finding.confidence:.0%}",
            message=visible(finding.message),
            derivation=visible(finding.derivation),
            fingerprint=visible(finding.fingerprint),
            sureness=f"{finding.confidence:.2f}",
            suggestion=visible(self._suggestions.of(finding)),
            fact=self._fact_number(finding),
            in_text=self._mark_of(finding),
            at=place_of(finding),
            documents=tuple(dict.fromkeys(visible(at.path) for at in finding.locations)),
            evidence=tuple(self._evidence(finding.locations)),
            chart=chart,
            chart_unit=unit,
            features=tuple(
                _features(finding.features, _MOST_FEATURES_OF_LARGE if self._large else _MOST_FEATURES)
            ),
            table=self._tables.table(finding),
            about_sources=is_about_sources(finding),
        )

    def _mark_of(self, finding: Finding) -> str:
        if finding.severity is Severity.INFO:
            return ""
        shown = (at.claim for at in finding.locations if at.path in self._in_text)
        return next((self._lookup.marks[claim] for claim in shown if claim in self._lookup.marks), "")

    def _fact_number(self, finding: Finding) -> str:
        fact = next(
            (f for at in finding.locations if (f := self._lookup.facts.get(at.claim or "")) is not None), None
        )
        return self._numbers[fact.id] if fact is not None else ""

    def _evidence(self, locations: Sequence[Location]) -> Iterator[EvidenceView]:
        """One quotation per sentence, however many of its numbers take part."""
        sentences: dict[tuple[str, str], list[Location]] = {}
        for at in locations:
            sentences.setdefault((at.path, at.sentence), []).append(at)
        for group in sentences.values():
            sides = tuple(self._lookup.side(at, at.role.value) for at in group)
            parts = self._lookup.quoter.passage(group) if len(group) > 1 else None
            if parts is None:
                yield from (EvidenceView((side,), None) for side in sides)
            else:
                said_of = {side.about for side in sides}
                yield EvidenceView(
                    sides,
                    parts,
                    said_of=(said_of.pop() or "") if len(said_of) == 1 else "",
                    one_place=len({(at.line, at.where) for at in group}) == 1,
                )

    def _chart(self, finding: Finding) -> tuple[NumberLine | None, str]:
        """The sides on one number line, if they are in the unit of the number that the finding is about."""
        claims = [(at, claim) for at in finding.locations if (claim := self._lookup.claim_of(at)) is not None]
        if not claims or claims[0][0].role is not Role.STATED:
            return None, ""
        stated = claims[0][1]
        unit = stated.quantity.unit
        if unit == "rank":
            return None, ""
        drawn = [
            Side(
                visible(at.readable),
                f"{at.role.value}: {visible(interval_words(rounded_interval(interval), unit))}",
                interval,
                at.role is Role.STATED,
            )
            for at, claim in claims
            if (interval := _interval_beside(at, claim, stated)) is not None
        ]
        if finding.computed is not None and finding.computed.unit in (unit, "percentage_point"):
            drawn = [drawn[0], self._worked(finding.computed, stated, unit)]
        if len({side.interval for side in drawn}) == 1:
            return None, ""  # the same figure twice: there is nothing to see
        return draw(drawn, unit), visible(unit_words(unit) if unit not in ("percent", "rank") else "")

    def _worked(self, computed: Quantity, stated: Claim, unit: str) -> Side:
        """What the operands give, as a fall where the stated number is one."""
        interval = computed.interval
        if stated.direction < 0:
            interval = intervals.negate(interval)
        words = interval_words(rounded_interval(interval), unit)
        return Side("worked out", f"from the operands: {visible(words)}", interval, False)


def _interval_beside(at: Location, claim: Claim, stated: Claim) -> Interval | None:
    """What a number allows, in the unit of the stated one; None where it has nothing to do with that."""
    if claim.quantity.unit == stated.quantity.unit:
        return claim.quantity.interval
    # An operand of another unit is another thing; the other side is the same one in other words.
    return interval_in(claim, stated) if at.role is Role.OTHER_SIDE else None


_MOST_FEATURES = 12
"""Reasons that a card shows, the most telling first."""
_MOST_FEATURES_OF_LARGE = 6
"""The same where there are thousands of cards."""


def _features(features: Sequence[Feature], most: int) -> Iterable[FeatureView]:
    """Bars to both sides of a middle line, the longest filling its half; what tells little is left to the JSON report."""
    telling = [feature for feature in features if abs(feature.weight) >= LEAST_BITS][:most]
    longest = max((abs(feature.weight) for feature in telling), default=0.0) or 1.0
    for feature in telling:
        yield FeatureView(
            visible(worded(feature)),
            f"{feature.weight:+.1f}".replace("-", "−"),
            feature.weight >= 0,
            max(round(20 * abs(feature.weight) / longest), 1),
        )


def place_of(finding: Finding) -> str:
    """Path and line of the number that a finding is about."""
    first = finding.locations[0]
    return f"{visible(first.path)}:{first.line}"
