"""What messages look like."""

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
