"""What the HTML page shows, worked out: the templates only lay it out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from claimcheck.facts import agree
from claimcheck.model import (
    CellPlace,
    Claim,
    ClaimKind,
    Derived,
    DocumentSummary,
    Fact,
    FactStatus,
    Feature,
    Finding,
    Interval,
    Location,
    Modality,
    Period,
    Quantity,
    RegistryRecord,
    Report,
    Role,
    Severity,
    ShownBlock,
    Suppressed,
    Verdict,
    VerdictName,
)
from claimcheck.quantities.cells import number_of
from claimcheck.relations.binding import signed
from claimcheck.report.links import Linker, Target, no_link
from claimcheck.report.number_line import NumberLine, Side, draw
from claimcheck.report.quoting import Part, Quote, Quoter
from claimcheck.report.suggestion import Suggestions
from claimcheck.report.summary import Summary, documents, outcome, summarise, verdict_counts
from claimcheck.report.time_plot import Point, TimePlot, plot
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

MAX_CLAIMS = 3_000
"""Rows of the table of claims; a browser turns sluggish far beyond. The JSON output has them all."""
MANY_FINDINGS = 1_000
"""Beyond so many the page leaves out the drawings of intervals and the texts, which the cards say in words."""
MAX_FACTS = 400
"""Agreeing and revised facts shown of each."""
MAX_SERIES = 60
"""Metrics whose values over time are drawn."""
_MOST_EVIDENCE = 3
_QUOTE_LIMIT = 420
_LONGEST_TABLE, _WIDEST_TABLE = 30, 14
"""Rows beyond which only those that matter are drawn; columns beyond which a table is not drawn."""
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
    link: str | None
    """Address that opens the document there."""
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
    share: int
    """Length of its bar, in twentieths of the longest."""


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell of a table that is drawn."""

    text: str
    role: str
    """ "stated", "operand", "other", or nothing."""
    worked: str = ""
    """What it should hold."""


@dataclass(frozen=True, slots=True)
class TableView:
    """A table that a finding is about."""

    caption: str
    heads: tuple[tuple[CellView, ...], ...]
    rows: tuple[tuple[CellView, ...] | None, ...]
    """None where rows are left out."""
    note: str


@dataclass(frozen=True, slots=True)
class PieceView:
    """A stretch of a text: plain, or a claim with what was understood."""

    text: str
    tip: str = ""
    tone: str = ""
    """ "error", "warning", "operand", "good" where others say so too, "plain"."""
    anchor: str = ""
    """Of the finding that it takes part in."""
    mark: str = ""
    """Id of the place, for links to it."""


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block of a document that is shown."""

    kind: str
    pieces: tuple[PieceView, ...]
    rows: tuple[tuple[PieceView, ...], ...] = ()
    header_rows: int = 0


@dataclass(frozen=True, slots=True)
class TextView:
    """A document with its claims marked."""

    path: str
    title: str
    findings: int
    blocks: tuple[BlockView, ...]


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
    suggestion: str
    """The reading that the evidence suggests."""
    fact: str
    """Number of the fact that it is about; empty where it is about none."""
    in_text: str
    """Id of its first number in the texts below; empty where they are not shown."""
    documents: tuple[str, ...]
    """Paths of its places, the stated number's first."""
    evidence: tuple[EvidenceView, ...]
    chart: NumberLine | None
    chart_unit: str
    features: tuple[FeatureView, ...]
    table: TableView | None
    """The table that it is about, its cells marked."""


@dataclass(frozen=True, slots=True)
class FactView:
    """Claims about one thing, side by side."""

    heading: str
    note: str
    sides: tuple[SideView, ...]
    plot: TimePlot | None = None
    plot_note: str = ""
    """What the plot shows, for its caption."""


@dataclass(frozen=True, slots=True)
class SeriesView:
    """One metric of one subject over several periods."""

    heading: str
    note: str
    plot: TimePlot
    plot_note: str
    rows: tuple[SeriesRow, ...]


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """What the documents say of one period."""

    period: str
    sides: tuple[SideView, ...]


