"""The process in which files are read that could do harm: bounded in memory, ended by its parent when it takes too long.

It is given the bytes of one file after another on standard input, and answers each with a document or a message. A library
that runs wild takes this process with it, and nothing else. `isolated.py` starts it as a script, and says where to import from.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from typing import IO

MOST_MEMORY = 2 * 1024**3
"""Bytes of address space."""


def main(root: str, path: Sequence[str]) -> None:
    """Serves until standard input ends: with the claimcheck in the folder `root`, all else from the folders of `path`."""
    _import_from(root, path)
    _bound_memory()
    given, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints must not mix with the answers
    while head := given.readline():
        request = json.loads(head)
        data = read_exactly(given, request["length"])
        answer = _answer(request["module"], request["path"], data).encode("utf-8", "surrogatepass")
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


def _answer(module: str, path: str, data: bytes) -> str:
    from claimcheck.documents.errors import UnreadableDocument
    from claimcheck.documents.transfer import to_json

    try:
        return to_json(import_module(module).read(path, data))
    except UnreadableDocument as error:
        return json.dumps({"refused": error.message})
    except MemoryError:
        return json.dumps({"refused": f"needs more than {MOST_MEMORY // 1024**3} GB of memory to be read"})
    except RecursionError:
        return json.dumps({"refused": "nested too deeply"})
    except Exception as error:  # whatever a library raises on a broken file
        return json.dumps(
            {"refused": f"cannot be read ({type(error).__name__}: {' '.join(str(error).split())[:100]})"}
        )


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MOST_MEMORY if hard == resource.RLIM_INFINITY else min(MOST_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    # A crash must not leave what was read as a core file where claimcheck is installed.
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def read_exactly(stream: IO[bytes], length: int) -> bytes:
    """So many bytes of a stream; fewer where it ends."""
    parts: list[bytes] = []
    while length > 0 and (part := stream.read(min(length, 1 << 20))):
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
