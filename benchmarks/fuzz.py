"""Seeded mutation of everything that claimcheck reads, and what must hold of the answer whatever comes in.

    python benchmarks/fuzz.py [--inputs 20000] [--seed 1] [--kinds md,html,…] [--keep FOLDER] [--json FILE]

Documents of all formats, the configuration, the registry with its results, the baseline and the judgements are cut, doubled, mixed with
one another and sprinkled with what breaks parsers. Oracles: no exception of ours, in reading, matching, checks or outputs; each output
valid by its schema; the text of a claim is what stands at its offsets; the same result a second time, with the files in another order, with
another hash seed, in two processes, and with a cache; no input of a few kilobytes takes more than a few seconds of the processor. The same seed gives the same inputs.
An input that breaks one of them is kept in `--keep`. Ends with 1 where there is one.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import subprocess
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import jsonschema

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "documents"))

import made_files  # noqa: E402

from claimcheck import engine  # noqa: E402
from claimcheck.documents.decoding import decode  # noqa: E402
from claimcheck.engine.verify import verify  # noqa: E402
from claimcheck.judges.record import RecordError, read_record  # noqa: E402
from claimcheck.model import Report  # noqa: E402
from claimcheck.report import REPORT_FORMATS, Presentation  # noqa: E402
from claimcheck.report.json_format import as_dict, schema  # noqa: E402
from claimcheck.settings import find_settings  # noqa: E402
from claimcheck.settings.finding import SettingsError  # noqa: E402
from claimcheck.suppressions.baseline import BaselineError, change_baseline, read_baseline  # noqa: E402

SECONDS = 8.0
PLAIN = ("md", "txt", "html", "adoc")
"""Formats in which the text of a claim stands in the file as it is."""
TOKENS = (
    "5%", "$5 million", "1,234.5", "1e999999999", "-", "−", "½", "٣", "², ³", "up to ", "of which ", "from 5 to 6 ", "respectively", "twenty-", "million ",
    "in 2025", "Q3 2024", "29 February 2023", "0000-00-00", "a third of ", "between 5 and ", "NaN", "Infinity", "\0", "\ufeff", "\u202e", "\ud7ff", "\u2028",
    "\U0001f600", "\r", "\r\n", "\n\n", "\t", " " * 40, "'" * 9, '"', "`" * 5, "<!--", "-->", "<table><tr><td colspan=99999>", "</div>" * 5, "&#0;", "&#x110000;",
    "&amp", "]]>", "<![CDATA[", "[^1]", "[a](b)", "![", "***", "---\n", "+++\n", "| a | b |\n|---|---|\n", "|===\n", "\\begin{tabular}{ll}", "\\\\", "\\multicolumn{99}{c}{5}",
    "\\today", ".. |a| date::\n", ".. include:: /etc/passwd\n", "{", "}", "[", "]", ":", "- ", "? ", "&a ", "*a ", "!!python/object ", "!!int x", "<<: ", "~", "null", "true",
    "a.b.c.d", "%", "<!-- claimcheck: ignore -->", "<!-- claim: a -->", "::error::", "##[error]", "../..", "/etc/passwd", "9" * 400, "x" * 3000, "0x" + "f" * 50, "1_000", "\x1b[31m",
)  # fmt: skip
CONFIGURATION = """\
sources = ["docs"]
ignore = ["old/**"]
fail-on = "warning"
[rules]
percent-change = "warning"
[tolerances]
about = 0.1
exact-count-below = 50
[units.lot]
words = ["lot", "job lot"]
symbols = ["lt"]
definition = "25 kilogram"
[metrics]
"wafer starts" = ["WSPM"]
[metrics.output]
synonyms = ["made"]
measured-in = ["count"]
[aliases]
"Norvale Packaging" = ["NVP"]
[[rates]]
from = "USD"
to = "EUR"
rate = 0.92
date = 2026-05-01
[[paths]]
pattern = "press/*"
rules = {total = "off"}
[report]
link = "https://x.example/{path}#L{line}"
"""
REGISTRY = """\
- id: flats
  claim: The town has 5,120 empty flats.
  value: 5120
  unit: flat
  period: 2025
  sources: [{path: b.md, quote: 5,120 empty flats}]
  tolerance: 2%
  supersedes: [5000, 4.9 thousand]
  as_of: 2026-01-01
  review_by: 2027-01-01
- id: speed
  claim: The reader is 9.5 times as fast.
  value_from: {path: r.json, pointer: /ratio/median}
- id: cell
  claim: Sales were 12 tonnes.
  value_from: {path: r.csv, column: sales, where: {name: a}, unit: tonne}
