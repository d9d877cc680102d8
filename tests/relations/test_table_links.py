"""What the structure of a table asserts is told as links, where it holds."""

from __future__ import annotations

from pathlib import Path

import claimcheck

_TABLE = """| £m | 2025 | 2024 | Change | Share |
|---|---:|---:|---:|---:|
| Sales north | 4,310 | 3,980 | 8.3% | 78% |
| Sales south | 1,215 | 934 | 30.1% | 22% |
| Total sales | 5,525 | 4,914 | 12.4% | 100% |
| Costs | 3,871 | 3,502 | 10.5% | 70% |
| Gross profit | 1,654 | 1,412 | 17.1% | 30% |
"""


def _links(text: str, folder: Path) -> set[tuple[str, str, tuple[str, ...]]]:
    (folder / "table.md").write_text(f"# Report\n\n{text}", encoding="utf-8")
    report = claimcheck.check([folder])
    named = {claim.id: claim.text for claim in report.claims}
    return {
        (link.equation, named[link.stated], tuple(named[one] for one in link.operands))
        for link in report.links
    }


def test_sums_differences_and_changes_of_a_table_are_links(tmp_path: Path) -> None:
    links = _links(_TABLE, tmp_path)
    assert ("total", "5,525", ("4,310", "1,215")) in links
    assert ("total", "4,914", ("3,980", "934")) in links
    assert ("difference", "1,654", ("5,525", "3,871")) in links
    assert ("change", "12.4%", ("5,525", "4,914")) in links


def test_what_fails_is_no_link_that_holds(tmp_path: Path) -> None:
    links = _links(_TABLE.replace("5,525", "5,255").replace("17.1%", "71.1%"), tmp_path)
    assert not [link for link in links if link[1] in ("5,255", "71.1%")]
    assert ("total", "4,914", ("3,980", "934")) in links


def test_small_numbers_without_a_label_prove_nothing(tmp_path: Path) -> None:
    small = "| Club | Won | Drawn |\n|---|---:|---:|\n| Lund | 2 | 1 |\n| Malm | 3 | 1 |\n| Ystad | 5 | 2 |\n"
    assert not [link for link in _links(small, tmp_path) if link[0] == "total"]
