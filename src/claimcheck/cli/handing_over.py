"""What `check` and `verify` have in common behind their work: narrowing, writing, and the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from claimcheck.cli.options import complain
from claimcheck.cli.output import deliver, presentation, show, terminal
from claimcheck.report import REPORT_FORMATS, Format
from claimcheck.wording import count, own_fault

if TYPE_CHECKING:
    from claimcheck.judges.record import Record
    from claimcheck.model import Judgement, Report
    from claimcheck.report import Presentation
    from claimcheck.settings import Settings
    from claimcheck.suppressions import Baseline

_SUMMARY_FILE = "GITHUB_STEP_SUMMARY"


def hand_over(
    report: Report,
    formats: Mapping[str, Format],
    *,
    format: str,
    file: Path | None,
    fail_on: str,
    since: str | None = None,
    touched: Sequence[str] | None = None,
    quiet: bool = False,
    verbose: bool = False,
    scope: str | None = None,
    draft: str | None = None,
    settings: Settings | None = None,
    baseline: Baseline | None = None,
    counted: bool = False,
) -> None:
    """Writes a report and ends the program with its exit code.

    `touched`: files that findings must touch; None for any. `counted`: whether to say how often each rule found something.
    """
    from claimcheck.report.summary import failures, outcome, summarise

    if since is not None:
        report = narrowed(report, since)
    if touched is not None:
        report = of_files(report, touched)
    unread = failures(report)
    # On a terminal the report itself lists them; elsewhere nobody may look at it.
    listed = format == "text" and file is None and terminal(sys.stdout) and terminal(sys.stderr)
    for failure in () if listed else unread:
        complain(f"{failure.path}: {failure.message}")
    if not quiet:
        tell_stale(report.stale)
    code = 2 if unread else exit_code(report, fail_on)
    summary = summarise(report)
    if not report.registry and not unread and not summary.documents:
        complain("nothing was read: there is no document in what was named")
        code = 2
    elif draft is not None and summary.documents < 2:
        complain("the draft was held against nothing but itself: no source was read")
    told = f"{outcome(summary)} in {count(summary.documents, 'document')}"
    run: tuple[tuple[str, str], ...] = ()
    if settings is not None and format == "html":
        from claimcheck.report.circumstances import circumstances

        accepted = baseline.path if baseline is not None else None
        run = circumstances(
            settings, scope=scope, draft=draft, baseline=accepted, since=since, fail_on=fail_on
        )
    shown = presentation(
        file,
        verbose=verbose or fail_on == "info",
        scope=scope,
        draft=draft,
        link=settings.report_link if settings is not None else None,
        run=run,
    )
    form = formats[format]
    silent = quiet and form.for_people and file is None and not summary.errors and not summary.warnings
    if not silent:
        text, lost = _written(form, report, shown)
        if lost:
            code = 2
        for path, error in lost:
            complain(f"{path}: left out of the output: {own_fault(error)}")
        deliver(text, form, file, None if quiet else told)
    if counted:
        from claimcheck.report.statistics import statistics

        if format == "text" and file is None:
            show(f"\n{statistics(report)}")
        else:
            typer.echo(statistics(report), err=True, nl=False)
    if format == "github":
        _job_summary(report)
    raise typer.Exit(code)


def _written(
    form: Format, report: Report, shown: Presentation
) -> tuple[str | bytes, list[tuple[str, Exception]]]:
    """A report in a format; one that needs a draft ends the program with exit code 2 where there is none."""
    from claimcheck.engine.faults import rendered
    from claimcheck.report.marked_draft import NoDraft

    render: Callable[[Report, Presentation], str | bytes] = form.binary or form.render
    try:
        return rendered(lambda some: render(some, shown), report)
    except NoDraft as error:
        complain(str(error))
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != "docx":
            raise
        from claimcheck.distribution import install_hint

        complain(f"this format needs another package: {install_hint('office')}")
    raise typer.Exit(2)


def narrowed(report: Report, since: str) -> Report:
    """The report with only the findings that touch lines changed since a revision; a revision that git refuses ends the program."""
    from claimcheck.engine.since import SinceError, changes_since, touching

    try:
        changes = changes_since(since, Path.cwd())
    except SinceError as error:
        complain(f"--since {since}: {error}")
        raise typer.Exit(2) from None
    return replace(report, findings=touching(report.findings, changes))


def of_files(report: Report, paths: Sequence[str]) -> Report:
    """The report with only the findings that have a place in some files."""
    real = {os.path.realpath(path) for path in paths}
    files = {row.path for row in report.documents if os.path.realpath(row.path.partition("#")[0]) in real}
    files |= {row.path for row in report.documents if os.path.realpath(row.path) in real}
    kept = (f for f in report.findings if any(at.path in files for at in f.locations))
    return replace(report, findings=tuple(kept))


def exit_code(report: Report, fail_on: str) -> int:
    """1 if a finding is at least as severe as `fail_on`, else 0; with a draft, one that is about it."""
    if fail_on == "never":
        return 0
    from claimcheck.model import Severity

    threshold = Severity(fail_on).rank
    decisive = (finding for finding in report.findings if finding.about != "sources")
    return int(any(finding.severity.rank >= threshold for finding in decisive))


def accepted_findings(named: str | None, settings: Settings) -> Baseline | None:
    """The baseline of the project, if there is one; one that cannot be read ends the program with exit code 2."""
    from claimcheck.suppressions.baseline import BaselineError, find_baseline

    try:
        return find_baseline(named or settings.baseline, _project_folder(settings))
    except BaselineError as error:
        complain(str(error))
        raise typer.Exit(2) from None


def _project_folder(settings: Settings) -> Path:
    return Path(settings.file).parent if settings.file is not None else Path.cwd()


def baseline_place(named: str | None, settings: Settings) -> Path:
    """Where the baseline of the project stands, or would."""
    from claimcheck.suppressions.baseline import NAME

    place = Path(named or settings.baseline or _project_folder(settings) / NAME)
    return (
        place.relative_to(Path.cwd()) if place.is_absolute() and place.is_relative_to(Path.cwd()) else place
    )


def record_place(settings: Settings) -> Path:
    """Where the record of judgements of the project stands, or would."""
    from claimcheck.judges.record import NAME

    place = _project_folder(settings) / NAME
    return (
        place.relative_to(Path.cwd()) if place.is_absolute() and place.is_relative_to(Path.cwd()) else place
    )


def recorded(settings: Settings) -> Record | None:
    """The judgements of the project, None where there is no record; one that cannot be read ends the program with exit code 2."""
    place = record_place(settings)
    if not place.exists():
        return None
    from claimcheck.judges.record import RecordError, read_record

    try:
        record = read_record(place)
    except RecordError as error:
        complain(str(error))
        raise typer.Exit(2) from None
    for number in record.broken:
        complain(f"{place.as_posix()}:{number}: no judgement stands in this line; it is left out")
    return record


def tell_stale(stale: Sequence[Judgement]) -> None:
    """Says that recorded judgements are on passages that are not there any more."""
    if stale:
        number = count(len(stale), "recorded judgement")
        complain(
            f"{number} on passages that are not there any more; `claimcheck judge --forget stale` takes them out"
        )


def git_user() -> str | None:
    """The name that git knows the person by."""
    from claimcheck.documents.git import run_git

    done = run_git(Path.cwd(), "config", "user.name")
    name = done.stdout.decode("utf-8", "replace").strip() if done is not None and done.returncode == 0 else ""
    return name or None


def _job_summary(report: Report) -> None:
    """GitHub shows what is appended to this file on the page of the run."""
    place = os.environ.get(_SUMMARY_FILE)
    if not place:
        return
    from claimcheck.engine.faults import rendered
    from claimcheck.report import Presentation

    try:
        with Path(place).open("a", encoding="utf-8", errors="backslashreplace") as summary:
            summary.write(
                rendered(lambda some: REPORT_FORMATS["markdown"].render(some, Presentation()), report)[0]
            )
    except OSError as error:
        complain(f"cannot write the job summary {place}: {error.strerror or error}")
