"""How `claimcheck check` grows with texts that are made to bring it down: seventy shapes and more, each at two sizes.

    python benchmarks/hostile_corpus.py [SHAPE ...] [--times 4] [--memory 2500] [--large] [--json FILE]

Each shape is checked in a copy of the process, at its size and at `--times` its size; reading, matching and the JSON output count, the
start of the program does not. Printed are seconds of the processor, peak memory, bytes of JSON, and the growth per doubling: 2 is linear.
Others on the machine slow its processor down, so a shape that seems to grow by too much is measured up to twice more, and the least of
each size counts. Shapes stand in `hostile_shapes.py`. Ends with 1 where one grows by more than 2.2 a doubling, or breaks. `--large` checks
instead, once and at their own size, those that once took minutes and gigabytes.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import signal
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import claimcheck
from claimcheck.documents import isolated
from hostile_shapes import LARGE, SHAPES, Shape

MOST_GROWTH = 2.2
SECONDS = 100
"""Of the processor: on a busy machine each counts for half as much as on an idle one, or less."""
LARGE_SECONDS = 200
MORE_TRIES = 2


def measure(shape: Shape, size: int, memory: int, seconds: int = SECONDS) -> dict[str, object]:
    """What a check of a shape takes at a size, in a copy of this process, which has started and is warm."""
    with TemporaryDirectory() as name:
        for file, text in shape(size).items():
            Path(name, file).write_text(text, encoding="utf-8")
        out, into = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                resource.setrlimit(resource.RLIMIT_AS, (memory * 2**20, -1))
                resource.setrlimit(resource.RLIMIT_CPU, (seconds, -1))
                os.write(into, json.dumps(_checked(name)).encode())
            except BaseException as error:
                os.write(into, json.dumps({"broken": repr(error)[:100]}).encode())
            finally:
                isolated.end_reading_process()
                os._exit(0)
        os.close(into)
        with os.fdopen(out, "rb") as told:
            text_told = told.read()
        _, status, _ = os.wait4(child, 0)
    if not text_told:
        ended = os.waitstatus_to_exitcode(status)
        late = ended == -signal.SIGXCPU
        return {"broken": f"took longer than {seconds} s of the processor" if late else f"ended with {ended}"}
    found: dict[str, object] = json.loads(text_told)
    return found


def _checked(folder: str) -> dict[str, object]:
    """A check, and what it takes."""
    began = time.process_time()
    report = claimcheck.check([folder])
    text = report.to_json()
    spent = time.process_time() - began
    return {
        "seconds": round(spent, 3),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "json": len(text),
        "claims": len(report.claims),
        "findings": len(report.findings),
        "failed": [f.message for f in report.failures][:1],
    }


def warm() -> None:
    """Does once what every run of the program does, so that it is not measured."""
    with TemporaryDirectory() as name:
        Path(name, "a.md").write_text(
            "Revenue rose 30% to $11.2 million from $10.4 million.\n", encoding="utf-8"
        )
        claimcheck.check([name]).to_json()


def growth(small: dict[str, object], large: dict[str, object], times: int) -> float:
    """Growth per doubling; a fifth of a second is noise."""
    before, after = float(str(small["seconds"])), float(str(large["seconds"]))
    return (
        float((max(after, 0.2) / max(before, 0.2 / times)) ** (1 / math.log2(times))) if after > 0.2 else 1.0
    )


def measured(shape: Shape, size: int, times: int, memory: int) -> tuple[dict[str, object], dict[str, object]]:
    """What a check takes at a size and at so many times the size, the least of some tries where it seems to grow by too much."""
    small, large = (measure(shape, of, memory) for of in (size, size * times))
    for _ in range(MORE_TRIES):
        if "broken" in small or "broken" in large or growth(small, large, times) <= MOST_GROWTH:
            break
        again = (measure(shape, of, memory) for of in (size, size * times))
        small, large = (
            new if "broken" not in new and float(str(new["seconds"])) < float(str(old["seconds"])) else old
            for old, new in zip((small, large), again, strict=True)
        )
    return small, large


def told(found: dict[str, object]) -> str:
    """What a check took and made."""
    if "broken" in found:
        return f"broken: {found['broken']}"
    return (
        f"{found['megabytes']:5} MB {int(str(found['json'])) // 1000:7,} KB {found['claims']:6} claims "
        f"{found['findings']:5} findings {' '.join(map(str, found['failed']))[:50]}"  # type: ignore[call-overload]
    )


def check_large(memory: int) -> tuple[dict[str, object], bool]:
    """The large texts by name, and whether one of them breaks."""
    rows = {}
    for name, (shape, size) in LARGE.items():
        rows[name] = found = measure(shape, size, memory, LARGE_SECONDS)
        print(f"{name:28} {found.get('seconds', ''):7} s {told(found)}", flush=True)
    return {**rows}, any("broken" in found for found in rows.values())


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shapes", nargs="*", metavar="SHAPE")
    parser.add_argument("--times", type=int, default=4)
    parser.add_argument("--scale", type=float, default=1.0, help="of the sizes, for a slow machine")
    parser.add_argument("--memory", type=int, default=2500, help="megabytes of address space")
    parser.add_argument("--large", action="store_true", help="the large texts alone")
    parser.add_argument("--json", type=Path, help="write the figures to this file, too")
    options = parser.parse_args()
    warm()
    if options.large:
        large_rows, bad = check_large(options.memory)
        if options.json:
            options.json.write_text(json.dumps(large_rows, indent=1) + "\n", encoding="utf-8")
        sys.exit(bad)
    rows: dict[str, dict[str, object]] = {}
    slow: list[str] = []
    for name, (shape, size) in SHAPES.items():
        if options.shapes and name not in options.shapes:
            continue
        size = int(size * options.scale)
        small, large = measured(shape, size, options.times, options.memory)
        broken = small.get("broken") or large.get("broken")
        grown = math.inf if broken else growth(small, large, options.times)
        rows[name] = {
            "growth": None if broken else round(grown, 2),
            "size": size,
            "small": small,
            "large": large,
        }
        bad = bool(broken) or grown > MOST_GROWTH
        slow += [name] if bad else []
        seconds = "" if broken else f"{small['seconds']:7} → {large['seconds']:7} s "
        print(
            f"{'!' if bad else ' '} {name:28} {'' if broken else f'{grown:5.2f}'} {seconds}{told(small if small.get('broken') else large)}",
            flush=True,
        )
    print(
        f"{len(rows)} shapes, {len(slow)} that grow by more than {MOST_GROWTH} a doubling or break: {', '.join(slow) or 'none'}"
    )
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    sys.exit(1 if slow else 0)


if __name__ == "__main__":
    main()
