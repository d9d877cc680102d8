"""Whether a decision that was acknowledged can be lost: by kill -9, by two writers at once, by a full disk.

    python benchmarks/decisions.py [--kills 500] [--writers 2] [--decisions 1000] [--full] [--seed N] [--json FILE]

A writer decides on findings as `claimcheck review` does, and says so before and after each decision. Killed at any moment, the files
must hold for every finding what was acknowledged last, or what was being written. Two writers' decisions must all be there. On a
file system of 1 MB (`--full`, which needs root and Linux) the first decision that does not fit is refused, and all before it stand.
Nothing may lie beside the files in the end. Ends with 1 where something was lost.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from claimcheck.model import Finding, Location, Role, Severity, Span
from claimcheck.suppressions.decisions import Decision, DecisionStore

TODAY = date(2026, 1, 1)
KINDS = ("dismissed", "accepted", "")


def finding(name: str) -> Finding:
    """A finding with a fingerprint of its own."""
    at = Location("a.md", 1, 1, Span(0, 1), "5", "There are 5 of them.", Role.STATED)
    return Finding("total", Severity.ERROR, 0.9, f"{name} does not add up", "1 + 1 = 2", name, (at,))


def decided(store: DecisionStore, name: str, kind: str, number: int) -> None:
    """Decides on a finding, whatever stands there."""
    seen = store.read(TODAY).get(name)
    store.decide(
        finding(name), Decision(kind, reason=f"for the {number}th time", note=f"{number}"), seen, TODAY
    )


def standing(store: DecisionStore) -> dict[str, tuple[str, str]]:
    """What the files say: by finding, the decision and the number in its note."""
    return {name: (made.decision, made.note) for name, made in store.read(TODAY).items()}


def writing(folder: Path, seed: int) -> None:
    """Decides at random until it is killed, and says each decision before and after."""
    rng = random.Random(seed)
    store = DecisionStore(folder / "claimcheck-baseline.yaml", "somebody")
    number = 0
    while True:
        number += 1
        name, kind = f"f{rng.randrange(25)}", rng.choice(KINDS)
        line = f"{name} {kind or '-'} {seed}.{number}\n"
        os.write(1, b"? " + line.encode())
        seen = store.read(TODAY).get(name)
        made = Decision(kind, reason="as printed", note=f"{seed}.{number}")
        store.decide(finding(name), made, seen, TODAY)
        os.write(1, b"! " + line.encode())


@contextmanager
def forked(folder: Path, seed: int) -> Iterator[tuple[int, int]]:
    """A writer as a copy of this process: its number, and where it speaks."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(into, 1)
        try:
            writing(folder, seed)
        finally:
            os._exit(1)
    os.close(into)
    try:
        yield child, out
    finally:
        os.close(out)


def killed(kills: int, seed: int) -> int:
    """How many of so many kills lost something."""
    rng = random.Random(seed)
    lost = 0
    with TemporaryDirectory() as name:
        folder = Path(name)
        store = DecisionStore(folder / "claimcheck-baseline.yaml", "somebody")
        known: dict[str, tuple[str, str]] = {}
        acknowledged = 0
        for number in range(kills):
            with forked(folder, number) as (child, out):
                # So many lines, and a moment: on a busy machine a time alone would mostly end it before it has begun.
                said, lines = b"", rng.randrange(1, 8)
                while said.count(b"\n") < lines and (part := os.read(out, 1 << 16)):
                    said += part
                time.sleep(rng.uniform(0.0, 0.02))
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                while part := os.read(out, 1 << 16):
                    said += part
            open_: tuple[str, tuple[str, str]] | None = None
            for line in said.decode().splitlines():
                sign, finding_, kind, note = line.split()
                made = (finding_, ("" if kind == "-" else kind, note))
                if sign == "!":
                    known[finding_], open_ = made[1], None
                    acknowledged += 1
                else:
                    open_ = made
            there = standing(store)
            for finding_, wanted in known.items():
                present = there.get(finding_, ("", ""))
                if present == wanted:
                    continue
                if open_ is not None and open_[0] == finding_:
                    # Two files: it may stand in one of them already.
                    known[finding_] = present
                    continue
                print(f"kill {number}: {finding_} is {present}, acknowledged was {wanted}")
                known[finding_] = present
                lost += 1
            if open_ is not None:
                known[open_[0]] = there.get(open_[0], ("", ""))
        decided(store, "last", "dismissed", 1)
        decided(store, "last", "accepted", 2)
        rest = sorted(path.name for path in folder.iterdir())
        if rest != ["claimcheck-baseline.yaml", "claimcheck-decisions.json"]:
            print(f"beside the files: {rest}")
            lost += 1
        print(f"{kills} kills, {acknowledged} decisions acknowledged, {lost} lost")
    return lost


