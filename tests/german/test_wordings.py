"""Every German wording holds what its examples promise: they hold as they stand, and fail with the other number."""

from __future__ import annotations

import pytest

from claimcheck.claims.foreign import claims_of
from claimcheck.data import extended
from claimcheck.documents import read_string
from claimcheck.documents.language import SETTING
from claimcheck.language.base import Closing, Conclusion
from claimcheck.language.wordings import closings, conclusions
from claimcheck.model import Claim
from claimcheck.relations.links.closed import closed_conclusions
from claimcheck.relations.links.conclusions import drawn_conclusions


def _twins(example: str) -> tuple[str, str]:
    """An example as it stands, and with the number that makes it fail."""
    text, _, wrong = example.partition(" → ")
    before, _, rest = text.partition("«")
    right, _, behind = rest.partition("»")
    return before + right + behind, before + wrong + behind


def _claims(text: str) -> list[Claim]:
    with extended({SETTING: [["de"]]}):
        return list(claims_of(read_string(text, "a.txt", ".txt")))


@pytest.mark.parametrize("conclusion", conclusions("de"), ids=lambda rule: rule.name)
def test_conclusions_hold_and_fail(conclusion: Conclusion) -> None:
    assert conclusion.examples
    for example in conclusion.examples:
        for text, fails in zip(_twins(example), (False, True), strict=True):
            drawn = [one for one in drawn_conclusions(_claims(text)) if one.name == conclusion.name]
            assert [one.fails for one in drawn] == [fails], (text, drawn)


@pytest.mark.parametrize("closing", closings("de"), ids=lambda rule: rule.name)
def test_closings_hold_and_fail(closing: Closing) -> None:
    assert closing.examples
    for example in closing.examples:
        for text, fails in zip(_twins(example), (False, True), strict=True):
            closed = [one for one in closed_conclusions(_claims(text)) if one.name == closing.name]
            assert closed, text
            assert any(one.fails for one in closed) == fails, (text, closed)
    for example in closing.counter_examples:
        claims = _claims(example.replace("«", "").replace("»", ""))
        assert not [one for one in closed_conclusions(claims) if one.name == closing.name], example
