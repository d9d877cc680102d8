"""How `claimcheck check` grows with the corpus: 1,000 to 16,000 short documents.

    python benchmarks/growth.py [--sizes 1000 2000 4000 8000 16000] [--json FILE]

Every two documents tell one story: a notice of a firm and a short article on it, in other words and with rounded figures; one
article in fifty has a wrong figure. Words are drawn so that common ones grow with the corpus and rare ones do not, as in archives.
Each size is checked in a process of its own. Printed are seconds, peak memory, findings, and the exponent of the growth, which is the
slope of the logarithm of seconds over that of documents (1 is linear).
"""

from __future__ import annotations

import argparse
import json
import math
import random
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

SIZES = (1000, 2000, 4000, 8000, 16000)
ONSETS = (
    "Bel",
    "Cor",
    "Dal",
    "Fen",
    "Gar",
    "Hol",
    "Kes",
    "Lor",
    "Mar",
    "Nor",
    "Pel",
    "Quen",
    "Ros",
    "Sal",
    "Tor",
    "Ul",
)
MIDDLES = ("a", "be", "co", "di", "e", "fi", "go", "hu", "la", "mi", "no", "pe", "ra", "su", "ta", "vo")
ENDINGS = (
    "vale",
    "ton",
    "mere",
    "wick",
    "burg",
    "ford",
    "stad",
    "holm",
    "ness",
    "dorf",
    "ley",
    "brook",
    "gate",
    "haven",
    "cliff",
    "moor",
)
TRADES = (
    ("packaging", "boxes"), ("dairy", "cheeses"), ("bicycle", "frames"), ("pump", "pumps"), ("optics", "lenses"), ("paper", "reels"), ("glass", "panes"),
    ("toy", "puzzles"), ("boat", "hulls"), ("garden", "spades"), ("bakery", "loaves"), ("tyre", "tyres"), ("piano", "pianos"), ("tent", "tents"),
)  # fmt: skip
CHILD = """
import json, resource, sys, time
import claimcheck
began = time.perf_counter()
report = claimcheck.check([sys.argv[1]])
spent = time.perf_counter() - began
told = sum(f.severity.value in ("error", "warning") for f in report.findings)
print(json.dumps({"seconds": spent, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "claims": len(report.claims), "findings": told}))
"""


def name(number: int) -> str:
    """One of 65,536 names."""
    parts = (
        ONSETS[number % 16],
        MIDDLES[number // 16 % 16],
        MIDDLES[number // 256 % 16],
        ENDINGS[number // 4096 % 16],
    )
    return "".join(parts)


def write_corpus(folder: Path, size: int) -> None:
    """`size` documents, two a story."""
    for number in range(size // 2):
        rng = random.Random(number)
        firm, place, (trade, goods) = (
            name(number * 7919 % 65536),
            name(number * 104729 % 65536),
            rng.choice(TRADES),
        )
        revenue, before = rng.randint(1010, 9890), rng.randint(1010, 9890)
        staff, plants, made = rng.randint(210, 8900), rng.randint(2, 14), rng.randint(1100, 98000)
        year = rng.randint(2015, 2025)
        wrong = staff + rng.choice((90, 200, 310)) if number % 25 == 0 else staff
        notice = (
            f"# {firm} {trade.title()}: figures for {year}\n\n{firm} {trade.title()} of {place} had revenue of ${revenue / 10:.1f} million in {year}, after "
            f"${before / 10:.1f} million in {year - 1}. At the end of {year} the firm employed {staff:,} people in {plants} plants. It made {made:,} {goods}.\n"
        )
        article = (
            f"# {place} firm on the road\n\nIn {place} everybody knows {firm}. Its {plants} plants made {made:,} {goods} in {year}, and "
            f"{wrong:,} people worked there at the end of the year. Sales of the {trade} maker came to ${revenue / 10:.1f} million.\n"
        )
        part = folder / f"{number // 500:03}"
        part.mkdir(exist_ok=True)
        (part / f"{number:05}-notice.md").write_text(notice, encoding="utf-8")
        (part / f"{number:05}-article.md").write_text(article, encoding="utf-8")


def measure(size: int) -> dict[str, float]:
    """Seconds, memory and findings of a check of `size` documents."""
    with TemporaryDirectory() as name_of_folder:
        write_corpus(Path(name_of_folder), size)
        done = subprocess.run(
            [sys.executable, "-c", CHILD, name_of_folder], capture_output=True, text=True, check=True
        )
    return {"documents": size, **json.loads(done.stdout.splitlines()[-1])}


def exponent(rows: list[dict[str, float]]) -> float:
    """Slope of log(seconds) over log(documents), by least squares."""
    points = [(math.log(row["documents"]), math.log(row["seconds"])) for row in rows]
    mx, my = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    slope = sum((x - mx) * (y - my) for x, y in points) / sum((x - mx) ** 2 for x, _ in points)
    return float(slope)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = []
    for size in options.sizes:
        row = measure(size)
        rows.append(row)
        print(
            f"{size:6,} documents  {row['claims']:7,.0f} claims  {row['seconds']:7.1f} s  {row['peak_mb']:6,.0f} MB  {row['findings']:.0f} findings",
            flush=True,
        )
    if len(rows) > 1:
        print(f"exponent of the growth: {exponent(rows):.2f}")
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
