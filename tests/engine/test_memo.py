"""What is taken out of the cache, or worked out in another process, is what a run alone would find: to the byte."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck import engine
from claimcheck.cache import Store
from claimcheck.codec import Codec
from claimcheck.engine import kept, memo, run
from claimcheck.engine.kept import slot_of
from claimcheck.engine.memo import Item, Memo
from claimcheck.engine.reading import Means
from claimcheck.model import Feature, Question, ReadFailure, Report, Side
from claimcheck.settings.model import DEFAULT

PLACES = ("Orrinvale", "Tesmark", "Calder Bay", "Lowick")
SENTENCES = (
    "Revenue of {place} Foods rose {n}% to $61{n} million in 2025.",
    "In 2024 {place} Foods had revenue of $54{n} million.",
    "The ferry to {place} carried 2{n},400 passengers, {n}00 of them on foot.",
    "{place} has {n} schools with 1,{n}50 pupils, which makes an average of 2{n}.",
    "At £21.9m, spending in {place} stayed £{n}.5m short of the £26.4m in the plan.",
    "That was 1{n}% more than the 4{n},000 tonnes of the year before.",
    "| town | pupils |\n|---|---|\n| {place} | {n}10 |\n| Other | 2{n}0 |\n| Total | 8{n}0 |",
)
SENTENCE = st.builds(
    lambda form, place, n: form.format(place=place, n=n),
    st.sampled_from(SENTENCES),
    st.sampled_from(PLACES),
    st.integers(2, 9),
)
TEXT = st.lists(SENTENCE, min_size=1, max_size=3).map("\n\n".join)
CORPUS = st.dictionaries(st.sampled_from("abcdef"), TEXT, min_size=1, max_size=6)
"""Texts by name; from one to the next some are changed, added and taken away."""


@pytest.fixture(autouse=True)
def _however_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo, "FEWEST", 1)
    monkeypatch.setattr(kept, "FEWEST", 1)
    monkeypatch.setattr("claimcheck.engine.pool._FEWEST", 1)


@contextmanager
def cached(folder: Path, jobs: int = 1) -> Iterator[Means]:
    store = Store(folder)
    try:
        yield Means(jobs, store)
    finally:
        store.close()


def write(folder: Path, texts: dict[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    for file in folder.iterdir():
        file.unlink()
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")


def told(folder: Path, means: Means, draft: str | None = None) -> tuple[str, object]:
    """The report as JSON, and what it is asked about besides."""
    report = engine.check([folder], means=means, draft=draft, today=date(2026, 1, 1))
    return report.to_json(), (report.questions, report.shown)


@settings(max_examples=8, deadline=None)
@given(corpora=st.lists(CORPUS, min_size=2, max_size=4))
def test_a_cache_changes_nothing_whatever_is_edited(corpora: list[dict[str, str]]) -> None:
    with TemporaryDirectory() as name:
        docs, cache = Path(name) / "docs", Path(name) / "cache"
        for texts in corpora:
            write(docs, texts)
            alone = told(docs, Means())
            for _ in range(2):
                with cached(cache) as means:
                    assert told(docs, means) == alone


@settings(max_examples=3, deadline=None)
@given(texts=CORPUS)
def test_processes_change_nothing(texts: dict[str, str]) -> None:
    with TemporaryDirectory() as name:
        docs = Path(name) / "docs"
        write(docs, texts)
        alone = told(docs, Means())
        assert told(docs, Means(2)) == alone
        with cached(Path(name) / "cache", 2) as means:
            assert told(docs, means) == alone
        with cached(Path(name) / "cache") as means:
            assert told(docs, means) == alone


def test_an_unchanged_corpus_is_not_compared_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = tmp_path / "docs"
    write(docs, {"a": "Lowick has 14 schools.", "b": "Lowick has 41 schools."})
    with cached(tmp_path / "cache") as means:
        first = told(docs, means)
    monkeypatch.setattr(run, "_lasting", None)
    with cached(tmp_path / "cache") as means:
        assert told(docs, means) == first
        for changed in ({"scope": "document"}, {"draft": docs / "a.md"}, {"today": date(2026, 1, 2)}):
            with pytest.raises(TypeError):
                engine.check([docs], means=means, **({"today": date(2026, 1, 1)} | changed))
    (docs / "b.md").write_text("Lowick has 14 schools.")
    with cached(tmp_path / "cache") as means, pytest.raises(TypeError):
        told(docs, means)


def test_what_could_not_be_read_is_tried_again(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write(docs, {"a": "Lowick has 14 schools."})
    with cached(tmp_path / "cache") as means:
        slot = slot_of([docs], DEFAULT, (), means.cache)
        assert slot is not None
        report = engine.check([docs])
        slot.keep(replace(report, failures=(ReadFailure("b.pdf", "took too long"),)))
        assert slot_of([docs, tmp_path / "missing.md"], DEFAULT, (), means.cache) is None
    with cached(tmp_path / "cache") as means:
        slot = slot_of([docs], DEFAULT, (), means.cache)
        assert slot is not None
        assert slot.report() is None
        slot.keep(report)
    with cached(tmp_path / "cache") as means:
        slot = slot_of([docs], DEFAULT, (), means.cache)
        assert slot is not None
        assert slot.report() == report


def test_a_broken_report_is_none(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write(docs, {"a": "Lowick has 14 schools."})
    for broken in (b"", b"[]", b"[[1, 2], [], [], []]", b'{"a": 1}', b"\xff"):
        with cached(tmp_path / "cache") as means:
            slot = slot_of([docs], DEFAULT, (), means.cache)
            assert slot is not None
            slot.cache.put(slot.key, slot.content + broken)
        with cached(tmp_path / "cache") as means:
            slot = slot_of([docs], DEFAULT, (), means.cache)
            assert slot is not None
            assert slot.report() is None


def test_a_draft_and_its_sources_come_back_alike(tmp_path: Path) -> None:
    write(
        tmp_path / "docs",
        {"a": "Lowick has 14 schools.", "b": "Lowick has 41 schools, and 3 more are built."},
    )
    draft = str(tmp_path / "docs" / "b.md")
    alone = told(tmp_path / "docs", Means(), draft)
    for _ in range(2):
        with cached(tmp_path / "cache") as means:
            assert told(tmp_path / "docs", means, draft) == alone


@dataclass(frozen=True, slots=True)
class Deep:
    name: str
    when: date | None
    value: Decimal
    inner: tuple[tuple[Decimal, bool], ...] = ()
    words: frozenset[str] = frozenset()
    parts: dict[str, Decimal | None] | None = None


CODEC: Codec[Deep] = Codec(Deep)


def worked(items: Sequence[int], cache: Store | None, done: list[int], jobs: int = 1) -> list[Deep]:
    def work(number: int) -> Deep:
        done.append(items[number])
        return Deep(str(items[number]), None, Decimal(items[number]) / 4)

    given = [Item(100_000, memo.key_of(item)) for item in items]
    return Memo(Means(jobs, cache)).each("deep", given, work, CODEC)


def test_only_what_is_new_is_done(tmp_path: Path) -> None:
    done: list[int] = []
    store = Store(tmp_path / "cache")
    first = worked([3, 5, 7], store, done)
    store.close()
    store = Store(tmp_path / "cache")
    assert worked([5, 9, 3], store, done) == [first[1], Deep("9", None, Decimal("2.25")), first[0]]
    store.close()
    assert done == [3, 5, 7, 9]


def test_what_another_process_cannot_do_is_told_here() -> None:
    with pytest.raises(ZeroDivisionError):
        Memo(Means(2)).each(
            "x", [Item(100_000), Item(100_000)], lambda number: Deep("", None, Decimal(1 // number)), CODEC
        )


@pytest.mark.parametrize(
    "value",
    [
        Deep("\ud800 « ½", date(2024, 2, 29), Decimal("1.50E+3")),
        Deep("", None, Decimal("-0"), ((Decimal("0.10"), True), (Decimal(1), False)), frozenset({"b", "a"})),
        Deep("x", None, Decimal(2), parts={"a": None, "b": Decimal("2.0")}),
    ],
)
def test_values_come_back_as_they_were(value: Deep) -> None:
    again = CODEC.from_data(json.loads(json.dumps(CODEC.to_data(value))))
    assert again == value
    assert str(again.value) == str(value.value)


def test_a_report_comes_back_whole() -> None:
    report = engine.check([Path(__file__).parents[2] / "sources"])
    codec: Codec[Report] = Codec(Report, repeated=(Feature, Question, Side))
    again = codec.from_data(json.loads(json.dumps(codec.to_data(report))))
    assert again == report
    assert again.to_json() == report.to_json()


@pytest.mark.parametrize(
    "data", [None, [], ["x"], ["x", None, "one"], {"name": "x"}, ["x", "y", "1", [], [], None]]
)
def test_what_is_no_value_is_refused(data: object) -> None:
    with pytest.raises((ValueError, LookupError, TypeError, AttributeError, ArithmeticError)):
        CODEC.from_data(data)
