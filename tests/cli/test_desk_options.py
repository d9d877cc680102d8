"""What people set on the command line, and how a run ends that cannot write or has nothing to read."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

import pytest
from typer.testing import CliRunner, Result

from claimcheck.cli.app import app

FAULTY = "Revenue rose 30% to $11.2 million from $10.4 million.\n\nShe led the museum from 2008 to 2019, fifteen years in all.\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(FAULTY, encoding="utf-8")
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(app, list(args))


def test_rules_can_be_selected_and_ignored(project: Path) -> None:
    def both(done: Result) -> tuple[bool, bool]:
        return "percent-change" in done.stdout, "duration" in done.stdout

    assert both(run("check", "a.md")) == (True, True)
    assert both(run("check", "a.md", "--select", "duration")) == (False, True)
    assert both(run("check", "a.md", "--ignore", "duration")) == (True, False)
    assert both(run("check", "a.md", "--select", "duration, percent-change", "--ignore", "duration")) == (True, False)  # fmt: skip
    wrong = run("check", "a.md", "--select", "durations")
    assert wrong.exit_code == 2
    assert "there is no rule 'durations'. Did you mean 'duration'?" in " ".join(wrong.stderr.split())


def test_a_selected_rule_counts_though_the_project_has_it_off(project: Path) -> None:
    (project / "claimcheck.toml").write_text('[rules]\nduration = "off"\n')
    assert "duration" not in run("check", "a.md").stdout
    assert "duration" in run("check", "a.md", "--select", "duration").stdout


def test_settings_on_the_command_line(project: Path) -> None:
    assert run("check", "a.md", "--config", "fail-on=never").exit_code == 0
    done = run("check", "a.md", "--config", "rules.percent-change=off", "--config", "rules.duration=off")
    assert done.exit_code == 0
    wrong = run("check", "a.md", "--config", "fail-on=always")
    assert (wrong.exit_code, wrong.stderr) == (
        2,
        "claimcheck: --config: fail-on: must be one of error, warning, info, never\n",
    )


def test_settings_are_shown(project: Path) -> None:
    (project / "claimcheck.toml").write_text('scope = "document"\n[rules]\nduration = "off"\n')
    done = run("check", "--show-settings", "--config", "ignore=['old/']")
    assert done.exit_code == 0
    for line in ('scope = "document"', 'ignore = ["old/"]', 'duration = "off"', "claimcheck.toml"):
        assert line in done.stdout


def test_statistics_follow_the_report(project: Path) -> None:
    done = run("check", "a.md", "--statistics")
    assert "     1  duration        1 warning\n     1  percent-change  1 error\n" in done.stdout
    done = run("check", "a.md", "--statistics", "--format", "json")
    assert done.stdout.rstrip().endswith("}")
    assert "percent-change  1 error" in done.stderr


def test_a_folder_below_finds_the_projects_folders(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "claimcheck.toml").write_text("")
    (project / "sources").mkdir()
    (project / "a.md").rename(project / "sources" / "a.md")
    (project / "notes").mkdir()
    monkeypatch.chdir(project / "notes")
    done = run("check")
    assert done.exit_code == 1
    assert "../sources/a.md:1:14" in done.stdout


def test_nothing_read_is_not_nothing_contradicts(project: Path) -> None:
    done = run("check", ".", "--config", "ignore=['*.md']")
    assert (done.exit_code, done.stdout) == (2, "nothing was read\n")
    assert "nothing was read: there is no document in what was named" in done.stderr
    (project / "words.md").write_text("No number stands here.\n")
    done = run("check", "words.md")
    assert (done.exit_code, done.stdout) == (0, "no numbers were found in 1 document\n")


def test_a_draft_without_sources_is_told(project: Path) -> None:
    done = run("check", ".", "--draft", "a.md")
    assert done.exit_code == 1
    assert "held against nothing but itself" in done.stderr


def test_prune_takes_out_what_is_gone_while_there_is_something_new(project: Path) -> None:
    assert run("baseline", "a.md", "--reason", "as printed", "--by", "desk").exit_code == 0
    (project / "a.md").write_text("Costs rose 40% to $11.2 million from $10.4 million.\n")
    done = run("baseline", "a.md", "--prune")
    assert done.exit_code == 0, done.output
    assert "2 entries taken out" in done.stdout
    assert "1 new finding left as it is" in done.stderr
    assert "fingerprint" not in (project / "claimcheck-baseline.yaml").read_text().replace("fingerprints", "")
    assert run("check", "a.md").exit_code == 1


def program(*args: str) -> list[str]:
    return [sys.executable, "-m", "claimcheck", *args]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("args", [("check", "a.md"), ("extract", "a.md"), ("explain",), ("check", "a.md", "--format", "html")])  # fmt: skip
def test_a_full_disk_is_told_in_one_line(project: Path, args: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(program(*args), stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "claimcheck: cannot write to standard output: No space left on device\n"


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
@pytest.mark.parametrize(("args", "code"), [(("check", "a.md"), 1), (("extract", "a.md"), 0)])
def test_a_closed_pipe_is_no_fault(project: Path, args: tuple[str, ...], code: int) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(program(*args), stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (code, "")


@pytest.mark.skipif(os.name == "nt", reason="there is no such shell")
def test_closed_standard_output_is_told_in_one_line(project: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" >&-', "sh", *program("check", "a.md")],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (2, "claimcheck: cannot write: standard output is closed\n")


def test_it_checks_again_when_a_file_changes(project: Path) -> None:
    pytest.importorskip("watchfiles")
    with subprocess.Popen(
        program("check", "a.md", "--watch"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell lets what it runs in the background ignore Ctrl-C, and that is passed on.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        _until(running.stdout, "1 error, 1 warning")
        assert "watching for changes" in running.stderr.readline()
        for _ in range(1200):  # the watch begins a moment after it is told of
            (project / "a.md").write_text("Revenue rose 7.7% to $11.2 million from $10.4 million.\n")
            time.sleep(0.1)
            if _ready(running.stdout):
                break
        _until(running.stdout, "nothing contradicts")
        assert running.stderr.readline() == "claimcheck: a.md changed: checked again\n"
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=120) == 0


def _until(stream: IO[str], words: str) -> None:
    for line in stream:
        if words in line:
            return
    raise AssertionError(f"it ended without {words!r}")


def _ready(stream: IO[str]) -> bool:
    import select

    return bool(select.select([stream], [], [], 0)[0])
