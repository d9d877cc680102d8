"""The verification of a registry for reading in a terminal: findings, then a line for each claim."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from claimcheck.model import RegistryRecord, Report, VerdictName
from claimcheck.report.commands import without_commands
from claimcheck.report.summary import outcome, summarise
from claimcheck.report.text_format import blocks, unreadable
from claimcheck.wording import cells, count, visible

_COLOURS = {
    VerdictName.SUPPORTED: "32",
    VerdictName.REFUTED: "1;31",
    VerdictName.CONFLICTING: "1;31",
    VerdictName.NOT_ENOUGH: "33",
}


def render(report: Report, *, colour: bool = False, width: int = 100, verbose: bool = False) -> str:
    """Findings with their evidence, the verdict on each claim, and a summary line at the end."""
    parts = blocks(report, colour=colour, width=width, verbose=verbose)
    parts.append("\n".join(_records(report, colour, width)))
    closing = [*unreadable(report, colour), closing_line(report)]
    return without_commands("\n\n".join(part for part in (*parts, "\n".join(closing)) if part) + "\n")


def closing_line(report: Report) -> str:
    """ "4 of 5 claims supported, 1 refuted; 1 error, no warnings"."""
    given = [record.verdict for record in report.registry]
    counts = [(name, given.count(name)) for name in VerdictName if name in given]
    supported = given.count(VerdictName.SUPPORTED)
    rest = "".join(f", {number} {name.value}" for name, number in counts if name is not VerdictName.SUPPORTED)
    return f"{supported} of {count(len(given), 'claim')} supported{rest}; {outcome(summarise(report))}"


def _records(report: Report, colour: bool, width: int) -> Iterator[str]:
    names = max((cells(record.id) for record in report.registry), default=0)
    verdicts = max((len(record.verdict.value) for record in report.registry), default=0)
    for record in report.registry:
        verdict = record.verdict.value.ljust(verdicts)
        if colour:
            verdict = f"\x1b[{_COLOURS[record.verdict]}m{verdict}\x1b[0m"
        room = max(width - names - verdicts - 6, 30)
        yield f"{verdict}  {record.id.ljust(names)}  {_cut(visible(record.claim), room)}"


def listing(report: Report, today: date, *, colour: bool = False) -> str:
    """Every claim with its verdict, its age, its evidence and where it is used."""
    lines: list[str] = []
    for record in report.registry:
        verdict = (
            f"\x1b[{_COLOURS[record.verdict]}m{record.verdict.value}\x1b[0m"
            if colour
            else record.verdict.value
        )
        lines += [
            f"{record.id}: {verdict}{_age(record, today)}",
            f"    {visible(record.claim)}",
            f"    {record.path}:{record.line}{f', {record.owner}' if record.owner else ''}",
        ]
        for item in record.evidence:
            place = f"{visible(item.path)}{f':{item.line}' if item.line else ''}"
            lines.append(
                f"    {'for' if item.agrees else 'against'}: {place}  {_cut(visible(' '.join(item.text.split())), 70)}"
            )
        for use in record.uses:
            lines.append(f"    used: {visible(use.path)}:{use.line}{' (bound)' if use.bound else ''}")
        lines.append("")
    return without_commands("\n".join([*lines, *unreadable(report, colour), closing_line(report)]) + "\n")


def _age(record: RegistryRecord, today: date) -> str:
    parts = []
    if record.as_of is not None:
        parts.append(f"{count((today - record.as_of).days, 'day')} old")
    if record.review_by is not None:
        parts.append(
            f"review {'was due' if today > record.review_by else 'due'} {record.review_by.isoformat()}"
        )
    return f" ({', '.join(parts)})" if parts else ""


def _cut(text: str, room: int) -> str:
    return text if cells(text) <= room else text[: room - 1].rstrip() + "…"
