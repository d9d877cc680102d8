"""`claimcheck check`: find what contradicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.options import (
    Config,
    Output,
    Paths,
    choice,
    complain,
    completion,
    configured,
    inputs,
    output_file,
    standard_input,
)
from claimcheck.cli.output import deliver, presentation
from claimcheck.cli.progress import progress
from claimcheck.report import REPORT_FORMATS

if TYPE_CHECKING:
    from claimcheck.model import Report

_FORMATS = tuple(REPORT_FORMATS)
_SCOPES = ("corpus", "document")
_THRESHOLDS = ("error", "warning", "info", "never")


def check(
    paths: Paths = None,
    draft: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="A text about to be published; the other documents are its sources.",
            show_default=False,
        ),
    ] = None,
    scope: Annotated[
        str | None,
        typer.Option(
            metavar="|".join(_SCOPES),
            callback=choice(_SCOPES),
            autocompletion=completion(_SCOPES),
            help="Compare within and across all documents, or look at each alone.  [default: corpus]",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        str,
        typer.Option(
            metavar="|".join(_FORMATS),
            callback=choice(_FORMATS),
            autocompletion=completion(_FORMATS),
            help="How to write the report.",
        ),
    ] = "text",
    output: Output = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            metavar="|".join(_THRESHOLDS),
            callback=choice(_THRESHOLDS),
            autocompletion=completion(_THRESHOLDS),
            help="From which severity on a finding makes the exit status 1.  [default: error]",
            show_default=False,
        ),
    ] = None,
    config: Config = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Also write findings of severity info as text.")
    ] = False,
) -> None:
    """Check that the numbers in documents agree with each other and add up.

    \b
    Examples:
      claimcheck check                              everything in sources/
      claimcheck check article.md notes/            a file and a folder
      claimcheck check sources/ --draft article.md  a draft against its sources
      claimcheck check -o report.html --format html
      pandoc memo.docx -t plain | claimcheck check -
    """
    file = output_file(output)
    settings = configured(config)
    named = inputs(paths, draft=draft, sources=settings.sources)
    scope, fail_on = scope or settings.scope, fail_on or settings.fail_on
    # Imported here so that --help and a wrong option answer at once.
    from claimcheck import engine

    with progress() as advance:
        report = engine.check(
            named,
            scope=scope,
            draft=draft,
            stdin=standard_input([*named, draft]),
            progress=advance,
            settings=settings,
        )

    from claimcheck.report.summary import failures, outcome, summarise
    from claimcheck.wording import count

    unread = failures(report)
    for failure in unread:
        complain(f"{failure.path}: {failure.message}")
    summary = summarise(report)
    told = f"{outcome(summary)} in {count(summary.documents, 'document')}"
    shown = presentation(file, verbose=verbose or fail_on == "info", scope=scope, draft=draft)
    form = REPORT_FORMATS[format]
    deliver(form.render(report, shown), form, file, told)
    raise typer.Exit(2 if unread else exit_code(report, fail_on))


def exit_code(report: Report, fail_on: str) -> int:
    """1 if a finding is at least as severe as `fail_on`, else 0."""
    if fail_on == "never":
        return 0
    from claimcheck.model import Severity

    threshold = Severity(fail_on).rank
    return int(any(finding.severity.rank >= threshold for finding in report.findings))
