"""Tests of a plugin: the examples of its rule, and each part through claimcheck itself."""

from __future__ import annotations

from pathlib import Path

from claimcheck_example.rule import RULE

import claimcheck


def rules(folder: Path, text: str) -> list[str]:
    (folder / "claimcheck.toml").write_text('plugins = ["example"]\n', encoding="utf-8")
    (folder / "a.md").write_text(text, encoding="utf-8")
    report = claimcheck.check([folder / "a.md"], config=folder / "claimcheck.toml")
    return [finding.rule for finding in report.findings]


def test_the_rule_finds_its_example(tmp_path: Path) -> None:
    assert rules(tmp_path, RULE.failing) == [RULE.name]


def test_the_rule_passes_the_example_mended(tmp_path: Path) -> None:
    assert rules(tmp_path, RULE.passing) == []


def test_the_reader_keeps_places(tmp_path: Path) -> None:
    (tmp_path / "claimcheck.toml").write_text('plugins = ["example"]\n', encoding="utf-8")
    text = "1\n00:00:01,000 --> 00:00:04,000\nThe port handled 4.2 million tonnes in 2025.\n"
    (tmp_path / "talk.srt").write_text(text, encoding="utf-8")
    report = claimcheck.check([tmp_path / "talk.srt"], config=tmp_path / "claimcheck.toml")
    (claim,) = report.claims
    assert text[claim.span.start : claim.span.end] == claim.text == "4.2 million tonnes"
