"""`claimcheck documents`: what was read, and how."""

from __future__ import annotations

import sys
from typing import Annotated

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
from claimcheck.report import DOCUMENT_FORMATS

_FORMATS = tuple(DOCUMENT_FORMATS)


def documents(
    paths: Paths = None,
    format: Annotated[
        str,
        typer.Option(
            metavar="|".join(_FORMATS),
            envvar="CLAIMCHECK_FORMAT",
            callback=choice(_FORMATS),
            autocompletion=completion(_FORMATS),
            help="How to write the list.",
        ),
    ] = "text",
    output: Output = None,
    config: Config = None,
) -> None:
    """List what is read: format, title, date, language, words, tables, claims, and what is wrong with it.

    \b
    Examples:
      claimcheck documents
      claimcheck documents report.pdf figures.xlsx
    """
    file = output_file(output)
    settings = configured(config)
    named = inputs(paths, sources=settings.sources)
    from claimcheck import engine

    with progress() as advance:
        report = engine.extract(named, stdin=standard_input(named), progress=advance, settings=settings)

    from claimcheck.report.summary import failures
    from claimcheck.wording import count

    unread = failures(report)
    for failure in unread:
        complain(f"{failure.path}: {failure.message}")
    form = DOCUMENT_FORMATS[format]
    told = count(len(report.documents) - len(unread), "document")
    deliver(form.render(report, presentation(file)), form, file, told)
    sys.stdout.flush()
    raise typer.Exit(2 if unread else 0)