"""
RESULTS = {
    "r.json": '{"ratio": {"median": 9.47, "runs": [1, 2]}}',
    "r.csv": "name,sales\na,12\nb,13\n",
}
BASELINE = """\
# kept
- fingerprint: 0123456789abcdef0123
  rule: percent-change
  path: a.md
  message: 'it does: not add up'
  reason: as printed
  by: A
  added: 2026-01-01
  expires: 2027-01-01
- {fingerprint: aa, rule: total, path: b.md}
"""
JUDGEMENTS = """\
{"question": "0123456789abcdef", "answer": "same", "by": "person", "at": "2026-01-01T00:00:00Z", "why": "as it says"}
{"key": "aa", "id": "aa", "question": "q", "answer": "different", "by": "model x", "who": "b", "at": "2026-01-02T00:00:00+00:00"}
"""


class Broken(Exception):
    """An oracle that does not hold."""


def seeds() -> dict[str, list[bytes]]:
    """Sound inputs of each kind."""
    found: dict[str, list[bytes]] = {}
    for name, make in {**made_files.TABLES}.items():
        data = make()
        found.setdefault(Path(name).suffix[1:], []).append(data.encode() if isinstance(data, str) else data)
    more = {
        "txt": "NORVALE\n\nRevenue rose 30% to $11.2 million from $10.4 million in 2025. It has 5,120 flats, up from 4,980.\n",
        "tsv": "Town\t2024\t2025\nA\t5\t6\nTotal\t5\t7\n",
        "jsonl": '{"title": "A", "body": "It has 5 flats."}\n{"title": "B", "body_md": "# B\\n\\nIt has *6* flats."}\n',
        "mhtml": "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; charset=utf-8\n\n<p>It has 5 flats.</p>\n--x--\n",
    }
    for kind, text in more.items():
        found.setdefault(kind, []).append(text.encode())
    for kind, text in (
        ("toml", CONFIGURATION),
        ("registry", REGISTRY),
        ("baseline", BASELINE),
        ("judgements", JUDGEMENTS),
    ):
        found[kind] = [text.encode()]
    attacks = "---\ntitle: !!bool foo\ndate: 2026-01-01\n---\n# T\n\n| Town | 2024 | 2025 |\n|---|---|---|\n| A | 5 | 6 |\n| Total | 5 | 7 |\n\nOf 90 cars, 40 were red and 60 blue.\n"
    found.setdefault("md", []).append(attacks.encode())
    return found


def mutated(rng: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """An input made of another, by one to five changes."""
    if data.startswith(b"PK\x03\x04") and rng.random() < 0.8:
        return _within_zip(rng, data)
    for _ in range(rng.randint(1, 5)):
        at, to = sorted((rng.randint(0, len(data)), rng.randint(0, len(data))))
        way = rng.randrange(7)
        if way == 0:
            data = data[:at] + data[to:]
        elif way == 1:
            data = data[:to] + data[at : min(to, at + 400)] * rng.choice((1, 2, 20)) + data[to:]
        elif way in (2, 3):
            token = rng.choice(TOKENS).encode("utf-8", "surrogatepass")
            data = data[:at] + token * rng.choice((1, 1, 1, 3, 50)) + data[at:]
        elif way == 4:
            other = rng.choice(others)
            start = rng.randint(0, len(other))
            data = data[:at] + other[start : start + rng.randint(1, 300)] + data[at:]
        elif way == 5:
            data = data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
        else:
            digits = [i for i, byte in enumerate(data[:20_000]) if 48 <= byte <= 57]
            if digits:
                place = rng.choice(digits)
                data = data[:place] + str(rng.choice((0, 9, 10**12, 7.5))).encode() + data[place + 1 :]
        data = data[:60_000]
    return data


def _within_zip(rng: random.Random, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = rng.choice([name for name in names if name.endswith((".xml", ".rels"))])
        for name in names:
            part = old.read(name)
            new.writestr(name, mutated(rng, part, [part]) if name == chosen else part)
    return out.getvalue()


def ours(report: Report) -> None:
    """Raises Broken where a document met an error of ours."""
    for failure in report.failures:
        if "claimcheck's own" in failure.message or "has died" in failure.message:
            raise Broken(f"{failure.path}: {failure.message}")


class Fuzz:
    """The oracles, and how often each was asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.validator = jsonschema.Draft202012Validator(schema())
        self.asked: Counter[str] = Counter()
        self.read = 0

    def document(self, rng: random.Random, kind: str, data: bytes) -> None:
        """A document beside a sound one."""
        name = f"a.{kind}"
        (self.folder / name).write_bytes(data)
        (self.folder / "z.md").write_text(
            "Revenue of Norvale was $2.64 billion in 2025. The town has 5,120 flats.\n", encoding="utf-8"
        )
        paths = [name, "z.md"]
        report = engine.check(paths)
        ours(report)
        self.read += not report.failures
        if kind in PLAIN and not report.failures:
            self.asked["offsets"] += 1
            text = decode(data)
            for claim in report.claims:
                if claim.path == name and text[claim.span.start : claim.span.end] != claim.text:
                    raise Broken(
                        f"offsets: {claim.text!r} is not {text[claim.span.start : claim.span.end]!r}"
                    )
        self.outputs(rng, report)
        if rng.random() < 0.1:
            self.asked["again"] += 1
            if engine.check(paths) != report:
                raise Broken("another result the second time")
            turned = engine.check(paths[::-1])
            if _told(turned) != _told(report):
                raise Broken("another result in another order of the files")

    def outputs(self, rng: random.Random, report: Report) -> None:
        """The report in one format, and by the schema now and then."""
        form = rng.choice(
            [name for name in REPORT_FORMATS if name != "html"] + (["html"] if rng.random() < 0.05 else [])
        )
        self.asked[f"output {form}"] += 1
        text = (
            REPORT_FORMATS[form]
            .render(report, Presentation(verbose=True))
            .encode("utf-8", "backslashreplace")
        )
        if form == "json":
            loaded = json.loads(text)
            error = next(self.validator.iter_errors(loaded), None)
            if error is not None:
                raise Broken(f"schema: {error.json_path}: {error.message[:100]}")
        as_dict(report)

    def configuration(self, rng: random.Random, data: bytes) -> None:
        """A configuration, and a run under it."""
        place = self.folder / "claimcheck.toml"
        place.write_bytes(data)
        (self.folder / "docs").mkdir(exist_ok=True)
        try:
            settings = find_settings(self.folder, file=str(place))
        except SettingsError as error:
            if "\n" in str(error):
                raise Broken("a message of several lines") from None
            return
        self.read += 1
        (self.folder / "a.md").write_text(
            "NVP made 5 lots and 20 kg for $5 million, about €4.6 million in 2025.\n", encoding="utf-8"
        )
        report = engine.check(["a.md"], settings=settings)
        ours(report)
        if settings.baseline and not Path(os.path.realpath(settings.baseline)).is_relative_to(
            os.path.realpath(self.folder)
        ):
            raise Broken("a baseline outside of the project")

    def registry(self, rng: random.Random, data: bytes) -> None:
        """A registry and its results, each of them mutated at times."""
        (self.folder / "claims.yaml").write_bytes(data if rng.random() < 0.7 else REGISTRY.encode())
        (self.folder / "b.md").write_text(
            "The town has 5,120 empty flats.<!-- claim: flats -->\n", encoding="utf-8"
        )
        for name, text in RESULTS.items():
            made = mutated(rng, text.encode(), [data]) if rng.random() < 0.4 else text.encode()
            (self.folder / name).write_bytes(made)
        report = verify(["claims.yaml"], ["b.md"], root=self.folder)
        ours(report)
        self.read += bool(report.registry)
        self.outputs(rng, report)

    def baseline(self, rng: random.Random, data: bytes) -> None:
        """A baseline: read, added to and pruned, or refused."""
        place = self.folder / "claimcheck-baseline.yaml"
        place.write_bytes(data)
        try:
            before = [entry.fingerprint for entry in read_baseline(place).entries]
            self.read += 1
            lines = "- fingerprint: zz\n  rule: total\n  path: c.md\n"
            change_baseline(place, lambda _: (frozenset(before[:1]), {"zz": lines}))
        except BaselineError:
            if place.read_bytes() != data:
                raise Broken("refused, but changed") from None
            return
        after = [entry.fingerprint for entry in read_baseline(place).entries]
        wanted = [mark for mark in before if mark not in before[:1]]
        if after not in ([*wanted, "zz"], wanted):
            raise Broken(f"{before} became {after}")

    def judgements(self, rng: random.Random, data: bytes) -> None:
        """A record of judgements, and a run under it."""
        place = self.folder / "claimcheck.judgements.jsonl"
        place.write_bytes(data)
        try:
            read_record(place)
            self.read += 1
        except RecordError:
            return


