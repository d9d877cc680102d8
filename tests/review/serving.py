"""A review that is really served, for tests."""

from __future__ import annotations

import http.client
import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from claimcheck.judges.record import NAME as RECORD
from claimcheck.review.checking import DocumentCheck
from claimcheck.review.server import ReviewServer
from claimcheck.review.session import ReviewSession
from claimcheck.suppressions.decisions import DecisionStore

TEXTS = {
    "a.md": "Revenue rose 30% to $11.2 million from $10.4 million.\n\nIn 2025, Norvale Packaging had revenue of $2.64 billion.\n",
    "b.md": "Norvale Packaging had revenue of $2.94 billion in 2025.\n\nShe led the museum from 2008 to 2019, fifteen years in all.\n",
}

PATIENCE = 90.0
"""Seconds after which nothing more is waited for; a busy machine takes many times what an idle one does."""


@dataclass
class Review:
    """A review under way in some folder."""

    url: str
    folder: Path
    session: ReviewSession
    said: list[str] = field(default_factory=list)

    @property
    def baseline(self) -> Path:
        return self.folder / "claimcheck-baseline.yaml"

    @property
    def others(self) -> Path:
        return self.folder / "claimcheck-decisions.json"

    @property
    def record(self) -> Path:
        return self.folder / RECORD

    def judge(self, identity: str, answer: str, **more: Any) -> tuple[int, dict[str, Any]]:
        """An answer as the page sends it."""
        origin = self.url.rsplit("/", 2)[0]
        status, _, text = self.ask(
            "POST", "judgements", {"id": identity, "answer": answer, **more}, {"origin": origin}
        )
        return status, json.loads(text)

    def fingerprint(self, rule: str) -> str:
        return next(mark for mark, finding in self.session._findings.items() if finding.rule == rule)

    def ask(
        self,
        method: str = "GET",
        path: str = "",
        body: Any = None,
        headers: dict[str, str] | None = None,
        *,
        whole_path: str | None = None,
    ) -> tuple[int, http.client.HTTPMessage, str]:
        """A request as a program makes it: what it does not say, is not sent."""
        parts = urlsplit(self.url)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE)
        data = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
        sent = dict(headers or {})
        if isinstance(body, dict):
            sent.setdefault("content-type", "application/json")
        connection.request(method, whole_path if whole_path is not None else parts.path + path, data, sent)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, answer.headers, text

    def decide(self, rule: str, decision: str, **more: Any) -> tuple[int, dict[str, Any]]:
        """A decision as the page sends it."""
        body = {"fingerprint": self.fingerprint(rule), "decision": decision, **more}
        origin = self.url.rsplit("/", 2)[0]
        status, _, text = self.ask("POST", "decisions", body, {"origin": origin})
        return status, json.loads(text)

    def decisions(self) -> dict[str, dict[str, str]]:
        made = json.loads(self.ask("GET", "decisions")[2])["decisions"]
        assert isinstance(made, dict)
        return made


@contextmanager
def reviewed(folder: Path, texts: dict[str, str] = TEXTS) -> Iterator[Review]:
    """Serves a review of some texts; the working folder is theirs meanwhile."""
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    before = Path.cwd()
    os.chdir(folder)
    store = DecisionStore(Path("claimcheck-baseline.yaml"), "desk")
    record = Path(RECORD)
    check = DocumentCheck(sorted(texts), None, None, None, store.baseline, record)
    session = ReviewSession(check, store, record)
    session.run()
    review = Review("", folder, session)
    server = ReviewServer(
        session,
        watched=[*(Path(name) for name in texts), record],
        decided=[store.baseline, store.others],
        say=review.said.append,
    )
    review.url = server.url
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        until(lambda: server.started)
        yield review
    finally:
        server.stop()
        thread.join(PATIENCE)
        os.chdir(before)
        assert not thread.is_alive()


def until(holds: Any, seconds: float = PATIENCE) -> None:
    """Waits for something to hold."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
