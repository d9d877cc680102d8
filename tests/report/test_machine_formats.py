"""SARIF, JUnit, GitLab, GitHub and Markdown, held against the schemas of those who read them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator
from markdown_it import MarkdownIt

import claimcheck
from claimcheck import checks
from claimcheck.engine.verify import verify
from claimcheck.model import Finding, Report, Suppressed
from claimcheck.report import REPORT_FORMATS, Presentation
from claimcheck.report.json_format import schema as report_schema
from claimcheck.report.markdown_format import code, escape
from claimcheck.report.summary import failures

SCHEMAS = Path(__file__).with_name("schemas")
HOSTILE = "a|b`c*d_e<script>alert(1)</script> @everyone [x](y) ::error::%0A \u0001 ]]> &amp; \n# h"


def rendered(report: Report, format: str) -> str:
    return REPORT_FORMATS[format].render(report, Presentation())


def hostile(finding: Finding) -> Finding:
    """A finding whose every text tries to break out of its format."""
    places = tuple(
        replace(at, text=HOSTILE, sentence=HOSTILE, path=f"a b%/ü{n}.md")
        for n, at in enumerate(finding.locations)
    )
    return replace(finding, message=HOSTILE, derivation=HOSTILE, locations=places)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    """Reports of every sort: with findings, with accepted ones, with failures, of a registry, with nothing, hostile."""
    folder = tmp_path_factory.mktemp("reports")
    (folder / "a.md").write_text(
        "Revenue rose 30% to $11.2 million from $10.4 million.\n\n<!-- claimcheck: ignore percent-change -- as printed -->\n\n"
        "Costs rose 40% to $11.2 million from $10.4 million.\n",
        encoding="utf-8",
    )
    (folder / "claims.yaml").write_text(
        "id: one\nclaim: Revenue was $13 million in 2025.\nreview_by: 2020-01-01\n", encoding="utf-8"
    )
    found = claimcheck.check([folder / "a.md", folder / "gone.md"])
    assert len(found.findings) == len(found.suppressed) == len(found.failures) == 1
    accepted = Suppressed(found.findings[0], False, "claimcheck-baseline.yaml", 3, "as printed", "desk", None)
    return {
        "found": found,
        "accepted": replace(found, findings=(), suppressed=(accepted,)),
        "registry": verify([folder / "claims.yaml"], [folder / "a.md"]),
        "nothing": replace(found, documents=(), findings=(), suppressed=(), failures=()),
        "hostile": replace(
            found,
            findings=tuple(map(hostile, found.findings)),
            suppressed=(replace(accepted, finding=hostile(accepted.finding), reason=HOSTILE),),
        ),
    }


KINDS = pytest.mark.parametrize("kind", ["found", "accepted", "registry", "nothing", "hostile"])


def sarif(report: Report) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(rendered(report, "sarif"))
    return log


@KINDS
def test_sarif_is_valid(kind: str, reports: dict[str, Report]) -> None:
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    Draft4Validator(schema).validate(sarif(reports[kind]))


def test_the_sarif_schema_can_fail(reports: dict[str, Report]) -> None:
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    log = sarif(reports["found"])
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not Draft4Validator(schema).is_valid(log)


def test_sarif_tells_of_every_rule(reports: dict[str, Report]) -> None:
    driver = sarif(reports["found"])["runs"][0]["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == [rule.name for rule in checks.rules()]
    for rule in driver["rules"]:
        assert rule["help"]["text"]
        assert "This fails" in rule["help"]["markdown"]


def test_sarif_points_at_the_text(reports: dict[str, Report]) -> None:
    (result, accepted) = sarif(reports["found"])["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {
        "startLine": 1,
        "startColumn": 14,
        "endLine": 1,
        "endColumn": 17,
        "snippet": {"text": "30%"},
    }
    assert result["partialFingerprints"] == {"claimcheck/v1": reports["found"].findings[0].fingerprint}
    assert [place["message"]["text"] for place in result["relatedLocations"]] == [
        "operand: $11.2 million",
        "operand: $10.4 million",
    ]
    assert accepted["suppressions"][0]["kind"] == "inSource"
    assert accepted["suppressions"][0]["justification"] == "as printed"


def test_sarif_keeps_what_the_baseline_accepts(reports: dict[str, Report]) -> None:
    (result,) = sarif(reports["accepted"])["runs"][0]["results"]
    assert result["baselineState"] == "unchanged"
    assert result["suppressions"][0]["kind"] == "external"
    assert result["suppressions"][0]["justification"] == "as printed; by desk"


def test_sarif_says_what_could_not_be_read(reports: dict[str, Report]) -> None:
    (invocation,) = sarif(reports["found"])["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    assert "gone.md" in invocation["toolExecutionNotifications"][0]["message"]["text"]


def test_sarif_encodes_paths(reports: dict[str, Report]) -> None:
    result = sarif(reports["hostile"])["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b%25/%C3%BC0.md"


@KINDS
def test_junit_is_valid(kind: str, reports: dict[str, Report]) -> None:
    xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd")).validate(rendered(reports[kind], "junit"))


def test_junit_counts(reports: dict[str, Report]) -> None:
    text = rendered(reports["found"], "junit")
    assert '<testsuites tests="3" failures="1" errors="1">' in text
    assert text.count("<skipped") == 1


@KINDS
def test_gitlab_is_valid(kind: str, reports: dict[str, Report]) -> None:
    issues = json.loads(rendered(reports[kind], "gitlab"))
    schema = json.loads((SCHEMAS / "gitlab-code-quality.json").read_text(encoding="utf-8"))
    relative = [
        {**issue, "location": {**issue["location"], "path": issue["location"]["path"].lstrip("/")}}
        for issue in issues
    ]
    Draft202012Validator(schema).validate(relative)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


@KINDS
def test_json_is_valid(kind: str, reports: dict[str, Report]) -> None:
    Draft202012Validator(report_schema()).validate(json.loads(rendered(reports[kind], "json")))


@KINDS
def test_github_writes_one_command_a_line(kind: str, reports: dict[str, Report]) -> None:
    lines = rendered(reports[kind], "github").splitlines()
    commands = [line for line in lines if line.startswith("::")]
    report = reports[kind]
    assert len(commands) == len(report.findings) + len(failures(report))
    assert len(lines) == len(commands) + 1


def test_github_escapes(reports: dict[str, Report]) -> None:
    line = rendered(reports["hostile"], "github").splitlines()[0]
    assert line.startswith("::error file=a b%25/ü0.md,line=1,")
    assert "%250A" in line
    assert "%0A# h" in line


@KINDS
def test_markdown_holds_no_markup_of_others(kind: str, reports: dict[str, Report]) -> None:
    html = MarkdownIt("commonmark").enable("table").render(rendered(reports[kind], "markdown"))
    assert "<script" not in html
    assert "<a " not in html
    assert "@everyone" not in html
    assert "<h1" not in html


@given(st.text(max_size=60))
def test_markdown_escapes_any_text(text: str) -> None:
    html = MarkdownIt("commonmark", {"html": True}).render(f"x{escape(text)}x")
    assert html.count("<") == 2  # the paragraph's own tags


@given(st.text(alphabet="`| a*<", max_size=30))
def test_markdown_code_holds_any_text(text: str) -> None:
    html = MarkdownIt("commonmark", {"html": True}).render(f"x {code(text + 'y')} x")
    assert html.count("<code>") == 1
    assert html.count("<") == 4


@pytest.fixture
def of_sources(reports: dict[str, Report]) -> Report:
    """An error about the sources of a draft before one about the draft."""
    (finding,) = reports["found"].findings
    beside = replace(finding, about="sources", fingerprint="beside", rule="total")
    return replace(
        reports["found"], findings=(beside, replace(finding, about="draft")), suppressed=(), failures=()
    )


def test_github_notes_what_is_about_the_sources(of_sources: Report) -> None:
    draft, beside, *_, closing = rendered(of_sources, "github").splitlines()
    assert draft.startswith("::error ")
    assert "percent-change" in draft
    assert beside.startswith("::notice ")
    assert "total" in beside
    assert closing.startswith("1 error in the draft, 1 finding among its sources in ")


def test_gitlab_notes_what_is_about_the_sources(of_sources: Report) -> None:
    issues = json.loads(rendered(of_sources, "gitlab"))
    assert [issue["severity"] for issue in issues] == ["info", "major"]


def test_sarif_notes_what_is_about_the_sources(of_sources: Report) -> None:
    log = sarif(of_sources)
    assert [result["level"] for result in log["runs"][0]["results"]] == ["note", "error"]
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    Draft4Validator(schema).validate(log)


def test_junit_skips_what_is_about_the_sources(of_sources: Report) -> None:
    text = rendered(of_sources, "junit")
    assert text.count("<failure") == 1
    assert text.count('<skipped message="about the sources, not the draft"') == 1
    xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd")).validate(text)


def test_markdown_puts_what_is_about_the_sources_below_a_heading(of_sources: Report) -> None:
    text = rendered(of_sources, "markdown")
    assert text.startswith("### claimcheck: 1 error in the draft, 1 finding among its sources\n")
    before, heading, behind = text.partition("#### Among the sources\n\n")
    assert heading
    assert "**percent-change**" in before
    assert "**total**" in behind


def test_markdown_is_cut_to_what_a_comment_holds(reports: dict[str, Report]) -> None:
    many = replace(reports["found"], findings=reports["found"].findings * 2000)
    text = rendered(many, "markdown")
    assert len(text) < 65_536
    assert text.rstrip().endswith("more.")


def test_rdjson_has_a_diagnostic_for_each_finding(reports: dict[str, Report]) -> None:
    """As reviewdog's DiagnosticResult has it: lines from 1, severities in capitals, whole lines where there are no columns."""
    for report in reports.values():
        result = json.loads(rendered(report, "rdjson"))
        assert result["source"] == {"name": "claimcheck"}
        assert len(result["diagnostics"]) == len(report.findings)
        for told, finding in zip(result["diagnostics"], report.findings, strict=True):
            start = told["location"]["range"]["start"]
            first = finding.locations[0]
            assert (told["location"]["path"], start["line"], start["column"]) == (
                first.path,
                first.line,
                first.column,
            )
            assert told["severity"] in ("ERROR", "WARNING", "INFO")
            assert told["code"] == {"value": finding.rule}
            assert ("suggestions" in told) == (finding.replacement is not None)