def _told(report: Report) -> object:
    return sorted((f.rule, f.message, f.fingerprint) for f in report.findings), sorted(
        claim.id for claim in report.claims
    )


SCRIPT = """
import sys
from pathlib import Path
from claimcheck import engine
from claimcheck.cache import Store
from claimcheck.engine.reading import Means
jobs, cache, *paths = sys.argv[1:]
store = Store(Path(cache)) if cache else None
report = engine.check(paths, means=Means(jobs=int(jobs), cache=store))
if store is not None:
    store.close()
sys.stdout.write(report.to_json())
"""
WAYS = (
    ("another hash seed", "2", "1", ""),
    ("two processes", "1", "2", ""),
    ("an empty cache", "1", "1", "c"),
    ("a full cache", "2", "2", "c"),
)
"""What must change nothing: told as, hash seed, processes, folder of a cache."""


def ways(folder: Path) -> None:
    """The inputs of a folder, checked in several ways that must change nothing."""
    files = sorted(str(path) for path in folder.iterdir())
    with TemporaryDirectory() as name:

        def told(seed: str, jobs: str, cache: str) -> bytes:
            command = [sys.executable, "-c", SCRIPT, jobs, str(Path(name, cache)) if cache else "", *files]
            environment = {**os.environ, "PYTHONHASHSEED": seed}
            return subprocess.run(command, env=environment, capture_output=True, check=False).stdout

        first = told("1", "1", "")
        for way, *how in WAYS:
            if not first or told(*how) != first:
                raise Broken(f"another result with {way}")


