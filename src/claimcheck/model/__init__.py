"""The types that the stages hand on: frozen, typed, without behaviour that needs another stage."""

from claimcheck.model.claims import CellPlace, Claim, ClaimKind, Modality, Period
from claimcheck.model.documents import Cell, Document, ReadFailure, Segment, SegmentKind, Table
from claimcheck.model.findings import (
    Derived,
    DocumentSummary,
    Fact,
    FactStatus,
    Feature,
    Finding,
    Location,
    Match,
    Report,
    Role,
    Severity,
    Verdict,
    VerdictName,
)
from claimcheck.model.quantities import Interval, Mention, Quantity
from claimcheck.model.spans import LineIndex, OffsetMap, Run, Span

__all__ = [
    "Cell",
    "CellPlace",
    "Claim",
    "ClaimKind",
    "Derived",
    "Document",
    "DocumentSummary",
    "Fact",
    "FactStatus",
    "Feature",
    "Finding",
    "Interval",
    "LineIndex",
    "Location",
    "Match",
    "Mention",
    "Modality",
    "OffsetMap",
    "Period",
    "Quantity",
    "ReadFailure",
    "Report",
    "Role",
    "Run",
    "Segment",
    "SegmentKind",
    "Severity",
    "Span",
    "Table",
    "Verdict",
    "VerdictName",
]
