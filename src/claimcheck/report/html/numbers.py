"""The table of all numbers on the HTML page: what each was read as, how it stands, and what speaks for or against it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from claimcheck.facts import agree
from claimcheck.model import Claim, FactStatus, Modality, OwnedNumber, Ownership, Role, Severity
from claimcheck.report.html.draft import TONES, DraftViews
from claimcheck.report.html.lookup import Lookup, about
from claimcheck.report.html.model import ClaimView
from claimcheck.report.standing import DraftNumber, Standing
from claimcheck.wording import count, interval_words, normalised, place, plain, visible

_MOST_EVIDENCE = 2
OWNER_TONES = {Ownership.NOBODY: "warning", Ownership.EXEMPT: "plain"}
"""How a number is marked by who answers for it; all owned ones are good."""


class NumberRows:
    """Builds the rows."""

    def __init__(self, lookup: Lookup, drafts: DraftViews) -> None:
        self._lookup = lookup
        self._drafts = drafts
        self._draft = {number.claim.id: number for number in drafts.numbers}
        self._owned: dict[str, OwnedNumber] = {owned.claim: owned for owned in lookup.report.coverage}
        self._told: dict[str, tuple[Severity, str]] = {}
        for finding, anchor in zip(lookup.report.findings, lookup.anchors, strict=True):
            for at in finding.locations:
                if finding.severity is not Severity.INFO and at.role is not Role.OPERAND and at.claim:
                    self._told.setdefault(at.claim, (finding.severity, anchor))

    def rows(self, claims: Iterable[Claim]) -> tuple[ClaimView, ...]:
        """A row for each number, those of the draft first."""
        return tuple(map(self._row, sorted(claims, key=lambda claim: claim.id not in self._draft)))

    def _row(self, claim: Claim) -> ClaimView:
        quantity, period = claim.quantity, claim.period
        ends: list[Decimal | None] = [quantity.value, quantity.low, quantity.high]
        key = next((end for end in ends if end is not None), None)
        number = self._draft.get(claim.id)
        standing, tone, others, nearest = self._of_draft(number) if number else self._among(claim)
        owned = self._owned.get(claim.id)
        if owned is not None:
            standing, tone = owned.ownership.value, OWNER_TONES.get(owned.ownership, "good")
        target = self._told[claim.id][1] if claim.id in self._told else ""
        return ClaimView(
            place=place(claim.path, claim.line, claim.column, claim.where),
            link=self._lookup.address(claim),
            text=visible(claim.readable),
            value=visible(normalised(quantity)),
            value_key="" if key is None else plain(key),
            interval=visible(interval_words(quantity.interval, quantity.unit)),
            said_of=about(claim) if claim.subject or claim.metric or period else "",
            period_key=str((period.start or period.end or "") if period else ""),
            sense="" if claim.modality is Modality.REPORTED else claim.modality.value,
            standing=standing,
            tone=tone,
            evidence=(visible(owned.owner),)
            if owned is not None and owned.owner
            else tuple(
                f"{visible(other.readable)} in {visible(other.path)}:{other.line}"
                for other in others[:_MOST_EVIDENCE]
            ),
            nearest=nearest,
            of_draft=number is not None,
            target=target or (self._drafts.mark_of(claim.id) if number else ""),
        )

    def _of_draft(self, number: DraftNumber) -> tuple[str, str, Sequence[Claim], bool]:
        good = number.standing in (Standing.FOUND, Standing.WORKED)
        evidence = sorted(number.evidence, key=lambda other: agree(number.claim, other) != good)
        shown = evidence or list(number.nearest)
        return number.standing.value, TONES[number.standing], shown, not evidence

    def _among(self, claim: Claim) -> tuple[str, str, Sequence[Claim], bool]:
        """How a number stands without a verdict: contradicted, told alike elsewhere, or told once."""
        fact = self._lookup.facts.get(claim.id)
        marks = fact.claims if fact is not None else ()
        others = [
            other
            for mark in marks
            if mark != claim.id and (other := self._lookup.claims.get(mark)) is not None
        ]
        if claim.id in self._told:
            severity, _ = self._told[claim.id]
            return (
                ("contradicted" if severity is Severity.ERROR else "doubtful"),
                severity.value,
                others,
                False,
            )
        if fact is not None and fact.status is FactStatus.REVISED:
            return "revised", "plain", others, False
        elsewhere = {other.path for other in others if agree(claim, other)} - {claim.path}
        if elsewhere:
            return f"also in {count(len(elsewhere), 'document')}", "good", others, False
        return "told once", "plain", (), False
