"""Count alarms over folders of real documents, by rule, and compare two such counts.

    python scripts/corpus_alarms.py run FOLDER... --save before.json [--pairs] [--copies] [--limit SECONDS]
    python scripts/corpus_alarms.py diff before.json after.json
    python scripts/corpus_alarms.py show before.json [--rule NAME]

`run` checks every document alone; with --pairs also each beside the next of its folder, with --copies also beside a copy of
itself, where no finding may touch both. Alarms are findings of severity error or warning. A file KNOWN (--known FILE) lists true
faults, a piece of a finding's message a line; they are counted apart. `diff` says which alarms came and went between two runs,
say of two versions of the tool, as Tika's regression runs do: exit code 1 when any came.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

_TOLD = frozenset({"error", "warning"})
_SHOWN = 200
"""Characters of a sentence that a run keeps."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """A finding of a run, with what identifies it in another run."""

    rule: str
    severity: str
    message: str
    derivation: str
    places: tuple[tuple[str, int, str, str], ...]
    """Path, line, number and the sentence around it, of each location."""
    known: bool = False

    @property
    def key(self) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """Rule, message and numbers: the same in two runs over the same documents."""
        return self.rule, self.message, tuple((path, text) for path, _, text, _ in self.places)


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one document, pair or copy."""

    name: str
    kind: str
    """alone, pair or copy."""
    error: str | None
    claims: int
    seconds: float
    megabytes: int
    alarms: tuple[Alarm, ...] = field(default=())


def _alarms(report: dict[str, object], known: Sequence[str]) -> Iterator[Alarm]:
    findings = report["findings"]
    assert isinstance(findings, list)
    for found in findings:
        if found["severity"] in _TOLD:
            places = tuple(
                (entry["path"], entry["line"], entry["text"], " ".join(entry["sentence"].split())[:_SHOWN])
                for entry in found["locations"]
            )
            yield Alarm(
                found["rule"],
                found["severity"],
                found["message"],
                found["derivation"],
                places,
                any(piece in found["message"] for piece in known),
            )


def _checked(name: str, kind: str, files: Sequence[str], known: Sequence[str], limit: int) -> Checked:
    """Checks some files in this process, at most `limit` seconds of its time."""
    import signal

    import claimcheck

    def stop(*_: object) -> None:
        raise TimeoutError(f"more than {limit} s")

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(limit)
    began = time.process_time()
    error = None
    claims = 0
    alarms: tuple[Alarm, ...] = ()
    try:
        with TemporaryDirectory() as folder:
            paths = [_copied(file, folder) for file in files] if kind == "copy" else list(files)
            report = json.loads(claimcheck.check(paths).to_json())
        errors = [entry["error"] for entry in report["documents"] if entry["error"]]
        error = errors[0] if errors else None
        claims = len(report["claims"])
        alarms = tuple(_alarms(report, known))
        if kind != "alone":  # what each says of itself is counted where it stands alone
            alarms = tuple(alarm for alarm in alarms if len({place[0] for place in alarm.places}) > 1)
    except TimeoutError as late:
        error = str(late)
    finally:
        signal.alarm(0)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Checked(name, kind, error, claims, round(time.process_time() - began, 2), megabytes, alarms)


def _copied(file: str, folder: str) -> str:
    """The path of a file; of the second of the same name, the path of a copy."""
    target = Path(folder, "copy", Path(file).name)
    if target.parent.exists():
        shutil.copyfile(file, target)
        return str(target)
    target.parent.mkdir()
    return file


def _tasks(folders: Sequence[Path], *, pairs: bool, copies: bool) -> Iterator[tuple[str, str, list[str]]]:
    from claimcheck.documents.discovery import find_files
    from claimcheck.model import ReadFailure

    for folder in folders:
        found = [
            str(entry.path)
            for entry in find_files([folder])
            if not isinstance(entry, ReadFailure) and entry.path is not None
        ]
        for file in found:
            yield file, "alone", [file]
            if copies:
                yield file, "copy", [file, file]
        if pairs:
            for left, right in pairwise(found):
                if Path(left).parent == Path(right).parent:
                    yield f"{left} + {Path(right).name}", "pair", [left, right]


def run(arguments: argparse.Namespace) -> int:
    """Checks all documents and saves what was found."""
    known = (
        [line for line in arguments.known.read_text().splitlines() if line.strip()] if arguments.known else []
    )
    tasks = list(_tasks(arguments.folder, pairs=arguments.pairs, copies=arguments.copies))
    results: list[Checked] = []
    with ProcessPoolExecutor(arguments.processes) as pool:
        waiting = [
            pool.submit(_checked, name, kind, files, known, arguments.limit) for name, kind, files in tasks
        ]
        for number, future in enumerate(waiting, 1):
            results.append(future.result())
            if sys.stderr.isatty():
                print(f"\r{number} of {len(tasks)}", end="", file=sys.stderr, flush=True)
    if arguments.save:
        arguments.save.write_text(json.dumps([asdict(result) for result in results], indent=1) + "\n")
    _summary(results)
    return 0


