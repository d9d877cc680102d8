"""Results that are made to do harm: each ends early with one line, and nothing is written."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimcheck.model import Span
from claimcheck.registry.model import Mark, ValueFrom
from claimcheck.registry.results import ResultError, decimal_of, read_result

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "attacks.yaml").read_text(encoding="utf-8")
)
NOWHERE = Mark(1, 1, Span(0, 0), "")


def swollen(text: str) -> str:
    """A text with "x*1000" written out, for the last word before the star."""
    return re.sub(
        r"([^\s*\"]+)\*(\d{4,})",
        lambda match: (
            match[1] * int(match[2]) if len(match[1]) < 3 else match[1][:-2] + match[1][-2:] * int(match[2])
        ),
        text,
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.get("query") or str(case)[:60])
def test_it_ends_early_with_one_line(case: dict[str, Any], tmp_path: Path) -> None:
    kind = next((kind for kind in ("csv", "json", "toml", "yaml") if kind in case), "db")
    place = tmp_path / f"r.{kind}"
    if kind == "db":
        with closing(sqlite3.connect(place)) as connection:
            connection.execute("CREATE TABLE t(a)")
            connection.commit()
    else:
        place.write_text(swollen(case[kind]), encoding="utf-8")
    wanted = ValueFrom(place.name, NOWHERE, query=case.get("query"), **case.get("ask", {}))
    try:
        value = read_result(place, wanted)
        told = "" if decimal_of(value) is not None else "is not a number"
    except ResultError as error:
        told = str(error)
    assert re.search(case["told"], told), told
    assert "\n" not in told
    assert [path.name for path in tmp_path.iterdir()] == [place.name]


@pytest.mark.parametrize(
    ("text", "is_number"),
    [
        ("1e400", True),
        ("1e401", False),
        ("1e-400", True),
        ("0e999999", True),
        ("1_000.5", True),
        ("9" * 401, False),
    ],
)
def test_a_number_reaches_only_so_far(text: str, is_number: bool) -> None:
    assert (decimal_of(text) is not None) is is_number
