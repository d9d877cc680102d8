"""What findings say, read aloud."""

from __future__ import annotations

from pathlib import Path

import claimcheck


def test_a_header_of_two_lines_stands_on_one_in_a_message(tmp_path: Path) -> None:
    rows = [
        ("Ash", "400", "$2.50", "$1,000.00"),
        ("Birch", "310", "$3.20", "$992.00"),
        ("Cedar", "570", "$5.10", "$2,907.00"),
        ("Elm", "640", "$7.25", "$4,460.00"),
    ]
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    path = tmp_path / "a.html"
    path.write_text(
        f"<html><body><table><tr><td></td><td>Number<br>sold</td><td>Price<br>each</td><td>Amount</td></tr>{cells}</table></body></html>"
    )
    (finding,) = claimcheck.check([path]).findings
    assert finding.rule == "ratio"
    assert "\n" not in finding.message


def test_a_number_on_two_lines_is_told_on_one(tmp_path: Path) -> None:
    (tmp_path / "results.md").write_text("Tarn Foods had net debt of €224 million at the end of 2025.\n")
    draft = tmp_path / "draft.md"
    draft.write_text("At the end of 2025 Tarn Foods had net debt of €224\nbillion. It runs 640\nkitchens.\n")
    report = claimcheck.check([tmp_path], draft=draft)
    assert {finding.rule for finding in report.findings} == {"scale-slip", "unsupported"}
    for finding in report.findings:
        assert "\n" not in finding.message + finding.derivation
    assert any("€224 billion" in finding.message for finding in report.findings)
