"""What is found and what is falsely flagged: the measurements of docs/accuracy.md.

    python benchmarks/accuracy.py cases NAME FOLDER...   [--json FILE]   hand-made cases, by kind of fault
    python benchmarks/accuracy.py items NAME FILE        [--json FILE]   drafts or claims beside their sources
    python benchmarks/accuracy.py digits NAME PATH...    [--json FILE]   one digit changed in a copy of a text
    python benchmarks/accuracy.py slots NAME FILE        [--json FILE]   texts with a right and a wrong number each
    python benchmarks/accuracy.py generated NAME         [--each N]      N pairs of texts made from a seed (benchmarks/generated.py)

`cases`: YAML files, as in training/cases: documents, and the faults that a careful reader finds, each with its places. `items`: one JSON
object a line, {"documents": [{"name", "text"}], "draft": name or null, "label": "contradiction", "consistent" or "neutral", "spans":
[[document, start, end], ...]}; the published sets have other forms of their own, and their texts are not ours to ship. `digits`: texts,
or folders of them. `slots`: as tests/german/data/cases.yaml.

A fault is found where an error or warning touches its place; a contradiction between two places only where it touches both. With --json
the figures are written into FILE, in place of those of the same NAME; docs/generate.py makes docs/accuracy.md of it.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shlex
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

import claimcheck
from claimcheck.model import Finding, Severity

sys.path.insert(0, str(Path(__file__).resolve().parent))

from generated import made

Place = tuple[str, int, int]
_BETWEEN_TWO = ("contradiction", "rank", "attribution", "stale")
_SLOT = re.compile(r"⟦([^|⟧]+)\|([^⟧]+)⟧")
ROOT = Path(__file__).resolve().parents[1]


@dataclass(slots=True)
class Score:
    """Counts of one set."""

    faults: int = 0
    found: int = 0
    clean: int = 0
    clean_alarmed: int = 0
    right: int = 0
    """Findings, or alarmed items, that touch a fault."""
    wrong: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    kinds_found: Counter[str] = field(default_factory=Counter)

    def fault(self, kind: str, *, found: bool) -> None:
        """Counts a planted fault."""
        self.faults += 1
        self.found += found
        self.kinds[kind] += 1
        self.kinds_found[kind] += found

    def data(self) -> dict[str, Any]:
        """As it is kept."""
        told = self.right + self.wrong
        return {
            "faults": self.faults,
            "found": self.found,
            "recall": round(100 * self.found / self.faults, 1) if self.faults else None,
            "told": told,
            "right": self.right,
            "precision": round(100 * self.right / told, 1) if told else None,
            "clean": self.clean,
            "clean_alarmed": self.clean_alarmed,
            "kinds": {kind: [self.kinds_found[kind], count] for kind, count in sorted(self.kinds.items())},
        }


def told(texts: dict[str, str], draft: str | None = None) -> list[Finding]:
    """The errors and warnings on some texts; on a draft, those that touch it."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        report = claimcheck.check([folder], draft=Path(folder, draft) if draft else None)
        findings = json.loads(report.to_json())["findings"]
    about = [entry.get("about") for entry in findings]
    return [
        finding
        for finding, whom in zip(report.findings, about, strict=True)
        if finding.severity is not Severity.INFO and whom != "sources"
    ]


def touches(finding: Finding, places: Iterable[Place]) -> int:
    """How many of some places a finding touches."""
    return sum(
        any(
            Path(location.path).name == Path(name).name
            and location.span.start < end
            and location.span.end > start
            for location in finding.locations
        )
        for name, start, end in places
    )


def score_cases(folders: Sequence[Path]) -> Score:
    """Hand-made cases."""
    score = Score()
    for path in sorted(file for folder in folders for file in folder.glob("*.yaml")):
        case = yaml.safe_load(path.read_text(encoding="utf-8"))
        texts = {document["name"]: document["text"] for document in case["documents"]}
        findings = told(texts, case.get("draft"))
        every: list[Place] = []
        for fault in case["expect"]:
            places = [_place(texts, anchor) for anchor in fault["anchors"]]
            every += places
            needed = 2 if fault["kind"] in _BETWEEN_TWO and len(places) > 1 else 1
            score.fault(fault["kind"], found=any(touches(finding, places) >= needed for finding in findings))
        right = sum(touches(finding, every) > 0 for finding in findings)
        score.right += right
        score.wrong += len(findings) - right
        if not case["expect"]:
            score.clean += 1
            score.clean_alarmed += bool(findings)
    return score


def _place(texts: dict[str, str], anchor: dict[str, Any]) -> Place:
    at = -1
    for _ in range(anchor.get("nth", 1)):
        at = texts[anchor["doc"]].index(anchor["text"], at + 1)
    return anchor["doc"], at, at + len(anchor["text"])


def score_items(file: Path) -> Score:
    """Drafts or claims beside their sources."""
    score = Score()
    for line in file.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        findings = told(
            {document["name"]: document["text"] for document in item["documents"]}, item.get("draft")
        )
        places = [(name, start, end) for name, start, end in item.get("spans") or ()]
        hit = any(touches(finding, places) for finding in findings) if places else bool(findings)
        if item["label"] == "contradiction":
            score.fault(item["label"], found=hit)
        else:
            score.clean += 1
            score.clean_alarmed += bool(findings)
            hit = False
        score.right += bool(findings) and hit
        score.wrong += bool(findings) and not hit
    return score


