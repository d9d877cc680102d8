"""What readers make of small texts. Cases stand in data/*.yaml: add one there, no Python needed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from claimcheck.documents import read_text
from claimcheck.model.documents import Document, Segment, Table

DATA = Path(__file__).parent / "data"


def _cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['name']}")
        for path in sorted(DATA.glob("*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def _blocks(document: Document) -> list[dict[str, Any]]:
    blocks: list[Segment | Table] = [*document.segments, *document.tables]
    return [_shown(block) for block in sorted(blocks, key=lambda block: block.index)]


def _shown(block: Segment | Table) -> dict[str, Any]:
    if isinstance(block, Table):
        rows = [[cell.text for cell in row] for row in block.rows]
        return {"table": rows, "header_rows": block.header_rows, "caption": block.caption}
    shown: dict[str, Any] = {block.kind.value: block.text}
    for name in ("lead", "list_id", "where"):
        if getattr(block, name) is not None:
            shown[name] = getattr(block, name)
    if block.headings:
        shown["headings"] = list(block.headings)
    return shown


@pytest.mark.parametrize("case", _cases())
def test_example(case: dict[str, Any]) -> None:
    document = read_text(case["text"].encode(), case["file"])
    found = _blocks(document)
    # A case names only what matters to it: what it leaves out of a block is not compared.
    expected = case["blocks"]
    assert [
        {key: block.get(key) for key in wanted} for block, wanted in zip(found, expected, strict=False)
    ] == expected
    assert len(found) == len(expected), found[len(expected) :]
    for key in ("title", "published", "format"):
        if key in case:
            assert getattr(document, key) == case[key]
