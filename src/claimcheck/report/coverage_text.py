"""Who answers for the numbers of some documents: for a terminal, and as JSON for programs."""

from __future__ import annotations

from decimal import Decimal

from claimcheck.model import OWNED, OwnedNumber, Ownership, Report
from claimcheck.model.coverage import share
from claimcheck.registry.coverage import by_file, counted, least
from claimcheck.report.commands import without_commands
from claimcheck.report.json_format import Json, encode
from claimcheck.wording import cells, count, visible

_LONGEST = 90


def render(report: Report, *, every: bool = False, colour: bool = False) -> str:
    """A line for each file, each number without an owner under its own, and the figure of all at the end; `every`: owned ones, too."""
    files = by_file(report.coverage)
    width = max((cells(path) for path in files), default=0)
    lines: list[str] = []
    for path, numbers in files.items():
        needing, owned = _sums(numbers)
        percent = least(share(numbers)).rjust(6)
        if colour:
            percent = f"\x1b[{32 if owned == needing else 33}m{percent}\x1b[0m"
        pad = " " * (width - cells(path))
        lines.append(f"{visible(path)}{pad}  {percent}  {owned} of {count(needing, 'number')} owned")
        for number in numbers:
            if number.ownership is Ownership.NOBODY or every:
                lines.append(f"    {_line(number)}")
    lines.append(closing_line(report))
    return without_commands("\n".join(lines) + "\n")


def _line(number: OwnedNumber) -> str:
    place = f"{visible(number.path)}:{number.line}:{number.column}"
    if number.ownership is Ownership.NOBODY:
        told = visible(" ".join(number.sentence.split()))
        told = told if len(told) <= _LONGEST else told[: _LONGEST - 1].rstrip() + "…"
        return f"{place}: {_text(number)}: nobody: “{told}”"
    return f"{place}: {_text(number)}: {number.ownership.value}{f' ({visible(number.owner)})' if number.owner else ''}"


def _text(number: OwnedNumber) -> str:
    return visible(" ".join(number.text.split()))


def closing_line(report: Report) -> str:
    """ "coverage 94.3%: 330 of 350 numbers have an owner (41 bound, 12 matched …); 120 need none"."""
    needing, owned = _sums(report.coverage)
    counts = counted(report.coverage)
    ways = ", ".join(f"{counts[way]} {way.value}" for way in OWNED if counts[way])
    exempt = counts[Ownership.EXEMPT]
    none = f"; {exempt} {'needs' if exempt == 1 else 'need'} none" if exempt else ""
    have = "has" if needing == 1 else "have"
    return (
        f"coverage {least(share(report.coverage))}: {owned} of {count(needing, 'number')} {have} an owner"
        f"{f' ({ways})' if ways else ''}{none}"
    )


def _sums(numbers: tuple[OwnedNumber, ...] | list[OwnedNumber]) -> tuple[int, int]:
    return (
        sum(number.ownership is not Ownership.EXEMPT for number in numbers),
        sum(number.ownership in OWNED for number in numbers),
    )


def render_json(report: Report) -> str:
    """The same for programs: the sums, those of each file, and every number."""

    def sums(numbers: tuple[OwnedNumber, ...] | list[OwnedNumber]) -> dict[str, int | Decimal]:
        needing, owned = _sums(numbers)
        return {
            "numbers": needing,
            "owned": owned,
            "exempt": len(numbers) - needing,
            "percent": share(numbers),
        }

    data: Json = {
        "schema_version": 1,
        "total": sums(report.coverage),
        "files": [{"path": path, **sums(numbers)} for path, numbers in by_file(report.coverage).items()],
        "numbers": [
            {
                "claim": number.claim,
                "path": number.path,
                "line": number.line,
                "column": number.column,
                "text": number.text,
                "ownership": number.ownership.value,
                "owner": number.owner or None,
            }
            for number in report.coverage
        ],
    }
    return encode(data) + "\n"
