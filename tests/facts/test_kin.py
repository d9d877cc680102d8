"""Which documents are compared with each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck import engine
from claimcheck.engine.readable import as_read
from claimcheck.engine.reading import read
from claimcheck.facts.decide import decide_all, weigh
from claimcheck.facts.kin import FEW_DOCUMENTS, MOST_KIN, kin_of
from claimcheck.facts.passages import Pages
from claimcheck.settings.model import DEFAULT

SOURCES = Path(__file__).parents[2] / "sources"
WORDS = (
    "alder",
    "birch",
    "cedar",
    "damson",
    "elm",
    "fir",
    "gorse",
    "hazel",
    "ivy",
    "juniper",
    "kelp",
    "larch",
    "maple",
    "nettle",
    "oak",
    "pine",
)


def _pages(folder: Path, texts: dict[str, str]) -> Pages:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    documents, claims, _ = read([folder], None, None, DEFAULT)
    return Pages(as_read(claims), documents)


def _strangers(count: int) -> dict[str, str]:
    return {
        f"{n:02}.md": f"The {WORDS[n % 16]} {WORDS[n // 16]} nursery sold {137 + 61 * n} saplings and kept {n + 3} bees.\n"
        for n in range(count)
    }


STORY = {
    "notice.md": "Quenbrook Ferries carried 48,215 passengers to Skerrow in 2025.\n",
    "article.md": "On the Skerrow line of Quenbrook Ferries 48,215 passengers were counted.\n",
}


def test_few_documents_are_all_compared(tmp_path: Path) -> None:
    kin = kin_of(_pages(tmp_path, {**_strangers(FEW_DOCUMENTS - 2), **STORY}))
    assert {len(others) for others in kin.values()} == {FEW_DOCUMENTS - 1}


def test_of_many_those_of_one_story_are(tmp_path: Path) -> None:
    kin = kin_of(_pages(tmp_path, {**_strangers(40), **STORY}))
    notice = next(path for path in kin if path.endswith("notice.md"))
    assert any(path.endswith("article.md") for path in kin[notice])
    assert all(path in kin[other] for path, others in kin.items() for other in others)
    assert sum(map(len, kin.values())) <= 2 * MOST_KIN * len(kin)


def test_a_story_told_alone_has_no_such_kin(tmp_path: Path) -> None:
    kin = kin_of(_pages(tmp_path, {**_strangers(40), "notice.md": STORY["notice.md"]}))
    notice = next(path for path in kin if path.endswith("notice.md"))
    assert len(kin[notice]) < 5


def test_passages_that_are_made_again_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(20):
        text = (
            f"Orrinvale Mill {number % 7} made {number % 5 + 3},400 tiles in 2025. It has {number} kilns.\n"
        )
        (tmp_path / f"{number:02}.md").write_text(text, encoding="utf-8")
    whole = engine.check([tmp_path]).to_json()
    monkeypatch.setattr("claimcheck.facts.propose.MOST_HELD", 1)
    monkeypatch.setattr(Pages.__init__, "__kwdefaults__", {"most_held": 1})
    assert engine.check([tmp_path]).to_json() == whole


def test_pairs_weigh_by_their_two_documents_what_they_weigh_among_all() -> None:
    documents, claims, _ = read([str(SOURCES)], None, None, DEFAULT)
    for draft in (None, documents[0].path):
        decisions = decide_all(as_read(claims), documents, draft=draft)
        apart = [(pair.bits, pair.outer, pair.outer_bits) for pair in decisions.pairs]
        weigh(decisions)
        assert [(pair.bits, pair.outer, pair.outer_bits) for pair in decisions.pairs] == apart
        assert len({pair.outer.get("third") for pair in decisions.pairs}) > 2
