"""What `extract` and `documents` have in common: reading, and writing out what was read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import typer

from claimcheck.cli.means import means
from claimcheck.cli.options import complain, configured, inputs, output_file, standard_input
from claimcheck.cli.output import deliver, presentation
from claimcheck.cli.progress import progress
from claimcheck.report import Format

if TYPE_CHECKING:
    from claimcheck.model import Report


def list_what_is_read(
    paths: list[str] | None,
    formats: Mapping[str, Format],
    told: Callable[[Report], str],
    *,
    format: str,
    output: str | None,
    config: Sequence[str] | None,
    jobs: str | None,
    no_cache: bool,
) -> None:
    """Reads documents and writes the report on what was taken out; ends the program with exit code 2 where a file could not be read.

    `told`: what the output comes to, said where it goes into a file.
    """
    file = output_file(output)
    settings = configured(config)
    named = inputs(paths, sources=settings.sources)
    from claimcheck import engine

    with progress() as advance, means(jobs, no_cache, settings, named) as allowed:
        report = engine.extract(
            named, stdin=standard_input(named), progress=advance, settings=settings, means=allowed
        )

    from claimcheck.report.summary import failures

    unread = failures(report)
    for failure in unread:
        complain(f"{failure.path}: {failure.message}")
    form = formats[format]
    deliver(form.render(report, presentation(file)), form, file, told(report))
    if unread:
        raise typer.Exit(2)
