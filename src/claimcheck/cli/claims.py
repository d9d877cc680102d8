"""`claimcheck claims`: what the registry holds."""

from __future__ import annotations

import sys
from datetime import date
from typing import Annotated

import typer

from claimcheck.cli.means import Jobs, NoCache, means
from claimcheck.cli.options import (
    Config,
    choice,
    complain,
    completion,
    configured,
    documents_to_verify,
    registry_paths,
)
from claimcheck.cli.output import show, wants_colour
from claimcheck.cli.progress import progress
from claimcheck.cli.verify import Documents, Registry, Today

_FORMATS = ("text", "json")


def claims(
    claims: Registry = None,
    documents: Documents = None,
    format: Annotated[
        str,
        typer.Option(
            metavar="|".join(_FORMATS),
            callback=choice(_FORMATS),
            autocompletion=completion(_FORMATS),
            help="How to write the list.",
        ),
    ] = "text",
    config: Config = None,
    jobs: Jobs = None,
    no_cache: NoCache = False,
    today: Today = None,
) -> None:
    """List the claims of the registry: the verdict, the age, the evidence and where each is used.

    \b
    Examples:
      claimcheck claims
      claimcheck claims claims/speed.yaml --documents README.md
    """
    settings = configured(config)
    named = registry_paths(claims, settings)
    day = date.fromisoformat(today) if today is not None else date.today()
    from claimcheck.engine.verify import verify
    from claimcheck.report import VERIFY_FORMATS, Presentation
    from claimcheck.report.registry_text import listing
    from claimcheck.report.summary import failures

    read = documents_to_verify(documents, settings)
    with progress() as advance, means(jobs, no_cache, settings, [*named, *read]) as allowed:
        report = verify(named, read, progress=advance, settings=settings, today=day, means=allowed)
    unread = failures(report)
    for failure in unread:
        complain(f"{failure.path}: {failure.message}")
    if format == "json":
        show(VERIFY_FORMATS["json"].render(report, Presentation()), for_people=False)
    else:
        show(listing(report, day, colour=wants_colour(sys.stdout)))
    raise typer.Exit(2 if unread else 0)
