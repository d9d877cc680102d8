"""The process beside the server: it checks whole documents, one after the other, and answers with the JSON report.

A message is a line with its length in bytes, and the message in JSON. Asked: `{"id", "path", "texts"}`; answered:
`{"id", "report"}`, or `{"id", "error"}` with one line for a person.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from claimcheck.lsp.project import Lexicon
    from claimcheck.lsp.registered import Registry
    from claimcheck.lsp.shelf import Shelf


def main() -> None:
    """Answers until standard input ends."""
    from claimcheck.search_path import forget_the_working_folder

    forget_the_working_folder()
    from claimcheck.budget import enforce, lift_run_time

    enforce()
    lift_run_time()
    # What anything else should print must not stand between the answers.
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    from claimcheck.lsp.project import Lexicon
    from claimcheck.lsp.registered import Registry
    from claimcheck.lsp.shelf import Shelf

    shelf, lexicon, registry = Shelf(), Lexicon(), Registry()
    while (asked := receive(incoming)) is not None:
        send(outgoing, _answer(asked, shelf, lexicon, registry))


def _answer(asked: dict[str, Any], shelf: Shelf, lexicon: Lexicon, registry: Registry) -> str:
    from claimcheck.lsp.project import ProjectError, check_document
    from claimcheck.wording import own_fault

    number = int(asked["id"])
    try:
        report = check_document(str(asked["path"]), asked["texts"], shelf, lexicon, registry)
        return f'{{"id": {number}, "report": {report.to_json()}}}'
    except ProjectError as error:
        return json.dumps({"id": number, "error": str(error)})
    except MemoryError:
        raise
    except Exception as error:
        return json.dumps({"id": number, "error": own_fault(error)})


def receive(stream: BinaryIO) -> dict[str, Any] | None:
    """The next message; None where there is none any more."""
    line = stream.readline(32)
    if not line:
        return None
    data = stream.read(int(line))
    message: dict[str, Any] = json.loads(data)
    return message


def send(stream: BinaryIO, message: str) -> None:
    """Writes a message."""
    data = message.encode("utf-8", "surrogatepass")
    stream.write(b"%d\n" % len(data))
    stream.write(data)
    stream.flush()


if __name__ == "__main__":
    main()
