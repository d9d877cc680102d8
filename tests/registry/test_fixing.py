from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from claimcheck.cli.app import app
from claimcheck.documents import read_string
from claimcheck.engine.fixing import plan
from claimcheck.engine.verify import verify
from growing import assert_linear

from .test_coverage import written
from .test_dress import HEDGES, NUMERALS, UNITS

DATA = Path(__file__).with_name("data") / "fixes.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
TODAY = date(2026, 11, 21)


def put(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_fixes(case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, case["files"])
    planned = plan(["claims"], ["docs"], today=TODAY)
    told = [f"{left.path}:{left.line}: {left.text}: {left.why}" for left in planned.fixes.left]
    expected = case.get("left", [])
    assert len(told) == len(expected), told
    for line, (start, _, why) in zip(told, (one.rpartition(": ") for one in expected), strict=True):
        assert line.startswith(start), told
        assert why in line, told
    after = case.get("after", {})
    assert dict(planned.after) == after
    run = CliRunner().invoke(
        app,
        ["verify", "claims", "--documents", "docs", "--fix", "--today", "2026-11-21", "--fail-on", "never"],
    )
    assert run.exit_code == 0, run.output
    for path, text in {**case["files"], **after}.items():
        assert (tmp_path / path).read_bytes() == text.encode(), path
    assert not plan(["claims"], ["docs"], today=TODAY).after


@pytest.mark.parametrize(
    "case", [case for case in CASES if not case.get("left")], ids=lambda case: case["name"]
)
def test_what_was_fixed_verifies(
    case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, {**case["files"], **case.get("after", {})})
    assert not verify(["claims"], ["docs"], today=TODAY).findings


def test_the_changes_are_shown_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, CASES[1]["files"])
    run = CliRunner().invoke(app, ["verify", "claims", "--documents", "docs", "--diff"])
    assert run.exit_code == 1
    assert run.stdout.startswith(
        "--- a/docs/a.md\n+++ b/docs/a.md\n@@ -1,3 +1,3 @@\n-Norvale Packaging had revenue of $2,941 million"
    )
    assert (tmp_path / "docs/a.md").read_bytes() == CASES[1]["files"]["docs/a.md"].encode()


def test_a_byte_order_mark_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    put(
        tmp_path,
        {
            "claims/a.yaml": "id: size\nclaim: A report is a file of 15.3 MB.\n",
            "docs/a.md": "\ufeffIt is 13.8 MB<!-- claim: size -->.\n",
        },
    )
    assert plan(["claims"], ["docs"], today=TODAY).after == {
        "docs/a.md": "\ufeffIt is 15.3 MB<!-- claim: size -->.\n"
    }


WORDS = st.lists(
    st.sampled_from(
        ["the harbour", "of Ostheim", "and", "*so*", "`code 5`", "we wait", "—", "“no”", "H100", "&amp;", "x"]
    ),
    max_size=8,
).map(" ".join)


