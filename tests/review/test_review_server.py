"""The review as a server: what it answers, whom it refuses, and what it writes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from claimcheck.cli.app import app
from claimcheck.review.session import ReviewSession

from .serving import PATIENCE, TEXTS, Review, reviewed, until


@pytest.fixture
def review(tmp_path: Path) -> Iterator[Review]:
    with reviewed(tmp_path) as served:
        yield served


def origin(review: Review) -> str:
    return review.url.rsplit("/", 2)[0]


def test_the_report_is_served_with_what_protects_it(review: Review) -> None:
    status, headers, text = review.ask()
    assert status == 200
    assert "<title>" in text
    assert "data-review" in text
    assert (headers["cache-control"], headers["x-content-type-options"]) == ("no-store", "nosniff")
    assert headers["x-frame-options"] == "DENY"
    assert headers["access-control-allow-origin"] is None
    assert "connect-src &#39;self&#39;" in text


def test_only_this_machine_is_listened_to(review: Review) -> None:
    assert review.url.startswith("http://127.0.0.1:")


@pytest.mark.parametrize("path", ["/", "/decisions", "/wrong/", "/wrong/decisions", "//", "/%00/"])
def test_nothing_is_answered_without_the_token(review: Review, path: str) -> None:
    status, _, text = review.ask(whole_path=path)
    assert status == 404
    assert "data-review" not in text


def test_every_review_has_another_token(tmp_path: Path) -> None:
    urls = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        with reviewed(tmp_path / name) as served:
            urls.append(served.url.rsplit("/", 2)[1])
    assert urls[0] != urls[1]
    assert min(map(len, urls)) >= 32


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example"])
def test_another_host_name_is_refused(review: Review, host: str) -> None:
    assert review.ask(headers={"host": host})[0] == 403


def test_this_machine_by_name_is_fine(review: Review) -> None:
    port = review.url.split(":")[2].split("/")[0]
    assert review.ask(headers={"host": f"localhost:{port}"})[0] == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "https://127.0.0.1"},
        {"sec-fetch-site": "cross-site", "origin": "http://evil.example"},
    ],
)
def test_decisions_of_other_pages_are_refused(review: Review, headers: dict[str, str]) -> None:
    body = {"fingerprint": review.fingerprint("percent-change"), "decision": "dismissed"}
    assert review.ask("POST", "decisions", body, headers)[0] == 403
    assert not review.baseline.exists()


def test_what_other_pages_embed_is_refused_but_a_link_can_be_followed(review: Review) -> None:
    cross = {"sec-fetch-site": "cross-site"}
    assert review.ask(headers={**cross, "sec-fetch-mode": "no-cors"})[0] == 403
    assert review.ask(headers={**cross, "sec-fetch-mode": "navigate"})[0] == 200


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"{", "JSON"),
        (b"[1]", "fingerprint"),
        (b'{"fingerprint": 1}', "fingerprint"),
        (b'{"fingerprint": "x", "decision": "maybe"}', "accepted, dismissed, or empty"),
        (b'{"fingerprint": "x", "decision": "accepted", "reason": 3}', "texts"),
        (b'{"fingerprint": "x", "decision": "accepted", "seen": 3}', "object"),
        (b'{"fingerprint": "x", "note": "' + b"n" * 2001 + b'"}', "2,000 characters"),
        (b" " * 70_000, "65,536 bytes"),
        (b"[" * 60_000, "JSON"),
    ],
)
def test_a_broken_decision_is_named(review: Review, body: bytes, said: str) -> None:
    headers = {"origin": origin(review), "content-type": "application/json"}
    status, _, text = review.ask("POST", "decisions", body, headers)
    assert status == 400
    assert said in json.loads(text)["message"]


def test_a_form_of_another_page_is_no_decision(review: Review) -> None:
    headers = {"origin": origin(review), "content-type": "text/plain"}
    assert review.ask("POST", "decisions", b'{"fingerprint": "x"}', headers)[0] == 400


def test_a_finding_that_is_not_there_cannot_be_decided(review: Review) -> None:
    headers = {"origin": origin(review)}
    status, _, text = review.ask("POST", "decisions", {"fingerprint": "ff", "decision": "dismissed"}, headers)
    assert (status, "no such finding" in text) == (404, True)


def test_what_is_dismissed_stands_in_the_baseline_and_ci_accepts_it(review: Review) -> None:
    status, told = review.decide("percent-change", "dismissed", reason='as printed: "30%"\nin the report')
    assert status == 200
    assert told["decision"]["decision"] == "dismissed"
    text = review.baseline.read_text(encoding="utf-8")
    assert "by: desk" in text
    assert "rule: percent-change" in text
    result = CliRunner().invoke(app, ["check", "a.md", "--format", "json"])
    (accepted,) = json.loads(result.stdout)["suppressed"]
    assert accepted["reason"] == 'as printed: "30%" in the report'
    assert result.exit_code == 0


def test_a_dismissal_can_be_changed_and_taken_back(review: Review) -> None:
    _, told = review.decide("percent-change", "dismissed", reason="printed")
    status, told = review.decide("percent-change", "dismissed", reason="restated", seen=told["decision"])
    assert status == 200
    text = review.baseline.read_text(encoding="utf-8")
    assert ("printed" in text, text.count("reason: restated"), text.count("fingerprint:")) == (False, 1, 1)
    status, told = review.decide("percent-change", "", seen=told["decision"])
    assert (status, told["decision"]["decision"]) == (200, "")
    assert "fingerprint:" not in review.baseline.read_text(encoding="utf-8")
    assert review.decisions() == {}


def test_what_others_wrote_into_the_baseline_is_kept(review: Review) -> None:
    mine = "# ours\n- fingerprint: 0123\n  rule: total\n  path: c.md\n  reason: 'kept'  # word for word\n"
    review.baseline.write_text(mine, encoding="utf-8")
    _, told = review.decide("percent-change", "dismissed", reason="one")
    assert review.baseline.read_text(encoding="utf-8").startswith(mine)
    review.decide("percent-change", "", seen=told["decision"])
    assert review.baseline.read_text(encoding="utf-8") == mine


def test_confirmations_and_notes_stand_beside_the_baseline(review: Review) -> None:
    review.decide("percent-change", "accepted", note="ask the desk")
    assert not review.baseline.exists()
    (made,) = json.loads(review.others.read_text(encoding="utf-8"))["decisions"]
    assert (made["rule"], made["decision"], made["note"]) == ("percent-change", "accepted", "ask the desk")
    fingerprint = review.fingerprint("percent-change")
    assert review.decisions() == {fingerprint: {"decision": "accepted", "reason": "", "note": "ask the desk"}}
    seen = {"decision": "accepted", "note": "ask the desk"}
    review.decide("percent-change", "dismissed", reason="fine", note="ask the desk", seen=seen)
    assert review.decisions()[fingerprint] == {
        "decision": "dismissed",
        "reason": "fine",
        "note": "ask the desk",
    }
    review.decide("percent-change", "", seen=review.decisions()[fingerprint])
    assert not review.others.exists()


def test_a_decision_on_what_somebody_else_has_decided_is_refused(review: Review) -> None:
    review.decide("percent-change", "dismissed", reason="the first")
    status, told = review.decide("percent-change", "accepted")
    assert status == 409
    assert told["decision"]["reason"] == "the first"
    assert "meanwhile" in told["message"]
    assert review.decisions()[review.fingerprint("percent-change")]["reason"] == "the first"


def test_the_same_decision_twice_is_one(review: Review) -> None:
    assert review.decide("percent-change", "dismissed", reason="same")[0] == 200
    assert review.decide("percent-change", "dismissed", reason="same")[0] == 200
    assert review.baseline.read_text(encoding="utf-8").count("fingerprint:") == 1


def test_a_broken_baseline_is_named_and_left_alone(review: Review) -> None:
    review.baseline.write_text("- fingerprint: [", encoding="utf-8")
    status, told = review.decide("percent-change", "dismissed", reason="x")
    assert status == 409
    assert "claimcheck-baseline.yaml" in told["message"]
    assert review.baseline.read_text(encoding="utf-8") == "- fingerprint: ["


def test_documents_are_shown_without_script_and_only_those_of_the_report(tmp_path: Path) -> None:
    page = "<html><body><script>alert(1)</script><p>Revenue rose 30% to $11.2 million from $10.4 million.</p></body></html>"
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    with reviewed(tmp_path, {"a.html": page, "b.md": TEXTS["b.md"]}) as review:
        status, headers, _ = review.ask(path="file/0/a.html")
        assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert headers["content-security-policy"].startswith("sandbox;")
        status, headers, text = review.ask(path="file/1/b.md")
        assert (headers["content-type"], text) == ("text/plain; charset=utf-8", TEXTS["b.md"])
        for path in (
            "file/2/x",
            "file/-1/x",
            "file/0/../../secret.txt",
            "file/99999999999999999999/x",
            "secret.txt",
        ):
            status, _, text = review.ask(path=path)
            assert status == 404
            assert "secret" not in text.replace("secret.txt", "")


def test_files_that_change_are_checked_anew(review: Review) -> None:
    assert review.session.version == 1
    (review.folder / "a.md").write_text("Revenue rose 8% to $11.2 million from $10.4 million.\n")
    until(lambda: review.session.version >= 2)
    assert "percent-change" not in {f.rule for f in review.session._findings.values()}
    until(lambda: review.said == ["the documents changed: checked again"])


def test_a_configuration_that_breaks_is_told_and_the_page_stays(tmp_path: Path) -> None:
    with reviewed(tmp_path) as review:
        review.baseline.write_text("- fingerprint: [", encoding="utf-8")
        (tmp_path / "a.md").write_text("Nothing here.\n")
        until(lambda: review.said != [])
        assert "claimcheck-baseline.yaml" in review.said[0]
        assert review.session.version == 1
        assert review.ask()[0] == 200


def test_what_the_baseline_accepts_is_shown_as_dismissed(tmp_path: Path) -> None:
    with reviewed(tmp_path) as first:
        first.decide("percent-change", "dismissed", reason="as printed")
    with reviewed(tmp_path) as again:
        fingerprint = again.fingerprint("percent-change")
        assert again.decisions()[fingerprint]["reason"] == "as printed"
        assert f'data-fingerprint="{fingerprint}"' in again.ask()[2]


@pytest.mark.skipif(os.name == "nt", reason="there is no Ctrl-C to send")
def test_the_command_serves_until_it_is_interrupted(tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "claimcheck", "review", ".", "--no-browser", "--by", "desk"]
    process = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout is not None
    try:
        url = process.stdout.readline().split()[-1]
        review = Review(url, tmp_path, ReviewSession.__new__(ReviewSession))
        until(lambda: review.ask()[0] == 200)
        assert "Ctrl-C ends it" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
        assert process.stdout.read() == ""
    finally:
        process.kill()
        process.stdout.close()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--port", "x"], "'x' is no port"),
        (["--port", "70000"], "'70000' is no port"),
        (["-"], "standard input cannot be"),
    ],
)
def test_what_cannot_be_served_is_said(
    options: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("x")
    result = CliRunner().invoke(app, ["review", "a.md", "--no-browser", *options])
    assert result.exit_code == 2
    assert said in result.output


def test_a_taken_port_is_said(review: Review) -> None:
    port = review.url.split(":")[2].split("/")[0]
    result = CliRunner().invoke(app, ["review", "a.md", "--no-browser", "--port", port])
    assert result.exit_code == 2
    assert f"cannot serve: port {port}" in result.output


def test_a_missing_package_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("x")
    for name in [name for name in sys.modules if name.startswith("claimcheck.review")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    result = CliRunner().invoke(app, ["review", "a.md", "--no-browser"])
    assert result.exit_code == 2
    assert "pip install 'starlette>=0.37' 'uvicorn>=0.30' 'watchfiles>=0.21'" in result.output


OPEN = {
    "a.md": "The bridge at Arnlo was closed to lorries. A survey put the cracks at 14 millimetres.\n",
    "b.md": "Fissures of 31 millimetres, the inspectors wrote, and no lorry may pass at Arnlo.\n",
}


def test_an_answer_goes_into_the_record_and_the_report_follows(tmp_path: Path) -> None:
    with reviewed(tmp_path, OPEN) as review:
        (identity,) = review.session._questions
        version = review.session.version
        assert f'data-id="{identity}"' in review.ask()[2]
        assert review.judge(identity, "same", why="the cracks") == (200, {"recorded": True})
        told = json.loads(review.record.read_text())
        assert (told["id"], told["answer"], told["by"], told["who"], told["why"]) == (
            identity, "same", "person", "desk", "the cracks",
        )  # fmt: skip
        until(lambda: review.session.version > version)
        page = review.ask()[2]
        assert f'data-id="{identity}"' not in page
        assert "31 millimetres" in page
        assert any(finding.rule == "value-conflict" for finding in review.session._findings.values())
        # A page that is not renewed yet may still answer otherwise.
        assert review.judge(identity, "different")[0] == 200
        until(lambda: not review.session._findings)


@pytest.mark.parametrize(
    "body",
    [
        {}, {"id": 5, "answer": "same"}, {"id": "x"}, {"id": "x", "answer": "maybe"}, {"id": "x", "answer": ["same"]},
        {"id": "x", "answer": "same", "why": 5}, {"id": "x", "answer": "same", "why": "y" * 2001},
    ],
)  # fmt: skip
def test_an_answer_that_is_none_is_refused(review: Review, body: dict[str, Any]) -> None:
    status, _, text = review.ask("POST", "judgements", body, {"origin": origin(review)})
    assert status == 400
    assert json.loads(text)["message"]
    assert not review.record.exists()


def test_an_answer_to_nothing_or_from_elsewhere_is_refused(review: Review) -> None:
    assert review.judge("0" * 16, "same")[0] == 404
    body = {"id": "0" * 16, "answer": "same"}
    assert review.ask("POST", "judgements", body, {"origin": "http://evil.example"})[0] == 403
    assert review.ask("POST", "judgements", body)[0] == 403


def test_a_record_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with reviewed(tmp_path, OPEN) as review:
        (identity,) = review.session._questions
        review.record.symlink_to(tmp_path / "elsewhere")
        status, told = review.judge(identity, "same")
        assert (status, "link" in told["message"]) == (409, True)
        review.record.unlink()