SCRIPT = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[4])
import decisions
store = decisions.DecisionStore(Path(sys.argv[1]) / "claimcheck-baseline.yaml", "somebody")
for number in range(int(sys.argv[3])):
    decisions.decided(store, f"w{sys.argv[2]}-{number}", "dismissed" if number % 3 else "accepted", number)
"""


def together(writers: int, decisions: int) -> int:
    """How many of so many decisions of some writers at once were lost."""
    each = decisions // writers
    with TemporaryDirectory() as name:
        running = [
            subprocess.Popen(
                [sys.executable, "-c", SCRIPT, name, str(writer), str(each), str(Path(__file__).parent)]
            )
            for writer in range(writers)
        ]
        failed = sum(process.wait() != 0 for process in running)
        there = standing(DecisionStore(Path(name) / "claimcheck-baseline.yaml", "somebody"))
        wanted = {
            f"w{writer}-{number}": "dismissed" if number % 3 else "accepted"
            for writer in range(writers)
            for number in range(each)
        }
        lost = sum(there.get(mark, ("", ""))[0] != kind for mark, kind in wanted.items())
        rest = len(list(Path(name).iterdir())) - 2
    print(
        f"{writers} writers, {len(wanted)} decisions, {lost} lost, {failed} writers failed, {rest} files beside"
    )
    return lost + failed + rest


def full(seed: int) -> int:
    """How many decisions were lost on a full file system."""
    with TemporaryDirectory() as name:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", name], check=True)
        try:
            return filled(Path(name), random.Random(seed))
        finally:
            subprocess.run(["umount", name], check=True)


def filled(folder: Path, rng: random.Random) -> int:
    """How many decisions were lost, or files left behind, where after a while no more can be written into a folder."""
    store = DecisionStore(folder / "claimcheck-baseline.yaml", "somebody")
    known: dict[str, tuple[str, str]] = {}
    refused = 0
    number = 0
    while refused < 30:
        number += 1
        name, kind = f"f{number}", rng.choice(KINDS[:2])
        made = Decision(kind, reason="x" * 3000, note=f"{number} " + "y" * 3000)
        try:
            store.decide(finding(name), made, None, TODAY)
        except OSError:
            refused += 1
            continue
        known[name] = (kind, made.note)
    there = standing(store)
    lost = sum(there.get(name) != wanted for name, wanted in known.items())
    rest = {path.name for path in folder.iterdir()} - {
        "claimcheck-baseline.yaml",
        "claimcheck-decisions.json",
    }
    print(
        f"1 MB: {len(known)} decisions acknowledged, {refused} refused, {lost} lost, {len(rest)} files beside"
    )
    return lost + len(rest)


def main() -> None:
    """Tries what is asked for, and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--writers", type=int, default=2)
    parser.add_argument("--decisions", type=int, default=1000)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the figures to this file, too")
    options = parser.parse_args()
    lost = {"kills": killed(options.kills, options.seed)}
    lost["writers"] = together(options.writers, options.decisions)
    if options.full:
        lost["full"] = full(options.seed)
    if options.json:
        figures = {"kills": options.kills, "decisions": options.decisions, "lost": sum(lost.values())}
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    sys.exit(1 if any(lost.values()) else 0)


if __name__ == "__main__":
    main()
