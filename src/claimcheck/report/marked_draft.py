"""The draft as it leaves the desk: a note at every number, as comments of a Word document or as footnotes of Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from claimcheck.facts import agree
from claimcheck.model import Report, ShownBlock, ShownDocument
from claimcheck.report.commands import without_commands
from claimcheck.report.corrections import should_read
from claimcheck.report.origins import Origins
from claimcheck.report.standing import (
    DraftNumber,
    Standing,
    draft_numbers,
    progress_line,
    said_otherwise,
)
from claimcheck.wording import listing, visible

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

_SIGNS = {
    Standing.CONTRADICTED: "✗",
    Standing.DISPUTED: "?",
    Standing.MISSING: "…",
    Standing.WORKED: "=",
    Standing.FOUND: "✓",
}
_MOST_EVIDENCE = 2


class NoDraft(ValueError):
    """There is no draft to mark, or its text was too long to be kept."""


class MarkedDraft:
    """A draft with the note of each number."""

    def __init__(self, report: Report) -> None:
        """Raises NoDraft."""
        numbers = draft_numbers(report)
        if not numbers:
            raise NoDraft("there is no draft with numbers: name it with --draft")
        path = numbers[0].claim.path
        shown = next((document for document in report.shown if document.path == path), None)
        if shown is None:
            raise NoDraft("the draft is too long to be marked")
        self.document: ShownDocument = shown
        self.progress = progress_line(numbers)
        self.numbers = {number.claim.id: number for number in numbers}
        self._origins = Origins(report.claims, path)

    def note(self, claim: str) -> str:
        """What is said of a number: "✗ Contradicted: …"."""
        number = self.numbers[claim]
        standing = number.standing.value
        head = f"{_SIGNS[number.standing]} {standing[:1].upper()}{standing[1:]}"
        said = [sentence for sentence in self._sentences(number) if sentence]
        return visible(f"{head}{': ' if said else ''}{'; '.join(said)}.")

    def _sentences(self, number: DraftNumber) -> Iterator[str]:
        yield from (finding.message for finding in number.findings)
        reads, source = should_read(number)
        if reads and number.standing in (Standing.CONTRADICTED, Standing.DISPUTED):
            yield f"should read {reads}" if source is None else f"{source.path}:{source.line} has {reads}"
        if number.standing is Standing.FOUND:
            borne = [other for other in number.evidence if agree(number.claim, other)]
            places = dict.fromkeys(f"{other.readable} in {other.path}:{other.line}" for other in borne)
            yield listing(list(places)[:_MOST_EVIDENCE])
        for _, operands in number.working:
            yield f"follows from {listing([operand.readable for operand in operands])} beside it"
        if number.standing is Standing.MISSING:
            if number.nearest:
                near = number.nearest[0]
                yield f"the nearest is {near.readable} in {near.path}:{near.line}"
            yield next((said for near in number.nearest if (said := said_otherwise(number.claim, near))), "")
            origin = self._origins.of(number.claim, number.nearest)
            if origin is not None:
                yield f"could come from {origin.working}"

    def pieces(self, block: ShownBlock) -> Iterator[tuple[str, str | None]]:
        """The text of a block in pieces, each with the id of its number, if it is one."""
        at = 0
        for start, end, claim in block.spans:
            if start < at or claim not in self.numbers:
                continue
            yield block.text[at:start], None
            yield block.text[start:end], claim
            at = end
        yield block.text[at:], None


def render_markdown(report: Report) -> str:
    """The draft as Markdown, a footnote behind every number. Raises NoDraft."""
    from claimcheck.report.markdown_format import escape

    draft = MarkedDraft(report)
    notes: list[str] = []

    def mark(text: str, claim: str | None) -> str:
        shown = escape(f"x{text}x")[1:-1] if text else ""  # blanks at the ends stay
        if claim is None:
            return shown
        notes.append(escape(draft.note(claim)))
        return f"{shown}[^{len(notes)}]"

    parts = [_markdown_block(block, draft, mark) for block in draft.document.blocks]
    parts.append(f"---\n\n{escape(draft.progress)}.")
    parts.append("\n".join(f"[^{number}]: {note}" for number, note in enumerate(notes, 1)))
    return without_commands("\n\n".join(part for part in parts if part.strip()) + "\n")


def _markdown_block(block: ShownBlock, draft: MarkedDraft, mark: Callable[[str, str | None], str]) -> str:
    if block.kind == "table":
        rows = [
            [mark(cell.text, next((c for c in cell.claims if c in draft.numbers), None)) for cell in row]
            for row in block.rows
        ]
        if not rows:
            return ""
        width = max(map(len, rows))
        lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
        return "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])
    text = "".join(mark(part, claim) for part, claim in draft.pieces(block)).strip()
    starts = {"title": "# ", "heading": "## ", "list item": "- "}
    return f"{starts.get(block.kind, '')}{text}"


def render_docx(report: Report) -> bytes:
    """The draft as a Word document, a comment at every number. Raises NoDraft."""
    import docx

    draft = MarkedDraft(report)
    made = docx.Document()
    made.core_properties.title = _xml(draft.document.path)
    made.core_properties.author = "claimcheck"
    made.core_properties.comments = _xml(draft.progress)
    for block in draft.document.blocks:
        if block.kind == "table":
            _docx_table(made, block, draft)
            continue
        style = {"title": "Title", "heading": "Heading 1", "list item": "List Bullet"}.get(block.kind)
        _fill(made, made.add_paragraph(style=style), draft.pieces(block), draft)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _docx_table(made: Any, block: ShownBlock, draft: MarkedDraft) -> None:
    width = max(map(len, block.rows), default=0)
    if not width:
        return
    table = made.add_table(rows=len(block.rows), cols=width, style="Table Grid")
    for row, line in zip(table.rows, block.rows, strict=True):
        for place, cell in zip(row.cells, line, strict=False):
            claim = next((c for c in cell.claims if c in draft.numbers), None)
            _fill(made, place.paragraphs[0], [(cell.text, claim)], draft)


def _fill(
    made: Any, paragraph: Paragraph, pieces: Iterable[tuple[str, str | None]], draft: MarkedDraft
) -> None:
    for text, claim in pieces:
        if not text:
            continue
        run = paragraph.add_run(_xml(" ".join(text.split("\n"))))
        if claim is not None:
            made.add_comment(run, text=_xml(draft.note(claim)), author="claimcheck", initials="cc")


def _xml(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return visible(text)[:32_000]
