"""`claimcheck verify`: the registry against its sources and the documents."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from claimcheck.cli.handing_over import accepted_findings, hand_over
from claimcheck.cli.means import Jobs, NoCache, means
from claimcheck.cli.options import (
    BaselineFile,
    Config,
    FailOn,
    Output,
    Quiet,
    Since,
    Verbose,
    configured,
    day,
    documents_to_verify,
    format_option,
    formats_of,
    is_quiet,
    output_file,
    registry_paths,
)
from claimcheck.cli.progress import progress
from claimcheck.report import VERIFY_FORMATS

Registry = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="CLAIMS", help="Files and folders of the registry.  [default: claims]", show_default=False
    ),
]
Documents = Annotated[
    list[str] | None,
    typer.Option(
        "--documents",
        metavar="PATH",
        help="Files and folders that must not contradict it; may be given several times.  [default: sources]",
        show_default=False,
    ),
]
Today = Annotated[
    str | None,
    typer.Option(
        "--today",
        metavar="DAY",
        callback=day,
        help="Reckon days of review from this day.  [default: today]",
        show_default=False,
    ),
]


def verify(
    claims: Registry = None,
    documents: Documents = None,
    format: Annotated[
        str, format_option(VERIFY_FORMATS, "How to write the report.", of_plugins=True)
    ] = "text",
    output: Output = None,
    fail_on: FailOn = None,
    since: Since = None,
    baseline: BaselineFile = None,
    config: Config = None,
    jobs: Jobs = None,
    no_cache: NoCache = False,
    today: Today = None,
    fix: Annotated[
        bool,
        typer.Option("--fix", help="Rewrite numbers to what the registry has, after showing the changes."),
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="With --fix: do not ask.")] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Verify the claims of the registry against their sources, results and the documents.

    \b
    Examples:
      claimcheck verify                                    claims/ against its sources and sources/
      claimcheck verify claims/ --documents README.md --documents docs/
      claimcheck verify --diff                             what --fix would change
      claimcheck verify --format sarif -o claims.sarif
    """
    file = output_file(output)
    settings = configured(config)
    formats = formats_of(settings, VERIFY_FORMATS, format)
    named = registry_paths(claims, settings)
    accepted = accepted_findings(baseline, settings)
    reckoned = date.fromisoformat(today) if today is not None else None
    if fix or diff:
        from claimcheck.cli.fixing import fix as fix_numbers

        fix_numbers(
            named, documents_to_verify(documents, settings), settings, reckoned, write=fix, ask=not yes
        )
    from claimcheck.engine.verify import verify as run

    read = documents_to_verify(documents, settings)
    with progress() as advance, means(jobs, no_cache, settings, [*named, *read]) as allowed:
        report = run(
            named,
            read,
            progress=advance,
            settings=settings,
            baseline=accepted,
            today=reckoned,
            means=allowed,
        )
    hand_over(
        report,
        formats,
        format=format,
        file=file,
        fail_on=fail_on or settings.fail_on,
        since=since,
        quiet=is_quiet(quiet),
        verbose=verbose,
        settings=settings,
        baseline=accepted,
    )
