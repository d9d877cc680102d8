"""`claimcheck extract`: list the numbers and what they are said of."""

from __future__ import annotations

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
from claimcheck.report import CLAIM_FORMATS

_FORMATS = tuple(CLAIM_FORMATS)


def extract(
    paths: Paths = None,
    format: Annotated[
        str,
        typer.Option(
            metavar="|".join(_FORMATS),
            callback=choice(_FORMATS),
            autocompletion=completion(_FORMATS),
            help="How to write the claims.",
        ),
    ] = "text",
    output: Output = None,
    config: Config = None,
) -> None:
    """List every numeric claim: its value, unit, subject, metric, period and sense.

    \b
    Examples:
      claimcheck extract article.md
      claimcheck extract sources/ --format csv -o claims.csv
      claimcheck extract - --format json < memo.txt
    """
    file = output_file(output)
    settings = configured(config)
    named = inputs(paths, sources=settings.sources)
    from claimcheck import engine

    with progress() as advance:
        report = engine.extract(named, stdin=standard_input(named), progress=advance, settings=settings)

    from claimcheck.report.summary import failures, summarise
    from claimcheck.wording import count

    unread = failures(report)
    for failure in unread:
        complain(f"{failure.path}: {failure.message}")
    summary = summarise(report)
    told = f"{count(summary.claims, 'claim')} in {count(summary.documents, 'document')}"
    form = CLAIM_FORMATS[format]
    deliver(form.render(report, presentation(file)), form, file, told)
    if unread:
        raise typer.Exit(2)
