"""The process in which files are read that could do harm: bounded in memory, ended by its parent when it takes too long.

It is given the bytes of one file after another on standard input, and answers each with a document or a message; or it is asked for
one value out of a file. A library that runs wild takes this process with it, and nothing else. `isolated.py` starts it as a script, and
says where to import from and how long each may take.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from math import ceil
from typing import IO, Any

MOST_MEMORY = 832 * 1024**2
"""Bytes of address space."""
_DIE_WITH_PARENT = 1
"""`PR_SET_PDEATHSIG` of Linux."""


def main(root: str, path: Sequence[str]) -> None:
    """Serves until standard input ends: with the claimcheck in the folder `root`, all else from the folders of `path`."""
    end_with_parent()
    _import_from(root, path)
    _bound_memory()
    given, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints must not mix with the answers
    while head := given.readline():
        request = json.loads(head)
        data = read_exactly(given, request["length"])
        _bound_time(request["seconds"])
        if "memory" in request:
            _bound_memory(request["memory"])
        answer = _answer(request, data).encode("utf-8", "surrogatepass")
        answers.write(b"%d\n" % len(answer))
        answers.write(answer)
        answers.flush()


def _import_from(root: str, path: Sequence[str]) -> None:
    """Loads claimcheck by its place: it need not be on the path, and another one there must not be taken for it."""
    sys.path[:] = path
    spec = PathFinder.find_spec("claimcheck", [root])
    if spec is None or spec.loader is None:
        raise ImportError(f"no claimcheck in {root}")
    package = sys.modules["claimcheck"] = module_from_spec(spec)
    spec.loader.exec_module(package)


def _answer(request: dict[str, Any], data: bytes) -> str:
    from claimcheck.documents.errors import UnreadableDocument
    from claimcheck.documents.transfer import to_json

    try:
        module = import_module(request["module"])
        if "asked" in request:
            return json.dumps({"value": module.value_of(request["path"], request["asked"])})
        return to_json(module.read(request["path"], data))
    except UnreadableDocument as error:
        return json.dumps({"refused": error.message})
    except MemoryError:
        return json.dumps({"refused": f"needs more than {MOST_MEMORY // 1024**2} MB of memory to be read"})
    except RecursionError:
        return json.dumps({"refused": "nested too deeply"})
    except Exception as error:  # whatever a library raises on a broken file
        return json.dumps(
            {"refused": f"cannot be read ({type(error).__name__}: {' '.join(str(error).split())[:100]})"}
        )


def _bound_memory(allowed: int = MOST_MEMORY) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = allowed if hard == resource.RLIM_INFINITY else min(allowed, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    # A crash must not leave what was read as a core file where claimcheck is installed.
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _bound_time(seconds: float) -> None:
    """Lets the system end this process when it has used so many more seconds of the processor, whatever it is at then."""
    try:
        import resource
    except ImportError:  # Windows
        return
    most = ceil(time.process_time() + seconds)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    if hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


def end_with_parent() -> None:
    """Lets the system end this process with the one that started it. Elsewhere than on Linux the bound on time must do."""
    if sys.platform != "linux":
        return
    import ctypes
    import signal

    parent = os.getppid()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended meanwhile
        os._exit(1)


def read_exactly(stream: IO[bytes], length: int) -> bytes:
    """So many bytes of a stream; fewer where it ends."""
    parts: list[bytes] = []
    while length > 0 and (part := stream.read(min(length, 1 << 20))):
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
