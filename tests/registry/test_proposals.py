from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from claimcheck.cli import proposing
from claimcheck.cli.app import app
from claimcheck.engine.coverage import cover
from claimcheck.engine.proposals import propose
from claimcheck.engine.verify import verify
from claimcheck.model import Ownership
from claimcheck.registry.figures import figures_in
from claimcheck.registry.proposals import Proposal
from growing import assert_linear

from .test_coverage import written

DATA = Path(__file__).with_name("data") / "proposals.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))


def texts_of(files: dict[str, str]) -> list[str]:
    return [name for name in sorted(files) if "/" not in name]


def proposed(folder: Path, files: dict[str, str]) -> list[Proposal]:
    written(folder, files)
    claims = ["claims"] if (folder / "claims").exists() else []
    sources = ["sources"] if (folder / "sources").exists() else []
    told, failures = propose(texts_of(files), claims, sources)
    assert not failures
    assert not told.left
    return list(told.proposed)


def ground_of(proposal: Proposal) -> str:
    measured, quoted = proposal.measured, proposal.quoted
    if measured is not None:
        where = (f"{name}={value}" for name, value in measured.figure.where.items())
        unit = [measured.unit] if measured.unit else []
        return " ".join([measured.path, *measured.figure.keys.values(), *where, *unit])
    return f"{quoted.path} “{quoted.quote}”" if quoted is not None else "-"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_proposals(case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = proposed(tmp_path, case["files"])
    told = [(one.number.readable, ground_of(one)) for one in found]
    assert told == [(number, ground) for number, ground, _ in case["proposed"]]
    for one, (_, _, least) in zip(found, case["proposed"], strict=True):
        assert least <= one.confidence * 100 <= case.get("at_most", 100), one.number.text


def add(*arguments: str) -> str:
    run = CliRunner().invoke(app, ["add", *arguments])
    assert run.exit_code == 0, run.output
    return run.output


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_nothing_is_added_twice(
    case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, case["files"])
    texts = texts_of(case["files"])
    named = [part for text in texts for part in ("--from", text)]
    first = add(*named, "--above", "0")
    assert f"{len(case['proposed'])} taken up" in first
    after = {file: file.read_bytes() for file in tmp_path.rglob("*.yaml")}
    assert "0 entries proposed, 0 taken up" in add(*named, "--above", "0")
    assert {file: file.read_bytes() for file in tmp_path.rglob("*.yaml")} == after
    # Every number has an owner now, and every entry that rests on something is supported by it.
    report = cover(texts, ["claims"], ["sources"] if (tmp_path / "sources").exists() else [])
    assert {one.ownership for one in report.coverage} <= {
        Ownership.BOUND, Ownership.MATCHED, Ownership.DERIVED, Ownership.EXEMPT,
    }  # fmt: skip
    told = verify(["claims"], texts)
    assert not told.failures
    assert not told.findings, [finding.message for finding in told.findings]
    assert {record.verdict.value for record in told.registry} <= {"supported"}


def test_the_entry_is_as_a_person_writes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(
        tmp_path,
        {
            "README.md": "Parsing a page takes 12.4 ms, and the suite has 512 tests.\n",
            "results/bench.json": '{"parsing": {"page_ms": 12.3971}}',
            "claims/readme.yaml": "# What the README says.\n- id: other\n  claim: The mill has 9 floors.  # counted\n",
        },
    )
    add("--from", "README.md", "--above", "90", "--owner", "the parsers' group", "--review-by", "2027-01-31")
    assert (tmp_path / "claims/readme.yaml").read_text(encoding="utf-8") == (
        "# What the README says.\n- id: other\n  claim: The mill has 9 floors.  # counted\n"
        "- id: parsing-page\n"
        "  claim: Parsing a page takes 12.4 ms, and the suite has 512 tests.\n"
        "  value: 12.4 ms\n"
        "  review_by: 2027-01-31\n"
        "  owner: the parsers' group\n"
        "  value_from:\n"
        "    path: results/bench.json\n"
        "    pointer: /parsing/page_ms\n"
    )


@pytest.mark.parametrize(
    ("keys", "taken"), [("yny", [0, 2]), ("nq", []), ("na", [1, 2]), ("xy?nq", [0]), ("nnn", [])]
)
def test_taken_up_by_keys(
    keys: str, taken: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    numbers = ("12.4 ms", "38 MB", "512 tests")
    written(tmp_path, {"README.md": "It parses in 12.4 ms.\n\nIt needs 38 MB.\n\nThere are 512 tests.\n"})
    pressed = iter(keys)
    monkeypatch.setattr(proposing, "terminal", lambda stream: True)
    monkeypatch.setattr(click, "getchar", lambda: next(pressed))
    assert f"3 entries proposed, {len(taken)} taken up" in add("--from", "README.md")
    file = tmp_path / "claims/readme.yaml"
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    assert [number in text for number in numbers] == [index in taken for index in range(3)]
    if taken:
        assert len(yaml.safe_load(text)) == len(taken)


def test_elsewhere_than_on_a_terminal_they_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, CASES[0]["files"])
    told = add("--from", "README.md")
    assert "README.md:3: 41 ms\n  rests on 40.9 in results/bench.json" in told
    assert "      pointer: /tessel/start_ms" in told
    assert not (tmp_path / "claims").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["A sentence with 5 kg."],
        ["--from", "a.md", "--id", "x"],
        ["A sentence with 5 kg.", "--from", "a.md"],
        ["A sentence with 5 kg.", "--source", "a.md", "--above", "90"],
        ["A sentence with 5 kg.", "--source", "a.md", "--source", "b.md"],
        ["--from", "a.md", "--above", "much"],
    ],
)
def test_misuse_is_told(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, {"a.md": "It weighs 5 kg.\n", "b.md": "x\n"})
    assert CliRunner().invoke(app, ["add", *arguments]).exit_code == 2


