"""The texts of the HTML page: documents with every number marked by what is known of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from claimcheck.model import (
    Claim,
    FactStatus,
    Role,
    Severity,
)
from claimcheck.report.html.blocks import block_view
from claimcheck.report.html.lookup import Lookup, about, shown_text, tone
from claimcheck.report.html.model import (
    PieceView,
    TextView,
)
from claimcheck.report.html.numbers import OWNER_TONES
from claimcheck.report.standing import draft_path
from claimcheck.wording import (
    listing,
    normalised,
    visible,
)

_MOST_EVIDENCE = 3


class TextViews:
    """Builds the documents that findings point into."""

    def __init__(self, lookup: Lookup, drafted: bool) -> None:
        """`drafted`: whether the page shows the draft elsewhere."""
        self._lookup = lookup
        self._draft = draft_path(lookup.report) if drafted else None
        self._owned = {owned.claim: owned for owned in lookup.report.coverage}
        self._verdicts = {verdict.claim: verdict for verdict in lookup.report.verdicts}

    def texts(self) -> Iterator[TextView]:
        """The documents that findings point into, the findings' numbers linked to them."""
        anchors: dict[str, tuple[str, str]] = {}
        counts: Counter[str] = Counter()
        for finding, anchor in zip(self._lookup.report.findings, self._lookup.anchors, strict=True):
            if finding.severity is Severity.INFO:
                continue
            counts.update({at.path for at in finding.locations})
            for at in finding.locations:
                if at.claim is not None:
                    tone = finding.severity.value if at.role is not Role.OPERAND else "operand"
                    known = anchors.get(at.claim)
                    if known is None or known[0] == "operand":
                        anchors[at.claim] = (tone, anchor)

        def marked(text: str, claim: str | None) -> PieceView:
            return self._piece(text, claim, anchors)

        for document in self._lookup.report.shown:
            if document.path == self._draft:
                continue
            row = self._lookup.documents.get(document.path)
            title = visible(row.title) if row and row.title else ""
            blocks = tuple(block_view(block, marked) for block in document.blocks)
            yield TextView(visible(document.path), title, counts[document.path], blocks)

    def _piece(self, text: str, claim_id: str | None, anchors: Mapping[str, tuple[str, str]]) -> PieceView:
        claim = self._lookup.claims.get(claim_id) if claim_id is not None else None
        if claim is None or claim_id is None:
            return PieceView(shown_text(text))
        tone, anchor = anchors.get(claim_id, (self._standing(claim), ""))
        tip = f"{normalised(claim.quantity)}; {about(claim)}; {claim.modality.value}{self._evidence_words(claim)}"
        return PieceView(
            shown_text(text), visible(tip), tone, anchor, self._lookup.marks[claim_id] if anchor else ""
        )

    def _standing(self, claim: Claim) -> str:
        """How a number without a finding stands: "good" where a source or another document says so, too."""
        owned = self._owned.get(claim.id)
        if owned is not None:
            return OWNER_TONES.get(owned.ownership, "good")
        verdict = self._verdicts.get(claim.id)
        if verdict is not None and not self._lookup.report.registry:
            return tone(verdict.verdict)
        fact = self._lookup.facts.get(claim.id)
        if fact is None or fact.status is not FactStatus.CORROBORATED or self._lookup.sources(fact) < 2:
            return "plain"
        return "good"

    def _evidence_words(self, claim: Claim) -> str:
        """What the verdict is and where the same thing is said, to follow what a number was read as."""
        owned = self._owned.get(claim.id)
        if owned is not None:
            return f"; owner: {owned.ownership.value}{f' ({owned.owner})' if owned.owner else ''}"
        verdict = self._verdicts.get(claim.id)
        fact = self._lookup.facts.get(claim.id)
        others = [
            other
            for mark in (verdict.evidence if verdict is not None else fact.claims if fact is not None else ())
            if (other := self._lookup.claims.get(mark)) is not None and other.id != claim.id
        ]
        told = f"; {verdict.verdict.value}" if verdict is not None else ""
        shown = [f"{other.readable} in {other.path}:{other.line}" for other in others[:_MOST_EVIDENCE]]
        more = f" and {len(others) - len(shown)} more" if len(others) > len(shown) else ""
        return told + (f"; beside it: {listing(shown)}{more}" if shown else "")
