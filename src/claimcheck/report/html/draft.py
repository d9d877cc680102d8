"""The draft of the HTML page: its text with every number marked, and a note for each that says what the sources have."""

from __future__ import annotations

from claimcheck.facts import agree
from claimcheck.model import Claim, ShownDocument
from claimcheck.report.html.blocks import block_view
from claimcheck.report.html.lookup import Lookup, shown_text
from claimcheck.report.html.model import (
    BlockView,
    DraftView,
    NearView,
    NoteView,
    PieceView,
    SideView,
    TallyView,
    ToldView,
)
from claimcheck.report.origins import Origins
from claimcheck.report.standing import (
    DraftNumber,
    Standing,
    draft_numbers,
    progress_line,
    said_otherwise,
    tally,
)
from claimcheck.report.suggestion import Suggestions
from claimcheck.wording import listing, visible

_MOST_EVIDENCE = 3
TONES = {
    Standing.CONTRADICTED: "error",
    Standing.DISPUTED: "warning",
    Standing.MISSING: "missing",
    Standing.WORKED: "worked",
    Standing.FOUND: "good",
}
"""The colours of the standings."""


class DraftViews:
    """Builds the view of the draft."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self.numbers = draft_numbers(lookup.report)
        self._suggestions = Suggestions(lookup.report)
        self._anchors = dict(
            zip((id(finding) for finding in lookup.report.findings), lookup.anchors, strict=True)
        )

        path = self.numbers[0].claim.path if self.numbers else None
        self._shown = next((document for document in lookup.report.shown if document.path == path), None)

    def mark_of(self, claim: str) -> str:
        """Id of a number of the draft in its text; empty where the text is not shown."""
        return self._lookup.marks[claim] if self._shown is not None else ""

    def draft(self) -> DraftView | None:
        """The draft with its notes, without its text where that is not among those shown; None where there is no draft."""
        if not self.numbers:
            return None
        path = self.numbers[0].claim.path
        shown = self._shown
        origins = Origins(self._lookup.report.claims, path)
        notes = tuple(self._note(number, origins) for number in self.numbers)
        row = self._lookup.documents.get(path)
        total = len(self.numbers)
        return DraftView(
            path=visible(path),
            title=visible(row.title) if row and row.title else "",
            progress=progress_line(self.numbers),
            tally=tuple(
                TallyView(standing.value, TONES[standing], number, max(round(20 * number / total), 1))
                for standing, number in tally(self.numbers)
            ),
            blocks=self._blocks(shown) if shown is not None else (),
            notes=notes,
            missing=tuple(note for note in notes if note.state == Standing.MISSING.value),
            disputed=tuple(
                note for note in notes if note.state == Standing.DISPUTED.value and not note.findings
            ),
        )

    def _note(self, number: DraftNumber, origins: Origins) -> NoteView:
        lookup, claim = self._lookup, number.claim
        missing = number.standing is Standing.MISSING
        # What agrees is shown first where it is borne out, what does not where it is not.
        wanted = number.standing in (Standing.FOUND, Standing.WORKED)
        evidence = sorted(number.evidence, key=lambda other: agree(claim, other) != wanted)
        origin = origins.of(claim, number.nearest) if missing else None
        near = tuple(
            NearView(lookup.side(other, ""), visible(said_otherwise(claim, other)))
            for other in number.nearest
        )
        return NoteView(
            id=_note_id(lookup.marks[claim.id]),
            mark=self.mark_of(claim.id),
            text=visible(claim.readable),
            state=number.standing.value,
            tone=TONES[number.standing],
            side=lookup.side(claim, ""),
            findings=tuple(
                ToldView(
                    self._anchors[id(finding)],
                    finding.severity.value,
                    visible(finding.message),
                    visible(self._suggestions.of(finding)),
                )
                for finding in number.findings
            ),
            evidence=tuple(lookup.side(other, "") for other in evidence[:_MOST_EVIDENCE]),
            more_evidence=max(len(evidence) - _MOST_EVIDENCE, 0),
            nearest=near,
            telling=near[:1] + tuple(one for one in near[1:] if one.note)[:1],
            working=_working(number),
            origin=visible(origin.working) if origin is not None else "",
            origin_sides=self._sides(origin.operands) if origin is not None else (),
        )

    def _sides(self, claims: tuple[Claim, ...]) -> tuple[SideView, ...]:
        return tuple(self._lookup.side(claim, "") for claim in claims)

    def _blocks(self, document: ShownDocument) -> tuple[BlockView, ...]:
        tones = {number.claim.id: TONES[number.standing] for number in self.numbers}
        return tuple(
            block_view(block, lambda text, claim: self._piece(text, claim, tones))
            for block in document.blocks
        )

    def _piece(self, text: str, claim: str | None, tones: dict[str, str]) -> PieceView:
        mark = self._lookup.marks.get(claim or "", "")
        if claim is None or claim not in tones:
            return PieceView(shown_text(text), mark=mark)
        return PieceView(shown_text(text), tone=tones[claim], anchor=_note_id(mark), mark=mark)


def _note_id(mark: str) -> str:
    return mark.replace("number-", "note-")


def _working(number: DraftNumber) -> str:
    """ "follows from 1,870 and 3,260 employees beside it"."""
    if not number.working:
        return ""
    _, operands = number.working[0]
    names = list(dict.fromkeys(visible(operand.readable) for operand in operands))
    return f"follows from {listing(names)} beside it"
