"""A report of some of its documents says nothing of the others."""

from __future__ import annotations

from pathlib import Path

import claimcheck
from claimcheck.engine.faults import of_documents

WHOLE = "Revenue of Orme Works rose 10% to $110 million in 2025 from $100 million in 2024.\n"
OTHER = "In 2025, Orme Works had revenue of $117 million.\n"


def test_nothing_of_a_document_that_is_left_out_stays(tmp_path: Path) -> None:
    whole, other = tmp_path / "whole.md", tmp_path / "other.md"
    whole.write_text(WHOLE, encoding="utf-8")
    other.write_text(OTHER, encoding="utf-8")
    report = claimcheck.check([whole, other])
    paths = {claim.id: claim.path for claim in report.claims}
    (kept,) = (row.path for row in report.documents if row.path.endswith("other.md"))
    assert any(paths[link.stated] != kept for link in report.links)
    assert any(side.document != kept for question in report.questions for side in question.sides)
    some = of_documents(report, frozenset({kept}))
    assert {claim.path for claim in some.claims} == {kept}
    assert not some.links
    assert all(side.document == kept for question in some.questions for side in question.sides)
