"""How a check grows with the number of documents: time, memory, and whether what was planted is found.

    python benchmarks/growth.py [--sizes 1000 4000 16000] [--json FILE]

Each size is a process of its own. Every second document is another telling of the story of the one before it; in one story of 25
they contradict each other on one figure. Names come from 16.7 million, figures have four to seven digits, so that by
chance hardly any two stories share one: what grows is the corpus, not how much of it is alike. Counted are seconds of the processor,
peak memory, how many of the planted contradictions are found, in how many other stories one is, and the exponent of the growth: the
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

SIZES = (1000, 4000, 16000)
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
began = time.process_time()
report = claimcheck.check([sys.argv[1]])
spent = time.process_time() - began
# By facts, not by findings: of many that are worded alike these are folded into one.
stories = {claim.id: claim.path.rpartition("/")[2][:6] for claim in report.claims}
told = {stories[f.claims[0]] for f in report.facts if f.status.value == "conflicting"}
planted = set(sys.argv[2].split(","))
print(json.dumps({
    "seconds": spent, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "claims": len(report.claims),
    "planted": len(planted), "found": len(planted & told), "others": len(told - planted),
}))
"""
ONE_IN = 25
"""Of so many stories one contradicts itself."""


def name(number: int) -> str:
    """One of 16.7 million names; numbers next to each other give names that are not alike."""
    number = number * 7_368_787 % 16**6
    parts = [ONSETS[number % 16]]
    for _ in range(4):
        number //= 16
        parts.append(MIDDLES[number % 16])
    return "".join((*parts, ENDINGS[number // 16 % 16]))


def planted(size: int) -> list[str]:
    """The numbers of the stories that contradict themselves."""
    return [f"{number:06}" for number in range(0, size // 2, ONE_IN)]


def write_corpus(folder: Path, size: int) -> None:
    """`size` documents, two a story."""
    for number in range(size // 2):
        rng = random.Random(number)
        firm, place, (trade, goods) = name(2 * number), name(2 * number + 1), rng.choice(TRADES)
        revenue, before = rng.randint(1_000_001, 99_999_999), rng.randint(1_000_001, 99_999_999)
        staff, plants, made = rng.randint(1_010, 98_900), rng.randint(2, 14), rng.randint(100_001, 9_800_000)
        year = rng.randint(2015, 2025)
        wrong = staff + rng.choice((90, 200, 310)) if number % ONE_IN == 0 else staff
        notice = (
            f"# {firm} {trade.title()}: figures for {year}\n\n{firm} {trade.title()} of {place} had revenue of ${revenue:,} in {year}, after "
            f"${before:,} in {year - 1}. At the end of {year} the firm employed {staff:,} people in {plants} plants. It made {made:,} {goods}.\n"
        )
        article = (
            f"# {place} firm on the road\n\nIn {place} everybody knows {firm}. Its {plants} plants made {made:,} {goods} in {year}. "
            f"{firm} {trade.title()} employed {wrong:,} people at the end of {year}. Revenue of {firm} {trade.title()} was ${revenue:,} in {year}.\n"
        )
        part = folder / f"{number // 500:03}"
        part.mkdir(exist_ok=True)
        (part / f"{number:06}-notice.md").write_text(notice, encoding="utf-8")
        (part / f"{number:06}-article.md").write_text(article, encoding="utf-8")


def measure(size: int) -> dict[str, float]:
    """Seconds, memory and findings of a check of `size` documents."""
    with TemporaryDirectory() as name_of_folder:
        write_corpus(Path(name_of_folder), size)
        done = subprocess.run(
            [sys.executable, "-c", CHILD, name_of_folder, ",".join(planted(size))],
            capture_output=True,
            text=True,
            check=True,
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
            f"{size:6,} documents  {row['claims']:7,.0f} claims  {row['seconds']:7.1f} s  {row['peak_mb']:6,.0f} MB  "
            f"{row['found']:.0f} of {row['planted']:.0f} planted found, {row['others']:.0f} others",
            flush=True,
        )
    if len(rows) > 1:
        print(f"exponent of the growth: {exponent(rows):.2f}")
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
