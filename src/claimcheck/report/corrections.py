"""The corrections list of a desk: where, what is printed, what it should read, why, and by which source; as Markdown and CSV."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claimcheck.facts import agree
from claimcheck.model import Claim, Report, Role, Severity
from claimcheck.quantities import find_quantities
from claimcheck.registry.dress import redressed
from claimcheck.report.commands import without_commands
from claimcheck.report.standing import DraftNumber, Standing, draft_numbers, said_otherwise
from claimcheck.report.suggestion import Suggestions
from claimcheck.report.summary import is_about_sources
from claimcheck.report.worked import in_its_dress
from claimcheck.wording import in_full, visible, where_words

COLUMNS = ("place", "as printed", "should read", "why", "source")
"""The header of both forms."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the list."""

    place: str
    """Path and line."""
    printed: str
    reads: str
    """What it should read; empty where that cannot be told."""
    why: str
    source: str
    """Path and line of the figure that it should follow; empty where there is none."""
    to_be_sourced: bool = False
    """Whether nothing contradicts it, but no source has it either."""


def corrections(report: Report) -> tuple[Correction, ...]:
    """What is to be corrected, in the order of the draft, behind it what is to be sourced; without a draft a line for each error and warning."""
    numbers = draft_numbers(report)
    if not numbers:
        return tuple(_without_draft(report))
    wrong = [number for number in numbers if number.standing in (Standing.CONTRADICTED, Standing.DISPUTED)]
    missing = [number for number in numbers if number.standing is Standing.MISSING]
    suggestions = Suggestions(report)
    return (*(_of_draft(number, suggestions) for number in wrong), *map(_to_be_sourced, missing))


def should_read(number: DraftNumber) -> tuple[str, Claim | None]:
    """What a number of a draft should read and the figure that says so; ("", None) where that cannot be told."""
    against = [other for other in number.evidence if not agree(number.claim, other)]
    against.sort(key=lambda other: (other.published is not None, other.published), reverse=True)
    if against:
        return visible(_as_printed(number.claim, against[0])), against[0]
    worked = next((text for finding in number.findings if (text := in_its_dress(finding, number.claim))), "")
    return visible(worked), None


def _as_printed(claim: Claim, source: Claim) -> str:
    """The figure of a source in the dress of a number: "€412.6 million" where a table has 412.6 below "€ million"."""
    written, value = claim.readable, source.quantity.value
    if value is None or source.quantity.unit not in (claim.quantity.unit, "dimensionless"):
        return in_full(source)
    made = redressed(written, value)
    if made is None:
        return in_full(source)
    reads = written[: made.span.start] + made.text + written[made.span.end :]
    again = [mention.quantity.value for mention in find_quantities(reads)]
    return reads if value in again else in_full(source)  # rounded to its digits it would say less


def render_markdown(report: Report) -> str:
    """A table for a mail or an editorial system; what is to be sourced in one of its own."""
    from claimcheck.report.markdown_format import escape

    found = corrections(report)
    parts = ["# Corrections\n"]
    for heading, rows in (
        ("", [row for row in found if not row.to_be_sourced]),
        ("## To be sourced\n", [row for row in found if row.to_be_sourced]),
    ):
        if not rows and heading:
            continue
        lines = [f"| {' | '.join(COLUMNS)} |", "|---|---|---|---|---|"]
        lines += [f"| {' | '.join(map(escape, _cells(row)))} |" for row in rows]
        parts += [heading] * bool(heading) + [
            "\n".join(lines) + "\n" if rows else "Nothing is to be corrected.\n"
        ]
    return without_commands("\n".join(parts))


def render_csv(report: Report) -> str:
    """The same for a spreadsheet, what is to be sourced told apart by its last column."""
    import csv
    from io import StringIO

    from claimcheck.report.csv_format import harmless

    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*COLUMNS, "to be sourced"])
    for row in corrections(report):
        writer.writerow([*map(harmless, _cells(row)), "yes" if row.to_be_sourced else ""])
    return without_commands(out.getvalue())


def _cells(row: Correction) -> tuple[str, ...]:
    return row.place, row.printed, row.reads, row.why, row.source


def _of_draft(number: DraftNumber, suggestions: Suggestions) -> Correction:
    reads, source = should_read(number)
    if number.findings:
        finding = number.findings[0]
        advice = suggestions.of(finding)
        told = finding.message
        if advice and source is not None and finding.rule == "value-conflict":
            # The figures and where the other one stands are in columns of their own.
            told = told.partition(f": {number.claim.readable} here")[0]
        why = f"{visible(told)}{f'. {visible(advice)}' if advice else ''}"
    else:
        why = "the sources differ" if number.standing is Standing.DISPUTED else "a source says otherwise"
    return Correction(
        _place(number.claim), visible(number.claim.readable), reads, why, _place(source) if source else ""
    )


def _to_be_sourced(number: DraftNumber) -> Correction:
    claim, near = number.claim, number.nearest[:1]
    note = next((said for other in number.nearest if (said := said_otherwise(claim, other))), "")
    why = "no source has it"
    if near:
        why += f"; the nearest is {visible(in_full(near[0]))}"
    if note:
        why += f"; the sources have {visible(note)}"
    return Correction(
        _place(claim), visible(claim.readable), "", why, _place(near[0]) if near else "", to_be_sourced=True
    )


def _without_draft(report: Report) -> Iterator[Correction]:
    """Which side of a contradiction is wrong is open: both are named."""
    suggestions = Suggestions(report)
    claims = {claim.id: claim for claim in report.claims}
    for finding in report.findings:
        if finding.severity is Severity.INFO or is_about_sources(finding):
            continue
        stated = finding.locations[0]
        other = next((at for at in finding.locations if at.role is Role.OTHER_SIDE), None)
        claim = claims.get(stated.claim or "")
        reads = (
            visible(other.readable)
            if other is not None
            else visible(in_its_dress(finding, claim))
            if claim
            else ""
        )
        advice = suggestions.of(finding)
        why = f"{visible(finding.message)}{f'. {visible(advice)}' if advice else ''}"
        yield Correction(
            f"{visible(stated.path)}:{stated.line}",
            visible(stated.readable),
            f"{reads}?" if reads and other is not None else reads,
            why,
            f"{visible(other.path)}:{other.line}" if other is not None else "",
        )


def _place(claim: Claim) -> str:
    return f"{visible(claim.path)}:{claim.line}{f' ({where_words(claim.where)})' if claim.where else ''}"