@given(
    WORDS,
    WORDS,
    st.decimals("2", "900", places=1),
    st.decimals("2", "90000", places=2),
    st.sampled_from(["\n", "\r\n"]),
)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_only_the_number_changes(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    before: str,
    behind: str,
    old: Decimal,
    new: Decimal,
    end: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    text = f"Now {before} weighs {old} tonnes<!-- claim: weight --> {behind}{end}{end}And 77 more.{end}"
    put(
        tmp_path, {"claims/a.yaml": f"id: weight\nclaim: The crane weighs {new} tonnes.\n", "docs/a.md": text}
    )
    planned = plan(["claims"], ["docs"], today=TODAY)
    if not planned.after:
        return
    after = planned.after["docs/a.md"]
    (edit,) = planned.fixes.edits
    assert after == text[: edit.span.start] + edit.new + text[edit.span.end :]
    assert edit.old == str(old)
    assert read_string(after, "a.md").text == after
    put(tmp_path, {"docs/a.md": after})
    assert not [
        f for f in verify(["claims"], ["docs"], today=TODAY).findings if f.rule == "registry-conflict"
    ]


FORMATS = st.sampled_from(
    [
        ("a.md", "Now {} {}<!-- claim: x --> {}.\n\nAnd 77 more.\n"),
        ("a.html", "<p>Now {} <b>{}</b><!-- claim: x --> {}.</p>\r\n<p>And 77 more.</p>\r\n"),
        ("a.tex", "Now {} {}% claim: x\n {}.\n\nAnd 77 more.\n"),
        ("a.md", "| a | b |\n|---|---|\n| {} | {}<!-- claim: x --> {} |\n| d | 77 |\n"),
    ]
)
TYPED = st.lists(
    st.sampled_from(["the harbour", "of Ostheim", "and", "we wait", "—", "H100", "x", "¾-inch"]), max_size=5
).map(" ".join)


@given(FORMATS, TYPED, TYPED, HEDGES, UNITS, NUMERALS, st.decimals("3", "9000", places=2))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_value_in_any_dress_and_format(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: tuple[str, str],
    before: str,
    behind: str,
    hedge: str,
    unit: str,
    numeral: str,
    new: Decimal,
) -> None:
    """The number reads back as the new value, and everything else of the text is byte for byte the same."""
    monkeypatch.chdir(tmp_path)
    name, frame = form
    number = hedge + unit.format(numeral)
    text = frame.format(before, number.replace("%", "\\%") if name == "a.tex" else number, behind)
    owned = unit.format(f"{new:,}")
    for file in ("a.md", "a.html", "a.tex"):
        (tmp_path / "docs" / file).unlink(missing_ok=True)
    put(tmp_path, {"claims/a.yaml": f"id: x\nclaim: 'The crane has {owned} in all.'\n", f"docs/{name}": text})
    planned = plan(["claims"], ["docs"], today=TODAY)
    if not planned.after:
        return
    (after,) = planned.after.values()
    (edit,) = planned.fixes.edits
    assert after == text[: edit.span.start] + edit.new + text[edit.span.end :]
    assert number.count(edit.old) or edit.old in text
    put(tmp_path, {f"docs/{name}": after})
    report = verify(["claims"], ["docs"], today=TODAY)
    assert not [finding for finding in report.findings if finding.rule == "registry-conflict"], after
    (use, *_) = report.registry[0].uses
    assert use.bound
    assert not plan(["claims"], ["docs"], today=TODAY).after


def test_time_grows_with_the_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, {"claims/a.yaml": "id: weight\nclaim: The crane weighs 15.3 tonnes.\n"})
    text = "It weighs 13.8 tonnes<!-- claim: weight --> now. “He” is <q>5 kg</q>.\n\n" * 160

    def work(part: str) -> None:
        put(tmp_path, {"docs/a.md": part})
        assert plan(["claims"], ["docs"], today=TODAY).after

    assert_linear(work, text)


def _suggested(format: str) -> Any:
    run = CliRunner().invoke(app, ["verify", "claims", "--documents", "docs", "--format", format])
    assert run.exit_code in (0, 1), run.output
    return run.stdout if format == "github" else json.loads(run.stdout)


def test_suggestions_in_the_output_for_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    line = "| ```a``` | 13.8 MB<!-- claim: size --> |"
    after = line.replace("13.8", "15.3")
    text = f"| Part | Size |\n|---|---|\n{line}\n"
    put(tmp_path, {"claims/a.yaml": "id: size\nclaim: A report is a file of 15.3 MB.\n", "docs/a.md": text})
    (comment,) = _suggested("github-review")["comments"]
    assert (comment["path"], comment["line"]) == ("docs/a.md", 3)
    assert comment["body"].endswith(f"\n\n````suggestion\n{after}\n````")
    assert f"write 15.3 for 13.8: {after}" in _suggested("github")
    (issue,) = _suggested("gitlab")
    assert issue["content"]["body"] == f"````suggestion:-0+0\n{after}\n````"
    (result,) = _suggested("sarif")["runs"][0]["results"]
    (change,) = result["fixes"][0]["artifactChanges"]
    (made,) = change["replacements"]
    region = made["deletedRegion"]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "13.8"
    assert made["insertedContent"]["text"] == "15.3"
    (finding,) = _suggested("json")["findings"]
    told = finding["replacement"]
    assert (text[told["start"] : told["end"]], told["new"]) == ("13.8", "15.3")


def test_no_suggestion_where_a_person_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    put(
        tmp_path,
        {
            "claims/a.yaml": "id: share\nclaim: The share is 30%.\n",
            "docs/a.md": "It is about half<!-- claim: share -->.\n",
        },
    )
    assert _suggested("github-review")["comments"] == []
    (finding,) = _suggested("json")["findings"]
    assert "replacement" not in finding
