"""A whole `claimcheck check` against the bare import of the libraries that such a program is built on.

    python benchmarks/startup.py [FILE ...] [--runs N]

Both run as processes of their own, in turn, so that a change of the machine's speed hits both alike; the ratio of each
pair is taken, and its median printed. Without files the example corpus is checked.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

IMPORTS = "import pint, pydantic, typer, jinja2"
ROOT = Path(__file__).parent.parent


def seconds(command: list[str]) -> float:
    """Wall time of one run of a command, its output thrown away."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run(
        command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    )
    return time.perf_counter() - start


def main() -> None:
    """Print both medians and the median of the ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--json", type=Path, help="write the figures to this file, too")
    options = parser.parse_args()
    files = options.files or sorted(path for path in (ROOT / "sources").iterdir() if path.is_file())
    check = [sys.executable, "-m", "claimcheck", "check", *map(str, files), "--fail-on", "never"]
    imports = [sys.executable, "-c", IMPORTS]
    seconds(check)
    seconds(imports)
    pairs = [(seconds(check), seconds(imports)) for _ in range(options.runs)]
    ratios = [ours / theirs for ours, theirs in pairs]
    print(f"claimcheck check of {len(files)} files: median {statistics.median(p[0] for p in pairs):.3f} s")
    print(f"python -c '{IMPORTS}': median {statistics.median(p[1] for p in pairs):.3f} s")
    print(
        f"ratio, pair by pair: median {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
    )
    if options.json:
        result = {"ratio": round(statistics.median(ratios), 2), "files": len(files)}
        options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
