"""What the stages behind claims produce: facts, relations, derived values, findings, the report."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from claimcheck.model.claims import Claim
from claimcheck.model.coverage import OwnedNumber
from claimcheck.model.documents import ReadFailure
from claimcheck.model.judgements import Judgement, Question
from claimcheck.model.links import Link
from claimcheck.model.quantities import Quantity
from claimcheck.model.spans import Span


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """3 for an error, 2 for a warning, 1 for info."""
        return {"error": 3, "warning": 2, "info": 1}[self.value]


class FactStatus(StrEnum):
    """What the claims of a fact say together."""

    CORROBORATED = "corroborated"
    SINGLE = "single"
    CONFLICTING = "conflicting"
    REVISED = "revised"


class VerdictName(StrEnum):
    """Verdicts in the terms of AVeriTeC (Schlichtkrull et al. 2023)."""

    SUPPORTED = "supported"
    REFUTED = "refuted"
    CONFLICTING = "conflicting evidence"
    NOT_ENOUGH = "not enough evidence"


class Role(StrEnum):
    """What a location does in its finding."""

    STATED = "stated"
    OPERAND = "operand"
    OTHER_SIDE = "other side"


@dataclass(frozen=True, slots=True)
class Feature:
    """One piece of evidence for (+) or against (-) two claims speaking of the same thing."""

    name: str
    """metric, subject, period, unit, wording, modality …"""
    weight: float
    """In bits: log2 of how much likelier it is among claims of the same fact than among others."""
    note: str
    """For a person: "both speak of capital expenditure"."""


@dataclass(frozen=True, slots=True)
class Match:
    """Why two claims were taken to speak of the same thing."""

    left: str
    """Id of a claim."""
    right: str
    """Id of the other claim."""
    confidence: float
    """0 to 1."""
    features: tuple[Feature, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """Claims that speak of one and the same thing."""

    id: str
    claims: tuple[str, ...]
    status: FactStatus
    matches: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the sources say of one claim of a draft."""

    claim: str
    verdict: VerdictName
    evidence: tuple[str, ...]
    nearest: tuple[str, ...] = ()
    """Claims of the sources that come nearest to it, the nearest first, where none agrees."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two numbers that may contradict each other: open until a person or a model says whether they speak of one quantity."""

    id: str
    left: str
    """Id of a claim."""
    right: str
    """Id of the other claim."""
    probability: float
    """That they speak of one quantity and cannot both be true."""
    question: str
    """For a person or a model; it never tells whether the numbers agree."""
    features: tuple[Feature, ...] = ()
    """Why it is worth a look."""
    judgement: str | None = None
    """ "open" where a judge was unsure; None where nobody was asked."""
    by: str | None = None
    """The judge."""
    asked: Question | None = None
    """The question with its passages; not in the JSON output."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a source, a result or a document says of a claim of the registry."""

    path: str
    line: int | None
    text: str
    """The words or the value that speak for or against it."""
    agrees: bool
    claim: str | None = None
    """Id of the number, where it is one of a document."""


@dataclass(frozen=True, slots=True)
class RegistryUse:
    """A number of a document that gives a claim of the registry."""

    path: str
    line: int
    bound: bool
    """Whether a comment binds it to the claim."""


