"""Pairs can be asked for that some documents have a part in: what all others say of each other is left alone."""

from __future__ import annotations

from claimcheck.claims import extract_claims
from claimcheck.documents import read_text
from claimcheck.facts.decide import decide_all

TEXTS = {
    "a.md": "The port of Hull handled 4,180 ships in 2025.\n",
    "b.md": "In 2025 the port of Hull handled 4,180 ships.\n",
    "c.md": "The port of Hull handled 4,810 ships in 2025.\n",
}


def paths(about: set[str] | None) -> set[tuple[str, str]]:
    documents = [read_text(text.encode(), name) for name, text in TEXTS.items()]
    claims = [claim for document in documents for claim in extract_claims(document)]
    return {(pair.left.path, pair.right.path) for pair in decide_all(claims, documents, about=about).pairs}


def test_all_pairs_where_nobody_asks() -> None:
    assert paths(None) == {("a.md", "b.md"), ("a.md", "c.md"), ("b.md", "c.md")}


def test_pairs_with_the_documents_asked_about() -> None:
    assert paths({"b.md"}) == {("a.md", "b.md"), ("b.md", "c.md")}


def test_pairs_of_none() -> None:
    assert paths(set()) == set()