def _summary(results: Sequence[Checked]) -> None:
    for kind in ("alone", "pair", "copy"):
        part = [result for result in results if result.kind == kind]
        if not part:
            continue
        told = [alarm for result in part for alarm in result.alarms if not alarm.known]
        known = sum(alarm.known for result in part for alarm in result.alarms)
        failed = [result for result in part if result.error]
        loud = sum(any(not alarm.known for alarm in result.alarms) for result in part)
        seconds = sum(result.seconds for result in part)
        print(
            f"{kind}: {len(part)} checked, {len(failed)} not read or too slow, {sum(r.claims for r in part)} claims, "
            f"{seconds:.0f} s; alarms {len(told)} in {loud}, known {known}: {100 * len(told) / len(part):.1f} per 100"
        )
        for rule, count in Counter(alarm.rule for alarm in told).most_common():
            print(f"    {rule:24s} {count:5d}  {100 * count / len(part):6.1f} per 100")
        folders = Counter(str(Path(result.name).parent) for result in part)
        for folder, count in sorted(folders.items()):
            here = [
                alarm
                for result in part
                if str(Path(result.name).parent) == folder
                for alarm in result.alarms
                if not alarm.known
            ]
            print(f"    {folder}: {count} checked, {len(here)} alarms")
        for result in failed:
            print(f"    {result.name}: {result.error}")


def _read(file: Path) -> list[Checked]:
    results = []
    for entry in json.loads(file.read_text()):
        alarms = tuple(
            Alarm(**{**alarm, "places": tuple(tuple(place) for place in alarm["places"])})
            for alarm in entry.pop("alarms")
        )
        results.append(Checked(**entry, alarms=alarms))
    return results


def _told(results: Iterable[Checked]) -> dict[tuple[object, ...], tuple[Checked, Alarm]]:
    return {
        (result.name, result.kind, *alarm.key): (result, alarm)
        for result in results
        for alarm in result.alarms
    }


def _print(mark: str, result: Checked, alarm: Alarm) -> None:
    print(f"{mark}{result.name} ({result.kind}): {alarm.severity} {alarm.rule}: {alarm.message}")
    print(f"        {alarm.derivation}")
    for path, line, text, sentence in alarm.places:
        print(f"        {Path(path).name}:{line} «{text}» {sentence}")


def diff(arguments: argparse.Namespace) -> int:
    """Prints which alarms, failures and claims came and went between two runs."""
    before, after = _read(arguments.before), _read(arguments.after)
    old, new = _told(before), _told(after)
    common = {(result.name, result.kind) for result in before} & {
        (result.name, result.kind) for result in after
    }
    came = [entry for key, entry in new.items() if key not in old and key[:2] in common]
    went = [entry for key, entry in old.items() if key not in new and key[:2] in common]
    for result, alarm in came:
        _print("+ ", result, alarm)
    for result, alarm in went:
        _print("- ", result, alarm)
    states = {(result.name, result.kind): result for result in before}
    for result in after:
        earlier = states.get((result.name, result.kind))
        if earlier is not None and bool(earlier.error) != bool(result.error):
            print(f"{'! ' if result.error else 'ok '}{result.name}: {result.error or 'read now'}")
    print(f"{len(common)} checked in both: {len(came)} alarms came, {len(went)} went")
    for rule in sorted({alarm.rule for _, alarm in (*came, *went)}):
        plus, minus = (sum(alarm.rule == rule for _, alarm in part) for part in (came, went))
        print(f"    {rule:24s} +{plus} -{minus}")
    return 1 if came else 0


def show(arguments: argparse.Namespace) -> int:
    """Prints a run's summary and its alarms."""
    results = _read(arguments.run)
    for result in results:
        for alarm in result.alarms:
            if arguments.rule in (None, alarm.rule):
                _print("  known " if alarm.known else "  ", result, alarm)
    _summary(results)
    return 0


def main() -> int:
    """Runs the command that was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    runs = commands.add_parser("run", help="check folders")
    runs.add_argument("folder", type=Path, nargs="+")
    runs.add_argument("--save", type=Path, help="where to keep what was found, as JSON")
    runs.add_argument("--known", type=Path, help="true faults, a piece of a message a line")
    runs.add_argument("--pairs", action="store_true", help="also each document beside the next of its folder")
    runs.add_argument("--copies", action="store_true", help="also each document beside its copy")
    runs.add_argument("--limit", type=int, default=300, help="seconds for one check (default: 300)")
    runs.add_argument("--processes", type=int, default=os.cpu_count(), help="how many checks at once")
    runs.set_defaults(command=run)
    diffs = commands.add_parser("diff", help="compare two runs")
    diffs.add_argument("before", type=Path)
    diffs.add_argument("after", type=Path)
    diffs.set_defaults(command=diff)
    shows = commands.add_parser("show", help="print a run")
    shows.add_argument("run", type=Path)
    shows.add_argument("--rule")
    shows.set_defaults(command=show)
    arguments = parser.parse_args()
    code = arguments.command(arguments)
    assert isinstance(code, int)
    return code


if __name__ == "__main__":
    raise SystemExit(main())
