"""Reading a file in a process of its own, under bounds of memory and time."""

from __future__ import annotations

import atexit
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from claimcheck.budget import seconds_for
from claimcheck.documents import worker
from claimcheck.documents.decoding import os_error_message
from claimcheck.documents.errors import UnreadableDocument
from claimcheck.documents.transfer import from_json
from claimcheck.model.documents import Document
from claimcheck.search_path import ROOT, trusted_entries

PATIENCE = 20.0
"""Seconds of the clock that a file may take, beside three for each that it may take of the processor."""

_KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP")
"""Variables without which Python may not start: where the system and its libraries are."""


def command() -> list[str]:
    """What starts a reading process: by its file, isolated, with the folders that it may import from.

    Started by its name it would look for itself, and for every module that it needs, in the working folder first: a
    `zipfile.py` that lies beside the documents would run.
    """
    bytecode = ["-B"] if sys.dont_write_bytecode else []
    return [sys.executable, "-I", "-X", "utf8", *bytecode, worker.__file__, str(ROOT), *trusted_entries()]


def environment() -> dict[str, str]:
    """The variables of a reading process: of those of its surroundings a few, and in them only absolute names."""
    kept = {}
    for name in _KEPT:
        places = [place for place in os.environ.get(name, "").split(os.pathsep) if Path(place).is_absolute()]
        if places:
            kept[name] = os.pathsep.join(places)
    return kept


class _Worker:
    """A process that reads one file after another until one of them ends it."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603
            command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(worker.__file__).parent,  # whoever can put files there needs no other door
            env=environment(),
        )
        self.answers: queue.Queue[bytes | None] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        out = self.process.stdout
        assert out is not None
        while head := out.readline():
            length = int(head)
            answer = worker.read_exactly(out, length)
            if len(answer) < length:
                break
            self.answers.put(answer)
        self.answers.put(None)

    def ask(self, request: dict[str, Any], data: bytes) -> bytes | None:
        """The answer; None where the process has died of the file. Raises queue.Empty where it takes too long."""
        given = self.process.stdin
        assert given is not None
        try:
            given.write(json.dumps(request).encode() + b"\n")
            given.write(data)
            given.flush()
        except OSError:
            return None
        return self.answers.get(timeout=PATIENCE + 3 * request["seconds"])

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()


_worker: _Worker | None = None
_ONE_AT_A_TIME = threading.Lock()


def read_isolated(module: str, path: str, data: bytes) -> Document:
    """The document that the function `read` of a module makes of some bytes.

    Raises UnreadableDocument, also where the process took too long, too much memory, or died.
    """
    return from_json(_asked({"module": module, "path": path}, data, len(data)))


_ADDRESS_SPACE = 1536 * 1024**2
"""Bytes that a library may reserve that reserves much and uses little: DuckDB takes 1.3 GB for a query that needs 80 MB."""


def value_isolated(module: str, path: Path, asked: dict[str, Any], size: int, *, fresh: bool = False) -> str:
    """What the function `value_of` of a module finds in a file, of which so many bytes are read.

    `fresh`: in a process that has read nothing yet, for libraries that need nearly all the memory it may have.
    Raises UnreadableDocument as `read_isolated` does.
    """
    if fresh:
        with _ONE_AT_A_TIME:
            _end()
    request = {"module": module, "path": str(path.absolute()), "asked": asked}
    try:
        answer = json.loads(_asked(request | {"memory": _ADDRESS_SPACE} if fresh else request, b"", size))
    finally:
        if fresh:  # what such a library holds would be lacking to the next file
            with _ONE_AT_A_TIME:
                _end()
    value: str = answer["value"]
    return value


def _asked(request: dict[str, Any], data: bytes, size: int) -> str:
    seconds = seconds_for(size)
    with _ONE_AT_A_TIME:
        process = _running()
        try:
            answer = process.ask({**request, "length": len(data), "seconds": seconds}, data)
        except queue.Empty:
            _end()
            raise UnreadableDocument(_TOO_LONG.format(seconds)) from None
        except BaseException:  # an alarm, Ctrl-C: the answer would be taken for that to the next question
            _end()
            raise
        if answer is None:
            ended = process.process.wait()
            _end()
            if ended == -getattr(signal, "SIGXCPU", 0):
                raise UnreadableDocument(_TOO_LONG.format(seconds))
            raise UnreadableDocument("cannot be read: the process that tried has died of it")
    text = answer.decode("utf-8", "surrogatepass")
    if text.startswith('{"refused"'):
        raise UnreadableDocument(json.loads(text)["refused"])
    return text


_TOO_LONG = "took longer than {:.0f} seconds to be read"


def _running() -> _Worker:
    """The process, started where there is none (any more)."""
    global _worker
    if _worker is not None and _worker.process.poll() is not None:
        _end()
    if _worker is None:
        try:
            _worker = _Worker()
        except OSError as error:
            raise UnreadableDocument(
                f"cannot be read: no process to read it can be started ({os_error_message(error)})"
            ) from None
        atexit.register(_end)
    return _worker


def _end() -> None:
    global _worker
    if _worker is not None:
        _worker.end()
        _worker = None


def end_reading_process() -> None:
    """Ends the process that reads for this one, if there is one; the next file starts another."""
    _end()


def forget_reading_process() -> None:
    """Leaves the reading process to the parent that this process was forked from: both would read each other's answers."""
    global _worker, _ONE_AT_A_TIME
    _worker = None
    _ONE_AT_A_TIME = threading.Lock()
