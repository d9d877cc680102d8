"""What other programs import, and what importing it costs."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import claimcheck
from claimcheck.model import Claim, Report

TEXT = "Kestrel Rail had revenue of $610 million last year, up 27% from $540 million.\n"
HEAVY = ("pint", "pydantic", "jinja2", "typer")


def test_names() -> None:
    assert sorted(claimcheck.__all__) == [
        "Corpus",
        "__version__",
        "check",
        "compare",
        "extract",
        "extract_text",
    ]
    assert all(hasattr(claimcheck, name) for name in claimcheck.__all__)


def test_version_is_that_of_the_package() -> None:
    from claimcheck._version import __version__

    assert claimcheck.__version__ == __version__


def test_check(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(TEXT, encoding="utf-8")
    for paths in ([path], [str(path)], (tmp_path,)):
        report = claimcheck.check(paths)
        assert isinstance(report, Report)
        assert [finding.rule for finding in report.findings] == ["percent-change"]


def test_check_takes_scope_and_draft(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(TEXT, encoding="utf-8")
    assert claimcheck.check([path], scope="document").findings
    assert len(claimcheck.check([], draft=path).verdicts) == 3
    with pytest.raises(ValueError, match="scope"):
        claimcheck.check([path], scope="everything")


def test_check_lists_what_it_cannot_read(tmp_path: Path) -> None:
    assert [failure.path for failure in claimcheck.check([tmp_path / "none.md"]).failures] == [
        str(tmp_path / "none.md")
    ]


def test_report_writes_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(TEXT, encoding="utf-8")
    report = claimcheck.check([path])
    written = json.loads(report.to_json())
    assert written["schema_version"] == 1
    assert [finding["rule"] for finding in written["findings"]] == ["percent-change"]
    assert report.to_html().lstrip().lower().startswith("<!doctype html>")


def test_extract(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(TEXT, encoding="utf-8")
    claims = claimcheck.extract([path])
    assert [claim.text for claim in claims] == ["$610 million", "27%", "$540 million"]
    assert all(isinstance(claim, Claim) and claim.path == str(path) for claim in claims)


def test_extract_text() -> None:
    claim = claimcheck.extract_text(TEXT, date(2026, 5, 4))[0]
    assert TEXT[claim.span.start : claim.span.end] == claim.text == "$610 million"
    assert (claim.line, claim.column) == (1, 29)
    assert claim.quantity.value == Decimal(610_000_000)
    assert (claim.quantity.unit, claim.quantity.low, claim.quantity.high) == ("USD", None, None)
    assert claim.period is not None
    assert claim.period.label == "2025"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "No numbers here.",
        "#",
        "| |",
        "---\ntitle: x\n---",
        "---",
    ],
)
def test_extract_text_of_nothing(text: str) -> None:
    assert claimcheck.extract_text(text) == []


def test_extract_text_knows_no_date_by_itself() -> None:
    assert claimcheck.extract_text(TEXT)[0].period is None


def _imported(code: str) -> set[str]:
    """Which of the heavy packages a fresh interpreter has loaded behind some code."""
    ask = f"import json, sys\n{code}\nprint(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_import_is_light() -> None:
    assert _imported("import claimcheck") == set()


def test_checking_a_small_text_converts_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(TEXT, encoding="utf-8")
    code = f"import claimcheck\nassert claimcheck.check([{str(path)!r}]).findings"
    assert "pint" not in _imported(code)


def test_extracting_from_a_small_text_needs_nothing_heavy() -> None:
    assert _imported(f"import claimcheck\nassert claimcheck.extract_text({TEXT!r})") == set()
