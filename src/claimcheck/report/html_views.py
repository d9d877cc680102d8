"""What the HTML page shows, worked out: the templates only lay it out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from json import dumps

from claimcheck.model import (
    Claim,
    Derived,
    DocumentSummary,
    Fact,
    FactStatus,
    Feature,
    Finding,
    Interval,
    Location,
    Modality,
    Quantity,
    RegistryRecord,
    Report,
    Role,
    Severity,
    Verdict,
    VerdictName,
)
from claimcheck.report.number_line import NumberLine, Side, draw
from claimcheck.report.quoting import Part, Quote, Quoter
from claimcheck.report.summary import Summary, documents, outcome, summarise, verdict_counts
from claimcheck.wording import (
    count,
    interval_figures,
    interval_words,
    listing,
    normalised,
    place,
    plain,
    quantity_figures,
    rounded_interval,
    unit_words,
    visible,
)

MAX_CLAIMS = 5_000
"""Rows of the table of claims; a browser turns sluggish far beyond. The JSON output has them all."""
MAX_FACTS = 400
"""Agreeing and revised facts shown of each."""
_QUOTE_LIMIT = 420
_SAFE_ID = re.compile(r"[\w-]{1,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class SideView:
    """A number in its sentence, with its source and what it was read as."""

    role: str
    text: str
    quote: Quote
    source: str | None
    """Title of the document, if it has one."""
    dated: date | None
    place: str
    value: str | None
    interval: str | None
    about: str | None
    modality: str | None
    superseded: bool


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A sentence that a finding points into, with the numbers that matter in it."""

    sides: tuple[SideView, ...]
    parts: tuple[Part, ...] | None
    """The sentence with all of them marked, where there are several."""


@dataclass(frozen=True, slots=True)
class FeatureView:
    """One reason why two claims were matched, as a bar."""

    name: str
    note: str
    weight: str
    positive: bool
    left: str
    width: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding as a card."""

    anchor: str
    severity: str
    rule: str
    confidence: str
    message: str
    derivation: str
    fingerprint: str
    sureness: str
    """The confidence as a number."""
    documents: tuple[str, ...]
    """Paths of its places, the stated number's first."""
    ignore: str
    """A comment that accepts it."""
    baseline: str
    """An entry of the baseline that accepts it."""
    evidence: tuple[EvidenceView, ...]
    chart: NumberLine | None
    chart_unit: str
    features: tuple[FeatureView, ...]


@dataclass(frozen=True, slots=True)
class FactView:
    """Claims about one thing, side by side."""

    heading: str
    note: str
    sides: tuple[SideView, ...]


@dataclass(frozen=True, slots=True)
class DerivedView:
    """A value that follows from a text."""

    name: str
    value: str
    interval: str
    derivation: str
    side: SideView | None


@dataclass(frozen=True, slots=True)
class VerdictView:
    """A claim of the draft and what the sources say of it."""

    verdict: str
    tone: str
    side: SideView
    evidence: tuple[SideView, ...]


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """What speaks for or against a claim of the registry."""

    text: str
    place: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class RecordView:
    """A claim of the registry."""

    id: str
    claim: str
    place: str
    note: str
    verdict: str
    tone: str
    evidence: tuple[EvidenceLine, ...]
    uses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A row of the table of claims."""

    place: str
    text: str
    value: str
    value_key: str
    unit: str
    interval: str
    subject: str
    metric: str
    period: str
    period_key: str
    modality: str
    kind: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A row of the table of documents."""

    path: str
    title: str
    published: date | None
    format: str
    claims: int
    error: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """Everything on the page."""

    headline: str
    title: str
    compared: str
    summary: Summary
    findings: tuple[FindingView, ...]
    notes: tuple[FindingView, ...]
    verdicts: tuple[VerdictView, ...]
    verdict_line: str
    registry: tuple[RecordView, ...]
    derived: tuple[DerivedView, ...]
    agreeing: tuple[FactView, ...]
    agreeing_total: int
    revised: tuple[FactView, ...]
    revised_total: int
    claims: tuple[ClaimView, ...]
    claims_total: int
    documents: tuple[DocumentView, ...]
    unreadable: tuple[DocumentView, ...]
    rules: tuple[RuleCount, ...]
    """The rules that found something."""
    finding_paths: tuple[str, ...]
    """The documents that findings have a place in."""
    calm: str
    """What is said where nothing is found."""


