"""How `claimcheck verify` grows: n claims against n documents, for n of 250, 500 and 1,000.

    python benchmarks/verify.py [--json FILE]

Each document has a few numbers of a firm of its own, a third of them bound to a claim; each claim rests on a quote of its
document. The times are processor time of the verification and of reading the documents, the best of three runs; the growth per doubling
is printed beside them: 2 is linear.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from claimcheck.engine import extract
from claimcheck.engine.verify import verify

SIZES = (250, 500, 1000)
ONSETS = ("Bel", "Cor", "Dal", "Fen", "Gar", "Hol", "Kes", "Lor", "Mar", "Nor")
ENDINGS = ("vale", "ton", "mere", "wick", "burg", "ford", "stad", "holm", "ness", "dorf")
KINDS = (
    "Packaging",
    "Logistics",
    "Foods",
    "Metals",
    "Energy",
    "Textiles",
    "Optics",
    "Marine",
    "Paper",
    "Glass",
)


def name(number: int) -> str:
    """One of a thousand names of firms."""
    return f"{ONSETS[number % 10]}{ENDINGS[number // 10 % 10]} {KINDS[number // 100 % 10]}"


def write_project(folder: Path, size: int) -> None:
    """A registry of `size` claims and as many documents."""
    (folder / "claims").mkdir()
    (folder / "sources").mkdir()
    entries = []
    for number in range(size):
        firm, revenue, staff = name(number), 100 + number * 7 % 891, 1000 + number * 13 % 8999
        bound = f"<!-- claim: revenue-{number} -->" if number % 3 == 0 else ""
        text = (
            f"# {firm} in 2025\n\nIn 2025, {firm} had revenue of ${revenue}.{number % 10} million{bound}, and it employed "
            f"{staff:,} people at the end of the year. The firm runs {number % 40 + 2} plants.\n\n"
            f"Its board met {number % 9 + 2} times. Capital expenditure was ${number % 90 + 11}.5 million.\n"
        )
        (folder / "sources" / f"{number:04}.md").write_text(text, encoding="utf-8")
        entries.append(
            f"- id: revenue-{number}\n  claim: {firm} had revenue of ${revenue}.{number % 10} million in 2025.\n  sources:\n"
            f"    - path: sources/{number:04}.md\n      quote: revenue of ${revenue}.{number % 10} million\n"
        )
    (folder / "claims" / "all.yaml").write_text("".join(entries), encoding="utf-8")


def measure(size: int, runs: int = 3) -> tuple[float, float]:
    """Seconds to verify a project of some size, and to read its documents alone."""
    whole, reading = [], []
    before = Path.cwd()
    with TemporaryDirectory() as place:
        write_project(Path(place), size)
        os.chdir(place)
        try:
            for _ in range(runs):
                start = time.process_time()
                report = verify(["claims"], ["sources"])
                whole.append(time.process_time() - start)
                assert len(report.registry) == size, report.failures
                assert all(record.verdict.value == "supported" for record in report.registry)
                assert not report.findings, report.findings[0]
                start = time.process_time()
                extract(["sources"])
                reading.append(time.process_time() - start)
        finally:
            os.chdir(before)
    return min(whole), min(reading)


def main() -> None:
    """Print the table, and the results as JSON on request."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", type=Path, help="write the figures to this file, too")
    options = parser.parse_args()
    measure(20, 1)
    times = {size: measure(size) for size in SIZES}
    print(f"{'claims and documents':>20}  {'verify':>8}  {'reading':>8}  {'growth':>6}")
    growth: list[float] = []
    for size, (whole, reading) in times.items():
        if size > SIZES[0]:
            growth.append(whole / times[size // 2][0])
        print(
            f"{size:>20}  {whole:>6.2f} s  {reading:>6.2f} s  {growth[-1] if growth else float('nan'):>6.2f}"
        )
    if options.json:
        result = {
            "growth_per_doubling": round(max(growth), 2),
            "verify_to_reading": round(times[SIZES[-1]][0] / times[SIZES[-1]][1], 2),
        }
        options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
