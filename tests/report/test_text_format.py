"""The terminal output, held against kept examples in data/."""

from __future__ import annotations

import re
from pathlib import Path

from claimcheck.report import text_format

from . import samples

DATA = Path(__file__).with_name("data")
ESCAPES = re.compile(r"\x1b\[[\d;]*m")


def kept(name: str) -> str:
    return (DATA / name).read_text(encoding="utf-8")


def test_findings() -> None:
    assert text_format.render(samples.report()) == kept("report.txt")


def test_findings_with_notes() -> None:
    assert text_format.render(samples.report(), verbose=True, width=140) == kept("report-verbose.txt")


def test_nothing_found() -> None:
    assert text_format.render(samples.calm()) == kept("calm.txt")


def test_a_draft() -> None:
    assert text_format.render(samples.draft()) == kept("draft.txt")


def test_claims() -> None:
    assert text_format.render_claims(samples.report()) == kept("claims.txt")


def test_nothing_at_all() -> None:
    assert text_format.render(samples.empty()).startswith("nothing contradicts in 0 documents, 0 claims")
    assert text_format.render_claims(samples.empty()) == "0 claims in 0 documents\n"


def test_colour_adds_nothing_but_colour() -> None:
    coloured = text_format.render(samples.report(), colour=True)
    assert "\x1b[1;31merror\x1b[0m" in coloured
    assert ESCAPES.sub("", coloured) == kept("report.txt").replace("«", "").replace("»", "")
    claims = text_format.render_claims(samples.report(), colour=True)
    assert ESCAPES.sub("", claims) == kept("claims.txt")


def test_a_hostile_document_cannot_steer_the_terminal() -> None:
    for text in (
        text_format.render(samples.hostile(), verbose=True),
        text_format.render_claims(samples.hostile()),
    ):
        assert "\x1b" not in text
        assert "\u202e" not in text