def page(report: Report, *, scope: str | None = None, draft: str | None = None) -> Page:
    """Work out everything that the page shows."""
    views = _Views(report)
    summary = summarise(report)
    rows = tuple(_document(row) for row in documents(report))
    findings = views.findings()
    agreeing = [fact for fact in report.facts if fact.status is FactStatus.CORROBORATED]
    revised = [fact for fact in report.facts if fact.status is FactStatus.REVISED]
    # What several documents say alike is worth more than a text repeating itself.
    agreeing.sort(key=lambda fact: -views.sources(fact))
    result = outcome(summary)
    return Page(
        headline=registry_headline(report) if report.registry else headline(summary),
        title=f"{result[:1].upper()}{result[1:]} in {count(summary.documents, 'document')}",
        compared=registry_compared(report, summary) if report.registry else compared(summary, scope, draft),
        summary=summary,
        findings=tuple(view for view in findings if view.severity != Severity.INFO.value),
        notes=tuple(view for view in findings if view.severity == Severity.INFO.value),
        verdicts=tuple(
            views.verdict(verdict)
            for verdict in report.verdicts
            if verdict.claim in views.claims and not report.registry
        ),
        verdict_line=listing([f"{number} {name.value}" for name, number in verdict_counts(report)]),
        registry=tuple(_record(record) for record in report.registry),
        derived=tuple(views.derived(derived) for derived in report.derived),
        agreeing=tuple(views.fact(fact) for fact in agreeing[:MAX_FACTS]),
        agreeing_total=len(agreeing),
        revised=tuple(views.fact(fact, by_date=True) for fact in revised[:MAX_FACTS]),
        revised_total=len(revised),
        claims=tuple(_claim(claim) for claim in _shown_claims(report)),
        claims_total=len(report.claims),
        documents=rows,
        unreadable=tuple(row for row in rows if row.error is not None),
        rules=tuple(
            RuleCount(name, number)
            for name, number in sorted(Counter(view.rule for view in findings).items())
        ),
        finding_paths=tuple(
            sorted({path for v in findings if v.severity != Severity.INFO.value for path in v.documents})
        ),
        calm=calm(report, summary),
    )


def headline(summary: Summary) -> str:
    """The result in one line: "2 errors and 1 warning in 9 documents"."""
    if not summary.documents:
        return "No document was read"
    parts = []
    if summary.errors:
        parts.append(count(summary.errors, "error"))
    if summary.warnings:
        parts.append(count(summary.warnings, "warning"))
    where = count(summary.documents, "document")
    return f"{listing(parts)} in {where}" if parts else f"Nothing contradicts in {where}"


def compared(summary: Summary, scope: str | None, draft: str | None) -> str:
    """What was held against what, as a sentence without its full stop."""
    read = count(summary.documents, "document")
    if draft is not None:
        return f"The draft {visible(draft)} was checked against {read}, itself included"
    if scope == "document":
        return f"{read} {'was' if summary.documents == 1 else 'were'} checked, each for itself"
    if summary.documents == 1:
        return "1 document was checked against itself"
    return f"{read} were checked, within and against each other"


def calm(report: Report, summary: Summary) -> str:
    """What is said where nothing is found."""
    if report.registry:
        return "No source, no result and no document contradicts the claims. What was held against what is below."
    if not summary.claims:
        return "There were no numbers to compare."
    return (
        "No two numbers contradict each other, and all arithmetic that could be checked holds within the rounding of the figures. "
        "What was read, and how, is below."
    )


def registry_headline(report: Report) -> str:
    """ "5 of 6 claims supported"."""
    supported = sum(record.verdict is VerdictName.SUPPORTED for record in report.registry)
    return f"{supported} of {count(len(report.registry), 'claim')} supported"


def registry_compared(report: Report, summary: Summary) -> str:
    """What the registry was held against, as a sentence without its full stop."""
    claims = count(len(report.registry), "claim")
    were = "was" if len(report.registry) == 1 else "were"
    documents_too = f", and {count(summary.documents, 'document')} against them" if summary.documents else ""
    return f"{claims} of the registry {were} held against sources and results{documents_too}"


def _tone(verdict: VerdictName) -> str:
    return {
        VerdictName.SUPPORTED: "good",
        VerdictName.REFUTED: "error",
        VerdictName.CONFLICTING: "warning",
    }.get(verdict, "plain")


def _record(record: RegistryRecord) -> RecordView:
    notes = []
    if record.review_by is not None:
        notes.append(f"review by {record.review_by.isoformat()}")
    if record.owner is not None:
        notes.append(visible(record.owner))
    return RecordView(
        visible(record.id),
        visible(record.claim),
        place(record.path, record.line, 1).rpartition(":")[0],
        ", ".join(notes),
        record.verdict.value,
        _tone(record.verdict),
        tuple(
            EvidenceLine(
                visible(" ".join(item.text.split()))[:_QUOTE_LIMIT],
                visible(item.path) + (f":{item.line}" if item.line is not None else ""),
                item.agrees,
            )
            for item in record.evidence
        ),
        tuple(f"{visible(use.path)}:{use.line}" for use in record.uses),
    )