@dataclass(frozen=True, slots=True)
class AcceptedView:
    """A finding that the project has accepted."""

    rule: str
    message: str
    place: str
    reason: str
    by: str
    where: str
    """The comment or the entry of the baseline."""


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
    words: int = 0
    tables: int = 0
    language: str = ""
    note: str = ""
    findings: int = 0
    """Errors and warnings that have a place in it."""


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule found something."""

    name: str
    count: int
    errors: int
    warnings: int
    summary: str


@dataclass(frozen=True, slots=True)
class VerdictShare:
    """How many claims of a draft got a verdict."""

    name: str
    tone: str
    count: int
    share: int
    """In per cent of all, whole."""


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
    contradicted: tuple[FactView, ...]
    contradicted_total: int
    series: tuple[SeriesView, ...]
    accepted: tuple[AcceptedView, ...]
    run: tuple[tuple[str, str], ...]
    """What was set for the run."""
    coverage: tuple[VerdictShare, ...]
    claims: tuple[ClaimView, ...]
    claims_total: int
    documents: tuple[DocumentView, ...]
    unreadable: tuple[DocumentView, ...]
    rules: tuple[RuleCount, ...]
    """The rules that found something."""
    texts: tuple[TextView, ...]
    """The documents that findings point into."""
    finding_paths: tuple[str, ...]
    """The documents that findings have a place in."""
    calm: str
    """What is said where nothing is found."""


def page(
    report: Report,
    *,
    scope: str | None = None,
    draft: str | None = None,
    link: Linker = no_link,
    run: Sequence[tuple[str, str]] = (),
) -> Page:
    """Work out everything that the page shows."""
    views = _Views(report, link)
    summary = summarise(report)
    findings = views.findings()
    told = Counter(
        path for view in findings if view.severity != Severity.INFO.value for path in view.documents
    )
    rows = tuple(_document(row, told[visible(row.path)]) for row in documents(report))
    agreeing = [fact for fact in report.facts if fact.status is FactStatus.CORROBORATED]
    revised = [fact for fact in report.facts if fact.status is FactStatus.REVISED]
    contradicted = [
        fact for fact in report.facts if fact.status is FactStatus.CONFLICTING and len(fact.claims) > 2
    ]
    if len(report.findings) > MANY_FINDINGS:
        contradicted = []
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
        contradicted=tuple(views.fact(fact, by_date=True) for fact in contradicted[:MAX_FACTS]),
        contradicted_total=len(contradicted),
        series=tuple(views.series()),
        accepted=tuple(_accepted(entry) for entry in report.suppressed),
        run=tuple((visible(name), visible(value)) for name, value in run),
        coverage=_coverage(report),
        claims=tuple(_claim(claim) for claim in _shown_claims(report)),
        claims_total=len(report.claims),
        documents=rows,
        unreadable=tuple(row for row in rows if row.error is not None),
        rules=tuple(_rule_counts(report)),
        finding_paths=tuple(
            sorted({path for v in findings if v.severity != Severity.INFO.value for path in v.documents})
        ),
        calm=calm(report, summary),
        texts=tuple(views.texts()) if len(report.findings) <= MANY_FINDINGS else (),
    )


def _rule_counts(report: Report) -> Iterator[RuleCount]:
    """The rules that found something, the one with the most errors first."""
    from claimcheck.checks import rules

    summaries = {rule.name: rule.summary for rule in rules()}
    found = Counter(finding.rule for finding in report.findings)
    by = Counter((finding.rule, finding.severity) for finding in report.findings)
    order = sorted(
        found, key=lambda name: (-by[name, Severity.ERROR], -by[name, Severity.WARNING], -found[name], name)
    )
    for name in order:
        yield RuleCount(
            visible(name),
            found[name],
            by[name, Severity.ERROR],
            by[name, Severity.WARNING],
            summaries.get(name, ""),
        )


def _coverage(report: Report) -> tuple[VerdictShare, ...]:
    counts = verdict_counts(report)
    total = sum(number for _, number in counts) or 1
    return tuple(
        VerdictShare(name.value, _tone(name), number, round(100 * number / total)) for name, number in counts
    )


def _accepted(entry: Suppressed) -> AcceptedView:
    first = entry.finding.locations[0]
    kind = "comment" if entry.by_comment else "baseline"
    until = f", until {entry.expires.isoformat()}" if entry.expires is not None else ""
    return AcceptedView(
        visible(entry.finding.rule),
        visible(entry.finding.message),
        place(first.path, first.line, first.column, first.where),
        visible(entry.reason or ""),
        visible(entry.by or ""),
        f"{kind}, {visible(entry.path)}:{entry.line}{until}",
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


class _Views:
    """Builds the views that need to look claims and documents up."""

    def __init__(self, report: Report, link: Linker) -> None:
        self._link = link
        self.claims: Mapping[str, Claim] = {claim.id: claim for claim in report.claims}
        self._at: Mapping[tuple[str, int, int], Claim] = {
            (claim.path, claim.span.start, claim.span.end): claim for claim in report.claims
        }
        self._documents: Mapping[str, DocumentSummary] = {row.path: row for row in report.documents}
        self._large = len(report.findings) > MANY_FINDINGS
        self._tables = {
            (document.path, block.index): block
            for document in report.shown
            for block in document.blocks
            if block.kind == "table"
        }
        self._quoter = Quoter(report)
        self._report = report
        self._facts = {claim: fact for fact in report.facts for claim in fact.claims}
        self._numbers = {fact.id: str(number) for number, fact in enumerate(report.facts, 1)}
        self._marks = {claim.id: f"number-{number}" for number, claim in enumerate(report.claims, 1)}
        self._suggestions = Suggestions(report)
        self._verdicts = {verdict.claim: verdict for verdict in report.verdicts}
        self._odd = {
            at.claim
            for finding in report.findings
            if finding.severity is not Severity.INFO
            for at in finding.locations
            if at.role is not Role.OPERAND and at.claim is not None
        }
        self._in_text = (
            {document.path for document in report.shown} if len(report.findings) <= MANY_FINDINGS else set()
        )

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
        sides = tuple(self._side(claim, "") for claim in members)
        shown = self._over_time(members, revised=fact.status is FactStatus.REVISED)
        note = "day of publication; a bar is what a number allows"
        return FactView(
            _about(spoken) if spoken else fact.id, _sources_note(fact, members), sides, shown, note
        )

    def _over_time(self, members: Sequence[Claim], *, revised: bool) -> TimePlot | None:
        """The values of a fact by the days on which they were published, where there are two."""
        if not members:
            return None
        unit = members[0].quantity.unit
        points: list[Point] = []
        for claim in members:
            day = self._published(claim.path) or claim.published
            if day is None or claim.quantity.unit != unit or unit == "rank":
                continue
            tone = (
                "old"
                if claim.modality is Modality.SUPERSEDED
                else "odd"
                if claim.id in self._odd
                else "plain"
            )
            label = f"{day.day} {day:%b %Y}"
            points.append(Point(day, label, *_signed(claim), tone, step=revised))
        return plot(points, unit)

    def series(self) -> Iterator[SeriesView]:
        """Metrics that are told for three periods or more, their values over time."""
        groups: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
        for claim in self._report.claims:
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
        points = [
            Point(
                start,
                visible(members[0].period.label) if members[0].period else "",
                *_signed(claim),
                "odd" if claim.id in self._odd else "plain",
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
                tuple(self._side(claim, "") for claim in members),
            )
            for _, members in sorted(by_period.items())
        )
        heading = ": ".join(visible(part) for part in (first.subject, first.metric) if part)
        note = f"{len(by_period)} periods in {count(paths, 'document')}"
        return SeriesView(heading, note, drawn, "period; a bar is what a number allows", rows)

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
            documents=tuple(dict.fromkeys(visible(at.path) for at in finding.locations)),
            evidence=tuple(self._evidence(finding.locations)),
            chart=chart,
            chart_unit=unit,
            features=tuple(_features(finding.features)),
            table=self._table(finding),
        )

    def _mark_of(self, finding: Finding) -> str:
        if finding.severity is Severity.INFO:
            return ""
        shown = (at.claim for at in finding.locations if at.path in self._in_text)
        return next((self._marks[claim] for claim in shown if claim in self._marks), "")

    def _fact_number(self, finding: Finding) -> str:
        fact = next(
            (f for at in finding.locations if (f := self._facts.get(at.claim or "")) is not None), None
        )
        return self._numbers[fact.id] if fact is not None else ""

    def texts(self) -> Iterator[TextView]:
        """The documents that findings point into, the findings' numbers linked to them."""
        anchors: dict[str, tuple[str, str]] = {}
        counts: Counter[str] = Counter()
        taken: set[str] = set()
        for finding in self._report.findings:
            anchor = _anchor(finding.fingerprint, taken)
            if finding.severity is Severity.INFO:
                continue
            counts.update({at.path for at in finding.locations})
            for at in finding.locations:
                if at.claim is not None:
                    tone = finding.severity.value if at.role is not Role.OPERAND else "operand"
                    known = anchors.get(at.claim)
                    if known is None or known[0] == "operand":
                        anchors[at.claim] = (tone, anchor)
        for document in self._report.shown:
            row = self._documents.get(document.path)
            title = visible(row.title) if row and row.title else ""
            blocks = tuple(self._block(block, anchors) for block in document.blocks)
            yield TextView(visible(document.path), title, counts[document.path], blocks)

    def _block(self, block: ShownBlock, anchors: Mapping[str, tuple[str, str]]) -> BlockView:
        if block.kind == "table":
            rows = tuple(
                tuple(
                    self._piece(cell.text, cell.claims[0] if cell.claims else None, anchors) for cell in row
                )
                for row in block.rows
            )
            return BlockView("table", (PieceView(visible(block.text)),), rows, block.header_rows)
        pieces: list[PieceView] = []
        at = 0
        for start, end, claim in block.spans:
            if start < at:
                continue
            pieces += [
                PieceView(_shown_text(block.text[at:start])),
                self._piece(block.text[start:end], claim, anchors),
            ]
            at = end
        pieces.append(PieceView(_shown_text(block.text[at:])))
        return BlockView(block.kind.replace(" ", "-"), tuple(piece for piece in pieces if piece.text))

    def _piece(self, text: str, claim_id: str | None, anchors: Mapping[str, tuple[str, str]]) -> PieceView:
        claim = self.claims.get(claim_id) if claim_id is not None else None
        if claim is None or claim_id is None:
            return PieceView(_shown_text(text))
        tone, anchor = anchors.get(claim_id, (self._standing(claim), ""))
        tip = f"{normalised(claim.quantity)}; {_about(claim)}; {claim.modality.value}{self._evidence_words(claim)}"
        return PieceView(
            _shown_text(text), visible(tip), tone, anchor, self._marks[claim_id] if anchor else ""
        )

    def _standing(self, claim: Claim) -> str:
        """How a number without a finding stands: "good" where a source or another document says so, too."""
        verdict = self._verdicts.get(claim.id)
        if verdict is not None and not self._report.registry:
            return _tone(verdict.verdict)
        fact = self._facts.get(claim.id)
        if fact is None or fact.status is not FactStatus.CORROBORATED or self.sources(fact) < 2:
            return "plain"
        return "good"

    def _evidence_words(self, claim: Claim) -> str:
        """What the verdict is and where the same thing is said, to follow what a number was read as."""
        verdict = self._verdicts.get(claim.id)
        fact = self._facts.get(claim.id)
        others = [
            other
            for mark in (verdict.evidence if verdict is not None else fact.claims if fact is not None else ())
            if (other := self.claims.get(mark)) is not None and other.id != claim.id
        ]
        told = f"; {verdict.verdict.value}" if verdict is not None else ""
        shown = [f"{other.text} in {other.path}:{other.line}" for other in others[:_MOST_EVIDENCE]]
        more = f" and {len(others) - len(shown)} more" if len(others) > len(shown) else ""
        return told + (f"; beside it: {listing(shown)}{more}" if shown else "")

    def _table(self, finding: Finding) -> TableView | None:
        """The table of the finding's cells, where it has two of one table; long ones cut to the rows that matter."""
        cells = [
            (at, claim.cell)
            for at in finding.locations
            if (claim := self._claim_of(at)) is not None and claim.cell is not None
        ]
        if len(cells) < 2 or len({(at.path, cell.table) for at, cell in cells}) != 1:
            return None
        path, index = cells[0][0].path, cells[0][1].table
        block = self._tables.get((path, index))
        if block is None or max(map(len, block.rows), default=0) > _WIDEST_TABLE:
            return None
        roles = {(cell.row, cell.column): at.role.value.partition(" ")[0] for at, cell in cells}
        marked = {row for row, _ in roles}
        first = min(block.header_rows, *marked)
        kept = _kept_rows(len(block.rows), first, marked)
        rows: list[tuple[CellView, ...] | None] = []
        for number in range(first, len(block.rows)):
            if number in kept:
                rows.append(_cells(block, number, roles))
            elif rows and rows[-1] is not None:
                rows.append(None)
        stated = cells[0] if cells[0][0].role is Role.STATED else None
        if stated is not None and stated[1].row >= first:
            _show_worked(rows, stated[1], self._claim_of(stated[0]), finding.computed)
        heads = tuple(_cells(block, number, roles) for number in range(first))
        return TableView(visible(block.text), heads, tuple(rows), visible(finding.derivation))

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
            link=self._link(Target(item.path, item.line, item.column, item.where, item.text)),
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


