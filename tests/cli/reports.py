"""Small reports for the command line to show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from claimcheck.model import (
    Claim,
    ClaimKind,
    DocumentSummary,
    Finding,
    Interval,
    Location,
    Modality,
    Quantity,
    ReadFailure,
    Report,
    Role,
    Severity,
    Span,
)


@dataclass(frozen=True)
class Rule:
    """Stands in for a rule of the checks stage."""

    name: str
    summary: str
    severity: Severity
    explanation: str
    why: str
    failing: str
    passing: str
    advice: str = ""
    beside: str = ""


_SENTENCE = "27% more wafers per month than in 2025."
_INCREASE = Claim(
    id="c1",
    path="a.md",
    line=1,
    column=1,
    span=Span(0, 3),
    text="27%",
    sentence=_SENTENCE,
    quantity=Quantity(Decimal(27), None, None, "percent", Interval(Decimal("26.5"), Decimal("27.5"))),
    kind=ClaimKind.CHANGE,
    modality=Modality.REPORTED,
)


def finding(severity: Severity) -> Finding:
    """A finding about the sample's one number."""
    return Finding(
        "percent-change",
        severity,
        0.9,
        "“27%” does not follow",
        "20,000 to 24,200 is a rise of 21%",
        "f00d",
        (Location("a.md", 1, 1, Span(0, 3), "27%", _SENTENCE, Role.STATED, None, "c1"),),
    )


CLEAN = Report((DocumentSummary("a.md", None, None, 1, None, "markdown"),), (_INCREASE,), (), (), ())
FAULTY = replace(CLEAN, findings=(finding(Severity.ERROR),))
WARNING = replace(CLEAN, findings=(finding(Severity.WARNING),))
INFO = replace(CLEAN, findings=(finding(Severity.INFO),))
BROKEN = replace(FAULTY, failures=(ReadFailure("scan.pdf", "this is a PDF"),))
LONG = replace(FAULTY, claims=(_INCREASE,) * 5000)
