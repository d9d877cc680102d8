"""A server that speaks as much of OpenAI's chat completions as a model judge needs, and behaves as a script says."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = tuple[int, bytes] | tuple[int, bytes, dict[str, str]]
Script = Callable[[dict[str, Any], int], Reply]
"""Given the request's JSON and its number from 0 on, status and body of the answer (and headers)."""


@dataclass
class Scripted:
    """A running server and what it was asked."""

    base_url: str
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def asked(self) -> int:
        """How many questions it has seen, repeated ones counted again."""
        return sum(len(questions(request)) for request in self.requests)


def questions(request: dict[str, Any]) -> list[dict[str, Any]]:
    """The questions of a request."""
    found = json.loads(request["messages"][1]["content"])["questions"]
    assert isinstance(found, list)
    return found


def said(content: Any, **more: Any) -> bytes:
    """A completion in which the model says something."""
    text = content if isinstance(content, str) else json.dumps(content)
    message = {"role": "assistant", "content": text, **more}
    usage = {"prompt_tokens": 100, "completion_tokens": 10}
    return json.dumps({"choices": [{"message": message, "finish_reason": "stop"}], "usage": usage}).encode()


def answers(request: dict[str, Any], answer: str = "same", why: str = "both of the plant") -> dict[str, Any]:
    """An answer to each question of a request."""
    return {
        "answers": [{"question": q["question"], "answer": answer, "why": why} for q in questions(request)]
    }


def good(request: dict[str, Any], number: int) -> Reply:
    """The script of a model that does what it is asked to."""
    return 200, said(answers(request))


@contextmanager
def scripted(script: Script = good) -> Iterator[Scripted]:
    """Serves a script on this machine."""
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["content-length"])))
            with lock:
                number = len(served.requests)
                served.requests.append(request)
                served.headers.append({name.lower(): value for name, value in self.headers.items()})
            status, body, *more = script(request, number)
            try:
                self.send_response(status)
                for name, value in (more[0] if more else {}).items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                self.close_connection = True  # whoever asked is gone

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served = Scripted(f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join(120)


def slowly(seconds: float, script: Script = good) -> Script:
    """A script that takes its time."""

    def slow(request: dict[str, Any], number: int) -> Reply:
        time.sleep(seconds)
        return script(request, number)

    return slow
