"""What the views of the HTML page look up: claims, documents and facts, and a number in its sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from claimcheck.claims.metric import only_narrows
from claimcheck.model import (
    Claim,
    DocumentSummary,
    Fact,
    Location,
    Modality,
    Quantity,
    Report,
    Role,
    Severity,
    VerdictName,
)
from claimcheck.report.html.model import (
    SideView,
)
from claimcheck.report.links import WEB_PAGES, Linker, Target
from claimcheck.report.quoting import Quoter
from claimcheck.wording import (
    interval_words,
    normalised,
    place,
    visible,
)

QUOTE_LIMIT = 420
_SAFE_ID = re.compile(r"[\w-]{1,64}", re.ASCII)


class Lookup:
    """A report with its claims, documents and facts at hand."""

    def __init__(self, report: Report, link: Linker) -> None:
        self.report = report
        self.claims: Mapping[str, Claim] = {claim.id: claim for claim in report.claims}
        self.facts: Mapping[str, Fact] = {claim: fact for fact in report.facts for claim in fact.claims}
        self.documents: Mapping[str, DocumentSummary] = {row.path: row for row in report.documents}
        self.quoter = Quoter(report)
        self.told = {
            at.claim
            for finding in report.findings
            if finding.severity is not Severity.INFO
            for at in finding.locations
            if at.role is not Role.OPERAND and at.claim is not None
        }
        """The claims that errors and warnings are about."""
        self.marks = {claim.id: f"number-{number}" for number, claim in enumerate(report.claims, 1)}
        """Ids of the claims in the page."""
        taken: set[str] = set()
        self.anchors = [_anchor(finding.fingerprint, taken) for finding in report.findings]
        """Anchors of the findings, in their order."""
        self._link = link
        self._at: Mapping[tuple[str, int, int], Claim] = {
            (claim.path, claim.span.start, claim.span.end): claim for claim in report.claims
        }

    def address(self, item: Claim | Location) -> str | None:
        """The address that opens the document at a number; None where there is none."""
        # A browser shows a page without its markup, and any other text with it.
        words = item.readable if item.path.lower().endswith(WEB_PAGES) else item.text
        return self._link(Target(item.path, item.line, item.column, item.where, words, item.sentence))

    def side(self, item: Claim | Location, role: str) -> SideView:
        """A number in its sentence, with its source and what it was read as."""
        claim = item if isinstance(item, Claim) else self.claim_of(item)
        row = self.documents.get(item.path)
        quantity = claim.quantity if claim else None
        return SideView(
            role=role,
            text=visible(item.readable),
            quote=self.quoter.quote(item, QUOTE_LIMIT),
            source=visible(row.title) if row and row.title else None,
            dated=self.published(item.path),
            place=place(item.path, item.line, item.column, item.where),
            link=self.address(item),
            value=visible(normalised(quantity)) if quantity else None,
            interval=_interval_note(quantity) if quantity else None,
            about=about(claim) if claim and (claim.subject or claim.metric or claim.period) else None,
            modality=claim.modality.value if claim else None,
            superseded=claim is not None and claim.modality is Modality.SUPERSEDED,
        )

    def claim_of(self, at: Location) -> Claim | None:
        """The claim that stands at a place, if it is one."""
        if at.claim is not None and at.claim in self.claims:
            return self.claims[at.claim]
        return self._at.get((at.path, at.span.start, at.span.end))

    def published(self, path: str) -> date | None:
        """When a document was published."""
        row = self.documents.get(path)
        return row.published if row else None

    def sources(self, fact: Fact) -> int:
        """How many documents speak of a fact."""
        return len({self.claims[claim].path for claim in fact.claims if claim in self.claims})


def measure_of(claim: Claim) -> str | None:
    """What is measured; None where the words only say how: "average"."""
    return None if claim.metric and only_narrows(claim.metric) else claim.metric


def about(claim: Claim) -> str:
    """Of whom, what and when: "ASE Technology: capital expenditure, 2026"."""
    what = ": ".join(visible(part) for part in (claim.subject, measure_of(claim)) if part)
    when = visible(claim.period.label) if claim.period else ""
    return ", ".join(part for part in (what, when) if part) or visible(claim.readable)


def _interval_note(quantity: Quantity) -> str:
    return visible(interval_words(quantity.interval, quantity.unit))


def shown_text(text: str) -> str:
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


def tone(verdict: VerdictName) -> str:
    """The colour of a verdict: "good", "error", "warning" or "plain"."""
    return {
        VerdictName.SUPPORTED: "good",
        VerdictName.REFUTED: "error",
        VerdictName.CONFLICTING: "warning",
    }.get(verdict, "plain")
