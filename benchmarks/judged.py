"""What judging brings: the hand-made cases with questions answered from their annotations, and from nothing else.

    python benchmarks/judged.py [FOLDER] [--readings FOLDER] [--most 8] [--rounds 1] [--json FILE] [-v]

FOLDER (default training/cases) holds cases: documents, and the faults that a careful reader finds in them, each with the places that it
shows in. The answer to a question is "same" where both numbers stand at places of one fault, or in one fact of the readings beside the
cases; "different" otherwise. A judge who answers like that knows what the words mean, and nothing of arithmetic.

Told are, without judgements and with them: faults found of the kinds that lie between two places, precision, clean cases with an alarm;
how many questions were asked; and where the faults that stay unfound are lost.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training"))

from annotated import Place, quoted_facts, span

from claimcheck import engine
from claimcheck.engine.inquiry import Inquiry
from claimcheck.judges.asking import ask
from claimcheck.judges.exchange import Given, judgement_of
from claimcheck.judges.record import NAME, PERSON, Record, read_record
from claimcheck.model import (
    Answer,
    Claim,
    Finding,
    Judgement,
    Location,
    Question,
    QuestionKind,
    Report,
    Severity,
)

ROOT = Path(__file__).resolve().parents[1]
BETWEEN = frozenset({"contradiction", "rank", "attribution", "stale", "unit", "period"})
"""Kinds of faults that lie between two places."""
TWO = frozenset({"contradiction", "rank", "attribution", "stale"})
"""Kinds whose finding must name both places."""


@dataclass(frozen=True)
class Fault:
    """What a careful reader finds wrong."""

    kind: str
    why: str
    places: tuple[Place, ...]


@dataclass
class Case:
    """Some documents, what is wrong in them, and what belongs together."""

    id: str
    folder: Path
    draft: Path | None
    faults: list[Fault]
    facts: list[list[Place]]
    """Places that tell one quantity, as far as a reader has annotated them."""


@dataclass
class Tally:
    """What came out over all cases."""

    found: int = 0
    wanted: int = 0
    right: int = 0
    stray: int = 0
    clean: int = 0
    alarmed: int = 0
    between: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)


def case_of(path: Path, readings: Path, folder: Path) -> Case:
    """A case, written to a folder."""
    given = yaml.safe_load(path.read_text(encoding="utf-8"))
    texts = {document["name"]: document["text"] for document in given["documents"]}
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    faults = [
        Fault(
            e["kind"],
            e["why"],
            tuple((a["doc"], *span(texts[a["doc"]], a["text"], a.get("nth", 1))) for a in e["anchors"]),
        )
        for e in given["expect"]
    ]
    draft = folder / given["draft"] if given.get("draft") else None
    annotated = readings / f"{path.stem}.json"
    facts = (
        quoted_facts(json.loads(annotated.read_text(encoding="utf-8")), texts) if annotated.is_file() else []
    )
    return Case(str(given["id"]), folder, draft, faults, facts)


def stands_at(at: Claim | Location, where: Place) -> bool:
    """Whether a number stands at a place."""
    name, start, end = where
    return at.path.endswith(f"/{name}") and at.span.start < end and at.span.end > start


class Annotations:
    """A judge who knows nothing but the annotations."""

    name = PERSON

    def __init__(self, case: Case, inquiry: Inquiry, record: Path) -> None:
        self._groups = [list(fault.places) for fault in case.faults if fault.kind in BETWEEN] + case.facts
        self._faults = case.faults
        self._inquiry, self._record = inquiry, record

    def answer(self, questions: Sequence[Question]) -> Iterator[list[Judgement]]:
        """All answers at once."""
        yield [
            judgement_of(
                question,
                Given(question.id, Answer.SAME if self._same(question) else Answer.DIFFERENT),
                by=self.name,
                record=self._record,
            )
            for question in questions
        ]

    def _same(self, question: Question) -> bool:
        if question.kind is QuestionKind.LINK:
            # Arithmetic that fails and is meant is a fault, and all faults are annotated.
            numbers = [claim for mark in question.marks for claim in self._inquiry.numbers(mark)]
            return any(
                sum(any(stands_at(claim, where) for where in fault.places) for claim in numbers) > 1
                or (len(fault.places) == 1 and any(stands_at(claim, fault.places[0]) for claim in numbers))
                for fault in self._faults
            )
        left, right = ([self._groups_at(claim) for claim in self._inquiry.numbers(m)] for m in question.marks)
        return any(a & b for a in left for b in right)

    def _groups_at(self, claim: Claim) -> set[int]:
        return {n for n, group in enumerate(self._groups) if any(stands_at(claim, where) for where in group)}


def hit(fault: Fault, findings: Sequence[Finding]) -> bool:
    """Whether a finding names the fault, by two of its places where it lies between two."""
    needed = 2 if fault.kind in TWO and len(fault.places) > 1 else 1
    return any(
        sum(any(stands_at(at, where) for at in finding.locations) for where in fault.places) >= needed
        for finding in findings
    )


def reported(report: Report) -> list[Finding]:
    """What counts: errors and warnings, with a draft those about it."""
    return [f for f in report.findings if f.severity is not Severity.INFO and f.about != "sources"]


def count(case: Case, report: Report, tally: Tally) -> list[Finding]:
    """Adds a case up, and returns the false alarms."""
    findings = reported(report)
    for fault in case.faults:
        tally.wanted += 1
        found = hit(fault, findings)
        tally.found += found
        if fault.kind in BETWEEN:
            tally.of[fault.kind] += 1
            tally.between[fault.kind] += found
    places = [where for fault in case.faults for where in fault.places]
    stray = [f for f in findings if not any(stands_at(at, w) for at in f.locations for w in places)]
    tally.right += len(findings) - len(stray)
    tally.stray += len(stray)
    if not case.faults:
        tally.clean += 1
        tally.alarmed += bool(stray)
    return stray


def lost(
    fault: Fault, report: Report, pairs: Sequence[tuple[Claim, Claim, bool]], asked: set[frozenset[str]]
) -> str:
    """On the way to which stage a fault was lost. `pairs`: those proposed, and whether their values exclude each other."""
    read = [where for where in fault.places if any(stands_at(claim, where) for claim in report.claims)]
    if len(read) < 2:
        return "a number of it is not read"

    def at_two(one: Claim, other: Claim) -> bool:
        return sum(any(stands_at(claim, where) for claim in (one, other)) for where in fault.places) > 1

    there = [(one, other, excluded) for one, other, excluded in pairs if at_two(one, other)]
    if not there:
        return "its numbers are not proposed as a pair"
    excluded = [(one, other) for one, other, excludes in there if excludes]
    if not excluded:
        return "as read, its numbers do not exclude each other"
    if not any(frozenset((one.id, other.id)) in asked for one, other in excluded):
        return "not among the questions"
    return "asked, and told otherwise or not at all"


def main() -> None:
    """Runs all cases and prints the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "training/cases")
    parser.add_argument("--readings", type=Path, default=ROOT / "training/readings")
    parser.add_argument("--most", type=int, default=8, help="questions a case")
    parser.add_argument(
        "--rounds", type=int, default=1, help="how often questions are worked out anew from the answers"
    )
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--json", type=Path, help="write the figures to this file, too")
    options = parser.parse_args()
    before, after = Tally(), Tally()
    asked_in_all: list[int] = []
    drafted: list[tuple[int, int]] = []
    losses: Counter[str] = Counter()
    for path in sorted(options.folder.glob("*.yaml")):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name).resolve()
            case = case_of(path, options.readings, folder / "texts")
            record = folder / NAME
            count(case, engine.check([case.folder], draft=case.draft), before)
            inquiry = Inquiry([case.folder], draft=case.draft)
            asked: list[Question] = []
            for turn in range(options.rounds):
                share = (options.most - len(asked)) // (options.rounds - turn)
                questions = inquiry.open(read_record(record))[:share]
                for _ in ask(Annotations(case, inquiry, record), questions, record):
                    pass
                asked += questions
            report = engine.check([case.folder], draft=case.draft, record=read_record(record))
            stray = count(case, report, after)
            asked_in_all.append(len(asked))
            if case.draft is not None:
                every = Inquiry([case.folder], draft=case.draft).open(Record(""))
                drafted.append((len(every), sum(c.path == str(case.draft) for c in report.claims)))
            pairs = [(p.left, p.right, p.excluded) for p in inquiry.pairs(read_record(record))]
            ids = {
                frozenset((one.id, other.id))
                for question in asked
                if question.kind is QuestionKind.SAME_QUANTITY
                for one in inquiry.numbers(question.marks[0])
                for other in inquiry.numbers(question.marks[1])
            }
            for fault in case.faults:
                if fault.kind in BETWEEN and not hit(fault, reported(report)):
                    reason = lost(fault, report, pairs, ids)
                    losses[reason] += 1
                    if options.verbose:
                        print(f"  {case.id}: {fault.kind}: {reason}: {fault.why}")
            if options.verbose:
                for finding in stray:
                    print(f"  {case.id}: false alarm {finding.rule}: {finding.message[:160]}")
    print_figures(before, after, asked_in_all, drafted, losses)
    if options.json:
        result = {
            "cases": len(asked_in_all),
            "faults": before.wanted,
            "faults_between": sum(before.of.values()),
            "alone": figures(before),
            "judged": figures(after),
        }
        options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


