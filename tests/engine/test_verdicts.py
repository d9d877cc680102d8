"""A draft against its sources: what is borne out, what is not, and which figure comes nearest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from claimcheck import engine
from claimcheck.claims import extract_claims
from claimcheck.documents import read_string
from claimcheck.engine.verdicts import nearest_of
from claimcheck.facts import Weighed
from claimcheck.facts.slips import Slip

CASES = yaml.safe_load((Path(__file__).parent / "data" / "verdicts.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["draft"][-60:].strip())
def test_verdicts(case: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    for name, text in case["sources"].items():
        (tmp_path / "sources" / f"{name}.md").write_text(text, encoding="utf-8")
    (tmp_path / "draft.md").write_text(case["draft"], encoding="utf-8")
    report = engine.check([tmp_path / "sources"], draft=tmp_path / "draft.md")
    texts = {claim.id: claim.text for claim in report.claims}
    given = {texts[v.claim]: str(v.verdict) for v in report.verdicts}
    assert {text: given.get(text) for text in case["verdicts"]} == case["verdicts"]
    first = {texts[v.claim]: texts[v.nearest[0]] for v in report.verdicts if v.nearest}
    assert {text: first.get(text) for text in case.get("nearest", {})} == case.get("nearest", {})


@pytest.mark.parametrize(
    ("slip", "first"), [(0, "2,410 people"), (1, "3,700 people"), (None, "3,700 people")]
)
def test_of_figures_that_are_as_likely_a_slip_of_the_pen_comes_first(slip: int | None, first: str) -> None:
    own, *others = (
        extract_claims(read_string(f"Brill Mills employs {number} people.\n", f"{number}.md"))[0]
        for number in ("2,140", "2,410", "3,700")
    )
    pairs = [Weighed(own, other, {}, excluded=True, bits=bits, outer_bits=-5.0) for other, bits in zip(others, (-3.0, -1.0), strict=True)]  # fmt: skip
    if slip is not None:
        pairs[slip].slip = Slip("transposition", 8.0, "")
    nearest = nearest_of(own, pairs, [])
    assert nearest[0] == next(other.id for other in others if other.text == first)


@pytest.mark.parametrize(
    ("text", "measure", "bits", "near"),
    [
        ("It was carried by 24 votes.", "unsaid", -12.0, False),
        ("It was carried by 24 votes.", "unsaid", 1.0, True),
        ("There are nine libraries.", "same measure", -12.0, True),
        ("There are 900 libraries.", "same measure", -12.0, False),
    ],
)
def test_what_is_near_by_chance_is_not_shown(text: str, measure: str, bits: float, near: bool) -> None:
    own = extract_claims(read_string("The council closed two libraries.\n", "draft.md"))[0]
    other = extract_claims(read_string(f"{text}\n", "source.md"))[0]
    pair = Weighed(own, other, {"measure": measure}, excluded=True, bits=bits, outer_bits=bits)
    assert nearest_of(own, [pair], []) == ((other.id,) if near else ())
