"""Every named rule reads its examples and leaves its counter-examples alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck import language
from claimcheck.language import Rule, rules
from claimcheck.quantities.ruled import FILES, read_by

OTHERS = ("comparatives", "comparisons", "pairing", "places", "shared_units", "signs", "standings")
"""Files of rules that read no numbers."""
RULES = [pytest.param(rule, id=f"{name}: {rule.name}") for name in FILES for rule in rules(name)]


def _read(rule: Rule, text: str) -> list[str]:
    return [
        f"{text[mention.span.start : mention.span.end]} = {mention.quantity.value} {mention.quantity.unit}"
        for mention in read_by(rule, text)
    ]


@pytest.mark.parametrize("rule", RULES)
def test_examples(rule: Rule) -> None:
    assert rule.examples
    for example in rule.examples:
        assert not rule.needs or any(word in example.text.lower() for word in rule.needs)
        assert _read(rule, example.text) == list(example.reads)


@pytest.mark.parametrize("rule", RULES)
def test_counter_examples(rule: Rule) -> None:
    assert len(rule.counter_examples) >= 2
    for text in rule.counter_examples:
        assert _read(rule, text) == []


@pytest.mark.parametrize(
    "rule", [pytest.param(rule, id=rule.name) for name in OTHERS for rule in rules(name)]
)
def test_words_of_other_stages(rule: Rule) -> None:
    assert rule.examples
    for example in rule.examples:
        assert not rule.needs or any(word in example.text.lower() for word in rule.needs)
        assert [match.group() for match in rule.pattern.finditer(example.text)] == list(example.reads)
    assert len(rule.counter_examples) >= 2
    for text in rule.counter_examples:
        assert rule.pattern.search(text) is None


def test_names_are_unique() -> None:
    names = [rule.name for name in (*FILES, *OTHERS) for rule in rules(name)]
    assert len(names) == len(set(names))


def test_all_files_are_read() -> None:
    folder = Path(language.__file__).parent / "en"
    ruled = {path.stem for path in folder.glob("*.toml") if "[[rule]]" in path.read_text(encoding="utf-8")}
    assert ruled == {*FILES, *OTHERS}