def score_digits(texts: Sequence[tuple[str, str]], *, each: int, seed: int = 1) -> Score:
    """One digit changed in a copy beside its original, for `each` numbers of every text, all of them told apart by their values."""
    score = Score()
    for name, text in texts:
        rng = random.Random(f"{seed}{name}")
        claims = [
            claim
            for claim in claimcheck.extract_text(text)
            if claim.quantity.value is not None
            and claim.quantity.hedge is None
            and text[claim.span.start : claim.span.end] == claim.text
            and text.count(claim.text) == 1
            and claim.kind.is_amount
        ]
        score.clean += 1
        score.clean_alarmed += bool(_between({f"one-{name}": text, f"two-{name}": text}))
        for claim in rng.sample(claims, min(each, len(claims))):
            other = _other(claim.text, rng)
            if other is None:
                continue
            copy = text[: claim.span.start] + other + text[claim.span.end :]
            findings = _between({f"one-{name}": text, f"two-{name}": copy})
            place = (f"two-{name}", claim.span.start, claim.span.start + len(other))
            right = sum(touches(finding, [place]) > 0 for finding in findings)
            score.fault("changed digit", found=right > 0)
            score.right += right
            score.wrong += len(findings) - right
    return score


def _between(texts: dict[str, str]) -> list[Finding]:
    """Findings between two texts, or on the second one: what the first says by itself is not asked."""
    first, second = texts
    own = {finding.message for finding in told({first: texts[first]})}
    return [
        finding
        for finding in told(texts)
        if any(Path(location.path).name == second for location in finding.locations)
        and finding.message not in own
    ]


def _other(written: str, rng: random.Random) -> str | None:
    """A number with one of its first two digits changed so far that no rounding explains it; None where it has not two digits."""
    digits = [index for index, char in enumerate(written) if char.isascii() and char.isdigit()]
    if len(digits) < 2:
        return None
    at = rng.choice(digits[:2])
    new = rng.choice([digit for digit in "123456789" if abs(int(digit) - int(written[at])) >= 2])
    return written[:at] + new + written[at + 1 :]


def score_slots(file: Path) -> Score:
    """Texts with a slot: silent with the right number, found with the wrong one."""
    score = Score()
    for entry in yaml.safe_load(file.read_text(encoding="utf-8")):
        for wrong in (False, True):
            texts: dict[str, str] = {}
            place: Place | None = None
            for document in entry["documents"]:
                slot = _SLOT.search(document["text"])
                text = document["text"]
                if slot is not None:
                    filled = slot[2] if wrong else slot[1]
                    text = text[: slot.start()] + filled + text[slot.end() :]
                    place = (document["name"], slot.start(), slot.start() + len(filled))
                texts[document["name"]] = text
            findings = told(texts, entry.get("draft"))
            right = sum(touches(finding, [place]) > 0 for finding in findings) if wrong and place else 0
            score.right += right
            score.wrong += len(findings) - right
            if wrong:
                score.fault(entry["kind"], found=right > 0)
            else:
                score.clean += 1
                score.clean_alarmed += bool(findings)
    return score


def score_generated(count: int, seed: int = 1) -> Score:
    """Texts that are made from a seed, each with a twin that has one fault."""
    score = Score()
    for one in made(count, seed):
        findings = told(one.texts)
        right = sum(touches(finding, [one.place]) > 0 for finding in findings) if one.wrong else 0
        score.right += right
        score.wrong += len(findings) - right
        if one.wrong:
            score.fault(one.kind, found=right > 0)
        else:
            score.clean += 1
            score.clean_alarmed += bool(findings)
    return score


def texts_of(paths: Sequence[Path]) -> list[tuple[str, str]]:
    """The texts at some paths: Markdown and plain text, and the first document of every case without faults."""
    found: list[tuple[str, str]] = []
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix in (".md", ".txt"):
                found.append((file.name, file.read_text(encoding="utf-8")))
            elif file.suffix == ".yaml":
                case = yaml.safe_load(file.read_text(encoding="utf-8"))
                if not case.get("expect", True):
                    document = case["documents"][0]
                    found.append((f"{file.stem}-{Path(document['name']).name}", document["text"]))
    return found


def main(arguments: Sequence[str]) -> None:
    """Measures one set."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("cases", "items", "digits", "slots", "generated"))
    parser.add_argument("name")
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--each", type=int, default=3)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args(arguments)
    if given.what == "cases":
        score = score_cases(given.paths)
    elif given.what == "generated":
        score = score_generated(given.each)
    elif given.what == "digits":
        score = score_digits(texts_of(given.paths), each=given.each)
    else:
        score = (score_items if given.what == "items" else score_slots)(given.paths[0])
    shown = [argument for argument in arguments if argument != "--json" and argument != str(given.json)]
    data = {"command": f"python benchmarks/accuracy.py {shlex.join(_portable(shown))}", **score.data()}
    print(json.dumps(data, indent=2, ensure_ascii=False))
    if given.json is not None:
        kept = json.loads(given.json.read_text(encoding="utf-8")) if given.json.exists() else {}
        kept[given.name] = data
        given.json.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _portable(arguments: Sequence[str]) -> list[str]:
    """Arguments with paths as somebody else has them: within the project as they are, elsewhere only the file's name."""
    shown = []
    for argument in arguments:
        path = Path(argument)
        shown.append(path.name if path.is_absolute() and not path.is_relative_to(ROOT) else argument)
    return shown


if __name__ == "__main__":
    main(sys.argv[1:])