def _cells(block: ShownBlock, row: int, roles: Mapping[tuple[int, int], str]) -> tuple[CellView, ...]:
    return tuple(
        CellView(visible(cell.text), roles.get((row, column), ""))
        for column, cell in enumerate(block.rows[row])
    )


def _show_worked(
    rows: list[tuple[CellView, ...] | None], cell: CellPlace, claim: Claim | None, computed: Quantity | None
) -> None:
    """Puts what a cell should hold beside what it holds, as the table would write it."""
    if claim is None or computed is None or computed.value is None or not claim.quantity.value:
        return
    for number, row in enumerate(rows):
        if row is None:
            continue
        for column, view in enumerate(row):
            if view.role != "stated" or column != cell.column:
                continue
            figure = number_of(view.text)
            if figure is None or not figure.value:
                return
            scale = abs(claim.quantity.value / figure.value)
            worked = (computed.value / scale).quantize(figure.step)
            shown = f"{worked:,f}".replace("-", "−") + ("%" if figure.percent else "")
            rows[number] = (*row[:column], replace(view, worked=shown), *row[column + 1 :])
            return


def _kept_rows(count: int, first: int, marked: set[int]) -> set[int]:
    """The rows of a table that are drawn: all of a short one, else the marked ones with their neighbours."""
    if count <= _LONGEST_TABLE:
        return set(range(first, count))
    return {near for row in marked for near in (row - 1, row, row + 1) if first <= near < count}