def _baseline_entry(finding: Finding) -> str:
    """The finding as an entry of the baseline, its reason to be filled in."""
    first = finding.locations[0]
    rows = (
        ("fingerprint", finding.fingerprint),
        ("rule", finding.rule),
        ("path", first.path),
        ("reason", "REASON"),
    )
    lines = [f"{key}: {dumps(visible(value), ensure_ascii=False)}" for key, value in rows]
    return "- " + "\n  ".join(lines)


@dataclass(frozen=True, slots=True)
class RuleCount:
    """A rule with the number of its findings."""

    name: str
    count: int


class _Views:
    """Builds the views that need to look claims and documents up."""

    def __init__(self, report: Report) -> None:
        self.claims: Mapping[str, Claim] = {claim.id: claim for claim in report.claims}
        self._at: Mapping[tuple[str, int, int], Claim] = {
            (claim.path, claim.span.start, claim.span.end): claim for claim in report.claims
        }
        self._documents: Mapping[str, DocumentSummary] = {row.path: row for row in report.documents}
        self._quoter = Quoter(report)
        self._report = report

    def findings(self) -> list[FindingView]:
        taken: set[str] = set()
        return [
            self._finding(finding, _anchor(finding.fingerprint, taken)) for finding in self._report.findings
        ]

    def fact(self, fact: Fact, *, by_date: bool = False) -> FactView:
        members = [self.claims[claim] for claim in fact.claims if claim in self.claims]
        if by_date:
            members.sort(key=lambda claim: self._published(claim.path) or date.min)
        spoken = next(
            (claim for claim in members if claim.subject and claim.metric), members[0] if members else None
        )
        paths = len({claim.path for claim in members})
        note = f"in {count(paths, 'document')}" if paths > 1 else "in one document"
        sides = tuple(self._side(claim, "") for claim in members)
        return FactView(_about(spoken) if spoken else fact.id, note, sides)

    def sources(self, fact: Fact) -> int:
        return len({self.claims[claim].path for claim in fact.claims if claim in self.claims})

    def derived(self, derived: Derived) -> DerivedView:
        claim = self.claims.get(derived.claim)
        return DerivedView(
            visible(derived.name),
            visible(normalised(derived.quantity)),
            visible(interval_words(derived.quantity.interval, derived.quantity.unit)),
            visible(derived.derivation),
            self._side(claim, "") if claim else None,
        )

    def verdict(self, verdict: Verdict) -> VerdictView:
        return VerdictView(
            verdict.verdict.value,
            _tone(verdict.verdict),
            self._side(self.claims[verdict.claim], ""),
            tuple(self._side(self.claims[item], "") for item in verdict.evidence if item in self.claims),
        )

    def _finding(self, finding: Finding, anchor: str) -> FindingView:
        chart, unit = self._chart(finding)
        return FindingView(
            anchor=anchor,
            severity=finding.severity.value,
            rule=visible(finding.rule),
            confidence=f"{finding.confidence:.0%}",
            message=visible(finding.message),
            derivation=visible(finding.derivation),
            fingerprint=visible(finding.fingerprint),
            sureness=f"{finding.confidence:.2f}",
            documents=tuple(dict.fromkeys(visible(at.path) for at in finding.locations)),
            ignore=f"<!-- claimcheck: ignore {visible(finding.rule)} -- REASON -->",
            baseline=_baseline_entry(finding),
            evidence=tuple(self._evidence(finding.locations)),
            chart=chart,
            chart_unit=unit,
            features=tuple(_features(finding.features)),
        )

    def _evidence(self, locations: Sequence[Location]) -> Iterator[EvidenceView]:
        """One quotation per sentence, however many of its numbers take part."""
        sentences: dict[tuple[str, str], list[Location]] = {}
        for at in locations:
            sentences.setdefault((at.path, at.sentence), []).append(at)
        for group in sentences.values():
            sides = tuple(self._side(at, at.role.value) for at in group)
            parts = self._quoter.passage(group) if len(group) > 1 else None
            if parts is None:
                yield from (EvidenceView((side,), None) for side in sides)
            else:
                yield EvidenceView(sides, parts)

    def _side(self, item: Claim | Location, role: str) -> SideView:
        claim = item if isinstance(item, Claim) else self._claim_of(item)
        row = self._documents.get(item.path)
        quantity = claim.quantity if claim else None
        return SideView(
            role=role,
            text=visible(item.text),
            quote=self._quoter.quote(item, _QUOTE_LIMIT),
            source=visible(row.title) if row and row.title else None,
            dated=self._published(item.path),
            place=place(item.path, item.line, item.column, item.where),
            value=visible(normalised(quantity)) if quantity else None,
            interval=_interval_note(quantity) if quantity else None,
            about=_about(claim) if claim else None,
            modality=claim.modality.value if claim else None,
            superseded=claim is not None and claim.modality is Modality.SUPERSEDED,
        )

    def _chart(self, finding: Finding) -> tuple[NumberLine | None, str]:
        """The sides on one number line, if they are in the unit of the number that the finding is about."""
        found = [(at, self._claim_of(at)) for at in finding.locations]
        sides = [(at, claim.quantity) for at, claim in found if claim is not None]
        if not sides or sides[0][0].role is not Role.STATED:
            return None, ""
        unit = sides[0][1].unit
        if unit == "rank":
            return None, ""
        drawn = [
            Side(
                visible(at.text),
                f"{at.role.value}: {visible(interval_words(quantity.interval, unit))}",
                quantity.interval,
                at.role is Role.STATED,
            )
            for at, quantity in sides
            if quantity.unit == unit
        ]
        if finding.computed is not None and finding.computed.unit in (unit, "percentage_point"):
            drawn = [drawn[0], self._worked(finding.computed, found[0][1], unit)]
        if len({side.interval for side in drawn}) == 1:
            return None, ""  # the same figure twice: there is nothing to see
        return draw(drawn, unit), visible(unit_words(unit) if unit not in ("percent", "rank") else "")

    def _worked(self, computed: Quantity, stated: Claim | None, unit: str) -> Side:
        """What the operands give, as a fall where the stated number is one."""
        interval = computed.interval
        if stated is not None and stated.direction < 0:
            interval = Interval(
                None if interval.high is None else -interval.high,
                None if interval.low is None else -interval.low,
            )
        words = interval_words(rounded_interval(interval), unit)
        return Side("worked out", f"from the operands: {visible(words)}", interval, False)

    def _claim_of(self, at: Location) -> Claim | None:
        if at.claim is not None and at.claim in self.claims:
            return self.claims[at.claim]
        return self._at.get((at.path, at.span.start, at.span.end))

    def _published(self, path: str) -> date | None:
        row = self._documents.get(path)
        return row.published if row else None


