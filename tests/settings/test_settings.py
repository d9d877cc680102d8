"""What a project sets in its configuration, and how it is told what is wrong there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import claimcheck
from claimcheck import engine
from claimcheck.model import Severity
from claimcheck.settings import DEFAULT, Settings, find_settings
from claimcheck.settings.finding import SettingsError
from claimcheck.settings.globs import fits
from growing import assert_linear

DATA = Path(__file__).parent / "data"
EFFECTS: list[dict[str, Any]] = yaml.safe_load((DATA / "effects.yaml").read_text(encoding="utf-8"))
FAULTS: list[dict[str, Any]] = yaml.safe_load((DATA / "faults.yaml").read_text(encoding="utf-8"))


def _settings(folder: Path, text: str, name: str = "claimcheck.toml") -> Settings:
    (folder / name).write_text(text, encoding="utf-8")
    return find_settings(folder)


def _effects() -> list[Any]:
    """The cases; `wrong` says what a setting does not change yet."""
    return [
        pytest.param(
            case,
            id=case["what"],
            marks=[pytest.mark.xfail(strict=True, reason=case["wrong"])] if "wrong" in case else [],
        )
        for case in EFFECTS
    ]


@pytest.mark.parametrize("case", _effects())
def test_effect(case: dict[str, Any], tmp_path: Path) -> None:
    """The same documents, checked without the configuration and with it."""
    sources = tmp_path / "sources"
    sources.mkdir()
    for name, text in case["documents"].items():
        path = sources / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings = _settings(tmp_path, case["configuration"])
    for key, chosen in (("without", DEFAULT), ("with", settings)):
        report = engine.check([sources], settings=chosen)
        found = [[finding.rule, finding.severity.value] for finding in report.findings]
        assert found == case[key], [finding.message for finding in report.findings]


@pytest.mark.parametrize("case", FAULTS, ids=[case["configuration"] for case in FAULTS])
def test_fault_is_told_with_its_place(case: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as told:
        _settings(tmp_path, case["configuration"])
    message = str(told.value).replace(f"{tmp_path}/", "")
    assert message == case["message"]


def test_pyproject_serves_too(tmp_path: Path) -> None:
    settings = _settings(tmp_path, '[tool.claimcheck]\nfail-on = "warning"\n', "pyproject.toml")
    assert settings.fail_on == "warning"


def test_pyproject_of_others_is_left_alone(tmp_path: Path) -> None:
    assert _settings(tmp_path, '[tool.other]\nname = "claimcheck"\n', "pyproject.toml") == DEFAULT


def test_own_file_comes_before_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.claimcheck]\nfail-on = "info"\n', encoding="utf-8")
    assert _settings(tmp_path, 'fail-on = "warning"\n').fail_on == "warning"


def test_found_from_a_folder_below_but_not_beyond_the_repository(tmp_path: Path) -> None:
    (tmp_path / "claimcheck.toml").write_text('fail-on = "warning"\n', encoding="utf-8")
    below = tmp_path / "docs" / "drafts"
    below.mkdir(parents=True)
    assert find_settings(below).fail_on == "warning"
    (tmp_path / "docs" / ".git").mkdir()
    assert find_settings(below) == DEFAULT


def test_missing_file_that_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="No such file"):
        find_settings(file=str(tmp_path / "none.toml"))


def test_one_run_leaves_nothing_behind(tmp_path: Path) -> None:
    """Lexicons of a project are forgotten after its run."""
    text = "Norvale made 1,200 wafer starts in 2025. In 2025 Norvale's WSPM was 1,200."
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    before = [claim.metric for claim in claimcheck.extract([path])]
    settings = _settings(tmp_path, '[metrics]\n"wafer starts" = ["WSPM"]\n')
    inside = [claim.concept for claim in engine.extract([path], settings=settings).claims]
    assert "wafer starts" in inside
    assert [claim.metric for claim in claimcheck.extract([path])] == before


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        ("notes/old/a.md", "old/**", False),
        ("notes/old/a.md", "**/old/**", True),
        ("notes/old/deep/a.md", "old/", True),
        ("notes/old/deep/a.md", "old", True),
        ("old", "old/", False),
        ("old.md", "old/**", False),
        ("old/a/b.md", "old/**", True),
        ("press/a.md", "press/*.md", True),
        ("press/a/b.md", "press/*.md", False),
        ("press/a/b.md", "press/**/*.md", True),
        ("press/b.md", "press/**/*.md", True),
        ("deep/press/a.md", "press/*.md", False),
        ("a.md", "/a.md", True),
        ("deep/a.md", "/a.md", False),
        ("a1.md", "a[0-9].md", True),
        ("a/b", "a?b", False),
        ("notes/a.tmp.md", "*.tmp.md", True),
        ("notes/a.md", "*.tmp.md", False),
        ("./press/2024-05.md", "press/2024-*", True),
    ],
)
def test_patterns(path: str, pattern: str, expected: bool) -> None:
    assert fits(path, pattern) is expected


@settings(max_examples=400)
@given(
    names=st.lists(st.sampled_from(["a", "b", "ab", "a.md"]), min_size=1, max_size=4),
    parts=st.lists(st.sampled_from(["a", "b", "a*", "*", "**", "?", "[ab]"]), min_size=1, max_size=4),
    start=st.sampled_from(["", "/"]),
    end=st.sampled_from(["", "/"]),
)
def test_patterns_are_those_of_gitignore(names: list[str], parts: list[str], start: str, end: str) -> None:
    pathspec = pytest.importorskip("pathspec")
    assume(not (end and parts[-1] == "**"))  # the library takes files for it, git does not
    path, pattern = "/".join(names), f"{start}{'/'.join(parts)}{end}"
    assert fits(path, pattern) is pathspec.GitIgnoreSpec.from_lines([pattern]).match_file(path)


def test_a_hostile_pattern_takes_linear_time() -> None:
    assert_linear(lambda text: fits(text, "*a" * 12 + "b"), "a" * 80_000)


def test_patterns_are_seen_from_the_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = _settings(tmp_path, 'ignore = ["press/*.md"]\n')
    (tmp_path / "press").mkdir()
    monkeypatch.chdir(tmp_path / "press")
    assert found.ignores("a.md")
    assert found.ignores(str(tmp_path / "press" / "a.md"))
    assert not found.ignores("deep/a.md")
    assert not found.ignores("../a.md")


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "claimcheck.toml").write_bytes(b'\xef\xbb\xbffail-on = "never"\n')
    assert find_settings(tmp_path).fail_on == "never"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '[units]\nlot = { words = ["lot"], definition = "25 * wafr" }\n',
            "2: units.lot: “25 * wafr” cannot be worked out: there is no unit “wafr”",
        ),
        (
            '[units]\nloop = { words = ["loop"], definition = "2 hoop" }\nhoop = { words = ["hoop"], definition = "2 loop" }\n',
            "2: units.loop: “2 hoop” cannot be worked out: it leads back to itself",
        ),
        ("[tolerances]\nabout = 0.9\n", "2: tolerances.about: must be at most 0.5"),
        ("sources = 3\n", "1: sources: must be a list: [ … ]"),
        ("sources = [3]\n", "1: sources: must be text in quotation marks"),
        ('scope = "all"\n', "1: scope: must be one of corpus, document"),
        ('[[rates]]\nfrom = "EUR"\nto = "USD"\nrate = 1\n', "1: rates.date: is missing"),
    ],
)
def test_faults_are_told_in_our_words(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SettingsError) as error:
        _settings(tmp_path, text)
    assert str(error.value) == f"{tmp_path / 'claimcheck.toml'}:{told}"


def test_a_unit_that_can_be_worked_out_is_taken(tmp_path: Path) -> None:
    text = '[units]\nlot = { words = ["lot"], definition = "25 wafer" }\nwafer = { words = ["wafer"] }\n'
    assert _settings(tmp_path, text).lexicon["unit_definitions"]


def test_the_command_line_goes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / "claimcheck.toml").write_text('fail-on = "error"\n[rules]\nduration = "off"\n')
    given = ["fail-on=warning", "rules.percent-change=info", "ignore=['a/**']"]
    found = find_settings(tmp_path, overrides=given)
    assert (found.fail_on, found.ignore) == ("warning", ("a/**",))
    assert found.rules == {"duration": None, "percent-change": Severity.INFO}
    with pytest.raises(SettingsError, match=r"there is no key 'fail_one'\. Did you mean 'fail-on'"):
        find_settings(tmp_path, overrides=["fail_one=error"])


def test_without_a_file_the_command_line_is_all(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    found = find_settings(tmp_path, overrides=["scope=document"])
    assert (found.file, found.scope) == (None, "document")


@pytest.mark.parametrize(
    ("chosen", "found", "expected"),
    [
        (Severity.WARNING, Severity.ERROR, Severity.WARNING),
        (Severity.WARNING, Severity.WARNING, Severity.INFO),
        (Severity.ERROR, Severity.WARNING, Severity.WARNING),
        (Severity.INFO, Severity.ERROR, Severity.INFO),
        (None, Severity.ERROR, None),
    ],
)
def test_less_certain_findings_stay_below(
    chosen: Severity | None, found: Severity, expected: Severity | None
) -> None:
    assert Settings(rules={"total": chosen}).severity("total", "a.md", found) is expected


def test_a_rule_that_only_notes_can_be_made_to_warn() -> None:
    """Of `unsupported` a certain finding is a note: set to a warning it is one, and to an error as well."""
    for wanted in (Severity.WARNING, Severity.ERROR):
        settings = Settings(rules={"unsupported": wanted})
        assert settings.severity("unsupported", "a.md", Severity.INFO, Severity.INFO) is wanted
    settings = Settings(rules={"duration": Severity.ERROR})
    assert settings.severity("duration", "a.md", Severity.WARNING, Severity.WARNING) is Severity.ERROR


def test_within_its_repository_a_project_may_name_folders_beside_it(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    below = tmp_path / "docs"
    below.mkdir()
    settings = _settings(below, 'sources = ["../notes", "."]\nbaseline = "../accepted.yaml"\n')
    assert settings.baseline == str(below / "../accepted.yaml")


def test_a_link_does_not_lead_out_of_the_project(tmp_path: Path) -> None:
    project, elsewhere = tmp_path / "project", tmp_path / "elsewhere"
    project.mkdir()
    elsewhere.mkdir()
    (project / "notes").symlink_to(elsewhere)
    with pytest.raises(SettingsError, match="sources: 'notes' lies outside of the project"):
        _settings(project, 'sources = ["notes"]\n')


def test_units_of_a_project_convert(tmp_path: Path) -> None:
    """What may stand in a definition is little, and enough."""
    from claimcheck.data import extended
    from claimcheck.quantities import conversion_factor

    settings = _settings(
        tmp_path,
        '[units.lot]\nwords = ["lot"]\ndefinition = "25 kilogram"\n'
        '[units.strength]\nwords = ["strength"]\ndefinition = "2.5e3 * kilogram * meter / second**2"\n',
    )
    with extended(settings.lexicon):
        assert conversion_factor("lot", "kilogram") == 25