def _sources_note(fact: Fact, members: Sequence[Claim]) -> str:
    """How many documents agree: "3 documents agree", "2 documents, 1 of them otherwise"."""
    paths = {claim.path for claim in members}
    standing = [claim for claim in members if claim.modality is not Modality.SUPERSEDED] or list(members)
    if fact.status is FactStatus.REVISED and len(paths) > 1:
        newest = max(standing, key=lambda claim: claim.published or date.min)
        now = {claim.path for claim in standing if agree(claim, newest)}
        verb = "says" if len(now) == 1 else "say"
        return f"{len(now)} of {count(len(paths), 'document')} {verb} {visible(newest.text)}"
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


def _shown_text(text: str) -> str:
    """A text as it may stand in a page: line breaks as blanks, control characters visible."""
    return visible(text.replace("\n", " "))


def _anchor(fingerprint: str, taken: set[str]) -> str:
    """An anchor that stays the same from run to run wherever the fingerprint allows."""
    base = "finding-" + (fingerprint[:12] if _SAFE_ID.fullmatch(fingerprint) else "x")
    anchor, number = base, 2
    while anchor in taken:
        anchor, number = f"{base}-{number}", number + 1
    taken.add(anchor)
    return anchor


def _features(features: Sequence[Feature]) -> Iterable[FeatureView]:
    """Bars to both sides of a middle line, the longest filling its half."""
    longest = max((abs(feature.weight) for feature in features), default=0.0) or 1.0
    for feature in features:
        yield FeatureView(
            visible(feature.name),
            visible(feature.note),
            f"{feature.weight:+.1f}".replace("-", "−"),
            feature.weight >= 0,
            max(round(20 * abs(feature.weight) / longest), 1),
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


def _document(row: DocumentSummary, findings: int) -> DocumentView:
    return DocumentView(
        visible(row.path),
        visible(row.title or ""),
        row.published,
        visible(row.format or ""),
        row.claims,
        None if row.error is None else visible(row.error),
        row.words,
        row.tables,
        row.language or "",
        visible(row.note or ""),
        findings,
    )
