from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import claimcheck
from claimcheck.model import Claim, FactStatus, Report

DATA = Path(__file__).parent / "data"


def _cases() -> list[Any]:
    """The cases of both files; those of pairs_xfail.yaml say with `wrong` what is still judged wrongly."""
    params = []
    for name in ("pairs.yaml", "pairs_xfail.yaml"):
        for case in yaml.safe_load((DATA / name).read_text(encoding="utf-8")) or ():
            marks = [pytest.mark.xfail(strict=True, reason=case["wrong"])] if "wrong" in case else []
            params.append(
                pytest.param(case, id=f"{case['mark']}: {case['left']} / {case['right']}", marks=marks)
            )
    return params


def _check(case: dict[str, Any], folder: Path) -> Report:
    for index, side in enumerate(("left", "right")):
        day = f"---\ndate: {case['published'][index]}\n---\n\n" if "published" in case else ""
        (folder / f"{side}.md").write_text(f"{day}{case[side]}\n", encoding="utf-8")
    return claimcheck.check([folder / "left.md", folder / "right.md"])


def _claims(report: Report, case: dict[str, Any]) -> tuple[Claim, Claim]:
    """The two numbers that the case is about: the ones named by `at`, else the only one of each document."""
    chosen = []
    for index, side in enumerate(("left", "right")):
        claims = [claim for claim in report.claims if Path(claim.path).stem == side]
        if "at" in case:
            claims = [claim for claim in claims if claim.text == case["at"][index]]
        assert claims, f"no claim in the {side} document"
        chosen.append(claims[0])
    return chosen[0], chosen[1]


@pytest.mark.parametrize("case", _cases())
def test_pair(case: dict[str, Any], tmp_path: Path) -> None:
    report = _check(case, tmp_path)
    left, right = _claims(report, case)
    shared = [fact for fact in report.facts if left.id in fact.claims and right.id in fact.claims]
    found = [(finding.rule, finding.message) for finding in report.findings]
    if case["mark"] == "conflict":
        assert [finding.rule in ("value-conflict", "scale-slip") for finding in report.findings] == [True], (
            found
        )
        assert {location.claim for location in report.findings[0].locations} == {left.id, right.id}
        return
    assert not found
    if case["mark"] == "same":
        assert [fact.status for fact in shared] == [FactStatus.CORROBORATED]
    elif case["mark"] == "revised":
        assert all(fact.status is FactStatus.REVISED for fact in shared)
    elif not _may_agree(left, right):
        assert not shared


def _may_agree(left: Claim, right: Claim) -> bool:
    """Whether the values of two claims are equal within rounding, which may join them without harm."""
    same_unit = left.quantity.unit == right.quantity.unit
    return same_unit and not left.quantity.interval.disjoint(right.quantity.interval)
