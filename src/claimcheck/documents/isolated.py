"""Reading a file in a process of its own, under bounds of memory and time."""

from __future__ import annotations

import atexit
import json
import queue
import subprocess
import sys
import threading

from claimcheck.documents.errors import UnreadableDocument
from claimcheck.documents.transfer import from_json
from claimcheck.documents.worker import read_exactly
from claimcheck.model.documents import Document

PATIENCE = 120.0
"""Seconds that a file may take."""


class _Worker:
    """A process that reads one file after another until one of them ends it."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "claimcheck.documents.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.answers: queue.Queue[bytes | None] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        out = self.process.stdout
        assert out is not None
        while head := out.readline():
            length = int(head)
            answer = read_exactly(out, length)
            if len(answer) < length:
                break
            self.answers.put(answer)
        self.answers.put(None)

    def ask(self, module: str, path: str, data: bytes) -> bytes | None:
        """The answer; None where the process has died of the file. Raises queue.Empty where it takes too long."""
        given = self.process.stdin
        assert given is not None
        head = json.dumps({"module": module, "path": path, "length": len(data)})
        try:
            given.write(head.encode() + b"\n")
            given.write(data)
            given.flush()
        except OSError:
            return None
        return self.answers.get(timeout=PATIENCE)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()


_worker: _Worker | None = None


def read_isolated(module: str, path: str, data: bytes) -> Document:
    """The document that the function `read` of a module makes of some bytes.

    Raises UnreadableDocument, also where the process took too long, too much memory, or died.
    """
    global _worker
    if _worker is None:
        _worker = _Worker()
        atexit.register(_end)
    try:
        answer = _worker.ask(module, path, data)
    except queue.Empty:
        _end()
        raise UnreadableDocument(f"took longer than {PATIENCE:.0f} seconds to be read") from None
    if answer is None:
        _end()
        raise UnreadableDocument("cannot be read: the process that tried has died of it")
    text = answer.decode("utf-8", "surrogatepass")
    if text.startswith('{"refused"'):
        raise UnreadableDocument(json.loads(text)["refused"])
    return from_json(text)


def _end() -> None:
    global _worker
    if _worker is not None:
        _worker.end()
        _worker = None