def test_the_problem_matcher_reads_the_text_output(reports: dict[str, Report]) -> None:
    (pattern,) = json.loads(
        (Path(__file__).parents[2] / "docs/ci/problem-matcher.json").read_text(encoding="utf-8")
    )["problemMatcher"][0]["pattern"]
    matched = re.findall(pattern["regexp"], rendered(reports["found"], "text"), re.MULTILINE)
    finding = reports["found"].findings[0]
    assert len(matched) == 1
    path, line, column, severity, rule, message = matched[0]
    first = finding.locations[0]
    assert (path, int(line), int(column)) == (first.path, first.line, first.column)
    assert (severity, rule, message) == (finding.severity.value, finding.rule, finding.message)


def test_sarif_leads_to_the_pages_on_rules_where_they_are_known(
    reports: dict[str, Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> list[str | None]:
        (run,) = json.loads(rendered(reports["found"], "sarif"))["runs"]
        return [rule.get("helpUri") for rule in run["tool"]["driver"]["rules"]]

    monkeypatch.setattr("claimcheck.distribution._noted_address", lambda: None)
    assert set(told()) == {None}
    monkeypatch.setattr(
        "claimcheck.distribution._noted_address", lambda: "git+https://github.com/ann/claimcheck@0df7642a"
    )
    base = "https://github.com/ann/claimcheck/blob/0df7642a/docs/rules.md"
    assert told() == [f"{base}#{rule.name}" for rule in checks.built_in()]
