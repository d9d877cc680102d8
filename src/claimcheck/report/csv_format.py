"""Claims as comma-separated values, one row each, for spreadsheets."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from claimcheck.model import Claim, Report
from claimcheck.report.commands import without_commands
from claimcheck.wording import plain

COLUMNS = (
    "path",
    "line",
    "column",
    "text",
    "value",
    "low",
    "high",
    "unit",
    "hedge",
    "interval_low",
    "interval_high",
    "subject",
    "metric",
    "period",
    "period_start",
    "period_end",
    "modality",
    "kind",
    "sentence",
    "where",
    "start",
    "end",
    "id",
)
"""The header row."""

_FORMULA = re.compile(r"[=@\t\r]|[+-](?!\s?[^\w\s]{0,2}[\d.,]+\s?[%\w ]*$)")


def render(report: Report) -> str:
    """All claims with a header row; UTF-8, line feeds, quoted where needed."""
    import csv
    from io import StringIO

    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(claim) for claim in report.claims)
    return without_commands(out.getvalue())


def _row(claim: Claim) -> list[str | int]:
    quantity, period = claim.quantity, claim.period
    return [
        harmless(claim.path),
        claim.line,
        claim.column,
        harmless(claim.text),
        _number(quantity.value),
        _number(quantity.low),
        _number(quantity.high),
        harmless(quantity.unit),
        harmless(quantity.hedge),
        _number(quantity.interval.low),
        _number(quantity.interval.high),
        harmless(claim.subject),
        harmless(claim.metric),
        harmless(period.label if period else None),
        _date(period.start if period else None),
        _date(period.end if period else None),
        claim.modality.value,
        claim.kind.value,
        harmless(claim.sentence),
        harmless(claim.where),
        claim.span.start,
        claim.span.end,
        claim.id,
    ]


def _number(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


def _date(value: date | None) -> str:
    return "" if value is None else value.isoformat()


def harmless(text: str | None) -> str:
    """Text as it is, unless a spreadsheet would run it: then an apostrophe makes it text."""
    if text is None:
        return ""
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return "'" + text if _FORMULA.match(text) else text
