"""Which of two files comes first changes nothing of what is weighed, where lines can be lined up in two ways as well."""

from __future__ import annotations

import pytest

from claimcheck.claims import extract_claims
from claimcheck.documents import read_text
from claimcheck.facts.decide import decide_all

TWO_WAYS = (
    (  # words in common: "revenue of $ # billion in #" or "of $ # billion in 2025 # # …"
        "Norvale Packaging had revenue of $9.64 billion in 2025, an increase of 20% from $2.20 billion in 2024.\n",
        "Revenue of Norvale was $2.64 billion in 2025. The town has 5,120 flats.\n",
    ),
    (  # paragraphs in common: the first or the second
        "The port of Hull handled 410 ships in 2025.\n\nIn 2025 the port of York handled 22 boats.\n",
        "In 2025 the port of York handled 23 boats.\n\nThe port of Hull handled 480 ships in 2025.\n",
    ),
)


def weighed(texts: dict[str, str]) -> list[tuple[object, ...]]:
    documents = [read_text(text.encode(), name) for name, text in texts.items()]
    claims = [claim for document in documents for claim in extract_claims(document)]
    found: list[tuple[object, ...]] = []
    for pair in decide_all(claims, documents).pairs:
        ids = sorted((pair.left.id, pair.right.id))
        found.append((*ids, sorted(pair.levels.items()), sorted(pair.outer.items())))
    return sorted(found, key=str)


@pytest.mark.parametrize("texts", TWO_WAYS, ids=("words", "paragraphs"))
def test_which_file_comes_first_changes_nothing(texts: tuple[str, str]) -> None:
    named = dict(zip(("a.md", "z.md"), texts, strict=True))
    there = weighed(named)
    assert there
    assert there == weighed(dict(reversed(named.items())))
