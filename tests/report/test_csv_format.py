"""Claims for spreadsheets."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from claimcheck.model import Report
from claimcheck.report import csv_format

from . import samples


def rows(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(csv_format.render(report))))


def test_one_row_per_claim_with_exact_values() -> None:
    found = rows(samples.report())
    assert len(found) == len(samples.report().claims)
    leading = next(row for row in found if row["text"] == "More than $3.5 billion")
    assert leading["value"] == "3500000000"
    assert (leading["interval_low"], leading["interval_high"]) == ("3500000000", "")
    assert (leading["unit"], leading["subject"], leading["period"]) == ("USD", "ASE Technology", "2026")
    heat = next(row for row in found if row["unit"] == "watt/module")
    assert (heat["value"], heat["low"], heat["high"]) == ("", "500", "700")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("@SUM(1)", "'@SUM(1)"),
        ("+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"),
        ("-8%", "-8%"),
        ("+8.5 percent", "+8.5 percent"),
        ("-$1,200", "-$1,200"),
    ],
)
def test_a_spreadsheet_does_not_run_the_text_of_a_document(text: str, written: str) -> None:
    texts = {"a.md": f"{text} and more\n"}
    made = samples.claim("a.md", text, samples.quantity(1, "plant", (1, 1)), texts=texts)
    assert rows(Report((), (made,), (), (), ()))[0]["text"] == written
