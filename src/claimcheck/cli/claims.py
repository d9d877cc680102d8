"""`claimcheck claims`: what the registry holds, and how much of a text it covers."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.means import Jobs, NoCache, means
from claimcheck.cli.options import (
    Config,
    Output,
    choice,
    complain,
    completion,
    configured,
    documents_to_verify,
    inputs,
    output_file,
    percentage,
    registry_paths,
)
from claimcheck.cli.output import deliver, presentation, show, wants_colour
from claimcheck.cli.progress import progress
from claimcheck.cli.verify import Documents, Today

if TYPE_CHECKING:
    from pathlib import Path

    from claimcheck.model import Report
    from claimcheck.settings import Settings

_FORMATS = ("text", "json", "html", "badge", "endpoint")


def claims(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH",
            help="Files and folders of the registry; with --coverage, the documents.  [default: claims]",
            show_default=False,
        ),
    ] = None,
    documents: Documents = None,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Tell for every number of the documents who answers for it.")
    ] = False,
    fail_under: Annotated[
        str | None,
        typer.Option(
            "--fail-under",
            metavar="PERCENT",
            callback=percentage,
            help="With --coverage: exit status 1 where fewer numbers have an owner.",
            show_default=False,
        ),
    ] = None,
    registry: Annotated[
        list[str] | None,
        typer.Option(
            "--registry",
            metavar="CLAIMS",
            help="With --coverage and why: files and folders of the registry.  [default: claims]",
            show_default=False,
        ),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="With --coverage: list the numbers that have an owner, too.")
    ] = False,
    format: Annotated[
        str,
        typer.Option(
            metavar="|".join(_FORMATS),
            callback=choice(_FORMATS),
            autocompletion=completion(_FORMATS),
            help="How to write the list.",
        ),
    ] = "text",
    output: Output = None,
    config: Config = None,
    jobs: Jobs = None,
    no_cache: NoCache = False,
    today: Today = None,
) -> None:
    """List the claims of the registry, or the owners of the numbers of a text.

    \b
    Examples:
      claimcheck claims                                        verdict, age, evidence and uses of each claim
      claimcheck claims claims/speed.yaml --documents README.md
      claimcheck claims --coverage README.md docs/ --fail-under 90
      claimcheck claims why growth-2025                        what it rests on, down to quote, cell and commit
    """
    settings = configured(config)
    file = output_file(output)
    day = date.fromisoformat(today) if today is not None else date.today()
    if paths and paths[0] == "why" and len(paths) == 2 and not coverage:
        _why(paths[1], registry, documents, settings, day)
    if coverage:
        _cover(paths, registry, documents, settings, day, format, file, fail_under, every)
    if fail_under is not None or registry is not None or every:
        raise typer.BadParameter("--fail-under and --all go with --coverage, --registry with it or why.")
    named = registry_paths(paths, settings)
    from claimcheck.engine.verify import verify
    from claimcheck.report import VERIFY_FORMATS
    from claimcheck.report.registry_text import listing

    read = documents_to_verify(documents, settings)
    with progress() as advance, means(jobs, no_cache, settings, [*named, *read]) as allowed:
        report = verify(named, read, progress=advance, settings=settings, today=day, means=allowed)
    code = _tell_failures(report)
    if format == "text" and file is None:
        show(listing(report, day, colour=wants_colour(sys.stdout)))
    else:
        form = VERIFY_FORMATS[format]
        text = listing(report, day) if format == "text" else form.render(report, presentation(file))
        deliver(text, form, file, f"{len(report.registry)} claims")
    raise typer.Exit(code)


def _cover(
    paths: list[str] | None,
    registry: list[str] | None,
    sources: list[str] | None,
    settings: Settings,
    day: date,
    format: str,
    file: Path | None,
    fail_under: str | None,
    every: bool,
) -> None:
    """Writes who answers for the numbers of some documents, and ends the program."""
    from claimcheck.engine.coverage import cover
    from claimcheck.model.coverage import share
    from claimcheck.report import COVERAGE_FORMATS
    from claimcheck.report.coverage_text import closing_line, render

    with progress() as advance:
        report = cover(
            inputs(paths),
            registry_paths(registry, settings),
            documents_to_verify(sources, settings),
            progress=advance,
            settings=settings,
            today=day,
        )
    code = _tell_failures(report)
    form = COVERAGE_FORMATS[format]
    if format == "text":
        text = render(report, every=every, colour=file is None and wants_colour(sys.stdout))
    else:
        text = form.render(report, presentation(file, link=settings.report_link))
    told = closing_line(report)
    deliver(text, form, file, told)
    reached = share(report.coverage)
    if fail_under is not None and reached < Decimal(fail_under):
        complain(f"coverage is {reached}%, less than the {fail_under}% asked for by --fail-under")
        code = code or 1
    raise typer.Exit(code)


def _why(
    name: str, registry: list[str] | None, documents: list[str] | None, settings: Settings, day: date
) -> None:
    """Shows what a claim rests on, and ends the program."""
    from claimcheck.cli.options import did_you_mean
    from claimcheck.documents.git import last_change
    from claimcheck.engine.verify import verify
    from claimcheck.registry import project_root, read_registry
    from claimcheck.registry.why import chain

    named = registry_paths(registry, settings)
    entries = {entry.id: entry for entry in read_registry(named).claims}
    if name not in entries:
        complain(f"there is no claim '{name}'.{did_you_mean(name, list(entries))}")
        raise typer.Exit(2)
    report = verify(named, documents_to_verify(documents, settings), settings=settings, today=day)
    records = {record.id: record for record in report.registry}
    show("\n".join(chain(name, entries, records, project_root(settings.file), last_change)) + "\n")
    raise typer.Exit(0)


def _tell_failures(report: Report) -> int:
    """Says what could not be used; 2 where there was any."""
    from claimcheck.report.summary import failures

    unread = failures(report)
    for failure in unread:
        complain(f"{failure.path}: {failure.message}")
    return 2 if unread else 0