def inputs(
    seed: int, first: int, number: int, kinds: list[str]
) -> Iterator[tuple[int, str, bytes, random.Random]]:
    """The inputs of a seed, each with the randomness that the oracles use."""
    sound = seeds()
    texts = [
        data
        for kind in ("md", "html", "csv", "adoc", "tex", "rst", "toml", "registry", "baseline")
        for data in sound.get(kind, ())
    ]
    chosen = [kind for kind in sound if not kinds or kind in kinds]
    slow = {"pdf", "docx", "pptx", "xlsx", "odt", "html"}
    weights = [1 if kind in slow else 4 for kind in chosen]
    for at in range(first, number):
        rng = random.Random(f"{seed}-{at}")
        kind = rng.choices(chosen, weights)[0]
        yield at, kind, mutated(rng, rng.choice(sound[kind]), texts), rng


def main() -> None:
    """Runs the inputs and prints what broke."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", default="", help="only these, separated by commas")
    parser.add_argument("--from", dest="first", type=int, default=0, help="the first input to run")
    parser.add_argument("--keep", type=Path, help="folder for inputs that break something")
    parser.add_argument("--json", type=Path, help="write the figures to this file, too")
    options = parser.parse_args()
    broken: list[str] = []
    ran: Counter[str] = Counter()
    here = Path.cwd()
    with TemporaryDirectory() as name, TemporaryDirectory() as batch_name:
        folder, batch = Path(name), Path(batch_name)
        os.chdir(folder)
        fuzz = Fuzz(folder)
        special: dict[str, Callable[[random.Random, bytes], None]] = {
            "toml": fuzz.configuration, "registry": fuzz.registry, "baseline": fuzz.baseline, "judgements": fuzz.judgements,
        }  # fmt: skip
        batched = 0
        for at, kind, data, rng in inputs(
            options.seed, options.first, options.inputs, [k for k in options.kinds.split(",") if k]
        ):
            ran[kind] += 1
            began = time.process_time()
            try:
                ask(rng, data) if (ask := special.get(kind)) else fuzz.document(rng, kind, data)
                if time.process_time() - began > SECONDS:
                    # Neighbours slow a processor down, too: what is slow by itself is so a second time.
                    again = time.process_time()
                    ask(rng, data) if ask else fuzz.document(rng, kind, data)
                    if time.process_time() - again > SECONDS:
                        raise Broken(f"{len(data)} bytes took {time.process_time() - again:.1f} s")
                if kind not in special and at % 40 == 0:
                    (batch / f"{at}.{kind}").write_bytes(data)
                    batched += 1
                    if batched % 25 == 0:
                        fuzz.asked["hash seeds, processes, caches"] += 1
                        ways(batch)
                        for file in batch.iterdir():
                            file.unlink()
            except (Exception, RecursionError) as error:
                where = (
                    ""
                    if isinstance(error, Broken)
                    else f" {traceback.format_exc().splitlines()[-3].strip()[-90:]}"
                )
                told = f"input {at} ({kind}): {type(error).__name__}: {' '.join(str(error).split())[:200]}{where}"
                print(told, flush=True)
                broken.append(told)
                if options.keep:
                    options.keep.mkdir(parents=True, exist_ok=True)
                    (options.keep / f"{options.seed}-{at}.{kind}").write_bytes(data)
        os.chdir(here)
    figures = {"inputs": ran.total(), "broken": len(broken), "read": fuzz.read, "seed": options.seed}
    print(
        f"{ran.total():,} inputs ({', '.join(f'{n} {kind}' for kind, n in sorted(ran.items()))}), {fuzz.read:,} read in spite of all, {len(broken)} broken"
    )
    print(f"asked: {', '.join(f'{n} {what}' for what, n in sorted(fuzz.asked.items()))}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