def figures(tally: Tally) -> dict[str, float]:
    """What stands in a row of the table."""
    return {
        "between": sum(tally.between.values()),
        "all": tally.found,
        "precision": round(tally.right / max(tally.right + tally.stray, 1), 2),
    }


def print_figures(
    before: Tally,
    after: Tally,
    asked: Sequence[int],
    drafted: Sequence[tuple[int, int]],
    losses: Counter[str],
) -> None:
    """The table of figures."""
    for name, tally in (("weights alone", before), ("with judgements", after)):
        kinds = ", ".join(f"{kind} {tally.between[kind]}/{tally.of[kind]}" for kind in sorted(tally.of))
        precision = tally.right / max(tally.right + tally.stray, 1)
        print(
            f"{name}: between places {sum(tally.between.values())} of {sum(tally.of.values())} ({kinds}); all faults "
            f"{tally.found} of {tally.wanted}; precision {precision:.3f}, {tally.stray} false alarms; clean cases alarmed "
            f"{tally.alarmed} of {tally.clean}"
        )
    print(f"questions: {sum(asked)} on {len(asked)} cases, {max(asked, default=0)} at most")
    for questions, numbers in [(sum(q for q, _ in drafted), sum(n for _, n in drafted))] if drafted else []:
        print(f"drafts: {questions} questions on {numbers} numbers of {len(drafted)} drafts")
    for reason, number in losses.most_common():
        print(f"lost: {number:3d} {reason}")


if __name__ == "__main__":
    main()