def _anchor(fingerprint: str, taken: set[str]) -> str:
    """An anchor that stays the same from run to run wherever the fingerprint allows."""
    base = "finding-" + (fingerprint if _SAFE_ID.fullmatch(fingerprint) else "x")
    anchor, number = base, 2
    while anchor in taken:
        anchor, number = f"{base}-{number}", number + 1
    taken.add(anchor)
    return anchor


def _features(features: Sequence[Feature]) -> Iterable[FeatureView]:
    """Bars to both sides of a middle line, the longest filling its half."""
    longest = max((abs(feature.weight) for feature in features), default=0.0) or 1.0
    for feature in features:
        width = 50.0 * abs(feature.weight) / longest
        positive = feature.weight >= 0
        yield FeatureView(
            visible(feature.name),
            visible(feature.note),
            f"{feature.weight:+.1f}".replace("-", "−"),
            positive,
            f"{50.0 if positive else 50.0 - width:.1f}%",
            f"{width:.1f}%",
        )


def _about(claim: Claim) -> str:
    """Of whom, what and when: "ASE Technology: capital expenditure, 2026"."""
    what = ": ".join(visible(part) for part in (claim.subject, claim.metric) if part)
    when = visible(claim.period.label) if claim.period else ""
    return ", ".join(part for part in (what, when) if part) or visible(claim.text)


def _interval_note(quantity: Quantity) -> str:
    return visible(interval_words(quantity.interval, quantity.unit))


def _shown_claims(report: Report) -> Sequence[Claim]:
    """All claims in reading order; where there are too many, first those that the findings point at."""
    if len(report.claims) <= MAX_CLAIMS:
        return report.claims
    pointed = dict.fromkeys(at.claim for finding in report.findings for at in finding.locations)
    rank = {claim: index for index, claim in enumerate(pointed)}
    return sorted(report.claims, key=lambda claim: rank.get(claim.id, len(rank)))[:MAX_CLAIMS]


def _claim(claim: Claim) -> ClaimView:
    quantity, period = claim.quantity, claim.period
    ends: list[Decimal | None] = [quantity.value, quantity.low, quantity.high]
    key = next((end for end in ends if end is not None), None)
    return ClaimView(
        place=place(claim.path, claim.line, claim.column, claim.where),
        text=visible(claim.text),
        value=quantity_figures(quantity),
        value_key="" if key is None else plain(key),
        unit=visible(quantity.unit),
        interval=interval_figures(quantity.interval).strip("[]"),
        subject=visible(claim.subject or ""),
        metric=visible(claim.metric or ""),
        period=visible(period.label) if period else "",
        period_key=str((period.start or period.end or "") if period else ""),
        modality=claim.modality.value,
        kind=claim.kind.value,
    )


def _document(row: DocumentSummary) -> DocumentView:
    return DocumentView(
        visible(row.path),
        visible(row.title or ""),
        row.published,
        visible(row.format or ""),
        row.claims,
        None if row.error is None else visible(row.error),
    )
