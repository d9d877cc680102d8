"""The terminal output, held against kept examples in data/."""

from __future__ import annotations

import re
from dataclasses import replace
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


def test_findings_about_the_sources_stand_below_a_line_of_their_own() -> None:
    text = text_format.render(samples.draft_with_sources())
    draft, line, sources = text.partition("\n\namong the sources:\n\n")
    assert line
    assert [rule in draft for rule in ("conflicting-figures", "percent-change", "stale-figure")] == [
        True,
        True,
        False,
    ]
    assert "error stale-figure" in sources
    assert "2 errors in the draft, 1 finding among its sources in 4 documents" in sources
    assert "1 note of severity info not shown" in sources
    assert "among the sources:" not in text_format.render(samples.report(), verbose=True)


def test_what_is_worth_a_look_is_only_counted() -> None:
    text = text_format.render(samples.candidates())
    assert text.splitlines()[0].startswith("nothing contradicts in 4 documents")
    assert text.endswith("\n2 pairs worth a look not shown (--verbose shows them)\n")
    assert "worth a look" not in text_format.render(samples.calm())


def test_what_is_worth_a_look_is_listed_on_request() -> None:
    text = text_format.render(samples.candidates(), verbose=True)
    assert text.splitlines()[:4] == [
        "worth a look:",
        "    sources/2026-04-30-ase-raises-capex.md:5:24 “25,000 wafers per month” / sources/capacity-notes.txt:3:37 “35k wafers a month”: "
        "two telling words beside both, same measure (31%)",
        "    sources/2026-04-30-ase-raises-capex.md:4:40 “More than $3.5 billion” / sources/capacity-notes.txt:5:10 “$1.6 billion” (5%)",
        "",
    ]
    assert "not shown" not in text


def test_a_long_list_of_what_is_worth_a_look_is_cut() -> None:
    report = samples.candidates()
    many = replace(report, candidates=report.candidates * 600)
    lines = text_format.render(many, verbose=True).splitlines()
    assert lines[21] == "    … and 1,180 more (the JSON output has all of them)"
    assert lines[22] == ""


def test_claims() -> None:
    assert text_format.render_claims(samples.report()) == kept("claims.txt")


def test_nothing_at_all() -> None:
    assert text_format.render(samples.empty()).startswith("nothing was read")
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
