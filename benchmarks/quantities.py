"""The quantity reader beside quantulum3 on the same text in one process, and its growth on hostile text.

    pip install -e '.[bench]'
    python benchmarks/quantities.py [--characters 1000000] [--peer-characters 20000]

Prints characters per second of the quantity stage alone, of the whole of `claimcheck.extract_text`, and of quantulum3, each
as the best of three runs, with the ratios. quantulum3 reads a shorter piece of the same prose, because its rate does not
depend on the length and a megabyte would take minutes. Then every hostile text is read at n, 2n and 4n characters, and the
growth of the time per doubling printed: 2 is linear.
"""

from __future__ import annotations

import argparse
import json
import time
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path

import claimcheck
from claimcheck.claims.periods import mask_spans
from claimcheck.documents import NotADocument, find_files, read_document
from claimcheck.documents.discovery import FoundFile
from claimcheck.quantities import find_quantities

ROOT = Path(__file__).parent.parent
HOSTILE: dict[str, Callable[[int], str]] = {
    "digits": lambda n: "7" * n,
    "1, repeated": lambda n: "1," * (n // 2),
    "1 repeated": lambda n: "1 " * (n // 2),
    "nested brackets": lambda n: "(" * (n // 2) + ")" * (n // 2),
    "open brackets with numbers": lambda n: "(5 " * (n // 3),
    "letters": lambda n: "a" * n,
    "capitals": lambda n: "Ab" * (n // 2),
    "number words": lambda n: "twenty one " * (n // 11),
    "hundred and": lambda n: "one hundred and " * (n // 16),
    "a million": lambda n: "a million " * (n // 10),
    "half a": lambda n: "half a " * (n // 7),
    "per per per": lambda n: "per " * (n // 4),
    "5 per 5 per": lambda n: "5 per " * (n // 6),
    "5 m per s per": lambda n: "5 m/s/" * (n // 6),
    "$ $ $": lambda n: "$ " * (n // 2),
    "hyphens": lambda n: "5-" * (n // 2),
    "dots": lambda n: "5." * (n // 2),
    "quotes": lambda n: "'s " * (n // 3),
    "capitalised words": lambda n: "Acme " * (n // 5),
    "list of numbers": lambda n: "12, " * (n // 4),
    "no blank": lambda n: "abc1x" * (n // 5),
    "more than more than": lambda n: "more than " * (n // 10),
    "first quarter": lambda n: "first quarter " * (n // 14),
    "colons": lambda n: "a: " * (n // 3),
}


def prose(length: int) -> str:
    """Running prose: the paragraphs of the example corpus and of the documentation, repeated to the length."""
    paragraphs: list[str] = []
    for entry in find_files([ROOT / "sources", ROOT / "docs", ROOT / "README.md"]):
        if isinstance(entry, FoundFile) and entry.path is not None:
            try:
                document = read_document(entry.path, entry.display)
            except NotADocument:
                continue  # a schema among the documentation
            paragraphs += [segment.text for segment in document.segments if len(segment.text) > 80]
    text = "\n\n".join(paragraphs)
    return (text + "\n\n") * (length // len(text)) + text[: length % len(text)]


def best(work: Callable[[], object], runs: int = 3) -> float:
    """Seconds of the fastest of some runs."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def peer(text: str) -> float | None:
    """Characters per second of quantulum3; None where it is not installed."""
    warnings.simplefilter("ignore")
    try:
        from quantulum3 import parser
    except ImportError:
        return None
    parser.parse("warm 5 kg")
    return len(text) / best(lambda: parser.parse(text))


def growth(length: int, work: Callable[[str], object], make: Callable[[int], str]) -> tuple[float, float]:
    """The worse growth per doubling from n to 2n to 4n, and the seconds at 4n."""
    texts = [make(size) for size in (length, 2 * length, 4 * length)]
    times = [best(partial(work, text), 2) for text in texts]
    return max(times[1] / times[0], times[2] / times[1]), times[2]


def main() -> None:
    """Print the table, and the results as JSON on request."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--characters", type=int, default=1_000_000)
    options.add_argument("--peer-characters", type=int, default=20_000)
    options.add_argument("--hostile-characters", type=int, default=100_000)
    options.add_argument("--json", type=Path, help="write the figures to this file, too")
    arguments = options.parse_args()
    text = prose(arguments.characters)
    claimcheck.extract_text(text[:2000])
    stage = len(text) / best(lambda: find_quantities(text, mask_spans(text)))
    whole = len(text) / best(lambda: claimcheck.extract_text(text), 2)
    other = peer(text[: arguments.peer_characters])
    print(f"quantity stage          {stage / 1000:8.0f} kB/s")
    print(f"extract_text            {whole / 1000:8.0f} kB/s")
    if other is None:
        print("quantulum3              not installed: pip install -e '.[bench]'")
    else:
        print(f"quantulum3              {other / 1000:8.1f} kB/s")
        print(f"ratio, stage            {stage / other:8.0f}")
        print(f"ratio, extract_text     {whole / other:8.0f}")
    print(f"\n{'hostile text':28s} stage: growth, s at 4n    extract_text: growth, s at 4n")
    rows = {}
    for name, make in HOSTILE.items():
        length = arguments.hostile_characters
        alone = growth(length, lambda piece: find_quantities(piece, mask_spans(piece)), make)
        all_of_it = growth(length, claimcheck.extract_text, make)
        rows[name] = [round(alone[0], 2), round(all_of_it[0], 2)]
        print(f"{name:28s} {alone[0]:13.2f} {alone[1]:8.3f} {all_of_it[0]:20.2f} {all_of_it[1]:8.3f}")
    if arguments.json:
        figures = {
            "stage_to_quantulum3": round(stage / other, 1) if other else None,
            "extract_text_to_quantulum3": round(whole / other, 1) if other else None,
            "worst_growth_of_stage": max(row[0] for row in rows.values()),
            "growth": rows,
        }
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
