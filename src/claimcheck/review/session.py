"""What is reviewed: the report as it stands, the page that shows it, and the decisions on its findings."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote

from claimcheck import checks
from claimcheck.engine.reading import Progress
from claimcheck.judges.exchange import Given, judgement_of
from claimcheck.judges.record import PERSON, append
from claimcheck.model import Answer, Finding, Question, Report
from claimcheck.report.html_format import render
from claimcheck.report.links import Linker, Target, by_template, file_of, with_place
from claimcheck.suppressions.decisions import Decision, DecisionStore


@dataclass(frozen=True, slots=True)
class Checked:
    """One run of the check."""

    report: Report
    scope: str | None = None
    draft: str | None = None
    link: str | None = None
    """Template for links to places; None where the review itself shows the files."""
    run: tuple[tuple[str, str], ...] = ()
    """What was set, as names and values."""


class CannotCheck(Exception):
    """The check cannot run as things are: a broken configuration or baseline."""


class UnknownFinding(Exception):
    """The report has no such finding (any more)."""


class ReviewSession:
    """A report under review; safe to use from several threads."""

    def __init__(
        self, check: Callable[[Progress | None], Checked], store: DecisionStore, record: Path | None = None
    ) -> None:
        """`check` runs the check and may raise CannotCheck. `record`: where judgements go; None to ask no questions."""
        self._record = record
        self._questions: dict[str, Question] = {}
        self._check = check
        self._store = store
        self._writing = threading.Lock()
        self._running = threading.Lock()
        self._report: Report | None = None
        self._findings: Mapping[str, Finding] = {}
        self._files: list[Path] = []
        self.version = 0
        self.page = ""

    def run(self, progress: Progress | None = None) -> bool:
        """Checks anew; whether anything is different now. Raises CannotCheck, and the page stays as it was."""
        with self._running:
            made = self._check(progress)
            report = reviewable(made.report)
            if report == self._report:
                return False
            files = list(dict.fromkeys(Path(p) for row in report.documents if (p := file_of(row.path))))
            link = _linker(files, made.link)
            self.page = render(
                report,
                generated=datetime.now(UTC),
                scope=made.scope,
                draft=made.draft,
                link=link,
                run=made.run,
                review=self.version + 1,
            )
            self._report, self._files = report, files
            # An answer that comes from a page that is not renewed yet counts as well.
            self._questions.update((question.id, question) for question in report.questions)
            self._findings = {finding.fingerprint: finding for finding in report.findings}
            self.version += 1
            return True

    def decisions(self) -> dict[str, dict[str, str]]:
        """All decisions by fingerprint. Raises BaselineError."""
        with self._writing:
            return {mark: asdict(made) for mark, made in self._store.read(date.today()).items()}

    def decide(self, fingerprint: str, made: Decision, seen: Decision | None) -> dict[str, str]:
        """Writes a decision down and returns it as it stands now.

        Raises UnknownFinding, OutdatedDecision, BaselineError and OSError.
        """
        finding = self._findings.get(fingerprint)
        if finding is None:
            raise UnknownFinding
        with self._writing:
            self._store.decide(finding, made, seen, date.today())
            return asdict(self._store.read(date.today()).get(fingerprint, Decision("")))

    def judge(self, identity: str, answer: Answer, why: str) -> bool:
        """Writes the answer to a question into the record; whether it was new there.

        Raises UnknownFinding where nothing asks this (any more), and RecordError.
        """
        question = self._questions.get(identity)
        if question is None or self._record is None:
            raise UnknownFinding
        given = Given(identity, answer, why)
        made = judgement_of(question, given, by=PERSON, who=self._store.by or "", record=self._record)
        return bool(append(self._record, [made]))

    def file(self, number: int) -> Path | None:
        """A document of the report by its number; None where there is none of this number."""
        return self._files[number] if 0 <= number < len(self._files) else None


def reviewable(report: Report) -> Report:
    """The report with the findings that the baseline accepts among the others again: they can be decided otherwise."""
    back = [entry.finding for entry in report.suppressed if not entry.by_comment]
    return replace(
        report,
        findings=tuple(checks.in_order([*report.findings, *back])) if back else report.findings,
        suppressed=tuple(entry for entry in report.suppressed if entry.by_comment),
    )


def _linker(files: list[Path], template: str | None) -> Linker:
    """Links to the files as the review serves them, by their numbers."""
    numbers = {path: number for number, path in enumerate(files)}

    def link(target: Target) -> str | None:
        if template is not None:
            return by_template(template, target)
        path = file_of(target.path)
        if path is None or Path(path) not in numbers:
            return None
        address = f"file/{numbers[Path(path)]}/{quote(Path(path).name, safe='', errors='surrogateescape')}"
        return with_place(address, path, target, words=True)

    return link
