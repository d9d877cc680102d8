"""A reader of claims from another project: found by its entry point, read with, checked and reported like any other."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

import claimcheck
from claimcheck.plugins import load

TOY = textwrap.dedent(
    '''
    import re
    from decimal import Decimal

    from claimcheck.model import Interval, Quantity, Span
    from claimcheck.readers.finish import claim_at

    LINE = re.compile(r"(\\w+) <- (\\w+) = (\\d+)")


    class Arrows:
        """Reads "Orlo <- revenue = 412" as a claim in euros."""

        name = "arrows"

        def reads(self, document):
            return document.text.startswith("%arrows")

        def claims(self, document):
            found = []
            for segment in document.segments:
                for match in LINE.finditer(segment.text):
                    value = Decimal(match[3])
                    quantity = Quantity(value, None, None, "EUR", Interval(value, value))
                    span = Span(*match.span(3))
                    found.append(claim_at(document, segment, span, quantity, subject=match[1], metric=match[2]))
            return found


    reader = Arrows()
    '''
)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of documents beside an installed plugin."""
    site = tmp_path / "site"
    (site / "toy_arrows-1.0.dist-info").mkdir(parents=True)
    (site / "toy_arrows-1.0.dist-info" / "METADATA").write_text("Name: toy-arrows\nVersion: 1.0\n")
    (site / "toy_arrows-1.0.dist-info" / "entry_points.txt").write_text(
        "[claimcheck.claim_readers]\narrows = toy_arrows:reader\n"
    )
    (site / "toy_arrows.py").write_text(TOY, encoding="utf-8")
    monkeypatch.syspath_prepend(str(site))
    load.cache_clear()
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text("%arrows\n\nOrlo <- revenue = 412\n", encoding="utf-8")
    (folder / "b.md").write_text("The revenue of Orlo was EUR 412.\n", encoding="utf-8")
    return folder


def test_reader_of_another_project(installed: Path) -> None:
    """Its claims go through facts, checks and report: with them a draft is borne out, without them nothing is."""
    draft = installed / "b.md"
    plain = claimcheck.check([installed / "a.txt"], draft=draft)
    assert [finding.rule for finding in plain.findings] == ["unsupported"]
    configuration = installed / "claimcheck.toml"
    configuration.write_text('plugins = ["arrows"]\n', encoding="utf-8")
    report = claimcheck.check([installed / "a.txt"], draft=draft, config=configuration)
    assert report.findings == ()
    (read,) = [claim for claim in report.claims if claim.path.endswith("a.txt")]
    assert (read.text, read.subject, read.metric, read.line) == ("412", "Orlo", "revenue", 3)
    (fact,) = [fact for fact in report.facts if read.id in fact.claims]
    assert len(fact.claims) == 2
    assert f'"{read.id}"' in report.to_json()
