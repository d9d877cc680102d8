"""How fast reading is against what it is compared with in the same run: ratios, which say the same on a slow and on a fast machine.

    python benchmarks/speed.py [--documents 600] [--json FILE] [--against FILE [--tolerance 0.3]]

Each figure is a ratio of processor times of whole runs of the program, the better of `--runs`:

- `cached extract`, `cached check`: the first run over a folder of `growth.py`, and the second, which finds all it reads in the cache;
- `one changed`: a run after one file has changed, and one after none has;
- `two jobs`: reading in one process and in two, in seconds of the clock;
- `start`: `check README.md`, its readings cached, and the bare import of Pint, Pydantic, Typer and Jinja.

With `--against` the figures are held against those of another run, and it fails where one has got worse by more than the tolerance.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from growth import write_corpus

ROOT = Path(__file__).parent.parent
IMPORTS = "import pint, pydantic, typer, jinja2"
HIGHER_IS_BETTER = {
    "cached extract": True,
    "cached check": True,
    "one changed": False,
    "two jobs": True,
    "start": False,
}


@dataclass(frozen=True, slots=True)
class Spent:
    """What a run took."""

    processor: float
    clock: float


def run(command: list[str], cache: Path, folder: Path = ROOT) -> Spent:
    """One run of a command, its output thrown away. Raises CalledProcessError for exit codes that no check has."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        command,
        check=True,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        env={**environment, "CLAIMCHECK_CACHE_DIR": str(cache)},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(
        after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.perf_counter() - began
    )


def program(*arguments: str) -> list[str]:
    """The command line of a run of claimcheck that ends with 0."""
    return [sys.executable, "-m", "claimcheck", *arguments]


def measured(documents: int, runs: int) -> dict[str, float]:
    """All figures."""
    found: dict[str, float] = {}
    with TemporaryDirectory() as name:
        base = Path(name)
        corpus, place = base / "corpus", base / "project"
        corpus.mkdir()
        place.mkdir()
        write_corpus(corpus, documents)
        for command, more in (("extract", ()), ("check", ("--fail-on", "never"))):
            line = program(command, str(corpus), "--format", "json", "--jobs", "1", *more)
            cache = base / command
            first = run(line, cache, place)
            second = min(run(line, cache, place).processor for _ in range(runs))
            found[f"cached {command}"] = first.processor / second
        changes = []
        for number in range(runs):
            file = corpus / "000" / "000007-notice.md"
            file.write_text(
                file.read_text(encoding="utf-8") + f"\nIt has {number + 3} canteens.\n", encoding="utf-8"
            )
            changes.append(run(line, cache, place).processor / second)
        found["one changed"] = min(changes)
        alone, both = (
            min(
                run(program("extract", str(corpus), "--no-cache", "--jobs", jobs), base, place).clock
                for _ in range(runs)
            )
            for jobs in ("1", "2")
        )
        found["two jobs"] = alone / both
        start, imports = program("check", "README.md", "--fail-on", "never"), [sys.executable, "-c", IMPORTS]
        run(start, base / "start")
        run(imports, base)
        pairs = [
            run(start, base / "start").processor / run(imports, base).processor for _ in range(2 * runs + 1)
        ]
        found["start"] = sorted(pairs)[runs]
    return {name: round(value, 2) for name, value in found.items()}


def worse(found: dict[str, float], before: dict[str, float], tolerance: float) -> list[str]:
    """What has got worse by more than a share, in words."""
    told = []
    for name, value in found.items():
        if name not in before:
            continue
        ratio = before[name] / value if HIGHER_IS_BETTER[name] else value / before[name]
        if ratio > 1 + tolerance:
            told.append(f"{name}: {value:.2f}, before {before[name]:.2f}")
    return told


def main() -> None:
    """Measures, prints, and compares where it is asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=600)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--tolerance", type=float, default=0.3)
    options = parser.parse_args()
    before = json.loads(options.against.read_text(encoding="utf-8")) if options.against else {}
    found = measured(options.documents, options.runs)
    for name, value in found.items():
        print(f"{name:15} {value:6.2f}")
    if options.json:
        options.json.write_text(
            json.dumps({"documents": options.documents, **found}, indent=2) + "\n", encoding="utf-8"
        )
    told = worse(found, before, options.tolerance)
    if told:
        sys.exit("slower than before: " + "; ".join(told))


if __name__ == "__main__":
    main()
