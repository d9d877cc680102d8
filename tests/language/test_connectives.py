"""Every connective and conclusion holds what its examples promise."""

from __future__ import annotations

from pathlib import Path

import pytest

import claimcheck
from claimcheck.language.base import Closing, Conclusion, Connective
from claimcheck.language.en import connectives
from claimcheck.language.wordings import closings, conclusions
from claimcheck.relations.links.closed import closed_conclusions
from claimcheck.relations.links.conclusions import drawn_conclusions


def _cut(example: str) -> tuple[str, str, str]:
    before, _, rest = example.partition("«")
    number, _, behind = rest.partition("»")
    return before, number, behind


@pytest.mark.parametrize("connective", connectives(), ids=lambda rule: rule.name)
def test_connectives_know_their_examples(connective: Connective) -> None:
    assert connective.examples
    for example in connective.examples:
        before, number, behind = _cut(example)
        assert connective.strength(before, behind, before + number + behind) is not None, example
    for example in connective.counter_examples:
        before, number, behind = _cut(example)
        assert connective.strength(before, behind, before + number + behind) is None, example


@pytest.mark.parametrize("conclusion", conclusions(), ids=lambda rule: rule.name)
def test_conclusions_hold_and_fail(conclusion: Conclusion, tmp_path: Path) -> None:
    for example in conclusion.examples:
        text, _, wrong = example.partition(" → ")
        before, number, behind = _cut(text)
        for stated, fails in ((number, False), (wrong, True)):
            claims = claimcheck.extract_text(before + stated + behind)
            drawn = [one for one in drawn_conclusions(claims) if one.conclusion.name == conclusion.name]
            assert [one.fails for one in drawn] == [fails], (before + stated + behind, drawn)


@pytest.mark.parametrize("closing", closings(), ids=lambda rule: rule.name)
def test_closings_hold_and_fail(closing: Closing, tmp_path: Path) -> None:
    assert closing.examples
    for number, example in enumerate(closing.examples):
        text, _, wrong = example.partition(" → ")
        before, right, behind = _cut(text)
        for stated, fails in ((right, False), (wrong, True)):
            sentence = before + stated + behind
            closed = [
                one
                for one in closed_conclusions(claimcheck.extract_text(sentence))
                if one.name == closing.name
            ]
            assert closed, sentence
            assert any(one.fails for one in closed) == fails, (sentence, closed)
            document = tmp_path / f"{number}.md"
            document.write_text(f"# Note\n\n{sentence}\n", encoding="utf-8")
            findings = claimcheck.check([document]).findings
            assert bool(findings) == fails, (sentence, findings)
    for example in closing.counter_examples:
        claims = claimcheck.extract_text(example.replace("«", "").replace("»", ""))
        assert not [one for one in closed_conclusions(claims) if one.name == closing.name], example