@dataclass(frozen=True, slots=True)
class RegistryRecord:
    """One claim of the registry, and what became of it."""

    id: str
    claim: str
    """Its sentence."""
    path: str
    line: int
    verdict: VerdictName
    evidence: tuple[Evidence, ...]
    uses: tuple[RegistryUse, ...]
    as_of: date | None = None
    review_by: date | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Derived:
    """A value that follows from what a text says, without being said ("puts 2025 near $5.5 billion")."""

    claim: str
    """Id of the claim that it follows from."""
    name: str
    """What it is: implied base, implied growth, growth per year."""
    quantity: Quantity
    derivation: str
    operands: tuple[str, ...] = ()
    """Ids of the claims that it was worked from."""


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a document that a finding points at."""

    path: str
    line: int
    column: int
    span: Span
    text: str
    sentence: str
    role: Role
    where: str | None = None
    claim: str | None = None
    """Id of the claim that stands there, if it is one."""
    shown: str = ""
    """The text as a person reads it, where markup or entities stand in it; else empty."""

    @property
    def readable(self) -> str:
        """The text for people: without the markup that stands in it."""
        return self.shown or self.text


@dataclass(frozen=True, slots=True)
class Replacement:
    """What to write in the place of a number, so that a finding is settled; a person decides."""

    path: str
    line: int
    column: int
    span: Span
    """In the text of the file."""
    old: str
    new: str
    line_after: str
    """The whole line as it would stand then, without its end."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A discrepancy, with everything that a reviewer needs to decide on it."""

    rule: str
    severity: Severity
    confidence: float
    """0 to 1: how sure it is that the numbers speak of the same thing and cannot both be true."""
    message: str
    derivation: str
    """The arithmetic or the comparison, in words and numbers."""
    fingerprint: str
    """Stays the same when lines move and unrelated text changes."""
    locations: tuple[Location, ...]
    """The stated number first, then operands or the other side."""
    features: tuple[Feature, ...] = ()
    """Why the claims were matched."""
    computed: Quantity | None = None
    """For arithmetic: what the operands give, to stand beside the stated number."""
    about: str | None = None
    """With a draft: "draft" or "sources", which of them it is about; findings about the sources never decide the exit code."""
    replacement: Replacement | None = None
    """For the registry: the number that it has, in the dress of the one that stands there."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that the project has accepted: it is shown to programs, and stops nothing."""

    finding: Finding
    by_comment: bool
    """Whether a comment in the document accepts it; else the baseline does."""
    path: str
    line: int
    """Where the comment or the entry of the baseline stands."""
    reason: str | None = None
    by: str | None = None
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of a table in a report."""

    text: str
    claims: tuple[str, ...]
    """Ids of the claims in it."""


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A paragraph, heading, list item or table of a document in a report."""

    index: int
    """`Segment.index` or `Table.index`."""
    kind: str
    """Of a segment, or "table"."""
    text: str
    """Of a table, its caption."""
    spans: tuple[tuple[int, int, str], ...] = ()
    """Where the claims stand in the text: start, end, id."""
    rows: tuple[tuple[ShownCell, ...], ...] = ()
    header_rows: int = 0


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A document that findings point into, to be shown with its claims."""

    path: str
    blocks: tuple[ShownBlock, ...]


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """One line of the list of what was read."""

    path: str
    title: str | None
    published: date | None
    claims: int
    error: str | None
    format: str | None = None
    language: str | None = None
    """ISO 639-1 code; None where it cannot be told."""
    words: int = 0
    tables: int = 0
    note: str | None = None
    """What a reader of the report should know of how it was read."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a run found out."""

    documents: tuple[DocumentSummary, ...]
    claims: tuple[Claim, ...]
    facts: tuple[Fact, ...]
    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]
    """Most severe first."""
    derived: tuple[Derived, ...] = ()
    failures: tuple[ReadFailure, ...] = field(default=())
    suppressed: tuple[Suppressed, ...] = ()
    """Findings that comments or the baseline accept; they are not among `findings`."""
    shown: tuple[ShownDocument, ...] = ()
    """The documents that findings point into, for formats that show them; not in the JSON output."""
    registry: tuple[RegistryRecord, ...] = ()
    """The claims of the registry, where it was verified."""
    coverage: tuple[OwnedNumber, ...] = ()
    """Who answers for each number, where that was asked; not in the JSON output of a report."""
    links: tuple[Link, ...] = ()
    """The arithmetic that the texts assert and that could be bound, holding or not."""
    candidates: tuple[Candidate, ...] = ()
    """Pairs that are worth a look, the most probable first; none of them is a finding."""
    questions: tuple[Question, ...] = ()
    """What a person or a model may be asked, the most valuable first; not in the JSON output."""
    judged: int = 0
    """How many pairs of numbers recorded judgements settle; not in the JSON output."""
    stale: tuple[Judgement, ...] = ()
    """Recorded judgements on passages that are not there any more; not in the JSON output."""

    def to_json(self) -> str:
        """The report as JSON, as CONTRACT and the published schema describe it."""
        from claimcheck.report.json_format import render

        return render(self)

    def to_html(self) -> str:
        """The report as one self-contained HTML page."""
        from claimcheck.report.html_format import render

        return render(self)
