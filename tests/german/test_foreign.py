"""A text in a language that is not read stays silent and says why; the same text in one that is read speaks."""

from __future__ import annotations

from pathlib import Path

import claimcheck
from claimcheck.model import Report

_FRENCH = "La société a vendu {} trains et ses ventes ont augmenté de 20 %, de 40 millions d'euros à {} millions d'euros, dans les deux pays."
_GERMAN = "Die Firma hat {} Züge verkauft, und der Umsatz ist um 20 Prozent gestiegen, von 40,0 Millionen Euro auf {} Millionen Euro."


def _report(folder: Path, text: str) -> Report:
    (folder / "a.md").write_text(text.format(140, "58,0") + "\n", encoding="utf-8")
    (folder / "b.md").write_text(text.format(410, "58,0") + "\n", encoding="utf-8")
    return claimcheck.check([folder])


def test_a_french_paragraph_is_silent_and_says_why(tmp_path: Path) -> None:
    report = _report(tmp_path, _FRENCH)
    assert not report.findings
    assert {(row.language, row.note) for row in report.documents} == {
        (
            "fr",
            "in French, which is not read: its tables were checked; of its text only numbers with plain units were taken out, and compared "
            "with nothing",
        )
    }
    assert {claim.quantity.unit for claim in report.claims} <= {"EUR", "percent"}


def test_its_german_twin_speaks(tmp_path: Path) -> None:
    report = _report(tmp_path, _GERMAN)
    assert {(row.language, row.note) for row in report.documents} == {("de", None)}
    assert {finding.rule for finding in report.findings} >= {"percent-change"}
