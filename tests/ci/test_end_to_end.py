"""A project as its owner would run it: made, grown, broken in every place, accepted, mended."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from claimcheck.cli.app import app

README = """\
# Reader

The reader handles 9.5 MB per second<!-- claim: speed --> on one core.
"""
SPEED = """\
# yaml-language-server: $schema=../docs/registry.schema.json
id: speed
claim: The reader handles 9.5 MB per second on one core.   # the README's figure
value_from:
  path: results.json
  pointer: /median
"""
RESULTS = '{"median": 9.47}\n'
SOURCE = "The council replaced 4,120 street lamps in 2025.\n"


def git(*arguments: str) -> str:
    environment = {
        **os.environ,
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@example.org",
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=True, env=environment)
    return done.stdout


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def found(result: Result) -> list[str]:
    """The findings of a JSON report as "RULE PATH:LINE"."""
    report = json.loads(result.stdout)
    return [
        f"{f['rule']} {f['locations'][0]['path']}:{f['locations'][0]['line']}" for f in report["findings"]
    ]


VERIFY = ("verify", "--documents", "README.md", "--documents", "sources", "--format", "json")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("CLAIMCHECK_", "GITHUB_"))]:
        monkeypatch.delenv(name)
    git("init", "--quiet", ".")
    assert run("init").exit_code == 0
    Path("README.md").write_text(README, encoding="utf-8")
    Path("results.json").write_text(RESULTS, encoding="utf-8")
    Path("claims/speed.yaml").write_text(SPEED, encoding="utf-8")
    Path("sources/lamps.md").write_text(SOURCE, encoding="utf-8")
    added = run(
        "add",
        "The council replaced 4,120 street lamps in 2025.",
        "--source",
        "sources/lamps.md",
        "--id",
        "lamps",
    )
    assert added.exit_code == 0, added.output
    git("add", "--all")
    git("commit", "--quiet", "--message", "begin")
    return tmp_path


def change(path: str, old: str, new: str) -> None:
    place = Path(path)
    text = place.read_text(encoding="utf-8")
    assert old in text
    place.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_new_project_is_green(project: Path) -> None:
    assert run("check", "README.md", "sources").exit_code == 0
    result = run(*VERIFY)
    assert (result.exit_code, found(result)) == (0, [])
    verdicts = {record["id"]: record["verdict"] for record in json.loads(result.stdout)["registry"]}
    assert verdicts == {"example-street-lamps": "supported", "lamps": "supported", "speed": "supported"}


@pytest.mark.parametrize(
    ("path", "old", "new", "wanted"),
    [
        ("README.md", "9.5 MB", "8.5 MB", ["registry-conflict README.md:3"]),
        (
            "sources/lamps.md",
            "4,120",
            "4,210",
            ["quote-drift claims/lamps.yaml:6", "registry-conflict sources/lamps.md:1"],
        ),
        ("results.json", "9.47", "9.74", ["data-mismatch claims/speed.yaml:3"]),
        (
            "claims/lamps.yaml",
            "replaced 4,120",
            "replaced 4,210",
            ["source-mismatch claims/lamps.yaml:3"],
        ),
        (
            "claims/speed.yaml",
            "9.5 MB",
            "9.8 MB",
            ["data-mismatch claims/speed.yaml:3", "registry-conflict README.md:3"],
        ),
        ("README.md", "claim: speed", "claim: sped", ["unknown-claim README.md:3"]),
    ],
)
def test_a_changed_digit_fails_at_its_line(
    project: Path, path: str, old: str, new: str, wanted: Sequence[str]
) -> None:
    change(path, old, new)
    result = run(*VERIFY)
    assert result.exit_code == 1
    assert sorted(found(result)) == sorted(wanted)


def test_accepted_mended_and_struck_off(project: Path) -> None:
    change("README.md", "9.5 MB", "8.5 MB")
    Path("sources/note.md").write_text(
        "Revenue rose 30% to $11.2 million from $10.4 million.\n", encoding="utf-8"
    )
    change("claimcheck.toml", 'sources = ["sources"]', 'sources = ["sources", "README.md"]')
    assert run("check").exit_code == 1
    assert run("verify").exit_code == 1
    refused = run("baseline")
    assert refused.exit_code == 2
    assert "--reason" in refused.output
    accepted = run("baseline", "--reason", "until the relaunch", "--by", "desk")
    assert accepted.exit_code == 0
    assert "2 findings accepted" in accepted.output
    assert (run("check").exit_code, run("verify").exit_code) == (0, 0)
    sarif = json.loads(run("verify", "--format", "sarif").stdout)["runs"][0]["results"]
    assert [(r["ruleId"], r["suppressions"][0]["justification"], r["baselineState"]) for r in sarif] == [
        ("registry-conflict", "until the relaunch; by desk", "unchanged")
    ]

    # Moved and reflowed, and with other text about it, it is still the same finding.
    note = Path("sources/note.md")
    note.write_text(
        "# Note\n\nThe weather was fine.\n\n" + note.read_text(encoding="utf-8").replace(" from", "\nfrom"),
        encoding="utf-8",
    )
    assert run("check").exit_code == 0

    change("README.md", "8.5 MB", "9.5 MB")
    mended = run("verify", "--format", "json")
    assert (mended.exit_code, found(mended)) == (0, ["unused-baseline claimcheck-baseline.yaml:10"])
    assert found(run("check", "--format", "json")) == []
    pruned = run("baseline", "--prune")
    assert "1 entry taken out" in pruned.output
    assert found(run("verify", "--format", "json")) == []
    assert run("check").exit_code == 0
    kept = Path("claimcheck-baseline.yaml").read_text(encoding="utf-8")
    assert kept.startswith("# Findings")
    assert kept.count("fingerprint") == 1


def test_an_entry_that_has_expired_accepts_nothing(project: Path) -> None:
    Path("sources/note.md").write_text(
        "Revenue rose 30% to $11.2 million from $10.4 million.\n", encoding="utf-8"
    )
    assert run("baseline", "--reason", "for now", "--expires", "2020-01-31").exit_code == 0
    result = run("check", "--format", "json")
    assert result.exit_code == 1
    assert found(result) == ["percent-change sources/note.md:1", "unused-baseline claimcheck-baseline.yaml:3"]


def test_comments_are_kept_when_a_claim_is_added(project: Path) -> None:
    before = Path("claims/speed.yaml").read_text(encoding="utf-8")
    added = run(
        "add",
        "The council replaced 4,120 street lamps in 2025.",
        "--source",
        "sources/lamps.md",
        "--file",
        "claims/speed.yaml",
    )
    assert added.exit_code == 0, added.output
    after = Path("claims/speed.yaml").read_text(encoding="utf-8")
    assert after.startswith(before)
    assert run("verify", "claims").exit_code == 0


def test_a_claim_that_its_source_refutes_is_not_added(project: Path) -> None:
    result = run("add", "The council replaced 5,120 street lamps in 2025.", "--source", "sources/lamps.md")
    assert result.exit_code == 1
    assert "the nearest is 4,120 street lamps in line 1" in result.output
    assert not list(Path("claims").glob("*5*"))


def test_only_what_a_branch_changed(project: Path) -> None:
    Path("sources/old.md").write_text(
        "Revenue rose 30% to $11.2 million from $10.4 million.\n\nThe weather was fine.\n", encoding="utf-8"
    )
    git("add", "--all")
    git("commit", "--quiet", "--message", "old")
    Path("sources/new.md").write_text(
        "Costs rose 40% to $11.2 million from $10.4 million.\n", encoding="utf-8"
    )
    change("sources/old.md", "fine", "grey")
    assert len(found(run("check", "--format", "json"))) == 2
    assert found(run("check", "--since", "HEAD", "--format", "json")) == ["percent-change sources/new.md:1"]
    change("sources/old.md", "30%", "31%")
    assert len(found(run("check", "--since", "HEAD", "--format", "json"))) == 2
    refused = run("check", "--since", "no-such-revision")
    assert refused.exit_code == 2
    assert "no-such-revision" in refused.output
    assert run("check", "--since", "--output=x").exit_code == 2


def test_nothing_is_overwritten(project: Path) -> None:
    before = {
        path: path.read_bytes() for path in Path().rglob("*") if path.is_file() and ".git/" not in str(path)
    }
    assert run("init").exit_code == 0
    assert {path: path.read_bytes() for path in before} == before


def test_quiet_says_nothing_where_nothing_is_found(project: Path) -> None:
    assert run("check", "README.md", "--quiet").output == ""
    assert run("verify", "--quiet").output == ""
    Path("sources/note.md").write_text(
        "Revenue rose 30% to $11.2 million from $10.4 million.\n", encoding="utf-8"
    )
    assert "percent-change" in run("check", "--quiet").output


def test_environment_variables(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("sources/note.md").write_text(
        "Revenue rose 30% to $11.2 million from $10.4 million.\n", encoding="utf-8"
    )
    monkeypatch.setenv("CLAIMCHECK_FAIL_ON", "never")
    monkeypatch.setenv("CLAIMCHECK_FORMAT", "github")
    result = run("check")
    assert result.exit_code == 0
    assert result.stdout.startswith("::error file=sources/note.md,line=1")


def test_the_job_summary_is_written(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("sources/note.md").write_text(
        "Revenue rose 30% to $11.2 million from $10.4 million.\n", encoding="utf-8"
    )
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    assert run("check", "--format", "github").exit_code == 1
    assert Path("summary.md").read_text(encoding="utf-8").startswith("### claimcheck: 1 error")


def test_a_baseline_that_is_broken(project: Path) -> None:
    Path("claimcheck-baseline.yaml").write_text("- rule: total\n", encoding="utf-8")
    result = run("check", "README.md")
    assert result.exit_code == 2
    assert "claimcheck-baseline.yaml:1: the key 'fingerprint' is missing" in result.output


def test_a_registry_that_is_broken_spares_the_other_claims(project: Path) -> None:
    Path("claims/broken.yaml").write_text("id: one\nclaim: [The town\n", encoding="utf-8")
    result = run("verify", "--format", "json")
    assert result.exit_code == 2
    assert "claims/broken.yaml:3:1: did not find expected ',' or ']'" in result.stderr
    assert len(json.loads(result.stdout)["registry"]) == 3
