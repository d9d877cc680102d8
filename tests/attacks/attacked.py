"""Runs claimcheck on each attack as a stranger's pull request would: a program of its own, under bounds of the system.

    python attacked.py CASES.json

One process reads what the program is made of and makes a copy of itself for each attack, so that many cost little. What it prints for
each, as JSON: the exit code, and what was written to standard output and error.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path

MOST_SECONDS = 30
"""Of the processor, after the program has started: three times what is promised, as busy and old machines count more."""
MOST_MEMORY = 1 << 30
"""Address space of the program; what reads its files has bounds of its own."""


def attacked(folder: str, arguments: list[str]) -> dict[str, object]:
    """What a run in a folder ends with."""
    out, error = Path(folder).with_suffix(".out"), Path(folder).with_suffix(".err")
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        for number, name in ((1, out), (2, error)):
            os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT), number)
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        sys.argv = ["claimcheck", *arguments]
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0
        except BaseException:
            code = 99
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    _, status, used = os.wait4(child, 0)
    return {
        "seconds": round(used.ru_utime + used.ru_stime, 2),
        "exit": os.waitstatus_to_exitcode(status),
        "out": out.read_text("utf-8", "replace"),
        "errors": error.read_text("utf-8", "replace"),
    }


if __name__ == "__main__":
    import claimcheck.checks
    import claimcheck.cli.app
    import claimcheck.engine.verify
    import claimcheck.quantities.units
    from claimcheck.cli import main

    claimcheck.extract_text("Revenue rose 30% to $11.2 million from $10.4 million.")
    cases = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    print(json.dumps([attacked(case["folder"], case["run"]) for case in cases]))
