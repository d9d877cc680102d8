"""What once took minutes and gigabytes grows as its text does: checked small, whole and by its time alone.

`benchmarks/hostile_corpus.py` measures eighty shapes, at larger sizes.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import claimcheck
from growing import assert_linear

ROWS = "".join(
    f"Town{r}," + ",".join(str((r * 31 + c * 17) % 9973) for c in range(40)) + "\n" for r in range(24)
)
TEXTS = {
    "one metric.md": "".join(
        f"Revenue of Norvale was ${1000 + n * 7:,} million in 2025.\n\n" for n in range(320)
    ),
    "ignore comments.md": "".join(
        f"<!-- claimcheck: ignore total -->\nTown{n} has {1000 + n * 7:,} flats.\n\n" for n in range(320)
    ),
    "forty columns.csv": "Region," + ",".join(f"Sales {1980 + c}" for c in range(40)) + "\n" + ROWS,
    "small tables.md": "".join(
        f"| Town | 2024 | 2025 |\n|---|---|---|\n| Town{n} | {n + 10} | {n + 20} |\n| Total | {n + 10} | {n + 20} |\n\n"
        for n in range(200)
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_check_grows_as_its_text(name: str, tmp_path: Path) -> None:
    place = tmp_path / name

    def checked(text: str) -> None:
        place.write_text(text, encoding="utf-8")
        report = claimcheck.check([place])
        assert report.claims
        report.to_json()

    assert_linear(checked, TEXTS[name])
