"""`claimcheck judge` from the outside: what it writes, what it takes, and that nothing else opens a connection."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from claimcheck.cli.app import app
from claimcheck.judges.record import NAME
from judges.server import Reply, answers, good, said, scripted, slowly

RUNNER = CliRunner()
TEXTS = {
    "a.md": "In 2025, Norvale Packaging had revenue of $2.64 billion.\n\nThe bridge at Arnlo was closed. Cracks of 14 millimetres were found in it.\n",
    "b.md": "Norvale Packaging had revenue of $2.94 billion in 2025.\n\nCracks of 31 millimetres, they wrote of the bridge at Arnlo.\n",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args: str, code: int = 0, stdin: str | None = None) -> Any:
    done = RUNNER.invoke(app, list(args), input=stdin)
    assert done.exit_code == code, done.output
    return done


def exported(*args: str) -> list[dict[str, Any]]:
    return [
        json.loads(line) for line in run("judge", "a.md", "b.md", "--export", "-", *args).stdout.splitlines()
    ]


def lines(answer: str = "same", questions: list[dict[str, Any]] | None = None) -> str:
    asked = exported() if questions is None else questions
    return "".join(json.dumps({"id": q["id"], "answer": answer, "why": "as I read it"}) + "\n" for q in asked)


def findings() -> list[tuple[str, float]]:
    report = json.loads(RUNNER.invoke(app, ["check", "a.md", "b.md", "--format", "json"]).stdout)
    return [(finding["rule"], finding["confidence"]) for finding in report["findings"]]


def test_questions_have_the_ids_of_candidates() -> None:
    report = json.loads(RUNNER.invoke(app, ["check", "a.md", "b.md", "--format", "json"]).stdout)
    ids = {question["id"] for question in exported()}
    assert {candidate["id"] for candidate in report["candidates"]} <= ids
    assert all(c["judgement"] is None and c["by"] is None for c in report["candidates"])


def test_limit_takes_the_most_valuable() -> None:
    assert exported("--limit", "1") == exported()[:1]
    for wrong in ("0", "-1", "x", "9" * 30):
        run("judge", "a.md", "b.md", "--export", "-", "--limit", wrong, code=2)


def test_answers_count_from_then_on_and_are_not_asked_again() -> None:
    before = findings()
    Path("answers.jsonl").write_text(lines())
    done = run("judge", "a.md", "b.md", "--import", "answers.jsonl", "--by", "Ines Vorwerk")
    assert "recorded" in done.stdout
    assert len(findings()) > len(before)
    assert exported() == []
    assert (
        "0 judgements recorded"
        in run("judge", "a.md", "b.md", "--import", "answers.jsonl", "--by", "Ines Vorwerk").stdout
    )
    listed = run("judge", "--list").stdout
    assert "same, says person Ines Vorwerk" in listed
    assert "as I read it" in listed
    assert "«14 millimetres»" in listed
    Path(NAME).unlink()
    assert findings() == before


def test_an_answer_of_a_program_is_one_of_a_model() -> None:
    run("judge", "a.md", "b.md", "--import", "-", "--by", "model qwen", stdin=lines("different"))
    assert {json.loads(line)["by"] for line in Path(NAME).read_text().splitlines()} == {"model qwen"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "not JSON"), ('{"answer": "same"}', "needs the id"), ('{"id": "a", "answer": "maybe"}', "one of same"),
        ('{"id": "a", "answer": "same", "why": 5}', "why is a text"), ("[" * 100_000, "not JSON"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_told_and_the_others_count(line: str, said: str) -> None:
    good = lines()
    done = run("judge", "a.md", "b.md", "--import", "-", stdin=f"{line}\n{good}", code=2)
    assert f"standard input:1: {said}" in done.stderr or said in done.stderr
    assert len(Path(NAME).read_text().splitlines()) == good.count("\n")


def test_answers_to_what_nobody_asks_are_told() -> None:
    done = run("judge", "a.md", "b.md", "--import", "-", stdin='{"id": "0000", "answer": "same"}\n')
    assert "1 answer to questions that the documents do not pose" in done.stderr
    assert not Path(NAME).exists()


def test_what_is_stale_is_told_and_forgotten_on_demand() -> None:
    run("judge", "a.md", "b.md", "--import", "-", stdin=lines())
    number = len(Path(NAME).read_text().splitlines())
    Path("b.md").write_text(TEXTS["b.md"].replace("Norvale", "The Norvale"))
    told = RUNNER.invoke(app, ["check", "a.md", "b.md"])
    assert "on passages that are not there any more" in told.stderr
    assert "on passages" not in RUNNER.invoke(app, ["check", "a.md"]).stderr, (
        "nobody looked into the other one"
    )
    done = run("judge", "a.md", "b.md", "--forget", "stale")
    assert f"{number - len(Path(NAME).read_text().splitlines())} judgement" in done.stdout
    assert "on passages" not in RUNNER.invoke(app, ["check", "a.md", "b.md"]).stderr


def test_forgetting_by_id_and_by_judge() -> None:
    run("judge", "a.md", "b.md", "--import", "-", "--by", "Ines", stdin=lines())
    ids = [json.loads(line)["id"] for line in Path(NAME).read_text().splitlines()]
    run("judge", "--forget", ids[0][:8])
    assert ids[0] not in Path(NAME).read_text()
    run("judge", "--forget", "nobody", code=2)
    run("judge", "--forget", "Ines")
    assert Path(NAME).read_text() == ""


def test_two_commands_are_one_too_many() -> None:
    run("judge", "--list", "--sort", code=2)


def test_a_record_that_cannot_be_read_ends_the_check() -> None:
    Path(NAME).mkdir()
    run("check", "a.md", code=2)


def test_a_broken_line_is_told_and_the_check_goes_on() -> None:
    Path(NAME).write_text("<<<<<<< main\n")
    assert f"{NAME}:1: no judgement stands in this line" in RUNNER.invoke(app, ["check", "a.md"]).stderr


def test_the_record_stands_beside_the_configuration(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("claimcheck.toml").write_text('sources = ["a.md", "b.md"]\n')
    (folder / "below").mkdir()
    monkeypatch.chdir(folder / "below")
    asked = [json.loads(line) for line in run("judge", "--export", "-").stdout.splitlines()]
    run("judge", "--import", "-", stdin=lines(questions=asked))
    assert (folder / NAME).is_file()
    documents = {
        name for line in (folder / NAME).read_text().splitlines() for name in json.loads(line)["documents"]
    }
    assert documents == {"a.md", "b.md"}
    monkeypatch.chdir(folder)
    assert run("judge", "--export", "-").stdout == ""


def test_a_model_answers() -> None:
    with scripted() as server:
        done = run("judge", "a.md", "b.md", "--model", "qwen", "--base-url", server.base_url)
    number = len(Path(NAME).read_text().splitlines())
    assert number
    assert f"{number} judgement" in done.stdout
    assert "tokens sent" in done.stderr
    assert server.requests[0]["model"] == "qwen"
    assert "a.md" in json.dumps(server.requests)
    assert str(Path.cwd()) not in json.dumps(server.requests), "folders of this machine are nobody's business"


def test_the_configuration_names_model_server_and_budget() -> None:
    with scripted() as server:
        Path("claimcheck.toml").write_text(
            f'[model]\nbase_url = "{server.base_url}"\nname = "llama"\napi_key_env = "MY_KEY"\nmax_questions = 1\n'
        )
        assert "holds no key" in run("judge", "a.md", "b.md", "--model", "-", code=2).stderr
        done = RUNNER.invoke(app, ["judge", "a.md", "b.md", "--model", "-"], env={"MY_KEY": "sk-7"})
    assert done.exit_code == 0, done.output
    assert server.asked() == 1
    assert server.headers[0]["authorization"] == "Bearer sk-7"
    assert server.requests[0]["model"] == "llama"
    assert "sk-7" not in Path(NAME).read_text() + done.output


def test_a_key_goes_to_its_own_server_only() -> None:
    Path("claimcheck.toml").write_text(
        '[model]\nbase_url = "https://models.example/v1"\napi_key_env = "MY_KEY"\n'
    )
    with scripted() as server:
        RUNNER.invoke(
            app,
            ["judge", "a.md", "b.md", "--model", "q", "--base-url", server.base_url],
            env={"MY_KEY": "sk-7"},
        )
    assert server.requests
    assert all("authorization" not in headers for headers in server.headers)


@pytest.mark.parametrize("address", ["localhost:1", "ftp://a/b", "http://a:b@c/", "http://a/?q=1", "http://"])
def test_an_address_is_one(address: str) -> None:
    run("judge", "a.md", "b.md", "--model", "q", "--base-url", address, code=2)


def test_a_server_that_fails_is_told() -> None:
    with scripted(lambda request, number: (401, b'{"error": {"message": "wrong key"}}')) as server:
        done = run("judge", "a.md", "b.md", "--model", "q", "--base-url", server.base_url, code=2)
    assert "answers 401: wrong key" in done.stderr


def test_ctrl_c_keeps_what_was_answered() -> None:
    import signal

    def script(request: dict[str, Any], number: int) -> Reply:
        return good(request, number) if number == 0 else slowly(300)(request, number)

    Path("claimcheck.toml").write_text("[model]\nper_request = 1\n")
    with scripted(script) as server:
        command = [
            sys.executable,
            "-m",
            "claimcheck",
            "judge",
            "a.md",
            "b.md",
            "--model",
            "q",
            "--base-url",
            server.base_url,
        ]
        with subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # A shell lets what it runs in the background ignore Ctrl-C, and that is passed on.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        ) as process:
            while len(server.requests) < 2 or not Path(NAME).exists():
                assert process.poll() is None
                time.sleep(0.02)
            time.sleep(0.2)  # the client waits for the second answer
            process.send_signal(signal.SIGINT)
            out, errors = process.communicate(timeout=120)
    assert process.returncode == 130, errors
    assert "1 judgement recorded" in out
    assert "what was answered is kept" in errors
    assert len(Path(NAME).read_text().splitlines()) == 1


WATCHED = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(event) if event.startswith(("socket.", "urllib.", "http.")) else None)
from claimcheck.cli import main
try:
    main()
except SystemExit:
    pass
loaded = {"httpx", "httpcore", "openai", "claimcheck.judges.model"} & set(sys.modules)
print(*sorted({*opened, *loaded}), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "args",
    [
        ["check", "a.md", "b.md"], ["check", "a.md", "--draft", "b.md", "--format", "json"], ["extract", "a.md"],
        ["documents", "a.md"], ["explain"], ["judge", "a.md", "b.md"], ["judge", "a.md", "b.md", "--export", "q.jsonl"],
        ["judge", "a.md", "b.md", "--import", "given.jsonl"], ["judge", "--list"], ["judge", "a.md", "--forget", "stale"],
        ["verify", "claims.yaml"], ["init"], ["baseline", "a.md", "b.md", "--reason", "as printed"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_no_other_command_opens_a_connection_or_loads_what_could(args: list[str]) -> None:
    Path("given.jsonl").write_text(lines())
    run("judge", "a.md", "b.md", "--import", "given.jsonl")
    done = subprocess.run([sys.executable, "-c", WATCHED, *args], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1].strip() == ""


def test_the_watch_sees_what_it_is_for() -> None:
    with scripted() as server:
        args = ["judge", "a.md", "b.md", "--model", "q", "--base-url", server.base_url]
        done = subprocess.run(
            [sys.executable, "-c", WATCHED, *args], capture_output=True, text=True, check=True
        )
    assert "socket.connect" in done.stderr
    assert "httpx" in done.stderr


def test_without_the_client_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    monkeypatch.delitem(sys.modules, "claimcheck.judges.model", raising=False)
    assert "pip install 'httpx>=0.27'" in run("judge", "a.md", "b.md", "--model", "q", code=2).stderr


def test_a_wrong_answer_of_a_model_makes_no_finding_without_arithmetic() -> None:
    Path("b.md").write_text(TEXTS["a.md"])
    with scripted(lambda request, number: (200, said(answers(request, "same")))) as server:
        run("judge", "a.md", "b.md", "--model", "q", "--base-url", server.base_url)
    assert findings() == []
