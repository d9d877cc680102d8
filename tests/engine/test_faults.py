"""A report of some of its documents says nothing of the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

import claimcheck
from claimcheck import checks
from claimcheck.cli.app import app
from claimcheck.engine import run
from claimcheck.engine.faults import MOST_DROPPED, lasting, of_documents
from claimcheck.report import text_format

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


FAULTY = "Revenue rose 30% to $11.2 million from $10.4 million.\n"
STEPS = {
    "matching": (run, "decide_all"),
    "facts": (run, "build_facts"),
    "arithmetic": (run, "arithmetic_in"),
    "checks": (checks, "run"),
    "what is shown": (run, "shown_documents"),
    "the text that is written": (text_format, "render"),
}
"""Where an error of ours may be raised after a document was read: a module, and the name of a step in it."""


@pytest.mark.parametrize("wild", [True, False], ids=["wild", "tame"])
@pytest.mark.parametrize("step", STEPS)
def test_an_error_of_ours_costs_the_document_that_it_meets(
    step: str, wild: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever step of a check it is raised in."""
    for name in ("a", "wild" if wild else "tame", "z"):
        (tmp_path / f"{name}.md").write_text(FAULTY, encoding="utf-8")
    where, name = STEPS[step]
    sound: Callable[..., object] = getattr(where, name)

    def failing(*given: object, **named: object) -> object:
        if "wild.md" in repr((given, named)):
            raise KeyError("foo")
        return sound(*given, **named)

    monkeypatch.setattr(where, name, failing)
    monkeypatch.setenv("CLAIMCHECK_NO_CACHE", "1")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["check", "--scope", "document", "."])
    told = re.findall(r"(\w+)\.md:1:14: error percent-change", done.stdout)
    assert told == (["a", "z"] if wild else ["a", "tame", "z"])
    assert done.exit_code == (2 if wild else 1)
    said = r"claimcheck: wild\.md: (left out of the output: )?an error of claimcheck's own, please report it \(KeyError: 'foo'\)\n"
    assert re.fullmatch(said if wild else "", done.stderr)


@pytest.mark.parametrize("bad", [(), (0,), (7,), (3, 4), (0, 5, 9), tuple(range(10))])
def test_exactly_what_fails_is_left_out(bad: tuple[int, ...]) -> None:
    def work(items: Sequence[int]) -> list[int]:
        for item in items:
            if item in bad:
                raise ValueError(item)
        return list(items)

    made, dropped = lasting(work, range(10))
    assert made == [item for item in range(10) if item not in bad]
    assert sorted(item for item, _ in dropped) == sorted(bad)


def test_what_fails_on_everything_is_no_fault_of_a_document() -> None:
    def work(items: Sequence[int]) -> None:
        raise ValueError(len(items))

    with pytest.raises(ValueError, match=r"^0$|^1$"):
        lasting(work, range(3))
    with pytest.raises(ValueError, match=r"^\d+$"):
        lasting(work, range(MOST_DROPPED + 5))
