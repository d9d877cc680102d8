"""`claimcheck check`: find what contradicts."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated

import typer

from claimcheck.cli.handing_over import accepted_findings, hand_over, recorded
from claimcheck.cli.means import Jobs, NoCache, means
from claimcheck.cli.options import (
    STDIN,
    BaselineFile,
    Changed,
    Config,
    Draft,
    FailOn,
    IgnoreRules,
    Output,
    Paths,
    Quiet,
    Scope,
    Select,
    ShowSettings,
    Since,
    Statistics,
    Verbose,
    Watch,
    configured,
    everything,
    format_option,
    formats_of,
    inputs,
    is_quiet,
    output_file,
    standard_input,
)
from claimcheck.cli.output import show
from claimcheck.cli.progress import progress
from claimcheck.report import CHECK_FORMATS


def check(
    paths: Paths = None,
    draft: Draft = None,
    scope: Scope = None,
    format: Annotated[
        str, format_option(CHECK_FORMATS, "How to write the report.", of_plugins=True)
    ] = "text",
    output: Output = None,
    fail_on: FailOn = None,
    since: Since = None,
    baseline: BaselineFile = None,
    select: Select = None,
    ignore: IgnoreRules = None,
    config: Config = None,
    changed: Changed = False,
    jobs: Jobs = None,
    no_cache: NoCache = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    statistics: Statistics = False,
    watch: Watch = False,
    show_settings: ShowSettings = False,
) -> None:
    """Check that the numbers in documents agree with each other and add up.

    \b
    Examples:
      claimcheck check                              everything in sources/
      claimcheck check article.md notes/            a file and a folder
      claimcheck check sources/ --draft article.md  a draft against its sources
      claimcheck check -o report.html --format html
      claimcheck check docs/ --since main           only what this branch changed
      claimcheck check --draft article.md --format docx -o article.docx
      claimcheck check --select value-conflict --config fail-on=warning
      claimcheck check --changed docs/news.md       one file against all of the project's
      pandoc memo.docx -t plain | claimcheck check -
    """
    file = output_file(output)
    settings = configured(config, select=select, ignore=ignore)
    if show_settings:
        from claimcheck.settings.shown import settings_text

        show(settings_text(settings))
        raise typer.Exit(0)
    touched = list(paths or ()) if changed else None
    if touched is not None:
        paths = [*everything(settings), *touched]
    named = inputs(paths, draft=draft, sources=settings.sources)
    if watch and STDIN in (*named, draft):
        raise typer.BadParameter("standard input cannot be watched.", param_hint="'--watch'")
    formats = formats_of(settings, CHECK_FORMATS, format)
    scope, fail_on = scope or settings.scope, fail_on or settings.fail_on
    # Imported here so that --help and a wrong option answer at once.
    from claimcheck import engine

    def run() -> None:
        accepted = accepted_findings(baseline, settings)
        record = recorded(settings)
        with progress() as advance, means(jobs, no_cache, settings, named) as allowed:
            report = engine.check(
                named,
                scope=scope,
                draft=draft,
                stdin=standard_input([*named, draft]),
                progress=advance,
                settings=settings,
                baseline=accepted,
                record=record,
                means=allowed,
            )
        hand_over(
            report,
            formats,
            format=format,
            file=file,
            fail_on=fail_on,
            since=since,
            touched=touched,
            quiet=is_quiet(quiet),
            verbose=verbose,
            scope=scope,
            draft=draft,
            settings=settings,
            baseline=accepted,
            counted=statistics,
        )

    if not watch:
        run()
        return
    from claimcheck.cli.watching import watch as watching

    def again() -> None:
        # What a single run ends with goes nowhere here.
        with suppress(typer.Exit):
            run()

    watching(again, [*named, *([draft] if draft is not None else ())], file)
