"""A table in which every other row is called a total."""

from __future__ import annotations

from pathlib import Path

import pytest

import claimcheck
from claimcheck.documents import read_document
from claimcheck.relations.tables import lines
from claimcheck.relations.tables.grid import grid_of
from claimcheck.relations.tables.lines import row_lines
from claimcheck.relations.tables.sums import broken_sums

TABLE = "Segment,2024,2025\nPackaging,900,1190\n" + 'Total,"2,200","2,690"\nStandard,"1,450",\n' * 100


def test_labels_are_looked_at_once_however_many_sums_their_lines_are_tried_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table of 15 KB took a check 27 seconds on a busy machine, half of it for its labels."""
    (tmp_path / "a.csv").write_text(TABLE)
    (table,) = read_document(tmp_path / "a.csv", "a.csv").tables
    grid = grid_of(table, ())
    looked = []

    class Counted:
        def search(self, label: str) -> object:
            looked.append(label)
            return None

    monkeypatch.setattr(lines, "_LESS", Counted())
    found = list(broken_sums(row_lines(grid), dict(enumerate(grid.headers))))
    assert len(looked) == len(grid.rows)
    assert found == []


def test_a_broken_total_among_sound_ones_is_told(tmp_path: Path) -> None:
    sound = "".join(
        f"Part {n},{n + 40},{n + 31}\nPiece {n},20,30\nTotal {n},{n + 60},{n + 61}\n" for n in range(20)
    )
    for last, told in (("80,91", 0), ("80,97", 1)):
        (tmp_path / "a.csv").write_text(
            f"Segment,2024,2025\n{sound}Part A,35,44\nPart B,45,47\nTotal,{last}\n"
        )
        report = claimcheck.check([tmp_path / "a.csv"])
        assert [f.rule for f in report.findings] == ["table-total"] * told
