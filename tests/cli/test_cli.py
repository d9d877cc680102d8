"""The command line, with an engine that returns hand-made reports."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from claimcheck import checks, engine
from claimcheck._version import __version__
from claimcheck.cli import lean, output, progress
from claimcheck.cli.app import app
from claimcheck.model import Report, Severity
from claimcheck.settings import DEFAULT

from .reports import BROKEN, CLEAN, FAULTY, INFO, WARNING, Rule

RUNNER = CliRunner()
RULES = (
    Rule(
        "percent-change",
        "A stated percentage follows from the figures beside it.",
        Severity.ERROR,
        "The two figures give an interval.\n\n- one point\n- another point",
        "Readers remember percentages.",
        "Sales rose 27% to $8.5 billion from $7.0 billion.\n",
        "Sales rose 21% to $8.5 billion from $7.0 billion.\n",
    ),
    Rule("stale-figure", "No figure is used that was replaced.", Severity.WARNING, "…", "…", "…", "…"),
)


@dataclass
class Engine:
    """Returns one report and remembers how it was asked."""

    report: Report = CLEAN
    asked: dict[str, Any] = field(default_factory=dict)

    def check(self, paths: list[str], **options: Any) -> Report:
        options.pop("means")  # a cache, which is another one each time
        self.asked = {"paths": paths, **options}
        return self.report

    def extract(self, paths: list[str], **options: Any) -> Report:
        options.pop("means")  # a cache, which is another one each time
        self.asked = {"paths": paths, **options}
        return self.report


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Engine:
    made = Engine()
    monkeypatch.setattr(engine, "check", made.check, raising=False)
    monkeypatch.setattr(engine, "extract", made.extract, raising=False)
    monkeypatch.setattr(checks, "rules", lambda: RULES, raising=False)
    monkeypatch.chdir(tmp_path)
    return made


def run(*args: str, stdin: bytes | None = None) -> Any:
    return RUNNER.invoke(app, list(args), input=stdin)


def test_version() -> None:
    assert run("--version").output == f"claimcheck {__version__}\n"


@pytest.mark.parametrize(
    "args", [["--help"], ["-h"], ["check", "--help"], ["extract", "-h"], ["explain", "-h"]]
)
def test_help(args: list[str]) -> None:
    done = run(*args)
    assert done.exit_code == 0
    assert "Usage: " in done.output
    if len(args) > 1:
        assert "Examples:" in done.output


def test_everything_is_handed_to_the_engine(stub: Engine) -> None:
    run("check", "a.md", "notes", "--draft", "d.md", "--scope", "document")
    assert stub.asked == {
        "paths": ["a.md", "notes"],
        "draft": "d.md",
        "scope": "document",
        "stdin": None,
        "progress": None,
        "settings": DEFAULT,
        "baseline": None,
        "record": None,
    }


def test_sources_is_the_default(stub: Engine, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    assert run("check").exit_code == 0
    assert stub.asked["paths"] == ["sources"]
    assert stub.asked["scope"] == "corpus"


@pytest.mark.parametrize("args", [["check"], ["extract"], ["check", "--draft", "d.md"]])
def test_without_a_path_and_without_sources_it_says_what_to_do(stub: Engine, args: list[str]) -> None:
    done = run(*args)
    assert done.exit_code == 2
    assert "there is no folder 'sources' here" in done.stderr
    assert "for example: claimcheck" in done.stderr
    assert stub.asked == {}


@pytest.mark.parametrize("args", [["check", "-"], ["extract", "-"], ["check", "a.md", "--draft", "-"]])
def test_a_dash_is_standard_input(stub: Engine, args: list[str]) -> None:
    run(*args, stdin=b"caf\xe9 27%")
    assert stub.asked["stdin"] == b"caf\xe9 27%"


@pytest.mark.parametrize(
    ("report", "fail_on", "code"),
    [
        (CLEAN, "info", 0),
        (FAULTY, "error", 1),
        (FAULTY, "never", 0),
        (WARNING, "error", 0),
        (WARNING, "warning", 1),
        (WARNING, "info", 1),
        (INFO, "warning", 0),
        (INFO, "info", 1),
        (BROKEN, "error", 2),
        (BROKEN, "never", 2),
    ],
)
def test_exit_codes(stub: Engine, report: Report, fail_on: str, code: int) -> None:
    stub.report = report
    assert run("check", "a.md", "--fail-on", fail_on).exit_code == code


def test_an_unreadable_file_is_told_after_the_others_were_reported(stub: Engine) -> None:
    stub.report = BROKEN
    done = run("check", "a.md", "scan.pdf")
    assert done.stderr == "claimcheck: scan.pdf: this is a PDF\n"
    assert "error percent-change" in done.stdout
    extracted = run("extract", "a.md", "scan.pdf")
    assert extracted.exit_code == 2
    assert extracted.stderr == "claimcheck: scan.pdf: this is a PDF\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["check", "a.md", "--format", "jsn"], "Did you mean 'json'?"),
        (["check", "a.md", "--scope", "all"], "'all' is not one of corpus, document."),
        (["check", "a.md", "--fail-on", "errors"], "Did you mean 'error'?"),
        (["extract", "a.md", "--format", "html"], "'html' is not one of text, json, csv."),
        (["check", "a.md", "-o", "."], "is a folder"),
        (["check", "a.md", "--frmat", "json"], "No such option"),
    ],
)
def test_wrong_usage(stub: Engine, args: list[str], said: str) -> None:
    done = run(*args)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
    assert stub.asked == {}


def test_notes_are_shown_when_they_are_what_fails(stub: Engine) -> None:
    stub.report = INFO
    assert "info percent-change" not in run("check", "a.md").stdout
    assert "1 note of severity info not shown" in run("check", "a.md").stdout
    assert "info percent-change" in run("check", "a.md", "--verbose").stdout
    assert "info percent-change" in run("check", "a.md", "--fail-on", "info").stdout


def test_formats(stub: Engine) -> None:
    stub.report = FAULTY
    assert json.loads(run("check", "a.md", "--format", "json").stdout)["findings"][0]["severity"] == "error"
    assert run("check", "a.md", "--format", "html").stdout.startswith("<!doctype html>")
    assert json.loads(run("extract", "a.md", "--format", "json").stdout)["claims"]
    assert run("extract", "a.md", "--format", "csv").stdout.startswith("path,line,column,text,value")
    assert "a.md:1:1  27%" in run("extract", "a.md").stdout


def test_a_file_is_written_whole_and_told_of(stub: Engine, tmp_path: Path) -> None:
    stub.report = FAULTY
    done = run("check", "a.md", "--format", "html", "-o", "reports/deep/x.html")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr == "wrote reports/deep/x.html: 1 error in 1 document\n"
    file = tmp_path / "reports/deep/x.html"
    assert file.read_text(encoding="utf-8").endswith("</html>\n")
    assert [path.name for path in file.parent.iterdir()] == ["x.html"]
    told = run("extract", "a.md", "-o", "claims.txt").stderr
    assert told == "wrote claims.txt: 1 claim in 1 document\n"


def test_a_file_that_cannot_be_written_is_an_error_of_use(stub: Engine, tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("a file where a folder should be")
    done = run("check", "a.md", "-o", "reports/x.txt")
    assert done.exit_code == 2
    assert "claimcheck: cannot write reports/x.txt: " in done.stderr


def test_a_dash_as_the_file_is_standard_output(stub: Engine, tmp_path: Path) -> None:
    assert run("extract", "a.md", "-o", "-").stdout == run("extract", "a.md").stdout
    assert list(tmp_path.iterdir()) == []


def test_explain_lists_the_rules(stub: Engine) -> None:
    lines = run("explain").stdout.splitlines()
    assert lines[0] == "percent-change  error    A stated percentage follows from the figures beside it."
    assert lines[1] == "stale-figure    warning  No figure is used that was replaced."


def test_explain_one_rule(stub: Engine) -> None:
    assert run("explain", "percent-change").stdout == (
        "percent-change (error)\n\n"
        "A stated percentage follows from the figures beside it.\n\n"
        "What it checks\nThe two figures give an interval.\n\n- one point\n- another point\n\n"
        "Why it matters\nReaders remember percentages.\n\n"
        "This fails\n    Sales rose 27% to $8.5 billion from $7.0 billion.\n\n"
        "This passes\n    Sales rose 21% to $8.5 billion from $7.0 billion.\n\n"
        'How to set it\n`percent-change = "off"`, `"info"`, `"warning"` or `"error"` below `[rules]` in\n'
        "claimcheck.toml, or below `[[paths]]` for some files. How far rounding and words such as\n"
        "“about” reach is set below `[tolerances]`.\n"
    )


def test_explain_an_unknown_rule(stub: Engine) -> None:
    done = run("explain", "percent-chnage")
    assert done.exit_code == 2
    assert done.stderr == "claimcheck: there is no rule 'percent-chnage'. Did you mean 'percent-change'?\n"
    assert "lists all rules" in run("explain", "xyzzy").stderr


def test_control_c_is_quiet(stub: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*args: Any, **options: Any) -> Report:
        raise KeyboardInterrupt

    monkeypatch.setattr(engine, "check", interrupt, raising=False)
    done = run("check", "a.md")
    assert (done.exit_code, done.stderr, done.stdout) == (lean.INTERRUPTED, "", "")


class Stream:
    encoding = "utf-8"

    def __init__(self, terminal: bool) -> None:
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.mark.parametrize(
    ("terminal", "environment", "colour"),
    [
        (True, {"TERM": "xterm"}, True),
        (True, {"TERM": "xterm", "NO_COLOR": "1"}, False),
        (True, {"TERM": "dumb"}, False),
        (False, {"TERM": "xterm"}, False),
    ],
)
def test_colour_only_where_it_is_wanted(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, environment: dict[str, str], colour: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert output.wants_colour(Stream(terminal)) is colour  # type: ignore[arg-type]


def test_progress_is_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "terminal", lambda stream: False)
    with progress.progress() as advance:
        assert advance is None


def test_progress_appears_only_when_it_takes_long(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "terminal", lambda stream: True)
    with progress.progress() as advance:
        assert advance is not None
        advance(1, 3, "reading")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setenv("FORCE_COLOR", "1")
    with progress.progress() as advance:
        assert advance is not None
        advance(1, 3, "reading [bold]a.md")
        advance(2, 3, "reading b.md")
    assert "reading" in capsys.readouterr().err


PROGRAM = """
import sys
sys.path.insert(0, {tests!r})
from claimcheck import engine
from cli import reports
engine.check = lambda *args, **options: reports.{name}
sys.argv = ["claimcheck", *{args!r}]
from claimcheck.cli import main
main()
"""


def program(name: str, *args: str) -> list[str]:
    tests = str(Path(__file__).parents[1])
    return [sys.executable, "-c", PROGRAM.format(tests=tests, name=name, args=args)]


def test_a_reader_that_leaves_early_is_no_error() -> None:
    process = subprocess.Popen(
        program("LONG", "check", "a.md", "--format", "json"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.wait(120) == 1
    assert process.stderr.read() == b""
    process.stderr.close()


def test_output_survives_a_terminal_that_cannot_show_it() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        program("FAULTY", "check", "a.md"), capture_output=True, env=environment, check=False
    )
    assert done.returncode == 1
    assert b"\\xab27%\\xbb" in done.stdout
    done = subprocess.run(
        program("FAULTY", "check", "a.md", "--format", "json"),
        capture_output=True,
        env=environment,
        check=False,
    )
    assert "“27%”".encode() in done.stdout


@pytest.mark.parametrize(
    ("args", "unwanted"),
    [
        (["check", "a.md"], ["jinja2", "pydantic", "rich", "json.decoder", "csv", "pint", "tempfile"]),
        (["check", "a.md", "--format", "json"], ["jinja2", "pydantic", "rich", "pint"]),
        (["check", "a.md", "--format", "html"], ["pydantic", "rich", "pint"]),
    ],
)
def test_nothing_is_imported_that_is_not_needed(args: list[str], unwanted: list[str], tmp_path: Path) -> None:
    """In a folder without a configuration, which needs more."""
    command = program("CLEAN", *args)
    command[-1] = command[-1].replace("main()\n", "").replace("import main", "import main as run") + (
        "try:\n    run()\nfinally:\n    print(*sorted(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    loaded = set(done.stderr.split())
    assert "typer" in loaded
    assert not loaded & set(unwanted)


def test_parameters_are_converted_the_same_with_and_without_the_short_cut(
    stub: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Typer without the hook that `lean` uses must give the commands the same values."""
    run("check", "a.md", "b.md", "--scope", "document")
    short = stub.asked
    monkeypatch.setattr(lean, "_spare_conversion", lambda params: params)
    run("check", "a.md", "b.md", "--scope", "document")
    assert stub.asked == short
