"""The report for reading in a terminal: a line per finding that an editor can jump to, then its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from claimcheck.model import Candidate, Claim, Feature, Finding, Report, Severity
from claimcheck.report.commands import without_commands
from claimcheck.report.quoting import Quote, Quoter
from claimcheck.report.reasons import SUMS, reasons, worded
from claimcheck.report.summary import (
    Summary,
    beside_draft,
    documents,
    draft_first,
    failures,
    is_about_sources,
    summarise,
    verdict_line,
)
from claimcheck.wording import (
    cells,
    count,
    interval_figures,
    place,
    quantity_figures,
    unit_words,
    visible,
)

_COLOURS = {
    Severity.ERROR: "1;31",
    Severity.WARNING: "1;33",
    Severity.INFO: "1;36",
}
_BOLD, _DIM, _MARK = "1", "2", "1;4"
MOST_CANDIDATES = 20
"""Pairs worth a look that are listed; beyond so many a page or a program serves better."""
_MOST_REASONS = 4
_CAPS = (None, 34, None, None, None, 26, 30, 16, None)
"""How wide each column of the list of claims may grow; None where cutting would lose the point."""


def render(report: Report, *, colour: bool = False, width: int = 100, verbose: bool = False) -> str:
    """All findings with their evidence, what could not be read, and a summary line at the end; if `verbose`, what is worth a look."""
    parts = blocks(report, colour=colour, width=width, verbose=verbose)
    if verbose and report.candidates:
        parts.append("\n".join(_worth_a_look(report, _Paint(colour))))
    parts.append("\n".join(_closing(report, _Paint(colour), verbose=verbose)))
    return without_commands("\n\n".join(parts) + "\n")


def blocks(report: Report, *, colour: bool = False, width: int = 100, verbose: bool = False) -> list[str]:
    """Each finding with its evidence, those about the sources of a draft below a line of their own; those of severity info only if `verbose`."""
    paint = _Paint(colour)
    quoter = Quoter(report)
    shown = [finding for finding in report.findings if verbose or finding.severity is not Severity.INFO]
    parts: list[str] = []
    headed = False
    for finding in draft_first(shown):
        if is_about_sources(finding) and not headed:
            headed = True
            parts.append(paint(_BOLD, "among the sources:"))
        parts.append("\n".join(_finding(finding, quoter, paint, width)))
    return parts


def render_claims(report: Report, *, colour: bool = False) -> str:
    """One line per claim: place, text, value, unit, interval, subject, metric, period, modality."""
    paint = _Paint(colour)
    rows = [_row(claim) for claim in report.claims]
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)] if rows else []
    lines = [_columns(row, widths, paint) for row in rows]
    summary = summarise(report)
    total = f"{count(summary.claims, 'claim')} in {count(summary.documents, 'document')}"
    lines.extend(["", paint(_BOLD, total)] if lines else [paint(_BOLD, total)])
    return without_commands("\n".join(lines) + "\n")


def render_documents(report: Report, *, colour: bool = False) -> str:
    """One line per document: path, format, date, language, words, tables, claims, title; below it what to know of it."""
    paint = _Paint(colour)
    rows = [("document", "format", "date", "language", "words", "tables", "claims", "title")]
    read = documents(report)
    rows += [
        (
            visible(row.path),
            row.format or "-",
            row.published.isoformat() if row.published else "-",
            row.language or "-",
            f"{row.words:,}",
            f"{row.tables:,}",
            f"{row.claims:,}",
            visible(row.title or "-")[:60],
        )
        if row.error is None
        else (visible(row.path), "not read", "-", "-", "-", "-", "-", visible(row.error))
        for row in read
    ]
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    lines = []
    for number, row in enumerate(rows):
        columns = [
            _pad(cell, width, right=index in (4, 5, 6))
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        line = "  ".join(columns).rstrip()
        lines.append(paint(_BOLD, line) if number == 0 else line)
        if number and read[number - 1].note is not None:
            lines.append(f"    {visible(read[number - 1].note or '')}")
    return without_commands("\n".join(lines) + "\n")


def summary_line(summary: Summary) -> str:
    """ "2 errors, 1 warning in 9 documents, 214 claims, 37 sums checked, 12 facts corroborated by more than one source"."""
    parts = []
    if summary.errors:
        parts.append(count(summary.errors, "error"))
    if summary.warnings:
        parts.append(count(summary.warnings, "warning"))
    if not summary.documents:
        return "nothing was read"
    if not summary.claims:
        return f"no numbers were found in {count(summary.documents, 'document')}"
    found = (", ".join(parts) or "nothing contradicts") + beside_draft(summary)
    sums = f"{count(summary.sums, 'sum')} checked, " if summary.sums else ""
    return (
        f"{found} in {count(summary.documents, 'document')}, {count(summary.claims, 'claim')}, {sums}"
        f"{count(summary.corroborated, 'fact')} corroborated by more than one source"
    )


class _Paint:
    """Wraps text in terminal colours, or leaves it alone."""

    def __init__(self, on: bool) -> None:
        self.on = on

    def __call__(self, style: str, text: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self.on and text else text


def _finding(finding: Finding, quoter: Quoter, paint: _Paint, width: int) -> Iterator[str]:
    severity = paint(_COLOURS[finding.severity], finding.severity.value)
    head = f"{severity} {paint(_BOLD, finding.rule)}: {visible(finding.message)}"
    if finding.locations:
        first = finding.locations[0]
        head = f"{paint(_BOLD, place(first.path, first.line, first.column, first.where))}: {head}"
    yield head
    places = [place(at.path, at.line, at.column, at.where) for at in finding.locations]
    pad = max(map(cells, places), default=0)
    roles = max((len(at.role.value) for at in finding.locations), default=0)
    room = max(width - pad - roles - 8, 40)
    for at, shown in zip(finding.locations, places, strict=True):
        lead = paint(_DIM, _pad(shown, pad) + "  " + at.role.value.ljust(roles))
        yield f"    {lead}  {_marked(quoter.quote(at, room), paint)}"
    if finding.derivation:
        yield f"    = {visible(finding.derivation)}"
    if finding.features:
        why = _why(finding.features)
        yield paint(_DIM, f"    taken for the same thing (confidence {finding.confidence:.2f}): {why}")


_MOST_FEATURES = 6
"""Pieces of evidence told of a finding, the most telling; the HTML and JSON reports have more, with their weights."""


def _why(features: Sequence[Feature]) -> str:
    """The evidence in words: what speaks for it, and behind that what speaks against it."""
    telling = [feature for feature in features if feature.name not in SUMS][:_MOST_FEATURES]
    sides = [
        "; ".join(visible(worded(feature)) for feature in telling if (feature.weight < 0) is against)
        for against in (False, True)
    ]
    return "; against it: ".join(side for side in sides if side) if sides[0] else f"against it: {sides[1]}"


def _marked(quote: Quote, paint: _Paint) -> str:
    number = paint(_MARK, quote.number) if paint.on else f"«{quote.number}»"
    if not quote.found:
        return f"{number}: {quote.after}" if quote.after else number
    return f"{quote.before}{number}{quote.after}"


def _worth_a_look(report: Report, paint: _Paint) -> Iterator[str]:
    """The pairs that are worth a look, one line each, the most probable first."""
    claims = {claim.id: claim for claim in report.claims}
    yield paint(_BOLD, "worth a look:")
    for candidate in report.candidates[:MOST_CANDIDATES]:
        yield f"    {_candidate(candidate, claims, paint)}"
    more = len(report.candidates) - MOST_CANDIDATES
    if more > 0:
        yield paint(_DIM, f"    … and {more:,} more (the JSON output has all of them)")


def _candidate(candidate: Candidate, claims: Mapping[str, Claim], paint: _Paint) -> str:
    sides = " / ".join(
        f"{place(claim.path, claim.line, claim.column, claim.where)} “{visible(claim.text)}”"
        for side in (candidate.left, candidate.right)
        if (claim := claims.get(side)) is not None
    )
    told = ", ".join(reasons(candidate.features)[:_MOST_REASONS])
    return sides + paint(_DIM, f"{f': {told}' if told else ''} ({candidate.probability:.0%})")


def _closing(report: Report, paint: _Paint, *, verbose: bool) -> Iterator[str]:
    yield from unreadable(report, paint.on)
    verdicts = verdict_line(report)
    if verdicts is not None:
        yield verdicts
    summary = summarise(report)
    style = _COLOURS[Severity.ERROR if summary.errors else Severity.WARNING]
    yield paint(style if summary.errors or summary.warnings else _BOLD, summary_line(summary))
    if report.suppressed:
        accepted = count(len(report.suppressed), "accepted finding")
        yield paint(_DIM, f"{accepted} not shown (comments and the baseline accept them)")
    if verbose:
        return
    hidden = sum(finding.severity is Severity.INFO for finding in report.findings)
    if hidden:
        yield paint(_DIM, f"{count(hidden, 'note')} of severity info not shown (--verbose shows them)")
    if report.candidates:
        pairs = count(len(report.candidates), "pair")
        yield paint(_DIM, f"{pairs} worth a look not shown (--verbose shows them)")


def unreadable(report: Report, colour: bool) -> Iterator[str]:
    """What could not be read or used, one line each under a heading; nothing where there is none."""
    failed = failures(report)
    if not failed:
        return
    what = "could not be used" if report.registry else "could not be read"
    yield _Paint(colour)(_COLOURS[Severity.WARNING], f"{count(len(failed), 'file')} {what}:")
    for failure in failed:
        yield f"    {visible(failure.path)}: {visible(failure.message)}"


def _row(claim: Claim) -> tuple[str, ...]:
    quantity = claim.quantity
    row = (
        place(claim.path, claim.line, claim.column, claim.where),
        visible(claim.readable),
        quantity_figures(quantity),
        unit_words(quantity.unit) if quantity.unit in ("ratio", "rank") else visible(quantity.unit),
        interval_figures(quantity.interval),
        visible(claim.subject or "-"),
        visible(claim.metric or "-"),
        visible(claim.period.label if claim.period else "-"),
        claim.modality.value,
    )
    return tuple(_cut(cell, cap) for cell, cap in zip(row, _CAPS, strict=True))


def _columns(row: Sequence[str], widths: Sequence[int], paint: _Paint) -> str:
    where, text, value, *rest = (
        _pad(cell, width, right=index == 2)
        for index, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join([paint(_DIM, where), paint(_BOLD, text), value, *rest]).rstrip()


def _pad(text: str, width: int, *, right: bool = False) -> str:
    gap = " " * (width - cells(text))
    return gap + text if right else text + gap


def _cut(text: str, cap: int | None) -> str:
    return text if cap is None or len(text) <= cap else text[: cap - 1].rstrip() + "…"
