"""What the HTML page shows: frozen views, made elsewhere and laid out by the templates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from claimcheck.report.number_line import NumberLine
from claimcheck.report.quoting import Part, Quote
from claimcheck.report.summary import Summary
from claimcheck.report.time_plot import TimePlot


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
    said_of: str = ""
    """What all of them are said of; empty where they differ or there is one."""
    one_place: bool = False
    """Whether one place stands for all of them: a line of a text, where the sentence shows the numbers."""


@dataclass(frozen=True, slots=True)
class FeatureView:
    """One reason why two claims were matched, as a bar."""

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
    """Id of its first number in the texts; empty where they are not shown."""
    at: str
    """Path and line of the number that it is about."""
    documents: tuple[str, ...]
    """Paths of its places, the stated number's first."""
    evidence: tuple[EvidenceView, ...]
    chart: NumberLine | None
    chart_unit: str
    features: tuple[FeatureView, ...]
    table: TableView | None
    """The table that it is about, its cells marked."""
    about_sources: bool = False
    """Whether it is about the sources of a draft alone."""


@dataclass(frozen=True, slots=True)
class CandidateView:
    """Two numbers that may contradict each other."""

    sides: tuple[SideView, ...]
    odds: str
    """How probable it is, as a percentage."""
    reasons: tuple[str, ...]
    """What speaks for it, most telling first."""
    doubts: tuple[str, ...]
    """What speaks against it."""


@dataclass(frozen=True, slots=True)
class PassageView:
    """A number in its passage."""

    before: str
    number: str
    behind: str
    source: str
    dated: date | None


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question for the reviewer."""

    id: str
    question: str
    sides: tuple[PassageView, ...]


@dataclass(frozen=True, slots=True)
class FactView:
    """Claims about one thing, side by side."""

    heading: str
    note: str
    sides: tuple[SideView, ...]
    plot: TimePlot | None = None
    plot_note: str = ""
    """What the plot shows, for its caption."""
    more: int = 0
    """Tellings beside those that are shown."""


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
class ToldView:
    """A finding, as far as a note beside the text tells it."""

    anchor: str
    severity: str
    message: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class NearView:
    """A figure of the sources that comes near a number."""

    side: SideView
    note: str
    """ "the same figure, of 2025", where it agrees; else empty."""


@dataclass(frozen=True, slots=True)
class NoteView:
    """A number of the draft and what stands beside it: the finding, the evidence, or what comes nearest."""

    id: str
    """Of the note."""
    mark: str
    """Id of the number in the text."""
    text: str
    state: str
    """ "found in the sources", "contradicted" …"""
    tone: str
    """ "good", "worked", "warning", "error" or "missing"."""
    side: SideView
    findings: tuple[ToldView, ...]
    evidence: tuple[SideView, ...]
    more_evidence: int
    """Figures of the sources beyond those that are shown."""
    nearest: tuple[NearView, ...]
    telling: tuple[NearView, ...]
    """Those of them that a table has room for: the nearest, and the same figure said of something else."""
    working: str
    """The arithmetic that bears it out."""
    origin: str
    """Where it could come from: arithmetic of two figures of the sources; empty where nothing fits."""
    origin_sides: tuple[SideView, ...] = ()


@dataclass(frozen=True, slots=True)
class TallyView:
    """How many numbers of the draft stand in one way."""

    name: str
    tone: str
    count: int
    share: int
    """In twentieths of all, at least one."""


@dataclass(frozen=True, slots=True)
class DraftView:
    """The draft with every number marked, and what stands beside each."""

    path: str
    title: str
    progress: str
    tally: tuple[TallyView, ...]
    blocks: tuple[BlockView, ...]
    notes: tuple[NoteView, ...]
    missing: tuple[NoteView, ...]
    """The numbers that no source has."""
    disputed: tuple[NoteView, ...] = ()
    """The numbers on which the sources differ, and no finding tells it."""


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
    """A row of the table of all numbers."""

    place: str
    link: str | None
    text: str
    value: str
    value_key: str
    interval: str
    said_of: str
    period_key: str
    sense: str
    """Planned, projected …; empty where it is reported."""
    standing: str
    tone: str
    evidence: tuple[str, ...]
    """Where else it is told, or what comes nearest, in a few words each."""
    nearest: bool
    """Whether the evidence is only what comes nearest."""
    of_draft: bool
    target: str = ""
    """Anchor of its finding or of its place in the draft; empty where there is neither."""


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
    counted: str
    """How much was read and agrees, as a sentence without its full stop."""
    summary: Summary
    findings: tuple[FindingView, ...]
    """Errors and warnings, those about the sources of a draft behind all others."""
    notes: tuple[FindingView, ...]
    """Findings of severity info, in the same order."""
    candidates: tuple[CandidateView, ...]
    """Pairs that are worth a look, the most probable first."""
    candidates_total: int
    questions: tuple[QuestionView, ...]
    questions_total: int
    draft: DraftView | None
    """The draft, where there is one whose text is shown."""
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
    owners: bool
    """Whether the standing of a number is who answers for it."""
    standings: tuple[str, ...]
    """The verdicts in the table of all numbers."""
    documents: tuple[DocumentView, ...]
    unreadable: tuple[DocumentView, ...]
    rules: tuple[RuleCount, ...]
    """The rules that found something."""
    texts: tuple[TextView, ...]
    """The documents that findings point into."""
    calm: str
    """What is said where nothing is found."""
    large: bool = False
    """Whether there are so many findings that drawings and texts are left out, and most cards are held back as text."""
    at_once: int = 0
    """Cards of a large page that are not held back."""