def test_results_outside_of_the_project_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tmp_path / "project"
    written(tmp_path, {"outside.json": '{"parsing_ms": 12.4}'})
    written(project, {"README.md": "Parsing takes 12.4 ms.\n"})
    (project / "link.json").symlink_to(tmp_path / "outside.json")
    monkeypatch.chdir(project)
    for results in (None, ["../outside.json"], ["link.json"]):
        told, _ = propose(["README.md"], [], [], results)
        assert [one.measured for one in told.proposed] == [None]


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("a.json", '{"a": {"b/c": 1.50, "d": "2", "e": true, "f": null}}', {"/a/b~1c": "1.50", "/a/d": "2"}),
        ("a.json", '{"latency": {"value": "12.5", "unit": "ms", "commit": "1"}}', {"/latency": "12.5"}),
        ("a.json", '[{"case": "x", "n": 3}, {"case": "y", "n": 4}]', {"/case=x/n": "3", "/case=y/n": "4"}),
        ("a.json", '[{"case": "x", "n": 3}, {"case": "x", "n": 4}]', {"/0/n": "3", "/1/n": "4"}),
        ("a.toml", "[run]\nratio = 9.47\n", {"/run/ratio": "9.47"}),
        ("a.yaml", "run:\n  ratio: 9.47\n  day: 2026-01-01\n", {"/run/ratio": "9.47"}),
        ("a.csv", "port,ships\nGhent,12\nBruges,8\n", {"ships port=Ghent": "12", "ships port=Bruges": "8"}),
        ("a.csv", "ships,cost\n12,8.5\n", {"ships": "12", "cost": "8.5"}),
        ("a.tsv", "12\t8\n3\t4\n", {"A1": "12", "B1": "8", "A2": "3", "B2": "4"}),
        ("a.json", "{", {}),
        ("a.xml", "<html/>", {}),
    ],
)  # fmt: skip
def test_figures_of_files(name: str, text: str, wanted: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    told = {
        " ".join([*figure.keys.values(), *(f"{k}={v}" for k, v in figure.where.items())]): str(figure.value)
        for figure in figures_in(file)
    }
    assert told == wanted


NOUNS = st.sampled_from(["pumps", "ships", "MB", "ms", "tonnes", "wells", "kWh", "people"])
SENTENCES = st.tuples(
    st.sampled_from(["The harbour of Ostheim has", "In 2025, Calder Bay had", "It needs", "A cold start takes"]),
    st.sampled_from(["", "about ", "more than ", "at most "]),
    st.integers(13, 10**6) | st.decimals("0.1", "900", places=2),
    NOUNS,
    st.sampled_from([".", ", and 41 more.", " (see *there*).", "; others have 17 tonnes."]),
).map(lambda parts: f"{parts[0]} {parts[1]}{parts[2]:,} {parts[3]}{parts[4]}")  # fmt: skip


@given(st.lists(SENTENCES, min_size=1, max_size=4))
@settings(deadline=None, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_taken_up_is_not_proposed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sentences: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "claims" / "a.yaml").unlink(missing_ok=True)
    (tmp_path / "a.md").write_text("\n\n".join(sentences) + "\n", encoding="utf-8")
    add("--from", "a.md", "--above", "0")
    told, failures = propose(["a.md"], ["claims"] if (tmp_path / "claims").exists() else [])
    assert not failures
    assert not told.proposed


def test_time_grows_with_the_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "".join(f"The mill at {n} ran {n}.5 tonnes of looms.\n\n" for n in range(1000, 1100))

    def work(part: str) -> None:
        figures = ", ".join(f'"mill_{n}": {n}.5' for n in range(1000, 1000 + part.count("mill")))
        written(tmp_path, {"text.md": part, "results/a.json": f"{{{figures}}}"})
        assert propose(["text.md"], [])[0].proposed

    assert_linear(work, text)
